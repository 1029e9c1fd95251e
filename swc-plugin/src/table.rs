//! The table of a module: its definitions as one string, and the thunks that give what they refer to, as docs/output.md
//! describes them. A thunk that only definitions need which a bundler can drop stands beside these, so that what it imports
//! goes with them. Twin: babel-plugin/src/table.ts

use rustc_hash::FxHashMap;
use swc_core::atoms::wtf8::{Wtf8, Wtf8Buf};

use crate::{
    canonical_form::RULES,
    context::Context,
    definitions::{Definition, DefinitionId, Definitions, Place, Registration, Slot},
    parameters::Parameters,
    swc_core,
    tree::{dotted, BindingId, Text},
};

/// What a thunk gives: a name of the module, and properties of it.
#[derive(Clone)]
pub struct Thunk {
    pub path: Vec<Text>,
    pub binding: Option<BindingId>,
}

#[derive(Default)]
pub struct Table {
    pub text: Text,
    /// By number.
    pub thunks: Vec<Thunk>,
    /// How many of them stand in the module's function; the others beside a definition.
    pub shared: usize,
    /// The numbers of those, by definition.
    pub own: Vec<Vec<usize>>,
    /// Where each definition stands.
    pub indexes: Vec<usize>,
    /// The function declarations that one call registers, as registrations: they are the first definitions.
    pub functions: Vec<usize>,
    numbers: FxHashMap<(Option<BindingId>, Vec<Text>), usize>,
    /// A value that is not registered cannot be given to `cached`.
    registered: Vec<bool>,
    /// The captured variables that are assigned again.
    variables: Vec<BindingId>,
}

/// Facts are a digit to the base 64.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

pub fn make_table(found: &Definitions, context: &Context) -> Table {
    let Definitions { definitions, registrations, .. } = found;
    let names = context.options.names;
    let is_function = |index: &usize| is_top_function(&registrations[*index]);
    let functions: Vec<usize> = (0..registrations.len()).filter(is_function).collect();
    let mut table = Table {
        functions,
        indexes: vec![usize::MAX; definitions.len()],
        own: vec![Vec::new(); definitions.len()],
        variables: found.variables.clone(),
        ..Default::default()
    };
    let mut ordered: Vec<DefinitionId> = Vec::with_capacity(definitions.len());
    let first = table.functions.iter().filter_map(|index| registrations[*index].definition.as_ref().ok().copied());
    for definition in first.chain(0..definitions.len()) {
        if table.indexes[definition] == usize::MAX {
            table.indexes[definition] = ordered.len();
            ordered.push(definition);
        }
    }

    // Inputs come first, so that the header can list their names.
    for definition in &ordered {
        definitions[*definition].slots.iter().filter_map(input).for_each(|thunk| _ = table.add(thunk));
    }
    let file = if names { context.file_name.as_str() } else { "" };
    let mut header = vec![Wtf8Buf::from_str(RULES), Wtf8Buf::from_str(file)];
    header.extend(table.thunks.iter().map(|thunk| dotted(&thunk.path)));

    let mut marks = vec![0; definitions.len()];
    let beside = reached_beside(found, &mut marks);
    for definition in &ordered {
        if beside.is_none() || marks[*definition] == KEPT {
            definitions[*definition].slots.iter().filter_map(read).for_each(|thunk| _ = table.add(thunk));
        }
    }
    let beside = beside.unwrap_or_default();
    often_read(definitions, &beside).into_iter().for_each(|thunk| _ = table.add(thunk));
    table.shared = table.thunks.len();
    for (definition, reached) in &beside {
        let mut needed: Vec<usize> = Vec::new();
        for thunk in read_by(definitions, reached) {
            let number = table.add(thunk);
            if number >= table.shared && !needed.contains(&number) {
                needed.push(number);
            }
        }
        table.own[*definition] = needed;
    }

    table.registered = vec![false; definitions.len()];
    for definition in registrations.iter().filter_map(|each| each.definition.as_ref().ok()) {
        table.registered[table.indexes[*definition]] = true;
    }
    let mut text = Wtf8Buf::new();
    for (index, cell) in header.iter().enumerate() {
        if index > 0 {
            text.push_char(',');
        }
        add_encoded(&mut text, cell);
    }
    for (index, definition) in ordered.iter().enumerate() {
        table.add_cell(&mut text, &definitions[*definition], index, context);
    }
    table.text = text.into();
    table
}

