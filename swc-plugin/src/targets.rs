//! What stands at the left of a declaration or an assignment, or is a parameter: its names, and the expressions in it.
//! Twin: babel-plugin/src/targets.ts

use crate::tree::Node;

/// Calls `visit` for each name that a pattern binds or assigns.
pub fn for_each_target<'a>(target: &'a Node, visit: &mut dyn FnMut(&'a Node)) {
    match target {
        Node::Name { .. } => visit(target),
        Node::ObjectPattern { properties } => {
            for property in properties {
                match property {
                    Node::Property { value: Some(value), .. } => for_each_target(value, visit),
                    Node::Rest { argument } => for_each_target(argument, visit),
                    _ => (),
                }
            }
        }
        Node::ArrayPattern { elements } => {
            for element in elements.iter().flatten() {
                for_each_target(element, visit);
            }
        }
        Node::Default { target, .. } | Node::ParameterProperty { target } | Node::DecoratedParameter { target, .. } => {
            for_each_target(target, visit);
        }
        Node::Rest { argument } => for_each_target(argument, visit),
        _ => (), // a member, whose parts are expressions
    }
}

pub fn for_each_target_mut(target: &mut Node, visit: &mut dyn FnMut(&mut Node)) {
    match target {
        Node::Name { .. } => visit(target),
        Node::ObjectPattern { properties } => {
            for property in properties {
                match property {
                    Node::Property { value: Some(value), .. } => for_each_target_mut(value, visit),
                    Node::Rest { argument } => for_each_target_mut(argument, visit),
                    _ => (),
                }
            }
        }
        Node::ArrayPattern { elements } => {
            for element in elements.iter_mut().flatten() {
                for_each_target_mut(element, visit);
            }
        }
        Node::Default { target, .. } | Node::ParameterProperty { target } | Node::DecoratedParameter { target, .. } => {
            for_each_target_mut(target, visit);
        }
        Node::Rest { argument } => for_each_target_mut(argument, visit),
        _ => (), // a member, whose parts are expressions
    }
}

/// Calls `visit` for each name that a statement declares.
pub fn for_each_declared(statement: &Node, visit: &mut dyn FnMut(&Node)) {
    match statement {
        Node::Variable { target, .. } => for_each_target(target, visit),
        Node::FunctionDeclaration { target, .. } | Node::ClassDeclaration { target, .. } => visit(target),
        _ => (),
    }
}

/// Calls `visit` for each expression in a pattern: defaults, computed keys, and members that are assigned.
pub fn for_each_expression_of_pattern(target: &mut Node, visit: &mut dyn FnMut(&mut Node)) {
    match target {
        Node::Name { .. } => (),
        Node::ObjectPattern { properties } => {
            for property in properties {
                match property {
                    Node::Property { key, value, .. } => {
                        visit(key);
                        if let Some(value) = value {
                            for_each_expression_of_pattern(value, visit);
                        }
                    }
                    Node::Rest { argument } => for_each_expression_of_pattern(argument, visit),
                    _ => (),
                }
            }
        }
        Node::ArrayPattern { elements } => {
            for element in elements.iter_mut().flatten() {
                for_each_expression_of_pattern(element, visit);
            }
        }
        Node::Default { target, value } => {
            for_each_expression_of_pattern(target, visit);
            visit(value);
        }
        Node::ParameterProperty { target } | Node::DecoratedParameter { target, .. } => {
            for_each_expression_of_pattern(target, visit);
        }
        Node::Rest { argument } => for_each_expression_of_pattern(argument, visit),
        _ => visit(target),
    }
}

/// What holds further targets.
pub fn is_pattern(node: &Node) -> bool {
    matches!(
        node,
        Node::ObjectPattern { .. }
            | Node::ArrayPattern { .. }
            | Node::Property { .. }
            | Node::Default { .. }
            | Node::Rest { .. }
            | Node::ParameterProperty { .. }
            | Node::DecoratedParameter { .. }
            | Node::Chain { .. }
    )
}
