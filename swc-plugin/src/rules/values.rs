//! Expressions that choose or assign a value: conditionals and logical operators (C13, C15), assignments (C10), and updates
//! whose value is not used (C14).
//! Twin: babel-plugin/src/rules/values.ts

use super::{
    equality::is_equal,
    simplify::Context,
    take,
    tests::{boolean_of, is_negative, logical, negate},
};
use crate::{
    scope::BindingKind,
    tree::{BindingId, Node},
};

pub fn simplify_value(node: &mut Node, context: &Context) {
    match node {
        Node::Conditional { r#else, test, then } => *node = conditional(take(test), take(then), take(r#else), context),
        Node::Binary { left, operator: operator @ ("&&" | "||" | "??"), right } if is_assigned_or(operator, right) => {
            *node = logical_value(operator, take(left), take(right), context);
        }
        Node::Assign { .. } => simplify_assign(node, context),
        _ => (),
    }
}

/// Whether the right side of a logical operator is an assignment, or has the same operator: otherwise there is nothing to do.
fn is_assigned_or(operator: &str, right: &Node) -> bool {
    match right {
        Node::Assign { operator, .. } => *operator == "=",
        Node::Binary { operator: inner, .. } => *inner == operator,
        _ => false,
    }
}

/// `test ? then : otherwise` in its simplest form.
pub fn conditional(mut test: Node, then: Node, otherwise: Node, context: &Context) -> Node {
    if is_negative(&test) {
        negate(&mut test);
        return conditional(test, otherwise, then, context); // C6
    }
    if let (Node::Boolean { value }, Node::Boolean { value: other }) = (&then, &otherwise) {
        if value != other {
            // C15
            if !value {
                negate(&mut test);
            }
            boolean_of(&mut test);
            return test;
        }
    }
    if is_variable(&test, context) {
        // C15: a variable can be read twice.
        if is_equal(&test, &then) {
            return logical_value("||", test, otherwise, context);
        }
        if is_equal(&test, &otherwise) {
            return logical_value("&&", test, then, context);
        }
    }
    if is_variable(&otherwise, context) && is_nullish(&test, &otherwise) {
        return logical_value("??", otherwise, then, context);
    }
    same_outcome(test, then, otherwise, context)
}

/// C13: `a ? x : b ? x : c` is `a || b ? x : c`.
fn same_outcome(test: Node, mut then: Node, mut otherwise: Node, context: &Context) -> Node {
    if let Node::Conditional { r#else: inner_else, test: inner, then: inner_then } = &mut otherwise {
        if is_equal(&then, inner_then) {
            let test = logical("||", test, take(inner));
            return conditional(test, then, take(inner_else), context);
        }
        if is_equal(&then, inner_else) {
            negate(inner);
            let test = logical("||", test, take(inner));
            return conditional(test, then, take(inner_then), context);
        }
    }
    if let Node::Conditional { r#else: inner_else, test: inner, then: inner_then } = &mut then {
        if is_equal(&otherwise, inner_else) {
            let test = logical("&&", test, take(inner));
            return conditional(test, take(inner_then), otherwise, context);
        }
        if is_equal(&otherwise, inner_then) {
            negate(inner);
            let test = logical("&&", test, take(inner));
            return conditional(test, take(inner_else), otherwise, context);
        }
    }
    Node::Conditional { r#else: Box::new(otherwise), test: Box::new(test), then: Box::new(then) }
}

/// C15: `v === null || v === undefined`, in either order. `v == null` is another question: `document.all` answers yes.
pub fn is_nullish(test: &Node, variable: &Node) -> bool {
    let Node::Binary { left, operator: "||", right } = test else { return false };
    let compared = |side: &Node| match side {
        Node::Binary { left, operator: "===", right } if is_equal(left, variable) => match **right {
            Node::Null {} => Some("Null"),
            Node::Undefined {} => Some("Undefined"),
            _ => None,
        },
        _ => None,
    };
    matches!((compared(left), compared(right)), (Some(first), Some(second)) if first != second)
}

/// C10: `x || (x = y)` is `x ||= y` for a variable `x`.
fn logical_value(operator: &'static str, left: Node, mut right: Node, context: &Context) -> Node {
    match logical_assignment(operator, &left, &mut right, context) {
        Some(assignment) => assignment,
        None => logical(operator, left, right),
    }
}

/// `x ||= y`, if `right` is `x = y`.
pub fn logical_assignment(operator: &str, left: &Node, right: &mut Node, context: &Context) -> Option<Node> {
    let Node::Assign { at, operator: "=", scope, target, value } = right else { return None };
    if !is_variable(target, context) || !is_equal(left, target) {
        return None;
    }
    Some(Node::Assign {
        at: *at,
        operator: compound(operator)?,
        scope: *scope,
        target: Box::new(take(target)),
        value: Box::new(take(value)),
    })
}

/// C10: `x = x + y` is `x += y`, and `x = x || y` is `x ||= y`, for a variable `x`.
fn simplify_assign(node: &mut Node, context: &Context) {
    let Node::Assign { operator: operator @ "=", target, value, .. } = node else { return };
    let Node::Binary { operator: binary, .. } = &**value else { return };
    let Some(compound) = compound(binary) else { return };
    if !is_variable(target, context) {
        return;
    }
    if !matches!(compound, "&&=" | "||=" | "??=") {
        let Node::Binary { left, right, .. } = &mut **value else { return };
        if is_equal(left, target) {
            *operator = compound;
            **value = take(right);
        }
    } else if is_assignable(target, context) && starts_with(value, target) && !last_takes_name(value, target) {
        *operator = compound;
        without_first(value, target);
    }
}

/// Whether the chain `x || y || z` starts with `x`.
fn starts_with(value: &Node, first: &Node) -> bool {
    let Node::Binary { left, operator, .. } = value else { return false };
    is_equal(left, first)
        || matches!(&**left, Node::Binary { operator: inner, .. } if inner == operator) && starts_with(left, first)
}

/// Whether the rest of `x || y` is an anonymous function, which would take the name of `x`.
fn last_takes_name(value: &Node, first: &Node) -> bool {
    matches!(value, Node::Binary { left, right, .. } if is_equal(left, first) && takes_name(right))
}

/// What is left of the chain `x || y || z` without its `x`.
fn without_first(value: &mut Node, first: &Node) {
    let Node::Binary { left, operator, right } = value else { return };
    if is_equal(left, first) {
        *value = take(right);
    } else {
        without_first(left, first);
        *value = logical(operator, take(left), take(right));
    }
}

fn compound(operator: &str) -> Option<&'static str> {
    Some(match operator {
        "+" => "+=",
        "-" => "-=",
        "*" => "*=",
        "/" => "/=",
        "%" => "%=",
        "**" => "**=",
        "<<" => "<<=",
        ">>" => ">>=",
        ">>>" => ">>>=",
        "&" => "&=",
        "|" => "|=",
        "^" => "^=",
        "||" => "||=",
        "&&" => "&&=",
        "??" => "??=",
        _ => return None,
    })
}

/// The `+` of `+=`, where `x += y` is `x = x + y`.
pub fn arithmetic(operator: &str) -> Option<&'static str> {
    Some(match operator {
        "+=" => "+",
        "-=" => "-",
        "*=" => "*",
        "/=" => "/",
        "%=" => "%",
        "**=" => "**",
        "<<=" => "<<",
        ">>=" => ">>",
        ">>>=" => ">>>",
        "&=" => "&",
        "|=" => "|",
        "^=" => "^",
        _ => return None,
    })
}

