//! What a value is, by the syntax alone: whether it is made where it stands, is or holds functions, runs code, shows its name.
//! Twin: babel-plugin/src/values.ts

use crate::{
    common_js::required_by,
    references::is_global,
    rules::{literals::is_literal, simplify::simplify},
    scope::{Binding, BindingKind, Scopes},
    tree::{as_text, is, is_logical, Node, Text},
};

/// S1: whether a namespace adds to what is declared above it: a function, a class, an enum or another namespace.
pub fn is_merged(binding: &Binding) -> bool {
    let [first, rest @ ..] = binding.declarations.as_slice() else { return false };
    !binding.assigned
        && matches!(
            first,
            Node::FunctionDeclaration { .. }
                | Node::ClassDeclaration { .. }
                | Node::Enum { .. }
                | Node::Namespace { .. }
        )
        && rest.iter().all(|node| matches!(node, Node::Enum { .. } | Node::Namespace { .. }))
        && rest.iter().any(|node| matches!(node, Node::Namespace { .. }))
}

/// Whether the code reads a variable that is assigned again, or an enum of which there may be more further down.
pub fn reads_what_changes(node: &Node, bindings: &[Binding]) -> bool {
    if let Node::Name { binding: Some(index), .. } = node {
        let Binding { assigned, mutated, kind, declarations, .. } = &bindings[*index];
        return *assigned || *mutated || *kind == BindingKind::Enum && declarations.len() > 1;
    }
    let mut found = false;
    node.for_each_child(&mut |child| found = found || reads_what_changes(child, bindings));
    found
}

/// The name that a function or class has wherever it stands (N5, N6).
pub fn own_name_of(node: &Node) -> Option<Text> {
    let (Node::Function { self_: Some(own_name), .. } | Node::Class { self_: Some(own_name), .. }) = node else {
        return None;
    };
    match &**own_name {
        Node::Name { name, .. } => Some(as_text(name).clone()),
        _ => None,
    }
}

