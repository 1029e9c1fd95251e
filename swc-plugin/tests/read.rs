//! What the readers make of SWC's tree, on both hosts: `cargo test --features parser` and
//! `cargo test --no-default-features --features host-1-15,parser`.

#![cfg(feature = "parser")]

mod parse;

use autocached_swc_plugin::{
    context::Context,
    options::Options,
    read::read_module,
    source_text::SourceText,
    swc_core::{
        atoms::wtf8::Wtf8,
        common::{BytePos, Mark, Span, DUMMY_SP},
        ecma::{
            ast::*,
            visit::{VisitMut, VisitMutWith},
        },
    },
    tree::{Field, Node},
};

/// The body of the tree, one statement on a line.
fn read(source: &str) -> String {
    dump_program(&parse::module(source), source)
}

fn read_script(source: &str) -> String {
    dump_program(&parse::script(source), source)
}

/// The tree of a program that a compiler has changed.
fn read_changed(source: &str, change: &mut dyn FnMut(&mut Program)) -> String {
    let mut program = parse::module(source);
    change(&mut program);
    dump_program(&program, source)
}

fn dump_program(program: &Program, source: &str) -> String {
    let Node::Module { body, .. } = tree(program, source) else { panic!("a file is a module") };
    body.iter().map(|node| dump(node, source)).collect::<Vec<_>>().join("\n")
}

fn tree(program: &Program, source: &str) -> Node {
    let text = source.to_string();
    let load = move |_| Some(SourceText::new(text.clone(), BytePos(1)));
    parse::in_host(|| read_module(program, &Context::new(Options::default(), Mark::new(), load)))
}

/// `Kind(field=… field=…)`; names bare, strings quoted, numbers as they are.
fn dump(node: &Node, source: &str) -> String {
    match node {
        Node::Name { name, .. } => return name.to_string(),
        Node::String { value } => return quoted(value),
        Node::Number { value } => return format!("{value:?}"),
        Node::BigInt { value } => return format!("{}n", value.0),
        Node::Boolean { value } => return value.to_string(),
        Node::Refused { rule, message, at } => return format!("{rule}@{} {message}", column(*at, source)),
        _ => (),
    }
    let fields: Vec<String> = node
        .fields()
        .iter()
        .filter_map(|(name, field)| {
            let value = match field {
                Field::Aside | Field::Absent => return None,
                Field::Flag => return Some(name.to_string()),
                Field::Node(node) => dump(node, source),
                Field::Nodes(nodes) => list(nodes.iter().map(Some), |node| dump(node, source)),
                Field::Elements(nodes) => list(nodes.iter().map(Option::as_ref), |node| dump(node, source)),
                Field::Text(text) => quoted(text),
                Field::Texts(texts) => list(texts.iter().map(Some), |text| quoted(text)),
                Field::Cooked(texts) => list(texts.iter().map(Option::as_ref), |text| quoted(text)),
                Field::Word(word) => word.to_string(),
            };
            Some(format!("{name}={value}"))
        })
        .collect();
    format!("{}({})", node.kind(), fields.join(" "))
}

fn list<Item>(items: impl Iterator<Item = Option<Item>>, dump: impl Fn(Item) -> String) -> String {
    let items: Vec<String> = items.map(|item| item.map_or("-".into(), &dump)).collect();
    format!("[{}]", items.join(", "))
}

fn quoted(text: &Wtf8) -> String {
    let text: String = text
        .code_points()
        .map(|point| point.to_char().map_or_else(|| format!("<{:x}>", point.to_u32()), String::from))
        .collect();
    format!("'{}'", text.replace('\n', "\\n"))
}

fn column(span: Span, source: &str) -> usize {
    // The text is kept, so it needs one of its own.
    let text: String = source.into();
    let source = SourceText::new(text, BytePos(1));
    if span.is_dummy() {
        0
    } else {
        source.position(span.lo).map_or(0, |at| at.column)
    }
}

