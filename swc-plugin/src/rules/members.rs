//! Members and keys (M1, M2): `a['b']` is `a.b`, `{ 'a': x }`, `{ ['a']: x }` and `{ a: x }` are one, and `a[1]` is `a['1']`.
//! The readers give a name and a string as the same node already; here a literal key becomes the string that it is read as.
//! What an object literal spreads into another one stands in that one (M5).
//! Twin: babel-plugin/src/rules/members.ts

use rustc_hash::FxHashSet;

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
            spread(properties);
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

/// M5: `{ ...{ a: 1 } }` is `{ a: 1 }`; what has no properties adds none. Not where a key stands twice or is computed, or there is
/// a getter or setter: V8 gives such literals another order of keys if they spread something.
fn spread(properties: &mut Vec<Node>) {
    let merged: Vec<Node> = properties.iter().cloned().flat_map(spread_properties).collect();
    let mut names = FxHashSet::default();
    let is_plain = merged.iter().all(|property| match property {
        Node::Property { kind_: "get" | "set", .. } => false,
        Node::Property { key, .. } => matches!(&**key, Node::String { value } if names.insert(value)),
        _ => true,
    });
    if is_plain {
        *properties = merged;
    }
}

/// Methods and getters belong to their own object.
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
