//! Expressions. Erased here: parentheses (E2) and TypeScript's wrappers (E5); the boundary of an optional chain stays.
//! Twin: babel-plugin/src/read/expressions.ts

use swc_core::{
    atoms::wtf8::{CodePoint, Wtf8Buf},
    common::{Span, Spanned},
    ecma::ast::*,
};

use super::{
    classes::{property, read_class, read_key, read_private_name},
    functions::{read_arrow, read_function, read_getter, read_setter},
    jsx::{read_jsx_element, read_jsx_fragment},
    patterns::{is_wrapped_target, read_assigned, read_target},
    reading::{deeper, is_generated, refuse_unknown, string_of, word, Reading},
    statements::{borrowed_name, name_of},
};
use crate::{
    swc_core,
    tree::{as_text, text, Digits, Node, Text},
};

pub fn read_expression(reading: &mut Reading, node: &Expr) -> Node {
    if let Expr::Paren(node) = node {
        return read_expression(reading, &node.expr); // E2: not a level of its own, as Babel has no node for it
    }
    let span = node.span();
    let lowered = reading.is_lowered(span) && !is_constant(node);
    let read =
        deeper(reading, span, |reading| reading.refused_if_lowered(lowered, span, |reading| read_one(reading, node)));
    read.unwrap_or_else(|refused| refused)
}

/// R6: what counts by value, so that it does not matter where it comes from.
fn is_constant(node: &Expr) -> bool {
    match node {
        Expr::Lit(Lit::Str(_) | Lit::Num(_) | Lit::Bool(_) | Lit::Null(_)) => true,
        Expr::Unary(UnaryExpr { op: UnaryOp::Minus, arg, .. }) => matches!(**arg, Expr::Lit(Lit::Num(_))),
        #[cfg(swc_ast_unknown)]
        Expr::Unknown(..) => true, // has no span, and is refused for another reason
        _ => false,
    }
}

