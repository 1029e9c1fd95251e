//! TypeScript's enums: a member with a constant value is that value (T1), as the compilers inline it.
//! Twin: babel-plugin/src/rules/enums.ts

use super::simplify::{simplify, Context};
use crate::{
    scope::{BindingKind, Constants},
    tree::{BindingId, Node, Text},
};

pub fn simplify_enum_member(node: &mut Node, context: &Context) {
    let Node::Member { object, property, .. } = &*node else { return };
    let (Node::Name { binding: Some(index), .. }, Node::String { value }) = (&**object, &**property) else { return };
    let binding = &context.scopes.bindings[*index];
    if binding.kind != BindingKind::Enum || binding.assigned {
        return;
    }
    if let Some(constant) = constant_member(*index, value, context) {
        *node = constant; // T1
    }
}

fn constant_member(index: BindingId, name: &Text, context: &Context) -> Option<Node> {
    let known = context.scopes.constants.borrow().iter().any(|constants| constants.of == index);
    if !known {
        // Set ahead: while the members are computed, each one sees those before it, and no more.
        context.scopes.constants.borrow_mut().push(Constants { of: index, members: Vec::new() });
        for declaration in &context.scopes.bindings[index].declarations {
            let Node::Enum { members, .. } = declaration else { break };
            add_members(index, members, context);
        }
    }
    let known = context.scopes.constants.borrow();
    let Constants { members, .. } = known.iter().find(|constants| constants.of == index)?;
    members.iter().find(|(member, _)| member == name).map(|(_, value)| value.clone())
}

fn add_members(index: BindingId, members: &[Node], context: &Context) {
    let mut next = Some(0.0);
    for member in members {
        let Node::EnumMember { name, value } = member else { continue };
        let value = match value {
            Some(value) => {
                let mut value = (**value).clone();
                simplify(&mut value, context);
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
