//! The nodes that inject.rs writes. Those whose shape differs between the two hosts are in host_build.rs.
//! Twin: babel-plugin/src/make-nodes.ts

use swc_core::{
    common::{Span, SyntaxContext, DUMMY_SP},
    ecma::ast::*,
};

use crate::{
    builtin_modules::PACKAGE,
    swc_core,
    tree::{dotted, is, Text},
};

/// `import { define as _define } from 'autocached/define'`
pub fn import(names: Vec<(&'static str, Ident)>) -> ModuleItem {
    let specifier = |(imported, local): (&str, Ident)| {
        ImportSpecifier::Named(ImportNamedSpecifier {
            span: DUMMY_SP,
            local,
            // A plain name for the export: it belongs to the other module, so hygiene must not touch it.
            imported: Some(ModuleExportName::Ident(Ident::new_no_ctxt(imported.into(), DUMMY_SP))),
            is_type_only: false,
        })
    };
    ModuleItem::ModuleDecl(ModuleDecl::Import(ImportDecl {
        span: DUMMY_SP,
        specifiers: names.into_iter().map(specifier).collect(),
        src: Box::new(source()),
        type_only: false,
        with: None,
        phase: Default::default(),
    }))
}

/// `const { define: _define } = require('autocached/define')`, where an import would make a module of a script.
pub fn require(names: Vec<(&'static str, Ident)>, unresolved: SyntaxContext) -> Stmt {
    let property = |(imported, local): (&str, Ident)| {
        ObjectPatProp::KeyValue(KeyValuePatProp {
            key: PropName::Ident(IdentName::new(imported.into(), DUMMY_SP)),
            value: Box::new(Pat::Ident(local.into())),
        })
    };
    let pattern = Pat::Object(ObjectPat {
        span: DUMMY_SP,
        props: names.into_iter().map(property).collect(),
        optional: false,
        type_ann: None,
    });
    let call = Expr::Call(CallExpr {
        callee: Callee::Expr(Box::new(Expr::Ident(Ident::new("require".into(), DUMMY_SP, unresolved)))),
        args: vec![Expr::Lit(Lit::Str(source())).into()],
        ..Default::default()
    });
    Stmt::Decl(Decl::Var(Box::new(VarDecl {
        kind: VarDeclKind::Const,
        decls: vec![VarDeclarator { span: DUMMY_SP, name: pattern, init: Some(Box::new(call)), definite: false }],
        ..Default::default()
    })))
}

fn source() -> Str {
    format!("{PACKAGE}/define").into()
}

/// The property that has the path as its name.
pub fn property(path: &[Text], value: Expr) -> PropOrSpread {
    let name: Text = dotted(path).into();
    let key = if is(&name, "__proto__") {
        // Written plainly, it would set the prototype.
        PropName::Computed(ComputedPropName { span: DUMMY_SP, expr: Box::new(text_literal(&name)) })
    } else {
        PropName::Str(text_of(&name))
    };
    PropOrSpread::Prop(Box::new(Prop::KeyValue(KeyValueProp { key, value: Box::new(value) })))
}

pub fn member_property(name: &Text) -> MemberProp {
    let is_word = |byte: &u8| byte.is_ascii_alphabetic() || b"$_".contains(byte);
    let bytes = name.as_bytes();
    if bytes.first().is_some_and(is_word) && bytes.iter().all(|byte| is_word(byte) || byte.is_ascii_digit()) {
        MemberProp::Ident(IdentName::new(name.to_atom_lossy().into_owned(), DUMMY_SP))
    } else {
        MemberProp::Computed(ComputedPropName { span: DUMMY_SP, expr: Box::new(text_literal(name)) })
    }
}

pub fn text_literal(text: &Text) -> Expr {
    Expr::Lit(Lit::Str(text_of(text)))
}

fn text_of(text: &Text) -> Str {
    Str { span: DUMMY_SP, value: text.clone(), raw: None }
}

pub fn string(text: &str) -> Expr {
    Expr::Lit(Lit::Str(text.into()))
}

pub fn number(value: usize) -> Expr {
    Expr::Lit(Lit::Num((value as f64).into()))
}

pub fn object(props: Vec<PropOrSpread>) -> Expr {
    Expr::Object(ObjectLit { span: DUMMY_SP, props })
}

pub fn call_of(callee: Ident, args: Vec<Expr>, span: Span) -> Expr {
    Expr::Call(CallExpr {
        span,
        callee: Callee::Expr(Box::new(Expr::Ident(callee))),
        args: args.into_iter().map(ExprOrSpread::from).collect(),
        ..Default::default()
    })
}
