//! Erases the calls that the option `ignoreCalls` lists where they stand as statements (E9), so that a log line does not cost a
//! cache. It runs ahead of all else: what only such a call uses is not used.
//!
//! A call stays if evaluating its arguments could do more than read: with an assignment, `await`, `yield`, a spread or a call
//! that is not on the list.
//! Twin: babel-plugin/src/ignore-calls.ts

use crate::tree::{is_logical, Node};

pub fn ignore_calls(module: &mut Node, patterns: &[String]) {
    if !patterns.is_empty() {
        erase_in(module, patterns);
    }
}

fn erase_in(node: &mut Node, patterns: &[String]) {
    node.for_each_child_mut(&mut |child| erase_in(child, patterns));
    match node {
        Node::Function { body, .. }
        | Node::StaticBlock { body }
        | Node::Block { body }
        | Node::Labeled { body, .. }
        | Node::For { body, .. }
        | Node::ForIn { body, .. }
        | Node::ForOf { body, .. }
        | Node::While { body, .. }
        | Node::DoWhile { body, .. }
        | Node::With { body, .. }
        | Node::Case { body, .. }
        | Node::Catch { body, .. }
        | Node::Namespace { body, .. }
        | Node::Module { body, .. } => erase(body, patterns),
        Node::If { r#else, then, .. } => {
            erase(then, patterns);
            erase(r#else, patterns);
        }
        Node::Try { block, finalizer, .. } => {
            erase(block, patterns);
            finalizer.iter_mut().for_each(|finalizer| erase(finalizer, patterns));
        }
        _ => (),
    }
}

fn erase(statements: &mut Vec<Node>, patterns: &[String]) {
    statements.retain_mut(|statement| match statement {
        Node::Expression { expression } => without_calls(expression, patterns),
        _ => true,
    });
}

/// Leaves what is left of an expression whose value is not used; `false` where that is nothing.
fn without_calls(node: &mut Node, patterns: &[String]) -> bool {
    match node {
        Node::Call { .. } => !is_ignored(node, patterns),
        Node::Chain { expression } => without_calls(expression, patterns),
        Node::Unary { argument, operator: "void" } => without_calls(argument, patterns),
        Node::Binary { left, operator, right } if is_logical(operator) => {
            if !without_calls(right, patterns) {
                *node = std::mem::replace(left, Node::Null {});
            }
            true
        }
        Node::Sequence { expressions } => {
            expressions.retain_mut(|part| without_calls(part, patterns));
            !expressions.is_empty()
        }
        _ => true,
    }
}

fn is_ignored(call: &Node, patterns: &[String]) -> bool {
    let Node::Call { arguments, callee, .. } = call else { return false };
    let Some(path) = path_of(callee) else { return false };
    let any = path.rsplit_once('.').map(|(object, _)| format!("{object}.*"));
    patterns.iter().any(|pattern| *pattern == path || any.as_ref() == Some(pattern))
        && arguments.iter().all(|argument| only_reads(argument, patterns))
}

/// `console.log` as a text.
fn path_of(callee: &Node) -> Option<String> {
    match callee {
        Node::Name { name, .. } => Some(name.to_string()),
        Node::This {} => Some("this".into()),
        Node::Member { object, property, .. } => {
            let Node::String { value } = &**property else { return None };
            Some(format!("{}.{}", path_of(object)?, value.as_str()?))
        }
        _ => None,
    }
}

/// Whether evaluating an expression does no more than read. What is inside of a function is not evaluated.
fn only_reads(node: &Node, patterns: &[String]) -> bool {
    match node {
        Node::Function { .. } => true,
        Node::Call { .. } => is_ignored(node, patterns),
        Node::New { .. }
        | Node::Tagged { .. }
        | Node::Assign { .. }
        | Node::Update { .. }
        | Node::Await { .. }
        | Node::Yield { .. }
        | Node::Spread { .. }
        | Node::Class { .. }
        | Node::ImportCall { .. }
        | Node::JsxElement { .. }
        | Node::JsxFragment { .. }
        | Node::Refused { .. }
        | Node::Unary { operator: "delete", .. } => false,
        _ => {
            let mut reads = true;
            node.for_each_child(&mut |child| reads = reads && only_reads(child, patterns));
            reads
        }
    }
}
