//! S16: what code that runs while a module loads finds there: of what it reaches, also by functions, how much has been changed
//! so far. `rates.half = base.tax / 2` means one thing above `base.tax = 0.07`, and another below it.
//! Twin: babel-plugin/src/load-order.ts

use crate::changes::ListId;

/// With more than these, the order of all changes counts instead: the lists would grow with the square of the module.
pub const MOST: usize = 16;

/// A definition, as far as the order goes.
pub struct Ordered<'d> {
    /// What is changed of what it refers to itself.
    pub lists: &'d [ListId],
    /// The definitions that it refers to.
    pub uses: Vec<usize>,
}

/// Of each definition, the changes of all that it reaches, by what is changed; of more than `MOST`, some.
pub fn reached_lists(definitions: &[Ordered], lists: usize) -> Vec<Vec<ListId>> {
    let mut reached = vec![Vec::new(); definitions.len()];
    let mut users = vec![Vec::new(); definitions.len()];
    let mut readers = vec![Vec::new(); lists];
    for (index, Ordered { lists, uses }) in definitions.iter().enumerate() {
        for to in uses {
            users[*to].push(index);
        }
        for list in *lists {
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
