//! F1 … F5: which calls and decorators are those of `cached`.
//!
//! F1 `import { cached as c } from 'autocached'; c(fn)`: by its import, also from `autocached/core`, under any name, also of CommonJS
//! (`require`)
//! F2 `import * as ac from 'autocached'; ac.cached(fn)`: by a namespace
//! F3 `const c = cached({ … }); c(fn)`, `cached({ … })(fn)`: by a variable that is never assigned again, options first
//! F4 `@cached(…) method() {}`, `@cached method() {}`: as a decorator of a method or accessor
//! F4 is out of sight where the compiler has lowered the class already; then its refusal is reported instead (R6).
//! F5 `import { withRedis } from './cache'; withRedis(fn)`: by an imported name that the option `wrappers` lists
//! Twin: babel-plugin/src/find-calls.ts

use std::cmp::Reverse;

use swc_core::common::Span;

use crate::{
    builtin_modules::PACKAGE,
    callees::DEEPEST,
    canonical_form::Refused,
    common_js::required_by,
    options::Options,
    scope::{Binding, BindingKind, Scopes},
    swc_core,
    tree::{as_text, is, BindingId, Node, Text},
};

/// Where `cached` is exported.
const SOURCES: [&str; 2] = [PACKAGE, "autocached/core"];

#[derive(Default)]
pub struct CachedUses<'a> {
    /// Calls in the order of the source, an outer call before the calls inside of it.
    pub calls: Vec<CachedCall<'a>>,
    pub methods: Vec<CachedMethod<'a>>,
    /// What holds a class in which there are such calls or methods: their `this` counts by it.
    pub classes: Vec<BindingId>,
    /// Classes that the compiler has changed, in a file that uses `cached`: their methods may have been decorated.
    pub lowered: Vec<Lowered>,
}

pub struct CachedCall<'a> {
    pub host: Span,
    /// A Function or a Name.
    pub argument: &'a Node,
    pub label: Text,
    /// The variable that holds the cached function.
    pub holder: Option<BindingId>,
}

pub struct Lowered {
    pub refused: Refused,
    pub name: Text,
}

pub struct CachedMethod<'a> {
    pub host: Span,
    pub key: &'a Node,
    pub method: &'a Node,
}

pub fn find_calls<'a>(module: &'a Node, scopes: &Scopes, options: &Options) -> CachedUses<'a> {
    let mut uses = CachedUses::default();
    let in_use = (0..scopes.bindings.len()).any(|index| is_cached_binding(index, scopes, options, &mut Vec::new()));
    // Nothing else leads to `cached`: most files that export are spared a walk.
    if in_use || scopes.bindings.iter().any(is_package) {
        visit(module, module, &mut uses, &Finding { scopes, options, in_use });
    }
    uses
}

fn visit<'a>(node: &'a Node, parent: &'a Node, uses: &mut CachedUses<'a>, finding: &Finding) {
    let Finding { scopes, options, in_use } = *finding;
    match node {
        Node::Call { callee, arguments, host, .. } => {
            if let Some(argument @ (Node::Function { .. } | Node::Name { .. })) = arguments.first() {
                if is_cached(callee, scopes, options) {
                    // The children of a node come in the order of the fields, not of the source.
                    let order = source_order(*host);
                    let at = uses.calls.partition_point(|other| source_order(other.host) <= order);
                    let (label, holder) = (label_of(node, parent), holder_of(node, parent));
                    uses.calls.insert(at, CachedCall { host: *host, argument, label, holder });
                }
            }
        }
        Node::Property { decorators: Some(decorators), key, kind_, value: Some(method), host, .. } => {
            let is_method = matches!(**method, Node::Function { .. }) && matches!(*kind_, "method" | "get" | "set");
            if is_method && decorators.iter().any(|decorator| is_cached(decorator, scopes, options)) {
                let order = source_order(*host);
                let at = uses.methods.partition_point(|other| source_order(other.host) <= order);
                uses.methods.insert(at, CachedMethod { host: *host, key, method });
                // F4
            }
        }
        Node::Class { members, .. } if in_use => {
            let refused = members.iter().find_map(|member| match member {
                Node::Refused { at, message, rule: "R6" } => {
                    Some(Refused { rule: "R6", message: message.clone(), at: *at })
                }
                _ => None,
            });
            if let Some(refused) = refused {
                uses.lowered.push(Lowered { refused, name: class_name_of(node, parent) });
            }
        }
        _ => (),
    }
    let before = uses.calls.len() + uses.methods.len();
    node.for_each_child(&mut |child| visit(child, node, uses, finding));
    if matches!(node, Node::Class { .. }) && uses.calls.len() + uses.methods.len() > before {
        uses.classes.extend(holder_of(node, parent));
    }
}

fn class_name_of(node: &Node, parent: &Node) -> Text {
    match (parent, node) {
        (Node::ClassDeclaration { target, .. }, _) => text_of(target),
        (_, Node::Class { self_: Some(own_name), .. }) => text_of(own_name),
        _ => Text::default(),
    }
}

