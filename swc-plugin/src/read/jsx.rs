//! JSX, as elements with cleaned text; how it is compiled later does not matter.
//! Twin: babel-plugin/src/read/jsx.ts

use swc_core::ecma::ast::*;

use super::{
    expressions::read_expression,
    reading::{deeper, is_generated, refuse, refuse_unknown, Reading},
};
use crate::{
    swc_core,
    tree::{text, Node},
};

pub fn read_jsx_element(reading: &mut Reading, node: &JSXElement) -> Node {
    let mut attributes = Vec::new();
    for attribute in &node.opening.attrs {
        if let JSXAttrOrSpread::JSXAttr(JSXAttr { span, .. }) = attribute {
            if is_generated(*span) {
                attributes.push(reading.refuse_lowered(*span)); // R6
            }
        }
        attributes.push(read_attribute(reading, attribute));
    }
    Node::JsxElement {
        name: Box::new(read_tag(reading, &node.opening.name)),
        attributes,
        children: read_children(reading, &node.children),
    }
}

pub fn read_jsx_fragment(reading: &mut Reading, node: &JSXFragment) -> Node {
    Node::JsxFragment { children: read_children(reading, &node.children) }
}

/// `<div>` and `<a:b>` are strings, `<Button>` and `<ui.Button>` are references.
fn read_tag(reading: &Reading, name: &JSXElementName) -> Node {
    match name {
        JSXElementName::Ident(name) => read_tag_name(&name.sym),
        JSXElementName::JSXNamespacedName(name) => Node::String { value: text(&namespaced_name(name)) },
        JSXElementName::JSXMemberExpr(node) => read_tag_member(reading, node),
        #[cfg(swc_ast_unknown)]
        _ => refuse_unknown(reading, "JSXElementName", swc_core::common::Spanned::span(name)),
    }
}

fn read_tag_name(name: &str) -> Node {
    if name.starts_with(|first: char| first.is_ascii_lowercase()) || name.contains('-') {
        if name == "this" {
            Node::This {}
        } else {
            Node::String { value: text(name) }
        }
    } else {
        Node::Name { binding: None, name: name.into() }
    }
}

#[cfg_attr(not(swc_ast_unknown), allow(clippy::only_used_in_recursion))]
fn read_tag_member(reading: &Reading, node: &JSXMemberExpr) -> Node {
    let object = match &node.obj {
        JSXObject::Ident(name) if name.sym == "this" => Node::This {},
        JSXObject::Ident(name) => Node::Name { binding: None, name: name.sym.clone() },
        JSXObject::JSXMemberExpr(node) => read_tag_member(reading, node),
        #[cfg(swc_ast_unknown)]
        _ => refuse_unknown(reading, "JSXMemberExpression", node.span),
    };
    let property = Node::String { value: text(&node.prop.sym) };
    Node::Member { object: Box::new(object), property: Box::new(property), optional: false }
}

fn namespaced_name(name: &JSXNamespacedName) -> String {
    format!("{}:{}", name.ns.sym, name.name.sym)
}

fn read_attribute(reading: &mut Reading, node: &JSXAttrOrSpread) -> Node {
    let node = match node {
        JSXAttrOrSpread::JSXAttr(node) => node,
        JSXAttrOrSpread::SpreadElement(node) => {
            return Node::Spread { argument: Box::new(read_expression(reading, &node.expr)) };
        }
        #[cfg(swc_ast_unknown)]
        _ => return refuse_unknown(reading, "JSXAttribute", swc_core::common::Spanned::span(node)),
    };
    let name = match &node.name {
        JSXAttrName::Ident(name) => name.sym.to_string(),
        JSXAttrName::JSXNamespacedName(name) => namespaced_name(name),
        #[cfg(swc_ast_unknown)]
        _ => return refuse_unknown(reading, "JSXAttribute", node.span),
    };
    let value = node.value.as_ref().map(|value| Box::new(read_attribute_value(reading, value)));
    Node::JsxAttribute { name, value }
}

