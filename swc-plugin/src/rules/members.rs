//! Members and keys (M1, M2): `a['b']` is `a.b`, `{ 'a': x }`, `{ ['a']: x }` and `{ a: x }` are one, and `a[1]` is `a['1']`.
//! The readers give a name and a string as the same node already; here a literal key becomes the string that it is read as.
//! What an object literal spreads into another one stands in that one (M5).
//! Twin: babel-plugin/src/rules/members.ts

use super::{
    literals::{is_literal, text_of},
    take_list,
};
use crate::tree::Node;

pub fn simplify_member(node: &mut Node) {
    match node {
        Node::Member { property, .. } => key_of(property),
        Node::Property { key, .. } => key_of(key),
        Node::Object { properties } if properties.iter().any(|property| matches!(property, Node::Spread { .. })) => {
            *properties = take_list(properties).into_iter().flat_map(spread_properties).collect();
        }
        _ => (),
    }
}

fn key_of(key: &mut Node) {
    if matches!(key, Node::String { .. }) {
        return;
    }
    if let Some(value) = text_of(key) {
        *key = Node::String { value };
    }
}

/// M5: `{ ...{ a: 1 } }` is `{ a: 1 }`; what has no properties adds none. Methods and getters belong to their own object.
fn spread_properties(mut property: Node) -> Vec<Node> {
    let Node::Spread { argument } = &mut property else { return vec![property] };
    match &mut **argument {
        Node::String { .. } => vec![property],
        literal if is_literal(literal) => Vec::new(),
        Node::Object { properties } if properties.iter().all(is_plain) => take_list(properties),
        _ => vec![property],
    }
}

fn is_plain(property: &Node) -> bool {
    matches!(property, Node::Spread { .. } | Node::Property { kind_: "value", .. })
}
