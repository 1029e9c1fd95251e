//! The definitions of a module that a cached function or another module can reach, each with its canonical form and its slots.
//!
//! It starts from the roots (what is given to `cached`, what is exported) and goes on through their references, as far as this
//! file. Definitions are in order of discovery: the roots in the order of the source, then what they reach, breadth first.
//! Spec: docs/output.md. Twin: babel-plugin/src/definitions.ts

use rustc_hash::{FxHashMap, FxHashSet};
use swc_core::common::{BytePos, Span, DUMMY_SP};

use crate::{
    canonical_form::{canonical_form, CanonicalForm, Root},
    changes::{name_of, Change, Changes, ListId, MadeBy},
    code_hash::code_hash,
    common_js::required_by,
    diagnostics::{diagnose, Diagnostic},
    find_calls::{holds_cached, is_cached, CachedCall, CachedMethod, CachedUses, Lowered},
    load_order::{load_order, Above, Ordered},
    options::Options,
    parameters::Parameters,
    references::{Reference, ReferenceKind},
    scope::{Binding, BindingKind, Scopes},
    swc_core,
    targets::for_each_target,
    tree::{as_text, text, Around, BindingId, Node, Text},
    values::{
        branches_of, exported_by, has_functions_in_branches, holds_functions, is_anonymous, is_evaluated, is_function,
        is_given, is_merged, is_variable, made_by, makes_value, own_name_of, reads_own_name, reads_what_changes,
        writes_functions,
    },
};

/// A definition by its index.
pub type DefinitionId = usize;

pub struct Definition {
    pub name: Text,
    pub at: Span,
    pub facts: u8,
    pub parameters: Option<Parameters>,
    /// Only for a report: no file needs it.
    pub form: String,
    pub hash: String,
    pub slots: Vec<Slot>,
}

pub enum Slot {
    /// `d`, `D`
    Definition { kind: char, definition: DefinitionId },
    /// `v`
    Value { definition: DefinitionId, path: Vec<Text>, binding: BindingId },
    /// `b`, `B`, `i`, `c`, `C`
    Path { kind: char, path: Vec<Text>, binding: Option<BindingId> },
    /// `o`
    Properties,
}

impl Slot {
    pub fn definition(&self) -> Option<DefinitionId> {
        match self {
            Slot::Definition { definition, .. } | Slot::Value { definition, .. } => Some(*definition),
            Slot::Path { .. } | Slot::Properties => None,
        }
    }
}

/// A place where the plugin writes a call of `define`: with a definition, or with the reason why there is none.
pub struct Registration {
    pub place: Place,
    pub host: Span,
    /// What it registers is declared by the module itself, and not further in.
    pub top: bool,
    pub definition: Found,
    /// Of what a CommonJS module exports as a whole: the properties that hold functions which it makes.
    pub made: Option<Vec<Text>>,
}

pub type Found = Result<DefinitionId, Diagnostic>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    Argument,
    Method,
    Initializer,
    Assignment,
    Function,
    Class,
    Default,
    /// A function that a branch of a value makes.
    Branch,
    /// The end of the file.
    End,
}

#[derive(Default)]
pub struct Definitions {
    pub definitions: Vec<Definition>,
    pub registrations: Vec<Registration>,
    pub diagnostics: Vec<Diagnostic>,
    /// The captured variables that are assigned again.
    pub variables: Vec<BindingId>,
}

/// Facts of a row, as docs/output.md numbers them.
const USES_THIS: u8 = 1;
const NOT_NEWABLE: u8 = 2;
pub const NAMED_BY_PLACE: u8 = 64;
const IS_FUNCTION: u8 = 8;
const LABELLED: u8 = 16;
const IS_LITERAL: u8 = 32;
const BORROWED: u8 = 4;

impl Definition {
    /// Whether the name can count: where code reads it, or beside a pinned version.
    pub fn name_counts(&self) -> bool {
        self.facts & IS_FUNCTION != 0
    }
}

pub fn collect_definitions<'a>(
    module: &'a Node,
    scopes: &'a Scopes<'a>,
    uses: CachedUses<'a>,
    changes: &'a Changes<'a>,
    options: &'a Options,
) -> Definitions {
    let mut collector = Collector {
        found: Definitions::default(),
        buffer: String::new(),
        references: Vec::new(),
        bindings: FxHashMap::default(),
        holders: FxHashMap::default(),
        evaluated: Vec::new(),
        live_values: FxHashMap::default(),
        wholes: FxHashMap::default(),
        exported: Vec::new(),
        own_changes: FxHashMap::default(),
        lists: Vec::new(),
        by_binding: FxHashMap::default(),
        by_change: FxHashMap::default(),
        by_list: FxHashMap::default(),
        declared: FxHashMap::default(),
        told: FxHashSet::default(),
        registered: vec![false; scopes.bindings.len()],
        live: FxHashSet::default(),
        scopes,
        changes,
        options,
    };
    for (change, made) in changes.all.iter().enumerate() {
        if let MadeBy::Declares(declared) = &made.made_by {
            collector.declared.extend(declared.iter().map(|index| (*index, change)));
        }
    }
    for call in uses.calls {
        match call.argument {
            Node::Name { binding, .. } => collector.register_wrapped(*binding, call.holder),
            _ => collector.register_call(&call),
        }
    }
    for method in uses.methods {
        collector.register_method(&method);
    }
    for binding in uses.classes {
        collector.register(Some(binding), false);
    }
    if options.exports {
        collector.register_exports(module);
    }
    collector.link();
    for Lowered { refused, name } in uses.lowered {
        collector.tell(&diagnose(refused, &name, false));
    }
    collector.found
}