fn read_one(reading: &mut Reading, node: &Expr) -> Node {
    match node {
        Expr::Ident(name) if reading.is_borrowed(name) => borrowed_name(),
        Expr::Ident(name) => name_of(name),
        Expr::Lit(node) => read_literal(reading, node),
        Expr::Tpl(node) => read_template(reading, node),
        Expr::TaggedTpl(node) => read_tagged(reading, node),
        Expr::Array(node) => Node::Array {
            elements: node.elems.iter().map(|item| item.as_ref().map(|item| read_argument(reading, item))).collect(),
        },
        Expr::Object(node) => read_object(reading, node),
        Expr::Fn(node) => read_function(reading, &node.function, node.ident.as_ref(), node.function.span),
        Expr::Arrow(node) => read_arrow(reading, node),
        Expr::Class(node) => read_class(reading, &node.class, node.ident.as_ref()),
        Expr::Member(node) => read_member(reading, node),
        Expr::SuperProp(node) => read_super_member(reading, node),
        Expr::OptChain(node) => read_chain(reading, node),
        Expr::Call(node) => read_call(reading, node),
        Expr::New(node) => Node::New {
            callee: Box::new(read_expression(reading, &node.callee)),
            arguments: read_arguments(reading, node.args.as_deref().unwrap_or_default()),
        },
        Expr::Unary(node) => {
            Node::Unary { operator: node.op.as_str(), argument: Box::new(read_expression(reading, &node.arg)) }
        }
        Expr::Update(node) => Node::Update {
            operator: node.op.as_str(),
            prefix: node.prefix,
            argument: Box::new(read_expression(reading, &node.arg)),
        },
        Expr::Bin(node) => Node::Binary {
            operator: node.op.as_str(),
            left: Box::new(match &*node.left {
                Expr::PrivateName(name) => read_private_name(name),
                left => read_expression(reading, left),
            }),
            right: Box::new(read_expression(reading, &node.right)),
        },
        Expr::Assign(node) => read_assignment(reading, node),
        Expr::Cond(node) => Node::Conditional {
            test: Box::new(read_expression(reading, &node.test)),
            then: Box::new(read_expression(reading, &node.cons)),
            r#else: Box::new(read_expression(reading, &node.alt)),
        },
        Expr::Seq(node) => {
            Node::Sequence { expressions: node.exprs.iter().map(|item| read_expression(reading, item)).collect() }
        }
        Expr::Await(node) => Node::Await { argument: Box::new(read_expression(reading, &node.arg)) },
        Expr::Yield(node) => Node::Yield {
            delegate: node.delegate,
            argument: node.arg.as_ref().map(|argument| Box::new(read_expression(reading, argument))),
        },
        Expr::This(_) => Node::This {},
        Expr::MetaProp(node) => match node.kind {
            MetaPropKind::NewTarget => Node::NewTarget {},
            MetaPropKind::ImportMeta => Node::ImportMeta {},
            #[cfg(swc_ast_unknown)]
            _ => refuse_unknown(reading, "MetaProperty", node.span),
        },
        Expr::JSXElement(node) => read_jsx_element(reading, node),
        Expr::JSXFragment(node) => read_jsx_fragment(reading, node),
        // E2 and E5: what only wraps an expression.
        Expr::Paren(node) => read_expression(reading, &node.expr),
        Expr::TsAs(node) => read_expression(reading, &node.expr),
        Expr::TsConstAssertion(node) => read_expression(reading, &node.expr),
        Expr::TsSatisfies(node) => read_expression(reading, &node.expr),
        Expr::TsNonNull(node) => read_expression(reading, &node.expr),
        Expr::TsTypeAssertion(node) => read_expression(reading, &node.expr),
        Expr::TsInstantiation(node) => read_expression(reading, &node.expr),
        // No expressions of their own in any program that parses.
        Expr::PrivateName(node) => refuse_unknown(reading, "PrivateName", node.span),
        Expr::JSXMember(node) => refuse_unknown(reading, "JSXMemberExpression", node.span),
        Expr::JSXNamespacedName(node) => refuse_unknown(reading, "JSXNamespacedName", node.span),
        Expr::JSXEmpty(node) => refuse_unknown(reading, "JSXEmptyExpression", node.span),
        Expr::Invalid(node) => refuse_unknown(reading, "Invalid", node.span),
        #[cfg(swc_ast_unknown)]
        _ => refuse_unknown(reading, "Expression", reading.place),
    }
}

fn read_literal(reading: &Reading, node: &Lit) -> Node {
    match node {
        Lit::Str(node) => read_string(node), // L2
        Lit::Num(node) => Node::Number { value: node.value },
        Lit::BigInt(node) => Node::BigInt { value: Digits(node.value.to_string()) },
        Lit::Bool(node) => Node::Boolean { value: node.value },
        Lit::Null(_) => Node::Null {},
        Lit::Regex(node) => Node::RegExp { flags: node.flags.to_string(), pattern: node.exp.to_string() },
        Lit::JSXText(node) => refuse_unknown(reading, "JSXText", node.span),
        #[cfg(swc_ast_unknown)]
        _ => refuse_unknown(reading, "Literal", node.span()),
    }
}

pub fn read_string(node: &Str) -> Node {
    Node::String { value: string_of(&node.value) }
}

fn read_template(reading: &mut Reading, node: &Tpl) -> Node {
    let mut strings = Vec::new();
    for quasi in &node.quasis {
        match cooked(&quasi.raw) {
            Some(string) => strings.push(string),
            // No parser gives this, a transform may.
            None => return reading.refuse_lowered(quasi.span),
        }
    }
    Node::Template { expressions: read_expressions(reading, &node.exprs), strings }
}

