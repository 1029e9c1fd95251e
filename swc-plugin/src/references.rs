//! What a definition refers to outside of itself: the slots of its canonical form.
//! Spec: docs/rules.md#s-slots-what-a-definition-refers-to. Twin: babel-plugin/src/references.ts

use rustc_hash::FxHashMap;

use crate::tree::{is, text, BindingId, Node, Text};

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

/// S5: `process.env.NAME`, `import.meta.env.NAME` and `import.meta.NAME`, by the object and the property of the member.
pub fn environment_path(object: &Node, property: &Text) -> Option<Vec<Text>> {
    if let Node::ImportMeta {} = object {
        return Some(vec![text("import.meta"), property.clone()]);
    }
    let Node::Member { object: base, property: env, optional: false } = object else { return None };
    let Node::String { value: env } = &**env else { return None };
    if !is(env, "env") {
        return None;
    }
    let base = match &**base {
        Node::ImportMeta {} => "import.meta",
        Node::Name { name, binding: None } if name == "process" => "process",
        _ => return None,
    };
    Some(vec![text(base), text("env"), property.clone()])
}
