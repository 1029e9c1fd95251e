//! Writes the table and calls of `define` into the file, as docs/output.md describes them.
//!
//! The host's nodes are found again by their spans. A name of the author's is written with the context that it has where the
//! author wrote it: by that, and not by its spelling, SWC knows which binding it means.
//! Twin: babel-plugin/src/inject.ts

use std::mem::{replace, take};

use rustc_hash::FxHashMap;
use swc_core::{
    atoms::Atom,
    common::{source_map::PURE_SP, BytePos, Mark, Span, Spanned, SyntaxContext, DUMMY_SP},
    ecma::{
        ast::*,
        visit::{noop_visit_mut_type, VisitMut, VisitMutWith},
    },
};

use crate::{
    context::Context,
    definitions::{Definitions, Place, Registration, Slot, NAMED_BY_PLACE},
    diagnostics::format_diagnostic,
    host::arrow_returning,
    host_build::function_returning,
    make_nodes::{call_of, import, member_property, number, object, property, require, string, text_literal},
    read::is_generated,
    scoping::{free_underscores, names_of_module, Names},
    swc_core,
    table::{make_table, Table, Thunk},
    tree::{is, BindingId, Node, Text},
};

/// Of each item of the changed file, the one that it was and still is to the last span; nothing for what is new or has a change
/// anywhere in it. So that what came in as bytes can go out as them.
pub type Origins = Vec<Option<usize>>;

/// Nothing where the program was not changed.
pub fn inject(program: &mut Program, module: &Node, found: &Definitions, context: &Context) -> Option<Origins> {
    if found.registrations.is_empty() {
        return None;
    }
    let names = names_of_module(program);
    let table = make_table(found, context);
    let underscores = free_underscores(context.slice(program.span()).unwrap_or_default());
    let mut injector = Injector::new(found, context, table, names, underscores);
    program.visit_mut_with(&mut injector);
    let last = injector.last();
    if !injector.written.contains(&true) {
        return None;
    }
    let names = injector.imported_names();
    let first: Vec<Stmt> = injector.first();
    let last: Vec<Stmt> = last.into_iter().chain(injector.rows()).collect();
    let mut origins = injector.origins;
    match program {
        Program::Module(program) => {
            let is_esm = matches!(module, Node::Module { esm: true, .. });
            let import = if is_esm { import(names) } else { require(names, context.unresolved).into() };
            add_statements(&mut program.body, &mut origins, import, first, last);
        }
        Program::Script(program) => {
            add_statements(&mut program.body, &mut origins, require(names, context.unresolved), first, last);
        }
        #[cfg(swc_ast_unknown)]
        _ => return None,
    }
    Some(origins)
}

/// A parenthesised string is no directive, and SWC keeps its parentheses as a node.
pub fn is_directive(statement: &Stmt) -> bool {
    statement.as_expr().is_some_and(|statement| matches!(*statement.expr, Expr::Lit(Lit::Str(_))))
}

struct Injector<'a> {
    found: &'a Definitions,
    context: &'a Context<'a>,
    table: Table,
    /// Of each registration: the name, where it is one of the functions that one call registers.
    functions: Vec<Option<Ident>>,
    /// The registrations whose place has not been found yet.
    wanted: FxHashMap<(Place, Span), usize>,
    /// Where these begin, in order: a function or class in which none does is passed by.
    places: Vec<BytePos>,
    /// Whether nothing is passed by.
    everywhere: bool,
    /// Which of them are written.
    written: Vec<bool>,
    /// The context of the names of the module's own bindings.
    names: Names,
    /// The context of the names that are made here.
    generated: SyntaxContext,
    /// What these names begin with.
    underscores: String,
    /// Statements that go ahead of all others but the imports, by registration.
    first: Ordered,
    /// Whether the list of statements that comes next is that of the file.
    at_top: bool,
    /// How many places have been changed so far.
    changes: usize,
    origins: Origins,
    /// The names that are used and declared in what has been visited: what is used but not declared within a definition is
    /// captured by it.
    used: Vec<Id>,
    declared: Vec<Id>,
    /// In a pattern whose names are assigned, not declared.
    assigning: bool,
    /// Whether anything asks for these names: in most files, nothing is captured.
    tracks: bool,
}