fn read_tagged(reading: &mut Reading, node: &TaggedTpl) -> Node {
    let Tpl { exprs, quasis, .. } = &*node.tpl;
    Node::Tagged {
        tag: Box::new(read_expression(reading, &node.tag)),
        cooked: quasis.iter().map(|quasi| cooked(&quasi.raw)).collect(),
        raw: quasis.iter().map(|quasi| text(&with_line_feeds(&quasi.raw))).collect(),
        expressions: read_expressions(reading, exprs),
    }
}

fn with_line_feeds(raw: &str) -> String {
    raw.replace("\r\n", "\n").replace('\r', "\n")
}

/// The value of a piece of a template; none where an escape is invalid (ECMA-262, TV). SWC's own value is not used: it is
/// absent for `\ud800\u{d800}`, which is valid, and present for `\8`, which is not; and its printer writes `raw` alone.
fn cooked(raw: &str) -> Option<Text> {
    let raw = with_line_feeds(raw);
    let mut characters = raw.chars().peekable();
    let mut value = Wtf8Buf::new();
    while let Some(character) = characters.next() {
        if character != '\\' {
            value.push_char(character);
            continue;
        }
        let code = match characters.next()? {
            '\n' | '\u{2028}' | '\u{2029}' => continue,
            'n' => 0x0a,
            't' => 0x09,
            'r' => 0x0d,
            'b' => 0x08,
            'v' => 0x0b,
            'f' => 0x0c,
            '0' if !characters.peek().is_some_and(char::is_ascii_digit) => 0,
            '0'..='9' => return None,
            'x' => digits(&mut characters, 2)?,
            'u' if characters.next_if_eq(&'{').is_some() => digits_in_braces(&mut characters)?,
            'u' => digits(&mut characters, 4)?,
            other => other as u32,
        };
        value.push(CodePoint::from_u32(code)?); // or half of one
    }
    Some(value.into())
}

fn digits(characters: &mut impl Iterator<Item = char>, count: usize) -> Option<u32> {
    (0..count).try_fold(0, |code, _| Some(code * 16 + characters.next()?.to_digit(16)?))
}

fn digits_in_braces(characters: &mut impl Iterator<Item = char>) -> Option<u32> {
    let mut code = characters.next()?.to_digit(16)?;
    loop {
        match characters.next()? {
            '}' => return Some(code),
            digit => code = code * 16 + digit.to_digit(16)?,
        }
        if code > 0x10_ffff {
            return None;
        }
    }
}

fn read_expressions(reading: &mut Reading, nodes: &[Box<Expr>]) -> Vec<Node> {
    nodes.iter().map(|node| read_expression(reading, node)).collect()
}

fn read_call(reading: &mut Reading, node: &CallExpr) -> Node {
    let callee = match &node.callee {
        Callee::Import(import) => {
            let phase = match import.phase {
                ImportPhase::Evaluation => None,
                ImportPhase::Source => Some("source".into()),
                ImportPhase::Defer => Some("defer".into()),
                #[cfg(swc_ast_unknown)]
                _ => return refuse_unknown(reading, "ImportExpression", node.span),
            };
            return Node::ImportCall { arguments: read_arguments(reading, &node.args), phase };
        }
        Callee::Super(_) => Node::Super {},
        Callee::Expr(callee) => read_expression(reading, callee),
        #[cfg(swc_ast_unknown)]
        _ => refuse_unknown(reading, "CallExpression", node.span),
    };
    if is_generated(node.span) {
        node.args.iter().for_each(|argument| note_argument(reading, &argument.expr));
    }
    Node::Call {
        callee: Box::new(callee),
        arguments: read_arguments(reading, &node.args),
        at: node.span,
        host: node.span,
        optional: false,
    }
}

/// R6: what a call that the compiler has made gets by name: `_ts_decorate([…], A.prototype, "method", null)`.
fn note_argument(reading: &mut Reading, argument: &Expr) {
    match argument {
        Expr::Ident(name) => reading.note_completed(name),
        Expr::Member(node) => note_argument(reading, &node.obj),
        _ => (),
    }
}

