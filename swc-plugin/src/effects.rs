//! S13: what code changes that runs while a module loads, by the syntax alone, as far as this file.
//! Twin: babel-plugin/src/effects.ts

use std::rc::Rc;

use crate::{
    aliases::Aliases,
    by_function::{ByFunction, When},
    callees::{constructor_of, Callee, Made, DEEPEST},
    changing_calls::{
        changes_argument, is_named, APPLIERS, APPLIERS_OF_LISTS, CALLING_METHODS, CHANGING_METHODS, DROPPERS,
    },
    marks::{is_among, Indexes, Marked, Marks},
    references::is_global,
    scope::BindingKind,
    targets::{for_each_target, is_pattern},
    tree::Node,
};

pub struct Effects<'s, 'a> {
    pub aliases: Aliases<'s, 'a>,
    by_function: ByFunction,
}

impl<'s, 'a> Effects<'s, 'a> {
    pub fn new(aliases: Aliases<'s, 'a>) -> Self {
        Effects { aliases, by_function: ByFunction::default() }
    }

    /// What a statement of the module changes: bindings, and what has a number above these.
    pub fn of(&mut self, statement: &'a Node) -> Indexes {
        let mut visitor = Visitor::new(&mut self.aliases, &mut self.by_function, When::Now);
        visitor.visit_statement(statement);
        visitor.marks.marked.changed
    }
}

/// So deep may functions be nested that call each other, each in itself: the stack has no more room.
const MOST_LEVELS: usize = 800;

#[derive(Clone, Copy, Default)]
struct CallOf<'c, 'a> {
    given: &'c [&'a Node],
    receiver: Option<&'a Node>,
    /// From which argument on it is open which parameter gets what.
    spread: Option<usize>,
    /// Whether nobody uses what it gives.
    dropped: bool,
}

struct Visitor<'f, 's, 'a> {
    marks: Marks<'f, 's, 'a>,
    by_function: &'f mut ByFunction,
    when: When,
    /// How many functions and constructors led here.
    depth: usize,
    /// How many nodes, in all of them.
    level: usize,
    /// The class in a static part of which the code stands.
    r#static: Option<&'a Node>,
    /// What the class extends in whose constructor the code stands.
    parent: Option<&'a Node>,
}

