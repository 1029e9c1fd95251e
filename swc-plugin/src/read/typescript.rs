//! The parts of TypeScript that emit code: enums, namespaces, `import =`.
//! Twin: babel-plugin/src/read/typescript.ts

use swc_core::{common::Span, ecma::ast::*};

use super::{
    expressions::{read_expression, read_string},
    functions::has_body,
    module::read_module_items,
    reading::{is_generated, string_of, Reading},
    statements::name_of,
};
use crate::{
    swc_core,
    tree::{as_text, Node},
};

pub fn read_enum(reading: &mut Reading, node: &TsEnumDecl) -> Node {
    let members = node.members.iter().map(|member| {
        let name = match &member.id {
            TsEnumMemberId::Ident(name) => as_text(&name.sym).clone(),
            TsEnumMemberId::Str(name) => string_of(&name.value),
            #[cfg(swc_ast_unknown)]
            _ => return super::reading::refuse_unknown(reading, "TSEnumMember", member.span),
        };
        let value = member.init.as_ref().map(|value| Box::new(read_expression(reading, value)));
        Node::EnumMember { name, value }
    });
    Node::Enum { members: members.collect(), target: Box::new(name_of(&node.id)), at: node.span }
}

pub fn read_namespace(reading: &mut Reading, node: &TsModuleDecl) -> Vec<Node> {
    if node.declare || node.global {
        return vec![]; // E5
    }
    match (&node.id, &node.body) {
        (TsModuleName::Ident(name), Some(body)) => read_namespace_parts(reading, name, body, node.span),
        (TsModuleName::Ident(_), None) | (TsModuleName::Str(_), _) => vec![], // E5
        #[cfg(swc_ast_unknown)]
        _ => vec![super::reading::refuse_unknown(reading, "TSModuleDeclaration", node.span)],
    }
}

/// E5: not a namespace of types, and of aliases (`import half = math.half`) that it does not export, in whatever it holds.
pub fn emits_code(node: &TsModuleDecl) -> bool {
    !node.declare && node.body.as_ref().is_some_and(body_emits_code)
}

fn body_emits_code(body: &TsNamespaceBody) -> bool {
    match body {
        TsNamespaceBody::TsModuleBlock(block) => block.body.iter().any(|item| match item {
            ModuleItem::Stmt(Stmt::Empty(_)) => false,
            ModuleItem::Stmt(Stmt::Decl(node)) => declaration_emits_code(node),
            ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(node)) => declaration_emits_code(&node.decl),
            ModuleItem::ModuleDecl(ModuleDecl::TsImportEquals(node)) => node.is_export,
            _ => true,
        }),
        TsNamespaceBody::TsNamespaceDecl(inner) => body_emits_code(&inner.body),
        #[cfg(swc_ast_unknown)]
        _ => true,
    }
}

fn declaration_emits_code(node: &Decl) -> bool {
    match node {
        Decl::TsInterface(_) | Decl::TsTypeAlias(_) => false,
        Decl::Fn(node) => has_body(&node.function),
        Decl::TsModule(node) => emits_code(node),
        _ => true,
    }
}

fn read_namespace_parts(reading: &mut Reading, name: &Ident, body: &TsNamespaceBody, span: Span) -> Vec<Node> {
    let body = match body {
        TsNamespaceBody::TsModuleBlock(block) => read_module_items(reading, &block.body),
        // `namespace A.B {}` is `namespace A { export namespace B {} }`.
        TsNamespaceBody::TsNamespaceDecl(inner) => {
            let declarations = read_namespace_parts(reading, &inner.id, &inner.body, inner.span);
            if declarations.is_empty() {
                vec![]
            } else {
                vec![Node::Export { declarations }]
            }
        }
        #[cfg(swc_ast_unknown)]
        _ => vec![super::reading::refuse_unknown(reading, "TSModuleDeclaration", span)],
    };
    if body.is_empty() {
        return vec![]; // E5: a namespace of types alone
    }
    vec![Node::Namespace { target: Box::new(name_of(name)), body, at: span }]
}

