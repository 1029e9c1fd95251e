//! The passes, in order. Twin: babel-plugin/src/index.ts

use std::mem::ManuallyDrop;

use swc_core::ecma::ast::{ModuleDecl, ModuleItem, Program};

use crate::{
    builtin_modules::PACKAGE,
    changes::find_changes,
    context::Context,
    definitions::{collect_definitions, Definitions},
    find_calls::find_calls,
    ignore_calls::ignore_calls,
    inject::{inject, Origins},
    options::Options,
    read::read_module,
    rules::enums::distrust_enums,
    scope::resolve_names,
    swc_core,
};

/// What the passes leave behind, beside the program.
pub struct Outcome {
    /// Where the program is not what it was: which of its items are. Otherwise the host gets back the bytes that it sent.
    pub changed: Option<Origins>,
    pub found: Definitions,
}

pub fn run(program: &mut Program, context: &Context) -> Outcome {
    // Never dropped: the instance ends with the file, and to take a tree to pieces costs as much as a walk.
    let mut module = ManuallyDrop::new(read_module(program, context));
    ignore_calls(&mut module, &context.options.ignore_calls);
    let (module, scopes) = resolve_names(&mut module, &context.file_name);
    let mut scopes = ManuallyDrop::new(scopes);
    let uses = find_calls(module, &scopes, &context.options);
    let changes = find_changes(module, &scopes);
    distrust_enums(changes.by_binding.keys().copied(), &mut scopes.bindings);
    let found = collect_definitions(module, &scopes, uses, &changes, &context.options);
    let changed = inject(program, module, &found, context);
    Outcome { changed, found }
}

/// Whether there is anything to find: most files can be left without a look at their functions. `encoded` is the program as
/// the host has sent it; every name and string of the file stands in it. No program: what cannot be read.
pub fn concerns(program: Option<&Program>, encoded: &[u8], options: &Options) -> bool {
    let module = program.and_then(Program::as_module);
    if options.exports && (module.is_some_and(|module| module.body.iter().any(is_export)) || holds(encoded, "exports"))
    {
        return true;
    }
    std::iter::once(PACKAGE).chain(options.wrappers.iter().map(String::as_str)).any(|name| holds(encoded, name))
}

fn holds(encoded: &[u8], name: &str) -> bool {
    name.is_empty() || encoded.windows(name.len()).any(|window| window == name.as_bytes())
}

fn is_export(item: &ModuleItem) -> bool {
    matches!(
        item,
        ModuleItem::ModuleDecl(
            ModuleDecl::ExportDecl(_)
                | ModuleDecl::ExportNamed(_)
                | ModuleDecl::ExportDefaultDecl(_)
                | ModuleDecl::ExportDefaultExpr(_)
                | ModuleDecl::ExportAll(_)
                | ModuleDecl::TsExportAssignment(_)
        )
    )
}
