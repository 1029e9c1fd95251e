//! What a CommonJS file has instead of imports and exports.
//! Twin: babel-plugin/src/common-js.ts

use crate::tree::{Node, Text};

/// `require('name')`, and what is read from it: the module and the path.
pub fn required_by(node: &Node) -> Option<(&Text, Vec<Text>)> {
    match node {
        Node::Member { object, optional: false, property } => {
            let (source, mut path) = required_by(object)?;
            path.push(text_of(property)?.clone());
            Some((source, path))
        }
        Node::Call { arguments, callee, .. } => {
            let Node::Name { binding: None, name } = &**callee else { return None };
            let source = text_of(arguments.first()?)?;
            (name == "require").then(|| (source, Vec::new()))
        }
        _ => None,
    }
}

/// L5: of a string, or of a template without holes.
fn text_of(node: &Node) -> Option<&Text> {
    match node {
        Node::String { value } => Some(value),
        Node::Template { expressions, strings } if expressions.is_empty() => strings.first(),
        _ => None,
    }
}
