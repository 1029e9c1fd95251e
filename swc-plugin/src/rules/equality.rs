//! Whether two simple trees are the same code: what they refer to is the same, wherever they stand. Nothing that declares a name
//! equals anything, because its names are its own; and a tagged template has a list of strings of its own.
//! Twin: babel-plugin/src/rules/equality.ts

use crate::tree::{BindingId, Digits, Field, Node};

pub fn is_equal(first: &Node, second: &Node) -> bool {
    match (first, second) {
        (Node::Refused { .. } | Node::Tagged { .. }, _) => false,
        (Node::Name { binding, name }, Node::Name { binding: other, name: text })
        | (Node::PrivateName { binding, name }, Node::PrivateName { binding: other, name: text }) => {
            binding == other && name == text
        }
        (Node::Number { value }, Node::Number { value: other }) => {
            value.to_bits() == other.to_bits() || value.is_nan() && other.is_nan()
        }
        (Node::BigInt { value: Digits(value) }, Node::BigInt { value: Digits(other) }) => value == other,
        _ => {
            let (fields, others) = (first.fields(), second.fields());
            first.kind() == second.kind()
                && fields.iter().count() == others.iter().count()
                && (fields.iter().zip(others.iter()))
                    .all(|((name, field), (key, other))| name == key && is_equal_field(&field, &other))
        }
    }
}

pub fn are_equal(first: &[Node], second: &[Node]) -> bool {
    first.len() == second.len() && first.iter().zip(second).all(|(node, other)| is_equal(node, other))
}

fn is_equal_field(field: &Field, other: &Field) -> bool {
    match (field, other) {
        (Field::Absent, Field::Absent) | (Field::Flag, Field::Flag) => true,
        (Field::Node(node), Field::Node(other)) => is_equal(node, other),
        (Field::Nodes(nodes), Field::Nodes(others)) => are_equal(nodes, others),
        (Field::Elements(nodes), Field::Elements(others)) => {
            nodes.len() == others.len()
                && nodes.iter().zip(*others).all(|pair| match pair {
                    (Some(node), Some(other)) => is_equal(node, other),
                    (None, None) => true,
                    _ => false,
                })
        }
        (Field::Text(text), Field::Text(other)) => text == other,
        (Field::Texts(texts), Field::Texts(others)) => texts == others,
        (Field::Cooked(texts), Field::Cooked(others)) => texts == others,
        (Field::Word(word), Field::Word(other)) => word == other,
        _ => false,
    }
}

/// Whether a binding is used anywhere in a tree.
pub fn mentions(node: &Node, binding: BindingId) -> bool {
    if let Node::Name { binding: used, .. } = node {
        return *used == Some(binding);
    }
    let mut found = false;
    node.for_each_child(&mut |child| found = found || mentions(child, binding));
    found
}