fn read_attribute_value(reading: &mut Reading, node: &JSXAttrValue) -> Node {
    match node {
        JSXAttrValue::Str(node) => read_attribute_text(reading, node),
        JSXAttrValue::JSXExprContainer(container) => match &container.expr {
            JSXExpr::Expr(node) => read_expression(reading, node),
            JSXExpr::JSXEmptyExpr(node) => refuse_unknown(reading, "JSXEmptyExpression", node.span),
            #[cfg(swc_ast_unknown)]
            _ => refuse_unknown(reading, "JSXExpressionContainer", container.span),
        },
        JSXAttrValue::JSXElement(node) => read_nested_element(reading, node),
        JSXAttrValue::JSXFragment(node) => read_nested_fragment(reading, node),
        #[cfg(swc_ast_unknown)]
        _ => refuse_unknown(reading, "JSXAttribute", swc_core::common::Spanned::span(node)),
    }
}

fn read_attribute_text(reading: &Reading, node: &Str) -> Node {
    let raw = node.raw.as_deref().or_else(|| reading.context.slice(node.span));
    let Some(raw) = raw.and_then(|raw| raw.get(1..raw.len().checked_sub(1)?)) else {
        return reading.refuse_lowered(node.span);
    };
    // R4: compilers disagree about line breaks in such a string.
    if raw.contains(['\r', '\n']) {
        return refuse("R4", "A JSX attribute has a line break in its text. Write it in braces.", node.span);
    }
    read_text(raw)
}

/// J2: text with character references counts as it is written, so that both compilers need not agree on their tables.
fn read_text(raw: &str) -> Node {
    if raw.contains('&') {
        Node::JsxText { raw: raw.into() }
    } else {
        Node::String { value: text(raw) }
    }
}

fn read_children(reading: &mut Reading, nodes: &[JSXElementChild]) -> Vec<Node> {
    let mut children = Vec::new();
    for node in nodes {
        match node {
            JSXElementChild::JSXText(node) => {
                if is_generated(node.span) {
                    children.push(reading.refuse_lowered(node.span)); // R6: its `raw` need not be its value
                }
                // J2: compilers differ in whether a reference to a space is trimmed as one, so the lines count, too.
                let raw = node.raw.replace("\r\n", "\n").replace('\r', "\n");
                let text = if raw.contains('&') { raw } else { clean_text(&raw) };
                if !text.is_empty() {
                    children.push(read_text(&text));
                }
            }
            JSXElementChild::JSXExprContainer(container) => match &container.expr {
                JSXExpr::Expr(node) => children.push(read_expression(reading, node)),
                JSXExpr::JSXEmptyExpr(_) => (),
                #[cfg(swc_ast_unknown)]
                _ => children.push(refuse_unknown(reading, "JSXExpressionContainer", container.span)),
            },
            JSXElementChild::JSXSpreadChild(node) => {
                children.push(Node::Spread { argument: Box::new(read_expression(reading, &node.expr)) });
            }
            JSXElementChild::JSXElement(node) => children.push(read_nested_element(reading, node)),
            JSXElementChild::JSXFragment(node) => children.push(read_nested_fragment(reading, node)),
            #[cfg(swc_ast_unknown)]
            _ => children.push(refuse_unknown(reading, "JSXChild", swc_core::common::Spanned::span(node))),
        }
    }
    children
}

/// As `read_expression`, for elements that stand in JSX itself.
fn read_nested_element(reading: &mut Reading, node: &JSXElement) -> Node {
    let lowered = reading.is_lowered(node.span);
    let read = deeper(reading, node.span, |reading| {
        reading.refused_if_lowered(lowered, node.span, |reading| read_jsx_element(reading, node))
    });
    read.unwrap_or_else(|refused| refused)
}

fn read_nested_fragment(reading: &mut Reading, node: &JSXFragment) -> Node {
    let lowered = reading.is_lowered(node.span);
    let read = deeper(reading, node.span, |reading| {
        reading.refused_if_lowered(lowered, node.span, |reading| read_jsx_fragment(reading, node))
    });
    read.unwrap_or_else(|refused| refused)
}

/// J1: lines are trimmed of spaces and tabs where they meet a line break, empty ones dropped, the rest joined by a space.
fn clean_text(raw: &str) -> String {
    let lines: Vec<&str> = raw.split('\n').collect();
    let last = lines.len() - 1;
    let mut cleaned: Vec<String> = Vec::new();
    for (index, line) in lines.into_iter().enumerate() {
        let mut trimmed = line;
        if index > 0 {
            trimmed = trimmed.trim_start_matches([' ', '\t']);
        }
        if index < last {
            trimmed = trimmed.trim_end_matches([' ', '\t']);
        }
        if !trimmed.is_empty() {
            cleaned.push(trimmed.into());
        }
    }
    cleaned.join(" ")
}
