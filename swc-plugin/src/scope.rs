//! Resolves every name of a module to its binding, by the scopes of ECMAScript and TypeScript, on the neutral tree alone: the
//! compilers' own scopes disagree (types as globals, renamed locals, lowered enums). Sets `binding` on names and private
//! names, `scope` on functions and classes, and turns `arguments` and the members of an enum into what they mean.
//! Twin: babel-plugin/src/scope.ts
//!
//! A node cannot be changed while others point to it, so the declarations of the bindings are collected when all names are
//! resolved.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};
use swc_core::atoms::Atom;

use crate::{
    builtin_modules::builtin_module,
    common_js::required_by,
    references::{environment_of, is_variable, part_of, Environment},
    swc_core,
    targets::{for_each_declared, for_each_expression_of_pattern, for_each_target, for_each_target_mut},
    tree::{as_text, dotted, is, text, Around, BindingId, Node, ScopeId, Text},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BindingKind {
    Import,
    Function,
    Class,
    Const,
    Let,
    Var,
    Using,
    Parameter,
    Catch,
    Enum,
    EnumMember,
    Namespace,
    Own,
    Private,
}

#[derive(Debug)]
pub struct Binding<'a> {
    pub name: Atom,
    pub kind: BindingKind,
    /// The scope that declares it, as an index.
    pub scope: ScopeId,
    /// The nodes that declare it, in the order of the source. None for the members of an enum and for private names.
    pub declarations: Vec<&'a Node>,
    /// Whether it is assigned anywhere but in its one declaration.
    pub assigned: bool,
    /// How often it is assigned, its declarations aside.
    pub writes: usize,
    /// How often it is used, its declarations aside.
    pub uses: usize,
    /// Whether a function inside of its scope uses it.
    pub captured: bool,
    /// Whether it is used in any way but being called.
    pub escapes: bool,
    /// Of a private name: whether the function that it holds takes its name, or a decorator is given it.
    pub names: bool,
    /// Of an import, or of a constant of the module that holds what `require` gave: the module and the exported name (`*` for
    /// all).
    pub source: Option<Text>,
    pub imported: Option<Text>,
    /// Whether a property of its value is assigned or deleted.
    pub mutated: bool,
    /// S5: of a variable that holds `process` or `process.env`.
    pub environment: Option<Environment>,
    /// Whether a declaration has been seen.
    declared: bool,
    /// Of an enum: the names of its members, of all its declarations.
    members: Vec<Atom>,
    /// Of a member of an enum: the enum.
    of: Option<BindingId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeKind {
    Module,
    Function,
    Arrow,
    Class,
    /// It is compiled to a function that is called at once: an `eval` in it declares nothing outside.
    Enum,
    Block,
}

#[derive(Debug)]
pub struct Scope {
    pub kind: ScopeKind,
    pub parent: Option<ScopeId>,
    pub depth: usize,
    /// Of a function: whether it is not in strict mode, where `arguments` is another name of the parameters.
    sloppy: bool,
    /// Of a sloppy function: whether `arguments.callee` can be reached.
    callee: bool,
    /// Whether a name in it can mean what no declaration shows: of the body of a `with`, and where a direct `eval` may declare.
    pub open: bool,
    /// Whether names are those of the parameters of a function whose body has a scope of its own.
    is_around_body: bool,
    names: FxHashMap<Atom, BindingId>,
    privates: FxHashMap<Atom, BindingId>,
}

/// The members of an enum that have a constant value: rules/enums.rs.
#[derive(Debug)]
pub struct Constants {
    pub of: BindingId,
    pub members: Vec<(Text, Node)>,
}

#[derive(Debug, Default)]
pub struct Scopes<'a> {
    pub bindings: Vec<Binding<'a>>,
    pub scopes: Vec<Scope>,
    /// The name of the file, relative to the folder that the compiler runs in.
    pub file: String,
    /// Whether it has the syntax of ECMAScript modules.
    pub esm: bool,
    /// What is assigned to names and to members, by `=`, in the order of the source.
    pub assignments: Vec<&'a Node>,
    /// Whether there is a `with` or a direct `eval` anywhere, so that it is worth looking for one.
    pub may_be_dynamic: bool,
    /// Whether there is an `import()`, or a name of CommonJS that nothing declares.
    pub may_depend_on_place: bool,
    /// Of each enum that was asked for.
    pub constants: RefCell<Vec<Constants>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Read,
    Call,
    Write,
}

