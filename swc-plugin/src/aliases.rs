//! S13: by which other names code can reach what a variable holds: `const { prototype } = Parser`, `current = table`, `{ table }`.
//! By the syntax alone, as far as this file.
//!
//! What code can change is a binding, or has a number above these: `this`, `arguments`, and the exports of a CommonJS module.
//! So has what it calls.
//! Twin: babel-plugin/src/aliases.ts

use rustc_hash::FxHashMap;

use crate::{
    callees::Callees,
    references::is_global,
    scope::{for_each_target, Binding, Scopes},
    tree::{is, Node, Text},
};

pub struct Aliases<'f, 'a> {
    pub bindings: &'f [Binding<'a>],
    pub callees: Callees<'f, 'a>,
    scopes: &'f Scopes<'a>,
    exports: Vec<Text>,
    by_export: FxHashMap<Text, usize>,
    assigned: Option<FxHashMap<usize, Vec<usize>>>,
}

impl<'f, 'a> Aliases<'f, 'a> {
    pub fn new(scopes: &'f Scopes<'a>) -> Self {
        Aliases {
            bindings: &scopes.bindings,
            callees: Callees::new(&scopes.bindings),
            scopes,
            exports: Vec::new(),
            by_export: FxHashMap::default(),
            assigned: None,
        }
    }

    pub fn receiver(&self) -> usize {
        self.bindings.len()
    }

    pub fn given(&self) -> usize {
        self.bindings.len() + 1
    }

    /// The call of a binding has its number above this one.
    pub fn calls(&self) -> usize {
        self.bindings.len() + 2
    }

    pub fn export_of(&self, index: usize) -> Option<Text> {
        self.exports.get(index.checked_sub(self.calls() + self.bindings.len())?).cloned()
    }

