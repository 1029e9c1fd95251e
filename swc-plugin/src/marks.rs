//! S13: what has been seen to change: bindings, and what has a number above these. With each goes what it may be, or is a part of.
//! Twin: babel-plugin/src/marks.ts

use rustc_hash::FxHashSet;

use crate::{aliases::Aliases, callees::Made, targets::for_each_target, tree::Node, values::is_variable};

#[derive(Clone, Default)]
pub struct Marked {
    pub changed: Indexes,
    /// Those among them where what calls gave counts for what they were made on (`const de = rates.get('de'); de.tax = 1`).
    pub traced: Indexes,
}

/// Each once, in the order in which they are found.
#[derive(Clone, Default)]
pub struct Indexes {
    list: Vec<usize>,
    known: FxHashSet<usize>,
}

impl Indexes {
    /// Whether it was not there yet.
    pub fn add(&mut self, index: usize) -> bool {
        let is_new = self.known.insert(index);
        if is_new {
            self.list.push(index);
        }
        is_new
    }

    pub fn extend(&mut self, others: &Indexes) {
        for index in others.iter() {
            self.add(index);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn contains(&self, index: usize) -> bool {
        self.known.contains(&index)
    }

    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.list.iter().copied()
    }
}

pub struct Marks<'f, 's, 'a> {
    pub aliases: &'f mut Aliases<'s, 'a>,
    pub marked: Marked,
}

impl<'f, 's, 'a> Marks<'f, 's, 'a> {
    pub fn new(aliases: &'f mut Aliases<'s, 'a>) -> Self {
        Marks { aliases, marked: Marked::default() }
    }

    pub fn all(&mut self, marked: impl IntoIterator<Item = usize>) {
        self.mark(marked.into_iter().collect(), false);
    }

    /// Variables of the module that get a value, also that of their declaration, where it is not their only one.
    pub fn variables(&mut self, target: &Node) {
        let Marks { aliases, marked } = self;
        for_each_target(target, &mut |name| {
            let Node::Name { binding: Some(binding), .. } = name else { return };
            let variable = aliases.variables() + binding;
            if is_variable(&aliases.bindings[*binding]) {
                marked.changed.add(variable);
            }
        });
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
    pub fn held(&mut self, values: &[&'a Node], called: bool) {
        let mut held = Vec::new();
        for value in values {
            self.aliases.held_in(value, called, &mut held);
        }
        self.mark(held, called);
    }

    /// What a loop over it meets; `called`: where members of that are changed.
    pub fn elements(&mut self, list: &'a Node, called: bool) {
        let mut elements = Vec::new();
        self.aliases.elements_of(list, &mut elements);
        self.mark(elements, called);
    }

    /// What a function that changes so much is given. `spread`: from which argument on it is open which parameter gets what.
    pub fn arguments(&mut self, called: &'a Node, given: &[&'a Node], marked: &Marked, spread: Option<usize>) {
        let Marked { changed, traced } = marked;
        let params = self.aliases.callees.params_of(called);
        let spread = spread.or_else(|| given.iter().position(|each| matches!(each, Node::Spread { .. })));
        let known = spread.unwrap_or(given.len());
        if changed.contains(self.aliases.given()) {
            self.held(given, traced.contains(self.aliases.given()));
        }
        for (position, param) in params.iter().enumerate() {
            if !is_among(param, changed, 0) {
                continue;
            }
            let is_one = position < known && !matches!(param, Node::Rest { .. });
            let end = if is_one { position + 1 } else { given.len() };
            self.held(&given[position.min(known)..end], is_among(param, traced, 0));
        }
    }

    /// `fill.call(table)` of a function that changes `this`
    pub fn receiver(&mut self, receiver: &'a Node, Marked { changed, traced }: &Marked) {
        let this = self.aliases.receiver();
        if changed.contains(this) {
            self.held(&[receiver], traced.contains(this));
            let class = self.aliases.callees.class_of(receiver);
            self.parents(class);
        }
    }

    /// What was given to the calls that gave a function which changes so much.
    pub fn made(&mut self, made: &[Made<'a>], marked: &Marked) {
        for Made { by, given } in made {
            self.arguments(by, &given.iter().collect::<Vec<_>>(), marked, None);
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
            let Marked { changed, traced } = &mut self.marked;
            let is_new = if called { traced.add(index) } else { changed.add(index) };
            if !is_new {
                continue;
            }
            changed.add(index);
            self.aliases.origins_of(index, called, &mut marked);
        }
    }
}

/// Whether one of the names that a pattern declares is among them, or a call of it.
pub fn is_among(target: &Node, indexes: &Indexes, from: usize) -> bool {
    let mut found = false;
    for_each_target(target, &mut |name| {
        found |= matches!(name, Node::Name { binding: Some(binding), .. } if indexes.contains(binding + from));
    });
    found
}
