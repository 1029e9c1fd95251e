//! Nodes to write whose shape differs between the two hosts, as host.rs is for those to read.

use swc_core::{common::DUMMY_SP, ecma::ast::*};

use crate::swc_core;

/// `function name() { return value }`, as a statement: hoisted, so that it is there before any other statement runs.
pub fn function_returning(name: Ident, value: Expr) -> Stmt {
    let stmts = vec![Stmt::Return(ReturnStmt { span: DUMMY_SP, arg: Some(Box::new(value)) })];
    #[cfg(feature = "host-1-15")]
    let body = BlockStmt { stmts, ..Default::default() };
    #[cfg(feature = "host-1-16")]
    let body = FunctionBody { stmts, ..Default::default() };
    let function = Box::new(Function { body: Some(body), ..Default::default() });
    Stmt::Decl(Decl::Fn(FnDecl { ident: name, declare: false, function }))
}
