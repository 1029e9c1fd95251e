//! Brings a tree into its simplest form: children first, then every rule on the node itself, in the order of docs/rules.md.
//! Lists of statements are simplified from their end, each statement in view of what follows it (statements.rs).
//! Twin: babel-plugin/src/rules/simplify.ts

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::{
    declarations::simplify_declaration,
    enums::simplify_enum_member,
    functions::simplify_function,
    literals::simplify_literal,
    loops::simplify_loop,
    members::simplify_member,
    statements::{simplify_list, Jump},
    take_list,
    tests::simplify_test,
    values::simplify_value,
};
use crate::{
    scope::Scopes,
    tree::{BindingId, Node},
};

/// What the rules know beside the node.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub scopes: &'a Scopes<'a>,
    /// N7: whether a direct `eval` or `with` could see names, so that no name is only what it seems.
    pub dynamic: bool,
    changes: &'a RefCell<FxHashMap<BindingId, Change>>,
    /// Whether the function around is one in which `return undefined` and `return` differ (C7).
    pub awaits_return: bool,
    /// Of a statement: the jump that happens after it anyway (C11).
    pub tail: Option<Jump>,
}

impl<'a> Context<'a> {
    pub fn with_tail(&self, tail: Option<Jump>) -> Context<'a> {
        Context { tail, ..*self }
    }
}

/// By how much the rules have changed the uses and assignments of a binding so far.
#[derive(Clone, Copy, Default)]
pub struct Change {
    pub uses: isize,
    pub writes: isize,
}

/// In place: the caller gives a copy, and the tree of the reader is left as it is.
pub fn simplify(node: &mut Node, scopes: &Scopes, dynamic: bool) {
    let changes = RefCell::default();
    simplify_node(node, &Context { scopes, dynamic, changes: &changes, awaits_return: false, tail: None });
}

pub fn simplify_node(node: &mut Node, context: &Context) {
    simplify_children(node, context);
    apply_rules(node, context);
}

/// Every rule on the node itself. Its children are simple.
pub fn apply_rules(node: &mut Node, context: &Context) {
    simplify_literal(node, context.dynamic);
    simplify_member(node);
    simplify_enum_member(node, context);
    simplify_declaration(node, context);
    simplify_function(node, context);
    simplify_test(node);
    simplify_value(node, context);
    simplify_loop(node, context);
}

fn simplify_children(node: &mut Node, context: &Context) {
    let simple = |child: &mut Node| simplify_node(child, context);
    let list = |statements: &mut Vec<Node>, tail| simplify_list(statements, &context.with_tail(tail));
    let tail = context.tail;
    match node {
        Node::Function { r#async, body, generator, params, .. } => {
            let inner =
                Context { awaits_return: awaits_return(*r#async, *generator), tail: Some(Jump::Return), ..*context };
            params.iter_mut().for_each(|param| simplify_node(param, &inner));
            simplify_list(body, &inner);
        }
        Node::If { r#else, test, then } => {
            simple(test);
            list(then, tail);
            list(r#else, tail);
        }
        Node::For { body, init, test, update } => {
            init.iter_mut().for_each(simple);
            test.iter_mut().for_each(|test| simple(test));
            update.iter_mut().for_each(|update| simple(update));
            list(body, Some(Jump::Continue));
        }
        Node::While { body, test } | Node::DoWhile { body, test } => {
            simple(test);
            list(body, Some(Jump::Continue));
        }
        // L6: `delete` looks at the name, not at the value.
        Node::Unary { argument, operator: "delete" } if matches!(**argument, Node::Name { .. }) => (),
        Node::ForIn { body, left, right } | Node::ForOf { body, left, right, .. } => {
            simple(left);
            simple(right);
            list(body, Some(Jump::Continue));
        }
        Node::Switch { cases, discriminant } => {
            simple(discriminant);
            simplify_cases(cases, context);
        }
        Node::Try { block, finalizer, handler } => {
            list(block, tail);
            handler.iter_mut().for_each(|handler| simple(handler));
            // A jump out of it would discard an exception.
            finalizer.iter_mut().for_each(|finalizer| list(finalizer, None));
        }
        Node::Catch { body, param } => {
            param.iter_mut().for_each(|param| simple(param));
            list(body, tail);
        }
        Node::With { body, object } => {
            simple(object);
            list(body, tail);
        }
        Node::Block { body } | Node::Labeled { body, .. } => list(body, tail),
        Node::StaticBlock { body } => list(body, None),
        _ => node.for_each_child_mut(&mut |child| simple(child)),
    }
}

/// C16: `break` does nothing where only empty cases follow, and neither does an empty `default` at the end.
fn simplify_cases(cases: &mut Vec<Node>, context: &Context) {
    let mut simplified = Vec::new();
    let mut tail = Some(Jump::Break);
    for mut case in take_list(cases).into_iter().rev() {
        let Node::Case { body, test } = &mut case else { continue };
        test.iter_mut().for_each(|test| simplify_node(test, context));
        simplify_list(body, &context.with_tail(tail));
        if !body.is_empty() {
            tail = None;
        }
        if test.is_some() || !body.is_empty() || !simplified.is_empty() {
            simplified.push(case);
        }
    }
    simplified.reverse();
    *cases = simplified;
}

/// In an async generator, `return undefined` takes a turn of the event loop more than `return` and the end of the body.
fn awaits_return(is_async: bool, is_generator: bool) -> bool {
    is_async && is_generator
}

/// How often a binding is used in the tree as it is now. Never less than it really is.
pub fn uses_of(binding: BindingId, context: &Context) -> isize {
    context.scopes.bindings[binding].uses as isize + change_of(binding, context).uses
}

/// Whether a binding is never assigned in the tree as it is now, but for its declaration.
pub fn is_never_assigned(binding: BindingId, context: &Context) -> bool {
    context.scopes.bindings[binding].writes as isize + change_of(binding, context).writes == 0
}

pub fn change_uses(binding: BindingId, change: Change, context: &Context) {
    let Change { uses, writes } = change_of(binding, context);
    context.changes.borrow_mut().insert(binding, Change { uses: uses + change.uses, writes: writes + change.writes });
}

fn change_of(binding: BindingId, context: &Context) -> Change {
    context.changes.borrow().get(&binding).copied().unwrap_or_default()
}
