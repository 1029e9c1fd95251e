//! What a definition refers to outside of itself: the slots of its canonical form.
//! Spec: docs/rules.md#s-slots-what-a-definition-refers-to. Twin: babel-plugin/src/references.ts

use rustc_hash::FxHashMap;

use crate::{
    builtin_modules::builtin_module,
    scope::{BindingKind, Scopes},
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

/// S5: a variable of the environment: how it is reached, and what it is called whatever it is reached by.
pub struct EnvironmentVariable {
    pub path: Vec<Text>,
    pub binding: Option<BindingId>,
    pub name: Vec<Text>,
}

/// S5: `process.env.NAME`, `import.meta.env.NAME` and `import.meta.NAME`; `process` and `env` also as `node:process` exports
/// them.
pub fn environment_variable(node: &Node, scopes: &Scopes) -> Option<EnvironmentVariable> {
    let Node::Member { object, property, optional } = node else { return None };
    let Node::String { value: property } = &**property else { return None };
    match &**object {
        Node::ImportMeta {} => (!optional).then(|| of_module(&["import.meta"], property)),
        Node::Name { .. } => import_of(object, scopes)
            .is_some_and(|imported| is(imported, "env"))
            .then(|| of_process(object, &[], property)),
        Node::Member { object: base, property: env, optional: false } => {
            if !matches!(&**env, Node::String { value } if is(value, "env")) {
                return None;
            }
            match &**base {
                Node::ImportMeta {} => (!optional).then(|| of_module(&["import.meta", "env"], property)),
                Node::Name { .. } => is_process(base, scopes).then(|| of_process(base, &["env"], property)),
                _ => None,
            }
        }
        _ => None,
    }
}

fn of_module(path: &[&str], property: &Text) -> EnvironmentVariable {
    let path: Vec<Text> = path.iter().map(|part| text(part)).chain([property.clone()]).collect();
    EnvironmentVariable { name: path.clone(), path, binding: None }
}

fn of_process(base: &Node, rest: &[&str], property: &Text) -> EnvironmentVariable {
    let (base, binding) = match base {
        Node::Name { name, binding } => (text(name), *binding),
        _ => Default::default(),
    };
    EnvironmentVariable {
        path: [base].into_iter().chain(rest.iter().map(|part| text(part))).chain([property.clone()]).collect(),
        binding,
        name: vec![text("process"), text("env"), property.clone()],
    }
}

fn is_process(node: &Node, scopes: &Scopes) -> bool {
    match node {
        Node::Name { binding: None, name } => name == "process",
        _ => import_of(node, scopes).is_some_and(|imported| is(imported, "default") || is(imported, "*")),
    }
}

/// What a name means of `node:process`.
fn import_of<'s>(node: &Node, scopes: &'s Scopes) -> Option<&'s Text> {
    let Node::Name { binding: Some(index), .. } = node else { return None };
    let found = &scopes.bindings[*index];
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

fn is_global(node: &Node, global: &str) -> bool {
    matches!(node, Node::Name { binding: None, name } if name == global)
}
