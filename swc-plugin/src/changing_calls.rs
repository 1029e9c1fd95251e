//! S13: calls of built-in functions that change something, and that call what they are given.
//! Twin: babel-plugin/src/changing-calls.ts

use crate::{
    aliases::Aliases,
    builtin_modules::builtin_module,
    references::is_global,
    scope::Binding,
    tree::{is, Node},
};

/// `Object.assign(target, …)` and its like, also by another name, and `inherits` of Node.js.
pub fn changes_argument<'a>(callee: &'a Node, aliases: &Aliases<'_, 'a>) -> bool {
    if let Some((object, property)) = aliases.callees.member_of(callee) {
        if is_global(object, "Object") || is_global(object, "Reflect") {
            return is_named(property, CHANGING_FUNCTIONS);
        }
        if is_named(property, INHERITING) && of_util(object, aliases).is_some() {
            return true;
        }
    }
    let imported = of_util(callee, aliases).and_then(|binding| binding.imported.as_ref());
    imported.is_some_and(|imported| is(imported, "inherits"))
}

fn of_util<'s, 'a>(node: &Node, aliases: &Aliases<'s, 'a>) -> Option<&'s Binding<'a>> {
    let Node::Name { binding: Some(index), .. } = node else { return None };
    let binding = &aliases.bindings[*index];
    let module = builtin_module(binding.source.as_ref()?)?;
    is(module, "util").then_some(binding)
}

pub fn is_named(property: &Node, names: &[&str]) -> bool {
    matches!(property, Node::String { value } if names.iter().any(|name| is(value, name)))
}

/// Of arrays, maps, sets and what is made in their image.
pub const CHANGING_METHODS: &[&str] = &[
    "add",
    "clear",
    "copyWithin",
    "delete",
    "fill",
    "pop",
    "push",
    "reverse",
    "set",
    "shift",
    "sort",
    "splice",
    "unshift",
];

/// Of arrays, maps, sets and strings: they call what they are given at once.
pub const CALLING_METHODS: &[&str] = &[
    "every",
    "filter",
    "find",
    "findIndex",
    "findLast",
    "findLastIndex",
    "flatMap",
    "forEach",
    "from",
    "map",
    "reduce",
    "reduceRight",
    "replace",
    "replaceAll",
    "some",
    "sort",
    "toSorted",
];

/// Of arrays, maps and sets: they drop what it returns.
pub const DROPPERS: &[&str] = &["forEach"];

/// Of `node:util`.
const INHERITING: &[&str] = &["inherits"];

/// Of functions.
pub const APPLIERS: &[&str] = &["apply", "call"];
pub const APPLIERS_OF_LISTS: &[&str] = &["apply"];

/// Of `Object` and `Reflect`.
const CHANGING_FUNCTIONS: &[&str] = &[
    "assign",
    "defineProperties",
    "defineProperty",
    "deleteProperty",
    "freeze",
    "preventExtensions",
    "seal",
    "set",
    "setPrototypeOf",
];
