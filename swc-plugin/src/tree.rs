//! The neutral tree: one syntax tree for both plugins, between the compiler's own tree and the canonical form. The readers
//! (`read/`) are the only code that knows the compiler's tree; all rules work on this one, and it is the same in both halves.
//!
//! What every kind means stands in the twin; the kinds and fields have the same names here, with two differences that the
//! language asks for: a `host` is the span of the compiler's node, and an absent child is `None`.
//! Spec: docs/rules.md#the-neutral-tree. Twin: babel-plugin/src/tree.ts

use swc_core::{atoms::Atom, common::Span};

/// A string of the program by its UTF-16 units: it may hold lone surrogates.
pub type Text = Vec<u16>;

pub type BindingId = usize;
pub type ScopeId = usize;

/// Those of a function.
const MOST_FIELDS: usize = 11;

/// Not a `Vec`: every node that is written is asked for them.
pub struct Fields<'a> {
    all: [(&'static str, Field<'a>); MOST_FIELDS],
    count: usize,
}

impl<'a> Fields<'a> {
    #[inline]
    fn add(&mut self, name: &'static str, field: Field<'a>) {
        if !matches!(field, Field::Absent) {
            self.all[self.count] = (name, field);
            self.count += 1;
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Field<'a>)> + '_ {
        self.all[..self.count].iter().copied()
    }
}

/// What the writer sees of a field; what does not count (spans, bindings, scopes) is `Absent`.
#[derive(Clone, Copy)]
pub enum Field<'a> {
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
        /// A node. Fields in alphabetical order, which is the order in which they are written.
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

            /// Every field that counts and is there, by name, in alphabetical order.
            #[inline]
            pub fn fields(&self) -> Fields<'_> {
                let mut fields = Fields { all: [("", Field::Absent); MOST_FIELDS], count: 0 };
                match self {
                    $( Node::$kind { $( $field ),* } => {
                        $( fields.add(const { field_name(stringify!($field)) }, $field.field()); )*
                    } ),*
                }
                fields
            }

            /// Calls `visit` for each child. The order is that of the fields, not that of the source.
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
    Name { binding: Option<BindingId>, name: Atom }
    String { value: Text }
    Number { value: f64 }
    BigInt { value: Digits }
    Boolean { value: bool }
    Null {}
    Undefined {}
    RegExp { flags: String, pattern: String }
    Template { expressions: Vec<Node>, strings: Vec<Text> }
    Tagged { cooked: Vec<Option<Text>>, expressions: Vec<Node>, raw: Vec<Text>, tag: Box<Node> }
    Array { elements: Vec<Option<Node>> }
    Object { properties: Vec<Node> }
    Property {
        at: Span,
        decorators: Option<Vec<Node>>,
        host: Span,
        key: Box<Node>,
        kind_: &'static str,
        r#static: bool,
        value: Option<Box<Node>>,
    }
    Prototype { value: Box<Node> }
    Spread { argument: Box<Node> }
    Function {
        arrow: bool,
        at: Span,
        r#async: bool,
        body: Vec<Node>,
        callee: bool,
        generator: bool,
        host: Span,
        params: Vec<Node>,
        scope: Option<Around>,
        self_: Option<Box<Node>>,
        sloppy: bool,
    }
    Class {
        at: Span,
        decorators: Option<Vec<Node>>,
        host: Span,
        members: Vec<Node>,
        scope: Option<Around>,
        self_: Option<Box<Node>>,
        superClass: Option<Box<Node>>,
    }
    StaticBlock { body: Vec<Node> }
    Member { object: Box<Node>, optional: bool, property: Box<Node> }
    PrivateName { binding: Option<BindingId>, name: Atom }
    Call { arguments: Vec<Node>, at: Span, callee: Box<Node>, host: Span, optional: bool }
    New { arguments: Vec<Node>, callee: Box<Node> }
    Unary { argument: Box<Node>, operator: &'static str }
    Update { argument: Box<Node>, operator: &'static str, prefix: bool }
    Binary { left: Box<Node>, operator: &'static str, right: Box<Node> }
    Assign { at: Span, operator: &'static str, scope: Option<Around>, target: Box<Node>, value: Box<Node> }
    Conditional { r#else: Box<Node>, test: Box<Node>, then: Box<Node> }
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
    JsxElement { attributes: Vec<Node>, children: Vec<Node>, name: Box<Node> }
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
    Variable { at: Span, host: Span, init: Option<Box<Node>>, kind_: &'static str, target: Box<Node> }
    FunctionDeclaration { function: Box<Node>, host: Span, target: Box<Node> }
    ClassDeclaration { class: Box<Node>, host: Span, target: Box<Node> }
    Expression { expression: Box<Node> }
    Directive { value: Text }
    Return { argument: Option<Box<Node>> }
    Throw { argument: Box<Node> }
    If { r#else: Vec<Node>, test: Box<Node>, then: Vec<Node> }
    For { body: Vec<Node>, init: Vec<Node>, test: Option<Box<Node>>, update: Option<Box<Node>> }
    ForIn { body: Vec<Node>, left: Box<Node>, right: Box<Node> }
    ForOf { r#await: bool, body: Vec<Node>, left: Box<Node>, right: Box<Node> }
    While { body: Vec<Node>, test: Box<Node> }
    DoWhile { body: Vec<Node>, test: Box<Node> }
    Switch { cases: Vec<Node>, discriminant: Box<Node> }
    Case { body: Vec<Node>, test: Option<Box<Node>> }
    Try { block: Vec<Node>, finalizer: Option<Vec<Node>>, handler: Option<Box<Node>> }
    Catch { body: Vec<Node>, param: Option<Box<Node>> }
    Labeled { body: Vec<Node>, label: String }
    Break { label: Option<String> }
    Continue { label: Option<String> }
    Debugger {}
    With { body: Vec<Node>, object: Box<Node> }
    Enum { at: Span, members: Vec<Node>, target: Box<Node> }
    EnumMember { name: Text, value: Option<Box<Node>> }
    Namespace { at: Span, body: Vec<Node>, target: Box<Node> }
    ImportEquals { at: Span, target: Box<Node>, value: Box<Node> }

    // Only at the top of a file, or of a namespace.
    Import { source: Text, specifiers: Vec<Node> }
    ImportSpecifier { imported: Text, target: Box<Node> }
    Export { declarations: Vec<Node> }
    ExportNames { locals: Vec<Node> }
    ExportDefault { at: Span, host: Span, value: Box<Node> }
    ExportFrom {}
    ExportAssign { value: Box<Node> }

    /// Syntax that the rules do not know or will not guess about.
    Refused { at: Span, message: String, rule: &'static str }

    /// A whole file.
    Module { body: Vec<Node>, esm: bool, hidden: Vec<String>, strict: bool }
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

pub fn text(value: &str) -> Text {
    if value.is_ascii() {
        return value.bytes().map(u16::from).collect(); // nearly all: its length is known
    }
    value.encode_utf16().collect()
}

pub fn is(text: &Text, value: &str) -> bool {
    text.iter().copied().eq(value.encode_utf16())
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
    ($($type:ty),*) => { $( impl IsField for $type { fn field(&self) -> Field<'_> { Field::Absent } } )* };
}
does_not_count!(f64, Digits, Span, Option<BindingId>, Option<Around>, Vec<String>);
