//! Reads a file into the neutral tree.
//! Twin: babel-plugin/src/read/module.ts

use swc_core::{common::Span, ecma::ast::*};

use super::{
    classes::{read_class, with_decorators},
    expressions::read_expression,
    functions::{has_body, read_function},
    reading::{is_generated, string_of, Reading},
    statements::{
        directives, is_use_strict, name_of, read_class_declaration, read_declaration, read_directives,
        read_function_declaration, read_statement_list, Place,
    },
    typescript::{read_export_assign, read_import_equals},
};
use crate::{
    context::Context,
    inject::is_directive,
    swc_core,
    tree::{as_text, text, Node, Text},
};

pub fn read_module(program: &Program, context: &Context) -> Node {
    let mut reading = Reading::new(context, true);
    let (mut body, strict, esm) = match program {
        Program::Module(module) => {
            let start = module.body.iter().take_while(|item| item.as_stmt().is_some_and(is_directive)).count();
            let (head, rest) = module.body.split_at(start);
            let head: Vec<&Stmt> = head.iter().filter_map(ModuleItem::as_stmt).collect();
            let mut body = read_directives(&reading, head);
            body.extend(read_module_items(&mut reading, rest));
            (body, true, module.body.iter().any(is_module_syntax))
        }
        Program::Script(script) => {
            let (head, rest) = directives(&script.body);
            let strict = head.iter().any(|directive| is_use_strict(&reading, directive));
            reading.strict = strict;
            let mut body = read_directives(&reading, head);
            body.extend(read_statement_list(&mut reading, rest, Place::Function));
            (body, strict, false)
        }
        #[cfg(swc_ast_unknown)]
        _ => (vec![super::reading::refuse_unknown(&reading, "Program", swc_core::common::DUMMY_SP)], true, true),
    };
    if !reading.completed.is_empty() {
        for statement in &mut body {
            refuse_completed(&reading, statement);
        }
    }
    Node::Module { body, esm, hidden: reading.hidden.take(), strict }
}

fn is_module_syntax(item: &ModuleItem) -> bool {
    match item {
        ModuleItem::ModuleDecl(declaration) => match declaration {
            ModuleDecl::Import(_)
            | ModuleDecl::ExportDecl(_)
            | ModuleDecl::ExportNamed(_)
            | ModuleDecl::ExportDefaultDecl(_)
            | ModuleDecl::ExportDefaultExpr(_)
            | ModuleDecl::ExportAll(_) => true,
            ModuleDecl::TsImportEquals(node) => node.is_export,
            ModuleDecl::TsExportAssignment(_) | ModuleDecl::TsNamespaceExport(_) => false,
            #[cfg(swc_ast_unknown)]
            _ => true,
        },
        ModuleItem::Stmt(_) => false,
        #[cfg(swc_ast_unknown)]
        _ => true,
    }
}

/// Also the statements of a TypeScript namespace, which may export.
pub fn read_module_items(reading: &mut Reading, items: &[ModuleItem]) -> Vec<Node> {
    let mut statements = Vec::new();
    for item in items {
        match item {
            ModuleItem::ModuleDecl(declaration) => statements.extend(read_module_declaration(reading, declaration)),
            ModuleItem::Stmt(statement) => match read_export_assign(reading, statement) {
                Some(read) => statements.push(read),
                None => statements.extend(read_statement_list(reading, [statement], Place::Function)),
            },
            #[cfg(swc_ast_unknown)]
            _ => statements.push(super::reading::refuse_unknown(reading, "ModuleItem", swc_core::common::DUMMY_SP)),
        }
    }
    statements
}

fn read_module_declaration(reading: &mut Reading, node: &ModuleDecl) -> Vec<Node> {
    match node {
        ModuleDecl::Import(node) => read_import(reading, node),
        ModuleDecl::ExportDecl(node) => export(read_declaration(reading, &node.decl)),
        ModuleDecl::ExportNamed(node) => read_named_export(reading, node),
        ModuleDecl::ExportDefaultDecl(node) => read_default_declaration(reading, node),
        ModuleDecl::ExportDefaultExpr(node) => {
            vec![export_default(read_expression(reading, &node.expr), node.span)]
        }
        ModuleDecl::ExportAll(_) => vec![Node::ExportFrom {}],
        ModuleDecl::TsImportEquals(node) => read_import_equals(reading, node),
        ModuleDecl::TsExportAssignment(node) => {
            vec![Node::ExportAssign { value: Box::new(read_expression(reading, &node.expr)) }]
        }
        ModuleDecl::TsNamespaceExport(_) => vec![],
        #[cfg(swc_ast_unknown)]
        _ => vec![super::reading::refuse_unknown(reading, "ModuleDeclaration", swc_core::common::DUMMY_SP)],
    }
}

