//! S13: by which other names code can reach what a variable holds: `const { prototype } = Parser`, `current = table`, `{ table }`.
//! By the syntax alone, as far as this file.
//!
//! What code can change is a binding, or has a number above these: `this`, `arguments`, and the exports of a CommonJS module.
//! So has what it calls, and which variables of the module it gives another value.
//! Twin: babel-plugin/src/aliases.ts

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    callees::{Callee, Callees, DEEPEST},
    common_js::required_by,
    references::is_global,
    scope::{Binding, Scopes},
    targets::{for_each_target, is_pattern},
    tree::{is, Around, BindingId, Node, Text},
};

pub struct Aliases<'f, 'a> {
    pub bindings: &'f [Binding<'a>],
    pub callees: Callees<'f, 'a>,
    scopes: &'f Scopes<'a>,
    exports: Vec<Text>,
    by_export: FxHashMap<Text, usize>,
    assigned: Option<FxHashMap<usize, Vec<Assigned<'a>>>>,
    returned: FxHashMap<*const Node, Vec<usize>>,
    depth: usize,
}

/// What a variable or a part of a pattern is given.
#[derive(Clone, Copy)]
struct Assigned<'a> {
    value: &'a Node,
    is_pattern: bool,
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
            returned: FxHashMap::default(),
            depth: 0,
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

    /// Of a variable of the module, that it gets another value has its number above this one.
    pub fn variables(&self) -> usize {
        self.calls() + self.bindings.len()
    }

    pub fn export_of(&self, index: usize) -> Option<Text> {
        self.exports.get(index.checked_sub(self.variables() + self.bindings.len())?).cloned()
    }

    /// The variable of the module that gets another value.
    pub fn variable_of(&self, index: usize) -> Option<BindingId> {
        index.checked_sub(self.variables()).filter(|variable| *variable < self.bindings.len())
    }

    /// Whether code around a function can reach it, and not the function alone.
    pub fn is_around(&self, index: usize, node: &Node) -> bool {
        let binding = self.bindings.get(index).or_else(|| self.bindings.get(index.checked_sub(self.calls())?));
        let (Some(binding), Node::Function { scope, .. } | Node::Class { scope, .. }) = (binding, node) else {
            return true;
        };
        let mut around = scope.as_ref().map(|Around(scope)| *scope);
        while let Some(scope) = around {
            if scope == binding.scope {
                return true;
            }
            around = self.scopes.scopes[scope].parent;
        }
        binding.scope == 0
    }

    /// What a value may be: `table`, `table.rates`, `table ?? other`; `called`: also what calls may give (`rates.get('de')`,
    /// `pick(rates)`, and `getTable()` of `function getTable() { return table }`).
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
            Node::Await { argument } if called => self.sources_of(argument, called, sources),
            Node::Call { callee, arguments, .. } if called => self.given_by_call(callee, arguments, sources),
            Node::New { arguments, .. } if called => self.given_to(arguments, sources),
            _ => (),
        }
    }

    fn given_by_call(&mut self, callee: &'a Node, given: &'a [Node], sources: &mut Vec<usize>) {
        self.sources_of(callee, true, sources);
        for Callee { node, .. } in self.callees.of(callee) {
            sources.extend(self.returned_by(node));
        }
        self.given_to(given, sources);
    }

    /// What is given to a call, but for functions: what calls a function hardly gives it.
    fn given_to(&mut self, given: &'a [Node], sources: &mut Vec<usize>) {
        for each in given {
            if self.callees.of(each).is_empty() {
                self.held_in(each, true, sources);
            }
        }
    }

    fn returned_by(&mut self, called: &'a Node) -> Vec<usize> {
        let key = std::ptr::from_ref(called);
        if let Some(known) = self.returned.get(&key) {
            return known.clone();
        }
        if self.depth == DEEPEST {
            return Vec::new();
        }
        self.returned.insert(key, Vec::new());
        self.depth += 1;
        let mut found = Vec::new();
        for value in self.callees.returned_by(called) {
            self.sources_of(value, true, &mut found);
        }
        // Each once: functions that call each other would double the list with every call.
        let mut known = FxHashSet::default();
        found.retain(|source| known.insert(*source));
        self.depth -= 1;
        self.returned.insert(key, found.clone());
        found
    }

    /// With what it holds: `[table]`, `{ table }`.
    pub fn held_in(&mut self, node: &'a Node, called: bool, held: &mut Vec<usize>) {
        match node {
            Node::Array { .. } | Node::Object { .. } => {
                node.for_each_child(&mut |child| self.held_in(child, called, held));
            }
            Node::Property { kind_, value, .. } => {
                if let ("value", Some(value)) = (*kind_, value) {
                    self.held_in(value, called, held);
                }
            }
            Node::Spread { argument } => self.held_in(argument, called, held),
            _ => self.sources_of(node, called, held),
        }
    }

    /// The variables whose elements a loop meets: `items`, `Object.values(items)`, `items.entries()`, `[first, second]`.
    pub fn elements_of(&mut self, node: &'a Node, elements: &mut Vec<usize>) {
        match node {
            Node::Array { .. } => node.for_each_child(&mut |child| self.elements_of(child, elements)),
            Node::Spread { argument } => self.elements_of(argument, elements),
            Node::Call { arguments, .. } => {
                self.sources_of(node, true, elements);
                for argument in arguments {
                    self.elements_of(argument, elements);
                }
            }
            _ => self.sources_of(node, true, elements),
        }
    }

    /// What a binding may be, or is a part of: `const { prototype } = Parser`, `current = table`, `(t = table) => …`; `called`:
    /// also by what calls gave it (`const de = rates.get('de')`).
    pub fn origins_of(&mut self, index: usize, called: bool, origins: &mut Vec<usize>) {
        let binding = self.bindings.get(index);
        for declaration in binding.into_iter().flat_map(|binding| &binding.declarations) {
            let Node::Variable { init, target, .. } = declaration else {
                self.defaults_in(declaration, origins);
                continue;
            };
            if let Some(value) = init {
                let is_pattern = !matches!(**target, Node::Name { .. });
                self.given_by(Assigned { value, is_pattern }, called, origins);
                self.siblings_in(target, value, origins);
            }
            self.defaults_in(target, origins);
        }
        if binding.is_none_or(|binding| binding.assigned) {
            self.assigned_to(index, called, origins);
        }
    }

    fn given_by(&mut self, Assigned { value, is_pattern }: Assigned<'a>, called: bool, given: &mut Vec<usize>) {
        if is_pattern {
            self.held_in(value, called, given);
        } else {
            self.sources_of(value, called, given);
        }
    }

    /// Whether a variable holds what a call or another variable gave it.
    pub fn has_origin(&mut self, index: usize) -> bool {
        let Binding { source: None, declarations, .. } = &self.bindings[index] else { return false };
        let Some(Node::Variable { init: Some(init), .. }) = declarations.first() else { return false };
        let mut origins = Vec::new();
        self.origins_of(index, false, &mut origins);
        matches!(made_in(init), Node::Call { .. }) || !origins.is_empty()
    }

    /// The names that one call of something unknown gave, with which they may share what they hold:
    /// `const [get, set] = makeStore()`.
    fn siblings_in(&mut self, target: &'a Node, init: &'a Node, siblings: &mut Vec<usize>) {
        let value = made_in(init);
        if matches!(target, Node::Name { .. })
            || !matches!(value, Node::Call { .. })
            || required_by(value).is_some()
            || !self.callees.of(value).is_empty()
        {
            return;
        }
        for_each_target(target, &mut |name| {
            if let Node::Name { binding: Some(binding), .. } = name {
                siblings.push(*binding);
            }
        });
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
    fn assigned_to(&mut self, index: usize, called: bool, origins: &mut Vec<usize>) {
        if self.assigned.is_none() {
            self.assigned = Some(self.collect_assigned());
        }
        let before = origins.len();
        let assigned = self.assigned.as_ref().and_then(|assigned| assigned.get(&index)).cloned();
        for each in assigned.unwrap_or_default() {
            self.given_by(each, called, origins);
        }
        if origins.len() == before && self.export_of(index).is_some_and(|name| !name.is_empty()) {
            origins.push(self.number_of(Text::default()));
        }
    }

    fn collect_assigned(&mut self) -> FxHashMap<usize, Vec<Assigned<'a>>> {
        let mut assigned: FxHashMap<usize, Vec<Assigned>> = FxHashMap::default();
        let mut note = |index: usize, value: &'a Node, is_pattern: bool| {
            assigned.entry(index).or_default().push(Assigned { value, is_pattern });
        };
        for assignment in &self.scopes.assignments {
            let Node::Assign { target, value, .. } = assignment else { continue };
            let is_pattern = !matches!(**target, Node::Name { .. });
            for_each_target(target, &mut |name| {
                if let Node::Name { binding: Some(binding), .. } = name {
                    note(*binding, value, is_pattern);
                }
            });
            if let Some(exported) = self.exported(target) {
                note(exported, value, false);
                if let (true, Node::Object { properties }) = (is_whole(target), &**value) {
                    for property in properties {
                        let Node::Property { key, value: Some(value), .. } = property else { continue };
                        if let Node::String { value: name } = &**key {
                            note(self.number_of(name.clone()), value, false);
                        }
                    }
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
        let number = self.variables() + self.bindings.len() + self.exports.len() - 1;
        self.by_export.insert(name, number);
        number
    }
}

/// `make()` of `await make()`
fn made_in(init: &Node) -> &Node {
    if let Node::Await { argument } = init {
        argument
    } else {
        init
    }
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
