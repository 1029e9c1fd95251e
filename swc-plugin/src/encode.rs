//! The changed program as the bytes that the host reads. Most items of a file are what they were, and the bytes that they came
//! as are still there: no item refers to anything outside of itself, so these are copied. What they are is what a full encoding
//! gives (tests/encode.rs).

use std::{convert::Infallible, ops::Range};

use cbor4ii::core::{
    enc::{Encode, Write},
    error::EncodeError,
    types::{Array, Maybe, Nothing, Tag},
};
use swc_core::{atoms::Atom, common::Span, ecma::ast::Program};

use crate::{
    decode::{FIELDS, MODULE, SCRIPT},
    inject::Origins,
    swc_core,
};

type Written = Result<(), EncodeError<Infallible>>;

/// `items`: where each item stands in the bytes that were `received`.
pub fn encode_program(
    program: &Program,
    origins: &Origins,
    received: &[u8],
    items: &[Range<usize>],
) -> Result<Vec<u8>, EncodeError<Infallible>> {
    // With room for what was added: a list that grows is copied again and again.
    let mut out = Bytes(Vec::with_capacity(received.len() + received.len() / 4 + 4096));
    let copies = Copies { origins, received, items };
    match program {
        _ if items.is_empty() => program.encode(&mut out)?,
        Program::Module(module) => copies.encode(MODULE, module.span, &module.body, &module.shebang, &mut out)?,
        Program::Script(script) => copies.encode(SCRIPT, script.span, &script.body, &script.shebang, &mut out)?,
        #[cfg(swc_ast_unknown)]
        _ => program.encode(&mut out)?,
    }
    Ok(out.0)
}

struct Copies<'a> {
    origins: &'a Origins,
    received: &'a [u8],
    items: &'a [Range<usize>],
}

impl Copies<'_> {
    fn encode<Item: Encode>(
        &self,
        kind: u64,
        span: Span,
        body: &[Item],
        shebang: &Option<Atom>,
        out: &mut Bytes,
    ) -> Written {
        Tag(kind, Nothing).encode(out)?;
        Array::<()>::bounded(FIELDS, out)?;
        span.encode(out)?;
        Array::<()>::bounded(body.len(), out)?;
        for (index, item) in body.iter().enumerate() {
            match self.copy_of(index) {
                Some(bytes) => out.push(bytes)?,
                None => item.encode(out)?,
            }
        }
        Maybe(shebang).encode(out)
    }

    fn copy_of(&self, index: usize) -> Option<&[u8]> {
        let origin = (*self.origins.get(index)?)?;
        self.received.get(self.items.get(origin)?.clone())
    }
}

/// What is encoded: nearly all of it is written byte by byte.
struct Bytes(Vec<u8>);

impl Write for Bytes {
    type Error = Infallible;

    #[inline]
    fn push(&mut self, input: &[u8]) -> Result<(), Infallible> {
        match input {
            [byte] => self.0.push(*byte),
            _ => self.0.extend_from_slice(input),
        }
        Ok(())
    }
}
