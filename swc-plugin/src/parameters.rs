//! What a call's arguments can mean to a function, so that argument lists which it cannot tell apart share an entry: how many it
//! can see, and which literals stand for those that are left out. None where anything but a parameter could see an argument: a
//! rest, `arguments`, a direct `eval`, and `f.arguments` of a sloppy function. Twin: babel-plugin/src/parameters.ts

use crate::{
    json::{write_number, write_text},
    number,
    tree::Node,
};

pub struct Parameters {
    pub count: usize,
    /// `{"1":5}`: by the number of the parameter, as JSON; `-0` as `-0`. Nothing where there are none.
    pub defaults: String,
}

pub fn parameters_of(node: &Node, sees_all: bool) -> Option<Parameters> {
    let Node::Function { arrow, params, sloppy, .. } = node else { return None };
    let is_open = |param: &Node| matches!(param, Node::Rest { .. } | Node::DecoratedParameter { .. });
    if sees_all || (*sloppy && !arrow) || params.iter().any(is_open) {
        return None;
    }
    let mut defaults = String::new();
    for (index, param) in params.iter().enumerate() {
        let Node::Default { value, .. } = param else { continue };
        let Some(literal) = literal(value) else { continue };
        defaults.push(if defaults.is_empty() { '{' } else { ',' });
        defaults.push('"');
        write_number(&mut defaults, index);
        defaults.push_str("\":");
        defaults.push_str(&literal);
    }
    if !defaults.is_empty() {
        defaults.push('}');
    }
    Some(Parameters { count: params.len(), defaults })
}

fn literal(node: &Node) -> Option<String> {
    let mut text = String::new();
    match node {
        Node::Null {} => text.push_str("null"),
        Node::Boolean { value } => text.push_str(if *value { "true" } else { "false" }),
        Node::String { value } => write_text(&mut text, value),
        Node::Number { value } if *value == 0.0 && value.is_sign_negative() => text.push_str("-0"),
        Node::Number { value } if value.is_finite() => text = number::to_string(*value),
        _ => return None,
    }
    Some(text)
}