fn read_assignment(reading: &mut Reading, node: &AssignExpr) -> Node {
    // R6: an assignment that the compiler has made is no change of a variable by the author.
    if is_generated(node.span) && note_target(reading, &node.left) {
        return read_expression(reading, &node.right);
    }
    Node::Assign {
        at: node.span,
        operator: node.op.as_str(),
        scope: None,
        target: Box::new(read_target(reading, &node.left)),
        value: Box::new(read_assigned(reading, &node.right, is_wrapped_target(&node.left), node.span)),
    }
}

/// Whether an assignment is to variables, whose declarations it completes.
fn note_target(reading: &mut Reading, target: &AssignTarget) -> bool {
    match target {
        AssignTarget::Simple(SimpleAssignTarget::Ident(name)) => reading.note_completed(name),
        AssignTarget::Pat(AssignTargetPat::Array(node)) => {
            node.elems.iter().flatten().for_each(|element| note_pattern(reading, element));
        }
        AssignTarget::Pat(AssignTargetPat::Object(node)) => note_object_pattern(reading, node),
        _ => return false,
    }
    true
}

fn note_pattern(reading: &mut Reading, pattern: &Pat) {
    match pattern {
        Pat::Ident(name) => reading.note_completed(name),
        Pat::Expr(node) => note_argument(reading, node),
        Pat::Array(node) => node.elems.iter().flatten().for_each(|element| note_pattern(reading, element)),
        Pat::Object(node) => note_object_pattern(reading, node),
        Pat::Assign(node) => note_pattern(reading, &node.left),
        Pat::Rest(node) => note_pattern(reading, &node.arg),
        _ => (),
    }
}

fn note_object_pattern(reading: &mut Reading, node: &ObjectPat) {
    for property in &node.props {
        match property {
            ObjectPatProp::KeyValue(node) => note_pattern(reading, &node.value),
            ObjectPatProp::Assign(node) => reading.note_completed(&node.key),
            ObjectPatProp::Rest(node) => note_pattern(reading, &node.arg),
            #[cfg(swc_ast_unknown)]
            _ => (),
        }
    }
}

pub fn read_chain(reading: &mut Reading, node: &OptChainExpr) -> Node {
    let link = deeper(reading, node.span, |reading| read_chain_link(reading, node));
    Node::Chain { expression: Box::new(link.unwrap_or_else(|refused| refused)) }
}

fn read_chain_link(reading: &mut Reading, node: &OptChainExpr) -> Node {
    match &*node.base {
        OptChainBase::Member(member) => Node::Member {
            object: Box::new(read_link(reading, &member.obj)),
            property: Box::new(read_property(reading, &member.prop)),
            optional: node.optional,
        },
        OptChainBase::Call(call) => Node::Call {
            callee: Box::new(read_link(reading, &call.callee)),
            arguments: read_arguments(reading, &call.args),
            at: node.span,
            host: node.span,
            optional: node.optional,
        },
        #[cfg(swc_ast_unknown)]
        _ => refuse_unknown(reading, "OptionalMemberExpression", node.span),
    }
}

/// One link of an optional chain; the chain goes on through its object, unless parentheses end it.
fn read_link(reading: &mut Reading, node: &Expr) -> Node {
    let span = node.span();
    let read = deeper(reading, span, |reading| match node {
        Expr::OptChain(node) => {
            let lowered = reading.is_lowered(span);
            reading.refused_if_lowered(lowered, span, |reading| read_chain_link(reading, node))
        }
        Expr::TsNonNull(node) => read_link(reading, &node.expr), // E5
        node => read_expression(reading, node),
    });
    read.unwrap_or_else(|refused| refused)
}

pub fn read_member(reading: &mut Reading, node: &MemberExpr) -> Node {
    Node::Member {
        object: Box::new(read_expression(reading, &node.obj)),
        property: Box::new(read_property(reading, &node.prop)),
        optional: false,
    }
}

