//! TypeScript's enums: a member with a constant value is that value (T1), as the compilers inline it.
//! Twin: babel-plugin/src/rules/enums.ts

use swc_core::common::Span;

use super::{
    simplify::{simplify_node, Context},
    values::binding_of,
};
use crate::{
    scope::{Binding, BindingKind, Constants},
    swc_core,
    tree::{is, BindingId, Node, Text},
};

pub fn simplify_enum_member(node: &mut Node, context: &Context) {
    let Node::Member { object, property, .. } = &*node else { return };
    let (Node::Name { binding: Some(index), .. }, Node::String { value }) = (&**object, &**property) else { return };
    let binding = &context.scopes.bindings[*index];
    if binding.kind != BindingKind::Enum || binding.assigned || binding.mutated || context.dynamic {
        return;
    }
    // What merges with it may stand below the use; and an object has a prototype of its own.
    if binding.declarations.len() > 1 || is(value, "__proto__") {
        return;
    }
    if let Some(constant) = constant_member(*index, value, context) {
        *node = constant; // T1
    }
}

/// What a statement changes holds other values than its declaration shows (S13).
pub fn distrust_enums(changed: impl Iterator<Item = BindingId>, bindings: &mut [Binding]) {
    for index in changed {
        let binding = &mut bindings[index];
        binding.mutated |= binding.kind == BindingKind::Enum;
    }
}

fn constant_member(index: BindingId, name: &Text, context: &Context) -> Option<Node> {
    let known = context.scopes.constants.borrow().iter().any(|constants| constants.of == index);
    if !known {
        // Set ahead: while the members are computed, each one sees those before it, and no more.
        context.scopes.constants.borrow_mut().push(Constants { of: index, members: Vec::new() });
        if let Some(Node::Enum { at, members, .. }) = context.scopes.bindings[index].declarations.first() {
            add_members(index, members, *at, context);
        }
    }
    let known = context.scopes.constants.borrow();
    let Constants { members, .. } = known.iter().find(|constants| constants.of == index)?;
    members.iter().find(|(member, _)| member == name).map(|(_, value)| value.clone())
}

fn add_members(index: BindingId, members: &[Node], at: Span, context: &Context) {
    let mut next = Some(0.0);
    for member in members {
        let Node::EnumMember { name, value } = member else { continue };
        let value = match value {
            Some(value) => {
                let mut value = (**value).clone();
                with_constants(&mut value, at, context);
                simplify_node(&mut value, context);
                Some(value)
            }
            None => next.map(|value| Node::Number { value }),
        };
        next = if let Some(Node::Number { value }) = value { Some(value + 1.0) } else { None };
        let mut known = context.scopes.constants.borrow_mut();
        let Some(Constants { members, .. }) = known.iter_mut().find(|constants| constants.of == index) else { return };
        members.retain(|(member, _)| member != name);
        if let Some(value @ (Node::Number { .. } | Node::String { .. })) = value {
            members.push((name.clone(), value));
        }
    }
}

/// Puts the constants of the file into the expression as values, and computes powers of whole numbers, as TypeScript does.
fn with_constants(node: &mut Node, before: Span, context: &Context) {
    match node {
        Node::Name { .. } => {
            if let Some(value) = constant_of(node, before, context) {
                *node = value;
            }
        }
        Node::Template { .. } | Node::Unary { .. } => {
            node.for_each_child_mut(&mut |child| with_constants(child, before, context));
        }
        Node::Binary { left, operator, right } => {
            with_constants(left, before, context);
            with_constants(right, before, context);
            if *operator == "**" {
                if let Some(value) = power(left, right, context) {
                    *node = Node::Number { value };
                }
            }
        }
        _ => (),
    }
}

/// The value of a constant that is declared before that position.
fn constant_of(name: &Node, before: Span, context: &Context) -> Option<Node> {
    let binding = &context.scopes.bindings[binding_of(name)?];
    let Node::Variable { at: declared, init: Some(init), target, .. } = *binding.declarations.first()? else {
        return None;
    };
    if binding.kind != BindingKind::Const || !matches!(**target, Node::Name { .. }) || declared.lo >= before.lo {
        return None;
    }
    let mut value = (**init).clone();
    with_constants(&mut value, *declared, context);
    simplify_node(&mut value, context);
    matches!(value, Node::Number { .. } | Node::String { .. }).then_some(value)
}

/// A power that is exact: of whole numbers, and not beyond 2 ** 53.
fn power(left: &Node, right: &Node, context: &Context) -> Option<f64> {
    let number = |node: &Node| {
        let mut node = node.clone();
        simplify_node(&mut node, context);
        match node {
            Node::Number { value } if value.fract() == 0.0 => Some(value),
            _ => None,
        }
    };
    let (base, exponent) = (number(left)?, number(right)?);
    if !(0.0..=64.0).contains(&exponent) {
        return None;
    }
    let mut value = 1.0;
    for _ in 0..exponent as u32 {
        value *= base;
        if value.abs() > 9_007_199_254_740_991.0 {
            return None;
        }
    }
    Some(value)
}
