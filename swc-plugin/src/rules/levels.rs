//! How far the rules themselves may nest code. A thousand guard clauses in a row could become one test or one choice with a
//! thousand levels, and a thousand temporaries one expression: more than the passes that follow can walk down, where the code as
//! it is written is flat.
//! Twin: babel-plugin/src/rules/levels.ts

use crate::tree::Node;

pub const MAX_LEVELS: usize = 400;

/// How many tests and choices stand inside of each other.
pub fn levels_of(node: &Node) -> usize {
    match node {
        Node::Conditional { r#else, test, then } => 1 + levels_of(test).max(levels_of(then)).max(levels_of(r#else)),
        Node::Binary { left, right, .. } => 1 + levels_of(left).max(levels_of(right)),
        Node::Unary { argument, .. } => 1 + levels_of(argument),
        _ => 0,
    }
}