struct Collector<'a> {
    found: Definitions,
    /// Where forms are written.
    buffer: String,
    /// Of each definition: its slots, which are not resolved yet.
    references: Vec<Vec<Reference>>,
    /// Whether they run code while the module loads.
    evaluated: Vec<bool>,
    /// The bindings that definitions stand for.
    bindings: FxHashMap<DefinitionId, BindingId>,
    /// S13: the constants that hold them as cached functions.
    holders: FxHashMap<DefinitionId, Vec<BindingId>>,
    /// Of what is given to exported variables that are assigned again: the variables, where the value counts.
    live_values: FxHashMap<DefinitionId, BindingId>,
    /// What makes them in a branch.
    wholes: FxHashMap<DefinitionId, DefinitionId>,
    /// S13: the exports of a CommonJS module that they are given to; nothing for all of them.
    exported: Vec<(DefinitionId, Text)>,
    /// S13: the changes that they are.
    own_changes: FxHashMap<DefinitionId, usize>,
    /// S16: what is changed of what they refer to.
    lists: Vec<Vec<ListId>>,
    by_binding: FxHashMap<BindingId, Option<Found>>,
    by_change: FxHashMap<usize, Found>,
    by_list: FxHashMap<ListId, Vec<DefinitionId>>,
    /// What is declared with a change.
    declared: FxHashMap<BindingId, usize>,
    told: FxHashSet<BytePos>,
    registered: Vec<bool>,
    /// Exported variables that are assigned again.
    live: FxHashSet<BindingId>,
    scopes: &'a Scopes<'a>,
    changes: &'a Changes<'a>,
    options: &'a Options,
}

impl<'a> Collector<'a> {
    fn register_wrapped(&mut self, index: Option<BindingId>, holder: Option<BindingId>) {
        self.register(index, true);
        if let Some(Some(Ok(definition))) = index.and_then(|index| self.by_binding.get(&index)) {
            self.holders.entry(*definition).or_default().extend(holder);
        }
    }

    fn register_call(&mut self, call: &CachedCall<'a>) {
        let own_name = own_name_of(call.argument);
        let is_labelled = own_name.is_none();
        let Some(definition) = self.define_function(call.argument, own_name.unwrap_or(call.label.clone())) else {
            return;
        };
        if let Ok(definition) = &definition {
            self.holders.entry(*definition).or_default().extend(call.holder);
        }
        if let (true, Ok(definition)) = (is_labelled, &definition) {
            // The variable that the wrapped function is given to is a help for people; it is not the function's own name.
            self.found.definitions[*definition].facts |= LABELLED;
        }
        self.add_registration(Place::Argument, call.host, false, definition);
    }

    fn register_method(&mut self, method: &CachedMethod<'a>) {
        let name = match method.key {
            Node::String { value } => value.clone(),
            _ => Text::default(),
        };
        if let Some(definition) = self.define_function(method.method, name) {
            self.add_registration(Place::Method, method.host, false, definition);
        }
    }

    fn register_exports(&mut self, module: &'a Node) {
        let Node::Module { body, esm, .. } = module else { return };
        for statement in body {
            match statement {
                Node::Export { declarations } => {
                    for index in declarations.iter().flat_map(declared_bindings) {
                        self.register(Some(index), false);
                    }
                }
                Node::ExportNames { locals } => {
                    for local in locals {
                        self.register(binding_of(local), false);
                    }
                }
                Node::ExportAssign { value } => self.register_names(value),
                Node::ExportDefault { value, host, at } => match **value {
                    Node::Name { binding, .. } => self.register(binding, false),
                    _ => self.register_default(value, *host, *at),
                },
                _ => (),
            }
        }
        let scopes = self.scopes;
        for assignment in &scopes.assignments {
            self.register_assignment(assignment, *esm);
        }
    }

