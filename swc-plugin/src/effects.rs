//! S13: what code changes that runs while a module loads, by the syntax alone, as far as this file.
//! Twin: babel-plugin/src/effects.ts

use rustc_hash::FxHashMap;

use crate::{
    aliases::{is_pattern, Aliases},
    callees::{constructor_of, Callee, Made, DEEPEST},
    changing_calls::{changes_argument, is_named, APPLIERS, APPLIERS_OF_LISTS, CALLING_METHODS, CHANGING_METHODS},
    marks::{is_among, Marks},
    references::is_global,
    scope::{for_each_target, BindingKind},
    tree::{BindingId, Node},
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
    pub fn of(&mut self, statement: &'a Node) -> Vec<usize> {
        let mut visitor = Visitor::new(&mut self.aliases, &mut self.by_function, true, true);
        visitor.visit_statement(statement);
        visitor.marks.changed
    }
}

/// What the functions of the module change, their parameters among it; where they may run, and where they do.
type ByFunction = [FxHashMap<*const Node, Vec<usize>>; 2];

struct Visitor<'f, 's, 'a> {
    marks: Marks<'f, 's, 'a>,
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
}

impl<'f, 's, 'a> Visitor<'f, 's, 'a> {
    fn new(aliases: &'f mut Aliases<'s, 'a>, by_function: &'f mut ByFunction, is_sure: bool, follows: bool) -> Self {
        Visitor { marks: Marks::new(aliases), by_function, is_sure, follows, depth: 0, r#static: None, parent: None }
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
                if is_among(target, &self.marks.changed, 0) {
                    self.marks.elements(right);
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
        if self.marks.changed.contains(&self.marks.aliases.receiver()) {
            self.marks.parents(Some(node));
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
        let mut next = if self.follows { self.marks.aliases.callees.class_of(callee) } else { None };
        while let Some(made @ Node::Class { members, .. }) = next {
            for member in members {
                if let Node::Property { r#static: false, value: Some(value), .. } = member {
                    self.visit(value, false);
                }
            }
            next = self.marks.aliases.callees.parent_of(made);
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
                } else if dropped && self.is_sure {
                    self.marks.sources(object);
                }
                is_sure = is_named(property, CALLING_METHODS);
                let inherited = match (&**object, self.r#static) {
                    (Node::This {}, Some(class)) => self.marks.aliases.callees.property_of(class, property),
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
                let changed = self.marks.changed.clone();
                self.marks.arguments(callee, given, &changed, None);
                self.run_arguments(callee, given, &changed);
            }
            Node::Super {} => {
                if let Some(node) = self.parent {
                    self.run(&Callee { node, made: Vec::new() }, given, None, None);
                }
            }
            _ => {
                self.mark_call(callee, dropped);
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
        let is_list = is_named(how, APPLIERS_OF_LISTS);
        let (values, spread) = match given.first() {
            Some(Node::Array { elements }) if is_list => {
                (elements.iter().map(|element| element.as_ref().unwrap_or(&STRINGS)).collect(), None)
            }
            _ => (given.to_vec(), is_list.then_some(0)),
        };
        if let Node::Function { .. } = called {
            self.visit_body(called);
            self.marks.arguments(called, &values, &self.marks.changed.clone(), spread);
            if let (Some(receiver), true) = (receiver, self.marks.changed.contains(&self.marks.aliases.receiver())) {
                self.marks.held(&[receiver]);
            }
        } else {
            let property = self.marks.aliases.callees.member_of(called).map(|(_, property)| property);
            // `Array.prototype.push.apply(list, …)`, `Object.assign.apply(null, [table, …])`
            if let (Some(receiver), true) = (receiver, property.is_some_and(|each| is_named(each, CHANGING_METHODS))) {
                self.marks.members(receiver);
            }
            if let (Some(first), true) = (values.first(), changes_argument(called, self.marks.aliases)) {
                self.marks.elements(first);
            }
            self.follow(called, &values, receiver, spread);
        }
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
            self.marks.all(changed);
        } else if self.follows {
            for Callee { node, made } in self.marks.aliases.callees.of(argument) {
                let changed = self.changed_by(node, false, is_sure);
                self.marks.all(changed.clone());
                self.marks.made(&made, &changed);
            }
        }
    }

    /// A function of the module that is called by its name: it changes what it is given, and other things. Only its own
    /// statements count: what `main()` sets going is the program, not the making of a constant.
    fn follow(&mut self, called: &'a Node, given: &[&'a Node], receiver: Option<&'a Node>, spread: Option<usize>) {
        if !self.follows {
            return;
        }
        for callee in self.marks.aliases.callees.of(called) {
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
        let own = [self.marks.aliases.receiver(), self.marks.aliases.given()];
        self.marks.all(changed.iter().copied().filter(|index| !own.contains(index)).collect());
        self.marks.arguments(callee.node, given, &changed, spread);
        self.marks.made(&callee.made, &changed);
        if let (Some(receiver), true) = (receiver, changed.contains(&own[0])) {
            self.marks.held(&[receiver]);
            let class = self.marks.aliases.callees.class_of(receiver);
            self.marks.parents(class);
        }
        changed
    }

    /// `run(() => { table.rate = 2 })` of `function run(fn) { return fn() }`
    fn run_arguments(&mut self, called: &'a Node, given: &[&'a Node], changed: &[usize]) {
        let params = self.marks.aliases.callees.params_of(called);
        for (position, param) in params.iter().enumerate() {
            if is_among(param, changed, self.marks.aliases.calls()) {
                let end = if let Node::Rest { .. } = param { given.len() } else { position + 1 };
                for value in given.iter().take(end).skip(position) {
                    self.run_given(value, self.is_sure);
                }
            }
        }
    }

    /// `codes.forEach((code) => { code.price = 1 })`,
    /// `codes.reduce((all, code) => { all[code] = 1; return all }, table)`
    fn mark_elements(&mut self, object: &'a Node, others: &[&'a Node], given: &'a Node) {
        for Callee { node, .. } in self.marks.aliases.callees.of(given) {
            let params = self.marks.aliases.callees.params_of(node);
            let changed = self.changed_by(node, false, self.is_sure);
            if params.iter().any(|param| is_among(param, &changed, 0)) {
                for list in [object].iter().chain(others).filter(|list| !std::ptr::eq(**list, given)) {
                    self.marks.elements(list);
                }
            }
        }
    }

    fn mark_call(&mut self, callee: &Node, dropped: bool) {
        let Node::Name { binding: Some(index), .. } = callee else { return };
        if self.marks.aliases.bindings[*index].kind == BindingKind::Parameter {
            self.marks.all(vec![index + self.marks.aliases.calls()]);
        } else if dropped && self.is_sure {
            let siblings = self.marks.aliases.siblings_of(*index);
            self.marks.all(siblings);
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
        self.by_function[place].insert(key, parameters_in(self.marks.aliases.callees.params_of(node)));
        let mut visitor = Visitor::new(self.marks.aliases, self.by_function, is_sure, follows);
        visitor.depth = self.depth + 1;
        visitor.visit_body(node);
        let changed = visitor.marks.changed;
        self.by_function[place].insert(key, changed.clone());
        changed
    }

    fn visit_body(&mut self, node: &'a Node) {
        let Node::Function { params, body, .. } = node else {
            self.parent = self.marks.aliases.callees.parent_of(node);
            if let Some(own) = constructor_of(node) {
                self.visit_body(own);
            } else if let Some(parent) = self.parent {
                let changed = self.changed_by(parent, false, self.is_sure);
                self.marks.all(changed);
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

/// What stands for the first argument of a tag, and for a hole.
static STRINGS: Node = Node::Undefined {};
