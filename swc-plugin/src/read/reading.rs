//! What the readers carry with them: whether the code is strict, how deep it is nested, and what stands around it.
//! Twin: babel-plugin/src/read/reading.ts
//!
//! R6, which only SWC needs: in its default order the plugin sees the code after TypeScript, decorators and `using` are
//! lowered. Whatever the compiler has made has a dummy span, or lies outside of the function that it stands in. It is
//! still read, because the author's own code in it declares, assigns and calls; a `Refused` next to it makes every
//! definition that contains it fall back. Constants count by value, wherever they come from: those are inlined members
//! of enums (T1).

use std::{cell::RefCell, collections::HashMap};

use swc_core::{
    atoms::{wtf8::Wtf8Buf, Atom, Wtf8Atom},
    common::{Span, DUMMY_SP},
    ecma::ast::{Id, Ident},
};

use crate::{
    context::Context,
    swc_core,
    tree::{Node, Text},
};

/// Deeper than this is refused (R3), before any recursion of the rules could overflow the stack.
const MAX_DEPTH: usize = 400;

const LOWERED: &str = "The compiler has changed this code before the plugin could see it. \
                       Set jsc.experimental.runPluginFirst to true in .swcrc.";

/// SWC's own React Compiler runs ahead of every plugin, whatever their order.
const REACT_COMPILED: &str = "The React Compiler has changed this code before the plugin could see it. \
                              Set jsc.transform.reactCompiler to false in .swcrc, \
                              or move the code out of the component or hook.";

pub struct Reading<'a> {
    pub context: &'a Context<'a>,
    pub strict: bool,
    /// Names whose declaration the compiler has completed elsewhere, and where they stand in the source:
    /// `A = _ts_decorate(…, A)`, `N || (N = {})`.
    pub completed: HashMap<String, Span>,
    /// Variables that the compiler has made for classes of expressions, with the names of these: `var A` and, where the class
    /// stood, `A = class A { … }, _ts_decorate(…, A), A`. They are no `A` of the source.
    pub borrowed: Vec<Id>,
    /// The source of what could not be read: it may use and assign any name that stands in it.
    pub hidden: RefCell<Vec<String>>,
    /// Why code is refused that the compiler has made.
    pub lowered_by: &'static str,
    depth: usize,
    /// The innermost function or class; a dummy outside of all of them.
    around: Span,
    /// The innermost statement, declarator, function or class that has a place in the source.
    pub place: Span,
    /// In an expression that is refused as lowered already.
    in_lowered: bool,
}

/// What `Reading::enter` has to restore.
pub struct Outside {
    strict: bool,
    around: Span,
    place: Span,
    in_lowered: bool,
}

