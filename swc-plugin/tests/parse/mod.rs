//! Sources as the plugin gets them, natively: parsed as TypeScript with JSX.

use autocached_swc_plugin::swc_core::{
    common::{BytePos, Globals, GLOBALS},
    ecma::{
        ast::{EsVersion, Program},
        parser::{lexer::Lexer, Parser, StringInput, Syntax, TsSyntax},
    },
};

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