/// C14: where the value of `x++` is not used, it is `++x`.
pub fn without_value(node: &mut Node) {
    match node {
        Node::Update { prefix, .. } => *prefix = true,
        Node::Sequence { expressions } => expressions.iter_mut().for_each(without_value),
        _ => (),
    }
}

/// An anonymous function or class takes the name of the variable that it is assigned to directly.
pub fn takes_name(node: &Node) -> bool {
    matches!(node, Node::Function { self_: None, .. } | Node::Class { self_: None, .. })
}

/// A variable of this file: reading it runs no code, and neither does assigning it, unless a `with` or `eval` stands between
/// (N7).
pub fn is_variable(node: &Node, context: &Context) -> bool {
    binding_of(node)
        .is_some_and(|binding| !context.dynamic && context.scopes.bindings[binding].kind != BindingKind::Import)
}

/// Whether an assignment of its own value changes nothing: not of a constant, where it throws.
pub fn is_assignable(name: &Node, context: &Context) -> bool {
    binding_of(name).is_some_and(|binding| {
        matches!(
            context.scopes.bindings[binding].kind,
            BindingKind::Let | BindingKind::Var | BindingKind::Parameter | BindingKind::Catch
        )
    })
}

pub fn binding_of(name: &Node) -> Option<BindingId> {
    match name {
        Node::Name { binding, .. } => *binding,
        _ => None,
    }
}