    /// What is assigned to an exported variable, or to the exports of a CommonJS module.
    fn register_assignment(&mut self, assignment: &'a Node, esm: bool) {
        let Node::Assign { at, scope: Some(Around(scope)), target, value, .. } = assignment else { return };
        let variable = match &**target {
            Node::Name { binding: Some(binding), name } => Some((*binding, name)),
            _ => None,
        };
        let exported = if esm { None } else { exported_by(target) };
        if variable.map_or(exported.is_none(), |(binding, _)| !self.live.contains(&binding)) {
            return;
        }
        self.register_names(value);
        if matches!(**value, Node::Assign { .. })
            || !holds_functions(value, self.scopes)
            || self.is_named_late(value, variable.is_some())
        {
            return;
        }
        let own_binding = match &**value {
            Node::Function { self_: Some(own_name), .. } => binding_of(own_name),
            _ => None,
        };
        let name = variable.map(|(_, name)| name.as_str());
        let root = Root { node: value, scope: *scope, own: Vec::new(), declares: None, own_binding, name };
        let is_whole = exported.as_ref().is_some_and(|name| name.is_empty());
        let label = name.map(text).or(exported.clone()).unwrap_or_default();
        let Ok(definition) = self.add(&root, label, *at, false) else { return };
        if let Some(exported) = exported {
            self.exported.push((definition, exported));
        }
        self.found.definitions[definition].facts |= self.facts_of_place(value, variable.is_some());
        if let Some((binding, _)) = variable {
            self.count_live(definition, value, binding);
        }
        self.add_registration(Place::Assignment, *at, *scope == 0, Ok(definition));
        if let (true, Some(registration)) = (is_whole, self.found.registrations.last_mut()) {
            registration.made = Some(made_by(value));
        }
        self.register_branches(value, definition);
    }

    /// The bindings that an object or a name leads to: `module.exports = { half, math: { third } }`.
    fn register_names(&mut self, value: &Node) {
        match value {
            Node::Name { binding, .. } => self.register(*binding, false),
            Node::Object { properties } => {
                for property in properties {
                    if let Node::Property { kind_: "value", value: Some(value), .. } = property {
                        self.register_names(value);
                    }
                }
            }
            _ => (),
        }
    }

    /// Registers the value of a binding where it is declared, if it is one that its declaration makes. `wrapped`: it is given
    /// to `cached`, so that a refusal must reach the user.
    fn register(&mut self, index: Option<BindingId>, wrapped: bool) {
        let Some(index) = index.filter(|index| !self.registered[*index]) else { return };
        let scopes = self.scopes;
        let binding = &scopes.bindings[index];
        let [declaration, ref others @ ..] = *binding.declarations else { return };
        if !others.is_empty() && !is_merged(binding) {
            return;
        }
        if binding.assigned {
            if binding.scope == 0 {
                self.register_live(index, declaration);
            }
            return;
        }
        if let Node::Variable { target, init: Some(init), .. } = declaration {
            if let (Node::Name { .. }, Node::Name { binding, .. }) = (&**target, &**init) {
                self.registered[index] = true;
                return self.register(*binding, false);
            }
        }
        let Some((place, host)) = self.place_of(declaration, binding) else { return };
        let Some(definition) = self.define(index, wrapped) else { return };
        if definition.is_ok() || wrapped && place != Place::End {
            self.registered[index] = true;
            self.add_registration(place, host, binding.scope == 0, definition);
        }
    }

    /// An exported variable that is assigned again: what it starts with, and what it is given.
    fn register_live(&mut self, index: BindingId, declaration: &'a Node) {
        let scopes = self.scopes;
        let Binding { name, scope, .. } = &scopes.bindings[index];
        self.registered[index] = true;
        self.live.insert(index);
        let root =
            Root { node: declaration, scope: *scope, own: Vec::new(), declares: None, own_binding: None, name: None };
        match declaration {
            Node::FunctionDeclaration { function, host, .. } => {
                let at = function.at().unwrap_or(DUMMY_SP);
                if let Ok(definition) = self.add(&Root { node: function, ..root }, as_text(name).clone(), at, false) {
                    self.add_registration(Place::Function, *host, true, Ok(definition));
                }
            }
            Node::Variable { at, host, init: Some(init), target, .. } if matches!(**target, Node::Name { .. }) => {
                self.register_names(init);
                if !holds_functions(init, self.scopes) || self.is_named_late(init, true) {
                    return;
                }
                let root = Root { node: init, name: Some(name), ..root };
                let Ok(definition) = self.add(&root, text(name), *at, false) else { return };
                self.found.definitions[definition].facts |= self.facts_of_place(init, true);
                self.count_live(definition, init, index);
                self.add_registration(Place::Initializer, *host, true, Ok(definition));
                self.register_branches(init, definition);
            }
            _ => (),
        }
    }

    /// One code can give a variable one value after another: but for functions that it writes out, the value counts at each call.
    fn count_live(&mut self, definition: DefinitionId, value: &Node, index: BindingId) {
        if !branches_of(value).into_iter().any(writes_functions) {
            self.found.definitions[definition].facts |= BORROWED;
            self.live_values.insert(definition, index);
        }
    }