pub fn read_import_equals(reading: &Reading, node: &TsImportEqualsDecl) -> Vec<Node> {
    if node.is_type_only {
        return vec![]; // E5
    }
    let value = match &node.module_ref {
        TsModuleRef::TsExternalModuleRef(reference) => read_string(&reference.expr),
        TsModuleRef::TsEntityName(name) => read_entity_name(reading, name),
        #[cfg(swc_ast_unknown)]
        _ => super::reading::refuse_unknown(reading, "TSImportEqualsDeclaration", node.span),
    };
    let statement = Node::ImportEquals { target: Box::new(name_of(&node.id)), value: Box::new(value), at: node.span };
    vec![if node.is_export { Node::Export { declarations: vec![statement] } } else { statement }]
}

#[cfg_attr(not(swc_ast_unknown), allow(clippy::only_used_in_recursion))]
fn read_entity_name(reading: &Reading, node: &TsEntityName) -> Node {
    match node {
        TsEntityName::Ident(name) => name_of(name),
        TsEntityName::TsQualifiedName(node) => Node::Member {
            object: Box::new(read_entity_name(reading, &node.left)),
            property: Box::new(Node::String { value: as_text(&node.right.sym).clone() }),
            optional: false,
        },
        #[cfg(swc_ast_unknown)]
        _ => super::reading::refuse_unknown(reading, "TSQualifiedName", swc_core::common::DUMMY_SP),
    }
}

/// `import x = require('y')` and `import x = N.M` in SWC's default order: `const x = require('y')`, `const x = N.M`. The
/// declaration has a place in the source, its one declarator has none: no source looks like that.
pub fn read_lowered_import_equals(reading: &mut Reading, node: &VarDecl) -> Option<Node> {
    let [VarDeclarator { span, name: Pat::Ident(name), init: Some(init), .. }] = node.decls.as_slice() else {
        return None;
    };
    let is_lowered = reading.is_at_top_level() && !is_generated(node.span) && is_generated(*span);
    if !is_lowered || node.kind != VarDeclKind::Const {
        return None;
    }
    let value = match &**init {
        Expr::Call(call) if is_generated(call.span) => required_module(call)?,
        init if is_entity_name(init) => read_expression(reading, init),
        _ => return None,
    };
    Some(Node::ImportEquals { target: Box::new(name_of(name)), value: Box::new(value), at: node.span })
}

fn required_module(call: &CallExpr) -> Option<Node> {
    let callee = call.callee.as_expr()?.as_ident()?;
    let [ExprOrSpread { spread: None, expr }] = call.args.as_slice() else { return None };
    match &**expr {
        Expr::Lit(Lit::Str(source)) if callee.sym == "require" => Some(read_string(source)),
        _ => None,
    }
}

fn is_entity_name(node: &Expr) -> bool {
    match node {
        Expr::Ident(_) => true,
        Expr::Member(MemberExpr { obj, prop: MemberProp::Ident(_), .. }) => is_entity_name(obj),
        _ => false,
    }
}

/// `export = value` in SWC's default order: `module.exports = value`.
pub fn read_export_assign(reading: &mut Reading, node: &Stmt) -> Option<Node> {
    let Expr::Assign(AssignExpr { span, op: AssignOp::Assign, left, right }) = &*node.as_expr()?.expr else {
        return None;
    };
    let AssignTarget::Simple(SimpleAssignTarget::Member(target)) = left else { return None };
    let is_exports = target.prop.as_ident().is_some_and(|name| name.sym == "exports");
    let is_module = target.obj.as_ident().is_some_and(|name| name.sym == "module" && is_generated(name.span));
    (is_generated(*span) && is_exports && is_module && reading.is_at_top_level())
        .then(|| Node::ExportAssign { value: Box::new(read_expression(reading, right)) })
}