/// Gives back the module, too: from here on it stays as it is.
pub fn resolve_names<'a>(module: &'a mut Node, file: &str) -> (&'a Node, Scopes<'a>) {
    let mut resolver = Resolver::default();
    let scope = resolver.enter(ScopeKind::Module, None);
    if let Node::Module { body, hidden, .. } = module {
        resolver.hoist(body, scope, scope);
        resolver.visit_all(body, scope);
        resolver.distrust(hidden);
        resolver.distrust_evals();
    }
    let module: &Node = module;
    let Resolver { bindings, scopes, .. } = resolver;
    let mut collected = Collected { bindings, ..Default::default() };
    collect_declarations(module, &mut collected);
    let Collected { bindings, mut assignments, may_be_dynamic, may_depend_on_place } = collected;
    assignments.sort_by_key(|node| node.at().map(|at| at.lo));
    let esm = matches!(module, Node::Module { esm: true, .. });
    let (file, constants) = (file.into(), RefCell::default());
    (module, Scopes { bindings, scopes, file, esm, assignments, may_be_dynamic, may_depend_on_place, constants })
}

#[derive(Default)]
struct Resolver<'a> {
    bindings: Vec<Binding<'a>>,
    scopes: Vec<Scope>,
    /// Names of the exceptions of the `catch` clauses around.
    caught: Vec<Atom>,
    /// The enums whose declaration has been visited.
    reached: FxHashSet<BindingId>,
    /// The scopes in which a direct `eval` stands.
    evals: FxHashSet<ScopeId>,
}