/// Where a definition begins in `used` and `declared`.
#[derive(Clone, Copy)]
struct Start(usize, usize);

/// A declaration that can be registered: by the span of its function or class, with the name that it declares.
enum Declaration<'n> {
    Function(Span, &'n Ident),
    Class(Span, &'n Ident),
    /// `export default` without a name: by the span of the export. Whether it is a function.
    Default(Span, &'n mut Option<Ident>, bool),
}

impl<'a> Injector<'a> {
    fn new(
        found: &'a Definitions,
        context: &'a Context<'a>,
        table: Table,
        names: Names,
        underscores: String,
    ) -> Injector<'a> {
        let by_host = |(index, registration): (usize, &Registration)| ((registration.place, registration.host), index);
        let wanted: FxHashMap<(Place, Span), usize> = (found.registrations.iter().enumerate())
            .filter(|(_, registration)| registration.place != Place::End)
            .map(by_host)
            .collect();
        let mut places: Vec<BytePos> = wanted.keys().map(|(_, host)| host.lo).collect();
        places.sort_unstable();
        let tracks = needs_names(found, &table, &names);
        Injector {
            found,
            context,
            functions: vec![None; found.registrations.len()],
            tracks,
            table,
            wanted,
            places,
            everywhere: tracks,
            written: vec![false; found.registrations.len()],
            names,
            generated: SyntaxContext::empty().apply_mark(Mark::new()),
            underscores,
            first: Vec::new(),
            at_top: true,
            changes: 0,
            origins: Vec::new(),
            used: Vec::new(),
            declared: Vec::new(),
            assigning: false,
        }
    }

    /// The registration at a node of the host, at most once.
    fn take(&mut self, place: Place, host: Span) -> Option<usize> {
        if self.wanted.is_empty() || host.is_dummy() {
            return None;
        }
        self.wanted.remove(&(place, host))
    }

    fn start(&self) -> Start {
        Start(self.used.len(), self.declared.len())
    }

    fn wrap(&mut self, value: &mut Expr, registration: usize, start: Start) {
        self.changes += 1;
        let given = replace(value, Expr::Invalid(Invalid { span: DUMMY_SP }));
        *value = self.define(given, registration, start, PURE_SP);
    }

    fn define(&mut self, value: Expr, registration: usize, start: Start, span: Span) -> Expr {
        let mut args = vec![value];
        args.extend(self.row_or_reason(registration));
        if let Ok(definition) = self.found.registrations[registration].definition {
            let definition = &self.found.definitions[definition];
            if definition.facts & NAMED_BY_PLACE != 0 {
                args.push(text_literal(&definition.name));
            }
        }
        let mut call = self.call("define", args, registration, start, span);
        if let (Expr::Call(call), Some(made)) = (&mut call, &self.found.registrations[registration].made) {
            let elems = made.iter().map(|name| Some(text_literal(name).into())).collect();
            call.args.push(Expr::Array(ArrayLit { span: DUMMY_SP, elems }).into());
        }
        call
    }

    fn decorate(&mut self, decorators: &mut Vec<Decorator>, registration: usize, start: Start) {
        self.changes += 1;
        let args = self.row_or_reason(registration);
        let call = self.call("defineMethod", args, registration, start, DUMMY_SP);
        decorators.push(Decorator { span: DUMMY_SP, expr: Box::new(call) });
    }

    fn call(&mut self, name: &str, mut args: Vec<Expr>, registration: usize, start: Start, span: Span) -> Expr {
        self.written[registration] = true;
        let found = self.found;
        if let Ok(definition) = &found.registrations[registration].definition {
            let slots = &found.definitions[*definition].slots;
            let captured: Vec<PropOrSpread> =
                slots.iter().filter_map(|slot| self.captured_property(slot, start)).collect();
            if !captured.is_empty() {
                args.push(arrow_returning(object(captured)));
            } else if !self.table.own[*definition].is_empty() {
                let own = self.table.own[*definition].iter();
                args.push(object(own.map(|number| self.numbered(*number)).collect()));
            }
        }
        call_of(self.ident(name), args, span)
    }

    fn captured_property(&self, slot: &Slot, start: Start) -> Option<PropOrSpread> {
        let Slot::Path { kind: 'c' | 'C', path, .. } = slot else { return None };
        Some(property(path, self.path(path, |name| self.captured_context(name, start))))
    }

    /// The context of the name where the definition uses it and does not declare it.
    fn captured_context(&self, name: &Atom, start: Start) -> SyntaxContext {
        let declared = self.declared.get(start.1..).unwrap_or_default();
        let used = self.used.get(start.0..).unwrap_or_default();
        let is_captured = |id: &&Id| id.0 == *name && id.1 != self.context.unresolved && !declared.contains(id);
        used.iter().find(is_captured).map_or(self.context.unresolved, |id| id.1)
    }

    fn module_context(&self, name: &Atom, binding: Option<BindingId>) -> SyntaxContext {
        let known = self.names.get(name).copied();
        // A `var` of the module in one of its blocks.
        let declared = || self.declared.iter().find(|id| id.0 == *name).map(|id| id.1);
        // A name that no declaration of the module binds is a global.
        binding.and_then(|_| known.or_else(declared)).unwrap_or(self.context.unresolved)
    }

    /// The statements that go behind all others.
    fn last(&mut self) -> Vec<Stmt> {
        let found = self.found;
        let mut statements = Vec::new();
        for (index, registration) in found.registrations.iter().enumerate() {
            let (Place::End, Ok(definition)) = (registration.place, &registration.definition) else { continue };
            let name = found.definitions[*definition].name.to_atom_lossy().into_owned();
            let Some(context) = self.names.get(&name).copied() else { continue };
            let call = self.define(Expr::Ident(Ident::new(name, DUMMY_SP, context)), index, self.start(), DUMMY_SP);
            statements.push(Stmt::Expr(ExprStmt { span: DUMMY_SP, expr: Box::new(call) }));
        }
        statements
    }

    /// What is imported, as the module exports it and as it is called here, with that of functions first.
    fn imported_names(&self) -> Vec<(&'static str, Ident)> {
        let mut names: Vec<&'static str> = Vec::new();
        if self.functions.iter().any(Option::is_some) {
            names.push("defineAll");
        }
        for (index, registration) in self.found.registrations.iter().enumerate() {
            let name = if registration.place == Place::Method { "defineMethod" } else { "define" };
            if self.written[index] && self.functions[index].is_none() && !names.contains(&name) {
                names.push(name);
            }
        }
        names.into_iter().map(|name| (name, self.ident(name))).collect()
    }

    /// The statements that go ahead of all others but the imports.
    fn first(&mut self) -> Vec<Stmt> {
        let mut names: Vec<Option<&Ident>> =
            self.table.functions.iter().map(|registration| self.functions[*registration].as_ref()).collect();
        while names.last().is_some_and(Option::is_none) {
            names.pop();
        }
        let others = take(&mut self.first).into_iter().map(|(_, statement)| statement);
        if names.is_empty() {
            return others.collect();
        }
        // Without the place of the declaration: a debugger that steps through the file has nothing to stop at here.
        let name = |name: Option<&Ident>| match name {
            Some(name) => Expr::Ident(Ident { span: DUMMY_SP, ..name.clone() }),
            None => number(0),
        };
        let args = std::iter::once(Expr::Ident(self.ident("rows"))).chain(names.into_iter().map(name));
        let call = call_of(self.ident("defineAll"), args.collect(), DUMMY_SP);
        std::iter::once(Stmt::Expr(ExprStmt { span: DUMMY_SP, expr: Box::new(call) })).chain(others).collect()
    }

    fn rows(&self) -> Option<Stmt> {
        if self.found.definitions.is_empty() {
            return None;
        }
        let thunks = self.table.thunks[..self.table.shared].iter().map(|thunk| self.thunk(thunk));
        let elems =
            std::iter::once(text_literal(&self.table.text)).chain(thunks).map(|cell| Some(cell.into())).collect();
        Some(function_returning(self.ident("rows"), Expr::Array(ArrayLit { span: DUMMY_SP, elems })))
    }

    fn thunk(&self, Thunk { path, binding }: &Thunk) -> Expr {
        arrow_returning(self.path(path, |name| self.module_context(name, *binding)))
    }

    fn numbered(&self, index: usize) -> PropOrSpread {
        let key = PropName::Num((index as f64).into());
        let value = Box::new(self.thunk(&self.table.thunks[index]));
        PropOrSpread::Prop(Box::new(Prop::KeyValue(KeyValueProp { key, value })))
    }

    fn path(&self, path: &[Text], context_of: impl Fn(&Atom) -> SyntaxContext) -> Expr {
        let Some((head, properties)) = path.split_first() else { return *Expr::undefined(DUMMY_SP) };
        let base = if is(head, "this") {
            Expr::This(ThisExpr { span: DUMMY_SP })
        } else if is(head, "import.meta") {
            Expr::MetaProp(MetaPropExpr { span: DUMMY_SP, kind: MetaPropKind::ImportMeta })
        } else {
            let name = head.to_atom_lossy().into_owned();
            let context = context_of(&name);
            Expr::Ident(Ident::new(name, DUMMY_SP, context))
        };
        properties.iter().fold(base, |object, name| {
            Expr::Member(MemberExpr { span: DUMMY_SP, obj: Box::new(object), prop: member_property(name) })
        })
    }

    fn row_or_reason(&self, registration: usize) -> Vec<Expr> {
        match &self.found.registrations[registration].definition {
            Ok(definition) => vec![Expr::Ident(self.ident("rows")), number(self.table.indexes[*definition])],
            Err(diagnostic) => vec![string(&format_diagnostic(diagnostic, self.context))],
        }
    }

    fn ident(&self, name: &str) -> Ident {
        Ident::new(format!("{}{name}", self.underscores).into(), DUMMY_SP, self.generated)
    }

    /// Visits a list of statements, and registers the functions and classes that are declared in it: a function at the start
    /// of its list, because it can be called from there on, a class after itself.
    fn visit_list<Item: ListItem>(&mut self, items: &mut Vec<Item>) {
        let at_top = replace(&mut self.at_top, false);
        if !at_top && !self.tracks && self.wanted.is_empty() {
            return; // all are found
        }
        let mut starts = Ordered::new();
        let mut classes = Ordered::new();
        if at_top {
            self.origins = (0..items.len()).map(Some).collect();
        }
        self.visit_items(items, at_top, &mut starts, &mut classes);
        if at_top && !self.everywhere && !self.wanted.is_empty() {
            // What the compiler has moved does not stand within the span of what it stands in.
            self.everywhere = true;
            self.visit_items(items, at_top, &mut starts, &mut classes);
        }
        self.changes += starts.len() + classes.len();
        if !classes.is_empty() {
            if at_top {
                let is_class = |index: usize| classes.binary_search_by_key(&index, |(class, _)| *class).is_ok();
                let origins = take(&mut self.origins).into_iter().enumerate();
                let and_new = |(index, origin)| std::iter::once(origin).chain(is_class(index).then_some(None));
                self.origins = origins.flat_map(and_new).collect();
            }
            let mut classes = classes.into_iter().peekable();
            for (index, item) in take(items).into_iter().enumerate() {
                items.push(item);
                let statement = classes.next_if(|(class, _)| *class == index);
                items.extend(statement.map(|(_, statement)| Item::from(statement)));
            }
        }
        if !starts.is_empty() {
            let head = items.iter().take_while(|item| item.as_statement().is_some_and(is_directive)).count();
            // As one inserted at the start after the other: the last one is the first.
            items.splice(head..head, starts.into_iter().rev().map(|(_, statement)| statement.into()));
        }
    }

    /// `starts` by registration, `classes` by the index of the item.
    fn visit_items<Item: ListItem>(
        &mut self,
        items: &mut [Item],
        at_top: bool,
        starts: &mut Ordered,
        classes: &mut Ordered,
    ) {
        for (index, item) in items.iter_mut().enumerate() {
            if at_top && !self.may_hold(item.span(), true) {
                continue;
            }
            let (start, changes) = (self.start(), self.changes);
            item.visit_mut_with(self);
            let registered = item.declaration(at_top).and_then(|declaration| self.register(declaration, start));
            if at_top && changes != self.changes {
                self.origins[index] = None;
            }
            match registered {
                Some((registration, statement, true)) if at_top => {
                    insert_in_order(&mut self.first, registration, statement)
                }
                Some((registration, statement, true)) => insert_in_order(starts, registration, statement),
                Some((_, statement, false)) => insert_in_order(classes, index, statement),
                None => (),
            }
        }
    }

    /// Whether anything that is wanted begins in a node, or where the node itself begins.
    fn may_hold(&self, span: Span, at_start: bool) -> bool {
        if self.everywhere || is_generated(span) {
            return true;
        }
        let first = self.places.partition_point(|place| *place < span.lo || *place == span.lo && !at_start);
        self.places.get(first).is_some_and(|place| *place < span.hi)
    }

    /// The statement that registers a declaration, and whether it is one of a function.
    fn register(&mut self, declaration: Declaration, start: Start) -> Option<(usize, Stmt, bool)> {
        let (registration, name, is_function) = match declaration {
            Declaration::Function(host, name) => {
                let registration = self.take(Place::Function, host)?;
                if self.table.functions.binary_search(&registration).is_ok() {
                    self.functions[registration] = Some(name.clone());
                    self.written[registration] = true;
                    return None;
                }
                (registration, name.clone(), true)
            }
            Declaration::Class(host, name) => (self.take(Place::Class, host)?, name.clone(), false),
            Declaration::Default(host, name, is_function) => {
                let registration = self.take(Place::Default, host)?;
                // An anonymous declaration needs a name that the call can use; `define` gives it the name `default` back.
                let ident = self.ident("default");
                self.changes += 1;
                *name = Some(ident.clone());
                (registration, ident, is_function)
            }
        };
        // Without the place of the declaration: a debugger that steps through the file has nothing to stop at here.
        let name = Ident { span: DUMMY_SP, ..name };
        let call = self.define(Expr::Ident(name), registration, start, DUMMY_SP);
        Some((registration, Stmt::Expr(ExprStmt { span: DUMMY_SP, expr: Box::new(call) }), is_function))
    }
}

/// Whether a definition captures a name, or a thunk gives one that is not declared at the top of the module.
fn needs_names(found: &Definitions, table: &Table, names: &Names) -> bool {
    let captures = |slot: &Slot| matches!(slot, Slot::Path { kind: 'c' | 'C', .. });
    let is_inside = |thunk: &Thunk| {
        let name = thunk.path.first().map(|name| name.to_atom_lossy());
        thunk.binding.is_some() && name.is_some_and(|name| !names.contains_key(&*name))
    };
    found.definitions.iter().any(|definition| definition.slots.iter().any(captures))
        || table.thunks.iter().any(is_inside)
}

impl VisitMut for Injector<'_> {
    noop_visit_mut_type!();

    fn visit_mut_module_items(&mut self, items: &mut Vec<ModuleItem>) {
        self.visit_list(items);
    }

    fn visit_mut_stmts(&mut self, statements: &mut Vec<Stmt>) {
        self.visit_list(statements);
    }

    fn visit_mut_function(&mut self, node: &mut Function) {
        if self.may_hold(node.span, false) {
            node.visit_mut_children_with(self);
        }
    }

    fn visit_mut_arrow_expr(&mut self, node: &mut ArrowExpr) {
        if self.may_hold(node.span, false) {
            node.visit_mut_children_with(self);
        }
    }

    fn visit_mut_class(&mut self, node: &mut Class) {
        if self.may_hold(node.span, false) {
            node.visit_mut_children_with(self);
        }
    }

    fn visit_mut_call_expr(&mut self, node: &mut CallExpr) {
        node.callee.visit_mut_with(self);
        self.visit_arguments(node.span, &mut node.args);
    }

    fn visit_mut_opt_call(&mut self, node: &mut OptCall) {
        node.callee.visit_mut_with(self);
        self.visit_arguments(node.span, &mut node.args);
    }

    fn visit_mut_var_declarator(&mut self, node: &mut VarDeclarator) {
        node.name.visit_mut_with(self);
        let start = self.start();
        node.init.visit_mut_with(self);
        let Some(init) = &mut node.init else { return };
        if let Some(registration) = self.take(Place::Initializer, node.span) {
            self.wrap(init, registration, start);
        }
    }

    fn visit_mut_assign_expr(&mut self, node: &mut AssignExpr) {
        node.left.visit_mut_with(self);
        let start = self.start();
        node.right.visit_mut_with(self);
        if let Some(registration) = self.take(Place::Assignment, node.span) {
            self.wrap(&mut node.right, registration, start);
        }
    }

    fn visit_mut_export_default_expr(&mut self, node: &mut ExportDefaultExpr) {
        let start = self.start();
        node.expr.visit_mut_with(self);
        if let Some(registration) = self.take(Place::Default, node.span) {
            self.wrap(&mut node.expr, registration, start);
        }
    }

    fn visit_mut_class_method(&mut self, node: &mut ClassMethod) {
        let start = self.start();
        node.visit_mut_children_with(self);
        if let Some(registration) = self.take(Place::Method, node.span) {
            self.decorate(&mut node.function.decorators, registration, start);
        }
    }

    fn visit_mut_private_method(&mut self, node: &mut PrivateMethod) {
        let start = self.start();
        node.visit_mut_children_with(self);
        if let Some(registration) = self.take(Place::Method, node.span) {
            self.decorate(&mut node.function.decorators, registration, start);
        }
    }

    // Which names a definition captures.

    fn visit_mut_ident(&mut self, node: &mut Ident) {
        if self.tracks {
            self.used.push(node.to_id());
        }
    }

    fn visit_mut_binding_ident(&mut self, node: &mut BindingIdent) {
        if self.tracks {
            let names = if self.assigning { &mut self.used } else { &mut self.declared };
            names.push(node.to_id());
        }
    }

    fn visit_mut_assign_target(&mut self, node: &mut AssignTarget) {
        self.visit_assigned(|visitor| node.visit_mut_children_with(visitor));
    }

    fn visit_mut_for_head(&mut self, node: &mut ForHead) {
        match node {
            ForHead::Pat(pattern) => self.visit_assigned(|visitor| pattern.visit_mut_with(visitor)),
            _ => node.visit_mut_children_with(self),
        }
    }

    fn visit_mut_expr(&mut self, node: &mut Expr) {
        if !self.tracks && self.wanted.is_empty() {
            return; // all are found
        }
        let assigning = replace(&mut self.assigning, false);
        let start = self.start();
        node.visit_mut_children_with(self);
        self.assigning = assigning;
        let branch = span_of_function(node).and_then(|host| self.take(Place::Branch, host));
        if let Some(registration) = branch {
            self.wrap(node, registration, start);
        }
    }

    fn visit_mut_fn_decl(&mut self, node: &mut FnDecl) {
        self.declared.push(node.ident.to_id());
        node.function.visit_mut_with(self);
    }

    fn visit_mut_fn_expr(&mut self, node: &mut FnExpr) {
        self.declared.extend(node.ident.as_ref().map(Ident::to_id));
        node.function.visit_mut_with(self);
    }

    fn visit_mut_class_decl(&mut self, node: &mut ClassDecl) {
        self.declared.push(node.ident.to_id());
        node.class.visit_mut_with(self);
    }

    fn visit_mut_class_expr(&mut self, node: &mut ClassExpr) {
        self.declared.extend(node.ident.as_ref().map(Ident::to_id));
        node.class.visit_mut_with(self);
    }

    fn visit_mut_ts_enum_decl(&mut self, node: &mut TsEnumDecl) {
        self.declared.push(node.id.to_id());
        node.members.visit_mut_with(self);
    }

    // What only looks like a name.

    fn visit_mut_jsx_element_name(&mut self, node: &mut JSXElementName) {
        match node {
            JSXElementName::Ident(name) if name.sym.starts_with(|first: char| first.is_ascii_lowercase()) => (),
            _ => node.visit_mut_children_with(self),
        }
    }

    fn visit_mut_labeled_stmt(&mut self, node: &mut LabeledStmt) {
        node.body.visit_mut_with(self);
    }

    fn visit_mut_break_stmt(&mut self, _: &mut BreakStmt) {}

    fn visit_mut_continue_stmt(&mut self, _: &mut ContinueStmt) {}
}

