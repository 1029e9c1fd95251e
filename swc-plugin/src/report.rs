//! The report that the option `report` adds to the compiler's output: what the plugin found, for tests and for the curious.
//! Twin: babel-plugin/src/report.ts
//!
//! `JSON.parse(JSON.parse(result.output).autocached)`: `@swc/core` returns `result.output` as the JSON text of an object with
//! one string for each key. The host panics on a key that is emitted twice, so a build that lists the plugin twice can ask
//! only one of the two for a report.

use swc_core::atoms::wtf8::Wtf8Buf;

use crate::{
    canonical_form::RULES,
    context::Context,
    definitions::{Definition, Definitions, Place, Slot},
    diagnostics::Diagnostic,
    json::{write_list, write_number, write_str, write_text},
    parameters::Parameters,
    swc_core,
    tree::dotted,
};

pub fn report(found: &Definitions, context: &Context) -> String {
    let mut out = String::from("{\"rules\":");
    write_str(&mut out, RULES);
    out.push_str(",\"definitions\":");
    write_list(&mut out, &found.definitions, |out, definition| write_definition(out, definition, context));
    out.push_str(",\"registrations\":");
    write_list(&mut out, &found.registrations, |out, registration| {
        out.push_str("{\"place\":");
        write_str(out, word_for(registration.place));
        out.push_str(",\"definition\":");
        match &registration.definition {
            Ok(definition) => write_number(out, *definition),
            Err(_) => out.push_str("null"),
        }
        out.push('}');
    });
    out.push_str(",\"diagnostics\":");
    write_list(&mut out, &found.diagnostics, |out, diagnostic| write_diagnostic(out, diagnostic, context));
    out.push('}');
    out
}

/// Only inside the host: natively there is nobody to emit to.
#[cfg(target_arch = "wasm32")]
pub fn emit(report: String) {
    crate::swc_core::transform_common::output::experimental_emit("autocached".into(), report);
}

fn write_definition(out: &mut String, definition: &Definition, context: &Context) {
    out.push_str("{\"name\":");
    write_text(out, &definition.name);
    out.push_str(",\"line\":");
    write_number(out, context.position(definition.at).line);
    out.push_str(",\"facts\":");
    write_number(out, definition.facts.into());
    out.push_str(",\"parameters\":");
    match &definition.parameters {
        Some(Parameters { count, defaults }) => write_str(out, &format!("{count}{defaults}")),
        None => out.push_str("null"),
    }
    out.push_str(",\"hash\":");
    write_str(out, &definition.hash);
    out.push_str(",\"form\":");
    write_str(out, &definition.form);
    out.push_str(",\"slots\":");
    write_list(out, &definition.slots, |out, slot| write_text(out, &describe_slot(slot)));
    out.push('}');
}

/// `b half`, `d #2`, `v #3 RATE`: kind, definition of the same module, path.
fn describe_slot(slot: &Slot) -> Wtf8Buf {
    match slot {
        Slot::Definition { kind, definition } => Wtf8Buf::from_string(format!("{kind} #{definition}")),
        Slot::Value { definition, path, .. } => Wtf8Buf::from_string(format!("v #{definition} ")) + &dotted(path),
        Slot::Path { kind, path, .. } => Wtf8Buf::from_string(format!("{kind} ")) + &dotted(path),
        Slot::Properties => Wtf8Buf::from_str("o"),
    }
}

fn word_for(place: Place) -> &'static str {
    match place {
        Place::Argument => "argument",
        Place::Method => "method",
        Place::Initializer => "initializer",
        Place::Assignment => "assignment",
        Place::Function => "function",
        Place::Class => "class",
        Place::Default => "default",
        Place::Branch => "branch",
        Place::End => "end",
    }
}

fn write_diagnostic(out: &mut String, diagnostic: &Diagnostic, context: &Context) {
    let at = context.position(diagnostic.at);
    out.push_str("{\"rule\":");
    write_str(out, diagnostic.rule);
    out.push_str(",\"message\":");
    write_text(out, &diagnostic.message);
    out.push_str(",\"line\":");
    write_number(out, at.line);
    out.push_str(",\"column\":");
    write_number(out, at.column);
    out.push('}');
}