    fn place_of(&self, declaration: &Node, binding: &Binding) -> Option<(Place, Span)> {
        let end = (binding.scope == 0).then_some((Place::End, DUMMY_SP));
        match declaration {
            Node::FunctionDeclaration { host, .. } => Some((Place::Function, *host)),
            Node::ClassDeclaration { host, .. } => Some((Place::Class, *host)),
            Node::Enum { .. } => end.filter(|_| is_merged(binding)),
            Node::Namespace { .. } => end,
            Node::Variable { init: Some(init), .. } if required_by(init).is_some() => None,
            Node::Variable { target, init: Some(init), host, .. } => match **target {
                Node::Name { .. } if !reads_own_name(init) => {
                    let is_registered = holds_functions(init, self.scopes) && !self.is_named_late(init, true);
                    is_registered.then_some((Place::Initializer, *host))
                }
                _ => end,
            },
            _ => None,
        }
    }

    fn register_default(&mut self, value: &'a Node, host: Span, at: Span) {
        self.register_names(value);
        if !holds_functions(value, self.scopes) || self.is_named_late(value, true) {
            return;
        }
        let root =
            Root { node: value, scope: 0, own: Vec::new(), declares: None, own_binding: None, name: Some("default") };
        let Ok(definition) = self.add(&root, text("default"), at, false) else { return };
        self.found.definitions[definition].facts |= self.facts_of_place(value, true);
        self.add_registration(Place::Default, host, true, Ok(definition));
        self.register_branches(value, definition);
    }

    /// What one of several branches gives counts by its value, too (`isFast ? (n) => n >> 1 : half`), and so a function that a branch
    /// makes has a version of its own, and what it names is registered where it is declared.
    fn register_branches(&mut self, value: &'a Node, whole: DefinitionId) {
        if self.found.definitions[whole].facts & BORROWED == 0 {
            return;
        }
        for branch in branches_of(value) {
            let (host, scope, own_binding) = match branch {
                Node::Name { binding: Some(index), .. } => {
                    if !self.scopes.bindings[*index].assigned {
                        self.register(Some(*index), false);
                    }
                    continue;
                }
                Node::Function { at, scope, self_, .. } => (*at, scope, self_.as_deref().and_then(binding_of)),
                Node::Class { host, scope, .. } => (*host, scope, None),
                _ => continue,
            };
            let scope = scope.map_or(0, |around| around.0);
            let root = Root { node: branch, scope, own: Vec::new(), declares: None, own_binding, name: None };
            let name = self.found.definitions[whole].name.clone();
            let Ok(definition) = self.add(&root, name, branch.at().unwrap_or(host), false) else { continue };
            self.found.definitions[definition].facts |= self.facts_of_place(branch, false);
            self.wholes.insert(definition, whole);
            self.add_registration(Place::Branch, host, scope == 0, Ok(definition));
        }
    }

    fn add_registration(&mut self, place: Place, host: Span, top: bool, definition: Found) {
        self.found.registrations.push(Registration { place, host, top, definition, made: None });
    }

    /// What is registered already, and what could see that it is passed on to `define`.
    fn is_named_late(&self, node: &Node, named: bool) -> bool {
        let is_wrapper = matches!(node, Node::Call { callee, .. } if is_cached(callee, self.scopes, self.options));
        is_wrapper || named && reads_own_name(node)
    }

    /// The definition that a binding stands for; nothing where it has none of its own.
    fn define(&mut self, index: BindingId, wrapped: bool) -> Option<Found> {
        if let Some(known) = self.by_binding.get(&index) {
            return known.clone();
        }
        let binding = &self.scopes.bindings[index];
        let merged = merged_of(binding);
        let root = match &merged {
            Some(node) => Some(Root {
                node,
                scope: binding.scope,
                own: vec![index],
                declares: Some(index),
                own_binding: None,
                name: None,
            }),
            None => self.root_of(index),
        };
        let refused = root.as_ref().and_then(|_| self.refused_change(index, wrapped));
        let definition = match refused {
            Some(refused) => Some(Err(refused)),
            None => {
                root.as_ref().map(|root| self.add(root, as_text(&binding.name).clone(), position_of(binding), wrapped))
            }
        };
        self.by_binding.insert(index, definition.clone());
        let Some(Ok(id)) = definition else { return definition };
        self.bindings.insert(id, index);
        if let Some(change) = self.declared.get(&index) {
            self.own_changes.insert(id, *change);
        }
        if is_merged(binding) {
            self.found.definitions[id].facts |= facts_of_merged(binding.declarations[0]);
        }
        if let Some(Node::Variable { target, init: Some(init), .. }) = binding.declarations.first() {
            let is_name = matches!(**target, Node::Name { .. });
            let facts = if is_name { self.facts_of_place(init, true) } else { BORROWED };
            self.found.definitions[id].facts |= facts;
            if is_name {
                self.register_branches(init, id);
            }
        }
        definition
    }

