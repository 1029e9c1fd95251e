//! Brings a tree into its simplest form: children first, then every rule on the node itself, in the order of docs/rules.md.
//! Twin: babel-plugin/src/rules/simplify.ts

use super::{
    control_flow::simplify_control_flow, declarations::simplify_declaration, enums::simplify_enum_member,
    literals::simplify_literal, members::simplify_member,
};
use crate::{scope::Scopes, tree::Node};

/// What the rules know beside the node.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub scopes: &'a Scopes<'a>,
    /// N7: whether a direct `eval` or `with` could see names, so that no name is only what it seems.
    pub dynamic: bool,
    /// Whether the function around is one in which `return undefined` and `return` differ (C7).
    pub awaits_return: bool,
}

impl<'a> Context<'a> {
    pub fn new(scopes: &'a Scopes<'a>, dynamic: bool) -> Context<'a> {
        Context { scopes, dynamic, awaits_return: false }
    }
}

/// In place: the caller gives a copy, and the tree of the reader is left as it is.
pub fn simplify(node: &mut Node, context: &Context) {
    let inner = match node {
        Node::Function { r#async, generator, .. } => {
            &Context { awaits_return: awaits_return(*r#async, *generator), ..*context }
        }
        _ => context,
    };
    node.for_each_child_mut(&mut |child| simplify(child, inner));
    simplify_literal(node);
    simplify_member(node);
    simplify_enum_member(node, context);
    simplify_declaration(node, context);
    simplify_control_flow(node, inner);
}

/// In an async generator, `return undefined` takes a turn of the event loop more than `return` and the end of the body.
pub fn awaits_return(is_async: bool, is_generator: bool) -> bool {
    is_async && is_generator
}
