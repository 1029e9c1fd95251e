//! A tree that cannot be read: the message tells a wrong host from a file that nests too deeply.

#![cfg(feature = "parser")]

mod parse;

use autocached_swc_plugin::{
    diagnostics,
    swc_core::{
        common::plugin::serialized::{PluginSerializedBytes, VersionedSerializable},
        ecma::ast::Program,
    },
};

fn message(bytes: PluginSerializedBytes) -> String {
    let error = bytes.deserialize::<Program>().map(|_| ()).expect_err("the bytes are no program");
    diagnostics::unreadable(&format!("{error:#}"))
}

#[test]
fn bytes_of_another_host_name_the_plugin_that_fits() {
    let message = message(PluginSerializedBytes::from_bytes(vec![0; 8]));
    assert!(message.contains("instead of \"autocached/swc-plugin"), "{message}");
}

#[test]
fn a_tree_that_is_too_deep_says_so() {
    // The parser, too, needs more stack for it than a test has.
    let test = std::thread::Builder::new().stack_size(64 << 20).spawn(|| {
        let deep = parse::module(&format!("{}{}", "{".repeat(300), "}".repeat(300)));
        let bytes = PluginSerializedBytes::try_serialize(&VersionedSerializable::new(deep)).expect("it can be written");
        message(bytes)
    });
    let message = test.expect("a thread starts").join().expect("it does not panic");
    assert!(message.contains("too deeply"), "{message}");
}
