//! Classes, and the keys of their members, which are read as those of objects.
//! Twin: babel-plugin/src/read/classes.ts

use swc_core::{
    common::{Span, Spanned, DUMMY_SP},
    ecma::ast::*,
};

use super::{
    expressions::read_expression,
    functions::{has_body, read_constructor, read_function},
    reading::{string_of, word, Reading},
    statements::{name_of, read_statement_list, Place},
};
use crate::{
    host, swc_core,
    tree::{as_text, Digits, Node},
};

pub fn read_class(reading: &mut Reading, node: &Class, own_name: Option<&Ident>) -> Node {
    let is_lowered = reading.is_lowered(node.span);
    let refused = is_lowered.then(|| reading.refuse_lowered(node.span));
    let strict_around = std::mem::replace(&mut reading.strict, true);
    let borrowed = own_name.and_then(|name| reading.take_borrowed(name)); // in the class, it is its own name
    let decorators = read_decorators(reading, &node.decorators);
    let outside = reading.enter(node.span);
    let super_class = node.super_class.as_ref().map(|node| Box::new(read_expression(reading, node)));
    let mut members = Vec::new();
    for member in &node.body {
        let read = read_member(reading, member);
        if read.is_some() && reading.is_lowered(member.span()) {
            members.push(reading.refuse_lowered(member.span()));
        }
        members.extend(read);
    }
    members.splice(0..0, refused); // R6
    reading.leave(outside);
    reading.strict = strict_around;
    reading.borrowed.extend(borrowed);
    Node::Class {
        at: with_decorators(node.span, &node.decorators),
        decorators,
        host: node.span,
        members,
        scope: None,
        self_: own_name.map(|name| Box::new(name_of(name))),
        superClass: super_class,
    }
}

/// For Babel, a class starts at its first decorator, also where `export` or `abstract` stands between; and so does the
/// `export` itself.
pub fn with_decorators(span: Span, decorators: &[Decorator]) -> Span {
    decorators.first().map_or(span, |first| span.with_lo(first.span.lo.min(span.lo)))
}

fn read_member(reading: &mut Reading, node: &ClassMember) -> Option<Node> {
    match node {
        ClassMember::Constructor(node) => {
            host::constructor_stmts(node)?; // E5: an overload
            let key = read_key(reading, &node.key);
            let value = read_constructor(reading, node);
            Some(member(node.span, "constructor", key, Some(value)))
        }
        ClassMember::Method(node) => {
            // E5: overloads and abstract methods.
            if node.is_abstract || !has_body(&node.function) {
                return None;
            }
            let key = read_key(reading, &node.key);
            read_method(reading, &node.function, node.kind, node.is_static, member(node.span, "", key, None))
        }
        ClassMember::PrivateMethod(node) => {
            if node.is_abstract || !has_body(&node.function) {
                return None;
            }
            let key = read_private_name(&node.key);
            read_method(reading, &node.function, node.kind, node.is_static, member(node.span, "", key, None))
        }
        ClassMember::ClassProp(node) => {
            if node.declare || node.is_abstract {
                return None; // E5
            }
            let key = read_key(reading, &node.key);
            let value = node.value.as_ref().map(|value| read_expression(reading, value));
            let field = member(node.span, "field", key, value);
            Some(with_modifiers(reading, node.is_static, &node.decorators, field))
        }
        ClassMember::PrivateProp(node) => {
            let key = read_private_name(&node.key);
            let value = node.value.as_ref().map(|value| read_expression(reading, value));
            let field = member(node.span, "field", key, value);
            Some(with_modifiers(reading, node.is_static, &node.decorators, field))
        }
        ClassMember::AutoAccessor(node) => {
            if node.is_abstract {
                return None; // E5
            }
            let key = match &node.key {
                Key::Private(name) => read_private_name(name),
                Key::Public(name) => read_key(reading, name),
                #[cfg(swc_ast_unknown)]
                _ => super::reading::refuse_unknown(reading, "ClassAccessorProperty", node.span),
            };
            let value = node.value.as_ref().map(|value| read_expression(reading, value));
            let accessor = member(node.span, "accessor", key, value);
            Some(with_modifiers(reading, node.is_static, &node.decorators, accessor))
        }
        ClassMember::StaticBlock(node) => {
            Some(Node::StaticBlock { body: read_statement_list(reading, &node.body.stmts, Place::Function) })
        }
        // E5, and a semicolon.
        ClassMember::TsIndexSignature(_) | ClassMember::Empty(_) => None,
        #[cfg(swc_ast_unknown)]
        _ => Some(super::reading::refuse_unknown(reading, "ClassMember", DUMMY_SP)),
    }
}

fn read_method(
    reading: &mut Reading,
    function: &Function,
    method_kind: MethodKind,
    is_static: bool,
    mut method: Node,
) -> Option<Node> {
    if let Node::Property { at, kind_, value, .. } = &mut method {
        *kind_ = match method_kind {
            MethodKind::Method => "method",
            MethodKind::Getter => "get",
            MethodKind::Setter => "set",
            #[cfg(swc_ast_unknown)]
            _ => return Some(super::reading::refuse_unknown(reading, "ClassMethod", *at)),
        };
        *value = Some(Box::new(read_function(reading, function, None, *at)));
    }
    Some(with_modifiers(reading, is_static, &function.decorators, method))
}

/// A member of an object or a pattern.
pub fn property(kind: &'static str, key: Node, value: Option<Node>) -> Node {
    member(DUMMY_SP, kind, key, value)
}

fn member(span: Span, kind: &'static str, key: Node, value: Option<Node>) -> Node {
    Node::Property {
        at: span,
        decorators: None,
        host: span,
        key: Box::new(key),
        kind_: kind,
        r#static: false,
        value: value.map(Box::new),
    }
}

fn with_modifiers(reading: &mut Reading, is_static: bool, decorators: &[Decorator], mut property: Node) -> Node {
    if let Node::Property { r#static, decorators: read, .. } = &mut property {
        *r#static = is_static;
        *read = read_decorators(reading, decorators);
    }
    property
}

fn read_decorators(reading: &mut Reading, decorators: &[Decorator]) -> Option<Vec<Node>> {
    let read: Vec<Node> = decorators.iter().map(|decorator| read_expression(reading, &decorator.expr)).collect();
    (!read.is_empty()).then_some(read)
}

/// A key that is known without running code is a `String` or a `Number`; the rules make them one (M2).
pub fn read_key(reading: &mut Reading, key: &PropName) -> Node {
    match key {
        PropName::Computed(key) => read_expression(reading, &key.expr),
        PropName::Ident(name) => Node::String { value: as_text(&word(&name.sym)).clone() },
        PropName::Str(string) => Node::String { value: string_of(&string.value) },
        PropName::Num(number) => Node::Number { value: number.value },
        PropName::BigInt(number) => Node::BigInt { value: Digits(number.value.to_string()) },
        #[cfg(swc_ast_unknown)]
        _ => super::reading::refuse_unknown(reading, "ObjectProperty", key.span()),
    }
}

pub fn read_private_name(node: &PrivateName) -> Node {
    Node::PrivateName { binding: None, name: node.name.clone() }
}
