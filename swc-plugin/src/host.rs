//! Every difference between the syntax trees of the two hosts, behind one set of accessors. No other file asks which
//! host it is built for.
//!
//! | what               | @swc/core 1.15                      | @swc/core 1.16                         |
//! |--------------------|-------------------------------------|----------------------------------------|
//! | function body      | `BlockStmt` (with a `ctxt`)         | `FunctionBody`                         |
//! | arrow body         | `BlockStmtOrExpr::BlockStmt`        | `ArrowFunctionBody::FunctionBody`      |
//! | `this` parameter   | the first `Param`; `this_param` of a setter | `Function::this_param`         |
//! | object get, set    | `body`, `param`                     | a whole `Function`                     |
//! | text in JSX        | `Atom`                              | `Wtf8Atom`                             |
//! | `switch`           |                                     | has a `body_ctxt`                      |
//! | `([a, , ]) => a`   | the parser loses holes at the end   | has them                               |
//!
//! Visitors: `visit_function_body` and `visit_arrow_function_body` exist on one host only, so no visitor overrides them.

use swc_core::atoms::wtf8::Wtf8;
use swc_core::ecma::ast::*;

/// The plugin's name in `.swcrc`, and the hosts it can read; then the same of the other build.
#[cfg(feature = "host-1-15")]
mod names {
    pub const PLUGIN: &str = "autocached/swc-plugin/1.15";
    pub const SWC: &str = "1.15";
    pub const OTHER_PLUGIN: &str = "autocached/swc-plugin";
    pub const OTHER_SWC: &str = "1.16";
}
#[cfg(feature = "host-1-16")]
mod names {
    pub const PLUGIN: &str = "autocached/swc-plugin";
    pub const SWC: &str = "1.16";
    pub const OTHER_PLUGIN: &str = "autocached/swc-plugin/1.15";
    pub const OTHER_SWC: &str = "1.15";
}
pub use names::*;

/// `() => expression` or `() => { statements }`; a body that this build does not know is unknown, never empty.
pub enum ArrowBody<'a> {
    Expr(&'a Expr),
    Stmts(&'a [Stmt]),
    Unknown,
}

/// The statements of a function; none for an overload or an abstract method, which emit no code.
pub fn function_stmts(function: &Function) -> Option<&[Stmt]> {
    function.body.as_ref().map(|body| body.stmts.as_slice())
}

pub fn constructor_stmts(constructor: &Constructor) -> Option<&[Stmt]> {
    constructor.body.as_ref().map(|body| body.stmts.as_slice())
}

pub fn arrow_body(arrow: &ArrowExpr) -> ArrowBody<'_> {
    match &*arrow.body {
        #[cfg(feature = "host-1-15")]
        BlockStmtOrExpr::BlockStmt(body) => ArrowBody::Stmts(&body.stmts),
        #[cfg(feature = "host-1-15")]
        BlockStmtOrExpr::Expr(value) => ArrowBody::Expr(value),
        #[cfg(feature = "host-1-16")]
        ArrowFunctionBody::FunctionBody(body) => ArrowBody::Stmts(&body.stmts),
        #[cfg(feature = "host-1-16")]
        ArrowFunctionBody::Expr(value) => ArrowBody::Expr(value),
        #[cfg(swc_ast_unknown)]
        _ => ArrowBody::Unknown,
    }
}

/// The parameters that exist at run time: without TypeScript's `this`.
pub fn function_params(function: &Function) -> &[Param] {
    match function.params.split_first() {
        // 1.16 keeps `this` elsewhere, and no parameter can have that name.
        Some((first, rest)) if is_this(&first.pat) => rest,
        _ => &function.params,
    }
}

/// As `function_params`. TypeScript allows no `this` here, but the parsers do.
pub fn constructor_params(constructor: &Constructor) -> &[ParamOrTsParamProp] {
    match constructor.params.split_first() {
        Some((ParamOrTsParamProp::Param(first), rest)) if is_this(&first.pat) => rest,
        _ => &constructor.params,
    }
}

pub fn getter_stmts(getter: &GetterProp) -> Option<&[Stmt]> {
    #[cfg(feature = "host-1-15")]
    return getter.body.as_ref().map(|body| body.stmts.as_slice());
    #[cfg(feature = "host-1-16")]
    function_stmts(&getter.function)
}

pub fn setter_stmts(setter: &SetterProp) -> Option<&[Stmt]> {
    #[cfg(feature = "host-1-15")]
    return setter.body.as_ref().map(|body| body.stmts.as_slice());
    #[cfg(feature = "host-1-16")]
    function_stmts(&setter.function)
}

/// The one parameter of an object's setter; none in a tree that no parser made.
pub fn setter_param(setter: &SetterProp) -> Option<&Pat> {
    #[cfg(feature = "host-1-15")]
    return Some(&setter.param);
    #[cfg(feature = "host-1-16")]
    function_params(&setter.function).first().map(|param| &param.pat)
}

/// The text between two JSX tags, entities decoded. Only 1.16 can hold a lone surrogate (`&#xd800;`).
pub fn jsx_text(text: &JSXText) -> &Wtf8 {
    #[cfg(feature = "host-1-15")]
    return Wtf8::from_str(&text.value);
    #[cfg(feature = "host-1-16")]
    &text.value
}

/// Whether the parser loses the holes at the end of an array pattern that it has first taken for an array.
pub const LOSES_HOLES: bool = cfg!(feature = "host-1-15");

/// `() => value`: encoded alike on both hosts, unlike every other function.
pub fn arrow_returning(value: Expr) -> Expr {
    Expr::Arrow(ArrowExpr { body: Box::new(Box::new(value).into()), ..Default::default() })
}

fn is_this(pattern: &Pat) -> bool {
    pattern.as_ident().is_some_and(|name| &*name.sym == "this")
}