impl Resolver<'_> {
    fn enter(&mut self, kind: ScopeKind, parent: Option<ScopeId>) -> ScopeId {
        let depth = parent.map_or(0, |parent| self.scopes[parent].depth + 1);
        let (names, privates) = Default::default();
        self.scopes.push(Scope {
            kind,
            parent,
            depth,
            sloppy: false,
            callee: false,
            open: false,
            is_around_body: false,
            names,
            privates,
        });
        self.scopes.len() - 1
    }

    /// What could not be read may use and assign every name that stands in it, and with an escape in it, any name.
    fn distrust(&mut self, hidden: &[String]) {
        let names = |text: &String, name: &str| text.is_empty() || text.contains("\\u") || text.contains(name);
        for binding in &mut self.bindings {
            if hidden.iter().any(|text| names(text, &binding.name)) {
                binding.assigned = true;
                binding.captured = true;
                binding.escapes = true;
                binding.writes += 1;
                binding.uses += 1;
            }
        }
    }

    /// N7: a direct `eval` may assign every variable around it, and in sloppy code declare more of them.
    fn distrust_evals(&mut self) {
        for start in std::mem::take(&mut self.evals) {
            let mut is_declared = false;
            let mut around = Some(start);
            while let Some(index) = around {
                let scope = &mut self.scopes[index];
                for name in scope.names.values() {
                    let binding = &mut self.bindings[*name];
                    binding.assigned |= !is_constant(binding.kind);
                }
                if !is_declared && !matches!(scope.kind, ScopeKind::Block | ScopeKind::Class) {
                    scope.open = true;
                    is_declared = true;
                }
                around = scope.parent;
            }
        }
    }

    fn declare(&mut self, target: &mut Node, kind: BindingKind, scope: ScopeId) {
        if let Node::Name { name, binding } = target {
            *binding = Some(self.declare_name(name, kind, scope));
        }
    }

    fn declare_name(&mut self, name: &Atom, kind: BindingKind, scope: ScopeId) -> BindingId {
        let known = self.scopes[scope].names.get(name).copied();
        let index = known.unwrap_or_else(|| {
            let index = self.add(name, kind, scope);
            self.scopes[scope].names.insert(name.clone(), index);
            index
        });
        let binding = &mut self.bindings[index];
        // Declared twice, as `var` and functions may be: the last one wins at run time, so it is a variable that changes.
        // TypeScript's enums and namespaces merge instead.
        let merges = matches!(kind, BindingKind::Enum | BindingKind::EnumMember | BindingKind::Namespace);
        if binding.declared && !merges {
            binding.assigned = true;
        }
        binding.declared = true;
        index
    }

    fn add(&mut self, name: &Atom, kind: BindingKind, scope: ScopeId) -> BindingId {
        self.bindings.push(Binding {
            name: name.clone(),
            kind,
            scope,
            declarations: Vec::new(),
            assigned: false,
            writes: 0,
            uses: 0,
            captured: false,
            escapes: false,
            names: false,
            source: None,
            imported: None,
            mutated: false,
            environment: None,
            declared: false,
            members: Vec::new(),
            of: None,
        });
        self.bindings.len() - 1
    }

    // Declarations are known in the whole of their scope, so they are collected ahead.

    /// Declares what a list of statements declares: lexical names in `scope`, `var` in `function_scope`.
    fn hoist(&mut self, body: &mut [Node], scope: ScopeId, function_scope: ScopeId) {
        for statement in body {
            self.hoist_statement(statement, scope, function_scope);
        }
    }

    fn hoist_statement(&mut self, statement: &mut Node, scope: ScopeId, function_scope: ScopeId) {
        match statement {
            Node::Import { source, specifiers } => {
                for specifier in specifiers {
                    self.declare_import(specifier, source, scope);
                }
            }
            Node::Export { declarations } => self.hoist(declarations, scope, function_scope),
            Node::Variable { kind_: "var", .. } => self.declare_variable(statement, function_scope),
            Node::Variable { kind_, target, .. } => {
                let kind = match *kind_ {
                    "let" => BindingKind::Let,
                    "const" => BindingKind::Const,
                    _ => BindingKind::Using,
                };
                self.declare_targets(target, kind, scope);
            }
            Node::FunctionDeclaration { target, .. } => self.declare(target, BindingKind::Function, scope),
            Node::ClassDeclaration { target, .. } => self.declare(target, BindingKind::Class, scope),
            Node::Enum { target, members, .. } => {
                self.declare(target, BindingKind::Enum, scope);
                if let Node::Name { binding: Some(binding), .. } = **target {
                    let names = members.iter().filter_map(|member| match member {
                        // A name that is no text cannot be written as an identifier.
                        Node::EnumMember { name, .. } => name.as_atom().cloned(),
                        _ => None,
                    });
                    self.bindings[binding].members.extend(names);
                }
            }
            Node::Namespace { target, .. } => self.declare(target, BindingKind::Namespace, scope),
            Node::ImportEquals { target, .. } => self.declare(target, BindingKind::Const, scope),
            _ => self.hoist_vars(statement, function_scope),
        }
    }

    fn hoist_vars(&mut self, node: &mut Node, function_scope: ScopeId) {
        match node {
            Node::Variable { kind_: "var", .. } => {
                self.declare_variable(node, function_scope);
                let Node::Variable { target, .. } = node else { return };
                // It may be skipped, and is undefined then.
                for_each_target(target, &mut |name| {
                    if let Node::Name { binding: Some(binding), .. } = name {
                        self.bindings[*binding].assigned = true;
                    }
                });
            }
            node if holds_statements(node) => {
                let exception = match node {
                    Node::Catch { param: Some(param), .. } => match &**param {
                        Node::Name { name, .. } => Some(name.clone()),
                        _ => None,
                    },
                    _ => None,
                };
                let is_caught = exception.is_some();
                self.caught.extend(exception);
                node.for_each_child_mut(&mut |child| self.hoist_vars(child, function_scope));
                if is_caught {
                    self.caught.pop();
                }
            }
            _ => (),
        }
    }

    /// R2: a `var` that starts with the value of something else of its name, or assigns that.
    fn declare_variable(&mut self, node: &mut Node, function_scope: ScopeId) {
        let Node::Variable { at, init, target, .. } = node else { return };
        self.declare_targets(target, BindingKind::Var, function_scope);
        let outer = self.scopes[function_scope].parent.map(|parent| &self.scopes[parent]);
        let parameters = outer.filter(|scope| scope.is_around_body).map(|scope| &scope.names);
        let mut is_double = false;
        for_each_target(target, &mut |name| {
            let Node::Name { name, .. } = name else { return };
            is_double |= parameters.is_some_and(|names| names.contains_key(name))
                || name == "arguments"
                || self.caught.contains(name);
        });
        if is_double {
            let message = "A variable has the name of a parameter, an exception or `arguments`, and so two bindings. \
                           Rename it.";
            let mut expressions = vec![Node::Refused { at: *at, message: message.into(), rule: "R2" }];
            expressions.extend(init.take().map(|init| *init));
            *init = Some(Box::new(Node::Sequence { expressions }));
        }
    }

    fn declare_import(&mut self, specifier: &mut Node, source: &Text, scope: ScopeId) {
        let Node::ImportSpecifier { imported, target } = specifier else { return };
        self.declare(target, BindingKind::Import, scope);
        if let Node::Name { binding: Some(binding), .. } = **target {
            let binding = &mut self.bindings[binding];
            binding.source = Some(source.clone());
            binding.imported = Some(imported.clone());
        }
    }

    /// Declares every name of a pattern.
    fn declare_targets(&mut self, target: &mut Node, kind: BindingKind, scope: ScopeId) {
        for_each_target_mut(target, &mut |name| self.declare(name, kind, scope));
    }

    // The walk that resolves.

    fn visit(&mut self, node: &mut Node, scope: ScopeId, role: Role) {
        match node {
            Node::Name { .. } => self.reference(node, scope, role),
            // `#name in object`
            Node::PrivateName { .. } => self.reference_private(node, scope, Role::Call),
            Node::Member { object, property, .. } => {
                // All that `arguments` has but itself leads to no function.
                let is_harmless = matches!(&**property, Node::String { value } if !is(value, "callee"))
                    && matches!(&**object, Node::Name { name, .. } if name == "arguments");
                self.visit(object, scope, if is_harmless { Role::Call } else { Role::Read });
                match &**property {
                    Node::PrivateName { .. } => self.reference_private(property, scope, role),
                    _ => self.visit(property, scope, Role::Read),
                }
            }
            Node::Call { callee, arguments, .. } => {
                self.visit(callee, scope, Role::Call);
                self.visit_all(arguments, scope);
            }
            Node::New { callee, arguments } => {
                self.visit(callee, scope, Role::Read);
                self.visit_all(arguments, scope);
            }
            Node::Tagged { tag, expressions, .. } => {
                self.visit(tag, scope, Role::Call);
                self.visit_all(expressions, scope);
            }
            Node::Assign { target, value, scope: own_scope, operator, .. } => {
                *own_scope = Some(Around(scope));
                self.visit_target(target, scope);
                self.visit(value, scope, Role::Read);
                if *operator == "=" {
                    self.note_environment(target, environment_of(value, &self.bindings));
                }
            }
            Node::Update { argument, .. } => self.visit_target(argument, scope),
            Node::Variable { target, init, .. } => {
                self.visit_declared(target, scope);
                self.visit_option(init, scope);
                if let (ScopeKind::Module, Some(init)) = (self.scopes[scope].kind, &*init) {
                    self.note_required(target, init);
                }
                if let Some(init) = init {
                    self.note_environment(target, environment_of(init, &self.bindings));
                }
            }
            Node::Unary { argument, operator } => {
                self.visit(argument, scope, Role::Read);
                if *operator == "delete" {
                    self.note_mutated(argument);
                }
            }
            Node::FunctionDeclaration { function, .. } => self.visit(function, scope, Role::Read),
            Node::ClassDeclaration { class, .. } => self.visit(class, scope, Role::Read),
            Node::Function { .. } => self.visit_function(node, scope),
            Node::Class { .. } => self.visit_class(node, scope),
            Node::Block { body } => self.visit_list(body, scope),
            Node::If { test, then, r#else } => {
                self.visit(test, scope, Role::Read);
                self.visit_list(then, scope);
                self.visit_list(r#else, scope);
            }
            Node::For { init, test, update, body } => {
                let head = self.enter(ScopeKind::Block, Some(scope));
                self.hoist_lexical(init, head);
                self.visit_all(init, head);
                self.visit_option(test, head);
                self.visit_option(update, head);
                self.visit_list(body, head);
            }
            Node::ForIn { left, right, body } | Node::ForOf { left, right, body, .. } => {
                let head = self.enter(ScopeKind::Block, Some(scope));
                if let Node::Variable { .. } = **left {
                    self.hoist_lexical(std::slice::from_mut(left), head);
                    self.visit(left, head, Role::Read);
                } else {
                    self.visit_target(left, head);
                }
                self.visit(right, head, Role::Read);
                self.visit_list(body, head);
            }
            Node::While { test, body } | Node::DoWhile { test, body } => {
                self.visit(test, scope, Role::Read);
                self.visit_list(body, scope);
            }
            Node::With { object, body } => {
                self.visit(object, scope, Role::Read);
                let inner = self.enter(ScopeKind::Block, Some(scope));
                self.scopes[inner].open = true;
                self.visit_list(body, inner);
            }
            Node::Labeled { body, .. } => self.visit_list(body, scope),
            Node::Switch { discriminant, cases } => {
                self.visit(discriminant, scope, Role::Read);
                let inner = self.enter(ScopeKind::Block, Some(scope));
                for case in cases.iter_mut() {
                    if let Node::Case { body, .. } = case {
                        self.hoist_lexical(body, inner);
                    }
                }
                for case in cases {
                    if let Node::Case { test, body } = case {
                        self.visit_option(test, inner);
                        self.visit_all(body, inner);
                    }
                }
            }
            Node::Try { block, handler, finalizer } => {
                self.visit_list(block, scope);
                if let Some(handler) = handler {
                    self.visit_catch(handler, scope);
                }
                if let Some(finalizer) = finalizer {
                    self.visit_list(finalizer, scope);
                }
            }
            Node::StaticBlock { body } => {
                let inner = self.enter(ScopeKind::Function, Some(scope));
                self.hoist(body, inner, inner);
                self.visit_all(body, inner);
            }
            Node::Enum { target, members, .. } => self.visit_enum(target, members, scope),
            Node::Namespace { body, .. } => {
                let inner = self.enter(ScopeKind::Function, Some(scope));
                self.hoist(body, inner, inner);
                self.visit_all(body, inner);
            }
            Node::ImportEquals { value, .. } => self.visit(value, scope, Role::Read),
            Node::Import { .. } => (),
            Node::Export { declarations } => {
                self.visit_all(declarations, scope);
                for declaration in declarations {
                    for_each_declared(declaration, &mut |name| {
                        if let Node::Name { binding: Some(binding), .. } = name {
                            self.bindings[*binding].escapes = true;
                        }
                    });
                }
            }
            // ExportNames, too: its names are references.
            _ => node.for_each_child_mut(&mut |child| self.visit(child, scope, Role::Read)),
        }
    }

    fn visit_all(&mut self, nodes: &mut [Node], scope: ScopeId) {
        for node in nodes {
            self.visit(node, scope, Role::Read);
        }
    }

    fn visit_option(&mut self, node: &mut Option<Box<Node>>, scope: ScopeId) {
        if let Some(node) = node {
            self.visit(node, scope, Role::Read);
        }
    }

    fn visit_list(&mut self, body: &mut [Node], scope: ScopeId) {
        if !body.iter().any(declares_lexically) {
            return self.visit_all(body, scope);
        }
        let inner = self.enter(ScopeKind::Block, Some(scope));
        self.hoist_lexical(body, inner);
        self.visit_all(body, inner);
    }

    /// As hoist(), without the variables, which the function around has collected already.
    fn hoist_lexical(&mut self, body: &mut [Node], scope: ScopeId) {
        for statement in body {
            if declares_lexically(statement) {
                self.hoist_statement(statement, scope, scope);
            }
        }
    }

    fn visit_function(&mut self, node: &mut Node, around: ScopeId) {
        let Node::Function { arrow, body, callee, params, scope: own_scope, self_, sloppy, .. } = node else { return };
        *own_scope = Some(Around(around));
        let mut scope = around;
        if let Some(own_name) = self_ {
            scope = self.enter(ScopeKind::Block, Some(scope));
            self.declare(own_name, BindingKind::Own, scope);
        }
        let kind = if *arrow { ScopeKind::Arrow } else { ScopeKind::Function };
        let parameters = self.enter(kind, Some(scope));
        self.scopes[parameters].sloppy = *sloppy;
        for parameter in params.iter_mut() {
            self.declare_targets(parameter, BindingKind::Parameter, parameters);
        }
        for parameter in params.iter_mut() {
            self.visit_declared(parameter, parameters);
            if let Node::DecoratedParameter { decorators, .. } = parameter {
                self.visit_all(decorators, around);
            }
        }
        // With default values or patterns the body has variables of its own (ECMA-262, FunctionDeclarationInstantiation).
        let simple = params.iter().all(|parameter| matches!(parameter, Node::Name { .. }));
        self.scopes[parameters].is_around_body = !simple;
        let inner = if simple { parameters } else { self.enter(ScopeKind::Block, Some(parameters)) };
        self.hoist(body, inner, inner);
        self.visit_all(body, inner);
        *callee = self.scopes[parameters].callee;
    }

    fn visit_class(&mut self, node: &mut Node, around: ScopeId) {
        let Node::Class { decorators, members, scope: own_scope, self_, superClass: super_class, .. } = node else {
            return;
        };
        *own_scope = Some(Around(around));
        self.visit_all(decorators.as_deref_mut().unwrap_or_default(), around);
        let scope = self.enter(ScopeKind::Class, Some(around));
        if let Some(own_name) = self_ {
            self.declare(own_name, BindingKind::Own, scope);
        }
        for member in members.iter() {
            let Node::Property { decorators, key, .. } = member else { continue };
            let Node::PrivateName { name, .. } = &**key else { continue };
            let known = self.scopes[scope].privates.get(name).copied();
            let index = known.unwrap_or_else(|| self.add(name, BindingKind::Private, scope));
            self.scopes[scope].privates.insert(name.clone(), index);
            self.bindings[index].names |= takes_name(member);
            if decorators.as_ref().is_some_and(|decorators| !decorators.is_empty()) {
                self.show_name(index);
            }
        }
        self.visit_option(super_class, scope);
        for member in members {
            let Node::Property { decorators, key, kind_, value, .. } = member else {
                self.visit(member, scope, Role::Read);
                continue;
            };
            self.visit_all(decorators.as_deref_mut().unwrap_or_default(), scope);
            self.visit(key, scope, Role::Call);
            if value.is_none() {
                continue;
            }
            // The value of a field is the body of a function of its own.
            let is_field = matches!(*kind_, "field" | "accessor");
            let inner = if is_field { self.enter(ScopeKind::Function, Some(scope)) } else { scope };
            self.visit_option(value, inner);
        }
    }

    /// N3: a decorator is given the name.
    fn show_name(&mut self, index: BindingId) {
        let binding = &mut self.bindings[index];
        binding.names = true;
        binding.escapes = true;
    }

    fn visit_catch(&mut self, node: &mut Node, around: ScopeId) {
        let Node::Catch { body, param } = node else { return };
        let scope = self.enter(ScopeKind::Block, Some(around));
        if let Some(param) = param {
            self.declare_targets(param, BindingKind::Catch, scope);
            self.visit_declared(param, scope);
        }
        self.visit_list(body, scope);
    }

    fn visit_enum(&mut self, target: &Node, members: &mut [Node], around: ScopeId) {
        let scope = self.enter(ScopeKind::Enum, Some(around));
        if let Node::Name { binding: Some(binding), .. } = target {
            self.reached.insert(*binding);
            for name in self.bindings[*binding].members.clone() {
                let member = self.declare_name(&name, BindingKind::EnumMember, scope);
                self.bindings[member].of = Some(*binding);
            }
        }
        for member in members {
            if let Node::EnumMember { value: Some(value), .. } = member {
                self.visit(value, scope, Role::Read);
            }
        }
    }

    /// A pattern whose names are declared; the expressions in it are only used.
    fn visit_declared(&mut self, target: &mut Node, scope: ScopeId) {
        for_each_expression_of_pattern(target, &mut |expression| self.visit(expression, scope, Role::Read));
        self.note_defaults(target);
    }

    /// A pattern whose names are assigned.
    fn visit_target(&mut self, target: &mut Node, scope: ScopeId) {
        for_each_target_mut(target, &mut |name| self.reference(name, scope, Role::Write));
        for_each_expression_of_pattern(target, &mut |expression| {
            self.visit(expression, scope, Role::Read);
            self.note_mutated(expression);
        });
    }

    fn note_mutated(&mut self, target: &Node) {
        // `delete a?.b`
        let node = if let Node::Chain { expression } = target { expression } else { target };
        let Node::Member { object, .. } = node else { return };
        let (holder, is_prototype) = match &**object {
            // `Parser.prototype`
            Node::Member { object, property, .. } if matches!(&**property, Node::String { value } if is(value, "prototype")) => {
                (object, true)
            }
            _ => (object, false),
        };
        if let Node::Name { binding: Some(binding), .. } = **holder {
            let known = &mut self.bindings[binding];
            // What counts of a namespace is what it has itself.
            known.mutated |= !is_prototype || known.scope > 0;
        }
    }

    /// S3: `const { half } = require('./math')` is an import.
    fn note_required(&mut self, target: &Node, init: &Node) {
        let Some((source, path)) = required_by(init) else { return };
        let mut note = |name: &Node, properties: Vec<Text>| {
            let Node::Name { binding: Some(binding), .. } = name else { return };
            let binding = &mut self.bindings[*binding];
            binding.source = Some(source.clone());
            binding.imported = Some(if properties.is_empty() { text("*") } else { dotted(&properties).into() });
        };
        if let Node::Name { .. } = target {
            note(target, path);
        } else if builtin_module(source).is_none() {
            for_each_target(target, &mut |name| note(name, vec![text("?")]));
        } else if let Node::ObjectPattern { properties } = target {
            for property in properties {
                let Node::Property { key, value: Some(value), .. } = property else { continue };
                if let Node::String { value: key } = &**key {
                    note(value, path.iter().chain([key]).cloned().collect());
                }
            }
        }
    }

    /// S5: `const { env } = process`. What it may hold is enough: an input too many does no harm.
    fn note_environment(&mut self, target: &Node, held: Option<Environment>) {
        let Some(held) = held.filter(|held| !is_variable(held)) else { return };
        match target {
            Node::Name { binding: Some(binding), .. } => {
                self.bindings[*binding].environment = Some(Environment { other: true, ..held });
            }
            Node::Default { target, .. } => self.note_environment(target, Some(held)),
            Node::ObjectPattern { properties } => {
                for property in properties {
                    let Node::Property { key, value: Some(value), .. } = property else { continue };
                    if let Node::String { value: key } = &**key {
                        self.note_environment(value, part_of(held.clone(), key));
                    }
                }
            }
            _ => (),
        }
    }

    /// S5: `(env = process.env) => env.HOME`.
    fn note_defaults(&mut self, target: &Node) {
        match target {
            Node::Default { target, value } => {
                self.note_environment(target, environment_of(value, &self.bindings));
                self.note_defaults(target);
            }
            Node::ParameterProperty { target } | Node::DecoratedParameter { target, .. } => self.note_defaults(target),
            Node::ObjectPattern { properties } => {
                for property in properties {
                    if let Node::Property { value: Some(value), .. } = property {
                        self.note_defaults(value);
                    }
                }
            }
            _ => (),
        }
    }

    fn reference(&mut self, node: &mut Node, scope: ScopeId, role: Role) {
        let Node::Name { name, .. } = node else { return };
        if role == Role::Call && name == "eval" {
            self.evals.insert(scope);
        }
        let mut around = Some(scope);
        let mut captured = false;
        while let Some(index) = around {
            let Scope { names, kind, parent, sloppy, .. } = &self.scopes[index];
            if let Some(known) = names.get(name).copied() {
                let binding = &mut self.bindings[known];
                // T1: an enum that is not there yet has no members; the functions of a module run after it, mostly.
                let is_early = binding.kind == BindingKind::Enum && !self.reached.contains(&known);
                let is_of_module = self.scopes[binding.scope].kind == ScopeKind::Module;
                binding.assigned |= is_early && !(captured && is_of_module);
                binding.captured |= captured;
                self.refer(node, known, role);
                return;
            }
            if name == "arguments" && *kind == ScopeKind::Function {
                if *sloppy {
                    self.alias_parameters(index);
                    self.scopes[index].callee |= role != Role::Call;
                }
                *node = Node::Arguments {};
                return;
            }
            captured |= matches!(kind, ScopeKind::Function | ScopeKind::Arrow);
            around = *parent;
        }
    }

    /// In sloppy code, whoever has `arguments` can assign the parameters, and reach the functions that are declared by their names.
    fn alias_parameters(&mut self, scope: ScopeId) {
        for index in self.scopes[scope].names.values() {
            let binding = &mut self.bindings[*index];
            binding.assigned |= binding.kind == BindingKind::Parameter;
            binding.escapes |= binding.kind == BindingKind::Parameter;
        }
    }

    fn refer(&mut self, node: &mut Node, index: BindingId, role: Role) {
        let Node::Name { name, binding } = node else { return };
        if let Some(of) = self.bindings[index].of {
            // T2: inside of an enum, `A` is `E.A`.
            let object = Node::Name { binding: Some(of), name: self.bindings[of].name.clone() };
            let property = Node::String { value: as_text(name).clone() };
            *node = Node::Member { object: Box::new(object), optional: false, property: Box::new(property) };
            return;
        }
        *binding = Some(index);
        let binding = &mut self.bindings[index];
        binding.uses += 1;
        if role == Role::Write {
            binding.assigned = true;
            binding.writes += 1;
        }
        binding.escapes |= role != Role::Call;
    }

    fn reference_private(&mut self, node: &mut Node, scope: ScopeId, role: Role) {
        let Node::PrivateName { name, binding } = node else { return };
        let mut around = Some(scope);
        while let Some(index) = around {
            let Scope { privates, parent, .. } = &self.scopes[index];
            if let Some(known) = privates.get(name).copied() {
                *binding = Some(known);
                self.bindings[known].escapes |= role != Role::Call;
                return;
            }
            around = *parent;
        }
    }
}

