//! S13: what has been seen to change: bindings, and what has a number above these. With each goes what it may be, or is a part of.
//! Twin: babel-plugin/src/marks.ts

use crate::{
    aliases::Aliases,
    callees::Made,
    scope::for_each_target,
    tree::{BindingId, Node},
};

pub struct Marks<'f, 's, 'a> {
    pub aliases: &'f mut Aliases<'s, 'a>,
    /// Each once, in the order in which they are found.
    pub changed: Vec<usize>,
    /// Those among them where what calls gave counts for what they were made on (`const de = rates.get('de'); de.tax = 1`).
    traced: Vec<usize>,
}

impl<'f, 's, 'a> Marks<'f, 's, 'a> {
    pub fn new(aliases: &'f mut Aliases<'s, 'a>) -> Self {
        Marks { aliases, changed: Vec::new(), traced: Vec::new() }
    }

    pub fn all(&mut self, marked: Vec<usize>) {
        self.mark(marked, false);
    }

    /// What a value may be.
    pub fn sources(&mut self, node: &'a Node) {
        let mut sources = Vec::new();
        self.aliases.sources_of(node, false, &mut sources);
        self.all(sources);
    }

    /// Something sets, adds or takes away members of it.
    pub fn members(&mut self, object: &'a Node) {
        let mut sources = Vec::new();
        self.aliases.sources_of(object, true, &mut sources);
        self.mark(sources, true);
    }

    /// With what the values hold.
    pub fn held(&mut self, values: &[&'a Node]) {
        let mut held = Vec::new();
        for value in values {
            self.aliases.held_in(value, false, &mut held);
        }
        self.all(held);
    }

    /// What a loop over it meets.
    pub fn elements(&mut self, node: &'a Node) {
        let mut elements = Vec::new();
        self.aliases.elements_of(node, &mut elements);
        self.all(elements);
    }

    /// What a function that changes so much is given. `spread`: from which argument on it is open which parameter gets what.
    pub fn arguments(&mut self, called: &'a Node, given: &[&'a Node], changed: &[usize], spread: Option<usize>) {
        let params = self.aliases.callees.params_of(called);
        let spread = spread.or_else(|| given.iter().position(|each| matches!(each, Node::Spread { .. })));
        let known = spread.unwrap_or(given.len());
        if changed.contains(&self.aliases.given()) {
            self.held(given);
        }
        for (position, param) in params.iter().enumerate() {
            if !is_among(param, changed, 0) {
                continue;
            }
            let is_one = position < known && !matches!(param, Node::Rest { .. });
            let end = if is_one { position + 1 } else { given.len() };
            self.held(&given[position.min(known)..end]);
        }
    }

    /// What was given to the calls that gave a function which changes so much.
    pub fn made(&mut self, made: &[Made<'a>], changed: &[usize]) {
        for Made { by, given } in made {
            self.arguments(by, &given.iter().collect::<Vec<_>>(), changed, None);
        }
    }

    /// What a class inherits can be changed by way of it.
    pub fn parents(&mut self, mut node: Option<&'a Node>) {
        while let Some(each @ Node::Class { superClass: Some(parent), .. }) = node {
            self.sources(parent);
            node = self.aliases.callees.parent_of(each);
        }
    }

    /// With what they may be, or are a part of.
    fn mark(&mut self, mut marked: Vec<usize>, called: bool) {
        let mut next = 0;
        // The list grows while it is walked: chains of names can be long.
        while let Some(&index) = marked.get(next) {
            next += 1;
            let known = if called { &mut self.traced } else { &mut self.changed };
            if known.contains(&index) {
                continue;
            }
            known.push(index);
            if called && !self.changed.contains(&index) {
                self.changed.push(index);
            }
            self.aliases.origins_of(index, called, &mut marked);
        }
    }
}

/// Whether one of the names that a pattern declares is among them, or a call of it.
pub fn is_among(target: &Node, indexes: &[BindingId], from: usize) -> bool {
    let mut found = false;
    for_each_target(target, &mut |name| {
        found |= matches!(name, Node::Name { binding: Some(binding), .. } if indexes.contains(&(binding + from)));
    });
    found
}
