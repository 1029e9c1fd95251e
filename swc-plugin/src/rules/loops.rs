//! Loops (C9): `while` is `for`; a test that is always true is none; `break` as the first thing of a body is the test.
//! Twin: babel-plugin/src/rules/loops.ts

use super::{
    literals::truth_of,
    simplify::Context,
    take, take_list,
    tests::{logical, negate},
    values::without_value,
};
use crate::tree::Node;

pub fn simplify_loop(node: &mut Node, context: &Context) {
    if let Node::While { body, test } = node {
        let (body, test) = (take_list(body), take(test));
        *node = Node::For { body, init: Vec::new(), test: Some(Box::new(test)), update: None };
    }
    let Node::For { body, test, update, .. } = node else { return };
    update.iter_mut().for_each(|update| without_value(update));
    if test.as_deref().and_then(truth_of) == Some(true) {
        *test = None;
    }
    while let Some(Node::If { r#else, test: leaves, then }) = body.first_mut() {
        if context.dynamic || !r#else.is_empty() || !matches!(then[..], [Node::Break { label: None }]) {
            return;
        }
        let mut stays = take(leaves);
        negate(&mut stays);
        body.remove(0);
        *test = Some(Box::new(match test.take() {
            Some(test) => logical("&&", *test, stays),
            None => stays,
        }));
        if test.as_deref().and_then(truth_of) == Some(true) {
            *test = None;
        }
    }
}
