//! S13: what the functions of a module change, each found once. Those that call each other are found together, as a strongly
//! connected component (R. Tarjan, Depth-first search and linear graph algorithms, 1972): what one of them changes, all of them do.
//! Twin: babel-plugin/src/by-function.ts

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::{
    marks::{Indexes, Marked},
    tree::Node,
};

/// When code runs.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// What a call of something unknown is given may run later, or never.
    Later,
    /// While the module loads.
    Now,
    /// The same, where nobody uses what it returns.
    Dropped,
}

type Key = (When, *const Node);

struct Found {
    marked: Rc<Marked>,
    /// Where it stands among those that are open.
    place: usize,
}

const NOWHERE: usize = usize::MAX;

pub struct ByFunction {
    found: FxHashMap<Key, Found>,
    /// What calls something of which not all is known yet.
    open: Vec<Key>,
    /// The first of these that was met since the last one began.
    lowest: usize,
}

impl Default for ByFunction {
    fn default() -> Self {
        ByFunction { found: FxHashMap::default(), open: Vec::new(), lowest: NOWHERE }
    }
}

impl ByFunction {
    pub fn of(&mut self, node: &Node, when: When) -> Option<Rc<Marked>> {
        let Found { marked, place } = self.found.get(&(when, std::ptr::from_ref(node)))?;
        self.lowest = self.lowest.min(*place);
        Some(marked.clone())
    }

    /// `given`: what it may give to itself (`nodes.forEach(visit)`). Returns what `end` needs.
    pub fn begin(&mut self, node: &Node, when: When, given: Indexes) -> usize {
        let key = (when, std::ptr::from_ref(node));
        let marked = Rc::new(Marked { changed: given.clone(), traced: given });
        self.found.insert(key, Found { marked, place: self.open.len() });
        self.open.push(key);
        std::mem::replace(&mut self.lowest, NOWHERE)
    }

    pub fn end(&mut self, node: &Node, when: When, marked: Marked, around: usize) -> Rc<Marked> {
        let marked = Rc::new(marked);
        let key = (when, std::ptr::from_ref(node));
        let Some(found) = self.found.get_mut(&key) else { return marked };
        found.marked = marked.clone();
        // Nothing that began before it was met: with it, all that began since is known.
        if self.lowest >= found.place {
            for each in self.open.split_off(found.place) {
                let Some(found) = self.found.get_mut(&each) else { continue };
                found.place = NOWHERE;
                if each != key {
                    let all = Rc::make_mut(&mut found.marked);
                    all.changed.extend(&marked.changed);
                    all.traced.extend(&marked.traced);
                }
            }
            self.lowest = NOWHERE;
        }
        self.lowest = self.lowest.min(around);
        marked
    }
}