impl<'a> Reading<'a> {
    pub fn new(context: &'a Context<'a>, strict: bool) -> Reading<'a> {
        Reading {
            context,
            strict,
            completed: HashMap::new(),
            borrowed: Vec::new(),
            hidden: RefCell::default(),
            lowered_by: LOWERED,
            depth: 0,
            around: DUMMY_SP,
            place: DUMMY_SP,
            in_lowered: false,
        }
    }

    /// Goes into a function or class.
    pub fn enter(&mut self, around: Span) -> Outside {
        let Reading { strict, around: around_it, place, in_lowered, .. } = *self;
        let outside = Outside { strict, around: around_it, place, in_lowered };
        self.place = if is_generated(around) { place } else { around };
        self.around = if is_generated(around) { DUMMY_SP } else { around };
        self.in_lowered = false;
        outside
    }

    pub fn leave(&mut self, outside: Outside) {
        self.strict = outside.strict;
        self.around = outside.around;
        self.place = outside.place;
        self.in_lowered = outside.in_lowered;
    }

    /// Reads what stands at a place, if it is one: R6 names it for everything in it that has none.
    pub fn at<Result>(&mut self, place: Span, read: impl FnOnce(&mut Self) -> Result) -> Result {
        let around = self.place;
        if !is_generated(place) {
            self.place = place;
        }
        let result = read(self);
        self.place = around;
        result
    }

    pub fn is_at_top_level(&self) -> bool {
        self.around.is_dummy()
    }

    /// R6: whether the compiler has made this code, or has moved it into the function that it stands in.
    pub fn is_lowered(&self, span: Span) -> bool {
        is_generated(span) || (!self.is_at_top_level() && !self.around.contains(span))
    }

    /// What the compiled components of a file import.
    pub fn note_react_compiler(&mut self) {
        self.lowered_by = REACT_COMPILED;
    }

    pub fn note_completed(&mut self, name: &Ident) {
        if !self.is_borrowed(name) {
            self.completed.insert(name.sym.to_string(), name.span);
        }
    }

    pub fn is_borrowed(&self, name: &Ident) -> bool {
        self.borrowed.iter().any(|(symbol, context)| *symbol == name.sym && *context == name.ctxt)
    }

    pub fn take_borrowed(&mut self, name: &Ident) -> Option<Id> {
        let index = self.borrowed.iter().position(|borrowed| *borrowed == name.to_id())?;
        Some(self.borrowed.swap_remove(index))
    }

    pub fn refuse_lowered(&self, span: Span) -> Node {
        refuse("R6", self.lowered_by, if is_generated(span) { self.place } else { span })
    }

    /// A node and, where it is lowered, its refusal.
    pub fn refused_if_lowered(&mut self, lowered: bool, span: Span, read: impl FnOnce(&mut Self) -> Node) -> Node {
        if !lowered || self.in_lowered {
            return read(self);
        }
        let refused = self.refuse_lowered(span);
        self.in_lowered = true;
        let node = read(self);
        self.in_lowered = false;
        Node::Sequence { expressions: vec![refused, node] }
    }

    /// Reads what is refused on its own account, even inside of lowered code: statements and initialisers.
    pub fn afresh<Result>(&mut self, read: impl FnOnce(&mut Self) -> Result) -> Result {
        let in_lowered = std::mem::replace(&mut self.in_lowered, false);
        let result = read(self);
        self.in_lowered = in_lowered;
        result
    }
}

/// Whether the code has no place in the source. Also spans that only carry a comment, as `/*#__PURE__*/`.
pub fn is_generated(span: Span) -> bool {
    span.lo.is_dummy() || span.lo.is_reserved_for_comments()
}

/// The name in an identifier. SWC makes comments like those of HTML a part of the word after them.
pub fn word(symbol: &Atom) -> Atom {
    if symbol.starts_with(['<', '-']) {
        let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '$');
        symbol.rsplit(|character| !is_part(character)).next().map_or_else(|| symbol.clone(), Atom::from)
    } else {
        symbol.clone()
    }
}

/// A string that is read. Of lone surrogates beside each other the host may keep both: here they are one character.
pub fn string_of(value: &Wtf8Atom) -> Text {
    match value.as_str() {
        Some(_) => value.clone(),
        None => Wtf8Buf::from_ill_formed_utf16(&value.to_ill_formed_utf16().collect::<Vec<_>>()).into(),
    }
}

pub fn refuse(rule: &'static str, message: &str, at: Span) -> Node {
    Node::Refused { at, message: message.into(), rule }
}

/// R1: syntax that the rules do not know, by the name that Babel gives it.
pub fn refuse_unknown(reading: &Reading, name: &str, at: Span) -> Node {
    hide(reading, at);
    refuse("R1", &format!("The rules do not know this syntax ({name})."), at)
}

/// R3: reads one level further down, or refuses.
#[inline]
pub fn deeper<Read>(reading: &mut Reading, span: Span, read: impl FnOnce(&mut Reading) -> Read) -> Result<Read, Node> {
    if reading.depth >= MAX_DEPTH {
        hide(reading, span);
        return Err(refuse("R3", &format!("The code is nested more than {MAX_DEPTH} levels deep."), span));
    }
    reading.depth += 1;
    let node = read(reading);
    reading.depth -= 1;
    Ok(node)
}

/// Without a position, anything may stand there.
fn hide(reading: &Reading, at: Span) {
    reading.hidden.borrow_mut().push(reading.context.slice(at).unwrap_or_default().into());
}
