//! Reads SWC's tree into the neutral one. Nothing else knows SWC's tree, except for the injector. Twin: babel-plugin/src/read/
//!
//! | file             | what                                                                  |
//! |------------------|-----------------------------------------------------------------------|
//! | `reading.rs`     | what the readers carry with them; refusals; code that was lowered     |
//! | `module.rs`      | the file, imports and exports                                         |
//! | `statements.rs`  | statements and declarations                                           |
//! | `functions.rs`   | functions of every kind                                               |
//! | `patterns.rs`    | patterns, assignment targets, parameters                              |
//! | `classes.rs`     | classes, and the keys of members                                      |
//! | `expressions.rs` | expressions                                                           |
//! | `jsx.rs`         | JSX                                                                   |
//! | `typescript.rs`  | enums, namespaces, `import =`                                         |

mod classes;
mod expressions;
mod functions;
mod jsx;
mod module;
mod patterns;
mod reading;
mod statements;
mod typescript;

pub use module::read_module;
pub use reading::is_generated;
