//! What the plugin tells the user: which function has no code version of its own, where, and why.
//! Twin: babel-plugin/src/diagnostics.ts
//!
//! A problem of one function never fails the build: it is a warning, and the function falls back to source mode. The Node API
//! of @swc/core (1.15.0 to 1.16.22) drops the warnings of a file that compiles, other hosts show them. Errors fail the file:
//! they are for options that cannot be read and for a build that does not fit the host.

use swc_core::{
    atoms::wtf8::Wtf8Buf,
    common::{errors::HANDLER, Span, DUMMY_SP},
};

use crate::{
    canonical_form::Refused,
    context::Context,
    host,
    source_text::Position,
    swc_core,
    tree::{text, Text},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub rule: &'static str,
    pub message: Text,
    pub at: Span,
}

/// `wrapped`: whether it is a function given to `cached`, which then counts by its source text.
pub fn diagnose(refused: Refused, name: &Text, wrapped: bool) -> Diagnostic {
    let mut message = Wtf8Buf::from_str(if name.is_empty() { "A function" } else { "`" });
    if !name.is_empty() {
        message.push_wtf8(name);
        message.push_char('`');
    }
    let outcome = if wrapped {
        "is cached by its source text instead of its canonical form"
    } else {
        "counts by its source text where a cached function uses it"
    };
    message.push_str(&format!(" {outcome}. {}", refused.message));
    Diagnostic { rule: refused.rule, message: message.into(), at: refused.at }
}

/// R3: of a file as a whole.
pub fn too_deep() -> Diagnostic {
    let message = "The code is nested too deep to be read. Every function of this file counts by its source text.";
    Diagnostic { rule: "R3", message: text(message), at: DUMMY_SP }
}

pub fn format_diagnostic(diagnostic: &Diagnostic, context: &Context) -> String {
    let Position { line, column } = context.position(diagnostic.at);
    let message = diagnostic.message.to_string_lossy();
    format!("autocached {}: {}:{line}:{column}: {message}", diagnostic.rule, context.file_name)
}

/// Shows them through the host, in order. They never fail the build.
pub fn emit(diagnostics: &[Diagnostic], context: &Context) {
    for diagnostic in diagnostics {
        let text = format_diagnostic(diagnostic, context);
        HANDLER.with(|handler| handler.struct_span_warn(diagnostic.at, &text).emit());
    }
}

/// Fails the file with a message.
pub fn error(message: &str) {
    HANDLER.with(|handler| handler.struct_err(message).emit());
}

/// Why the tree could not be read, from the decoder's error. Users see messages of many tools in one place: this one begins
/// with the name that their configuration has.
pub fn unreadable(error: &str) -> String {
    // SWC's decoder stops at 256 levels of lists, in every plugin and in the host itself: nothing to do about it here.
    if error.contains("DepthOverflow") {
        return format!("{}: this file nests its code too deeply for any plugin of SWC (256 levels)", host::PLUGIN);
    }
    format!(
        "{}: this plugin is built for @swc/core {} and cannot read the syntax tree of the version that runs it; \
         with @swc/core {} use \"{}\" instead of \"{}\"",
        host::PLUGIN,
        host::SWC,
        host::OTHER_SWC,
        host::OTHER_PLUGIN,
        host::PLUGIN,
    )
}
