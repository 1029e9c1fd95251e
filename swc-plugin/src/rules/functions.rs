//! Functions and classes: an inner function that is only called can be an arrow or not (C17); members of a class in an order of
//! their own where it cannot be seen (C18).
//! Twin: babel-plugin/src/rules/functions.ts

use super::{simplify::Context, take_list, values::binding_of};
use crate::tree::Node;

pub fn simplify_function(node: &mut Node, context: &Context) {
    match node {
        Node::Call { callee, .. } => without_arrow(callee, context),
        Node::Variable { init: Some(init), target, .. } if is_only_called(target, context) => {
            without_arrow(init, context)
        }
        Node::Class { members, .. } => in_order(members),
        _ => (),
    }
}

/// C17: who only calls a function cannot tell an arrow from one that looks at nothing but its parameters.
fn without_arrow(node: &mut Node, context: &Context) {
    let Node::Function { arrow, body, params, .. } = node else { return };
    if *arrow && !context.dynamic && !params.iter().chain(body.iter()).any(sees_receiver) {
        *arrow = false;
    }
}

fn is_only_called(target: &Node, context: &Context) -> bool {
    binding_of(target).is_some_and(|binding| !context.scopes.bindings[binding].escapes)
}

/// Whether code reads `this`, `arguments`, `super` or `new.target` of the function around it.
fn sees_receiver(node: &Node) -> bool {
    match node {
        Node::This {} | Node::Arguments {} | Node::Super {} | Node::NewTarget {} => return true,
        Node::Function { arrow: false, .. } => return false,
        _ => (),
    }
    let mut found = false;
    node.for_each_child(&mut |child| found = found || sees_receiver(child));
    found
}

/// C18: the constructor, the fields of instances, those of the class (with its blocks), methods of instances and methods of the
/// class: each of these groups has an order that can be seen, and between them there is none. Names that are computed,
/// decorators and `accessor` are evaluated in the order in which they stand.
fn in_order(members: &mut Vec<Node>) {
    let Some(ranks) = members.iter().map(rank_of).collect::<Option<Vec<_>>>() else { return };
    let mut ranked: Vec<_> = ranks.into_iter().zip(take_list(members)).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    members.extend(ranked.into_iter().map(|(_, member)| member));
}

fn rank_of(member: &Node) -> Option<u8> {
    match member {
        Node::StaticBlock { .. } => Some(2),
        Node::Property { decorators, key, kind_, r#static, .. } => {
            let is_known = matches!(**key, Node::String { .. } | Node::PrivateName { .. });
            let is_decorated = decorators.as_ref().is_some_and(|decorators| !decorators.is_empty());
            if is_known && !is_decorated {
                rank_of_kind(kind_, *r#static)
            } else {
                None
            }
        }
        _ => None,
    }
}

fn rank_of_kind(kind: &str, is_static: bool) -> Option<u8> {
    Some(match kind {
        "constructor" => 0,
        "field" if is_static => 2,
        "field" => 1,
        "method" | "get" | "set" if is_static => 4,
        "method" | "get" | "set" => 3,
        _ => return None,
    })
}
