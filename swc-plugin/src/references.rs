//! What a definition refers to outside of itself: the slots of its canonical form.
//! Spec: docs/rules.md#s-slots-what-a-definition-refers-to. Twin: babel-plugin/src/references.ts

use rustc_hash::FxHashMap;

use crate::{
    builtin_modules::builtin_module,
    scope::{Binding, BindingKind, Scopes},
    tree::{is, text, BindingId, Node, Text},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceKind {
    Binding,
    Input,
    Captured,
    Own,
}

/// One slot: what the definition refers to.
#[derive(Clone, Debug)]
pub struct Reference {
    pub kind: ReferenceKind,
    /// How the value is reached: a name, then properties: `["half"]`, `["ns", "half"]`, `["process", "env", "HOME"]`.
    pub path: Vec<Text>,
    /// The binding of the first name; none for a global, `this` and `import.meta`.
    pub binding: Option<BindingId>,
    /// Whether it is only called.
    pub called: bool,
}

/// Each thing once, in the order in which they first appear in the form.
#[derive(Default)]
pub struct References {
    pub list: Vec<Reference>,
    indexes: FxHashMap<Key, usize>,
}

#[derive(PartialEq, Eq, Hash)]
enum Key {
    Own,
    Binding(BindingId),
    Path(Option<BindingId>, Vec<Text>),
}

impl References {
    /// Of a name; the binding is none for a global and `this`.
    pub fn index_of_name(
        &mut self,
        kind: ReferenceKind,
        name: &str,
        binding: Option<BindingId>,
        called: bool,
    ) -> usize {
        let key = match (kind, binding) {
            (ReferenceKind::Own, _) => Key::Own,
            (_, Some(binding)) => Key::Binding(binding),
            (_, None) => Key::Path(None, vec![text(name)]),
        };
        self.index_of(key, called, || Reference { kind, path: vec![text(name)], binding, called })
    }

    /// Of what is reached by properties.
    pub fn index_of_path(
        &mut self,
        kind: ReferenceKind,
        path: Vec<Text>,
        binding: Option<BindingId>,
        called: bool,
    ) -> usize {
        self.index_of(Key::Path(binding, path.clone()), called, || Reference { kind, path, binding, called })
    }

    fn index_of(&mut self, key: Key, called: bool, reference: impl FnOnce() -> Reference) -> usize {
        let list = &mut self.list;
        let index = *self.indexes.entry(key).or_insert_with(|| {
            list.push(reference());
            list.len() - 1
        });
        list[index].called &= called;
        index
    }
}

/// S5: a variable of the environment, `process` or `process.env`: how it is reached, and what it is called whatever it is reached
/// by. `other`: by another name (`const { env } = process`), so that it counts beside its text.
#[derive(Clone, Debug)]
pub struct Environment {
    pub path: Vec<Text>,
    pub binding: Option<BindingId>,
    pub name: Vec<Text>,
    pub other: bool,
}

/// S5: `process.env.NAME`, `import.meta.env.NAME` and `import.meta.NAME`; `process` and `env` also as `node:process` exports
/// them.
pub fn environment_variable(node: &Node, scopes: &Scopes) -> Option<Environment> {
    let Node::Member { object, property, optional } = node else { return None };
    let Node::String { value: property } = &**property else { return None };
    match &**object {
        Node::ImportMeta {} => (!optional).then(|| of_module(&["import.meta"], property)),
        Node::Member { object: base, property: env, optional: inner } if matches!(**base, Node::ImportMeta {}) => {
            (!optional && !inner && is_named(env, "env")).then(|| of_module(&["import.meta", "env"], property))
        }
        _ => part_of(environment_of(object, &scopes.bindings)?, property).filter(is_variable),
    }
}

/// What an object pattern reads of `process.env`, also one with defaults.
pub fn environment_variables(target: &Node, read: Option<Environment>) -> Vec<Environment> {
    let (Node::ObjectPattern { properties }, Some(read)) = (target, read) else { return Vec::new() };
    let mut found = Vec::new();
    for property in properties {
        let Node::Property { key, value: Some(value), .. } = property else { continue };
        let Node::String { value: key } = &**key else { continue };
        let target = if let Node::Default { target, .. } = &**value { target } else { value };
        match part_of(read.clone(), key) {
            Some(part) if is_variable(&part) => found.push(Environment { other: true, ..part }),
            part => found.extend(environment_variables(target, part)),
        }
    }
    found
}

/// `process` and `process.env`, by whatever name.
pub fn environment_of(node: &Node, bindings: &[Binding]) -> Option<Environment> {
    let process = || vec![text("process")];
    match node {
        Node::Name { binding: None, name } => {
            (name == "process").then(|| Environment { path: process(), binding: None, name: process(), other: false })
        }
        Node::Name { binding: Some(index), name } => {
            let known = &bindings[*index];
            if known.environment.is_some() {
                return known.environment.clone();
            }
            let imported = import_of(known)?;
            let mut called = process();
            if is(imported, "env") {
                called.push(text("env"));
            } else if !is(imported, "default") && !is(imported, "*") {
                return None;
            }
            Some(Environment { path: vec![text(name)], binding: Some(*index), name: called, other: false })
        }
        Node::Member { object, property, optional } if is_named(property, "process") => {
            let Node::Name { binding: None, name } = &**object else { return None };
            (!optional && (name == "globalThis" || name == "global")).then(|| Environment {
                path: vec![text(name), text("process")],
                binding: None,
                name: process(),
                other: true,
            })
        }
        // What is not there in `process?.env` is an error in `process.env`; but `process` alone is one, too.
        Node::Member { object, property, optional } => {
            if !is_named(property, "env") || *optional && !is_global(object, "process") {
                return None;
            }
            let part = part_of(environment_of(object, bindings)?, &text("env"))?;
            Some(Environment { other: part.other || *optional, ..part })
        }
        Node::Chain { expression } => environment_of(expression, bindings),
        _ => None,
    }
}

/// A property of `process` or of the environment, as far as it counts.
pub fn part_of(mut whole: Environment, property: &Text) -> Option<Environment> {
    if is_variable(&whole) || whole.name.len() == 1 && !is(property, "env") {
        return None;
    }
    whole.path.push(property.clone());
    whole.name.push(property.clone());
    Some(whole)
}

pub fn is_variable(environment: &Environment) -> bool {
    environment.name.len() == 3
}

fn of_module(path: &[&str], property: &Text) -> Environment {
    let path: Vec<Text> = path.iter().map(|part| text(part)).chain([property.clone()]).collect();
    Environment { name: path.clone(), path, binding: None, other: false }
}

fn is_named(property: &Node, name: &str) -> bool {
    matches!(property, Node::String { value } if is(value, name))
}

/// What a name means of `node:process`.
fn import_of<'s>(found: &'s Binding) -> Option<&'s Text> {
    let module = builtin_module(found.source.as_ref()?)?;
    let stays = !found.assigned || found.kind == BindingKind::Import;
    (stays && module.as_bytes() == b"process").then_some(found.imported.as_ref()?)
}

/// S11: `exports.half` and `module.exports.half`.
pub fn own_export(node: &Node, scopes: &Scopes) -> Option<Vec<Text>> {
    let Node::Member { object, property, .. } = node else { return None };
    let Node::String { value: property } = &**property else { return None };
    if scopes.esm {
        return None;
    }
    if is_global(object, "exports") {
        return Some(vec![text("exports"), property.clone()]);
    }
    let Node::Member { object, property: whole, .. } = &**object else { return None };
    let is_whole = matches!(&**whole, Node::String { value } if is(value, "exports")) && is_global(object, "module");
    is_whole.then(|| vec![text("module"), text("exports"), property.clone()])
}

pub fn is_global(node: &Node, global: &str) -> bool {
    matches!(node, Node::Name { binding: None, name } if name == global)
}
