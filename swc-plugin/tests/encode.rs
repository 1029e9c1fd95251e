//! Items without a change go back as the bytes that they came as: these are the bytes of a full encoding.

#![cfg(feature = "parser")]

mod parse;

use autocached_swc_plugin::{
    context::Context,
    decode::{decode_program, Decoded, Received},
    encode::encode_program,
    options::{read_options, Options},
    pipeline,
    source_text::SourceText,
    swc_core::{
        common::{BytePos, Mark},
        ecma::ast::Program,
    },
};
use cbor4ii::core::{enc::Encode, utils::BufWriter};

/// How many of its items are copied; nothing where the program is not changed.
fn copied(sent: &Program, code: &str, options: Options) -> Option<usize> {
    let received = full(sent);
    let Received { mut program, items, .. } = match decode_program(&received) {
        Decoded::Program(received) => received,
        Decoded::TooDeep => return None,
        Decoded::Unreadable(error) => panic!("{error}: {code}"),
    };
    assert_eq!(full(&program), received, "{code}");
    let text = code.to_string();
    let context = Context::new(options, Mark::new(), move |_| Some(SourceText::new(text.clone(), BytePos(1))));
    let origins = pipeline::run(&mut program, &context).changed?;
    let encoded = encode_program(&program, &origins, &received, &items).expect("it can be written");
    assert!(encoded == full(&program), "not the bytes of a full encoding: {code}");
    Some(origins.iter().flatten().count())
}

fn full(program: &Program) -> Vec<u8> {
    let mut out = BufWriter::new(Vec::new());
    program.encode(&mut out).expect("it can be written");
    out.into_inner()
}

#[test]
fn the_shared_vectors_are_written_as_a_full_encoding_writes_them() {
    let (mut changed, mut items) = (0, 0);
    for (_, vectors) in parse::vectors() {
        for vector in vectors.as_object().expect("a file of vectors is an object").values() {
            let code = vector["code"].as_str().expect("a vector has code");
            let is_script = vector["script"] == true;
            let file = vector["file"].as_str().unwrap_or(if is_script { "input.cjs" } else { "input.tsx" });
            let options = vector.get("options").map(ToString::to_string);
            let options = read_options(options.as_deref()).expect("the options of a vector are known");
            let copied = parse::in_host(|| copied(&parse::program(code, file, is_script), code, options));
            changed += usize::from(copied.is_some());
            items += copied.unwrap_or_default();
        }
    }
    assert!(changed >= 150 && items >= 150, "{changed} programs, {items} items that are copied");
}

#[test]
fn whatever_stands_in_a_changed_item_is_written_anew() {
    let unchanged = "import { cached } from 'autocached'; a(); function f() {} const b = 1;";
    for changed in [
        "export const c = () => 1;",
        "export default () => 1;",
        "export default function () {}",
        "export default class {}",
        "const c = cached(() => 1);",
        "function g() { return cached(() => 1); }",
        "function g() { function h() {} return cached(h); }",
        "{ class C {} const d = cached(C); }",
        "class C { @cached() m() { class D {} return cached(() => new D()); } }",
        "let c = 1; export { c }; c = () => 1;",
    ] {
        let code = format!("{unchanged} {changed} b;");
        let copied = parse::in_host(|| copied(&parse::module(&code), &code, Options::default()));
        assert!(copied.is_some_and(|copied| copied >= 5), "{code}: {copied:?}");
    }
}

#[test]
fn what_is_registered_beside_its_declaration_leaves_it_as_it_is() {
    let code = "class A {} function f() {} export { A, f }; class B {} export { B as default };";
    assert_eq!(parse::in_host(|| copied(&parse::module(code), code, Options::default())), Some(5));
    let script = "function f() {} exports.f = f; class A {} exports.A = A;";
    assert_eq!(parse::in_host(|| copied(&parse::script(script), script, Options::default())), Some(4));
}
