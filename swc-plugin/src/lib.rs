//! The SWC half of autocached's compiler plugins. Twin: babel-plugin/src/index.ts
//!
//! | file                | one responsibility                                                          |
//! |---------------------|-----------------------------------------------------------------------------|
//! | `entry.rs`          | the WebAssembly boundary: bytes in, bytes out                               |
//! | `decode.rs`         | the program, read from these bytes as deep as the stack allows              |
//! | `encode.rs`         | the changed program as bytes: what has no change in it is copied             |
//! | `context.rs`        | what the host tells about the file: options, name, marks, source            |
//! | `options.rs`        | the options; unknown ones are refused                                       |
//! | `pipeline.rs`       | the passes, in order                                                        |
//! | `tree.rs`           | the neutral tree, the same in both plugins                                  |
//! | `read/`             | SWC's tree into the neutral one                                             |
//! | `scope.rs`          | which binding a name is; `targets.rs`: the names in patterns                |
//! | `common_js.rs`      | what `require` gives                                                        |
//! | `find_calls.rs`     | which calls and decorators are those of `cached`                            |
//! | `changes.rs`        | what statements do to definitions after these are made                      |
//! | `effects.rs`        | what the code of these changes, `marks.rs` to collect it                    |
//! | `by_function.rs`    | what functions change, also those that call each other                      |
//! | `changing_calls.rs` | which calls of built-in functions change something                          |
//! | `aliases.rs`        | by which other names code can reach it                                      |
//! | `callees.rs`        | which functions of the file run when something is called                    |
//! | `definitions.rs`    | what these and the exports reach, each with its form and slots              |
//! | `load_order.rs`     | what has been changed so far where something is made                        |
//! | `values.rs`         | what a value is, by the syntax alone                                        |
//! | `canonical_form.rs` | a definition as text, the same for all code that means the same             |
//! | `references.rs`     | what it refers to: its slots                                                |
//! | `dynamic_names.rs`, `place.rs` | where names, and the file, count                                 |
//! | `parameters.rs`     | which argument lists a function cannot tell apart                           |
//! | `rules/`            | what means the same, rule by rule                                           |
//! | `code_hash.rs`      | the hash of that text                                                       |
//! | `table.rs`          | the definitions as one string, and their thunks                             |
//! | `inject.rs`         | that table and calls of `define`, written into SWC's tree                   |
//! | `make_nodes.rs`     | the nodes of these                                                          |
//! | `scoping.rs`        | the names that stand there, and new ones                                    |
//! | `diagnostics.rs`    | what the user is told                                                       |
//! | `report.rs`         | the result as JSON, for tests                                               |
//! | `host.rs`           | every difference between the two versions of SWC's tree, `host_build.rs` to write it |
//! | `source_text.rs`    | positions as lines and columns                                              |
//! | `json.rs`, `number.rs`, `builtin_modules.rs` | what the twin's language and a list give           |

#[cfg(all(feature = "host-1-15", feature = "host-1-16"))]
compile_error!("choose one host: --no-default-features --features host-1-15");
#[cfg(not(any(feature = "host-1-15", feature = "host-1-16")))]
compile_error!("choose a host: --features host-1-16 or --features host-1-15");

// Under one name, so that only host.rs knows which of the two it is; public for the tests.
#[cfg(feature = "host-1-15")]
pub extern crate swc_core_1_15 as swc_core;
#[cfg(feature = "host-1-16")]
pub extern crate swc_core_1_16 as swc_core;

pub mod aliases;
pub mod builtin_modules;
pub mod by_function;
pub mod callees;
pub mod canonical_form;
pub mod changes;
pub mod changing_calls;
pub mod code_hash;
pub mod common_js;
pub mod context;
pub mod decode;
pub mod definitions;
pub mod diagnostics;
pub mod dynamic_names;
pub mod effects;
pub mod encode;
#[cfg(target_arch = "wasm32")]
mod entry;
pub mod find_calls;
pub mod host;
pub mod host_build;
pub mod ignore_calls;
pub mod inject;
pub mod json;
pub mod load_order;
pub mod make_nodes;
pub mod marks;
pub mod number;
pub mod options;
pub mod parameters;
pub mod pipeline;
pub mod place;
pub mod read;
pub mod references;
pub mod report;
pub mod rules;
pub mod scope;
pub mod scoping;
pub mod source_text;
pub mod table;
pub mod targets;
pub mod tree;
pub mod values;
