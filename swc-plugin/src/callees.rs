//! S13: which functions of the file run when the value of an expression is called: `fill`, `register('a')`,
//! `fast ? first : second`. By the syntax alone, and by names that are never assigned again.
//! Twin: babel-plugin/src/callees.ts

use rustc_hash::FxHashMap;

use crate::{scope::Binding, tree::Node};

#[derive(Clone)]
pub struct Callee<'a> {
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

pub struct Callees<'f, 'a> {
    bindings: &'f [Binding<'a>],
    known: FxHashMap<*const Node, Vec<Callee<'a>>>,
    returned: FxHashMap<*const Node, Vec<&'a Node>>,
}

impl<'f, 'a> Callees<'f, 'a> {
    pub fn new(bindings: &'f [Binding<'a>]) -> Self {
        Callees { bindings, known: FxHashMap::default(), returned: FxHashMap::default() }
    }

    pub fn of(&mut self, node: &'a Node) -> Vec<Callee<'a>> {
        if let Some(known) = self.known.get(&std::ptr::from_ref(node)) {
            return known.clone();
        }
        // What leads back to itself adds nothing.
        self.known.insert(node, Vec::new());
        let mut found = Vec::new();
        self.find(node, &mut found);
        found.truncate(MOST);
        self.known.insert(node, found.clone());
        found
    }

    fn find(&mut self, node: &'a Node, found: &mut Vec<Callee<'a>>) {
        match node {
            Node::Function { .. } => found.push(Callee { node, made: Vec::new() }),
            Node::Name { .. } => match self.declaration_of(node) {
                Some(Node::FunctionDeclaration { function, .. }) => found.extend(self.of(function)),
                Some(Node::Variable { target, init: Some(init), .. }) if matches!(**target, Node::Name { .. }) => {
                    found.extend(self.of(init));
                }
                _ => (),
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

    /// What an object literal has by that name, or a class as a static member.
    pub fn property_of(&self, object: &'a Node, property: &Node) -> Option<&'a Node> {
        let Node::String { value: name } = property else { return None };
        let (members, is_static) = self.members_of(object)?;
        members.iter().find_map(|member| match member {
            Node::Property { key, value, r#static, .. } if !is_static || *r#static => {
                matches!(&**key, Node::String { value } if value == name).then_some(value.as_deref())
            }
            _ => None,
        })?
    }

    /// Whether only those that are static count, too.
    fn members_of(&self, object: &'a Node) -> Option<(&'a [Node], bool)> {
        if let Node::Object { properties } = object {
            return Some((properties, false));
        }
        match self.declaration_of(object)? {
            Node::ClassDeclaration { class, .. } => match &**class {
                Node::Class { members, .. } => Some((members, true)),
                _ => None,
            },
            Node::Variable { target, init: Some(init), .. } => match (&**target, &**init) {
                (Node::Name { .. }, Node::Object { properties }) => Some((properties, false)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Of a name that is never assigned again.
    pub fn declaration_of(&self, node: &Node) -> Option<&'a Node> {
        let Node::Name { binding: Some(index), .. } = node else { return None };
        let binding = &self.bindings[*index];
        binding.declarations.first().copied().filter(|_| !binding.assigned)
    }
}

/// What the statements of a function return.
fn returned_in<'a>(node: &'a Node, returned: &mut Vec<&'a Node>) {
    match node {
        Node::Return { argument } => returned.extend(argument.as_deref()),
        Node::Function { .. } | Node::Class { .. } => (),
        _ => node.for_each_child(&mut |child| returned_in(child, returned)),
    }
}