    /// What a value may be: `table`, `table.rates`, `table ?? other`; `called`: also what calls give
    /// (`rates.get('de').tax = 1`).
    pub fn sources_of(&mut self, node: &'a Node, called: bool, sources: &mut Vec<usize>) {
        match node {
            Node::Name { binding: Some(binding), .. } => sources.push(*binding),
            Node::Name { .. } => sources.extend(self.exported(node)),
            Node::Member { object, property, .. } => {
                if let Some(exported) = self.exported(node) {
                    return sources.push(exported);
                }
                self.sources_of(object, called, sources);
                if let Some(Node::Name { binding: Some(held), .. }) = self.callees.property_of(object, property) {
                    sources.push(*held);
                }
            }
            Node::This {} => sources.push(self.receiver()),
            Node::Arguments {} => sources.push(self.given()),
            Node::Conditional { then: left, r#else: right, .. }
            | Node::Binary { operator: "&&" | "||" | "??", left, right } => {
                self.sources_of(left, called, sources);
                self.sources_of(right, called, sources);
            }
            Node::Sequence { expressions } => {
                if let Some(last) = expressions.last() {
                    self.sources_of(last, called, sources);
                }
            }
            Node::Chain { expression: inner } | Node::Assign { value: inner, .. } => {
                self.sources_of(inner, called, sources);
            }
            Node::Await { argument: inner } | Node::Call { callee: inner, .. } if called => {
                self.sources_of(inner, called, sources);
            }
            _ => (),
        }
    }

    /// With what it holds: `[table]`, `{ table }`.
    pub fn held_in(&mut self, node: &'a Node, held: &mut Vec<usize>) {
        match node {
            Node::Array { .. } | Node::Object { .. } => node.for_each_child(&mut |child| self.held_in(child, held)),
            Node::Property { kind_, value, .. } => {
                if let ("value", Some(value)) = (*kind_, value) {
                    self.held_in(value, held);
                }
            }
            Node::Spread { argument } => self.held_in(argument, held),
            _ => self.sources_of(node, false, held),
        }
    }

    /// The variables whose elements a loop meets: `items`, `Object.values(items)`, `items.entries()`, `[first, second]`.
    pub fn elements_of(&mut self, node: &'a Node, elements: &mut Vec<usize>) {
        match node {
            Node::Array { .. } => node.for_each_child(&mut |child| self.elements_of(child, elements)),
            Node::Spread { argument } => self.elements_of(argument, elements),
            Node::Call { callee, arguments, .. } => {
                if let Node::Member { object, .. } = &**callee {
                    self.elements_of(object, elements);
                }
                for argument in arguments {
                    self.elements_of(argument, elements);
                }
            }
            _ => self.sources_of(node, false, elements),
        }
    }

    /// What a binding may be, or is a part of: `const { prototype } = Parser`, `current = table`, `(t = table) => …`.
    pub fn origins_of(&mut self, index: usize, origins: &mut Vec<usize>) {
        let binding = self.bindings.get(index);
        for declaration in binding.into_iter().flat_map(|binding| &binding.declarations) {
            let Node::Variable { init, target, .. } = declaration else {
                self.defaults_in(declaration, origins);
                continue;
            };
            match (init, &**target) {
                (Some(init), Node::Name { .. }) => self.sources_of(init, false, origins),
                (Some(init), _) => self.held_in(init, origins),
                _ => (),
            }
            self.defaults_in(target, origins);
        }
        if binding.is_none_or(|binding| binding.assigned) {
            let assigned = self.assigned_to(index);
            origins.extend(assigned);
        }
    }

    fn defaults_in(&mut self, target: &'a Node, origins: &mut Vec<usize>) {
        if let Node::Default { value, .. } = target {
            self.sources_of(value, false, origins);
        }
        if is_pattern(target) {
            target.for_each_child(&mut |child| self.defaults_in(child, origins));
        }
    }

    /// What is assigned to a variable (`current = table`), or to an export (`exports.table = table`,
    /// `module.exports = { table }`).
    fn assigned_to(&mut self, index: usize) -> Vec<usize> {
        if self.assigned.is_none() {
            self.assigned = Some(self.collect_assigned());
        }
        let known = self.assigned.as_ref().and_then(|assigned| assigned.get(&index)).cloned();
        let is_part = self.export_of(index).is_some_and(|name| !name.is_empty());
        known.unwrap_or_else(|| if is_part { vec![self.number_of(Text::default())] } else { Vec::new() })
    }

    fn collect_assigned(&mut self) -> FxHashMap<usize, Vec<usize>> {
        let mut assigned: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for assignment in &self.scopes.assignments {
            let Node::Assign { target, value, .. } = assignment else { continue };
            let mut pairs: Vec<(usize, &Node, bool)> = Vec::new();
            let is_pattern = !matches!(**target, Node::Name { .. });
            for_each_target(target, &mut |name| {
                if let Node::Name { binding: Some(binding), .. } = name {
                    pairs.push((*binding, value, is_pattern));
                }
            });
            if let Some(exported) = self.exported(target) {
                pairs.push((exported, value, false));
                if let (true, Node::Object { properties }) = (is_whole(target), &**value) {
                    for property in properties {
                        let Node::Property { key, value: Some(value), .. } = property else { continue };
                        if let Node::String { value: name } = &**key {
                            pairs.push((self.number_of(name.clone()), value, false));
                        }
                    }
                }
            }
            for (index, value, is_pattern) in pairs {
                let mut sources = assigned.remove(&index).unwrap_or_default();
                if is_pattern {
                    self.held_in(value, &mut sources);
                } else {
                    self.sources_of(value, false, &mut sources);
                }
                if !sources.is_empty() {
                    assigned.insert(index, sources);
                }
            }
        }
        assigned
    }

    /// `exports`, `module.exports` and their properties.
    fn exported(&mut self, node: &Node) -> Option<usize> {
        if self.scopes.esm {
            return None;
        }
        if is_whole(node) {
            return Some(self.number_of(Text::default()));
        }
        let Node::Member { object, property, .. } = node else { return None };
        match &**property {
            Node::String { value } if is_whole(object) => Some(self.number_of(value.clone())),
            _ => None,
        }
    }

    fn number_of(&mut self, name: Text) -> usize {
        if let Some(known) = self.by_export.get(&name) {
            return *known;
        }
        self.exports.push(name.clone());
        let number = self.calls() + self.bindings.len() + self.exports.len() - 1;
        self.by_export.insert(name, number);
        number
    }
}

pub fn is_pattern(node: &Node) -> bool {
    matches!(
        node,
        Node::ObjectPattern { .. }
            | Node::ArrayPattern { .. }
            | Node::Property { .. }
            | Node::Default { .. }
            | Node::Rest { .. }
            | Node::ParameterProperty { .. }
            | Node::DecoratedParameter { .. }
            | Node::Chain { .. }
    )
}

/// `exports` and `module.exports`.
fn is_whole(node: &Node) -> bool {
    match node {
        Node::Member { object, property, .. } => {
            is_global(object, "module") && matches!(&**property, Node::String { value } if is(value, "exports"))
        }
        _ => is_global(node, "exports"),
    }
}
