//! The program from the bytes that the host sends, as far as this can be done without an end of the compilation.
//!
//! SWC's own decoder is recursive and asks nobody how much of the stack is left, so that a plugin traps, and fails the
//! build, where the compiler alone has no difficulty (`a.b.c…` with 2,400 names). This one stops in time.

use std::ops::Range;

use cbor4ii::core::{
    dec::{Decode, Read, Reference},
    error::{DecodeError, Never},
    types::{Array, Maybe, Tag},
};
use swc_core::{
    common::Span,
    ecma::ast::{Module, Program, Script},
};

use crate::swc_core;

/// How many lists the host can read inside of each other. It reads every program that a plugin gives back, changed or not, so
/// that no plugin can compile a file with more.
const MAX_LISTS: usize = 256;

/// Bytes of the stack in WebAssembly's memory. The passes need less of it than the decoder. The host has a stack of its own for what
/// the code keeps in registers, of which nobody can ask how much is left: it is full at nearly three times the depth.
const MAX_STACK: usize = 128 * 1024;

/// How a program begins: the kinds of it, and the number of its fields.
pub const MODULE: u64 = 1;
pub const SCRIPT: u64 = 2;
pub const FIELDS: usize = 3;

/// The major type of CBOR, in the upper three bits of the first byte.
const TAG: u8 = 6;

pub enum Decoded {
    Program(Received),
    /// The file can be compiled, but not read.
    TooDeep,
    /// As the host's own decoder: why it cannot be read.
    Unreadable(String),
}

pub struct Received {
    pub program: Program,
    /// Where each item of the file stands in the bytes; none where they are laid out in a way that is not known.
    pub items: Vec<Range<usize>>,
    /// How many lists stand inside of each other.
    pub lists: usize,
}

pub fn decode_program(bytes: &[u8]) -> Decoded {
    let mut reader = Reader::new(bytes);
    match read_program(&mut reader, bytes) {
        Ok((program, items)) => Decoded::Program(Received { program, items, lists: reader.deepest }),
        Err(_) if reader.is_too_deep => Decoded::TooDeep,
        Err(error) => Decoded::Unreadable(error.to_string()),
    }
}

/// Whether the host can read what a program of `lists` has become: the calls of `define` nest a definition in one list more,
/// and every definition has one of its own already.
pub fn is_readable(changed: &[u8], lists: usize) -> bool {
    lists < MAX_LISTS / 2 - 4 || matches!(decode_program(changed), Decoded::Program(_))
}

type Readable<T> = Result<T, DecodeError<Never>>;

/// As the derived decoders of `Program`, `Module` and `Script` read it, with a look at the place of each item.
fn read_program<'a>(reader: &mut Reader<'a>, bytes: &'a [u8]) -> Readable<(Program, Vec<Range<usize>>)> {
    let tag = Tag::<()>::tag(reader)?;
    if !matches!(tag, MODULE | SCRIPT) || Array::<()>::len(reader)? != Some(FIELDS) {
        *reader = Reader::new(bytes);
        return Ok((Program::decode(reader)?, Vec::new()));
    }
    let span = Span::decode(reader)?;
    if tag == MODULE {
        let (body, items) = read_items(reader, bytes.len())?;
        let shebang = Maybe::decode(reader)?.0;
        return Ok((Program::Module(Module { span, body, shebang }), items));
    }
    let (body, items) = read_items(reader, bytes.len())?;
    let shebang = Maybe::decode(reader)?.0;
    Ok((Program::Script(Script { span, body, shebang }), items))
}

fn read_items<'a, Item: Decode<'a>>(
    reader: &mut Reader<'a>,
    length: usize,
) -> Readable<(Vec<Item>, Vec<Range<usize>>)> {
    reader.step_in();
    let count = Array::<()>::len(reader)?.unwrap_or_default();
    // An item is a byte at least.
    let room = count.min(length);
    let (mut body, mut items) = (Vec::with_capacity(room), Vec::with_capacity(room));
    for _ in 0..count {
        let start = length - reader.rest.len();
        body.push(Item::decode(reader)?);
        items.push(start..length - reader.rest.len());
    }
    reader.step_out();
    Ok((body, items))
}

struct Reader<'a> {
    rest: &'a [u8],
    lists: usize,
    deepest: usize,
    /// The lowest address that the stack may grow down to.
    floor: usize,
    is_too_deep: bool,
}

impl<'a> Reader<'a> {
    fn new(rest: &'a [u8]) -> Reader<'a> {
        Reader { rest, lists: 0, deepest: 0, floor: stack_pointer().saturating_sub(MAX_STACK), is_too_deep: false }
    }
}

impl<'a> Read<'a> for Reader<'a> {
    type Error = Never;

    #[inline]
    fn fill<'short>(&'short mut self, want: usize) -> Result<Reference<'a, 'short>, Never> {
        // Only what is one of several kinds of node can hold another of its own kind, and that begins with a tag.
        if self.rest.first().is_some_and(|byte| byte >> 5 == TAG) && stack_pointer() < self.floor {
            // The decoder takes the end of the input for an error.
            self.is_too_deep = true;
            self.rest = &[];
        }
        Ok(Reference::Long(&self.rest[..want.min(self.rest.len())]))
    }

    #[inline]
    fn advance(&mut self, count: usize) {
        self.rest = &self.rest[count.min(self.rest.len())..];
    }

    #[inline]
    fn step_in(&mut self) -> bool {
        self.lists += 1;
        self.deepest = self.deepest.max(self.lists);
        self.lists <= MAX_LISTS
    }

    #[inline]
    fn step_out(&mut self) {
        self.lists -= 1;
    }
}

/// Not inlined: it would give every function of the decoder a frame on the stack.
#[inline(never)]
fn stack_pointer() -> usize {
    let here = 0_u8;
    std::ptr::addr_of!(here) as usize
}
