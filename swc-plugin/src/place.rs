//! S11: what `import('./a')` and `require('./a')` mean depends on the file that they stand in.
//! Twin: babel-plugin/src/place.ts

use crate::tree::{Node, Text};

pub fn depends_on_place(node: &Node) -> bool {
    let mut skipped: Option<&Node> = None;
    match node {
        Node::ImportCall { arguments, .. } if !is_package_name(arguments.first()) => return true,
        Node::Name { name, binding } => {
            return binding.is_none() && matches!(name.as_str(), "require" | "module" | "exports")
        }
        Node::Call { callee, arguments, .. } if is_package_name(arguments.first()) => {
            if matches!(&**callee, Node::Name { name, .. } if name == "require") {
                skipped = Some(callee);
            }
        }
        _ => (),
    }
    let mut found = false;
    node.for_each_child(&mut |child| {
        let is_skipped = skipped.is_some_and(|skipped| std::ptr::eq(skipped, child));
        found = found || (!is_skipped && depends_on_place(child));
    });
    found
}

fn is_package_name(node: Option<&Node>) -> bool {
    let starts = |value: &Text| value.starts_with(".") || value.starts_with("/");
    matches!(node, Some(Node::String { value }) if !starts(value))
}
