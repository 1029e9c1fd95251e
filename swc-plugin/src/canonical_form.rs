//! Writes a definition as its canonical form: JSON in which no name is left that could be another (N1 … N7), and in which
//! everything that it refers to outside of itself is a numbered slot.
//!
//! Locals, slots and private names are numbered in the order in which they first appear in the text of the form.
//! Spec: docs/rules.md. Twin: babel-plugin/src/canonical-form.ts

use rustc_hash::FxHashMap;
use swc_core::common::{Span, DUMMY_SP};

use crate::{
    builtin_modules::builtin_module,
    dynamic_names::{is_dynamic, is_open},
    json::{write_list, write_number, write_str, write_text},
    number,
    parameters::{parameters_of, Parameters},
    place::depends_on_place,
    references::{
        environment_of, environment_variable, environment_variables, own_export, Environment, Reference, ReferenceKind,
        References,
    },
    rules::{literals::is_literal, simplify::simplify},
    scope::{Binding, BindingKind, ScopeKind, Scopes},
    swc_core,
    targets::for_each_target,
    tree::{is, text, BindingId, Digits, Field, Node, ScopeId, Text},
};

pub const RULES: &str = "c1";

/// What a definition is made of, and where it stands.
#[derive(Clone)]
pub struct Root<'a> {
    pub node: &'a Node,
    /// The scope around it. What is declared further in is its own.
    pub scope: ScopeId,
    /// Bindings of that scope that the node itself declares.
    pub own: Vec<BindingId>,
    /// Which of them the definition is.
    pub declares: Option<BindingId>,
    /// The binding by which the node refers to itself, if any.
    pub own_binding: Option<BindingId>,
    /// The name that a class takes from the place where it stands.
    pub name: Option<&'a str>,
}

pub struct CanonicalForm {
    pub text: String,
    pub references: Vec<Reference>,
    /// Whether the result can depend on `this`.
    pub uses_this: bool,
    /// What a call's arguments can mean to it.
    pub parameters: Option<Parameters>,
    /// Whether it is a primitive that the form writes as it is.
    pub is_literal: bool,
}

/// The twin of the node `Refused`.
#[derive(Debug)]
pub struct Refused {
    pub rule: &'static str,
    pub message: String,
    pub at: Span,
}

/// `buffer`: the text is written to it, so that one serves all forms of a file.
/// `at`: where the definition stands.
pub fn canonical_form(root: &Root, scopes: &Scopes, at: Span, buffer: String) -> Result<CanonicalForm, Refused> {
    if is_open(root.scope, scopes) {
        return Err(names_cannot_be_known(root.node));
    }
    let dynamic = scopes.may_be_dynamic && is_dynamic(root.node);
    let mut writer = Writer {
        out: buffer,
        references: References::default(),
        refused: None,
        uses_this: dynamic,
        uses_arguments: false,
        dynamic,
        locals: FxHashMap::default(),
        privates: FxHashMap::default(),
        labels: Vec::new(),
        receivers: 0,
        start: root,
        at,
        scopes,
    };
    let mut node = root.node.clone();
    simplify(&mut node, scopes, dynamic);
    writer.out.push('{');
    if dynamic {
        writer.out.push_str("\"dynamic\":true,");
    }
    if scopes.may_depend_on_place && depends_on_place(&node) {
        writer.out.push_str("\"file\":");
        write_str(&mut writer.out, &scopes.file);
        writer.out.push(',');
    }
    writer.out.push_str("\"rules\":");
    write_str(&mut writer.out, RULES);
    writer.out.push_str(",\"value\":");
    writer.root(&node);
    writer.out.push('}');
    let Writer { out, references, refused, uses_this, uses_arguments, .. } = writer;
    let parameters = parameters_of(&node, dynamic || uses_arguments);
    match refused {
        Some(refused) => Err(refused),
        None => Ok(CanonicalForm {
            text: out,
            references: references.list,
            uses_this,
            parameters,
            is_literal: is_literal(&node),
        }),
    }
}

/// Writes nodes as lists: the kind, then the fields in the order of the tree, as far as there are any. The kinds that are met most
/// often are written by hand, the others by the table of their fields.
struct Writer<'a> {
    out: String,
    references: References,
    refused: Option<Refused>,
    uses_this: bool,
    uses_arguments: bool,
    /// N7: whether a direct `eval` or `with` could see the names.
    dynamic: bool,
    locals: FxHashMap<BindingId, usize>,
    privates: FxHashMap<BindingId, usize>,
    labels: Vec<String>,
    /// How many functions with a `this` of their own are around the node that is being written.
    receivers: usize,
    start: &'a Root<'a>,
    at: Span,
    scopes: &'a Scopes<'a>,
}