/// What people will call the cached function: the variable or property that it is given to.
fn label_of(call: &Node, parent: &Node) -> Text {
    match parent {
        Node::Variable { init: Some(init), target, .. } if std::ptr::eq(&**init, call) => text_of(target),
        Node::Property { key, value: Some(value), .. } if std::ptr::eq(&**value, call) => match &**key {
            Node::String { value } => value.clone(),
            _ => Text::default(),
        },
        _ => Text::default(),
    }
}

/// The variable that holds the cached function, or the class.
fn holder_of(value: &Node, parent: &Node) -> Option<BindingId> {
    match parent {
        Node::ClassDeclaration { target, .. } => binding_of(target),
        Node::Variable { init: Some(init), target, .. } if std::ptr::eq(&**init, value) => binding_of(target),
        _ => None,
    }
}

fn binding_of(name: &Node) -> Option<BindingId> {
    match name {
        Node::Name { binding, .. } => *binding,
        _ => None,
    }
}

fn text_of(name: &Node) -> Text {
    match name {
        Node::Name { name, .. } => as_text(name).clone(),
        _ => Text::default(),
    }
}

/// What the walk knows beside the node.
struct Finding<'f> {
    scopes: &'f Scopes<'f>,
    options: &'f Options,
    /// Whether `cached` is bound to a name of the file.
    in_use: bool,
}

fn source_order(span: Span) -> (u32, Reverse<u32>) {
    (span.lo.0, Reverse(span.hi.0))
}

/// Whether an expression is `cached`, or `cached` with options.
pub fn is_cached(node: &Node, scopes: &Scopes, options: &Options) -> bool {
    is_cached_through(node, scopes, options, &mut Vec::new())
}

/// Whether a constant holds the result of a call of `cached`.
pub fn holds_cached(binding: &Binding, scopes: &Scopes, options: &Options) -> bool {
    let Some(Node::Variable { target, init: Some(init), .. }) = binding.declarations.first() else { return false };
    matches!(**target, Node::Name { .. })
        && matches!(&**init, Node::Call { callee, .. } if is_cached(callee, scopes, options))
}

/// `seen`: the variables that led here, because `const c = c()` leads to itself.
fn is_cached_through(node: &Node, scopes: &Scopes, options: &Options, seen: &mut Vec<BindingId>) -> bool {
    match node {
        Node::Name { binding: Some(index), .. } => is_cached_binding(*index, scopes, options, seen),
        // F2
        Node::Member { object, property, .. } => match (&**object, &**property) {
            (Node::Name { binding: Some(index), .. }, Node::String { value }) => {
                is(value, "cached") && is_package(&scopes.bindings[*index])
            }
            _ => false,
        },
        Node::Call { callee, .. } => is_cached_through(callee, scopes, options, seen), // F3
        _ => false,
    }
}

fn is_cached_binding(index: BindingId, scopes: &Scopes, options: &Options, seen: &mut Vec<BindingId>) -> bool {
    let binding = &scopes.bindings[index];
    if binding.kind == BindingKind::Import {
        let (Some(source), Some(imported)) = (&binding.source, &binding.imported) else { return false };
        if is_source(source) {
            return is(imported, "cached"); // F1
        }
        return options.wrappers.iter().any(|wrapper| is(imported, wrapper)); // F5
    }
    let Some(Node::Variable { target, init: Some(init), .. }) = binding.declarations.first() else { return false };
    if binding.assigned || seen.contains(&index) || seen.len() == DEEPEST {
        return false;
    }
    seen.push(index);
    match &**target {
        // F3
        Node::Name { .. } => match &**init {
            Node::Call { callee, .. } => is_cached_through(callee, scopes, options, seen),
            _ => false,
        },
        // F1
        Node::ObjectPattern { properties } if is_required_package(init) => properties.iter().any(|property| {
            let Node::Property { key, value: Some(value), .. } = property else { return false };
            matches!(&**key, Node::String { value } if is(value, "cached"))
                && matches!(**value, Node::Name { binding: Some(binding), .. } if binding == index)
        }),
        _ => false,
    }
}

fn is_package(binding: &Binding) -> bool {
    if let (BindingKind::Import, Some(source), Some(imported)) = (binding.kind, &binding.source, &binding.imported) {
        return is_source(source) && is(imported, "*");
    }
    if binding.assigned {
        return false;
    }
    match binding.declarations.first() {
        Some(Node::ImportEquals { value, .. }) => is_package_name(value),
        Some(Node::Variable { init: Some(init), .. }) => is_required_package(init),
        _ => false,
    }
}

fn is_required_package(node: &Node) -> bool {
    required_by(node).is_some_and(|(source, path)| is_source(source) && path.is_empty())
}

fn is_package_name(node: &Node) -> bool {
    matches!(node, Node::String { value } if is_source(value))
}

fn is_source(text: &Text) -> bool {
    SOURCES.iter().any(|source| is(text, source))
}
