//! Declarations: `let` that is never assigned again is `const` (D1); a catch binding that is not used is none (E8).
//! Twin: babel-plugin/src/rules/declarations.ts

use crate::{rules::simplify::Context, scope::for_each_target, tree::Node};

pub fn simplify_declaration(node: &mut Node, context: &Context) {
    let bindings = &context.scopes.bindings;
    if context.dynamic {
        return;
    }
    match node {
        Node::Variable { kind_, target, .. } if *kind_ == "let" => {
            let mut constant = true;
            for_each_target(target, &mut |name| {
                let binding = if let Node::Name { binding, .. } = name { *binding } else { None };
                constant &= binding.is_some_and(|binding| !bindings[binding].assigned);
            });
            if constant {
                *kind_ = "const"; // D1
            }
        }
        Node::Catch { param, .. } => {
            if let Some(Node::Name { binding: Some(binding), .. }) = param.as_deref() {
                if bindings[*binding].uses == 0 {
                    *param = None; // E8
                }
            }
        }
        _ => (),
    }
}
