//! What code means the same, rule by rule. Spec: docs/rules.md. Twin: babel-plugin/src/rules/

pub mod declarations;
pub mod enums;
pub mod equality;
pub mod functions;
pub mod levels;
pub mod literals;
pub mod loops;
pub mod members;
pub mod simplify;
pub mod statements;
pub mod temporaries;
pub mod tests;
pub mod values;

use crate::tree::Node;

/// What stood in a place where something else comes.
fn take(node: &mut Node) -> Node {
    std::mem::replace(node, Node::Null {})
}

fn take_list(nodes: &mut Vec<Node>) -> Vec<Node> {
    std::mem::take(nodes)
}