impl Writer<'_> {
    fn root(&mut self, node: &Node) {
        match node {
            // C2: an arrow, a function expression and a declaration are one, as long as `this` and the like are not used: in
            // an arrow those are captured or refused.
            Node::Function { callee, self_, .. } => {
                self.func(node, self.root_name(node), false);
                if *callee {
                    // N5: by `arguments.callee`, it is a reference to itself.
                    let own_name = self_.as_deref().map(name_of).unwrap_or_default();
                    self.references.index_of_name(ReferenceKind::Own, own_name, None, false);
                }
            }
            Node::Class { self_, .. } => self.class(node, self_.as_deref().map(name_of).or(self.start.name)),
            _ => match self.start.declares {
                Some(binding) => self.declared(node, binding),
                None => self.write(node),
            },
        }
    }

    fn declared(&mut self, node: &Node, binding: BindingId) {
        self.out.push_str("[\"Declared\",");
        self.write(node);
        self.out.push(',');
        let index = number_of(&mut self.locals, binding);
        write_number(&mut self.out, index);
        self.out.push(']');
    }

    fn write(&mut self, node: &Node) {
        match node {
            Node::Refused { at, message, rule } => {
                let refused = || Refused { rule, message: message.clone(), at: *at };
                self.refused.get_or_insert_with(refused);
                self.out.push_str("null");
            }
            Node::Name { name, binding } => self.name(name, *binding, false),
            Node::String { value } => write_text(&mut self.out, value),
            Node::Boolean { value } => self.out.push_str(if *value { "true" } else { "false" }),
            // L1
            Node::Number { value } => {
                let is_negative_zero = *value == 0.0 && value.is_sign_negative();
                let digits = if is_negative_zero { "-0".into() } else { number::to_string(*value) };
                self.literal("Number", &digits);
            }
            // L3
            Node::BigInt { value: Digits(digits) } => self.literal("BigInt", digits),
            Node::Member { .. } => self.member(node, false),
            Node::Call { callee, arguments, optional, .. } => {
                self.out.push_str("[\"Call\",");
                self.called(callee);
                self.out.push(',');
                self.list(arguments);
                self.out.push_str(if *optional { ",true]" } else { "]" });
            }
            Node::Binary { operator, left, right } => {
                self.start("Binary", operator);
                self.write(left);
                self.out.push(',');
                self.write(right);
                self.out.push(']');
            }
            Node::Expression { expression } => {
                self.out.push_str("[\"Expression\",");
                self.write(expression);
                self.out.push(']');
            }
            Node::Variable { kind_, target, init, .. } => {
                self.environment(target, init.as_deref());
                self.start("Variable", kind_);
                self.write(target);
                if let Some(init) = init {
                    self.out.push(',');
                    self.child(node, "init", init);
                }
                self.out.push(']');
            }
            Node::Assign { operator, target, value, .. } => {
                self.environment(target, Some(value));
                self.start("Assign", operator);
                self.write(target);
                self.out.push(',');
                self.child(node, "value", value);
                self.out.push(']');
            }
            Node::Return { argument: Some(argument) } => {
                self.out.push_str("[\"Return\",");
                self.write(argument);
                self.out.push(']');
            }
            Node::If { test, then, r#else } => {
                self.out.push_str("[\"If\",");
                self.write(test);
                self.out.push(',');
                self.list(then);
                self.out.push(',');
                self.list(r#else);
                self.out.push(']');
            }
            Node::Default { target, value } => {
                self.environment(target, Some(value));
                self.fields(node);
            }
            Node::PrivateName { name, binding } => self.private_name(name, *binding),
            Node::ImportMeta {} => {
                let message =
                    "The function uses `import.meta` as a whole. Use its properties, as in `import.meta.url`.";
                self.refuse("R5", message.into());
                self.out.push_str("null");
            }
            Node::This {} | Node::Super {} | Node::NewTarget {} | Node::Arguments {} => self.receiver(node),
            Node::Function { self_, arrow, .. } => self.func(node, self_.as_deref().map(name_of), *arrow),
            Node::Class { self_, .. } => self.class(node, self_.as_deref().map(name_of)),
            Node::StaticBlock { .. } => {
                self.receivers += 1;
                self.fields(node);
                self.receivers -= 1;
            }
            Node::FunctionDeclaration { target, function, .. } => {
                self.out.push_str("[\"FunctionDeclaration\",");
                self.write(target);
                self.out.push(',');
                self.func(function, self.visible_name(target, function), is_arrow(function));
                self.out.push(']');
            }
            Node::ClassDeclaration { target, class, .. } => {
                self.out.push_str("[\"ClassDeclaration\",");
                self.write(target);
                self.out.push(',');
                self.class(class, Some(name_of(target)));
                self.out.push(']');
            }
            Node::Labeled { label, body } => {
                self.labels.push(label.clone());
                self.out.push_str("[\"Labeled\",");
                self.list(body);
                self.out.push(']');
                self.labels.pop();
            }
            // N2: a label is how many labelled statements further out it stands.
            Node::Break { label: Some(label) } | Node::Continue { label: Some(label) } => {
                let index = self.labels.iter().rev().position(|known| known == label).unwrap_or(self.labels.len());
                self.numbered(node.kind(), index);
                self.out.push(']');
            }
            Node::Property { .. } => self.property(node),
            Node::Export { declarations } => {
                self.out.push_str("[\"Export\",");
                self.list(declarations);
                self.out.push(',');
                write_list(&mut self.out, exported_names(declarations), write_str);
                self.out.push(']');
            }
            // N1: the name of the parameter is that of a property, too.
            Node::ParameterProperty { target } => {
                self.out.push_str("[\"ParameterProperty\",");
                self.write(target);
                self.out.push(',');
                write_str(&mut self.out, property_of(target));
                self.out.push(']');
            }
            _ => self.fields(node),
        }
    }

    /// Every field of a node. What is absent is not written at the end, and `null` ahead of others.
    fn fields(&mut self, node: &Node) {
        self.out.push_str("[\"");
        self.out.push_str(node.kind());
        self.out.push('"');
        let mut absent = 0;
        for (key, field) in node.fields().iter() {
            if let Field::Absent = field {
                absent += 1;
                continue;
            }
            (0..absent).for_each(|_| self.out.push_str(",null"));
            absent = 0;
            self.out.push(',');
            self.field(node, key, field);
        }
        self.out.push(']');
    }

    fn field(&mut self, parent: &Node, key: &'static str, field: Field) {
        match field {
            Field::Aside | Field::Absent => (), // is not written
            Field::Flag => self.out.push_str("true"),
            Field::Word(word) => write_str(&mut self.out, word),
            Field::Text(text) => write_text(&mut self.out, text),
            Field::Texts(texts) => write_list(&mut self.out, texts, |out, text| write_text(out, text)),
            Field::Cooked(texts) => write_list(&mut self.out, texts, |out, text| match text {
                Some(text) => write_text(out, text),
                None => out.push_str("null"),
            }),
            Field::Node(node) => self.child(parent, key, node),
            Field::Nodes(nodes) => self.list(nodes),
            Field::Elements(nodes) => self.list_of(nodes.iter().map(Option::as_ref)),
        }
    }

    /// A node up to its first word, which needs no escape, and the comma behind it.
    fn start(&mut self, kind: &str, word: &str) {
        for part in ["[\"", kind, "\",\"", word, "\","] {
            self.out.push_str(part);
        }
    }

    fn literal(&mut self, kind: &str, digits: &str) {
        self.start(kind, digits);
        self.out.pop();
        self.out.push(']');
    }

    /// A node up to its number.
    fn numbered(&mut self, kind: &str, number: usize) {
        self.out.push_str("[\"");
        self.out.push_str(kind);
        self.out.push_str("\",");
        write_number(&mut self.out, number);
    }

    fn list(&mut self, nodes: &[Node]) {
        self.list_of(nodes.iter().map(Some));
    }

    fn list_of<'n>(&mut self, nodes: impl Iterator<Item = Option<&'n Node>>) {
        self.out.push('[');
        for (index, node) in nodes.enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            match node {
                Some(node) => self.write(node),
                None => self.out.push_str("null"),
            }
        }
        self.out.push(']');
    }

    /// A child whose form depends on where it stands: what is called, and what takes a name.
    fn child(&mut self, parent: &Node, key: &str, node: &Node) {
        if let (Node::Tagged { .. }, "tag") = (parent, key) {
            return self.called(node);
        }
        let is_named = matches!(node, Node::Function { .. } | Node::Class { .. });
        let target = if is_named { named_by(parent, key) } else { None };
        match (target, node) {
            (Some(target), Node::Class { self_, .. }) => {
                self.class(node, Some(name_of(self_.as_deref().unwrap_or(target))));
            }
            (Some(target), Node::Function { self_, arrow, .. }) => {
                let visible = self.visible_name(target, node);
                let name = match self_ {
                    Some(own_name) => self.own_name(own_name, node, visible.is_none()),
                    None => visible,
                };
                self.func(node, name, *arrow);
            }
            _ => self.write(node),
        }
    }

    fn called(&mut self, node: &Node) {
        match node {
            Node::Name { name, binding } => self.name(name, *binding, true),
            Node::Member { .. } => self.member(node, true),
            Node::Function { self_, arrow, .. } => {
                let name = self_.as_deref().and_then(|own_name| self.own_name(own_name, node, true));
                self.func(node, name, *arrow);
            }
            _ => self.write(node),
        }
    }

    /// N5: the name of an inner function counts unless nothing can read it: every use of its one binding calls it.
    fn visible_name<'n>(&self, target: &'n Node, node: &Node) -> Option<&'n str> {
        if reaches_itself(node) {
            return Some(name_of(target));
        }
        let hidden = match self.binding_of(target) {
            Some((index, binding)) => !self.is_outside(index, binding) && !binding.escapes && !self.dynamic,
            None => false,
        };
        (!hidden).then(|| name_of(target))
    }

    fn own_name<'n>(&self, own_name: &'n Node, node: &Node, hidden: bool) -> Option<&'n str> {
        let escapes = self.binding_of(own_name).is_none_or(|(_, binding)| binding.escapes) || reaches_itself(node);
        (!hidden || escapes || self.dynamic).then(|| name_of(own_name))
    }

    /// N5: of an expression that is a constant's value. Where the slot to itself stands for its name, the definition's name counts.
    fn root_name<'n>(&self, node: &'n Node) -> Option<&'n str> {
        let Node::Function { self_: Some(own_name), .. } = node else { return None };
        let (index, _) = self.binding_of(own_name)?;
        if Some(index) == self.start.own_binding {
            return None;
        }
        self.own_name(own_name, node, true)
    }

    fn func(&mut self, node: &Node, name: Option<&str>, is_arrow: bool) {
        let Node::Function { params, body, arrow, self_, .. } = node else { return };
        let labels = std::mem::take(&mut self.labels);
        self.receivers += usize::from(!arrow);
        self.out.push_str("[\"Function\",");
        self.list(params);
        self.out.push(',');
        self.list(body);
        let own_name = self.used_name(self_.as_deref());
        let traits = traits_of(node, is_arrow);
        if !traits.is_empty() || name.is_some() || own_name.is_some() {
            self.out.push(',');
            self.word_or_null((!traits.is_empty()).then_some(&traits));
        }
        self.names(name, own_name);
        self.out.push(']');
        self.receivers -= usize::from(!arrow);
        self.labels = labels;
    }

    /// N6: the name of a class always counts.
    fn class(&mut self, node: &Node, name: Option<&str>) {
        let Node::Class { decorators, superClass, members, self_, .. } = node else { return };
        self.out.push_str("[\"Class\",");
        self.list(decorators.as_deref().unwrap_or_default());
        self.out.push(',');
        match superClass {
            Some(parent) => self.write(parent),
            None => self.out.push_str("null"),
        }
        self.out.push(',');
        self.list(members);
        self.names(name, self.used_name(self_.as_deref()));
        self.out.push(']');
    }

    /// The name that can be read, and the one by which the code refers to itself.
    fn names(&mut self, name: Option<&str>, own_name: Option<&Node>) {
        if name.is_some() || own_name.is_some() {
            self.out.push(',');
            self.word_or_null(name);
        }
        if let Some(own_name) = own_name {
            self.out.push(',');
            self.write(own_name);
        }
    }

    fn word_or_null(&mut self, word: Option<&str>) {
        match word {
            Some(word) => write_str(&mut self.out, word),
            None => self.out.push_str("null"),
        }
    }

    /// The own name of an expression, where it is used, other than as a reference to the whole definition.
    fn used_name<'n>(&self, own_name: Option<&'n Node>) -> Option<&'n Node> {
        own_name.filter(|own_name| {
            self.binding_of(own_name).is_some_and(|(index, binding)| {
                (binding.uses > 0 || self.dynamic) && Some(index) != self.start.own_binding
            })
        })
    }

    fn property(&mut self, node: &Node) {
        let Node::Property { kind_, key, value, r#static, decorators, .. } = node else { return };
        self.start("Property", kind_);
        self.write(key);
        if let Some(value) = value {
            // The value of a field is evaluated with the instance as `this`, and so is nothing else of a class.
            let receives = usize::from(matches!(*kind_, "field" | "accessor"));
            self.receivers += receives;
            self.out.push(',');
            self.write(value);
            self.receivers -= receives;
        }
        if *r#static || decorators.is_some() {
            self.out.push_str(if value.is_some() { "," } else { ",null," });
            self.out.push_str(if *r#static { "true" } else { "null" });
        }
        if let Some(decorators) = decorators {
            self.out.push(',');
            self.list(decorators);
        }
        self.out.push(']');
    }

    fn receiver(&mut self, node: &Node) {
        let own_receiver = matches!(self.start.node, Node::Function { arrow: false, .. });
        let is_this = matches!(node, Node::This {});
        if self.receivers > usize::from(own_receiver) {
            return self.fields(node);
        }
        if own_receiver {
            self.uses_this |= is_this;
            self.uses_arguments |= matches!(node, Node::Arguments {});
            if let Node::Super {} = node {
                self.refuse(
                    "R5",
                    "The function uses `super`, which depends on a class that cannot be seen from it.".into(),
                );
            }
            return self.fields(node);
        }
        if is_this {
            if self.is_in_function() {
                return self.slot_of_name(ReferenceKind::Captured, "this", None, false);
            }
            if self.scopes.esm {
                return self.out.push_str("[\"Undefined\"]");
            }
        }
        let word = word_for(node);
        let message = format!("The function uses `{word}` of the code around it. Pass what it needs as an argument.");
        self.refuse("R5", message);
        self.out.push_str("null");
    }

    /// Whether the root stands in a function or class, so that there is a `this` to capture.
    fn is_in_function(&self) -> bool {
        let mut around = Some(self.start.scope);
        while let Some(scope) = around.and_then(|index| self.scopes.scopes.get(index)) {
            if matches!(scope.kind, ScopeKind::Function | ScopeKind::Class) {
                return true;
            }
            around = scope.parent;
        }
        false
    }

    fn name(&mut self, name: &str, binding: Option<BindingId>, called: bool) {
        let Some(index) = binding else {
            // S5
            if matches!(name, "__filename" | "__dirname") {
                return self.slot_of_name(ReferenceKind::Input, name, None, false);
            }
            // S8
            self.out.push_str("[\"Global\",");
            write_str(&mut self.out, name);
            return self.out.push(']');
        };
        let scopes = self.scopes;
        let binding = &scopes.bindings[index];
        // N4: its own name.
        if Some(index) == self.start.own_binding {
            return self.slot_of_name(ReferenceKind::Own, name, None, called);
        }
        if !self.is_outside(index, binding) {
            return self.local(name, index);
        }
        if self.depth(binding.scope) > 0 {
            // S6
            return self.slot_of_name(ReferenceKind::Captured, name, Some(index), called);
        }
        let is_input = binding.assigned && binding.kind != BindingKind::Import;
        // S7
        let source = binding.source.as_ref().filter(|_| !is_input);
        if let Some(module) = source.and_then(|source| builtin_module(source)) {
            self.out.push_str("[\"Builtin\",");
            write_text(&mut self.out, module);
            self.out.push(',');
            write_text(&mut self.out, binding.imported.as_ref().unwrap_or(&Text::default()));
            return self.end(is_required(binding), name);
        }
        // S4, S14
        let kind = if is_input { ReferenceKind::Input } else { ReferenceKind::Binding };
        let is_early = self.is_above(binding);
        if is_early {
            self.out.push_str("[\"Early\",");
        }
        self.slot_of_name(kind, name, Some(index), called);
        if is_early {
            self.out.push(']');
        }
    }

    /// S14: whether the definition is made before the variable has its value. A function runs later, mostly.
    fn is_above(&self, binding: &Binding) -> bool {
        let is_hoisted = matches!(binding.kind, BindingKind::Var | BindingKind::Enum);
        if matches!(self.start.node, Node::Function { .. }) || !is_hoisted || self.at.is_dummy() {
            return false;
        }
        let at = binding.declarations.first().and_then(|declaration| declaration.at());
        at.is_some_and(|at| self.at.lo < at.lo)
    }

    fn local(&mut self, name: &str, binding: BindingId) {
        let index = number_of(&mut self.locals, binding);
        if !self.dynamic {
            return write_number(&mut self.out, index); // N1
        }
        self.numbered("Local", index); // N7
        self.out.push(',');
        write_str(&mut self.out, name);
        self.out.push(']');
    }

    /// N3.
    fn private_name(&mut self, name: &str, binding: Option<BindingId>) {
        let own = binding.filter(|index| !self.is_outside(*index, &self.scopes.bindings[*index]));
        match own {
            Some(index) => {
                let number = number_of(&mut self.privates, index);
                self.numbered("PrivateName", number);
            }
            None => self.out.push_str("[\"PrivateName\",null"),
        }
        // A method that is used as a value can show its name.
        let is_visible = own.is_none_or(|index| {
            let binding = &self.scopes.bindings[index];
            self.dynamic || binding.names && binding.escapes
        });
        if is_visible {
            self.out.push(',');
            write_str(&mut self.out, name);
        }
        self.out.push(']');
    }

    /// A member is a reference of its own where it is an export of a namespace import or a variable of the environment.
    fn member(&mut self, node: &Node, called: bool) {
        if let Some(variable) = environment_variable(node, self.scopes) {
            // S5: with its name, because one that is assigned or deleted is not known by its value.
            let Environment { name, other, .. } = variable.clone();
            let index = self.variable(variable);
            if !other {
                self.numbered("Input", index);
                for part in &name {
                    self.out.push(',');
                    write_text(&mut self.out, part);
                }
                self.out.push(']');
                return;
            }
        }
        // S11: it counts beside its text, which says what is assigned or deleted.
        if let Some(path) = own_export(node, self.scopes) {
            self.references.index_of_path(ReferenceKind::Binding, path, None, called);
        }
        match self.reference(node) {
            Some((path, binding)) => {
                // S3: the namespace is the receiver of the call.
                let name = path.first().and_then(|name| name.as_atom()).cloned().unwrap_or_default();
                let index = self.references.index_of_path(ReferenceKind::Binding, path, Some(binding), called);
                self.slot(ReferenceKind::Binding, index, called, &name);
            }
            None => {
                let Node::Member { object, property, optional } = node else { return };
                self.out.push_str("[\"Member\",");
                self.write(object);
                self.out.push(',');
                self.write(property);
                self.out.push_str(if *optional { ",true]" } else { "]" });
            }
        }
    }

    /// S3
    fn reference(&self, node: &Node) -> Option<(Vec<Text>, BindingId)> {
        let Node::Member { object, property, optional: false } = node else { return None };
        let Node::String { value: property } = &**property else { return None };
        let Node::Name { name, binding: Some(index) } = &**object else { return None };
        let binding = &self.scopes.bindings[*index];
        let is_namespace = binding.imported.as_ref().is_some_and(|imported| is(imported, "*"));
        let is_assigned = binding.assigned && binding.kind != BindingKind::Import;
        let is_builtin = binding.source.as_ref().and_then(|source| builtin_module(source)).is_some();
        let stays = is_namespace && !binding.mutated && !is_assigned && !is_builtin;
        stays.then(|| (vec![text(name), property.clone()], *index))
    }

    /// S5: `const { HOME = '/' } = process.env` counts beside its text.
    fn environment(&mut self, target: &Node, value: Option<&Node>) {
        let (Node::ObjectPattern { .. }, Some(value)) = (target, value) else { return };
        for variable in environment_variables(target, environment_of(value, &self.scopes.bindings)) {
            self.variable(variable);
        }
    }

    fn variable(&mut self, Environment { path, binding, .. }: Environment) -> usize {
        self.references.index_of_path(ReferenceKind::Input, path, binding, false)
    }

    fn slot_of_name(&mut self, kind: ReferenceKind, name: &str, binding: Option<BindingId>, called: bool) {
        let index = self.references.index_of_name(kind, name, binding, called);
        self.slot(kind, index, false, name);
    }

    fn slot(&mut self, kind: ReferenceKind, index: usize, namespace: bool, name: &str) {
        let slot_type = match kind {
            ReferenceKind::Binding | ReferenceKind::Own => "Slot",
            ReferenceKind::Input => "Input",
            ReferenceKind::Captured => "Captured",
        };
        self.numbered(slot_type, index);
        self.end(namespace, name);
    }

    /// The end of what stands for something outside; N7: with its name.
    fn end(&mut self, flag: bool, name: &str) {
        if self.dynamic {
            self.out.push_str(if flag { ",true," } else { ",false," });
            write_str(&mut self.out, name);
            self.out.push(']');
        } else {
            self.out.push_str(if flag { ",true]" } else { "]" });
        }
    }

    fn binding_of(&self, name: &Node) -> Option<(BindingId, &Binding<'_>)> {
        let Node::Name { binding: Some(index), .. } = name else { return None };
        self.scopes.bindings.get(*index).map(|binding| (*index, binding))
    }

    fn is_outside(&self, index: BindingId, binding: &Binding) -> bool {
        !self.start.own.contains(&index) && self.depth(binding.scope) <= self.depth(self.start.scope)
    }

    fn depth(&self, scope: ScopeId) -> usize {
        self.scopes.scopes.get(scope).map_or(0, |scope| scope.depth)
    }

    fn refuse(&mut self, rule: &'static str, message: String) {
        let at = self.start.node.at().unwrap_or(DUMMY_SP);
        self.refused.get_or_insert(Refused { rule, message, at });
    }
}

