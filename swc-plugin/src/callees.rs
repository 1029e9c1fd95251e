//! S13: which functions of the file run when the value of an expression is called: `fill`, `register('a')`,
//! `fast ? first : second`. By the syntax alone, and by names that are never assigned again.
//! Twin: babel-plugin/src/callees.ts

use rustc_hash::FxHashMap;

use crate::{
    scope::Binding,
    tree::{Node, Text},
};

#[derive(Clone)]
pub struct Callee<'a> {
    /// A class runs its constructor.
    pub node: &'a Node,
    /// The calls that gave it, the last one first: `register(table)` of `register(table)('a')`.
    pub made: Vec<Made<'a>>,
}

#[derive(Clone, Copy)]
pub struct Made<'a> {
    pub by: &'a Node,
    pub given: &'a [Node],
}

/// Of one expression: so many functions, each by so many calls.
const MOST: usize = 16;

/// So many names, calls and classes lead to one.
pub const DEEPEST: usize = 64;

pub struct Callees<'f, 'a> {
    bindings: &'f [Binding<'a>],
    known: FxHashMap<*const Node, Vec<Callee<'a>>>,
    returned: FxHashMap<*const Node, Vec<&'a Node>>,
    depth: usize,
}

impl<'f, 'a> Callees<'f, 'a> {
    pub fn new(bindings: &'f [Binding<'a>]) -> Self {
        Callees { bindings, known: FxHashMap::default(), returned: FxHashMap::default(), depth: 0 }
    }

    pub fn of(&mut self, node: &'a Node) -> Vec<Callee<'a>> {
        if let Some(known) = self.known.get(&std::ptr::from_ref(node)) {
            return known.clone();
        }
        let mut found = Vec::new();
        if self.depth == DEEPEST {
            return found;
        }
        // What leads back to itself adds nothing.
        self.known.insert(node, Vec::new());
        self.depth += 1;
        self.find(node, &mut found);
        self.depth -= 1;
        found.truncate(MOST);
        self.known.insert(node, found.clone());
        found
    }

    fn find(&mut self, node: &'a Node, found: &mut Vec<Callee<'a>>) {
        match node {
            Node::Function { .. } | Node::Class { .. } => found.push(Callee { node, made: Vec::new() }),
            Node::Name { .. } => match self.declaration_of(node) {
                Some(Node::FunctionDeclaration { function: made, .. } | Node::ClassDeclaration { class: made, .. }) => {
                    found.extend(self.of(made))
                }
                _ => {
                    if let Some(value) = self.value_of(node) {
                        found.extend(self.of(value));
                    }
                }
            },
            Node::Member { object, property, .. } => {
                if let Some(held) = self.property_of(object, property) {
                    found.extend(self.of(held));
                }
            }
            Node::Conditional { then: left, r#else: right, .. } | Node::Binary { left, right, .. } => {
                found.extend(self.of(left));
                found.extend(self.of(right));
            }
            Node::Sequence { expressions } => {
                if let Some(last) = expressions.last() {
                    found.extend(self.of(last));
                }
            }
            Node::Chain { expression: inner } | Node::Await { argument: inner } => found.extend(self.of(inner)),
            Node::Call { callee, arguments, .. } => {
                for by in self.of(callee) {
                    self.given_by(&by, arguments, found);
                }
            }
            _ => (),
        }
    }

    fn given_by(&mut self, by: &Callee<'a>, given: &'a [Node], found: &mut Vec<Callee<'a>>) {
        for value in self.returned_by(by.node) {
            for Callee { node, mut made } in self.of(value) {
                made.push(Made { by: by.node, given });
                made.extend(&by.made);
                made.truncate(MOST);
                found.push(Callee { node, made });
            }
        }
    }

    pub fn returned_by(&mut self, node: &'a Node) -> Vec<&'a Node> {
        if let Some(known) = self.returned.get(&std::ptr::from_ref(node)) {
            return known.clone();
        }
        let mut returned = Vec::new();
        if let Node::Function { body, .. } = node {
            body.iter().for_each(|statement| returned_in(statement, &mut returned));
        }
        self.returned.insert(node, returned.clone());
        returned
    }

    /// What a call of it declares.
    pub fn params_of(&mut self, node: &'a Node) -> &'a [Node] {
        let mut found = Some(node);
        for _ in 0..DEEPEST {
            let Some(class @ Node::Class { .. }) = found else { break };
            found = constructor_of(class).or_else(|| self.parent_of(class));
        }
        match found {
            Some(Node::Function { params, .. }) => params,
            _ => &[],
        }
    }

    pub fn class_of(&mut self, node: &'a Node) -> Option<&'a Node> {
        self.of(node).iter().map(|callee| callee.node).find(|node| matches!(node, Node::Class { .. }))
    }

    /// The class of the file that a class extends. It stands above, so that no chain of them comes back.
    pub fn parent_of(&mut self, node: &'a Node) -> Option<&'a Node> {
        let Node::Class { superClass: Some(parent), .. } = node else { return None };
        let (parent, end) = (self.class_of(parent)?, node.at()?.lo);
        parent.at().is_some_and(|at| at.lo < end).then_some(parent)
    }

    /// What an object literal has by that name, or a class as a static member, also of what it extends.
    pub fn property_of(&mut self, object: &'a Node, property: &Node) -> Option<&'a Node> {
        let Node::String { value: name } = property else { return None };
        if let Some(found) = named(self.members_of(object), name, false) {
            return found;
        }
        let mut next = self.class_of(object);
        while let Some(each @ Node::Class { members, .. }) = next {
            if let Some(found) = named(members, name, true) {
                return found;
            }
            next = self.parent_of(each);
        }
        None
    }

    fn members_of(&self, object: &'a Node) -> &'a [Node] {
        if let Node::Object { properties } = self.value_of(object).unwrap_or(object) {
            properties
        } else {
            &[]
        }
    }

    /// The property that an expression reads, also by a name: `Object.assign`, and `assign` of `const { assign } = Object`.
    pub fn member_of(&self, node: &'a Node) -> Option<(&'a Node, &'a Node)> {
        if let Node::Member { object, property, .. } = node {
            return Some((object, property));
        }
        if let Some(value) = self.value_of(node) {
            let Node::Member { object, property, .. } = value else { return None };
            return Some((object, property));
        }
        let Some(Node::Variable { target, init: Some(init), .. }) = self.declaration_of(node) else { return None };
        let Node::ObjectPattern { properties } = &**target else { return None };
        properties.iter().find_map(|each| match each {
            Node::Property { key, value: Some(value), .. } if is_same(value, node) => Some((&**init, &**key)),
            _ => None,
        })
    }

    /// What a constant is declared with.
    fn value_of(&self, node: &Node) -> Option<&'a Node> {
        match self.declaration_of(node) {
            Some(Node::Variable { target, init: Some(init), .. }) if matches!(**target, Node::Name { .. }) => {
                Some(init)
            }
            _ => None,
        }
    }

    /// Of a name that is never assigned again.
    fn declaration_of(&self, node: &Node) -> Option<&'a Node> {
        let Node::Name { binding: Some(index), .. } = node else { return None };
        let binding = &self.bindings[*index];
        binding.declarations.first().copied().filter(|_| !binding.assigned)
    }
}

pub fn constructor_of(class: &Node) -> Option<&Node> {
    let Node::Class { members, .. } = class else { return None };
    members.iter().find_map(|member| match member {
        Node::Property { kind_: "constructor", value: Some(value), .. } => Some(&**value),
        _ => None,
    })
}

/// Whether both are names of one binding.
fn is_same(left: &Node, right: &Node) -> bool {
    match (left, right) {
        (Node::Name { binding: left, .. }, Node::Name { binding: right, .. }) => left == right,
        _ => false,
    }
}

/// The value of the first member of that name.
fn named<'a>(members: &'a [Node], name: &Text, only_static: bool) -> Option<Option<&'a Node>> {
    members.iter().find_map(|member| match member {
        Node::Property { key, value, r#static, .. } if *r#static || !only_static => {
            matches!(&**key, Node::String { value } if value == name).then_some(value.as_deref())
        }
        _ => None,
    })
}

/// What the statements of a function return.
fn returned_in<'a>(node: &'a Node, returned: &mut Vec<&'a Node>) {
    match node {
        Node::Return { argument } => returned.extend(argument.as_deref()),
        Node::Function { .. } | Node::Class { .. } => (),
        _ => node.for_each_child(&mut |child| returned_in(child, returned)),
    }
}