impl Injector<'_> {
    fn visit_arguments(&mut self, host: Span, arguments: &mut [ExprOrSpread]) {
        let mut start = self.start();
        for (index, argument) in arguments.iter_mut().enumerate() {
            argument.visit_mut_with(self);
            if index > 0 {
                continue;
            }
            if let Some(registration) = self.take(Place::Argument, host) {
                self.wrap(&mut argument.expr, registration, start);
            }
            start = self.start();
        }
    }

    fn visit_assigned(&mut self, visit: impl FnOnce(&mut Self)) {
        let assigning = replace(&mut self.assigning, true);
        visit(self);
        self.assigning = assigning;
    }
}

/// A statement of a list: those of a function or block, or the items of a module.
trait ListItem: From<Stmt> + Spanned + for<'a> VisitMutWith<Injector<'a>> {
    fn as_statement(&self) -> Option<&Stmt>;
    fn is_import(&self) -> bool;
    /// Of a declaration that is exported only at the top of the file.
    fn declaration(&mut self, at_top: bool) -> Option<Declaration<'_>>;
}

impl ListItem for Stmt {
    fn as_statement(&self) -> Option<&Stmt> {
        Some(self)
    }

    fn is_import(&self) -> bool {
        false
    }

    fn declaration(&mut self, _: bool) -> Option<Declaration<'_>> {
        match self {
            Stmt::Decl(declaration) => declaration_of(declaration),
            _ => None,
        }
    }
}