/// Whether no assignment changes it.
fn is_constant(kind: BindingKind) -> bool {
    use BindingKind::{Const, EnumMember, Import, Own, Private, Using};
    matches!(kind, Const | EnumMember | Import | Own | Private | Using)
}

/// Whether a statement declares names of the block that it stands in.
pub fn declares_lexically(statement: &Node) -> bool {
    match statement {
        Node::Variable { kind_, .. } => *kind_ != "var",
        Node::FunctionDeclaration { .. }
        | Node::ClassDeclaration { .. }
        | Node::Enum { .. }
        | Node::Namespace { .. }
        | Node::ImportEquals { .. } => true,
        _ => false,
    }
}

/// The statements that hold lists of others.
pub fn holds_statements(node: &Node) -> bool {
    matches!(
        node,
        Node::Block { .. }
            | Node::If { .. }
            | Node::For { .. }
            | Node::ForIn { .. }
            | Node::ForOf { .. }
            | Node::While { .. }
            | Node::DoWhile { .. }
            | Node::Switch { .. }
            | Node::Case { .. }
            | Node::Try { .. }
            | Node::Catch { .. }
            | Node::Labeled { .. }
            | Node::With { .. }
    )
}

/// Whether a private member is a function that has the member's name.
fn takes_name(member: &Node) -> bool {
    let Node::Property { kind_, value, .. } = member else { return false };
    match *kind_ {
        "field" | "accessor" => value.as_deref().is_some_and(crate::rules::values::takes_name),
        kind => kind == "method",
    }
}