    /// What a value has from where it stands: `named`, whether it takes its name from there.
    fn facts_of_place(&self, value: &Node, named: bool) -> u8 {
        if is_anonymous(value) {
            return match named {
                true if reads_own_name(value) => 0,
                true => NAMED_BY_PLACE,
                false => LABELLED,
            };
        }
        if holds_functions(value, self.scopes) && !makes_value(value) {
            BORROWED
        } else {
            0
        }
    }

    /// S13: of the statements that change what a binding holds, the first that is refused.
    fn refused_change(&mut self, index: BindingId, wrapped: bool) -> Option<Diagnostic> {
        let changes = self.changes;
        let list = changes.by_binding.get(&index)?;
        let name = self.name_of(index);
        changes.lists[*list].iter().find_map(|change| self.define_change(*change, &name, wrapped)?.err())
    }

    /// S13: the definition of a statement; what is declared with the change has its own.
    fn define_change(&mut self, change: usize, changed: &Text, wrapped: bool) -> Option<Found> {
        let Change { made_by: MadeBy::Statement(statement), at } = &self.changes.all[change] else { return None };
        if let Some(known) = self.by_change.get(&change) {
            return Some(known.clone());
        }
        let name = name_of(statement).unwrap_or_else(|| changed.clone());
        let found = self.add_block(vec![(*statement).clone()], name, Span::new(*at, *at), wrapped);
        if let Ok(definition) = found {
            self.own_changes.insert(definition, change);
        }
        self.by_change.insert(change, found.clone());
        Some(found)
    }

    fn add_block(&mut self, body: Vec<Node>, name: Text, at: Span, wrapped: bool) -> Found {
        let node = &Node::Block { body };
        let root = Root { node, scope: 0, own: Vec::new(), declares: None, own_binding: None, name: None };
        self.add(&root, name, at, wrapped)
    }

    fn name_of(&self, index: BindingId) -> Text {
        as_text(&self.scopes.bindings[index].name).clone()
    }