impl ListItem for ModuleItem {
    fn as_statement(&self) -> Option<&Stmt> {
        self.as_stmt()
    }

    fn is_import(&self) -> bool {
        matches!(self, ModuleItem::ModuleDecl(ModuleDecl::Import(_)))
    }

    fn declaration(&mut self, at_top: bool) -> Option<Declaration<'_>> {
        match self {
            ModuleItem::Stmt(statement) => statement.declaration(at_top),
            ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) if at_top => declaration_of(&export.decl),
            ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultDecl(export)) if at_top => match &mut export.decl {
                DefaultDecl::Fn(FnExpr { ident: Some(name), function }) => {
                    Some(Declaration::Function(function.span, name))
                }
                DefaultDecl::Class(ClassExpr { ident: Some(name), class }) => {
                    Some(Declaration::Class(class.span, name))
                }
                DefaultDecl::Fn(function) => Some(Declaration::Default(export.span, &mut function.ident, true)),
                DefaultDecl::Class(class) => Some(Declaration::Default(export.span, &mut class.ident, false)),
                _ => None,
            },
            _ => None,
        }
    }
}

fn span_of_function(node: &Expr) -> Option<Span> {
    match node {
        Expr::Fn(node) => Some(node.function.span),
        Expr::Arrow(node) => Some(node.span),
        Expr::Class(node) => Some(node.class.span),
        _ => None,
    }
}

