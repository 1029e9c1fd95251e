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
    builtin_modules::builtin_module,
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
}

pub fn find_changes<'a>(module: &'a Node, scopes: &Scopes<'a>) -> Changes<'a> {
    let mut found = Changes::default();
    let Node::Module { body, .. } = module else { return found };
    let mut by_function = ByFunction::default();
    let statements = body.iter().flat_map(|each| match each {
        Node::Export { declarations } => declarations.as_slice(),
        _ => std::slice::from_ref(each),
    });
    for statement in statements {
        let mut finder = Finder::new(&scopes.bindings, &mut by_function, false, true);
        finder.visit_statement(statement);
        let mut changed = finder.changed;
        changed.retain(|index| can_count(&scopes.bindings[*index]));
        if changed.is_empty() {
            continue;
        }
        for index in changed {
            found.by_binding.entry(index).or_default().push(found.changes.len());
        }
        found.changes.push(change_of(statement));
    }
    found
}

/// What the module itself declares and does not assign again, and what it imports; a variable that is assigned counts by its
/// value.
fn can_count(binding: &Binding) -> bool {
    if binding.source.as_ref().is_some_and(|source| builtin_module(source).is_some()) {
        return false;
    }
    binding.kind == BindingKind::Import || binding.scope == 0 && !binding.assigned
}

/// What the functions of the module change, their parameters among it.
type ByFunction = FxHashMap<*const Node, Vec<BindingId>>;

struct Finder<'f, 'a> {
    bindings: &'f [Binding<'a>],
    by_function: &'f mut ByFunction,
    /// Whether the code that is visited stands in a function that is called by others.
    is_inside: bool,
    /// Whether functions that are called by their names are visited, too.
    follows: bool,
    /// Each once, in the order in which they are found.
    changed: Vec<BindingId>,
}

impl<'f, 'a> Finder<'f, 'a> {
    fn new(bindings: &'f [Binding<'a>], by_function: &'f mut ByFunction, is_inside: bool, follows: bool) -> Self {
        Finder { bindings, by_function, is_inside, follows, changed: Vec::new() }
    }

    fn visit_statement(&mut self, node: &'a Node) {
        match node {
            Node::Variable { init, .. } => {
                if let Some(init) = init {
                    self.visit(init, false);
                }
            }
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
            Node::Class { decorators, members, .. } => {
                for decorator in decorators.iter().flatten() {
                    match decorator {
                        Node::Name { .. } => self.follow(self.function_of(decorator), &[]),
                        _ => self.visit(decorator, true),
                    }
                }
                for member in members {
                    match member {
                        Node::StaticBlock { .. } => self.visit(member, false),
                        Node::Property { r#static: true, value: Some(value), .. } => self.visit(value, false),
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
            Node::Call { callee, arguments, .. } => self.visit_call(callee, arguments, dropped),
            Node::New { callee, arguments } => {
                if let Node::Name { .. } = **callee {
                    self.follow(self.function_of(callee), arguments);
                }
                self.visit(callee, false);
                self.visit_arguments(arguments, dropped);
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
                let declared = match &**left {
                    Node::Variable { target, .. } => Some(target),
                    _ => None,
                };
                if declared.is_none() {
                    self.mark_targets(left);
                }
                self.visit(left, false);
                self.visit(right, false);
                for statement in body {
                    self.visit(statement, false);
                }
                // `for (const item of items) item.price = 1`
                if declared.is_some_and(|target| is_among(target, &self.changed)) {
                    self.mark_all(roots_of(right));
                }
            }
            _ => node.for_each_child(&mut |child| self.visit(child, false)),
        }
    }

    fn visit_call(&mut self, callee: &'a Node, given: &'a [Node], dropped: bool) {
        let mut run = dropped;
        match callee {
            Node::Member { object, property, .. } => {
                if dropped && !self.is_inside || is_named(property, CHANGING_METHODS) {
                    self.mark(root_of(object, false));
                }
                if let (Some(first), true) = (given.first(), changes_argument(object, property)) {
                    self.mark(root_of(first, false));
                }
                run = run || is_named(property, CALLING_METHODS);
                if is_named(property, CALLING_METHODS) {
                    self.mark_elements(object, given);
                }
                // `(function () { … }).call(globalThis)`
                if matches!(**object, Node::Function { .. }) && is_named(property, APPLIERS) {
                    self.visit_body(object);
                }
                self.visit(object, dropped);
                self.visit(property, false);
            }
            Node::Function { .. } => {
                self.visit_body(callee);
                self.mark_arguments(callee, given, &self.changed.clone());
            }
            Node::Name { .. } => self.follow(self.function_of(callee), given),
            _ => self.visit(callee, false),
        }
        self.visit_arguments(given, run);
    }

    /// `run`: whether functions among them run while the module loads, for all that can be seen.
    fn visit_arguments(&mut self, given: &'a [Node], run: bool) {
        for argument in given {
            let called = if run { self.function_of(argument) } else { None };
            match (argument, called) {
                (_, Some(called)) if self.follows => {
                    let changed = self.changed_by(called, false);
                    self.mark_all(changed);
                }
                (Node::Function { .. }, _) if run => {
                    let changed = self.changed_by(argument, self.follows);
                    self.mark_all(changed);
                }
                _ => self.visit(argument, false),
            }
        }
    }

    /// A function of the module that is called by its name: it changes what it is given, and other things. Only its own
    /// statements count: what `main()` sets going is the program, not the making of a constant.
    fn follow(&mut self, called: Option<&'a Node>, given: &'a [Node]) {
        let Some(called) = called.filter(|_| self.follows) else { return };
        let changed = self.changed_by(called, false);
        self.mark_all(changed.clone());
        self.mark_arguments(called, given, &changed);
    }

    fn mark_arguments(&mut self, called: &Node, given: &[Node], changed: &[BindingId]) {
        let Node::Function { params, .. } = called else { return };
        for (param, argument) in params.iter().zip(given) {
            if is_among(param, changed) {
                self.mark(root_of(argument, false));
            }
        }
    }

    /// `codes.forEach((code) => { code.price = 1 })`,
    /// `codes.reduce((all, code) => { all[code] = 1; return all }, table)`
    fn mark_elements(&mut self, object: &'a Node, given: &'a [Node]) {
        let Some(first) = given.first() else { return };
        let called = if let Node::Function { .. } = first { Some(first) } else { self.function_of(first) };
        let Some(called @ Node::Function { params, .. }) = called else { return };
        let changed = self.changed_by(called, false);
        if params.iter().any(|param| is_among(param, &changed)) {
            self.mark_all(roots_of(object));
            given.get(1).into_iter().for_each(|each| self.mark_all(roots_of(each)));
        }
    }

    /// The function that a name of the module always means.
    fn function_of(&self, node: &Node) -> Option<&'a Node> {
        let Node::Name { binding: Some(index), .. } = node else { return None };
        function_of(&self.bindings[*index])
    }

    fn changed_by(&mut self, node: &'a Node, follows: bool) -> Vec<BindingId> {
        if let Some(known) = self.by_function.get(&std::ptr::from_ref(node)) {
            return known.clone();
        }
        let mut finder = Finder::new(self.bindings, self.by_function, true, follows);
        finder.visit_body(node);
        let changed = finder.changed;
        self.by_function.insert(node, changed.clone());
        changed
    }

    fn visit_body(&mut self, node: &'a Node) {
        let Node::Function { params, body, .. } = node else { return };
        for each in params.iter().chain(body) {
            self.visit(each, false);
        }
    }

    fn mark_targets(&mut self, target: &'a Node) {
        match target {
            Node::Member { object, .. } => self.mark(root_of(object, true)),
            Node::ObjectPattern { .. }
            | Node::ArrayPattern { .. }
            | Node::Property { .. }
            | Node::Default { .. }
            | Node::Rest { .. } => target.for_each_child(&mut |child| self.mark_targets(child)),
            _ => (),
        }
    }

    /// With what it is a part of: `const { prototype } = Parser`.
    fn mark(&mut self, index: Option<BindingId>) {
        let Some(index) = index.filter(|index| !self.changed.contains(index)) else { return };
        self.changed.push(index);
        if let Some(Node::Variable { init: Some(init), .. }) = self.bindings[index].declarations.first() {
            self.mark(root_of(init, false));
        }
    }

    fn mark_all(&mut self, indexes: Vec<BindingId>) {
        for index in indexes {
            self.mark(Some(index));
        }
    }
}

/// Whether one of the names that a pattern declares is among them.
fn is_among(target: &Node, indexes: &[BindingId]) -> bool {
    let mut found = false;
    for_each_target(target, &mut |name| {
        found |= matches!(name, Node::Name { binding: Some(binding), .. } if indexes.contains(binding));
    });
    found
}

/// The function that a variable of the module always holds; the constructor of a class.
fn function_of<'a>(binding: &Binding<'a>) -> Option<&'a Node> {
    let declaration = *binding.declarations.first().filter(|_| !binding.assigned && binding.scope == 0)?;
    match declaration {
        Node::FunctionDeclaration { function, .. } => Some(function),
        Node::ClassDeclaration { class, .. } => constructor_of(class),
        Node::Variable { init: Some(init), .. } if matches!(**init, Node::Function { .. }) => Some(init),
        _ => None,
    }
}

