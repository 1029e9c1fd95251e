//! The shared vectors, natively: the same inputs and the same reports as in test/vectors.test.ts, without a compiler around.
//! `cargo test --features parser` and `cargo test --no-default-features --features host-1-15,parser`.

#![cfg(feature = "parser")]

mod parse;

use autocached_swc_plugin::{
    context::Context,
    options::read_options,
    pipeline,
    report::report,
    source_text::SourceText,
    swc_core::common::{BytePos, Mark},
};
use serde_json::Value;

#[test]
fn gives_what_the_vectors_expect() {
    let mut checked = 0;
    let mut different = Vec::new();
    for (topic, vectors) in parse::vectors() {
        for (id, vector) in vectors.as_object().expect("a file of vectors is an object") {
            let (reported, expected) = (run(vector), &vector["report"]);
            if reported != *expected {
                different.push(format!("{topic}: {id}\n  expected {expected}\n  reported {reported}"));
            }
            checked += 1;
        }
    }
    assert!(checked >= 150, "only {checked} vectors were found");
    assert!(different.is_empty(), "{} of {checked}:\n{}", different.len(), different.join("\n"));
}

fn run(vector: &Value) -> Value {
    let code = vector["code"].as_str().expect("a vector has code").to_string();
    let is_script = vector["script"] == true;
    let file = vector["file"].as_str().unwrap_or(if is_script { "input.cjs" } else { "input.tsx" });
    let options = vector.get("options").map(Value::to_string);
    parse::in_host(|| {
        let mut program = parse::program(&code, file, is_script);
        let text = code.clone();
        let mut options = read_options(options.as_deref()).expect("the options of a vector are known");
        options.report = true;
        let mut context = Context::new(options, Mark::new(), move |_| Some(SourceText::new(text.clone(), BytePos(1))));
        context.file_name = file.into();
        let outcome = pipeline::run(&mut program, &context);
        serde_json::from_str(&report(&outcome.found, &context)).expect("a report is JSON")
    })
}
