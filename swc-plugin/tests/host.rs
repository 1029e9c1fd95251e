//! The accessors of host.rs give the same answers on both hosts:
//! `cargo test --features parser` and `cargo test --no-default-features --features host-1-15,parser`.

#![cfg(feature = "parser")]

mod parse;

use autocached_swc_plugin::host::{self, ArrowBody};
use autocached_swc_plugin::swc_core::ecma::{
    ast::*,
    visit::{Visit, VisitWith},
};

/// What the accessors say about every function of a source, in source order.
fn describe(source: &str) -> Vec<String> {
    let mut described = Describe(Vec::new());
    parse::module(source).visit_with(&mut described);
    described.0
}

struct Describe(Vec<String>);

impl Visit for Describe {
    fn visit_fn_decl(&mut self, node: &FnDecl) {
        let params = host::function_params(&node.function).len();
        self.0.push(format!("function {} {}", params, count(host::function_stmts(&node.function))));
        node.visit_children_with(self);
    }

    fn visit_constructor(&mut self, node: &Constructor) {
        self.0.push(format!("constructor {}", count(host::constructor_stmts(node))));
        node.visit_children_with(self);
    }

    fn visit_arrow_expr(&mut self, node: &ArrowExpr) {
        self.0.push(match host::arrow_body(node) {
            ArrowBody::Expr(_) => "arrow expression".into(),
            ArrowBody::Stmts(stmts) => format!("arrow {}", stmts.len()),
            ArrowBody::Unknown => "arrow unknown".into(),
        });
        node.visit_children_with(self);
    }

    fn visit_getter_prop(&mut self, node: &GetterProp) {
        self.0.push(format!("get {}", count(host::getter_stmts(node))));
        node.visit_children_with(self);
    }

    fn visit_setter_prop(&mut self, node: &SetterProp) {
        let param = host::setter_param(node).and_then(Pat::as_ident).map(|name| name.sym.to_string());
        self.0.push(format!("set {} {}", param.unwrap_or_default(), count(host::setter_stmts(node))));
        node.visit_children_with(self);
    }

    fn visit_jsx_text(&mut self, node: &JSXText) {
        self.0.push(format!("text {:x?}", host::jsx_text(node).to_ill_formed_utf16().collect::<Vec<_>>()));
    }
}

fn count(stmts: Option<&[Stmt]>) -> String {
    stmts.map_or("none".into(), |stmts| stmts.len().to_string())
}

#[test]
fn a_function_has_its_statements_and_an_overload_has_none() {
    assert_eq!(describe("function f(a: 1): 1; function f(a) { a; a }"), ["function 1 none", "function 1 2"]);
}

#[test]
fn the_this_parameter_does_not_count() {
    assert_eq!(describe("function f(this: Date, a) {}"), ["function 1 0"]);
    assert_eq!(describe("({ set x(this: Date, value) {} })"), ["set value 0"]);
}

#[test]
fn an_arrow_has_an_expression_or_statements() {
    assert_eq!(describe("() => 1; () => { 1; 2 }; () => {}"), ["arrow expression", "arrow 2", "arrow 0"]);
}

#[test]
fn a_constructor_has_its_statements_and_an_overload_has_none() {
    assert_eq!(describe("class A { constructor(a: 1); constructor(a) { a } }"), ["constructor none", "constructor 1"]);
}

#[test]
fn accessors_of_an_object_have_a_parameter_and_statements() {
    assert_eq!(describe("({ get x() { return 1 }, set x(value) { value; value } })"), ["get 1", "set value 2"]);
}

#[test]
fn text_in_jsx_is_decoded() {
    assert_eq!(describe("<a>é&amp;</a>"), ["text [e9, 26]"]);
}
