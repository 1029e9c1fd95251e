//! C12: a variable that is used once, as the first thing that the statement after it evaluates, is its value. Nothing else may
//! happen between: not even another variable may be read before, which the value's evaluation could change.
//! Twin: babel-plugin/src/rules/temporaries.ts

use super::{
    levels::MAX_LEVELS,
    simplify::{apply_rules, Context},
    take,
    values::is_variable,
};
use crate::tree::{BindingId, Node};

/// Puts `value` in place of the binding, if that is the first thing that the node evaluates.
pub fn replace_first(node: &mut Node, binding: BindingId, value: &mut Node, context: &Context) -> bool {
    replace(node, binding, value, context, MAX_LEVELS)
}

fn replace(node: &mut Node, binding: BindingId, value: &mut Node, context: &Context, levels: usize) -> bool {
    if let Node::Name { binding: used, .. } = node {
        let found = *used == Some(binding);
        if found {
            *node = take(value);
        }
        return found;
    }
    let first = if levels == 0 { None } else { first_of(node, context) };
    let replaced = first.is_some_and(|first| replace(first, binding, value, context, levels - 1));
    if replaced {
        apply_rules(node, context);
    }
    replaced
}

/// The child that is evaluated before all else.
fn first_of<'a>(node: &'a mut Node, context: &Context) -> Option<&'a mut Node> {
    match node {
        Node::Return { argument } | Node::Yield { argument, .. } => argument.as_deref_mut(),
        Node::Throw { argument } | Node::Await { argument } | Node::Spread { argument } => Some(argument),
        Node::Expression { expression } | Node::Chain { expression } => Some(expression),
        Node::If { test, .. } | Node::Conditional { test, .. } => Some(test),
        Node::Switch { discriminant, .. } => Some(discriminant),
        Node::Variable { init, .. } => init.as_deref_mut(),
        // `for (var i = f() in x)` of sloppy code.
        Node::ForIn { left, .. } if matches!(**left, Node::Variable { init: Some(_), .. }) => None,
        Node::ForIn { right, .. } | Node::ForOf { right, .. } => Some(right),
        Node::Member { object, .. } => Some(object),
        Node::Binary { left, .. } => Some(left),
        // These two look at the place where a value is, too.
        Node::Unary { operator: "delete" | "typeof", .. } => None,
        Node::Unary { argument, .. } => Some(argument),
        Node::Update { argument, .. } => matches!(**argument, Node::Member { .. }).then_some(argument),
        Node::Assign { operator, target, value, .. } => {
            if matches!(**target, Node::Member { .. }) {
                Some(target)
            } else {
                (*operator == "=" && is_variable(target, context)).then_some(value)
            }
        }
        Node::Template { expressions, .. } | Node::Sequence { expressions } => expressions.first_mut(),
        Node::Array { elements } => elements.first_mut().and_then(Option::as_mut),
        Node::Object { properties } => properties.first_mut(),
        Node::Property { key, kind_: "value", value, .. } if matches!(**key, Node::String { .. }) => {
            value.as_deref_mut()
        }
        Node::New { callee, .. } => Some(callee),
        // A function in a variable is called without `this`, and one in a member with it.
        Node::Call { callee, .. } => (!matches!(**callee, Node::Name { .. })).then_some(callee),
        _ => None,
    }
}
