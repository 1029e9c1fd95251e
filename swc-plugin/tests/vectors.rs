//! The shared vectors, natively: the same inputs and the same reports as in test/vectors.test.ts, without a compiler around.
//! `cargo test --features parser` and `cargo test --no-default-features --features host-1-15,parser`.

#![cfg(feature = "parser")]

mod parse;

use std::{fs, path::Path};

use autocached_swc_plugin::{
    context::Context,
    options::read_options,
    pipeline,
    report::report,
    source_text::SourceText,
    swc_core::{
        common::{BytePos, Mark},
        ecma::{
            ast::{EsVersion, Program},
            parser::{lexer::Lexer, EsSyntax, Parser, StringInput, Syntax, TsSyntax},
        },
    },
};
use serde_json::Value;

#[test]
fn gives_what_the_vectors_expect() {
    let mut checked = 0;
    let mut different = Vec::new();
    for (topic, vectors) in topics() {
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

fn topics() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../test/vectors");
    let files = fs::read_dir(folder).expect("the vectors are beside the plugin").map(|entry| entry.unwrap().path());
    files
        .filter(|file| file.to_string_lossy().ends_with(".expected.json"))
        .map(|file| {
            (file.to_string_lossy().into_owned(), serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap())
        })
        .collect()
}

fn run(vector: &Value) -> Value {
    let code = vector["code"].as_str().expect("a vector has code").to_string();
    let is_script = vector["script"] == true;
    let file = vector["file"].as_str().unwrap_or(if is_script { "input.cjs" } else { "input.tsx" });
    let options = vector.get("options").map(Value::to_string);
    parse::in_host(|| {
        let mut program = program(&code, file, is_script);
        let text = code.clone();
        let options = read_options(options.as_deref()).expect("the options of a vector are known");
        let mut context = Context::new(options, Mark::new(), move |_| Some(SourceText::new(text.clone(), BytePos(1))));
        context.file_name = file.into();
        let outcome = pipeline::run(&mut program, &context);
        serde_json::from_str(&report(&outcome.found, &context)).expect("a report is JSON")
    })
}

fn program(code: &str, file: &str, is_script: bool) -> Program {
    let syntax = if file.ends_with("js") {
        Syntax::Es(EsSyntax { decorators: true, ..Default::default() })
    } else {
        Syntax::Typescript(TsSyntax { tsx: file.ends_with('x'), decorators: true, ..Default::default() })
    };
    let input = StringInput::new(code, BytePos(1), BytePos(1 + code.len() as u32));
    let mut parser = Parser::new_from(Lexer::new(syntax, EsVersion::latest(), input, None));
    if is_script {
        Program::Script(parser.parse_script().unwrap_or_else(|error| panic!("{file}: {error:?}\n{code}")))
    } else {
        Program::Module(parser.parse_module().unwrap_or_else(|error| panic!("{file}: {error:?}\n{code}")))
    }
}
