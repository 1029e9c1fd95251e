//! Literals count by their value, and what is computed from literals alone is computed (L1 … L13).
//! Only what gives the same bits in every language: no `**`, no arithmetic on BigInt but its sign.
//! Twin: babel-plugin/src/rules/literals.ts

use std::mem::take;

use swc_core::atoms::wtf8::Wtf8Buf;

use crate::{
    number::{to_int32, to_string},
    swc_core,
    tree::{is, text, Digits, Node, Text},
};

pub fn simplify_literal(node: &mut Node, dynamic: bool) {
    let simplified = match node {
        Node::RegExp { flags, .. } => {
            *flags = sorted(flags); // L4
            None
        }
        Node::Name { binding: None, name } if !dynamic => simplify_global(name),
        Node::Template { strings, expressions } => simplify_template(strings, expressions),
        Node::Unary { operator, argument } => simplify_unary(operator, argument),
        Node::Binary { operator, left, right } => simplify_binary(operator, left, right),
        _ => None,
    };
    if let Some(simplified) = simplified {
        *node = simplified;
        if let Node::Binary { .. } = node {
            simplify_literal(node, dynamic);
        }
    }
}

fn sorted(flags: &str) -> String {
    let mut sorted = String::new();
    for flag in flags.chars() {
        let at = sorted.find(|other| other > flag).unwrap_or(sorted.len());
        sorted.insert(at, flag);
    }
    sorted
}

/// L6: the globals that cannot be assigned.
fn simplify_global(name: &str) -> Option<Node> {
    match name {
        "undefined" => Some(Node::Undefined {}),
        "NaN" => Some(Node::Number { value: f64::NAN }),
        "Infinity" => Some(Node::Number { value: f64::INFINITY }),
        _ => None,
    }
}

/// L5, L10: a template of literals is a string; literals in it become part of its text.
fn simplify_template(strings: &mut Vec<Text>, expressions: &mut Vec<Node>) -> Option<Node> {
    if !expressions.is_empty() && !expressions.iter().any(is_literal) {
        return None;
    }
    let mut given = take(strings).into_iter();
    let mut current = Wtf8Buf::from(&given.next().unwrap_or_default());
    for expression in take(expressions) {
        let next = given.next().unwrap_or_default();
        match text_of(&expression) {
            Some(text) => {
                current.push_wtf8(&text);
                current.push_wtf8(&next);
            }
            None => {
                strings.push(std::mem::replace(&mut current, Wtf8Buf::from(&next)).into());
                expressions.push(expression);
            }
        }
    }
    if expressions.is_empty() {
        return Some(Node::String { value: current.into() });
    }
    strings.push(current.into());
    None
}

fn simplify_unary(operator: &str, argument: &Node) -> Option<Node> {
    match (operator, argument) {
        ("void", argument) if is_literal(argument) => Some(Node::Undefined {}), // L6
        ("!", argument) => truth_of(argument).map(|truth| Node::Boolean { value: !truth }), // L7
        ("-", Node::BigInt { value }) => Some(Node::BigInt { value: negative(value) }), // L3
        ("-", Node::Number { value }) => Some(Node::Number { value: -value }),  // L8
        ("+", Node::Number { value }) => Some(Node::Number { value: *value }),  // L8
        ("~", Node::Number { value }) => Some(Node::Number { value: f64::from(!to_int32(*value)) }), // L8
        _ => None,
    }
}

fn negative(Digits(digits): &Digits) -> Digits {
    Digits(match digits.strip_prefix('-') {
        Some(positive) => positive.into(),
        None if digits == "0" => digits.clone(),
        None => format!("-{digits}"),
    })
}

fn simplify_binary(operator: &str, left: &mut Node, right: &mut Node) -> Option<Node> {
    if let (Node::Number { value: left }, Node::Number { value: right }) = (&*left, &*right) {
        return arithmetic(operator, *left, *right).map(|value| Node::Number { value });
    }
    if operator == "+" {
        simplify_concatenation(left, right)
    } else {
        simplify_comparison(operator, left, right)
    }
}

/// L11, L12, L13.
fn simplify_comparison(operator: &str, left: &mut Node, right: &mut Node) -> Option<Node> {
    let mirrored = mirror(operator)?;
    let binary = |left: &mut Node, operator, right: Node| {
        let left = Box::new(std::mem::replace(left, Node::Null {}));
        Some(Node::Binary { left, operator, right: Box::new(right) })
    };
    if is_literal(left) && !is_literal(right) {
        let literal = std::mem::replace(left, Node::Null {});
        return binary(right, mirrored, literal); // L11
    }
    let strict = match operator {
        "==" => "===",
        "!=" => "!==",
        _ => return None,
    };
    if matches!(right, Node::Undefined {}) {
        return binary(left, mirrored, Node::Null {}); // L13
    }
    if is_typeof(left) && (matches!(right, Node::String { .. }) || is_typeof(right)) {
        let right = std::mem::replace(right, Node::Null {});
        return binary(left, strict, right); // L12
    }
    None
}

