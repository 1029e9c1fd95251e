//! Declarations: `let` that is never assigned again is `const` (D1); a catch binding that is not used is none (E8); a pattern is
//! one declaration for each of its names (D3).
//! Twin: babel-plugin/src/rules/declarations.ts

use swc_core::common::DUMMY_SP;

use super::{
    simplify::{change_uses, is_never_assigned, Change, Context},
    take_list,
    values::binding_of,
};
use crate::{
    scope::BindingKind,
    swc_core,
    targets::for_each_target,
    tree::{is, Node},
};

pub fn simplify_declaration(node: &mut Node, context: &Context) {
    match node {
        Node::Variable { init, kind_, target, .. } if matches!(*kind_, "let" | "const") => {
            if *kind_ == "let" && is_constant(target, context) {
                *kind_ = "const";
            }
            if matches!(init.as_deref(), Some(Node::Undefined {})) && matches!(**target, Node::Name { .. }) {
                *init = None; // D5: `let x = undefined` is `let x`.
            }
        }
        Node::Catch { param, .. } if !context.dynamic => {
            if let Some(Node::Name { binding: Some(binding), .. }) = param.as_deref() {
                if context.scopes.bindings[*binding].uses == 0 {
                    *param = None; // E8
                }
            }
        }
        _ => (),
    }
}

/// D1.
fn is_constant(target: &Node, context: &Context) -> bool {
    let mut constant = !context.dynamic;
    for_each_target(target, &mut |name| {
        constant = constant && binding_of(name).is_some_and(|binding| is_never_assigned(binding, context));
    });
    constant
}

/// D3: `const { a, b } = o` is `const a = o.a; const b = o.b`, where `o` is a variable that cannot change meanwhile, or there is
/// only one name. Nothing for patterns with defaults, a rest, or names that are computed.
pub fn split_pattern(node: &mut Node, context: &Context) -> Option<Vec<Node>> {
    let Node::Variable { at, init: Some(init), kind_: kind_ @ ("const" | "let" | "var"), target, .. } = node else {
        return None;
    };
    let Node::ObjectPattern { properties } = &**target else { return None };
    if properties.is_empty() || !properties.iter().all(is_plain) {
        return None;
    }
    if properties.len() > 1 && !is_stable(init, target, context) {
        return None;
    }
    if let Some(binding) = binding_of(init) {
        change_uses(binding, Change { uses: properties.len() as isize - 1, writes: 0 }, context);
    }
    let Node::ObjectPattern { properties } = &mut **target else { return None };
    let split = take_list(properties).into_iter().filter_map(|property| {
        let Node::Property { key, value: Some(value), .. } = property else { return None };
        let member = Node::Member { object: init.clone(), optional: false, property: key };
        Some(Node::Variable { at: *at, host: DUMMY_SP, init: Some(Box::new(member)), kind_, target: value })
    });
    let split = split.collect();
    Some(split)
}

fn is_plain(property: &Node) -> bool {
    let Node::Property { key, value: Some(value), .. } = property else { return false };
    matches!(**key, Node::String { .. }) && matches!(**value, Node::Name { .. } | Node::ObjectPattern { .. })
}

/// A variable that nothing assigns, and that the pattern does not declare itself; or the environment.
fn is_stable(init: &Node, target: &Node, context: &Context) -> bool {
    let Some(binding) = binding_of(init) else { return is_environment(init) };
    let known = &context.scopes.bindings[binding];
    let is_namespace = known.imported.as_ref().is_some_and(|imported| is(imported, "*"));
    let mut stable = !known.assigned && (known.kind != BindingKind::Import || is_namespace);
    for_each_target(target, &mut |name| stable = stable && binding_of(name) != Some(binding));
    stable
}

/// `process.env` and `import.meta.env`, whose members count one by one (S5).
fn is_environment(node: &Node) -> bool {
    let Node::Member { object, property, .. } = node else { return false };
    let is_process = |object: &Node| matches!(object, Node::Name { binding: None, name } if name == "process");
    matches!(&**property, Node::String { value } if is(value, "env"))
        && (matches!(**object, Node::ImportMeta {}) || is_process(object))
}
