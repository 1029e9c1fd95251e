//! S16: what code that runs while a module loads finds there: of what it reaches, also by functions, how much has been changed
//! so far. `rates.half = base.tax / 2` means one thing above `base.tax = 0.07`, and another below it.
//! Twin: babel-plugin/src/load-order.ts

use swc_core::common::BytePos;

use crate::{
    changes::{Changes, ListId},
    swc_core,
};

/// With more than these, the order of all changes counts instead: the lists would grow with the square of the module.
const MOST: usize = 16;

/// A definition, as far as the order goes.
pub struct Ordered {
    pub at: BytePos,
    /// The change that it is.
    pub change: Option<usize>,
    /// What is changed of what it refers to itself.
    pub lists: Vec<ListId>,
    /// The definitions that it refers to.
    pub uses: Vec<usize>,
}

/// Of a definition: the last change above it of each thing that it reaches, in the order of the source.
pub struct Above {
    pub changes: Vec<usize>,
    /// Whether it reaches so many things that the order of all changes counts.
    pub is_many: bool,
}

/// `defined`: the changes that have a definition.
pub fn load_order<'c>(
    definitions: Vec<Ordered>,
    changes: &'c Changes,
    defined: &'c [usize],
) -> impl Fn(usize) -> Above + 'c {
    let reached = reached_lists(&definitions, changes.lists.len());
    move |index| {
        let Ordered { at, change, .. } = definitions[index];
        let place = change.unwrap_or_else(|| changes.all.partition_point(|each| each.at < at));
        let last = |list: &[usize]| {
            let count = list.partition_point(|each| *each < place);
            // The list of what it is a change of says its place.
            if change.is_some() && list.get(count) == change.as_ref() {
                return None;
            }
            list[..count].iter().rev().copied().find(|each| defined.binary_search(each).is_ok())
        };
        let lists = &reached[index];
        let is_many = lists.len() > MOST;
        let mut found: Vec<_> = if is_many {
            last(defined).into_iter().collect()
        } else {
            lists.iter().filter_map(|list| last(&changes.lists[*list])).collect()
        };
        found.sort_unstable();
        found.dedup();
        Above { changes: found, is_many }
    }
}

/// Of each definition, the changes of all that it reaches, by what is changed; of more than `MOST`, some.
fn reached_lists(definitions: &[Ordered], lists: usize) -> Vec<Vec<ListId>> {
    let mut reached = vec![Vec::new(); definitions.len()];
    let mut users = vec![Vec::new(); definitions.len()];
    let mut readers = vec![Vec::new(); lists];
    for (index, Ordered { lists, uses, .. }) in definitions.iter().enumerate() {
        for to in uses {
            users[*to].push(index);
        }
        for list in lists {
            readers[*list].push(index);
        }
    }
    for (list, mut queue) in readers.into_iter().enumerate() {
        while let Some(index) = queue.pop() {
            if reached[index].contains(&list) || reached[index].len() > MOST {
                continue;
            }
            reached[index].push(list);
            queue.extend(&users[index]);
        }
    }
    reached
}