/// What a comparison is with its sides exchanged.
fn mirror(operator: &str) -> Option<&'static str> {
    Some(match operator {
        "===" => "===",
        "!==" => "!==",
        "==" => "==",
        "!=" => "!=",
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        _ => return None,
    })
}

fn is_typeof(node: &Node) -> bool {
    matches!(node, Node::Unary { operator: "typeof", .. })
}

/// L8.
fn arithmetic(operator: &str, left: f64, right: f64) -> Option<f64> {
    // Of the right side of a shift, five bits count: `wrapping_shl` takes no others.
    let shift = to_int32(right) as u32;
    Some(match operator {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        "%" => left % right,
        "|" => f64::from(to_int32(left) | to_int32(right)),
        "&" => f64::from(to_int32(left) & to_int32(right)),
        "^" => f64::from(to_int32(left) ^ to_int32(right)),
        "<<" => f64::from(to_int32(left).wrapping_shl(shift)),
        ">>" => f64::from(to_int32(left).wrapping_shr(shift)),
        ">>>" => f64::from((to_int32(left) as u32).wrapping_shr(shift)),
        _ => return None,
    })
}

/// L9: `'a' + 1` is `'a1'`, and `x + 'a' + 'b'` is `x + 'ab'`, because `x + 'a'` is a string whatever `x` is. A template is a
/// string, too, so that it goes on with what is added to it.
fn simplify_concatenation(left: &mut Node, right: &mut Node) -> Option<Node> {
    let is_template = matches!(left, Node::Template { .. }) || matches!(right, Node::Template { .. });
    if is_template && is_text(left) && is_text(right) {
        return Some(joined(left, right));
    }
    let right_text = text_of(right)?;
    if matches!(left, Node::String { .. }) || matches!(right, Node::String { .. }) {
        if let Some(left_text) = text_of(left) {
            return Some(Node::String { value: concatenated(&left_text, &right_text) });
        }
    }
    let Node::Binary { operator: "+", left: first, right: second } = left else { return None };
    let Node::String { value } = &**second else { return None };
    let second = Node::String { value: concatenated(value, &right_text) };
    let first = std::mem::replace(&mut **first, Node::Null {});
    Some(Node::Binary { left: Box::new(first), operator: "+", right: Box::new(second) })
}

fn concatenated(left: &Text, right: &Text) -> Text {
    (Wtf8Buf::from(left) + right).into()
}

fn is_text(node: &Node) -> bool {
    matches!(node, Node::Template { .. }) || is_literal(node)
}

fn joined(left: &mut Node, right: &mut Node) -> Node {
    let (mut strings, mut expressions) = template_of(left);
    let (second, more) = template_of(right);
    let mut second = second.into_iter();
    if let (Some(last), Some(head)) = (strings.last_mut(), second.next()) {
        *last = concatenated(last, &head);
    }
    strings.extend(second);
    expressions.extend(more);
    Node::Template { expressions, strings }
}

/// The parts of a template, or of a literal as one.
fn template_of(node: &mut Node) -> (Vec<Text>, Vec<Node>) {
    match node {
        Node::Template { expressions, strings } => (take(strings), take(expressions)),
        literal => (vec![text_of(literal).unwrap_or_default()], Vec::new()),
    }
}

pub fn is_literal(node: &Node) -> bool {
    matches!(
        node,
        Node::String { .. }
            | Node::Number { .. }
            | Node::BigInt { .. }
            | Node::Boolean { .. }
            | Node::Null {}
            | Node::Undefined {}
    )
}

/// What `String(node)` gives, for a literal.
pub fn text_of(node: &Node) -> Option<Text> {
    match node {
        Node::String { value } => Some(value.clone()),
        Node::Number { value } => Some(text(&to_string(*value))),
        Node::BigInt { value: Digits(digits) } => Some(text(digits)),
        Node::Boolean { value } => Some(text(if *value { "true" } else { "false" })),
        Node::Null {} => Some(text("null")),
        Node::Undefined {} => Some(text("undefined")),
        _ => None,
    }
}

pub fn truth_of(node: &Node) -> Option<bool> {
    match node {
        Node::String { value } => Some(!is(value, "")),
        Node::Number { value } => Some(*value != 0.0 && !value.is_nan()),
        Node::BigInt { value: Digits(digits) } => Some(digits != "0"),
        Node::Boolean { value } => Some(*value),
        Node::Null {} | Node::Undefined {} => Some(false),
        _ => None,
    }
}
