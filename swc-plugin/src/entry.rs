//! The WebAssembly boundary: what `#[plugin_transform]` of swc_core generates, written out for three reasons.
//!
//! 1. When the tree cannot be read, the host is another version of SWC. The macro then says "Failed to deserialize
//!    program"; here the message names the plugin that fits.
//! 2. A file that is nested too deep for the stack is left as it is, where the macro's code would end the compilation.
//! 3. A file in which nothing changed goes back as the bytes it came in: nothing is encoded again.
//!
//! The host makes a fresh instance for every file, so nothing global outlives a call. A panic is a trap and would fail
//! the build of the file: code called from here returns, always.
//!
//! References: swc_plugin_macro 1.1.1 and 2.0.0 (src/lib.rs), swc_plugin_runner (src/transform_executor.rs).

use swc_core::common::{
    errors::{DiagnosticBuilder, Emitter, Handler, HANDLER},
    plugin::{
        diagnostics::PluginCorePkgDiagnostics,
        serialized::{PluginError, PluginSerializedBytes, VersionedSerializable},
        PLUGIN_TRANSFORM_AST_SCHEMA_VERSION,
    },
    sync::OnceCell,
    BytePos, Mark, Spanned,
};
use swc_core::plugin::{
    metadata::TransformPluginProgramMetadata,
    proxies::{PluginCommentsProxy, PluginSourceMapProxy},
};

use crate::{
    context::Context,
    decode::{decode_program, is_readable, Decoded, Received},
    definitions::Definitions,
    diagnostics,
    encode::encode_program,
    options::read_options,
    pipeline, report, swc_core,
};

#[link(wasm_import_module = "env")]
extern "C" {
    fn __set_transform_result(bytes: *const u8, length: usize);
    fn __set_transform_plugin_core_pkg_diagnostics(bytes: *const u8, length: usize);
    fn __emit_diagnostics(bytes: *const u8, length: usize);
}

const OK: u32 = 0;
const FAILED: u32 = 1;

/// Transforms the program that the host has written to guest memory; the result goes back by `__set_transform_result`.
///
/// # Safety
///
/// `bytes` must point to `length` initialised bytes in one allocation that outlives the call. The host's
/// `PluginTransformState::run` allocates them by `__alloc` and frees them afterwards.
#[no_mangle]
pub unsafe extern "C" fn __transform_plugin_process_impl(
    bytes: *const u8,
    length: usize,
    unresolved_mark: u32,
    has_comments: i32,
) -> u32 {
    // SAFETY: the contract of this function.
    let received = unsafe { std::slice::from_raw_parts(bytes, length) };
    let handler = Handler::with_emitter(true, false, Box::new(HostEmitter));
    let decoded = match decode_program(received) {
        Decoded::Program(received) => Some(received),
        Decoded::TooDeep => None,
        Decoded::Unreadable(error) => {
            // Twice: the diagnostic is short and the only one that @swc/core 1.15.0 shows, but a host without a handler
            // drops it; the result of a failed call gets a paragraph about swc_core in front, but always arrives.
            let message = diagnostics::unreadable(&error);
            HANDLER.set(&handler, || diagnostics::error(&message));
            return fail(PluginError::Deserialize(message));
        }
    };
    let metadata = TransformPluginProgramMetadata {
        comments: (has_comments == 1).then_some(PluginCommentsProxy),
        source_map: PluginSourceMapProxy { source_file: OnceCell::new() },
        unresolved_mark: Mark::from_u32(unresolved_mark),
    };

    match HANDLER.set(&handler, || transform(decoded, received, &metadata)) {
        Ok(Some(changed)) => send(&changed),
        Ok(None) => send(received),
        Err(error) => return fail(error),
    }
    OK
}

/// Tells the host which build this is. Its schema version has been 1 on every host so far, so it cannot tell them apart.
#[no_mangle]
pub extern "C" fn __get_transform_plugin_core_pkg_diag() -> u32 {
    let core = swc_core::diagnostics::get_core_engine_diagnostics();
    let ours = PluginCorePkgDiagnostics {
        ast_schema_version: PLUGIN_TRANSFORM_AST_SCHEMA_VERSION,
        pkg_version: core.package_semver,
        git_sha: core.git_sha,
        cargo_features: core.cargo_features,
    };
    let Ok(encoded) = PluginSerializedBytes::try_serialize(&VersionedSerializable::new(ours)) else { return FAILED };
    let bytes = encoded.as_slice();
    // SAFETY: the host copies the bytes before it returns.
    unsafe { __set_transform_plugin_core_pkg_diagnostics(bytes.as_ptr(), bytes.len()) };
    OK
}

/// The changed program, or nothing when the file stays as it is.
fn transform(
    decoded: Option<Received>,
    received: &[u8],
    metadata: &TransformPluginProgramMetadata,
) -> Result<Option<Vec<u8>>, PluginError> {
    let options = match read_options(metadata.get_transform_plugin_config().as_deref()) {
        Ok(options) => options,
        Err(problem) => {
            diagnostics::error(&problem);
            return Ok(None);
        }
    };
    let program = decoded.as_ref().map(|decoded| &decoded.program);
    if !pipeline::concerns(program, received, &options) {
        return Ok(None);
    }
    let end = program.map_or(BytePos::DUMMY, |program| program.span_hi());
    let context = Context::from_host(options, metadata, end);
    let Some(Received { mut program, items, lists }) = decoded else {
        leave(&context);
        return Ok(None);
    };
    let outcome = pipeline::run(&mut program, &context);
    if let Some(origins) = &outcome.changed {
        let encoded = encode_program(&program, origins, received, &items)
            .map_err(|error| PluginError::Serialize(error.to_string()))?;
        // The host throws the whole memory away, so that nothing needs to be given back piece by piece.
        std::mem::forget(program);
        if is_readable(&encoded, lists) {
            tell(&outcome.found, &context);
            std::mem::forget(outcome);
            return Ok(Some(encoded));
        }
        leave(&context);
    } else {
        tell(&outcome.found, &context);
    }
    Ok(None)
}

/// R3: what the host compiles is compiled without the plugin, where the plugin cannot follow.
fn leave(context: &Context) {
    let refused = diagnostics::too_deep();
    tell(&Definitions { diagnostics: vec![refused], ..Default::default() }, context);
}

fn tell(found: &Definitions, context: &Context) {
    diagnostics::emit(&found.diagnostics, context);
    if context.options.report {
        report::emit(report::report(found, context));
    }
}

fn fail(error: PluginError) -> u32 {
    if let Ok(encoded) = PluginSerializedBytes::try_serialize(&VersionedSerializable::new(error)) {
        send(encoded.as_slice());
    }
    FAILED
}

fn send(bytes: &[u8]) {
    // SAFETY: the host copies the bytes before it returns.
    unsafe { __set_transform_result(bytes.as_ptr(), bytes.len()) }
}

/// Hands each diagnostic to the host's own handler.
struct HostEmitter;

impl Emitter for HostEmitter {
    fn emit(&mut self, diagnostic: &mut DiagnosticBuilder<'_>) {
        let diagnostic = VersionedSerializable::new((**diagnostic).clone());
        if let Ok(encoded) = PluginSerializedBytes::try_serialize(&diagnostic) {
            let bytes = encoded.as_slice();
            // SAFETY: the host copies the bytes before it returns.
            unsafe { __emit_diagnostics(bytes.as_ptr(), bytes.len()) }
        }
    }
}