fn constructor_of(class: &Node) -> Option<&Node> {
    let Node::Class { members, .. } = class else { return None };
    members.iter().find_map(|member| match member {
        Node::Property { kind_: "constructor", value: Some(value), .. } => Some(&**value),
        _ => None,
    })
}

/// The variable that a value is read from; `called`: also where calls give it (`rates.get('de').tax = 1`).
fn root_of(node: &Node, called: bool) -> Option<BindingId> {
    match node {
        Node::Name { binding, .. } => *binding,
        Node::Member { object, .. } => root_of(object, called),
        Node::Chain { expression } => root_of(expression, called),
        Node::Await { argument } if called => root_of(argument, called),
        Node::Call { callee, .. } if called => root_of(callee, called),
        _ => None,
    }
}

/// The variables whose elements a loop meets: `items`, `Object.values(items)`, `items.entries()`, `[first, second]`.
fn roots_of(node: &Node) -> Vec<BindingId> {
    match node {
        Node::Array { elements } => elements.iter().flatten().flat_map(roots_of).collect(),
        Node::Spread { argument } => roots_of(argument),
        Node::Call { callee, arguments, .. } => {
            let object = if let Node::Member { object, .. } = &**callee { roots_of(object) } else { Vec::new() };
            object.into_iter().chain(arguments.iter().flat_map(roots_of)).collect()
        }
        _ => root_of(node, false).into_iter().collect(),
    }
}

/// `Object.assign(target, …)` and its like.
fn changes_argument(object: &Node, property: &Node) -> bool {
    let is_global = matches!(object, Node::Name { binding: None, name } if name == "Object" || name == "Reflect");
    is_global && is_named(property, CHANGING_FUNCTIONS)
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

/// Of arrays, maps and sets: they call what they are given at once.
const CALLING_METHODS: &[&str] =
    &["every", "filter", "find", "findIndex", "flatMap", "forEach", "map", "reduce", "reduceRight", "some"];

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

fn change_of(node: &Node) -> Change<'_> {
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
    Change::Declares(declares)
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
