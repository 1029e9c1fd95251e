//! S13: what the statements of a module do to its definitions, and to what it imports, after these are made: `half.by = 2`,
//! `RATES.set('de', 0.19)`, `Object.assign(Parser.prototype, mixin)`. Who reads the one depends on the other.
//!
//! Seen is what runs while the module loads: its statements, the functions that they give to calls (`codes.forEach((code) => …)`)
//! and the functions of the file that they call (`fill()`, `new Filler()`). What is changed is known by the syntax alone: an assignment to a
//! member, `delete`, the methods that change built-in objects, and any method where nobody uses the result, so that it is called
//! for what it does. What a function of another file does to an object that it is given is not seen, nor is what runs later.
//! Twin: babel-plugin/src/changes.ts

use rustc_hash::FxHashMap;
use swc_core::{atoms::wtf8::Wtf8Buf, common::Span};

use crate::{
    aliases::Aliases,
    builtin_modules::builtin_module,
    effects::Effects,
    scope::{for_each_target, Binding, BindingKind, Scopes},
    swc_core,
    tree::{BindingId, Node, Text},
};

/// A statement that changes something, or what is declared with it (`const size = list.push(1)`, a class with a static block).
pub enum Change<'a> {
    Statement(&'a Node),
    Declares(Vec<BindingId>),
}

#[derive(Default)]
pub struct Changes<'a> {
    pub changes: Vec<Change<'a>>,
    /// By what is changed, in the order of the source.
    pub by_binding: FxHashMap<BindingId, Vec<usize>>,
    /// What a CommonJS module does to `exports.half`; by the name "" what it does to any of its exports.
    pub by_export: Vec<(Text, Vec<usize>)>,
}

pub fn find_changes<'a>(module: &'a Node, scopes: &Scopes<'a>) -> Changes<'a> {
    let mut found = Changes::default();
    let Node::Module { body, .. } = module else { return found };
    let bindings = &scopes.bindings;
    let mut effects = Effects::new(Aliases::new(scopes));
    let statements = body.iter().flat_map(|each| match each {
        Node::Export { declarations } => declarations.as_slice(),
        _ => std::slice::from_ref(each),
    });
    for statement in statements {
        let changed = effects.of(statement);
        if changed.is_empty() {
            continue;
        }
        for index in changed {
            if let Some(name) = effects.aliases.export_of(index) {
                found.add_to_export(name);
                found.add_to_export(Text::default());
            } else if bindings.get(index).is_some_and(can_count) {
                found.by_binding.entry(index).or_default().push(found.changes.len());
            }
        }
        found.changes.push(change_of(statement, bindings));
    }
    found
}

impl Changes<'_> {
    fn add_to_export(&mut self, name: Text) {
        let change = self.changes.len();
        let index = self.by_export.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            self.by_export.push((name, Vec::new()));
            self.by_export.len() - 1
        });
        let known = &mut self.by_export[index].1;
        if known.last() != Some(&change) {
            known.push(change);
        }
    }

    pub fn of_export(&self, name: &Text) -> &[usize] {
        self.by_export.iter().find(|(known, _)| known == name).map_or(&[], |(_, changes)| changes)
    }
}

/// What the module itself declares and does not assign again, and what it imports; a variable that is assigned counts by its
/// value.
fn can_count(binding: &Binding) -> bool {
    if binding.source.as_ref().is_some_and(|source| builtin_module(source).is_some()) {
        return false;
    }
    binding.kind == BindingKind::Import || binding.scope == 0 && !binding.assigned
}

fn change_of<'a>(node: &'a Node, bindings: &[Binding]) -> Change<'a> {
    let (Node::Variable { target, .. } | Node::ClassDeclaration { target, .. } | Node::Namespace { target, .. }) = node
    else {
        return Change::Statement(node);
    };
    let mut declares = Vec::new();
    for_each_target(target, &mut |name| {
        if let Node::Name { binding: Some(binding), .. } = name {
            declares.push(*binding);
        }
    });
    // What is declared twice, as a `var` may be, has no definition.
    let is_variable = matches!(node, Node::Variable { .. });
    let is_defined = |index: &BindingId| !is_variable || bindings[*index].declarations.len() == 1;
    if !declares.is_empty() && declares.iter().all(is_defined) {
        Change::Declares(declares)
    } else {
        Change::Statement(node)
    }
}

/// Of a statement, for people: `Parser.prototype.parse`, `RATES.set`.
pub fn name_of(node: &Node) -> Option<Text> {
    let name = path_of(node);
    (!name.is_empty()).then(|| name.into())
}

fn path_of(node: &Node) -> Wtf8Buf {
    match node {
        Node::Expression { expression } | Node::Chain { expression } => path_of(expression),
        Node::Await { argument } => path_of(argument),
        Node::Assign { target, .. } => path_of(target),
        Node::Call { callee, .. } => path_of(callee),
        Node::Name { name, .. } => Wtf8Buf::from_str(name),
        Node::Member { object, property, .. } => match (&**object, &**property) {
            // Of a chain of calls, the first one.
            (Node::Call { .. }, _) => path_of(object),
            (_, Node::String { value }) => {
                let mut name = path_of(object);
                name.push_char('.');
                name.push_wtf8(value);
                name
            }
            _ => path_of(object),
        },
        _ => Wtf8Buf::new(),
    }
}

pub fn first_position(node: &Node) -> Option<Span> {
    let mut first = node.at().filter(|at| !at.is_dummy());
    node.for_each_child(&mut |child| {
        let at = first_position(child);
        if at.is_some_and(|at| first.is_none_or(|first| at.lo < first.lo)) {
            first = at;
        }
    });
    first
}
