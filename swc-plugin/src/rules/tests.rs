//! Tests (C6): where only the truth of a value counts, negations are pushed to the leaves and cancel out. As a value, `!x` stays
//! a boolean.
//! Twin: babel-plugin/src/rules/tests.ts

use super::take;
use crate::tree::Node;

pub fn simplify_test(node: &mut Node) {
    match node {
        Node::Unary { argument, operator: "!" } => {
            let mut test = take(argument);
            test_of(&mut test);
            negate(&mut test);
            boolean_of(&mut test);
            *node = test;
        }
        Node::If { test, .. }
        | Node::Conditional { test, .. }
        | Node::While { test, .. }
        | Node::DoWhile { test, .. }
        | Node::For { test: Some(test), .. } => test_of(test),
        _ => (),
    }
}

/// A value of which only the truth counts: `!!a` is `a`, and `!(a && b)` is `!a || !b`.
pub fn test_of(node: &mut Node) {
    match node {
        Node::Unary { argument, operator: "!" } => {
            let mut test = take(argument);
            test_of(&mut test);
            negate(&mut test);
            *node = test;
        }
        Node::Binary { left, operator: "&&" | "||", right } => {
            test_of(left);
            test_of(right);
        }
        _ => (),
    }
}

/// The negation of a test.
pub fn negate(test: &mut Node) {
    match test {
        Node::Unary { argument, operator: "!" } => *test = take(argument),
        Node::Binary { left, operator: operator @ ("&&" | "||"), right } => {
            *operator = if *operator == "&&" { "||" } else { "&&" };
            negate(left);
            negate(right);
        }
        Node::Binary { operator, .. } if negated(operator).is_some() => {
            *operator = negated(operator).unwrap_or(operator);
        }
        _ => *test = not(take(test)),
    }
}

/// Whether a test is the one of a pair `a`, `!a` that is not written where the other can stand: its first part is negated.
pub fn is_negative(test: &Node) -> bool {
    match test {
        Node::Binary { left, operator: "&&" | "||", .. } => is_negative(left),
        Node::Unary { operator: "!", .. } | Node::Binary { operator: "!==" | "!=", .. } => true,
        _ => false,
    }
}

/// The boolean that a test comes to.
pub fn boolean_of(test: &mut Node) {
    if is_boolean(test) {
        return;
    }
    if let Node::Binary { left, operator: "&&" | "||", right } = test {
        boolean_of(left);
        boolean_of(right);
    } else {
        *test = not(not(take(test)));
    }
}

/// `a && b` and `a || b`; chains lean to the left, whatever the parentheses.
pub fn logical(operator: &'static str, left: Node, right: Node) -> Node {
    match right {
        Node::Binary { left: inner, operator: same, right: last } if same == operator => {
            Node::Binary { left: Box::new(logical(operator, left, *inner)), operator, right: last }
        }
        right => Node::Binary { left: Box::new(left), operator, right: Box::new(right) },
    }
}

fn not(argument: Node) -> Node {
    Node::Unary { argument: Box::new(argument), operator: "!" }
}

fn is_boolean(node: &Node) -> bool {
    match node {
        Node::Boolean { .. } => true,
        Node::Unary { operator, .. } => matches!(*operator, "!" | "delete"),
        Node::Binary { left, operator: "&&" | "||", right } => is_boolean(left) && is_boolean(right),
        Node::Binary { operator, .. } => {
            matches!(*operator, "===" | "!==" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "instanceof")
        }
        _ => false,
    }
}

/// `!(a === b)` is `a !== b`. Not for `<`, where both are false with `NaN`.
fn negated(operator: &str) -> Option<&'static str> {
    Some(match operator {
        "===" => "!==",
        "!==" => "===",
        "==" => "!=",
        "!=" => "==",
        _ => return None,
    })
}
