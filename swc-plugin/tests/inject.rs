//! Where rows and calls of `define` go, and that a written name is the author's binding and not another of its spelling.
//! What the compiler makes of it is tested through @swc/core (test/output.test.ts, test/programs.test.ts).

#![cfg(feature = "parser")]

mod parse;

use autocached_swc_plugin::{
    context::Context,
    options::Options,
    pipeline, source_text,
    swc_core::{
        common::{BytePos, Mark, SyntaxContext},
        ecma::{
            ast::*,
            visit::{Visit, VisitMut, VisitMutWith, VisitWith},
        },
    },
};

/// Runs the plugin, and describes each statement of the file in a word.
fn statements(source: &'static str, parse: fn(&str) -> Program) -> Vec<String> {
    parse::in_host(|| {
        let mut program = parse(source);
        run(&mut program, source);
        match program {
            Program::Module(module) => module.body.iter().map(describe_item).collect(),
            Program::Script(script) => script.body.iter().map(describe).collect(),
            #[allow(unreachable_patterns)] // reachable when the tree may hold unknown nodes
            _ => Vec::new(),
        }
    })
}

fn run(program: &mut Program, source: &'static str) {
    let load = move |_| Some(source_text::SourceText::new(source, BytePos(1)));
    let context = Context::new(Options::default(), Mark::new(), load);
    pipeline::run(program, &context);
}

fn describe_item(item: &ModuleItem) -> String {
    match item {
        ModuleItem::Stmt(statement) => describe(statement),
        ModuleItem::ModuleDecl(ModuleDecl::Import(import)) => {
            format!("import {}", import.src.value.to_string_lossy())
        }
        ModuleItem::ModuleDecl(_) => "export".into(),
        #[allow(unreachable_patterns)]
        _ => "unknown".into(),
    }
}

fn describe(statement: &Stmt) -> String {
    match statement {
        Stmt::Decl(Decl::Fn(declaration)) => format!("function {}", declaration.ident.sym),
        Stmt::Decl(Decl::Class(declaration)) => format!("class {}", declaration.ident.sym),
        Stmt::Decl(_) => "declaration".into(),
        Stmt::Expr(statement) => match &*statement.expr {
            Expr::Lit(_) => "directive".into(),
            Expr::Call(call) => {
                let argument = call.args.first().and_then(|argument| argument.expr.as_ident());
                format!("call {}", argument.map_or("?", |name| &*name.sym))
            }
            _ => "expression".into(),
        },
        _ => "statement".into(),
    }
}

#[test]
fn the_import_comes_after_the_directives_and_the_table_at_the_end() {
    let source = "'use client'; import a from 'a'; export const b = () => a";
    let expected = ["directive", "import autocached/define", "import a", "export", "function _rows"];
    assert_eq!(statements(source, parse::module), expected);
}

#[test]
fn a_function_is_registered_ahead_of_all_statements_and_a_class_after_itself() {
    let source = "import a from 'a'; a(); class B {} export function c() {} export { B }";
    let head = ["import autocached/define", "import a", "call _rows", "call ?", "class B", "call B", "export"];
    assert_eq!(statements(source, parse::module)[..7], head.map(String::from));
}

#[test]
fn an_anonymous_default_gets_a_name() {
    let head = ["import autocached/define", "call _default", "export", "function _rows"];
    assert_eq!(statements("export default function () {}", parse::module)[..4], head.map(String::from));
}

#[test]
fn a_script_requires_what_a_module_imports() {
    let source = "'use strict'; const { cached } = require('autocached'); cached(() => 1)";
    let expected = ["directive", "declaration", "declaration", "call ?", "function _rows"];
    assert_eq!(statements(source, parse::script), expected);
}

/// As a compiler leaves what it has moved: in a function that stands elsewhere in the source.
struct MoveFunctions;

impl VisitMut for MoveFunctions {
    fn visit_mut_function(&mut self, node: &mut Function) {
        node.visit_mut_children_with(self);
        node.span = node.span.with_hi(node.span.lo + BytePos(1));
    }
}

#[test]
fn what_was_moved_is_found_outside_of_the_span_of_what_it_stands_in() {
    let source = "import { cached } from 'autocached'; \
                  function g() { return cached(() => 3) }";
    parse::in_host(|| {
        let mut program = parse::module(source);
        program.visit_mut_with(&mut MoveFunctions);
        run(&mut program, source);
        let mut defined = Defined(0);
        program.visit_with(&mut defined);
        assert_eq!(defined.0, 1);
    });
}

/// How often `define` is called.
struct Defined(usize);

impl Visit for Defined {
    fn visit_call_expr(&mut self, node: &CallExpr) {
        node.visit_children_with(self);
        let callee = node.callee.as_expr().and_then(|callee| callee.as_ident());
        self.0 += usize::from(callee.is_some_and(|callee| callee.sym == "_define"));
    }
}

/// Gives each name the context `line * 10`, so that a test can tell two of one spelling apart.
struct MarkByLine(&'static str);

impl VisitMut for MarkByLine {
    fn visit_mut_ident(&mut self, node: &mut Ident) {
        let line = self.0[..node.span.lo.0 as usize - 1].matches('\n').count() as u32 + 1;
        node.ctxt = SyntaxContext::from_u32(line * 10);
    }
}

/// The contexts of a name in the thunks of captured variables.
struct Captured(Vec<u32>);

impl Visit for Captured {
    fn visit_prop(&mut self, node: &Prop) {
        if let Prop::KeyValue(KeyValueProp { key: PropName::Str(_), value }) = node {
            self.0.extend(value.as_ident().map(|name| name.ctxt.as_u32()));
        }
        node.visit_children_with(self);
    }
}

#[test]
fn a_captured_name_is_written_as_the_binding_that_the_author_meant() {
    // The names of line 5 belong to a binding within the definition; `db` of line 6 is the captured one.
    let source = "import { cached } from 'autocached'
function outer(db) {
  return cached(
    (x) => {
      { const f = ({ db }) => [db]; f(x) }
      return db + x
    }
  )
}";
    let captured = parse::in_host(|| {
        let mut program = parse::module(source);
        program.visit_mut_with(&mut MarkByLine(source));
        run(&mut program, source);
        let mut captured = Captured(Vec::new());
        program.visit_with(&mut captured);
        captured.0
    });
    assert_eq!(captured, [60]);
}
