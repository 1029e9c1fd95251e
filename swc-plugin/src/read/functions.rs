//! Functions of every kind. C1: the expression body of an arrow is a body that returns it.
//! Twin: babel-plugin/src/read/functions.ts

use swc_core::{common::Span, ecma::ast::*};

use super::{
    expressions::read_expression,
    patterns::{read_parameter, read_parameter_property, read_pattern},
    reading::{refuse_unknown, Reading},
    statements::{directives, is_use_strict, name_of, read_directives, read_statement_list, Place},
};
use crate::{
    host::{self, ArrowBody},
    swc_core,
    tree::Node,
};

/// Whether a function is more than an overload or an abstract method.
pub fn has_body(function: &Function) -> bool {
    host::function_stmts(function).is_some()
}

/// `at` is where the function starts for Babel, to which a method is one node with its key.
pub fn read_function(reading: &mut Reading, node: &Function, own_name: Option<&Ident>, at: Span) -> Node {
    let parts = Parts {
        at,
        span: node.span,
        own_name,
        is_arrow: false,
        is_async: node.is_async,
        is_generator: node.is_generator,
        params: host::function_params(node).iter().map(Parameter::Param).collect(),
        body: host::function_stmts(node).map_or(ArrowBody::Unknown, ArrowBody::Stmts),
    };
    parts.read(reading)
}

pub fn read_arrow(reading: &mut Reading, node: &ArrowExpr) -> Node {
    let parts = Parts {
        is_arrow: true,
        is_async: node.is_async,
        is_generator: node.is_generator,
        params: node.params.iter().map(Parameter::Pattern).collect(),
        body: host::arrow_body(node),
        ..Parts::new(node.span)
    };
    parts.read(reading)
}

pub fn read_constructor(reading: &mut Reading, node: &Constructor) -> Node {
    let parts = Parts {
        params: host::constructor_params(node).iter().map(Parameter::OfConstructor).collect(),
        body: host::constructor_stmts(node).map_or(ArrowBody::Unknown, ArrowBody::Stmts),
        ..Parts::new(node.span)
    };
    parts.read(reading)
}

pub fn read_getter(reading: &mut Reading, node: &GetterProp) -> Node {
    let body = host::getter_stmts(node).map_or(ArrowBody::Unknown, ArrowBody::Stmts);
    Parts { body, ..Parts::new(node.span) }.read(reading)
}

pub fn read_setter(reading: &mut Reading, node: &SetterProp) -> Node {
    let parts = Parts {
        params: host::setter_param(node).into_iter().map(Parameter::Pattern).collect(),
        body: host::setter_stmts(node).map_or(ArrowBody::Unknown, ArrowBody::Stmts),
        ..Parts::new(node.span)
    };
    parts.read(reading)
}

/// What every kind of function has, in the trees of both hosts.
struct Parts<'a> {
    at: Span,
    span: Span,
    own_name: Option<&'a Ident>,
    is_arrow: bool,
    is_async: bool,
    is_generator: bool,
    params: Vec<Parameter<'a>>,
    body: ArrowBody<'a>,
}

enum Parameter<'a> {
    Param(&'a Param),
    Pattern(&'a Pat),
    OfConstructor(&'a ParamOrTsParamProp),
}

impl<'a> Parts<'a> {
    fn new(span: Span) -> Parts<'a> {
        Parts {
            at: span,
            span,
            own_name: None,
            is_arrow: false,
            is_async: false,
            is_generator: false,
            params: vec![],
            body: ArrowBody::Unknown,
        }
    }

    fn read(self, reading: &mut Reading) -> Node {
        let is_lowered = reading.is_lowered(self.span);
        let refused = is_lowered.then(|| reading.refuse_lowered(self.span));
        let outside = reading.enter(self.span);
        if let ArrowBody::Stmts(statements) = &self.body {
            if directives(statements).0.iter().any(|directive| is_use_strict(reading, directive)) {
                reading.strict = true;
            }
        }
        let params = self.params.iter().map(|param| param.read(reading)).collect();
        let mut body = read_function_body(reading, &self.body, self.span);
        body.splice(0..0, refused); // R6
        let sloppy = !reading.strict;
        reading.leave(outside);
        Node::Function {
            arrow: self.is_arrow,
            at: self.at,
            r#async: self.is_async,
            body,
            callee: false,
            generator: self.is_generator,
            host: self.at,
            params,
            scope: None,
            self_: self.own_name.map(|name| Box::new(name_of(name))),
            sloppy,
        }
    }
}

impl Parameter<'_> {
    fn read(&self, reading: &mut Reading) -> Node {
        match self {
            Parameter::Param(node) => read_parameter(reading, node),
            Parameter::Pattern(node) => read_pattern(reading, node),
            Parameter::OfConstructor(node) => match node {
                ParamOrTsParamProp::Param(node) => read_parameter(reading, node),
                ParamOrTsParamProp::TsParamProp(node) => read_parameter_property(reading, node),
                #[cfg(swc_ast_unknown)]
                _ => refuse_unknown(reading, "Parameter", swc_core::common::Spanned::span(*node)),
            },
        }
    }
}

fn read_function_body(reading: &mut Reading, body: &ArrowBody, span: Span) -> Vec<Node> {
    match body {
        // C1
        ArrowBody::Expr(value) => vec![Node::Return { argument: Some(Box::new(read_expression(reading, value))) }],
        ArrowBody::Stmts(statements) => {
            let (head, rest) = directives(statements);
            let mut body = read_directives(reading, head);
            body.extend(read_statement_list(reading, rest, Place::Function));
            body
        }
        ArrowBody::Unknown => vec![refuse_unknown(reading, "TSDeclareFunction", span)],
    }
}