/// Whether evaluating the expression makes the value anew, so that no other name has it already.
pub fn makes_value(node: &Node) -> bool {
    match node {
        Node::Function { .. }
        | Node::Class { .. }
        | Node::Object { .. }
        | Node::Array { .. }
        | Node::New { .. }
        | Node::Tagged { .. }
        | Node::RegExp { .. } => true,
        Node::Call { .. } => !is_of_module(node),
        Node::Conditional { r#else, then, .. } => {
            let is_made = |branch: &Node| makes_value(branch) || is_function_in_branches(branch);
            !is_function_in_branches(node) && is_made(then) && is_made(r#else)
        }
        _ => false,
    }
}

pub fn has_functions_in_branches(binding: &Binding, scopes: &Scopes) -> bool {
    let Some(Node::Variable { target, init: Some(init), .. }) = binding.declarations.first() else { return false };
    if binding.assigned || !matches!(**target, Node::Name { .. }) {
        return false;
    }
    matches!(**init, Node::Conditional { .. } | Node::Binary { .. })
        && branches_of(init).into_iter().any(|branch| match branch {
            Node::Name { binding, .. } => binding.is_some_and(|index| is_function(&scopes.bindings[index])),
            _ => matches!(branch, Node::Function { .. } | Node::Class { .. }),
        })
}

/// What a value is in each of its branches.
pub fn branches_of(value: &Node) -> Vec<&Node> {
    match value {
        Node::Conditional { r#else, then, .. } => {
            [then, r#else].into_iter().flat_map(|each| branches_of(each)).collect()
        }
        Node::Binary { operator, left, right } if is_logical(operator) => {
            [left, right].into_iter().flat_map(|each| branches_of(each)).collect()
        }
        _ => vec![value],
    }
}

/// Whether it is a function or class, or an object or array that has some.
pub fn writes_functions(node: &Node) -> bool {
    let in_branches = |value: &Node| branches_of(value).into_iter().any(writes_functions);
    match node {
        Node::Function { .. } | Node::Class { .. } => true,
        Node::Object { properties } => properties.iter().any(|property| match property {
            Node::Property { value: Some(value), .. } => in_branches(value),
            _ => false,
        }),
        Node::Array { elements } => elements.iter().flatten().any(in_branches),
        _ => false,
    }
}

/// Whether the value is a function that it makes, in whatever branch: then it counts by that, too.
fn is_function_in_branches(node: &Node) -> bool {
    match node {
        Node::Conditional { r#else, then, .. } => is_function_in_branches(then) && is_function_in_branches(r#else),
        _ => matches!(node, Node::Function { .. } | Node::Class { .. }),
    }
}

/// S12: whether a constant is what another module gives, or a part of that.
pub fn is_given(binding: &Binding) -> bool {
    matches!(binding.declarations.first(), Some(Node::Variable { init: Some(init), .. }) if is_of_module(init))
}

/// `require('./a')` and `await import('./a')`, and members of these; of any `require`, since `createRequire` makes others.
fn is_of_module(node: &Node) -> bool {
    match node {
        Node::Member { object, .. } => is_of_module(object),
        Node::Await { argument } => matches!(**argument, Node::ImportCall { .. }),
        Node::Call { callee, .. } => matches!(&**callee, Node::Name { name, .. } if name == "require"),
        _ => false,
    }
}

/// Whether the value may be a function, or an object that has some; but for a name alone, which is registered where it is declared.
pub fn holds_functions(node: &Node, scopes: &Scopes) -> bool {
    match node {
        Node::Conditional { r#else, then, .. } => [then, r#else]
            .iter()
            .any(|branch| matches!(***branch, Node::Name { .. }) || holds_functions(branch, scopes)),
        Node::Binary { operator, .. } => is_logical(operator),
        // T1
        Node::Member { .. } => required_by(node).is_none() && !is_constant_member(node, scopes),
        Node::Chain { .. } | Node::Await { .. } | Node::Assign { .. } | Node::Sequence { .. } => {
            required_by(node).is_none()
        }
        _ => makes_value(node) && required_by(node).is_none(),
    }
}

fn is_constant_member(node: &Node, scopes: &Scopes) -> bool {
    let mut simple = node.clone();
    simplify(&mut simple, scopes, false);
    !matches!(simple, Node::Member { .. })
}

/// S4: whether it is a variable of the module that is assigned again.
pub fn is_variable(binding: &Binding) -> bool {
    binding.assigned && binding.scope == 0
}

pub fn is_function(binding: &Binding) -> bool {
    if binding.assigned {
        return false;
    }
    match binding.declarations.first() {
        Some(Node::FunctionDeclaration { .. } | Node::ClassDeclaration { .. }) => true,
        Some(Node::Variable { target, init: Some(init), .. }) => {
            matches!((&**target, &**init), (Node::Name { .. }, Node::Function { .. }))
        }
        _ => false,
    }
}

pub fn is_evaluated(node: &Node) -> bool {
    let Node::Class { decorators, members, superClass, .. } = node else {
        return !matches!(node, Node::Function { .. });
    };
    let is_made = superClass.as_deref().is_some_and(|parent| !matches!(parent, Node::Name { .. }));
    is_made || is_decorated(decorators) || members.iter().any(|member| may_read_name(member) || is_computed(member))
}

fn is_computed(member: &Node) -> bool {
    let Node::Property { key, .. } = member else { return false };
    !matches!(**key, Node::PrivateName { .. }) && !is_literal(key)
}

/// An anonymous class that runs code of its own could see that its name came late, and one with a property `name` would lose that.
pub fn reads_own_name(node: &Node) -> bool {
    let Node::Class { self_: None, decorators, members, .. } = node else { return false };
    is_decorated(decorators) || members.iter().any(may_read_name)
}

fn may_read_name(member: &Node) -> bool {
    let Node::Property { decorators, key, kind_, r#static, value, .. } = member else { return true };
    if is_decorated(decorators) || !r#static {
        return is_decorated(decorators);
    }
    match &**key {
        Node::String { value: name } if name != "name" => {
            let is_evaluated = matches!(*kind_, "field" | "accessor");
            let is_inert = |value: &Node| matches!(value, Node::Function { .. }) || is_literal(value);
            is_evaluated && value.as_deref().is_some_and(|value| !is_inert(value))
        }
        _ => true,
    }
}

fn is_decorated(decorators: &Option<Vec<Node>>) -> bool {
    decorators.as_ref().is_some_and(|decorators| !decorators.is_empty())
}

pub fn is_anonymous(node: &Node) -> bool {
    matches!(node, Node::Function { self_: None, .. } | Node::Class { self_: None, .. })
}

/// Of `exports.half` and `module.exports.half`: the name; of `module.exports`, and of `exports` beside it: nothing, for the
/// whole.
pub fn exported_by(target: &Node) -> Option<Text> {
    if is_global(target, "exports") {
        return Some(Text::default());
    }
    let Node::Member { object, property, .. } = target else { return None };
    let Node::String { value } = &**property else { return None };
    if is_global(object, "module") {
        return is(value, "exports").then(Text::default);
    }
    let is_whole = matches!(**object, Node::Member { .. }) && exported_by(object).is_some_and(|name| name.is_empty());
    (is_whole || is_global(object, "exports")).then(|| value.clone())
}

/// The properties of an object literal that hold functions which it makes.
pub fn made_by(value: &Node) -> Vec<Text> {
    let Node::Object { properties } = value else { return Vec::new() };
    let name_of = |property: &Node| match property {
        Node::Property { key, kind_: "value" | "method", value: Some(value), .. } => match (&**key, &**value) {
            (Node::String { value }, Node::Function { .. }) => Some(value.clone()),
            _ => None,
        },
        _ => None,
    };
    properties.iter().filter_map(name_of).collect()
}