pub fn read_super_member(reading: &mut Reading, node: &SuperPropExpr) -> Node {
    let property = match &node.prop {
        SuperProp::Ident(name) => Node::String { value: as_text(&name.sym).clone() },
        SuperProp::Computed(key) => read_expression(reading, &key.expr),
        #[cfg(swc_ast_unknown)]
        _ => refuse_unknown(reading, "MemberExpression", node.span),
    };
    Node::Member { object: Box::new(Node::Super {}), property: Box::new(property), optional: false }
}

fn read_property(reading: &mut Reading, node: &MemberProp) -> Node {
    match node {
        MemberProp::Computed(key) => read_expression(reading, &key.expr),
        MemberProp::PrivateName(name) => read_private_name(name),
        MemberProp::Ident(name) => Node::String { value: as_text(&name.sym).clone() },
        #[cfg(swc_ast_unknown)]
        _ => refuse_unknown(reading, "MemberExpression", node.span()),
    }
}

fn read_arguments(reading: &mut Reading, nodes: &[ExprOrSpread]) -> Vec<Node> {
    nodes.iter().map(|node| read_argument(reading, node)).collect()
}

fn read_argument(reading: &mut Reading, node: &ExprOrSpread) -> Node {
    let value = read_expression(reading, &node.expr);
    match node.spread {
        Some(_) => Node::Spread { argument: Box::new(value) },
        None => value,
    }
}

fn read_object(reading: &mut Reading, node: &ObjectLit) -> Node {
    let mut properties = Vec::new();
    for item in &node.props {
        match item {
            PropOrSpread::Spread(node) => {
                properties.push(Node::Spread { argument: Box::new(read_expression(reading, &node.expr)) });
            }
            PropOrSpread::Prop(node) => {
                let start = start_of(node);
                if is_generated(start) {
                    properties.push(reading.refuse_lowered(start)); // R6
                }
                properties.push(read_object_property(reading, node));
            }
            #[cfg(swc_ast_unknown)]
            _ => properties.push(refuse_unknown(reading, "ObjectExpression", node.span)),
        }
    }
    Node::Object { properties }
}

fn read_object_property(reading: &mut Reading, node: &Prop) -> Node {
    match node {
        // M4: shorthand repeats its key as the value.
        Prop::Shorthand(name) => {
            property("value", Node::String { value: as_text(&word(&name.sym)).clone() }, Some(name_of(name)))
        }
        Prop::KeyValue(node) => {
            let value = read_expression(reading, &node.value);
            // M3: only this form sets the prototype.
            if is_proto(&node.key) {
                return Node::Prototype { value: Box::new(value) };
            }
            property("value", read_key(reading, &node.key), Some(value))
        }
        Prop::Method(node) => {
            let key = read_key(reading, &node.key);
            property("method", key, Some(read_function(reading, &node.function, None, node.function.span)))
        }
        Prop::Getter(node) => property("get", read_key(reading, &node.key), Some(read_getter(reading, node))),
        Prop::Setter(node) => property("set", read_key(reading, &node.key), Some(read_setter(reading, node))),
        Prop::Assign(node) => refuse_unknown(reading, "AssignmentPattern", node.span),
        #[cfg(swc_ast_unknown)]
        _ => refuse_unknown(reading, "ObjectProperty", node.span()),
    }
}

/// Where a property starts. Its own span ends in its value, which can be an inlined constant from elsewhere.
fn start_of(node: &Prop) -> Span {
    match node {
        Prop::KeyValue(node) => node.key.span(),
        node => node.span(),
    }
}

fn is_proto(key: &PropName) -> bool {
    match key {
        PropName::Ident(name) => name.sym == "__proto__",
        PropName::Str(string) => string.value.as_str() == Some("__proto__"),
        _ => false,
    }
}