impl<'f, 's, 'a> Visitor<'f, 's, 'a> {
    fn new(aliases: &'f mut Aliases<'s, 'a>, by_function: &'f mut ByFunction, when: When) -> Self {
        Visitor { marks: Marks::new(aliases), by_function, when, depth: 0, level: 0, r#static: None, parent: None }
    }

    fn is_sure(&self) -> bool {
        self.when != When::Later
    }

    fn when_called(&self, dropped: bool) -> When {
        match (self.is_sure(), dropped) {
            (false, _) => When::Later,
            (true, false) => When::Now,
            (true, true) => When::Dropped,
        }
    }

    fn visit_statement(&mut self, node: &'a Node) {
        match node {
            Node::ClassDeclaration { class, target, .. } => {
                self.marks.variables(target);
                self.visit(class, false);
            }
            Node::FunctionDeclaration { target, .. } => self.marks.variables(target),
            Node::ExportDefault { value, .. } | Node::ExportAssign { value } => self.visit(value, false),
            Node::Namespace { body, .. } => body.iter().for_each(|statement| self.visit_statement(statement)),
            _ => self.visit(node, false),
        }
    }

    /// `dropped`: whether nobody uses the value.
    fn visit(&mut self, node: &'a Node, dropped: bool) {
        self.level += 1;
        self.visit_node(node, dropped);
        self.level -= 1;
    }

    fn visit_node(&mut self, node: &'a Node, dropped: bool) {
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
            Node::Variable { target, init, .. } => {
                if init.is_some() {
                    self.marks.variables(target);
                }
                self.visit_children(node);
            }
            Node::Assign { target, value, .. } => {
                self.marks.variables(target);
                self.mark_targets(target);
                self.visit(target, false);
                self.visit(value, false);
            }
            Node::Update { argument, .. } => {
                self.marks.variables(argument);
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
                self.follow(callee, CallOf { given: &given, ..CallOf::default() });
                self.visit(callee, false);
                self.visit_arguments(&given, dropped, is_global(callee, "Promise"), false);
            }
            Node::Await { argument } => self.visit(argument, dropped),
            Node::Return { argument: Some(argument) } => self.visit(argument, self.when == When::Dropped),
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
                self.marks.variables(target);
                self.mark_targets(target);
                self.visit(left, false);
                self.visit(right, false);
                for statement in body {
                    self.visit(statement, false);
                }
                // `for (const item of items) item.price = 1`
                let Marked { changed, traced } = &self.marks.marked;
                if is_among(target, changed, 0) {
                    self.marks.elements(right, is_among(target, traced, 0));
                }
            }
            _ => self.visit_children(node),
        }
    }

    fn visit_children(&mut self, node: &'a Node) {
        node.for_each_child(&mut |child| self.visit(child, false));
    }

    /// `static { this.register(table) }`
    fn visit_static(&mut self, node: &'a Node, code: &'a Node) {
        let around = self.r#static.replace(node);
        self.visit(code, false);
        self.r#static = around;
        if self.marks.marked.changed.contains(self.marks.aliases.receiver()) {
            self.marks.parents(Some(node));
        }
    }

    fn visit_decorators(&mut self, decorators: Option<&'a Vec<Node>>) {
        for decorator in decorators.into_iter().flatten() {
            self.follow(decorator, CallOf::default());
            self.visit(decorator, true);
        }
    }

    fn visit_call(&mut self, callee: &'a Node, given: &[&'a Node], dropped: bool) {
        let mut is_sure = false;
        if let (Some(first), true) = (given.first(), changes_argument(callee, self.marks.aliases)) {
            self.marks.members(first);
        }
        match callee {
            Node::Member { object, property, .. } => {
                if is_named(property, CHANGING_METHODS) {
                    self.marks.members(object);
                } else if dropped && self.is_sure() {
                    self.marks.sources(object);
                }
                is_sure = is_named(property, CALLING_METHODS);
                let inherited = match (&**object, self.r#static) {
                    (Node::This {}, Some(class)) => self.marks.aliases.callees.property_of(class, property),
                    _ => None,
                };
                self.follow(
                    inherited.unwrap_or(callee),
                    CallOf { given, receiver: Some(object), spread: None, dropped },
                );
                if is_named(property, APPLIERS) {
                    match given.split_first() {
                        Some((called, given)) if is_global(object, "Reflect") => {
                            self.visit_applied(called, property, given, dropped);
                        }
                        _ => self.visit_applied(object, property, given, dropped),
                    }
                }
                self.visit(object, dropped);
                self.visit(property, false);
                if is_sure {
                    let lists: Vec<&Node> = [&**object].into_iter().chain(given.iter().copied()).collect();
                    for each in given {
                        self.mark_elements(&lists, each);
                    }
                }
            }
            Node::Function { .. } => {
                self.visit_in_place(callee, dropped);
                let marked = self.marks.marked.clone();
                self.marks.arguments(callee, given, &marked, None);
                self.run_arguments(callee, given, &marked);
            }
            Node::Super {} => {
                if let Some(node) = self.parent {
                    self.run(&Callee { node, made: Vec::new() }, CallOf { given, ..CallOf::default() });
                }
            }
            _ => {
                self.mark_call(callee, dropped);
                self.follow(callee, CallOf { given, dropped, ..CallOf::default() });
                self.visit(callee, false);
            }
        }
        let drops = matches!(callee, Node::Member { property, .. } if is_named(property, DROPPERS));
        self.visit_arguments(given, dropped, is_sure, drops);
    }

    /// `fill.call(table, 2)`, `fill.apply(null, [table])`, `(function () { … }).call(globalThis)`
    fn visit_applied(&mut self, called: &'a Node, how: &Node, given: &[&'a Node], dropped: bool) {
        let (receiver, given) = match given.split_first() {
            Some((receiver, given)) => (Some(*receiver), given),
            None => (None, given),
        };
        let is_list = is_named(how, APPLIERS_OF_LISTS);
        let (values, spread) = match given.first() {
            Some(Node::Array { elements }) if is_list => {
                (elements.iter().map(|element| element.as_ref().unwrap_or(&STRINGS)).collect(), None)
            }
            _ => (given.to_vec(), is_list.then_some(0)),
        };
        if let Node::Function { .. } = called {
            self.visit_in_place(called, dropped);
            let marked = self.marks.marked.clone();
            self.marks.arguments(called, &values, &marked, spread);
            if let Some(receiver) = receiver {
                self.marks.receiver(receiver, &marked);
            }
        } else {
            let property = self.marks.aliases.callees.member_of(called).map(|(_, property)| property);
            // `Array.prototype.push.apply(list, …)`, `Object.assign.apply(null, [table, …])`
            if let (Some(receiver), true) = (receiver, property.is_some_and(|each| is_named(each, CHANGING_METHODS))) {
                self.marks.members(receiver);
            }
            if let (Some(first), true) = (values.first(), changes_argument(called, self.marks.aliases)) {
                self.marks.elements(first, true);
            }
            self.follow(called, CallOf { given: &values, receiver, spread, dropped });
        }
    }

    /// `run`: whether functions among them may run while the module loads, for all that can be seen; `is_sure`: whether they do.
    fn visit_arguments(&mut self, given: &[&'a Node], run: bool, is_sure: bool, drops: bool) {
        let when = if is_sure { self.when_called(drops) } else { When::Later };
        for argument in given {
            if run || is_sure {
                self.run_given(argument, when);
            }
            self.visit(argument, false);
        }
    }

    fn run_given(&mut self, argument: &'a Node, when: When) {
        self.mark_parameter(argument);
        for Callee { node, made } in self.marks.aliases.callees.of(argument) {
            let marked = self.marked_by(node, when);
            let changed: Vec<_> =
                marked.changed.iter().filter(|index| self.marks.aliases.is_around(*index, node)).collect();
            self.marks.all(changed);
            self.marks.made(&made, &marked);
        }
    }

    /// A function of the module that is called: it changes what it is given, and other things.
    fn follow(&mut self, called: &'a Node, call: CallOf<'_, 'a>) {
        for callee in self.marks.aliases.callees.of(called) {
            let marked = self.run(&callee, call);
            self.run_arguments(callee.node, call.given, &marked);
            for Made { by, given } in callee.made {
                self.run_arguments(by, &given.iter().collect::<Vec<_>>(), &marked);
            }
        }
    }

    fn run(&mut self, callee: &Callee<'a>, call: CallOf<'_, 'a>) -> Rc<Marked> {
        let marked = self.marked_by(callee.node, self.when_called(call.dropped));
        let aliases = &*self.marks.aliases;
        let own = [aliases.receiver(), aliases.given()];
        let is_around = |index: &usize| !own.contains(index) && aliases.is_around(*index, callee.node);
        let changed: Vec<_> = marked.changed.iter().filter(is_around).collect();
        self.marks.all(changed);
        self.marks.arguments(callee.node, call.given, &marked, call.spread);
        self.marks.made(&callee.made, &marked);
        if let Some(receiver) = call.receiver {
            self.marks.receiver(receiver, &marked);
        }
        marked
    }

    /// `run((t) => { t.rate = 2 }, table)` of `function run(fn, t) { return fn(t) }`
    fn run_arguments(&mut self, called: &'a Node, given: &[&'a Node], Marked { changed, .. }: &Marked) {
        let params = self.marks.aliases.callees.params_of(called);
        for (position, param) in params.iter().enumerate() {
            if is_among(param, changed, self.marks.aliases.calls()) {
                let end = if let Node::Rest { .. } = param { given.len() } else { position + 1 };
                for value in given.iter().take(end).skip(position) {
                    self.run_given(value, self.when_called(false));
                    self.mark_elements(given, value);
                }
            }
        }
    }

    /// `codes.forEach((code) => { code.price = 1 })`,
    /// `codes.reduce((all, code) => { all[code] = 1; return all }, table)`
    fn mark_elements(&mut self, lists: &[&'a Node], given: &'a Node) {
        for Callee { node, .. } in self.marks.aliases.callees.of(given) {
            let params = self.marks.aliases.callees.params_of(node);
            let marked = self.marked_by(node, self.when_called(false));
            let Marked { changed, traced } = &*marked;
            if params.iter().any(|param| is_among(param, changed, 0)) {
                let called = params.iter().any(|param| is_among(param, traced, 0));
                for list in lists.iter().filter(|list| !std::ptr::eq(**list, given)) {
                    self.marks.elements(list, called);
                }
            }
        }
    }

    fn mark_call(&mut self, callee: &'a Node, dropped: bool) {
        let Node::Name { binding: Some(index), .. } = callee else { return };
        if self.mark_parameter(callee) || !dropped || !self.is_sure() {
            return;
        }
        let aliases = &mut *self.marks.aliases;
        // Of a function that is not known, it may change what this holds.
        if aliases.has_origin(*index) && aliases.callees.of(callee).is_empty() {
            self.marks.all([*index]);
        }
    }

    /// A call of a parameter is one of what it is given.
    fn mark_parameter(&mut self, node: &Node) -> bool {
        let Node::Name { binding: Some(index), .. } = node else { return false };
        let is_parameter = self.marks.aliases.bindings[*index].kind == BindingKind::Parameter;
        if is_parameter {
            let call = index + self.marks.aliases.calls();
            self.marks.all([call]);
        }
        is_parameter
    }

    fn marked_by(&mut self, node: &'a Node, when: When) -> Rc<Marked> {
        if let Some(known) = self.by_function.of(node, when) {
            return known;
        }
        if self.depth == DEEPEST || self.level > MOST_LEVELS {
            return Rc::default();
        }
        let parameters = self.parameters_of(node);
        let around = self.by_function.begin(node, when, parameters);
        let mut visitor = Visitor::new(self.marks.aliases, self.by_function, when);
        visitor.depth = self.depth + 1;
        visitor.level = self.level;
        visitor.visit_body(node);
        let marked = visitor.marks.marked;
        self.by_function.end(node, when, marked, around)
    }

    /// With calls of them.
    fn parameters_of(&mut self, node: &'a Node) -> Indexes {
        let calls = self.marks.aliases.calls();
        let mut parameters = Indexes::default();
        for param in self.marks.aliases.callees.params_of(node) {
            for_each_target(param, &mut |name| {
                if let Node::Name { binding: Some(binding), .. } = name {
                    parameters.add(*binding);
                    parameters.add(binding + calls);
                }
            });
        }
        parameters
    }

    /// `(() => { table.rate = 2 })()`
    fn visit_in_place(&mut self, node: &'a Node, dropped: bool) {
        let around = self.when;
        self.when = self.when_called(dropped);
        self.visit_body(node);
        self.when = around;
    }

    fn visit_body(&mut self, node: &'a Node) {
        let Node::Function { params, body, .. } = node else {
            self.parent = self.marks.aliases.callees.parent_of(node);
            let Node::Class { members, .. } = node else { return };
            for member in members {
                if let Node::Property { r#static: false, value: Some(value), .. } = member {
                    self.visit(value, false);
                }
            }
            if let Some(own) = constructor_of(node) {
                self.visit_body(own);
            } else if let Some(parent) = self.parent {
                let marked = self.marked_by(parent, self.when_called(false));
                self.marks.all(marked.changed.iter());
            }
            return;
        };
        for each in params.iter().chain(body) {
            self.visit(each, false);
        }
    }

    fn mark_targets(&mut self, target: &'a Node) {
        match target {
            Node::Member { object, .. } => self.marks.members(object),
            _ if is_pattern(target) => target.for_each_child(&mut |child| self.mark_targets(child)),
            _ => (),
        }
    }
}

/// What stands for the first argument of a tag, and for a hole.
static STRINGS: Node = Node::Undefined {};