    fn root_of(&self, index: BindingId) -> Option<Root<'a>> {
        static UNDEFINED: Node = Node::Undefined {};
        let Binding { scope, name, declarations, .. } = &self.scopes.bindings[index];
        let [declaration] = **declarations else { return None };
        let root =
            Root { node: declaration, scope: *scope, own: Vec::new(), declares: None, own_binding: None, name: None };
        match declaration {
            Node::FunctionDeclaration { function, .. } => {
                Some(Root { node: function, own_binding: Some(index), ..root })
            }
            Node::ClassDeclaration { class, .. } => {
                Some(Root { node: class, own_binding: Some(index), name: Some(name), ..root })
            }
            // T1: when it was made, what it reads may have been another: the runtime counts its values.
            Node::Enum { members, .. }
                if members.iter().any(|member| reads_what_changes(member, &self.scopes.bindings)) =>
            {
                None
            }
            Node::Enum { .. } | Node::Namespace { .. } => {
                Some(Root { own: vec![index], declares: Some(index), ..root })
            }
            Node::ImportEquals { value, .. } => match **value {
                Node::String { .. } => None,
                _ => Some(Root { node: value, ..root }),
            },
            Node::Variable { target, init, .. } => match (&**target, init) {
                (Node::Name { .. }, Some(init)) => {
                    Some(Root { node: init, own_binding: Some(index), name: Some(name), ..root })
                }
                (Node::Name { .. }, None) => Some(Root { node: &UNDEFINED, ..root }),
                (target, _) => Some(Root { own: bindings_of(target), declares: Some(index), ..root }),
            },
            _ => None,
        }
    }

    fn define_function(&mut self, node: &'a Node, name: Text) -> Option<Found> {
        let Node::Function { scope, self_, at, .. } = node else { return None };
        let root = Root {
            node,
            scope: scope.map_or(0, |around| around.0),
            own: Vec::new(),
            declares: None,
            own_binding: self_.as_deref().and_then(binding_of),
            name: None,
        };
        Some(self.add(&root, name, *at, true))
    }

    fn add(&mut self, root: &Root, name: Text, at: Span, wrapped: bool) -> Found {
        let form = match canonical_form(root, self.scopes, at, std::mem::take(&mut self.buffer)) {
            Ok(form) => form,
            Err(refused) => {
                let diagnostic = diagnose(refused, &name, wrapped);
                self.tell(&diagnostic);
                return Err(diagnostic);
            }
        };
        let facts = facts_of(root.node, &form);
        let name = own_name_of(root.node).unwrap_or(name);
        let CanonicalForm { text: form, references, parameters, .. } = form;
        let hash = code_hash(&form);
        let form = if self.options.report {
            form
        } else {
            self.buffer = form;
            self.buffer.clear();
            String::new()
        };
        self.found.definitions.push(Definition { name, at, facts, parameters, form, hash, slots: Vec::new() });
        self.references.push(references);
        self.evaluated.push(is_evaluated(root.node));
        self.lists.push(Vec::new());
        Ok(self.found.definitions.len() - 1)
    }

    /// Once for each place.
    fn tell(&mut self, diagnostic: &Diagnostic) {
        if self.told.insert(diagnostic.at.lo) {
            self.found.diagnostics.push(diagnostic.clone());
        }
    }

    /// Resolves the slots of every definition, and of those that this discovers.
    fn link(&mut self) {
        self.link_from(0);
        if !self.changes.all.is_empty() {
            let evaluated = self.link_loading();
            self.link_order(&evaluated);
        }
    }

    fn link_from(&mut self, start: DefinitionId) {
        let mut next = start;
        while next < self.references.len() {
            self.link_definition(next);
            next += 1;
        }
    }

    fn link_definition(&mut self, definition: DefinitionId) {
        let references = std::mem::take(&mut self.references[definition]);
        let mut changed = Vec::new();
        for reference in references {
            let slot = self.slot_of(definition, reference);
            // S13: what counts by its value does not say what was done to it.
            if let Slot::Path { kind: 'b' | 'B', binding, .. } = slot {
                changed.extend(binding);
            }
            self.add_slot(definition, slot);
        }
        // S12
        let given = self.bindings.get(&definition).copied().filter(|index| is_given(&self.scopes.bindings[*index]));
        if let Some(index) = given {
            let path = vec![self.name_of(index)];
            self.add_slot(definition, Slot::Path { kind: 'B', path, binding: Some(index) });
        }
        if !self.changes.all.is_empty() {
            self.link_changes(definition, changed);
        }
        if self.takes_properties(definition) {
            self.add_slot(definition, Slot::Properties);
        }
        if let Some(&index) = self.live_values.get(&definition) {
            let path = vec![self.name_of(index)];
            self.add_slot(definition, Slot::Path { kind: 'i', path, binding: Some(index) });
        }
    }

    fn add_slot(&mut self, definition: DefinitionId, slot: Slot) {
        self.found.definitions[definition].slots.push(slot);
    }

    fn refer(&mut self, from: DefinitionId, to: impl IntoIterator<Item = DefinitionId>) {
        let slots = to.into_iter().map(|definition| Slot::Definition { kind: 'd', definition });
        self.found.definitions[from].slots.extend(slots);
    }

    /// S15: whether it is, or may be, what a constant of a factory holds, and that gets properties.
    fn takes_properties(&self, definition: DefinitionId) -> bool {
        let whole = self.wholes.get(&definition);
        let Some(index) = self.bindings.get(whole.unwrap_or(&definition)) else { return false };
        let binding = &self.scopes.bindings[*index];
        binding.scope > 0 && binding.mutated && (whole.is_some() || is_function(binding))
    }

    /// S13
    fn link_changes(&mut self, definition: DefinitionId, mut changed: Vec<BindingId>) {
        let changes = self.changes;
        let whole = self.wholes.get(&definition).copied();
        let held = whole.unwrap_or(definition);
        changed.extend(whole.and_then(|whole| self.bindings.get(&whole)));
        changed.extend(self.holders.get(&held).into_iter().flatten());
        let mut found = Vec::new();
        let own = self.bindings.get(&definition).filter(|index| !self.is_variable(**index)).copied();
        if let Some(list) = own.and_then(|index| changes.by_binding.get(&index)) {
            self.lists[definition].push(*list);
            found.extend(self.define_changes(*list, &self.found.definitions[definition].name.clone()));
        }
        for index in changed {
            let list = changes.by_binding.get(&index).copied();
            found.extend(self.list_for(definition, list, &self.name_of(index)));
        }
        if let Ok(index) = self.exported.binary_search_by_key(&held, |(definition, _)| *definition) {
            let (_, exported) = self.exported[index].clone();
            found.extend(self.list_for(definition, changes.by_export.get(&exported).copied(), &exported));
        }
        let mut known = FxHashSet::from_iter([definition]);
        found.retain(|each| known.insert(*each));
        self.refer(definition, found);
    }

    /// S13: what is done to something that a definition refers to; what several statements do is a definition of its own.
    fn list_for(&mut self, definition: DefinitionId, list: Option<ListId>, name: &Text) -> Vec<DefinitionId> {
        let Some(list) = list else { return Vec::new() };
        self.lists[definition].push(list);
        if let Some(known) = self.by_list.get(&list) {
            return known.clone();
        }
        let changes = self.define_changes(list, name);
        let found = self.define_list(changes, name);
        self.by_list.insert(list, found.clone());
        found
    }

    fn define_list(&mut self, changes: Vec<DefinitionId>, name: &Text) -> Vec<DefinitionId> {
        let [first, _, ..] = *changes else { return changes };
        let at = self.found.definitions[first].at;
        let Ok(definition) = self.add_block(Vec::new(), name.clone(), at, false) else { return changes };
        self.evaluated[definition] = false;
        self.refer(definition, changes);
        vec![definition]
    }

    fn define_changes(&mut self, list: ListId, changed: &Text) -> Vec<DefinitionId> {
        let changes = self.changes;
        let mut found = Vec::new();
        for change in &changes.lists[list] {
            match &changes.all[*change].made_by {
                MadeBy::Declares(declared) => {
                    found.extend(declared.iter().filter_map(|declared| self.define(*declared, false)?.ok()));
                }
                MadeBy::Statement(_) => {
                    found.extend(self.define_change(*change, changed, false).and_then(Result::ok));
                }
            }
        }
        found
    }

    /// S16: what may run while the module loads finds the variables of the module with the values that they have then. Gives
    /// what is evaluated of that.
    fn link_loading(&mut self) -> Vec<DefinitionId> {
        let changes = self.changes;
        let mut loading: Vec<_> = (0..self.evaluated.len()).filter(|index| self.evaluated[*index]).collect();
        let mut known: FxHashSet<_> = loading.iter().copied().collect();
        let mut next = 0;
        while let Some(&definition) = loading.get(next) {
            next += 1;
            let start = self.references.len();
            for index in self.variables_of(definition) {
                let list = changes.by_binding.get(&index).copied();
                let found = self.list_for(definition, list, &self.name_of(index));
                self.refer(definition, found);
            }
            self.link_from(start);
            let evaluated = (start..self.evaluated.len()).filter(|index| self.evaluated[*index]);
            let uses = self.found.definitions[definition].slots.iter().filter_map(Slot::definition);
            loading.extend(evaluated.chain(uses).filter(|index| known.insert(*index)));
        }
        loading.retain(|definition| self.evaluated[*definition]);
        loading
    }

    fn variables_of(&self, definition: DefinitionId) -> Vec<BindingId> {
        let slots = self.found.definitions[definition].slots.iter();
        let inputs = slots.filter_map(|slot| match slot {
            Slot::Path { kind: 'i', binding, .. } => *binding,
            _ => None,
        });
        inputs.filter(|index| self.is_variable(*index)).collect()
    }

    fn is_variable(&self, index: BindingId) -> bool {
        is_variable(&self.scopes.bindings[index])
    }

    /// S16: what is evaluated finds of each thing that it reaches what the changes above it have made of that.
    fn link_order(&mut self, evaluated: &[DefinitionId]) {
        let changes = self.changes;
        let defined: Vec<usize> =
            (0..changes.all.len()).filter(|change| self.definition_of_change(*change).is_some()).collect();
        let lists = std::mem::take(&mut self.lists);
        let ordered = lists.into_iter().enumerate().map(|(index, lists)| Ordered {
            at: self.found.definitions[index].at.lo,
            change: self.own_changes.get(&index).copied(),
            lists,
            uses: self.found.definitions[index].slots.iter().filter_map(Slot::definition).collect(),
        });
        let above_of = load_order(ordered.collect(), changes, &defined);
        let mut of_all = None;
        for &definition in evaluated {
            let Above { changes, is_many } = above_of(definition);
            if is_many {
                let of_all =
                    of_all.get_or_insert_with(|| self.define_list(self.definitions_of(&defined), &Text::default()));
                let of_all = of_all.clone();
                self.refer(definition, of_all);
            }
            self.refer(definition, self.definitions_of(&changes));
        }
    }

    fn definitions_of(&self, changes: &[usize]) -> Vec<DefinitionId> {
        changes.iter().filter_map(|change| self.definition_of_change(*change)).collect()
    }

    /// Where there is one already; of several that are declared with it, the first.
    fn definition_of_change(&self, change: usize) -> Option<DefinitionId> {
        let found = |found: Option<&Found>| found.and_then(|found| found.as_ref().ok().copied());
        match &self.changes.all[change].made_by {
            MadeBy::Declares(declared) => {
                declared.iter().find_map(|index| found(self.by_binding.get(index).and_then(Option::as_ref)))
            }
            MadeBy::Statement(_) => found(self.by_change.get(&change)),
        }
    }

    fn slot_of(&mut self, from: DefinitionId, Reference { kind, path, binding, called }: Reference) -> Slot {
        match (kind, binding) {
            (ReferenceKind::Own, _) => Slot::Definition { kind: letter('d', called), definition: from },
            (ReferenceKind::Input, _) => Slot::Path { kind: 'i', path, binding },
            (ReferenceKind::Binding, Some(index)) => self.slot_of_binding(path, index, called),
            (ReferenceKind::Binding, None) => Slot::Path { kind: letter('b', called), path, binding },
            (ReferenceKind::Captured, _) => {
                // A function that is captured is given by value: it is registered where it is declared, so that it has a
                // version.
                if let Some(index) = binding {
                    self.capture(index);
                }
                Slot::Path { kind: letter('c', called), path, binding }
            }
        }
    }

    fn capture(&mut self, index: BindingId) {
        let binding = &self.scopes.bindings[index];
        if is_function(binding) || has_functions_in_branches(binding, self.scopes) {
            self.register(Some(index), false);
        }
        if binding.assigned && !self.found.variables.contains(&index) {
            self.found.variables.push(index);
        }
    }

    fn slot_of_binding(&mut self, path: Vec<Text>, index: BindingId, called: bool) -> Slot {
        let binding = &self.scopes.bindings[index];
        // S9: what holds a cached function is left to the runtime, which knows what it wraps and with which options.
        let is_bound = binding.kind == BindingKind::Import
            || binding.source.is_some()
            || path.len() > 1
            || holds_cached(binding, self.scopes, self.options);
        let definition = if is_bound { None } else { self.define(index, false) };
        let Some(Ok(definition)) = definition else {
            return Slot::Path { kind: letter('b', called), path, binding: Some(index) };
            // S10
        };
        // S1, S2
        let facts = self.found.definitions[definition].facts;
        if may_be_primitive(binding, facts) {
            return Slot::Value { definition, path, binding: index };
        }
        let is_function = facts & IS_FUNCTION != 0;
        Slot::Definition { kind: letter('d', called || !is_function), definition }
    }
}