/// Whether a function can read its own name by `arguments.callee`.
fn reaches_itself(node: &Node) -> bool {
    matches!(node, Node::Function { callee: true, .. })
}

fn is_arrow(node: &Node) -> bool {
    matches!(node, Node::Function { arrow: true, .. })
}

fn traits_of(node: &Node, is_arrow: bool) -> String {
    let Node::Function { r#async, callee, generator, sloppy, .. } = node else { return String::new() };
    let traits =
        [("arrow", is_arrow), ("async", *r#async), ("callee", *callee), ("generator", *generator), ("sloppy", *sloppy)];
    let present: Vec<&str> = traits.into_iter().filter(|(_, has)| *has).map(|(name, _)| name).collect();
    present.join(" ")
}

/// S7: `require` gives what `import` calls the default, and that may have a `default` of its own.
fn is_required(binding: &Binding) -> bool {
    let differs = |imported: &Text| is(imported, "*") || is(imported, "default");
    binding.kind != BindingKind::Import && binding.imported.as_ref().is_some_and(differs)
}

fn exported_names(declarations: &[Node]) -> Vec<&str> {
    let mut names = Vec::new();
    for declaration in declarations {
        match declaration {
            Node::Variable { target, .. } => for_each_target(target, &mut |name| names.push(name_of(name))),
            Node::FunctionDeclaration { target, .. }
            | Node::ClassDeclaration { target, .. }
            | Node::Enum { target, .. }
            | Node::Namespace { target, .. }
            | Node::ImportEquals { target, .. } => names.push(name_of(target)),
            _ => (),
        }
    }
    names
}

fn word_for(node: &Node) -> &'static str {
    match node {
        Node::This {} => "this",
        Node::Super {} => "super",
        Node::NewTarget {} => "new.target",
        _ => "arguments",
    }
}

fn name_of(node: &Node) -> &str {
    match node {
        Node::Name { name, .. } => name,
        _ => "",
    }
}

fn property_of(parameter: &Node) -> &str {
    match parameter {
        Node::Default { target, .. } => name_of(target),
        _ => name_of(parameter),
    }
}

fn number_of(numbers: &mut FxHashMap<BindingId, usize>, key: BindingId) -> usize {
    let next = numbers.len();
    *numbers.entry(key).or_insert(next)
}

/// The name that gives an anonymous function or class its own (ECMA-262, NamedEvaluation).
fn named_by<'n>(parent: &'n Node, key: &str) -> Option<&'n Node> {
    let target = match (parent, key) {
        (Node::Variable { target, .. }, "init") | (Node::Default { target, .. }, "value") => target,
        (Node::Assign { operator: "=" | "||=" | "&&=" | "??=", target, .. }, "value") => target,
        _ => return None,
    };
    matches!(**target, Node::Name { .. }).then_some(target)
}

fn names_cannot_be_known(node: &Node) -> Refused {
    let message =
        "The function stands in a `with`, or where a direct `eval` may declare variables: its names could mean \
                   anything. Move it out.";
    Refused { rule: "R7", message: message.into(), at: node.at().unwrap_or(DUMMY_SP) }
}
