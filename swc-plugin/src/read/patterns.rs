//! Binding patterns, assignment targets and parameters.
//! Twin: babel-plugin/src/read/patterns.ts

use swc_core::{
    common::{BytePos, Span, Spanned},
    ecma::ast::*,
};

use super::{
    classes::{property, read_key},
    expressions::{read_chain, read_expression, read_member, read_super_member},
    reading::{deeper, is_generated, refuse, refuse_unknown, Reading},
    statements::name_of,
};
use crate::{
    host,
    rules::values::takes_name,
    swc_core,
    tree::{as_text, Node},
};

pub fn read_pattern(reading: &mut Reading, node: &Pat) -> Node {
    let span = node.span();
    deeper(reading, span, |reading| read_one_pattern(reading, node)).unwrap_or_else(|refused| refused)
}

fn read_one_pattern(reading: &mut Reading, node: &Pat) -> Node {
    match node {
        Pat::Ident(name) => read_name(reading, name),
        Pat::Object(node) => read_object_pattern(reading, node),
        Pat::Array(node) => read_array_pattern(reading, node),
        Pat::Assign(node) => read_default(reading, node),
        Pat::Rest(node) => Node::Rest { argument: Box::new(read_pattern(reading, &node.arg)) },
        Pat::Expr(node) => read_expression(reading, node),
        Pat::Invalid(node) => refuse_unknown(reading, "Invalid", node.span),
        #[cfg(swc_ast_unknown)]
        _ => refuse_unknown(reading, "Pattern", node.span()),
    }
}

/// R6: a name that the compiler has made stays a binding.
fn read_name(reading: &Reading, node: &BindingIdent) -> Node {
    if is_generated(node.span) {
        refused_binding(name_of(node), vec![reading.refuse_lowered(node.span)])
    } else {
        name_of(node)
    }
}

/// A binding that exists, so that its uses find it, in a function that is refused.
fn refused_binding(target: Node, refused: Vec<Node>) -> Node {
    Node::Default { target: Box::new(target), value: Box::new(Node::Sequence { expressions: refused }) }
}

fn read_default(reading: &mut Reading, node: &AssignPat) -> Node {
    Node::Default {
        target: Box::new(read_pattern(reading, &node.left)),
        value: Box::new(read_assigned(
            reading,
            &node.right,
            matches!(&*node.left, Pat::Expr(target) if is_wrapped_name(target)),
            node.span,
        )),
    }
}

/// R4: by the language, what is assigned to a name in parentheses does not take that name; but few compilers print the
/// parentheses.
pub fn read_assigned(reading: &mut Reading, value: &Expr, wrapped: bool, span: Span) -> Node {
    let value = read_expression(reading, value);
    if !wrapped || !takes_name(&value) {
        return value;
    }
    let message = "A function or class without a name is assigned to a name in parentheses, and compilers differ in \
                   whether it takes that name. Drop the parentheses.";
    refuse("R4", message, span)
}

pub fn is_wrapped_target(target: &AssignTarget) -> bool {
    let AssignTarget::Simple(target) = target else { return false };
    match target {
        SimpleAssignTarget::Paren(node) => is_name_within(&node.expr),
        SimpleAssignTarget::TsAs(node) => is_wrapped_name(&node.expr),
        SimpleAssignTarget::TsSatisfies(node) => is_wrapped_name(&node.expr),
        SimpleAssignTarget::TsNonNull(node) => is_wrapped_name(&node.expr),
        SimpleAssignTarget::TsTypeAssertion(node) => is_wrapped_name(&node.expr),
        _ => false,
    }
}

/// `x!` is none: the types are gone before anything runs, and the name is left.
fn is_wrapped_name(target: &Expr) -> bool {
    match target {
        Expr::Paren(node) => is_name_within(&node.expr),
        _ => within_types(target).is_some_and(is_wrapped_name),
    }
}

fn is_name_within(target: &Expr) -> bool {
    match target {
        Expr::Ident(_) => true,
        Expr::Paren(node) => is_name_within(&node.expr),
        _ => within_types(target).is_some_and(is_name_within),
    }
}

fn within_types(node: &Expr) -> Option<&Expr> {
    match node {
        Expr::TsAs(node) => Some(&node.expr),
        Expr::TsSatisfies(node) => Some(&node.expr),
        Expr::TsNonNull(node) => Some(&node.expr),
        Expr::TsTypeAssertion(node) => Some(&node.expr),
        _ => None,
    }
}

fn read_array_pattern(reading: &mut Reading, node: &ArrayPat) -> Node {
    let elements = node.elems.iter().map(|element| element.as_ref().map(|element| read_pattern(reading, element)));
    let mut elements: Vec<Option<Node>> = elements.collect();
    if host::LOSES_HOLES {
        elements.extend(lost_holes(reading, node).map(|()| None));
    }
    Node::ArrayPattern { elements }
}

/// `[a, , ]` has one hole: a comma ends an element, and a hole is an element too.
fn lost_holes(reading: &Reading, node: &ArrayPat) -> impl Iterator<Item = ()> {
    let last = node.elems.iter().flatten().last().map(|element| element.span());
    let is_shown = !is_generated(node.span) && last.is_none_or(|last| node.span.contains(last));
    let found = if !is_shown || node.elems.last().is_some_and(Option::is_none) {
        0
    } else {
        let end = last.map_or(node.span.lo + BytePos(1), |last| last.hi);
        let commas = reading.context.slice(node.span.with_lo(end)).map_or(0, commas_before_bracket);
        commas.saturating_sub(usize::from(last.is_some()))
    };
    std::iter::repeat_n((), found)
}

