//! Refactorings of control flow that no call can tell apart (C3 … C12), on one list of statements and on one expression.
//! Twin: babel-plugin/src/rules/control-flow.ts

use swc_core::common::DUMMY_SP;

use super::simplify::{awaits_return, Context};
use crate::{
    scope::{for_each_target, holds_statements},
    swc_core,
    tree::Node,
};

pub fn simplify_control_flow(node: &mut Node, context: &Context) {
    match node {
        Node::Function { r#async, generator, body, .. } => {
            simplify_function_body(body, !awaits_return(*r#async, *generator), context);
        }
        Node::Block { body }
        | Node::Labeled { body, .. }
        | Node::ForIn { body, .. }
        | Node::ForOf { body, .. }
        | Node::With { body, .. }
        | Node::StaticBlock { body }
        | Node::Case { body, .. }
        | Node::Catch { body, .. } => simplify_list(body, context),
        Node::If { r#else, test, then } => {
            test_of(test);
            simplify_list(then, context);
            simplify_list(r#else, context);
            simplify_if(test, then, r#else);
        }
        Node::For { body, test, .. } => {
            test.iter_mut().for_each(|test| test_of(test));
            simplify_list(body, context);
        }
        Node::DoWhile { body, test } => {
            test_of(test);
            simplify_list(body, context);
        }
        Node::While { body, test } => {
            test_of(test);
            simplify_list(body, context);
            let (body, test) = (take_list(body), take(test));
            *node = Node::For { body, init: Vec::new(), test: Some(Box::new(test)), update: None };
            // C9
        }
        Node::Try { block, finalizer, .. } => {
            simplify_list(block, context);
            finalizer.iter_mut().for_each(|finalizer| simplify_list(finalizer, context));
        }
        Node::Conditional { r#else, test, then } => {
            test_of(test);
            *node = conditional(take(test), take(then), take(r#else));
        }
        Node::Unary { argument, operator: "!" } => {
            if let Some(operator) = negated_comparison(argument) {
                let mut comparison = take(argument);
                set_operator(&mut comparison, operator);
                *node = comparison;
            }
        }
        Node::Assign { .. } => simplify_assign(node, context),
        _ => (),
    }
}

/// A list from its end to its start, so that what follows a statement is simple already.
fn simplify_list(statements: &mut Vec<Node>, context: &Context) {
    let mut rest = Vec::new();
    for statement in take_list(statements).into_iter().rev() {
        rest = prepend(statement, rest, context);
    }
    *statements = rest;
}

fn prepend(mut statement: Node, mut rest: Vec<Node>, context: &Context) -> Vec<Node> {
    if !matches!(statement, Node::If { .. }) && is_abrupt(&statement) {
        rest = hoisted(rest); // C8
    }
    if let Node::If { r#else, test, then } = &mut statement {
        if ends_abruptly(then) && !r#else.is_empty() && !disposes(r#else) {
            // C3: what stands in `else` after a branch that leaves is what follows.
            let rest = prepend_all(take_list(r#else), rest, context);
            return prepend(statement, rest, context);
        }
        if ends_abruptly(r#else) && !disposes(then) {
            let rest = prepend_all(take_list(then), rest, context);
            let flipped = Node::If { r#else: Vec::new(), test: Box::new(not(take(test))), then: take_list(r#else) };
            return prepend(flipped, rest, context);
        }
        if let Some(assigned) = conditional_assignment(test, then, r#else, context) {
            statement = assigned;
        } else if let Some(returned) = conditional_return(test, then, r#else, rest.first_mut(), context) {
            rest[0] = returned;
            return rest;
        }
    } else if let Some(returned) = returned_temporary(&mut statement, rest.first(), context) {
        rest[0] = returned;
        return rest;
    }
    rest.insert(0, statement);
    rest
}

fn prepend_all(mut statements: Vec<Node>, rest: Vec<Node>, context: &Context) -> Vec<Node> {
    statements.extend(rest);
    simplify_list(&mut statements, context);
    statements
}

/// C7, C4: at the end of a function, `return` is what happens anyway.
fn simplify_function_body(body: &mut Vec<Node>, returns_anyway: bool, context: &Context) {
    if returns_anyway {
        body.iter_mut().for_each(return_nothing);
        body.push(Node::Return { argument: None });
    }
    simplify_list(body, context);
    if let Some(Node::Return { argument: None }) = body.last() {
        body.pop();
    }
}

/// C7: `return undefined` is `return`.
fn return_nothing(node: &mut Node) {
    match node {
        Node::Return { argument } if matches!(argument.as_deref(), Some(Node::Undefined {})) => *argument = None,
        _ if holds_statements(node) => node.for_each_child_mut(&mut return_nothing),
        _ => (),
    }
}

fn is_abrupt(statement: &Node) -> bool {
    match statement {
        Node::Return { .. } | Node::Throw { .. } | Node::Break { .. } | Node::Continue { .. } => true,
        Node::Block { body } => ends_abruptly(body),
        Node::If { r#else, then, .. } => ends_abruptly(then) && ends_abruptly(r#else),
        _ => false,
    }
}

fn ends_abruptly(statements: &[Node]) -> bool {
    statements.iter().any(is_abrupt)
}

/// What is declared by `using` is disposed of at the end of its block, so the block cannot go.
fn disposes(statements: &[Node]) -> bool {
    statements.iter().any(|node| matches!(node, Node::Variable { kind_: "using" | "await using", .. }))
}

/// C8: of code that is never reached, only what is hoisted is left: functions, and the names of variables.
fn hoisted(statements: Vec<Node>) -> Vec<Node> {
    let mut left = Vec::new();
    for statement in statements {
        match statement {
            Node::FunctionDeclaration { .. }
            | Node::Enum { .. }
            | Node::Namespace { .. }
            | Node::ImportEquals { .. } => left.push(statement),
            _ => {
                let mut names = Vec::new();
                hoisted_names(&statement, &mut names);
                names.sort_by_key(source_order);
                left.append(&mut names);
            }
        }
    }
    left
}

fn hoisted_names(node: &Node, left: &mut Vec<Node>) {
    if matches!(node, Node::Function { .. } | Node::Class { .. }) {
        return;
    }
    if let Node::Refused { .. } = node {
        left.push(node.clone());
    }
    if let Node::Variable { at, kind_: "var", target, .. } = node {
        for_each_target(target, &mut |name| {
            let target = Box::new(name.clone());
            left.push(Node::Variable { at: *at, host: DUMMY_SP, init: None, kind_: "var", target });
        });
    }
    node.for_each_child(&mut |child| hoisted_names(child, left));
}

/// The order of the source is not that of the fields.
fn source_order(node: &Node) -> u32 {
    match node {
        Node::Variable { at, .. } | Node::Refused { at, .. } => at.lo.0,
        _ => 0,
    }
}

/// C6: with two branches of which none leaves, the test is not negated.
fn simplify_if(test: &mut Node, then: &mut Vec<Node>, otherwise: &mut Vec<Node>) {
    if ends_abruptly(then) || ends_abruptly(otherwise) || otherwise.is_empty() {
        return;
    }
    if make_positive(test) {
        std::mem::swap(then, otherwise);
    }
}

/// C4: `if (a) return b; return c` is `return a ? b : c`.
fn conditional_return(
    test: &mut Node,
    then: &mut [Node],
    otherwise: &[Node],
    next: Option<&mut Node>,
    context: &Context,
) -> Option<Node> {
    let ([Node::Return { argument: first }], [], Some(Node::Return { argument: next })) = (then, otherwise, next)
    else {
        return None;
    };
    // Nothing is returned either way: the test stays for its effects.
    if is_nothing(first) && is_nothing(next) {
        return None;
    }
    if context.awaits_return && (first.is_none() || next.is_none()) {
        return None;
    }
    let value = |argument: &mut Option<Box<Node>>| argument.take().map_or(Node::Undefined {}, |argument| *argument);
    let argument = conditional(take(test), value(first), value(next));
    Some(Node::Return { argument: Some(Box::new(argument)) })
}

/// C5: `if (a) x = b; else x = c` is `x = a ? b : c` for a variable `x`.
fn conditional_assignment(
    test: &mut Node,
    then: &mut [Node],
    otherwise: &mut [Node],
    context: &Context,
) -> Option<Node> {
    let (target, then) = assignment_of(then, context)?;
    let (other, otherwise) = assignment_of(otherwise, context)?;
    if binding_of(target) != binding_of(other) {
        return None;
    }
    let value = Box::new(conditional(take(test), take(then), take(otherwise)));
    let expression = Box::new(Node::Assign { operator: "=", target: Box::new(take(target)), value });
    Some(Node::Expression { expression })
}

fn assignment_of<'a>(statements: &'a mut [Node], context: &Context) -> Option<(&'a mut Node, &'a mut Node)> {
    let [Node::Expression { expression }] = statements else { return None };
    let Node::Assign { operator: "=", target, value } = &mut **expression else { return None };
    (is_variable(target, context) && !takes_name(value)).then_some((target, value))
}

/// C12: `const x = f(); return x` is `return f()`.
fn returned_temporary(node: &mut Node, next: Option<&Node>, context: &Context) -> Option<Node> {
    let Node::Variable { init, kind_: "const" | "let" | "var", target, .. } = node else { return None };
    let Some(Node::Return { argument: Some(returned) }) = next else { return None };
    let binding = binding_of(target)?;
    if binding_of(returned) != Some(binding) || context.dynamic || init.as_deref().is_none_or(takes_name) {
        return None;
    }
    let known = &context.scopes.bindings[binding];
    (known.uses == 1 && known.declarations.len() == 1).then(|| Node::Return { argument: init.take() })
}

/// C10: `x = x + y` is `x += y` for a variable `x`.
fn simplify_assign(node: &mut Node, context: &Context) {
    let Node::Assign { operator: operator @ "=", target, value } = node else { return };
    let Node::Binary { left, operator: binary, right } = &mut **value else { return };
    if !is_variable(target, context) || binding_of(left) != binding_of(target) {
        return;
    }
    if let Some(compound) = compound(binary) {
        *operator = compound;
        **value = take(right);
    }
}

fn compound(operator: &str) -> Option<&'static str> {
    Some(match operator {
        "+" => "+=",
        "-" => "-=",
        "*" => "*=",
        "/" => "/=",
        "%" => "%=",
        "**" => "**=",
        "<<" => "<<=",
        ">>" => ">>=",
        ">>>" => ">>>=",
        "&" => "&=",
        "|" => "|=",
        "^" => "^=",
        _ => return None,
    })
}

/// C6: where only the truth of a value counts, `!!a` is `a`.
fn test_of(test: &mut Node) {
    while let Node::Unary { argument, operator: "!" } = test {
        let Node::Unary { argument: inner, operator: "!" } = &mut **argument else { return };
        *test = take(inner);
    }
}

fn not(mut test: Node) -> Node {
    if let Node::Unary { argument, operator: "!" } = &mut test {
        let mut positive = take(argument);
        test_of(&mut positive);
        return positive;
    }
    match negated_comparison(&test) {
        Some(operator) => {
            set_operator(&mut test, operator);
            test
        }
        None => Node::Unary { argument: Box::new(test), operator: "!" },
    }
}

/// C6: `!(a === b)` is `a !== b`. Not for `<`, where both are false with `NaN`.
fn negated_comparison(node: &Node) -> Option<&'static str> {
    let Node::Binary { operator, .. } = node else { return None };
    Some(match *operator {
        "===" => "!==",
        "!==" => "===",
        "==" => "!=",
        "!=" => "==",
        _ => return None,
    })
}

fn set_operator(node: &mut Node, new: &'static str) {
    if let Node::Binary { operator, .. } = node {
        *operator = new;
    }
}

fn is_nothing(argument: &Option<Box<Node>>) -> bool {
    matches!(argument.as_deref(), None | Some(Node::Undefined {}))
}

/// C6: the test of a conditional is not negated.
fn conditional(mut test: Node, then: Node, otherwise: Node) -> Node {
    let (then, otherwise) = if make_positive(&mut test) { (otherwise, then) } else { (then, otherwise) };
    Node::Conditional { r#else: Box::new(otherwise), test: Box::new(test), then: Box::new(then) }
}

/// Makes a negated test the one that it negates: `!a` becomes `a`, `a !== b` becomes `a === b`.
fn make_positive(test: &mut Node) -> bool {
    match test {
        Node::Unary { argument, operator: "!" } => {
            *test = take(argument);
            test_of(test);
            true
        }
        Node::Binary { operator: operator @ "!==", .. } => {
            *operator = "===";
            true
        }
        Node::Binary { operator: operator @ "!=", .. } => {
            *operator = "==";
            true
        }
        _ => false,
    }
}

/// An anonymous function or class takes the name of the variable that it is assigned to directly.
fn takes_name(node: &Node) -> bool {
    matches!(node, Node::Function { self_: None, .. } | Node::Class { self_: None, .. })
}

/// A variable: reading and assigning it runs no code, unless a `with` or `eval` stands between (N7).
fn is_variable(name: &Node, context: &Context) -> bool {
    binding_of(name).is_some() && !context.dynamic
}

fn binding_of(name: &Node) -> Option<usize> {
    match name {
        Node::Name { binding, .. } => *binding,
        _ => None,
    }
}

fn take(node: &mut Node) -> Node {
    std::mem::replace(node, Node::Null {})
}

fn take_list(nodes: &mut Vec<Node>) -> Vec<Node> {
    std::mem::take(nodes)
}