#[derive(Default)]
struct Collected<'a> {
    bindings: Vec<Binding<'a>>,
    assignments: Vec<&'a Node>,
    may_be_dynamic: bool,
    may_depend_on_place: bool,
}

/// Adds each declaration to the bindings of the names that it declares.
fn collect_declarations<'a>(node: &'a Node, collected: &mut Collected<'a>) {
    let bindings = &mut collected.bindings;
    let mut declares = |name: &Node, declaration: &'a Node| {
        if let Node::Name { binding: Some(binding), .. } = name {
            bindings[*binding].declarations.push(declaration);
        }
    };
    match node {
        Node::ImportSpecifier { target, .. }
        | Node::FunctionDeclaration { target, .. }
        | Node::ClassDeclaration { target, .. }
        | Node::Enum { target, .. }
        | Node::Namespace { target, .. }
        | Node::ImportEquals { target, .. } => declares(target, node),
        Node::Variable { target, .. } => for_each_target(target, &mut |name| declares(name, node)),
        Node::Catch { param: Some(param), .. } => for_each_target(param, &mut |name| declares(name, node)),
        Node::Function { self_, params, .. } => {
            if let Some(own_name) = self_ {
                declares(own_name, node);
            }
            for parameter in params {
                for_each_target(parameter, &mut |name| declares(name, parameter));
            }
        }
        Node::Class { self_: Some(own_name), .. } => declares(own_name, node),
        Node::Assign { operator: "=" | "||=" | "&&=" | "??=", .. } => collected.assignments.push(node),
        Node::Name { name, .. } if name == "eval" => collected.may_be_dynamic = true,
        Node::Name { binding: None, name } => match name.as_str() {
            "require" | "module" | "exports" => collected.may_depend_on_place = true,
            _ => (),
        },
        Node::With { .. } => collected.may_be_dynamic = true,
        Node::ImportCall { .. } => collected.may_depend_on_place = true,
        _ => (),
    }
    node.for_each_child(&mut |child| collect_declarations(child, collected));
}