/// A slot through which its value is only called has a small letter.
fn letter(kind: char, called: bool) -> char {
    if called {
        kind
    } else {
        kind.to_ascii_uppercase()
    }
}

/// What is declared by several statements, as one.
fn merged_of(binding: &Binding) -> Option<Node> {
    let body = || binding.declarations.iter().map(|node| (*node).clone()).collect();
    is_merged(binding).then(|| Node::Block { body: body() })
}

/// What could be seen of a function from its own form is taken for granted.
fn facts_of_merged(first: &Node) -> u8 {
    match first {
        Node::FunctionDeclaration { .. } => IS_FUNCTION | USES_THIS,
        Node::ClassDeclaration { .. } => IS_FUNCTION,
        _ => 0,
    }
}

/// Whether a constant may hold a primitive, so that only the runtime can tell how it counts.
fn may_be_primitive(binding: &Binding, facts: u8) -> bool {
    match binding.declarations.first() {
        Some(Node::ImportEquals { .. }) => true,
        Some(Node::Variable { target, .. }) if !matches!(**target, Node::Name { .. }) => true,
        Some(Node::Variable { init: Some(init), .. }) => match **init {
            Node::Function { .. }
            | Node::Class { .. }
            | Node::Object { .. }
            | Node::Array { .. }
            | Node::New { .. }
            | Node::RegExp { .. } => false,
            _ => facts & IS_LITERAL == 0,
        },
        _ => false,
    }
}

