//! S13: what the statements of a module do to its definitions, and to what it imports, after these are made: `half.by = 2`,
//! `RATES.set('de', 0.19)`, `Object.assign(Parser.prototype, mixin)`. Who reads the one depends on the other.
//!
//! Seen is what runs while the module loads: its statements, the functions that they give to calls (`codes.forEach((code) => …)`),
//! the functions of the file that they call (`fill()`, `new Filler()`), and what these do. What is changed is known by the syntax
//! alone: an assignment to a member, `delete`, the methods that change built-in objects, and any method where nobody uses the
//! result, so that it is called for what it does. What a function of another file does to an object that it is given is not seen, nor is what runs later.
//! Twin: babel-plugin/src/changes.ts

use rustc_hash::FxHashMap;
use swc_core::{atoms::wtf8::Wtf8Buf, common::BytePos};

use crate::{
    aliases::Aliases,
    builtin_modules::builtin_module,
    effects::Effects,
    scope::{Binding, BindingKind, Scopes},
    swc_core,
    targets::for_each_target,
    tree::{BindingId, Node, Text},
};

/// It stands behind all that is before `at`.
pub struct Change<'a> {
    pub made_by: MadeBy<'a>,
    pub at: BytePos,
}

pub enum MadeBy<'a> {
    Statement(&'a Node),
    /// What is declared with the change (`const size = list.push(1)`, a class with a static block).
    Declares(Vec<BindingId>),
}

/// In the order of the source.
pub type ListId = usize;

#[derive(Default)]
pub struct Changes<'a> {
    pub all: Vec<Change<'a>>,
    /// What is done to one thing each, as places in `all`.
    pub lists: Vec<Vec<usize>>,
    /// Of a variable that is assigned again, also what gives it its values.
    pub by_binding: FxHashMap<BindingId, ListId>,
    /// What a CommonJS module does to `exports.half`; by the name "" what it does to any of its exports.
    pub by_export: FxHashMap<Text, ListId>,
}

pub fn find_changes<'a>(module: &'a Node, scopes: &Scopes<'a>) -> Changes<'a> {
    let mut found = Changes::default();
    let Node::Module { body, .. } = module else { return found };
    let bindings = &scopes.bindings;
    let mut effects = Effects::new(Aliases::new(scopes));
    let statements: Vec<&Node> = body
        .iter()
        .flat_map(|each| match each {
            Node::Export { declarations } => declarations.as_slice(),
            _ => std::slice::from_ref(each),
        })
        .collect();
    let mut last = (0, BytePos(0));
    for (place, statement) in statements.iter().enumerate() {
        let changed = effects.of(statement);
        if changed.is_empty() {
            continue;
        }
        let change = found.all.len();
        let at = extreme_of(statement, u32::min).unwrap_or_else(|| end_of(&statements, place, last));
        last = (place, at);
        found.all.push(Change { made_by: made_by(statement, bindings), at });
        for index in changed.iter() {
            if let Some(name) = effects.aliases.export_of(index) {
                found.add_to_export(name, change);
                found.add_to_export(Text::default(), change);
                continue;
            }
            let binding = effects.aliases.variable_of(index).unwrap_or(index);
            if bindings.get(binding).is_some_and(can_count) {
                let list = *found.by_binding.entry(binding).or_insert_with(|| new_list(&mut found.lists));
                add(&mut found.lists[list], change);
            }
        }
    }
    found
}

impl Changes<'_> {
    fn add_to_export(&mut self, name: Text, change: usize) {
        let list = *self.by_export.entry(name).or_insert_with(|| new_list(&mut self.lists));
        add(&mut self.lists[list], change);
    }
}

fn new_list(lists: &mut Vec<Vec<usize>>) -> ListId {
    lists.push(Vec::new());
    lists.len() - 1
}

fn add(list: &mut Vec<usize>, change: usize) {
    if list.last() != Some(&change) {
        list.push(change);
    }
}

/// What the module itself declares, and what it imports.
fn can_count(binding: &Binding) -> bool {
    if binding.source.as_ref().is_some_and(|source| builtin_module(source).is_some()) {
        return false;
    }
    binding.kind == BindingKind::Import || binding.scope == 0
}

fn made_by<'a>(node: &'a Node, bindings: &[Binding]) -> MadeBy<'a> {
    let (Node::Variable { target, .. }
    | Node::FunctionDeclaration { target, .. }
    | Node::ClassDeclaration { target, .. }
    | Node::Namespace { target, .. }) = node
    else {
        return MadeBy::Statement(node);
    };
    let mut declares = Vec::new();
    for_each_target(target, &mut |name| {
        if let Node::Name { binding: Some(binding), .. } = name {
            declares.push(*binding);
        }
    });
    // What is declared twice, as a `var` may be, has no definition.
    let merges = matches!(node, Node::ClassDeclaration { .. } | Node::Namespace { .. });
    let is_defined = |index: &BindingId| merges || bindings[*index].declarations.len() == 1;
    if !declares.is_empty() && declares.iter().all(is_defined) {
        MadeBy::Declares(declares)
    } else {
        MadeBy::Statement(node)
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

/// Where what stands above a statement ends that says nothing of its own place (`delete rates.de`). `last`: the change above it.
fn end_of(statements: &[&Node], place: usize, last: (usize, BytePos)) -> BytePos {
    statements[last.0..place].iter().rev().find_map(|above| extreme_of(above, u32::max)).unwrap_or(last.1)
}

/// Of the positions in a node, the first or the last.
fn extreme_of(node: &Node, nearer: fn(u32, u32) -> u32) -> Option<BytePos> {
    let mut found = node.at().filter(|at| !at.is_dummy()).map(|at| at.lo);
    node.for_each_child(&mut |child| {
        if let Some(at) = extreme_of(child, nearer) {
            found = Some(found.map_or(at, |found| BytePos(nearer(found.0, at.0))));
        }
    });
    found
}
