//! N7: code in which a direct `eval` or a `with` could see names.
//! Twin: babel-plugin/src/dynamic-names.ts

use crate::{
    scope::Scopes,
    tree::{Node, ScopeId},
};

/// Whether names of the code around can mean what no declaration shows.
pub fn is_open(scope: ScopeId, scopes: &Scopes) -> bool {
    let mut around = Some(scope);
    while let Some(index) = around {
        if scopes.scopes[index].open {
            return true;
        }
        around = scopes.scopes[index].parent;
    }
    false
}

/// Whether the code itself can see its names.
pub fn is_dynamic(node: &Node) -> bool {
    match node {
        Node::With { .. } => return true,
        // Also by a variable of that name, which may hold the function itself.
        Node::Call { callee, .. } => {
            if matches!(&**callee, Node::Name { name, .. } if name == "eval") {
                return true;
            }
        }
        _ => (),
    }
    let mut found = false;
    node.for_each_child(&mut |child| found = found || is_dynamic(child));
    found
}
