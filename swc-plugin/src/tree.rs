//! The neutral tree: one syntax tree for both plugins, between the compiler's own tree and the canonical form. The readers
//! (`read/`) are the only code that knows the compiler's tree; all rules work on this one, and it is the same in both halves.
//!
//! What every kind means stands in the twin; the kinds and fields have the same names here, with two differences that the
//! language asks for: a `host` is the span of the compiler's node, and an absent child is `None`.
//! Spec: docs/rules.md#the-neutral-tree. Twin: babel-plugin/src/tree.ts

use std::borrow::Borrow;

use swc_core::{
    atoms::{
        wtf8::{Wtf8, Wtf8Buf},
        Atom, Wtf8Atom,
    },
    common::Span,
};

use crate::swc_core;

/// A string of the program as the host has it, which may hold lone surrogates. Two of the same units are the same bytes, and a
/// copy of one costs nothing.
pub type Text = Wtf8Atom;

pub type BindingId = usize;
pub type ScopeId = usize;

/// Those of a function.
const MOST_FIELDS: usize = 8;

/// Not a `Vec`: every node that is written is asked for them.
pub struct Fields<'a> {
    all: [(&'static str, Field<'a>); MOST_FIELDS],
    count: usize,
}

impl<'a> Fields<'a> {
    #[inline]
    fn add(&mut self, name: &'static str, field: Field<'a>) {
        if !matches!(field, Field::Aside) {
            self.all[self.count] = (name, field);
            self.count += 1;
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Field<'a>)> + '_ {
        self.all[..self.count].iter().copied()
    }
}

/// What the writer sees of a field.
#[derive(Clone, Copy)]
pub enum Field<'a> {
    /// What does not count: spans, bindings, scopes.
    Aside,
    Absent,
    Node(&'a Node),
    Nodes(&'a [Node]),
    /// With holes.
    Elements(&'a [Option<Node>]),
    Text(&'a Text),
    Texts(&'a [Text]),
    /// With holes.
    Cooked(&'a [Option<Text>]),
    Word(&'a str),
    Flag,
}

/// A type that a field of a node can have.
pub trait IsField {
    fn field(&self) -> Field<'_>;
    fn for_each_child<'a>(&'a self, _visit: &mut dyn FnMut(&'a Node)) {}
    fn for_each_child_mut(&mut self, _visit: &mut dyn FnMut(&mut Node)) {}
}

macro_rules! nodes {
    ($( $(#[$meta:meta])* $kind:ident { $( $field:ident : $type:ty ),* $(,)? } )*) => {
        /// A node. Fields in the order in which they are written, which is that of the twin's `fieldsOf`.
        #[derive(Clone, Debug)]
        #[allow(non_snake_case)] // `superClass`: the names are those in the canonical form
        pub enum Node {
            $( $(#[$meta])* $kind { $( $field: $type ),* } ),*
        }

        impl Node {
            /// The `type` in the canonical form.
            pub fn kind(&self) -> &'static str {
                match self { $( Node::$kind { .. } => stringify!($kind) ),* }
            }

            /// Every field that counts, by name.
            pub fn fields(&self) -> Fields<'_> {
                let mut fields = Fields { all: [("", Field::Aside); MOST_FIELDS], count: 0 };
                match self {
                    $( Node::$kind { $( $field ),* } => {
                        $( fields.add(const { field_name(stringify!($field)) }, $field.field()); )*
                    } ),*
                }
                fields
            }

            /// Calls `visit` for each child, in the order of the source.
            pub fn for_each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a Node)) {
                let _ = &visit;
                match self {
                    $( Node::$kind { $( $field ),* } => { $( $field.for_each_child(visit); )* } ),*
                }
            }

            pub fn for_each_child_mut(&mut self, visit: &mut dyn FnMut(&mut Node)) {
                let _ = &visit;
                match self {
                    $( Node::$kind { $( $field ),* } => { $( $field.for_each_child_mut(visit); )* } ),*
                }
            }
        }
    };
}

nodes! {
    // Expressions.
    Name { name: Atom, binding: Option<BindingId> }
    String { value: Text }
    Number { value: f64 }
    BigInt { value: Digits }
    Boolean { value: bool }
    Null {}
    Undefined {}
    RegExp { pattern: String, flags: String }
    Template { strings: Vec<Text>, expressions: Vec<Node> }
    Tagged { tag: Box<Node>, cooked: Vec<Option<Text>>, raw: Vec<Text>, expressions: Vec<Node> }
    Array { elements: Vec<Option<Node>> }
    Object { properties: Vec<Node> }
    Property {
        kind_: &'static str,
        key: Box<Node>,
        value: Option<Box<Node>>,
        r#static: bool,
        decorators: Option<Vec<Node>>,
        at: Span,
        host: Span,
    }
    Prototype { value: Box<Node> }
    Spread { argument: Box<Node> }
    Function {
        params: Vec<Node>,
        body: Vec<Node>,
        arrow: bool,
        r#async: bool,
        callee: bool,
        generator: bool,
        sloppy: bool,
        self_: Option<Box<Node>>,
        at: Span,
        host: Span,
        scope: Option<Around>,
    }
    Class {
        decorators: Option<Vec<Node>>,
        superClass: Option<Box<Node>>,
        members: Vec<Node>,
        self_: Option<Box<Node>>,
        at: Span,
        host: Span,
        scope: Option<Around>,
    }
    StaticBlock { body: Vec<Node> }
    Member { object: Box<Node>, property: Box<Node>, optional: bool }
    PrivateName { name: Atom, binding: Option<BindingId> }
    Call { callee: Box<Node>, arguments: Vec<Node>, optional: bool, at: Span, host: Span }
    New { callee: Box<Node>, arguments: Vec<Node> }
    Unary { operator: &'static str, argument: Box<Node> }
    Update { operator: &'static str, argument: Box<Node>, prefix: bool }
    Binary { operator: &'static str, left: Box<Node>, right: Box<Node> }
    Assign { operator: &'static str, target: Box<Node>, value: Box<Node>, at: Span, scope: Option<Around> }
    Conditional { test: Box<Node>, then: Box<Node>, r#else: Box<Node> }
    Sequence { expressions: Vec<Node> }
    Chain { expression: Box<Node> }
    ImportCall { arguments: Vec<Node>, phase: Option<String> }
    Await { argument: Box<Node> }
    Yield { argument: Option<Box<Node>>, delegate: bool }
    This {}
    Super {}
    NewTarget {}
    ImportMeta {}
    Arguments {}
    JsxElement { name: Box<Node>, attributes: Vec<Node>, children: Vec<Node> }
    JsxFragment { children: Vec<Node> }
    JsxAttribute { name: String, value: Option<Box<Node>> }
    JsxText { raw: String }

    // Patterns and parameters.
    ObjectPattern { properties: Vec<Node> }
    ArrayPattern { elements: Vec<Option<Node>> }
    Default { target: Box<Node>, value: Box<Node> }
    Rest { argument: Box<Node> }
    ParameterProperty { target: Box<Node> }
    DecoratedParameter { decorators: Vec<Node>, target: Box<Node> }

    // Statements.
    Block { body: Vec<Node> }
    Variable { kind_: &'static str, target: Box<Node>, init: Option<Box<Node>>, at: Span, host: Span }
    FunctionDeclaration { target: Box<Node>, function: Box<Node>, host: Span }
    ClassDeclaration { target: Box<Node>, class: Box<Node>, host: Span }
    Expression { expression: Box<Node> }
    Directive { value: Text }
    Return { argument: Option<Box<Node>> }
    Throw { argument: Box<Node> }
    If { test: Box<Node>, then: Vec<Node>, r#else: Vec<Node> }
    For { init: Vec<Node>, test: Option<Box<Node>>, update: Option<Box<Node>>, body: Vec<Node> }
    ForIn { left: Box<Node>, right: Box<Node>, body: Vec<Node> }
    ForOf { left: Box<Node>, right: Box<Node>, body: Vec<Node>, r#await: bool }
    While { test: Box<Node>, body: Vec<Node> }
    DoWhile { test: Box<Node>, body: Vec<Node> }
    Switch { discriminant: Box<Node>, cases: Vec<Node> }
    Case { test: Option<Box<Node>>, body: Vec<Node> }
    Try { block: Vec<Node>, handler: Option<Box<Node>>, finalizer: Option<Vec<Node>> }
    Catch { param: Option<Box<Node>>, body: Vec<Node> }
    Labeled { label: String, body: Vec<Node> }
    Break { label: Option<String> }
    Continue { label: Option<String> }
    Debugger {}
    With { object: Box<Node>, body: Vec<Node> }
    Enum { target: Box<Node>, members: Vec<Node>, at: Span }
    EnumMember { name: Text, value: Option<Box<Node>> }
    Namespace { target: Box<Node>, body: Vec<Node>, at: Span }
    ImportEquals { target: Box<Node>, value: Box<Node>, at: Span }

    // Only at the top of a file, or of a namespace.
    Import { source: Text, specifiers: Vec<Node> }
    ImportSpecifier { imported: Text, target: Box<Node> }
    Export { declarations: Vec<Node> }
    ExportNames { locals: Vec<Node> }
    ExportDefault { value: Box<Node>, at: Span, host: Span }
    ExportFrom {}
    ExportAssign { value: Box<Node> }

    /// Syntax that the rules do not know or will not guess about.
    Refused { rule: &'static str, message: String, at: Span }

    /// A whole file.
    Module { body: Vec<Node>, strict: bool, esm: bool, hidden: Vec<String> }
}

impl Node {
    /// Where the node stands in the source, if it is of a kind that knows.
    pub fn at(&self) -> Option<Span> {
        match self {
            Node::Property { at, .. }
            | Node::Function { at, .. }
            | Node::Class { at, .. }
            | Node::Call { at, .. }
            | Node::Assign { at, .. }
            | Node::Variable { at, .. }
            | Node::Enum { at, .. }
            | Node::Namespace { at, .. }
            | Node::ImportEquals { at, .. }
            | Node::ExportDefault { at, .. }
            | Node::Refused { at, .. } => Some(*at),
            _ => None,
        }
    }
}

/// The digits of a BigInt in decimal, with a `-` where it is negative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digits(pub String);

/// The scope around a function, class or assignment, set by scope.rs.
#[derive(Clone, Copy, Debug)]
pub struct Around(pub ScopeId);

/// The names that Rust keeps for itself end in `_` or start with `r#`.
const fn field_name(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        [.., b'_'] => field.split_at(field.len() - 1).0,
        _ => field,
    }
}

/// Whether it gives the value of one of its sides as it is.
pub fn is_logical(operator: &str) -> bool {
    matches!(operator, "&&" | "||" | "??")
}

pub fn text(value: &str) -> Text {
    value.into()
}

/// A name is a text already.
pub fn as_text(name: &Atom) -> &Text {
    name.borrow()
}

/// The names with a dot between.
pub fn dotted(path: &[Text]) -> Wtf8Buf {
    let mut whole = Wtf8Buf::new();
    for (index, name) in path.iter().enumerate() {
        if index > 0 {
            whole.push_char('.');
        }
        whole.push_wtf8(name);
    }
    whole
}

pub fn is(text: &Wtf8, value: &str) -> bool {
    text.as_bytes() == value.as_bytes()
}

impl IsField for Box<Node> {
    fn field(&self) -> Field<'_> {
        Field::Node(self)
    }
    fn for_each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a Node)) {
        visit(self);
    }
    fn for_each_child_mut(&mut self, visit: &mut dyn FnMut(&mut Node)) {
        visit(self);
    }
}

impl IsField for Option<Box<Node>> {
    fn field(&self) -> Field<'_> {
        self.as_ref().map_or(Field::Absent, |node| Field::Node(node))
    }
    fn for_each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a Node)) {
        if let Some(node) = self {
            visit(node);
        }
    }
    fn for_each_child_mut(&mut self, visit: &mut dyn FnMut(&mut Node)) {
        if let Some(node) = self {
            visit(node);
        }
    }
}

impl IsField for Vec<Node> {
    fn field(&self) -> Field<'_> {
        Field::Nodes(self)
    }
    fn for_each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a Node)) {
        self.iter().for_each(visit);
    }
    fn for_each_child_mut(&mut self, visit: &mut dyn FnMut(&mut Node)) {
        self.iter_mut().for_each(visit);
    }
}

impl IsField for Vec<Option<Node>> {
    fn field(&self) -> Field<'_> {
        Field::Elements(self)
    }
    fn for_each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a Node)) {
        self.iter().flatten().for_each(visit);
    }
    fn for_each_child_mut(&mut self, visit: &mut dyn FnMut(&mut Node)) {
        self.iter_mut().flatten().for_each(visit);
    }
}

impl IsField for Option<Vec<Node>> {
    fn field(&self) -> Field<'_> {
        self.as_ref().map_or(Field::Absent, IsField::field)
    }
    fn for_each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a Node)) {
        self.iter().flatten().for_each(visit);
    }
    fn for_each_child_mut(&mut self, visit: &mut dyn FnMut(&mut Node)) {
        self.iter_mut().flatten().for_each(visit);
    }
}

impl IsField for Text {
    fn field(&self) -> Field<'_> {
        Field::Text(self)
    }
}

impl IsField for Vec<Text> {
    fn field(&self) -> Field<'_> {
        Field::Texts(self)
    }
}

impl IsField for Vec<Option<Text>> {
    fn field(&self) -> Field<'_> {
        Field::Cooked(self)
    }
}

impl IsField for String {
    fn field(&self) -> Field<'_> {
        Field::Word(self)
    }
}

impl IsField for Atom {
    fn field(&self) -> Field<'_> {
        Field::Word(self)
    }
}

impl IsField for Option<String> {
    fn field(&self) -> Field<'_> {
        self.as_ref().map_or(Field::Absent, |word| Field::Word(word))
    }
}

impl IsField for &'static str {
    fn field(&self) -> Field<'_> {
        Field::Word(self)
    }
}

impl IsField for bool {
    fn field(&self) -> Field<'_> {
        if *self {
            Field::Flag
        } else {
            Field::Absent
        }
    }
}

/// The writer has a case of its own for numbers.
macro_rules! does_not_count {
    ($($type:ty),*) => { $( impl IsField for $type { fn field(&self) -> Field<'_> { Field::Aside } } )* };
}
does_not_count!(f64, Digits, Span, Option<BindingId>, Option<Around>, Vec<String>);
