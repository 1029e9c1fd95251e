//! JSON, as much of it as the plugin needs: strings exactly as JavaScript's `JSON.stringify` writes them, and a reader for the
//! options. In the twin both are part of the language.
//! Twin: babel-plugin/src/json.ts

use std::fmt::Write;

use swc_core::atoms::wtf8::Wtf8;

use crate::swc_core;

/// Writes a string by its UTF-16 units: a lone surrogate is escaped, everything else that can stand for itself does.
pub fn write_text(out: &mut String, text: &Wtf8) {
    if let Some(text) = text.as_str() {
        return write_str(out, text);
    }
    out.push('"');
    for point in text.code_points() {
        match point.to_char() {
            Some(character) => write_char(out, character),
            None => write_escape(out, point.to_u32()),
        }
    }
    out.push('"');
}

pub fn write_str(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut characters = special.chars();
        characters.next().into_iter().for_each(|character| write_char(out, character));
        rest = characters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

fn write_char(out: &mut String, character: char) {
    match character {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\0'..='\u{1f}' => write_escape(out, character as u32),
        _ => out.push(character),
    }
}

pub fn write_number(out: &mut String, value: usize) {
    match u8::try_from(value) {
        Ok(digit @ 0..=9) => out.push(char::from(b'0' + digit)), // most of them
        // Writing to a string cannot fail.
        _ => write!(out, "{value}").unwrap_or_default(),
    }
}

/// Writes `[…]` with one item for each of `items`.
pub fn write_list<Item>(
    out: &mut String,
    items: impl IntoIterator<Item = Item>,
    mut write_item: impl FnMut(&mut String, Item),
) {
    out.push('[');
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write_item(out, item);
    }
    out.push(']');
}

fn write_escape(out: &mut String, unit: u32) {
    let _ = write!(out, "\\u{unit:04x}");
}

/// A value that was read. Numbers are not needed by any option, so theirs is not kept.
#[derive(Debug, PartialEq)]
pub enum Json {
    Null,
    Boolean(bool),
    Number,
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// Options are flat; what nests deeper is not ours.
const MAX_DEPTH: usize = 32;

/// Reads one value, or nothing where the text is no JSON.
pub fn read(text: &str) -> Option<Json> {
    let mut reader = Reader { rest: text };
    let value = reader.value(0)?;
    reader.space();
    reader.rest.is_empty().then_some(value)
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Option<Json> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.space();
        match self.rest.chars().next()? {
            '{' => self.object(depth),
            '[' => self.array(depth),
            '"' => self.string().map(Json::String),
            't' => self.word("true", Json::Boolean(true)),
            'f' => self.word("false", Json::Boolean(false)),
            'n' => self.word("null", Json::Null),
            _ => self.number(),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        let mut members = Vec::new();
        self.take('{')?;
        while self.take('}').is_none() {
            if !members.is_empty() {
                self.take(',')?;
            }
            self.space();
            let name = self.string()?;
            self.take(':')?;
            members.push((name, self.value(depth + 1)?));
        }
        Some(Json::Object(members))
    }

    fn array(&mut self, depth: usize) -> Option<Json> {
        let mut items = Vec::new();
        self.take('[')?;
        while self.take(']').is_none() {
            if !items.is_empty() {
                self.take(',')?;
            }
            items.push(self.value(depth + 1)?);
        }
        Some(Json::Array(items))
    }

    fn string(&mut self) -> Option<String> {
        self.rest = self.rest.strip_prefix('"')?;
        let mut units: Vec<u16> = Vec::new();
        loop {
            match self.next()? {
                '"' => return Some(String::from_utf16_lossy(&units)),
                '\\' => units.push(self.escape()?),
                character => units.extend(character.encode_utf16(&mut [0; 2]).iter()),
            }
        }
    }

    fn escape(&mut self) -> Option<u16> {
        Some(match self.next()? {
            'b' => 8,
            'f' => 12,
            'n' => 10,
            'r' => 13,
            't' => 9,
            'u' => {
                let unit = u16::from_str_radix(self.rest.get(..4)?, 16).ok()?;
                self.rest = &self.rest[4..];
                unit
            }
            character @ ('"' | '\\' | '/') => character as u16,
            _ => return None,
        })
    }

    fn number(&mut self) -> Option<Json> {
        let rest =
            self.rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E'));
        let is_number = rest.len() < self.rest.len();
        self.rest = rest;
        is_number.then_some(Json::Number)
    }

    fn word(&mut self, word: &str, value: Json) -> Option<Json> {
        self.rest = self.rest.strip_prefix(word)?;
        Some(value)
    }

    fn take(&mut self, character: char) -> Option<()> {
        self.space();
        self.rest = self.rest.strip_prefix(character)?;
        Some(())
    }

    fn next(&mut self) -> Option<char> {
        let character = self.rest.chars().next()?;
        self.rest = &self.rest[character.len_utf8()..];
        Some(character)
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }
}

#[cfg(test)]
mod tests {
    use swc_core::atoms::wtf8::Wtf8Buf;

    use super::*;

    fn written(units: &[u16]) -> String {
        let mut out = String::new();
        write_text(&mut out, &Wtf8Buf::from_ill_formed_utf16(units));
        out
    }

    #[test]
    fn a_string_is_written_as_json_stringify_writes_it() {
        let units: Vec<u16> = "\"\\\u{8}\u{c}\n\r\t\u{0}\u{1f}\u{7f}é😀\u{2028}/".encode_utf16().collect();
        assert_eq!(written(&units), "\"\\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f\u{7f}é😀\u{2028}/\"");
    }

    #[test]
    fn a_lone_surrogate_is_escaped() {
        assert_eq!(written(&[0x61, 0xd83d, 0x62, 0xde00]), "\"a\\ud83db\\ude00\"");
    }

    #[test]
    fn reads_what_it_writes() {
        let text = r#" { "a" : [ true , null, -1.5e3, "x\"\u00e9\ud83d\ude00" ], "b": {} } "#;
        let items = vec![Json::Boolean(true), Json::Null, Json::Number, Json::String("x\"é😀".into())];
        let expected = vec![("a".into(), Json::Array(items)), ("b".into(), Json::Object(vec![]))];
        assert_eq!(read(text), Some(Json::Object(expected)));
    }

    #[test]
    fn what_is_no_json_is_nothing() {
        for text in ["", "{", "[1,]", "{\"a\"}", "nul", "1 2", "\"a", "\"\\x\"", &"[".repeat(1000)] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