impl Table {
    fn add(&mut self, thunk: Thunk) -> usize {
        let number = *self.numbers.entry((thunk.binding, thunk.path.clone())).or_insert(self.thunks.len());
        if number == self.thunks.len() {
            self.thunks.push(thunk);
        }
        number
    }

    fn add_cell(&self, out: &mut Wtf8Buf, definition: &Definition, index: usize, context: &Context) {
        let names = context.options.names;
        out.push_char(';');
        out.push_str(&definition.hash);
        out.push_char(DIGITS[usize::from(definition.facts) % DIGITS.len()].into());
        let line = if names { context.position(definition.at).line } else { 0 };
        if line > 0 {
            out.push_str(&line.to_string());
        }
        let parameters = definition.parameters.as_ref().filter(|_| self.registered[index]);
        if let Some(Parameters { count, .. }) = parameters {
            out.push_char('p');
            if *count != 1 {
                out.push_str(&count.to_string());
            }
        }
        self.add_edges(out, &definition.slots, index);
        let label = Some(&definition.name).filter(|name| !name.is_empty() && (names || definition.name_counts()));
        let defaults = parameters.map_or("", |parameters| &parameters.defaults);
        if label.is_some() || !defaults.is_empty() {
            out.push_char(',');
            label.into_iter().for_each(|label| add_encoded(out, label));
        }
        if !defaults.is_empty() {
            out.push_char(',');
            add_encoded(out, Wtf8::from_str(defaults));
        }
    }

    /// A number that is one above the last of its kind in this list is left out; the first is counted from the definition's
    /// own.
    fn add_edges(&self, out: &mut Wtf8Buf, slots: &[Slot], index: usize) {
        let (mut next_definition, mut next_thunk) = (index + 1, 0);
        let mut add_number = |out: &mut Wtf8Buf, sign: &str, to: usize, is_thunk: bool| {
            let next = if is_thunk { &mut next_thunk } else { &mut next_definition };
            if to != *next {
                out.push_str(sign);
                out.push_str(&to.to_string());
            }
            *next = to + 1;
        };
        for slot in slots {
            match slot {
                Slot::Definition { kind, definition } => {
                    out.push_char(*kind);
                    add_number(out, "", self.indexes[*definition], false);
                }
                Slot::Value { definition, path, binding } => {
                    out.push_char('v');
                    add_number(out, "", self.indexes[*definition], false);
                    add_number(out, ".", self.number_of(path, Some(*binding)), true);
                }
                Slot::Properties => out.push_char('o'),
                Slot::Path { kind: kind @ ('c' | 'C'), binding, .. } => {
                    out.push_char(*kind);
                    if let Some(number) = self.variables.iter().position(|each| Some(*each) == *binding) {
                        out.push_str(&number.to_string());
                    }
                }
                Slot::Path { kind, path, binding } => {
                    out.push_char(*kind);
                    add_number(out, "", self.number_of(path, *binding), true);
                }
            }
        }
    }

    fn number_of(&self, path: &[Text], binding: Option<BindingId>) -> usize {
        self.numbers.get(&(binding, path.to_vec())).copied().unwrap_or_default()
    }
}

/// A function declaration of the module itself, which is there before any statement runs.
fn is_top_function(registration: &Registration) -> bool {
    registration.place == Place::Function && registration.top && registration.definition.is_ok()
}

/// Whether the call that registers it is pure: then a bundler drops it with the value that nobody uses.
fn is_droppable(Registration { place, top, definition, .. }: &Registration) -> bool {
    *top && matches!(place, Place::Initializer | Place::Default | Place::Branch) && definition.is_ok()
}

