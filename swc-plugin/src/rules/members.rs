//! Members and keys (M1, M2): `a['b']` is `a.b`, `{ 'a': x }`, `{ ['a']: x }` and `{ a: x }` are one, and `a[1]` is `a['1']`.
//! The readers give a name and a string as the same node already; here a literal key becomes the string that it is read as.
//! Twin: babel-plugin/src/rules/members.ts

use super::literals::text_of;
use crate::tree::Node;

pub fn simplify_member(node: &mut Node) {
    match node {
        Node::Member { property, .. } => key_of(property),
        Node::Property { key, .. } => key_of(key),
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
