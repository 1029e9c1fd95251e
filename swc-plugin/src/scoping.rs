//! Which names stand in the file, and with which contexts: SWC keeps no scopes.
//! Twin: babel-plugin/src/scoping.ts

use rustc_hash::FxHashMap;
use swc_core::{atoms::Atom, common::SyntaxContext, ecma::ast::*};

use crate::swc_core;

pub type Names = FxHashMap<Atom, SyntaxContext>;

/// The context of each name that the module itself declares. All that the author declares there have the same one, but not
/// what the compiler has added.
pub fn names_of_module(program: &Program) -> Names {
    let mut names = Names::default();
    match program {
        Program::Module(module) => {
            for item in &module.body {
                match item {
                    ModuleItem::Stmt(statement) => add_declared(statement, &mut names),
                    ModuleItem::ModuleDecl(declaration) => add_exported(declaration, &mut names),
                    #[cfg(swc_ast_unknown)]
                    _ => (),
                }
            }
        }
        Program::Script(script) => script.body.iter().for_each(|statement| add_declared(statement, &mut names)),
        #[cfg(swc_ast_unknown)]
        _ => (),
    }
    names
}

fn add_name(name: &Ident, names: &mut Names) {
    names.entry(name.sym.clone()).or_insert(name.ctxt);
}

fn add_exported(declaration: &ModuleDecl, names: &mut Names) {
    match declaration {
        ModuleDecl::Import(import) => {
            for specifier in &import.specifiers {
                match specifier {
                    ImportSpecifier::Named(specifier) => add_name(&specifier.local, names),
                    ImportSpecifier::Default(specifier) => add_name(&specifier.local, names),
                    ImportSpecifier::Namespace(specifier) => add_name(&specifier.local, names),
                    #[cfg(swc_ast_unknown)]
                    _ => (),
                }
            }
        }
        ModuleDecl::ExportDecl(export) => add_declaration(&export.decl, names),
        ModuleDecl::ExportDefaultDecl(export) => match &export.decl {
            DefaultDecl::Fn(FnExpr { ident: Some(name), .. }) => add_name(name, names),
            DefaultDecl::Class(ClassExpr { ident: Some(name), .. }) => add_name(name, names),
            _ => (),
        },
        ModuleDecl::TsImportEquals(import) => add_name(&import.id, names),
        _ => (),
    }
}

fn add_declared(statement: &Stmt, names: &mut Names) {
    if let Stmt::Decl(declaration) = statement {
        add_declaration(declaration, names);
    }
}

fn add_declaration(declaration: &Decl, names: &mut Names) {
    let declarators = match declaration {
        Decl::Fn(declaration) => return add_name(&declaration.ident, names),
        Decl::Class(declaration) => return add_name(&declaration.ident, names),
        Decl::TsEnum(declaration) => return add_name(&declaration.id, names),
        Decl::TsModule(declaration) => match &declaration.id {
            TsModuleName::Ident(name) => return add_name(name, names),
            _ => return,
        },
        Decl::Var(declaration) => &declaration.decls,
        Decl::Using(declaration) => &declaration.decls,
        _ => return,
    };
    for declarator in declarators {
        add_pattern(&declarator.name, names);
    }
}

fn add_pattern(pattern: &Pat, names: &mut Names) {
    match pattern {
        Pat::Ident(name) => add_name(name, names),
        Pat::Array(pattern) => pattern.elems.iter().flatten().for_each(|element| add_pattern(element, names)),
        Pat::Rest(pattern) => add_pattern(&pattern.arg, names),
        Pat::Assign(pattern) => add_pattern(&pattern.left, names),
        Pat::Object(pattern) => {
            for property in &pattern.props {
                match property {
                    ObjectPatProp::KeyValue(property) => add_pattern(&property.value, names),
                    ObjectPatProp::Assign(property) => add_name(&property.key, names),
                    ObjectPatProp::Rest(property) => add_pattern(&property.arg, names),
                    #[cfg(swc_ast_unknown)]
                    _ => (),
                }
            }
        }
        _ => (),
    }
}

/// One underscore, or as many as no name of the author's has ahead of the same word. Where two names are spelled alike, SWC
/// renames one of them, and that may be the author's: its `name` would change, and its export be lost.
pub fn free_underscores(source: &str) -> String {
    let mut underscores = String::from("_");
    // At each of them the text behind it: the names of most files have none.
    let after: Vec<&str> = source.match_indices('_').map(|(at, _)| &source[at..]).collect();
    let is_taken = |name: &str| after.iter().any(|text| text.starts_with(name));
    while ["define", "rows", "default"].iter().any(|word| is_taken(&format!("{underscores}{word}"))) {
        underscores.push('_');
    }
    underscores
}