/// The mark of what is reached from what stays in any case.
const KEPT: usize = usize::MAX;

/// What each of the definitions that can be dropped reaches, beside what stays in any case. Where they reach the same again and
/// again, the lists would grow with the square of the module: then there are none.
fn reached_beside(found: &Definitions, marks: &mut [usize]) -> Option<Vec<(DefinitionId, Vec<DefinitionId>)>> {
    let roots = |droppable: bool| {
        let of_kind = found.registrations.iter().filter(move |each| is_droppable(each) == droppable);
        of_kind.filter_map(|each| each.definition.as_ref().ok().copied())
    };
    for definition in roots(false) {
        reach(&found.definitions, definition, marks, KEPT);
    }
    let mut beside = Vec::new();
    let mut visits = 0;
    for (index, definition) in roots(true).enumerate() {
        let reached = reach(&found.definitions, definition, marks, index + 1);
        visits += reached.len();
        if visits > 8 * found.definitions.len() + 64 {
            return None;
        }
        beside.push((definition, reached));
    }
    Some(beside)
}

/// What more than two of them need stands once in the function: each copy is more to compile than the import that it lets go.
fn often_read(definitions: &[Definition], beside: &[(DefinitionId, Vec<DefinitionId>)]) -> Vec<Thunk> {
    let mut indexes: FxHashMap<(Option<BindingId>, Vec<Text>), usize> = FxHashMap::default();
    let mut counts: Vec<(Thunk, usize, DefinitionId)> = Vec::new();
    for (definition, reached) in beside {
        for thunk in read_by(definitions, reached) {
            let index = *indexes.entry((thunk.binding, thunk.path.clone())).or_insert(counts.len());
            match counts.get_mut(index) {
                None => counts.push((thunk, 1, *definition)),
                Some((_, count, last)) if last != definition => (*count, *last) = (*count + 1, *definition),
                Some(_) => (),
            }
        }
    }
    counts.into_iter().filter(|(_, count, _)| *count > 2).map(|(thunk, ..)| thunk).collect()
}

fn read_by<'a>(definitions: &'a [Definition], among: &'a [DefinitionId]) -> impl Iterator<Item = Thunk> + 'a {
    among.iter().flat_map(|each| &definitions[*each].slots).filter_map(read)
}

/// Breadth first, so that the order is that of the slots.
fn reach(definitions: &[Definition], from: DefinitionId, marks: &mut [usize], mark: usize) -> Vec<DefinitionId> {
    let mut add = |queue: &mut Vec<DefinitionId>, definition: DefinitionId| {
        if marks[definition] != KEPT && marks[definition] != mark {
            marks[definition] = mark;
            queue.push(definition);
        }
    };
    let mut queue = Vec::new();
    add(&mut queue, from);
    let mut next = 0;
    while next < queue.len() {
        for definition in definitions[queue[next]].slots.iter().filter_map(Slot::definition) {
            add(&mut queue, definition);
        }
        next += 1;
    }
    queue
}

fn input(slot: &Slot) -> Option<Thunk> {
    match slot {
        Slot::Path { kind: 'i', path, binding } => Some(Thunk { path: path.clone(), binding: *binding }),
        _ => None,
    }
}

fn read(slot: &Slot) -> Option<Thunk> {
    match slot {
        Slot::Path { kind: 'b' | 'B', path, binding } => Some(Thunk { path: path.clone(), binding: *binding }),
        Slot::Value { path, binding, .. } => Some(Thunk { path: path.clone(), binding: Some(*binding) }),
        _ => None,
    }
}

/// What separates cells, and the sign of an escape.
const SIGNS: &[u8; 3] = b"~,;";

fn add_encoded(out: &mut Wtf8Buf, text: &Wtf8) {
    if !text.as_bytes().iter().any(|byte| SIGNS.contains(byte)) {
        return out.push_wtf8(text);
    }
    for point in text.code_points() {
        match SIGNS.iter().position(|sign| point == char::from(*sign)) {
            Some(index) => out.push_str(&format!("~{index}")),
            None => out.push(point),
        }
    }
}