fn facts_of(node: &Node, form: &CanonicalForm) -> u8 {
    match node {
        Node::Class { .. } => IS_FUNCTION,
        Node::Function { arrow, r#async, generator, .. } => {
            let newable = !arrow && !r#async && !generator;
            IS_FUNCTION | if form.uses_this { USES_THIS } else { 0 } | if newable { 0 } else { NOT_NEWABLE }
        }
        _ => {
            if form.is_literal {
                IS_LITERAL
            } else {
                0
            }
        }
    }
}

fn position_of(binding: &Binding) -> Span {
    let node = match binding.declarations.first() {
        Some(Node::FunctionDeclaration { function, .. }) => function,
        Some(Node::ClassDeclaration { class, .. }) => class,
        Some(node) => *node,
        None => return DUMMY_SP,
    };
    node.at().unwrap_or(DUMMY_SP)
}

fn declared_bindings(declaration: &Node) -> Vec<BindingId> {
    match declaration {
        Node::Variable { target, .. }
        | Node::FunctionDeclaration { target, .. }
        | Node::ClassDeclaration { target, .. }
        | Node::Namespace { target, .. }
        | Node::Enum { target, .. }
        | Node::ImportEquals { target, .. } => bindings_of(target),
        _ => Vec::new(),
    }
}

fn binding_of(name: &Node) -> Option<BindingId> {
    match name {
        Node::Name { binding, .. } => *binding,
        _ => None,
    }
}

fn bindings_of(target: &Node) -> Vec<BindingId> {
    let mut indexes = Vec::new();
    for_each_target(target, &mut |name| indexes.extend(binding_of(name)));
    indexes
}
