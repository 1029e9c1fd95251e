//! Sources as the plugin gets them, natively: parsed as TypeScript with JSX, or as the shared vectors ask for it.

use std::{fs, path::Path};

use autocached_swc_plugin::swc_core::{
    common::{BytePos, Globals, GLOBALS},
    ecma::{
        ast::{EsVersion, Program},
        parser::{lexer::Lexer, EsSyntax, Parser, StringInput, Syntax, TsSyntax},
    },
};
use serde_json::Value;

#[allow(dead_code)] // each test file is a crate of its own
pub fn module(source: &str) -> Program {
    Program::Module(parser(source).parse_module().expect("the source parses"))
}

#[allow(dead_code)] // each test file is a crate of its own
pub fn script(source: &str) -> Program {
    Program::Script(parser(source).parse_script().expect("the source parses"))
}

/// Marks live in globals that the host provides.
#[allow(dead_code)]
pub fn in_host<Result>(run: impl FnOnce() -> Result) -> Result {
    GLOBALS.set(&Globals::new(), run)
}

fn parser(source: &str) -> Parser<Lexer<'_>> {
    let syntax = Syntax::Typescript(TsSyntax { tsx: true, decorators: true, ..Default::default() });
    let input = StringInput::new(source, BytePos(1), BytePos(1 + source.len() as u32));
    Parser::new_from(Lexer::new(syntax, EsVersion::latest(), input, None))
}

/// The files of shared vectors.
#[allow(dead_code)]
pub fn vectors() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../test/vectors");
    let files = fs::read_dir(folder).expect("the vectors are beside the plugin").map(|entry| entry.unwrap().path());
    files
        .filter(|file| file.to_string_lossy().ends_with(".expected.json"))
        .map(|file| {
            (file.to_string_lossy().into_owned(), serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap())
        })
        .collect()
}

#[allow(dead_code)]
pub fn program(code: &str, file: &str, is_script: bool) -> Program {
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