/// Columns of everything that has a position, in the order of the tree.
fn columns(source: &str) -> Vec<(&'static str, usize)> {
    fn collect(node: &Node, source: &str, found: &mut Vec<(&'static str, usize)>) {
        match node {
            Node::Property { at, .. } if at.is_dummy() => (),
            Node::Function { at, .. }
            | Node::Class { at, .. }
            | Node::Call { at, .. }
            | Node::Variable { at, .. }
            | Node::Enum { at, .. }
            | Node::Namespace { at, .. }
            | Node::ImportEquals { at, .. }
            | Node::ExportDefault { at, .. }
            | Node::Property { at, .. } => found.push((node.kind(), column(*at, source))),
            _ => (),
        }
        node.for_each_child(&mut |child| collect(child, source, found));
    }
    let mut found = Vec::new();
    collect(&tree(&parse::module(source), source), source, &mut found);
    found.sort_by_key(|(_, column)| *column);
    found
}

const R6: &str = "The compiler has changed this code before the plugin could see it. \
                  Set jsc.experimental.runPluginFirst to true in .swcrc.";

#[test]
fn parentheses_and_types_are_erased() {
    assert_eq!(read("((a as B)!.c satisfies D)"), read("a.c"));
    assert_eq!(read("f<string>((1))"), read("f(1)"));
    assert_eq!(read("type A = 1; interface B {} declare const c: 1; declare function d(): 1;"), "");
}

#[test]
fn an_optional_chain_is_one_chain_that_parentheses_end() {
    assert_eq!(
        read("a?.b.c"),
        "Expression(expression=Chain(expression=Member(object=Member(object=a property='b' optional) property='c')))"
    );
    assert_eq!(
        read("(a?.b).c"),
        "Expression(expression=Member(object=Chain(expression=Member(object=a property='b' optional)) property='c'))"
    );
    assert_eq!(read("a?.b!.c"), read("a?.b.c"));
    assert_eq!(read("(a?.b)!.c"), read("(a?.b).c"));
    assert_eq!(read("((a?.b))()"), read("(a?.b)()"));
}

#[test]
fn strings_keep_lone_surrogates() {
    assert_eq!(read("f('\\ud800x\\u{1F600}')"), "Expression(expression=Call(callee=f arguments=['<d800>x😀']))");
}

#[test]
fn a_template_has_its_values_whatever_the_line_breaks() {
    assert_eq!(
        read("`a\r\n\\x41${b}\\\r\nc`"),
        "Expression(expression=Template(strings=['a\\nA', 'c'] expressions=[b]))"
    );
}

#[test]
fn a_tag_sees_both_spellings_and_no_value_of_an_invalid_escape() {
    assert_eq!(
        read("t`\\ud800\\u{d800}\r${a}\\8`"),
        "Expression(expression=Tagged(tag=t cooked=['<d800><d800>\\n', -] raw=['\\ud800\\u{d800}\\n', '\\8'] expressions=[a]))"
    );
}

#[test]
fn numbers_are_doubles_and_bigints_are_decimal() {
    assert_eq!(read("f(0x10, 1_000, 0xFFn)"), "Expression(expression=Call(callee=f arguments=[16.0, 1000.0, 255n]))");
}

#[test]
fn directives_are_raw_and_use_strict_is_strictness() {
    assert_eq!(read("'use strict'; 'a\\x62'; ('c')"), "Directive(value='a\\x62')\nExpression(expression='c')");
    assert_eq!(
        read_script("f(() => 1, () => { 'use strict' })"),
        "Expression(expression=Call(callee=f arguments=[Function(params=[] body=[Return(argument=1.0)] \
         arrow sloppy), Function(params=[] body=[] arrow)]))"
    );
    assert!(!read_script("'use strict'; () => 1").contains("sloppy"));
    assert!(!read_script("class A { m() {} }").contains("sloppy"));
}

#[test]
fn a_file_is_esm_when_it_imports_or_exports() {
    let is_esm = |source| matches!(tree(&parse::module(source), source), Node::Module { esm: true, .. });
    assert!(is_esm("import 'x'"));
    assert!(is_esm("export {}"));
    assert!(is_esm("export import a = N.b"));
    assert!(!is_esm("import a = require('x')"));
    assert!(!is_esm("export = a"));
}

#[test]
fn exports_and_imports() {
    assert_eq!(
        read("import a, { b as c, type D } from 'x'; import * as e from 'y'; import type F from 'z'"),
        "Import(source='x' specifiers=[ImportSpecifier(imported='default' target=a), ImportSpecifier(imported='b' target=c)])\n\
         Import(source='y' specifiers=[ImportSpecifier(imported='*' target=e)])"
    );
    assert_eq!(
        read("export default function () {} export const a = 1, b = 2; export { c as d }; export * from 'x'; export type E = 1"),
        "ExportDefault(value=Function(params=[] body=[]))\nExport(declarations=[Variable(kind=const \
         target=a init=1.0), Variable(kind=const target=b \
         init=2.0)])\nExportNames(locals=[c])\nExportFrom()"
    );
    assert_eq!(
        read("export default class A {}"),
        "Export(declarations=[ClassDeclaration(target=A class=Class(members=[]))])"
    );
}

#[test]
fn typescript_that_emits_code_is_kept() {
    assert_eq!(
        read("export enum E { A, 'b-c' = 2 } declare enum F { A }"),
        "Export(declarations=[Enum(target=E members=[EnumMember(name='A'), EnumMember(name='b-c' value=2.0)])])"
    );
    assert_eq!(
        read("namespace A.B { export let x } namespace T { type U = 1 } declare namespace D { let y }"),
        "Namespace(target=A body=[Export(declarations=[Namespace(target=B \
         body=[Export(declarations=[Variable(kind=let target=x)])])])])"
    );
    assert_eq!(
        read("import a = require('x'); import b = N.M; export = a"),
        "ImportEquals(target=a value='x')\nImportEquals(target=b value=Member(object=N property='M'))\nExportAssign(value=a)"
    );
    assert_eq!(
        read("class A { constructor(private a = 1, b) {} }"),
        "ClassDeclaration(target=A class=Class(members=[Property(kind=constructor key='constructor' \
         value=Function(params=[ParameterProperty(target=Default(target=a value=1.0)), b] body=[]))]))"
    );
}

#[test]
fn what_typescript_erases_of_a_class_is_not_there() {
    let source =
        "abstract class A { abstract a; abstract b(): 1; declare c; [k: string]: 1; d(): 1; d() {} ; private e? }";
    assert_eq!(
        read(source),
        "ClassDeclaration(target=A class=Class(members=[Property(kind=method key='d' \
         value=Function(params=[] body=[])), Property(kind=field key='e')]))"
    );
}

#[test]
fn a_decorated_parameter_keeps_its_decorators_and_stays_a_binding() {
    assert_eq!(
        read("class A { m(@b() c) {} }"),
        "ClassDeclaration(target=A class=Class(members=[Property(kind=method key='m' \
         value=Function(params=[DecoratedParameter(decorators=[Call(callee=b arguments=[])] target=c)] \
         body=[]))]))"
    );
}

#[test]
fn a_function_in_a_block_is_refused_in_sloppy_code_but_read() {
    assert_eq!(
        read_script("{ function f() { n++ } }"),
        "Block(body=[R2@3 A function in a block has two bindings in sloppy code. Make the file strict., \
         FunctionDeclaration(target=f function=Function(params=[] \
         body=[Expression(expression=Update(operator=++ argument=n))] sloppy))])"
    );
}

#[test]
fn jsx_is_read_from_its_source_text() {
    assert_eq!(
        read("<a b=\"&quot;\" c='d'>\r\n  x\ty \r\n  {e}&nbsp;</a>"),
        "Expression(expression=JsxElement(name='a' attributes=[JsxAttribute(name=b \
         value=JsxText(raw=&quot;)), JsxAttribute(name=c value='d')] children=['x\ty', e, \
         JsxText(raw=&nbsp;)]))"
    );
    assert_eq!(
        read("<A.B c=\"x\ny\" {...d}/>"),
        "Expression(expression=JsxElement(name=Member(object=A property='B') \
         attributes=[JsxAttribute(name=c value=R4@8 A JSX attribute has a line break in its text. Write \
         it in braces.), Spread(argument=d)] children=[]))"
    );
}

#[test]
fn positions_are_those_of_babel() {
    assert_eq!(columns("export default async () => f(1)"), [("ExportDefault", 1), ("Function", 16), ("Call", 28)]);
    assert_eq!(
        columns("@a export class A { @b() private static async c() {} }"),
        [("Class", 1), ("Property", 21), ("Function", 21), ("Call", 22)]
    );
    assert_eq!(columns("@a export default class { }"), [("ExportDefault", 1), ("Class", 1)]);
    assert_eq!(columns("export const enum E { A }"), [("Enum", 8)]);
    assert_eq!(columns("({ get a() { return 1 }, async *b() {} })"), [("Function", 4), ("Function", 26)]);
    assert_eq!(columns("const é = '😀', b = (c)(1)"), [("Variable", 7), ("Variable", 17), ("Call", 21)]);
}

#[test]
fn nesting_that_is_too_deep_is_refused() {
    let on_a_large_stack = std::thread::Builder::new().stack_size(256 << 20).spawn(|| {
        let nested = |depth| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        assert!(!read(&nested(398)).contains("R3"));
        assert!(read(&nested(399)).contains("R3@400 The code is nested more than 400 levels deep."));
        assert!(!read(&format!("{}1{}", "(".repeat(500), ")".repeat(500))).contains("R3"));
    });
    on_a_large_stack.unwrap().join().unwrap();
}

/// Gives the nodes that a test names no place, as a compiler's own nodes have none.
struct Generated<Is: Fn(&Expr) -> bool>(Is);

impl<Is: Fn(&Expr) -> bool> VisitMut for Generated<Is> {
    fn visit_mut_expr(&mut self, node: &mut Expr) {
        node.visit_mut_children_with(self);
        if self.0(node) {
            node.set_span(DUMMY_SP);
        }
    }
}

fn read_generated(source: &str, is: impl Fn(&Expr) -> bool) -> String {
    let mut generated = Generated(is);
    read_changed(source, &mut |program| program.visit_mut_with(&mut generated))
}

#[test]
fn lowered_code_is_refused_and_read() {
    assert_eq!(
        read_generated("function f() { return a + g(b) }", |node| node.is_bin()),
        format!(
            "FunctionDeclaration(target=f function=Function(params=[] body=[Return(argument=Sequence(\
             expressions=[R6@16 {R6}, Binary(operator=+ left=a right=Call(callee=g arguments=[b]))]))]))"
        )
    );
}

#[test]
fn a_constant_counts_by_value_wherever_it_comes_from() {
    let source = "function f() { return [1, -2, 'a', true, null] }";
    assert_eq!(read_generated(source, |node| node.is_lit() || node.is_unary()), read(source));
}

/// Lets every function return the same expression, which stands elsewhere.
struct Returns(Box<Expr>);

impl VisitMut for Returns {
    fn visit_mut_return_stmt(&mut self, node: &mut ReturnStmt) {
        node.arg = Some(self.0.clone());
    }
}

#[test]
fn code_from_outside_of_its_function_is_lowered() {
    let read = read_changed("a.b; function f() { return c }", &mut |program| {
        let first = program.as_module().and_then(|module| module.body[0].as_stmt()?.as_expr());
        let moved = first.expect("a statement").expr.clone();
        program.visit_mut_with(&mut Returns(moved));
    });
    assert!(read.contains("Return(argument=Sequence(expressions=[R6@1 "), "{read}");
}

#[test]
fn a_declaration_that_the_compiler_completes_is_refused_and_not_assigned() {
    let read = read_generated("class A {} A = decorate([b], A.prototype); var N; N || (N = {})", |node| {
        node.is_assign() || node.is_call()
    });
    assert!(read.starts_with("ClassDeclaration(target=A class=Class(members=[R6@"), "{read}");
    assert!(read.contains("Variable(kind=var target=N init=Sequence(expressions=[R6@"), "{read}");
    assert!(!read.contains("Assign("), "{read}");
}
