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
    aliases::{is_pattern, Aliases},
    builtin_modules::builtin_module,
    callees::{constructor_of, Callee, Made, DEEPEST},
    references::is_global,
    scope::{for_each_target, Binding, BindingKind, Scopes},
    swc_core,
    tree::{is, BindingId, Node, Text},
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
    let (mut aliases, mut by_function) = (Aliases::new(scopes), ByFunction::default());
    let statements = body.iter().flat_map(|each| match each {
        Node::Export { declarations } => declarations.as_slice(),
        _ => std::slice::from_ref(each),
    });
    for statement in statements {
        let mut finder = Finder::new(&mut aliases, &mut by_function, true, true);
        finder.visit_statement(statement);
        let changed = finder.changed;
        if changed.is_empty() {
            continue;
        }
        for index in changed {
            if let Some(name) = aliases.export_of(index) {
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

/// What the functions of the module change, their parameters among it; where they may run, and where they do.
type ByFunction = [FxHashMap<*const Node, Vec<usize>>; 2];

struct Finder<'f, 's, 'a> {
    aliases: &'f mut Aliases<'s, 'a>,
    by_function: &'f mut ByFunction,
    /// Whether the code runs while the module loads; what a call of something unknown is given may run later, or never.
    is_sure: bool,
    /// Whether functions that are called by their names are visited, too.
    follows: bool,
    /// How many functions and constructors led here.
    depth: usize,
    /// The class in a static part of which the code stands.
    r#static: Option<&'a Node>,
    /// What the class extends in whose constructor the code stands.
    parent: Option<&'a Node>,
    /// Each once, in the order in which they are found.
    changed: Vec<usize>,
}

impl<'f, 's, 'a> Finder<'f, 's, 'a> {
    fn new(aliases: &'f mut Aliases<'s, 'a>, by_function: &'f mut ByFunction, is_sure: bool, follows: bool) -> Self {
        Finder { aliases, by_function, is_sure, follows, depth: 0, r#static: None, parent: None, changed: Vec::new() }
    }

    fn visit_statement(&mut self, node: &'a Node) {
        match node {
            Node::ClassDeclaration { class, .. } => self.visit(class, false),
            Node::ExportDefault { value, .. } | Node::ExportAssign { value } => self.visit(value, false),
            Node::Namespace { body, .. } => body.iter().for_each(|statement| self.visit_statement(statement)),
            _ => self.visit(node, false),
        }
    }

    /// `dropped`: whether nobody uses the value.
    fn visit(&mut self, node: &'a Node, dropped: bool) {
        match node {
            // They run later, if at all.
            Node::Function { .. } | Node::FunctionDeclaration { .. } | Node::Namespace { .. } => (),
            Node::Class { decorators, superClass, members, .. } => {
                self.visit_decorators(decorators.as_ref());
                if let Some(parent) = superClass {
                    self.visit(parent, false);
                }
                for member in members {
                    match member {
                        Node::StaticBlock { .. } => self.visit_static(node, member),
                        Node::Property { decorators, key, value, r#static, .. } => {
                            self.visit_decorators(decorators.as_ref());
                            self.visit(key, false);
                            if let (true, Some(value)) = (*r#static, value) {
                                self.visit_static(node, value);
                            }
                        }
                        _ => (),
                    }
                }
            }
            Node::Expression { expression } => self.visit(expression, true),
            Node::Assign { target, value, .. } => {
                self.mark_targets(target);
                self.visit(target, false);
                self.visit(value, false);
            }
            Node::Update { argument, .. } => {
                self.mark_targets(argument);
                self.visit(argument, false);
            }
            Node::Unary { argument, operator } => {
                if *operator == "delete" {
                    self.mark_targets(argument);
                }
                self.visit(argument, dropped);
            }
            Node::Call { callee, arguments, .. } => {
                self.visit_call(callee, &arguments.iter().collect::<Vec<_>>(), dropped);
            }
            Node::Tagged { tag, expressions, .. } => {
                self.visit_call(tag, &[&STRINGS].into_iter().chain(expressions).collect::<Vec<_>>(), dropped);
            }
            Node::New { callee, arguments } => {
                let given: Vec<&Node> = arguments.iter().collect();
                self.visit_new(callee, &given);
                self.visit(callee, false);
                self.visit_arguments(&given, dropped, is_global(callee, "Promise"));
            }
            Node::Await { argument } => self.visit(argument, dropped),
            Node::Chain { expression } => self.visit(expression, dropped),
            Node::Sequence { expressions } => {
                for (index, each) in expressions.iter().enumerate() {
                    self.visit(each, dropped || index + 1 < expressions.len());
                }
            }
            Node::Conditional { test, then, r#else } => {
                self.visit(test, false);
                self.visit(then, dropped);
                self.visit(r#else, dropped);
            }
            Node::Binary { left, right, .. } => {
                self.visit(left, false);
                self.visit(right, dropped);
            }
            Node::ForIn { left, right, body } | Node::ForOf { left, right, body, .. } => {
                let target = if let Node::Variable { target, .. } = &**left { target } else { left };
                self.mark_targets(target);
                self.visit(left, false);
                self.visit(right, false);
                for statement in body {
                    self.visit(statement, false);
                }
                // `for (const item of items) item.price = 1`
                if is_among(target, &self.changed, 0) {
                    self.mark_elements_of(right);
                }
            }
            _ => node.for_each_child(&mut |child| self.visit(child, false)),
        }
    }

    /// `static { this.register(table) }`
    fn visit_static(&mut self, node: &'a Node, code: &'a Node) {
        let around = self.r#static.replace(node);
        self.visit(code, false);
        self.r#static = around;
        if self.changed.contains(&self.aliases.receiver()) {
            self.mark_parents(Some(node));
        }
    }

    fn visit_decorators(&mut self, decorators: Option<&'a Vec<Node>>) {
        for decorator in decorators.into_iter().flatten() {
            self.follow(decorator, &[], None, None);
            self.visit(decorator, true);
        }
    }

    fn visit_new(&mut self, callee: &'a Node, given: &[&'a Node]) {
        self.follow(callee, given, None, None);
        let mut next = if self.follows { self.aliases.callees.class_of(callee) } else { None };
        while let Some(made @ Node::Class { members, .. }) = next {
            for member in members {
                if let Node::Property { r#static: false, value: Some(value), .. } = member {
                    self.visit(value, false);
                }
            }
            next = self.aliases.callees.parent_of(made);
        }
    }

    fn visit_call(&mut self, callee: &'a Node, given: &[&'a Node], dropped: bool) {
        let mut is_sure = false;
        if let (Some(first), true) = (given.first(), self.changes_argument(callee)) {
            self.mark_sources(first, false);
        }
        match callee {
            Node::Member { object, property, .. } => {
                if dropped && self.is_sure || is_named(property, CHANGING_METHODS) {
                    self.mark_sources(object, false);
                }
                is_sure = is_named(property, CALLING_METHODS);
                let inherited = match (&**object, self.r#static) {
                    (Node::This {}, Some(class)) => self.aliases.callees.property_of(class, property),
                    _ => None,
                };
                self.follow(inherited.unwrap_or(callee), given, Some(object), None);
                if is_named(property, APPLIERS) {
                    match given.split_first() {
                        Some((called, given)) if is_global(object, "Reflect") => {
                            self.visit_applied(called, property, given);
                        }
                        _ => self.visit_applied(object, property, given),
                    }
                }
                self.visit(object, dropped);
                self.visit(property, false);
                if is_sure {
                    for each in given {
                        self.mark_elements(object, given, each);
                    }
                }
            }
            Node::Function { .. } => {
                self.visit_body(callee);
                let changed = self.changed.clone();
                self.mark_arguments(callee, given, &changed, None);
                self.run_arguments(callee, given, &changed);
            }
            Node::Super {} => {
                if let Some(node) = self.parent {
                    self.run(&Callee { node, made: Vec::new() }, given, None, None);
                }
            }
            _ => {
                self.mark_call(callee);
                self.follow(callee, given, None, None);
                self.visit(callee, false);
            }
        }
        self.visit_arguments(given, dropped, is_sure);
    }

    /// `fill.call(table, 2)`, `fill.apply(null, [table])`, `(function () { … }).call(globalThis)`
    fn visit_applied(&mut self, called: &'a Node, how: &Node, given: &[&'a Node]) {
        let (receiver, given) = match given.split_first() {
            Some((receiver, given)) => (Some(*receiver), given),
            None => (None, given),
        };
        let is_list = is_named(how, &["apply"]);
        let (values, spread) = match given.first() {
            Some(Node::Array { elements }) if is_list => {
                (elements.iter().map(|element| element.as_ref().unwrap_or(&STRINGS)).collect(), None)
            }
            _ => (given.to_vec(), is_list.then_some(0)),
        };
        if let Node::Function { .. } = called {
            self.visit_body(called);
            self.mark_arguments(called, &values, &self.changed.clone(), spread);
            if let (Some(receiver), true) = (receiver, self.changed.contains(&self.aliases.receiver())) {
                self.mark_held(&[receiver]);
            }
        } else {
            let property = self.aliases.callees.member_of(called).map(|(_, property)| property);
            // `Array.prototype.push.apply(list, …)`, `Object.assign.apply(null, [table, …])`
            if let (Some(receiver), true) = (receiver, property.is_some_and(|each| is_named(each, CHANGING_METHODS))) {
                self.mark_sources(receiver, false);
            }
            if let (Some(first), true) = (values.first(), self.changes_argument(called)) {
                self.mark_elements_of(first);
            }
            self.follow(called, &values, receiver, spread);
        }
    }

    /// `Object.assign(target, …)` and its like, also by another name, and `inherits` of Node.js.
    fn changes_argument(&self, callee: &'a Node) -> bool {
        if let Some((object, property)) = self.aliases.callees.member_of(callee) {
            if is_global(object, "Object") || is_global(object, "Reflect") {
                return is_named(property, CHANGING_FUNCTIONS);
            }
            if is_named(property, &["inherits"]) && self.of_util(object).is_some() {
                return true;
            }
        }
        let imported = self.of_util(callee).and_then(|binding| binding.imported.as_ref());
        imported.is_some_and(|imported| is(imported, "inherits"))
    }

    fn of_util(&self, node: &Node) -> Option<&Binding<'a>> {
        let Node::Name { binding: Some(index), .. } = node else { return None };
        let binding = &self.aliases.bindings[*index];
        let module = builtin_module(binding.source.as_ref()?)?;
        is(module, "util").then_some(binding)
    }

    /// `run`: whether functions among them may run while the module loads, for all that can be seen; `is_sure`: whether they do.
    fn visit_arguments(&mut self, given: &[&'a Node], run: bool, is_sure: bool) {
        for argument in given {
            if run || is_sure {
                self.run_given(argument, is_sure && self.is_sure);
            }
            self.visit(argument, false);
        }
    }

    fn run_given(&mut self, argument: &'a Node, is_sure: bool) {
        if let Node::Function { .. } = argument {
            let changed = self.changed_by(argument, self.follows, is_sure);
            self.mark_all(changed);
        } else if self.follows {
            for Callee { node, made } in self.aliases.callees.of(argument) {
                let changed = self.changed_by(node, false, is_sure);
                self.mark_all(changed.clone());
                self.mark_made(&made, &changed);
            }
        }
    }

    /// A function of the module that is called by its name: it changes what it is given, and other things. Only its own
    /// statements count: what `main()` sets going is the program, not the making of a constant.
    fn follow(&mut self, called: &'a Node, given: &[&'a Node], receiver: Option<&'a Node>, spread: Option<usize>) {
        if !self.follows {
            return;
        }
        for callee in self.aliases.callees.of(called) {
            let changed = self.run(&callee, given, receiver, spread);
            self.run_arguments(callee.node, given, &changed);
            for Made { by, given } in callee.made {
                self.run_arguments(by, &given.iter().collect::<Vec<_>>(), &changed);
            }
        }
    }

    fn run(
        &mut self,
        callee: &Callee<'a>,
        given: &[&'a Node],
        receiver: Option<&'a Node>,
        spread: Option<usize>,
    ) -> Vec<usize> {
        let changed = self.changed_by(callee.node, false, self.is_sure);
        let own = [self.aliases.receiver(), self.aliases.given()];
        self.mark_all(changed.iter().copied().filter(|index| !own.contains(index)).collect());
        self.mark_arguments(callee.node, given, &changed, spread);
        self.mark_made(&callee.made, &changed);
        if let (Some(receiver), true) = (receiver, changed.contains(&own[0])) {
            self.mark_held(&[receiver]);
            let class = self.aliases.callees.class_of(receiver);
            self.mark_parents(class);
        }
        changed
    }

    /// What a class inherits can be changed by way of it.
    fn mark_parents(&mut self, mut node: Option<&'a Node>) {
        while let Some(each @ Node::Class { superClass: Some(parent), .. }) = node {
            self.mark_sources(parent, false);
            node = self.aliases.callees.parent_of(each);
        }
    }

    fn mark_made(&mut self, made: &[Made<'a>], changed: &[usize]) {
        for Made { by, given } in made {
            self.mark_arguments(by, &given.iter().collect::<Vec<_>>(), changed, None);
        }
    }

    /// `run(() => { table.rate = 2 })` of `function run(fn) { return fn() }`
    fn run_arguments(&mut self, called: &'a Node, given: &[&'a Node], changed: &[usize]) {
        let params = self.aliases.callees.params_of(called);
        for (position, param) in params.iter().enumerate() {
            if is_among(param, changed, self.aliases.calls()) {
                let end = if let Node::Rest { .. } = param { given.len() } else { position + 1 };
                for value in given.iter().take(end).skip(position) {
                    self.run_given(value, self.is_sure);
                }
            }
        }
    }

    /// `spread`: from which argument on it is open which parameter gets what.
    fn mark_arguments(&mut self, called: &'a Node, given: &[&'a Node], changed: &[usize], spread: Option<usize>) {
        let params = self.aliases.callees.params_of(called);
        let spread = spread.or_else(|| given.iter().position(|each| matches!(each, Node::Spread { .. })));
        let known = spread.unwrap_or(given.len());
        if changed.contains(&self.aliases.given()) {
            self.mark_held(given);
        }
        for (position, param) in params.iter().enumerate() {
            if !is_among(param, changed, 0) {
                continue;
            }
            let is_one = position < known && !matches!(param, Node::Rest { .. });
            let end = if is_one { position + 1 } else { given.len() };
            self.mark_held(&given[position.min(known)..end]);
        }
    }

    fn mark_held(&mut self, values: &[&'a Node]) {
        let mut held = Vec::new();
        for value in values {
            self.aliases.held_in(value, &mut held);
        }
        self.mark_all(held);
    }

    /// `codes.forEach((code) => { code.price = 1 })`,
    /// `codes.reduce((all, code) => { all[code] = 1; return all }, table)`
    fn mark_elements(&mut self, object: &'a Node, others: &[&'a Node], given: &'a Node) {
        for Callee { node, .. } in self.aliases.callees.of(given) {
            let params = self.aliases.callees.params_of(node);
            let changed = self.changed_by(node, false, self.is_sure);
            if params.iter().any(|param| is_among(param, &changed, 0)) {
                for list in [object].iter().chain(others).filter(|list| !std::ptr::eq(**list, given)) {
                    self.mark_elements_of(list);
                }
            }
        }
    }

    fn mark_call(&mut self, callee: &Node) {
        let Node::Name { binding: Some(index), .. } = callee else { return };
        if self.aliases.bindings[*index].kind == BindingKind::Parameter {
            self.mark(index + self.aliases.calls());
        }
    }

    fn changed_by(&mut self, node: &'a Node, follows: bool, is_sure: bool) -> Vec<usize> {
        let (key, place) = (std::ptr::from_ref(node), usize::from(is_sure));
        if let Some(known) = self.by_function[place].get(&key) {
            return known.clone();
        }
        if self.depth == DEEPEST {
            return Vec::new();
        }
        // What it gives to itself (`nodes.forEach(visit)`) can be any of its parameters.
        self.by_function[place].insert(key, parameters_in(self.aliases.callees.params_of(node)));
        let mut finder = Finder::new(self.aliases, self.by_function, is_sure, follows);
        finder.depth = self.depth + 1;
        finder.visit_body(node);
        let changed = finder.changed;
        self.by_function[place].insert(key, changed.clone());
        changed
    }

    fn visit_body(&mut self, node: &'a Node) {
        let Node::Function { params, body, .. } = node else {
            self.parent = self.aliases.callees.parent_of(node);
            if let Some(own) = constructor_of(node) {
                self.visit_body(own);
            } else if let Some(parent) = self.parent {
                let changed = self.changed_by(parent, false, self.is_sure);
                self.mark_all(changed);
            }
            return;
        };
        for each in params.iter().chain(body) {
            self.visit(each, false);
        }
    }

    fn mark_targets(&mut self, target: &'a Node) {
        match target {
            Node::Member { object, .. } => self.mark_sources(object, true),
            _ if is_pattern(target) => target.for_each_child(&mut |child| self.mark_targets(child)),
            _ => (),
        }
    }

    fn mark(&mut self, index: usize) {
        self.mark_all(vec![index]);
    }

    fn mark_sources(&mut self, node: &'a Node, called: bool) {
        let mut sources = Vec::new();
        self.aliases.sources_of(node, called, &mut sources);
        self.mark_all(sources);
    }

    fn mark_elements_of(&mut self, node: &'a Node) {
        let mut elements = Vec::new();
        self.aliases.elements_of(node, &mut elements);
        self.mark_all(elements);
    }

    /// With what they may be, or are a part of.
    fn mark_all(&mut self, mut marked: Vec<usize>) {
        let mut next = 0;
        // The list grows while it is walked: chains of names can be long.
        while let Some(&index) = marked.get(next) {
            next += 1;
            if !self.changed.contains(&index) {
                self.changed.push(index);
                self.aliases.origins_of(index, &mut marked);
            }
        }
    }
}

/// What stands for the first argument of a tag, and for a hole.
static STRINGS: Node = Node::Undefined {};

/// What the parameters of a function declare.
fn parameters_in(params: &[Node]) -> Vec<BindingId> {
    let mut names = Vec::new();
    for param in params {
        for_each_target(param, &mut |name| {
            if let Node::Name { binding: Some(binding), .. } = name {
                names.push(*binding);
            }
        });
    }
    names
}

/// Whether one of the names that a pattern declares is among them, or a call of it.
fn is_among(target: &Node, indexes: &[BindingId], from: usize) -> bool {
    let mut found = false;
    for_each_target(target, &mut |name| {
        found |= matches!(name, Node::Name { binding: Some(binding), .. } if indexes.contains(&(binding + from)));
    });
    found
}

fn is_named(property: &Node, names: &[&str]) -> bool {
    matches!(property, Node::String { value } if names.iter().any(|name| is(value, name)))
}

/// Of arrays, maps, sets and what is made in their image.
const CHANGING_METHODS: &[&str] = &[
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
const CALLING_METHODS: &[&str] = &[
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

/// Of functions.
const APPLIERS: &[&str] = &["apply", "call"];

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