fn declaration_of(declaration: &Decl) -> Option<Declaration<'_>> {
    match declaration {
        Decl::Fn(declaration) => Some(Declaration::Function(declaration.function.span, &declaration.ident)),
        Decl::Class(declaration) => Some(Declaration::Class(declaration.class.span, &declaration.ident)),
        _ => None,
    }
}

/// The import comes after the directives (`"use client"` must stay first), the first statements after all imports.
fn add_statements<Item: ListItem>(
    body: &mut Vec<Item>,
    origins: &mut Origins,
    import: Item,
    first: Vec<Stmt>,
    last: Vec<Stmt>,
) {
    let head = body.iter().take_while(|item| item.as_statement().is_some_and(is_directive)).count();
    let imports = body.iter().skip(head).take_while(|item| item.is_import()).count();
    origins.splice(head + imports..head + imports, first.iter().map(|_| None));
    origins.insert(head, None);
    origins.extend(last.iter().map(|_| None));
    body.splice(head + imports..head + imports, first.into_iter().map(Item::from));
    body.insert(head, import);
    body.extend(last.into_iter().map(Item::from));
}

type Ordered = Vec<(usize, Stmt)>;

/// Keeps statements in the order of the registrations.
fn insert_in_order(statements: &mut Ordered, registration: usize, statement: Stmt) {
    let at = statements.partition_point(|(other, _)| *other < registration);
    statements.insert(at, (registration, statement));
}