fn read_import(reading: &mut Reading, node: &ImportDecl) -> Vec<Node> {
    if node.src.value == *"react/compiler-runtime" {
        reading.note_react_compiler();
    }
    if node.type_only {
        return vec![];
    }
    let mut specifiers = Vec::new();
    for specifier in &node.specifiers {
        let (imported, local) = match specifier {
            ImportSpecifier::Default(specifier) => (text("default"), &specifier.local),
            ImportSpecifier::Namespace(specifier) => (text("*"), &specifier.local),
            ImportSpecifier::Named(specifier) if specifier.is_type_only => continue,
            ImportSpecifier::Named(specifier) => {
                let imported = specifier.imported.as_ref().map(exported_name);
                (imported.unwrap_or_else(|| as_text(&specifier.local.sym).clone()), &specifier.local)
            }
            #[cfg(swc_ast_unknown)]
            _ => return vec![super::reading::refuse_unknown(reading, "ImportDeclaration", node.span)],
        };
        specifiers.push(Node::ImportSpecifier { imported, target: Box::new(name_of(local)) });
    }
    vec![Node::Import { source: string_of(&node.src.value), specifiers }]
}

fn export(declarations: Vec<Node>) -> Vec<Node> {
    if declarations.is_empty() {
        vec![]
    } else {
        vec![Node::Export { declarations }]
    }
}

#[cfg_attr(not(swc_ast_unknown), allow(unused_variables))]
fn read_named_export(reading: &Reading, node: &NamedExport) -> Vec<Node> {
    if node.src.is_some() || node.type_only {
        return vec![Node::ExportFrom {}];
    }
    let mut locals = Vec::new();
    for specifier in &node.specifiers {
        match specifier {
            ExportSpecifier::Named(specifier) => {
                // A string can only be exported from another module.
                if let (false, ModuleExportName::Ident(local)) = (specifier.is_type_only, &specifier.orig) {
                    locals.push(name_of(local));
                }
            }
            ExportSpecifier::Namespace(_) | ExportSpecifier::Default(_) => (),
            #[cfg(swc_ast_unknown)]
            _ => return vec![super::reading::refuse_unknown(reading, "ExportNamedDeclaration", node.span)],
        }
    }
    vec![Node::ExportNames { locals }]
}

fn read_default_declaration(reading: &mut Reading, node: &ExportDefaultDecl) -> Vec<Node> {
    match &node.decl {
        DefaultDecl::Fn(function) if !has_body(&function.function) => vec![],
        DefaultDecl::Fn(FnExpr { ident: Some(ident), function }) => {
            export(vec![read_function_declaration(reading, ident, function)])
        }
        DefaultDecl::Fn(FnExpr { ident: None, function }) => {
            vec![export_default(read_function(reading, function, None, function.span), node.span)]
        }
        DefaultDecl::Class(ClassExpr { ident: Some(ident), class }) => {
            export(vec![read_class_declaration(reading, ident, class)])
        }
        DefaultDecl::Class(ClassExpr { ident: None, class }) => {
            let value = read_class(reading, class, None);
            let mut exported = export_default(value, node.span);
            if let Node::ExportDefault { at, .. } = &mut exported {
                *at = with_decorators(node.span, &class.decorators);
            }
            vec![exported]
        }
        DefaultDecl::TsInterfaceDecl(_) => vec![],
        #[cfg(swc_ast_unknown)]
        _ => vec![super::reading::refuse_unknown(reading, "ExportDefaultDeclaration", node.span)],
    }
}

fn export_default(value: Node, span: Span) -> Node {
    Node::ExportDefault { at: span, host: span, value: Box::new(value) }
}

fn exported_name(node: &ModuleExportName) -> Text {
    match node {
        ModuleExportName::Ident(name) => as_text(&name.sym).clone(),
        ModuleExportName::Str(name) => string_of(&name.value),
        #[cfg(swc_ast_unknown)]
        _ => text("*"), // the most that an import can be: none of its members is known
    }
}

/// R6: what the author has declared and the compiler completes in another statement is not what its declaration says.
fn refuse_completed(reading: &Reading, node: &mut Node) {
    let refusal = |target: &Node, declared: &Span| {
        let Node::Name { name, .. } = target else { return None };
        let completed = *reading.completed.get(name.as_str())?;
        let at = if is_generated(completed) { *declared } else { completed };
        // What the compiler has declared, too, is refused already, at the place around it.
        (!is_generated(at)).then(|| reading.refuse_lowered(at))
    };
    match node {
        Node::Variable { at, init, target, .. } => {
            if let Some(refused) = refusal(target, at) {
                let expressions = std::iter::once(refused).chain(init.take().map(|init| *init)).collect();
                *init = Some(Box::new(Node::Sequence { expressions }));
            }
        }
        Node::FunctionDeclaration { function, host, target } => {
            if let Node::Function { body, .. } = &mut **function {
                body.splice(0..0, refusal(target, host));
            }
        }
        Node::ClassDeclaration { class, host, target } => {
            if let Node::Class { members, .. } = &mut **class {
                members.splice(0..0, refusal(target, host));
            }
        }
        _ => (),
    }
    node.for_each_child_mut(&mut |child| refuse_completed(reading, child));
}