/// Parentheses may close before them, comments stand between them, and a type after the bracket.
fn commas_before_bracket(text: &str) -> usize {
    let mut commas = 0;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let skipped = match character {
            ']' => break,
            '/' if rest.starts_with("/*") => rest.find("*/").map(|end| end + 2),
            '/' => rest.find(['\n', '\r', '\u{2028}', '\u{2029}']),
            _ => Some(character.len_utf8()),
        };
        commas += usize::from(character == ',');
        rest = &rest[skipped.unwrap_or(rest.len())..];
    }
    commas
}

fn read_object_pattern(reading: &mut Reading, node: &ObjectPat) -> Node {
    let properties = node.props.iter().map(|item| match item {
        ObjectPatProp::Rest(node) => Node::Rest { argument: Box::new(read_pattern(reading, &node.arg)) },
        ObjectPatProp::KeyValue(node) => {
            let key = read_key(reading, &node.key);
            property("value", key, Some(read_pattern(reading, &node.value)))
        }
        ObjectPatProp::Assign(node) => {
            let name = read_name(reading, &node.key);
            let target = match &node.value {
                Some(value) => {
                    Node::Default { target: Box::new(name), value: Box::new(read_expression(reading, value)) }
                }
                None => name,
            };
            property("value", Node::String { value: as_text(&node.key.sym).clone() }, Some(target))
        }
        #[cfg(swc_ast_unknown)]
        _ => refuse_unknown(reading, "ObjectPattern", item.span()),
    });
    Node::ObjectPattern { properties: properties.collect() }
}

/// The left side of an assignment.
pub fn read_target(reading: &mut Reading, node: &AssignTarget) -> Node {
    let span = node.span();
    deeper(reading, span, |reading| match node {
        AssignTarget::Simple(SimpleAssignTarget::Ident(name)) => name_of(name),
        AssignTarget::Simple(node) => {
            let lowered = reading.is_lowered(span);
            let read = deeper(reading, span, |reading| {
                reading.refused_if_lowered(lowered, span, |reading| read_simple_target(reading, node))
            });
            read.unwrap_or_else(|refused| refused)
        }
        AssignTarget::Pat(AssignTargetPat::Array(node)) => read_array_pattern(reading, node),
        AssignTarget::Pat(AssignTargetPat::Object(node)) => read_object_pattern(reading, node),
        AssignTarget::Pat(AssignTargetPat::Invalid(node)) => refuse_unknown(reading, "Invalid", node.span),
        #[cfg(swc_ast_unknown)]
        _ => refuse_unknown(reading, "Pattern", span),
    })
    .unwrap_or_else(|refused| refused)
}

fn read_simple_target(reading: &mut Reading, node: &SimpleAssignTarget) -> Node {
    match node {
        SimpleAssignTarget::Ident(name) => name_of(name),
        SimpleAssignTarget::Member(node) => read_member(reading, node),
        SimpleAssignTarget::SuperProp(node) => read_super_member(reading, node),
        SimpleAssignTarget::OptChain(node) => read_chain(reading, node),
        // E2 and E5.
        SimpleAssignTarget::Paren(node) => read_expression(reading, &node.expr),
        SimpleAssignTarget::TsAs(node) => read_expression(reading, &node.expr),
        SimpleAssignTarget::TsSatisfies(node) => read_expression(reading, &node.expr),
        SimpleAssignTarget::TsNonNull(node) => read_expression(reading, &node.expr),
        SimpleAssignTarget::TsTypeAssertion(node) => read_expression(reading, &node.expr),
        SimpleAssignTarget::TsInstantiation(node) => read_expression(reading, &node.expr),
        SimpleAssignTarget::Invalid(node) => refuse_unknown(reading, "Invalid", node.span),
        #[cfg(swc_ast_unknown)]
        _ => refuse_unknown(reading, "Pattern", node.span()),
    }
}

pub fn read_parameter(reading: &mut Reading, node: &Param) -> Node {
    let target = read_pattern(reading, &node.pat);
    with_decorators(reading, &node.decorators, target)
}

pub fn read_parameter_property(reading: &mut Reading, node: &TsParamProp) -> Node {
    let target = match &node.param {
        TsParamPropParam::Ident(name) => name_of(name),
        TsParamPropParam::Assign(node) => read_default(reading, node),
        #[cfg(swc_ast_unknown)]
        _ => refuse_unknown(reading, "TSParameterProperty", node.span),
    };
    let property = Node::ParameterProperty { target: Box::new(target) };
    with_decorators(reading, &node.decorators, property)
}

/// TypeScript's decorators.
fn with_decorators(reading: &mut Reading, decorators: &[Decorator], target: Node) -> Node {
    if decorators.is_empty() {
        return target;
    }
    let decorators = decorators.iter().map(|decorator| read_expression(reading, &decorator.expr)).collect();
    Node::DecoratedParameter { decorators, target: Box::new(target) }
}
