//! The program from the bytes that the host sends, as far as this can be done without an end of the compilation.
//!
//! SWC's own decoder is recursive and asks nobody how much of the stack is left, so that a plugin traps, and fails the
//! build, where the compiler alone has no difficulty (`a.b.c…` with 2,400 names). This one stops in time.

use cbor4ii::core::{
    dec::{Decode, Read, Reference},
    error::Never,
};
use swc_core::ecma::ast::Program;

use crate::swc_core;

/// How many lists the host can read inside of each other. It reads every program that a plugin gives back, changed or not, so
/// that no plugin can compile a file with more.
const MAX_LISTS: usize = 256;

/// Bytes of the stack. The passes need less of it than the decoder, and all of them less than half of what there is.
const MAX_STACK: usize = 512 * 1024;

/// The major type of CBOR, in the upper three bits of the first byte.
const TAG: u8 = 6;

pub enum Decoded {
    /// With the number of its lists that stand inside of each other.
    Program(Program, usize),
    /// The file can be compiled, but not read.
    TooDeep,
    /// As the host's own decoder: why it cannot be read.
    Unreadable(String),
}

pub fn decode_program(bytes: &[u8]) -> Decoded {
    let mut reader = Reader::new(bytes);
    match Program::decode(&mut reader) {
        Ok(program) => Decoded::Program(program, reader.deepest),
        Err(_) if reader.is_too_deep => Decoded::TooDeep,
        Err(error) => Decoded::Unreadable(error.to_string()),
    }
}

/// Whether the host can read what a program of `lists` has become: the calls of `define` nest a definition in one list more,
/// and every definition has one of its own already.
pub fn is_readable(changed: &[u8], lists: usize) -> bool {
    lists < MAX_LISTS / 2 - 4 || matches!(decode_program(changed), Decoded::Program(..))
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
