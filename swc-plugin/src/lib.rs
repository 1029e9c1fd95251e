//! The SWC half of autocached's compiler plugins. Twin: babel-plugin/src/index.ts
//!
//! | file             | one responsibility                                                    |
//! |------------------|-----------------------------------------------------------------------|
//! | `entry.rs`       | the WebAssembly boundary: bytes in, bytes out                         |
//! | `context.rs`     | what the host tells about the file: options, name, marks, source      |
//! | `options.rs`     | parse the options; refuse unknown ones                                |
//! | `pipeline.rs`    | the passes, in SPEC order                                             |
//! | `inject.rs`      | new nodes: imports, private names, pure calls                         |
//! | `source_text.rs` | positions as lines and columns                                        |
//! | `diagnostics.rs` | what the user is told                                                 |
//! | `report.rs`      | the result as JSON, for tests                                         |
//! | `host.rs`        | every difference between the two versions of the syntax tree          |

#[cfg(all(feature = "host-1-15", feature = "host-1-16"))]
compile_error!("choose one host: --no-default-features --features host-1-15");
#[cfg(not(any(feature = "host-1-15", feature = "host-1-16")))]
compile_error!("choose a host: --features host-1-16 or --features host-1-15");

// Under one name, so that only host.rs knows which of the two it is.
#[cfg(feature = "host-1-15")]
extern crate swc_core_1_15 as swc_core;
#[cfg(feature = "host-1-16")]
extern crate swc_core_1_16 as swc_core;

pub mod context;
pub mod diagnostics;
#[cfg(target_arch = "wasm32")]
mod entry;
pub mod host;
pub mod inject;
pub mod options;
pub mod pipeline;
pub mod report;
pub mod source_text;
