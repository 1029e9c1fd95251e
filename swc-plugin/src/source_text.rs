//! The source of the file, and positions in it as lines and columns.
//!
//! SWC counts in bytes of UTF-8 from the start of its source map, and ends a line at LF only. The language (and Babel)
//! count columns in UTF-16 units and also end a line at CR, U+2028 and U+2029; both plugins must name the same place.
//! Asking the host costs one call for each position; the text comes over once, and a position is then a binary search.

use std::ops::Deref;

use swc_core::common::{BytePos, Span};

/// Where a node begins: the line from 1, the column from 1 in UTF-16 units. Zeros for what has no place in the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

pub struct SourceText {
    text: Box<dyn Deref<Target = str>>,
    /// Where SWC's counting starts for this file; 1 for the only file of a source map, but not always.
    start: u32,
    /// Byte offsets into `text`.
    line_starts: Vec<usize>,
}

impl SourceText {
    pub fn new(text: impl Deref<Target = str> + 'static, start: BytePos) -> SourceText {
        let line_starts = line_starts(&text);
        SourceText { text: Box::new(text), start: start.0, line_starts }
    }

    /// The position of a byte; none when it lies outside the file, as those of generated nodes do.
    pub fn position(&self, at: BytePos) -> Option<Position> {
        let offset = self.behind_comments(self.offset(at)?);
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let before = self.text.get(self.line_starts[line - 1]..offset)?;
        Some(Position { line, column: before.encode_utf16().count() + 1 })
    }

    /// SWC begins what follows a comment `<!--` or `-->` of a script where the comment begins.
    fn behind_comments(&self, offset: usize) -> usize {
        let begins_at = |rest: &&str| rest.starts_with("<!--") || rest.starts_with("-->");
        let Some(mut rest) = self.text.get(offset..).filter(begins_at) else { return offset };
        loop {
            rest = rest.trim_start();
            let length = if ["-->", "<!--", "//"].iter().any(|sign| rest.starts_with(sign)) {
                rest.find(['\n', '\r', '\u{2028}', '\u{2029}'])
            } else if rest.starts_with("/*") {
                rest.find("*/").map(|end| end + "*/".len())
            } else {
                return self.text.len() - rest.len();
            };
            rest = &rest[length.unwrap_or(rest.len())..];
        }
    }

    /// The source between two positions; none when the span is a dummy or lies outside the file.
    pub fn slice(&self, span: Span) -> Option<&str> {
        self.text.get(self.offset(span.lo)?..self.offset(span.hi)?)
    }

    fn offset(&self, at: BytePos) -> Option<usize> {
        let offset = at.0.checked_sub(self.start)? as usize;
        (offset <= self.text.len()).then_some(offset)
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for (index, word) in bytes.chunks(size_of::<u64>()).enumerate() {
        if word.try_into().is_ok_and(|word| holds_no_end(u64::from_le_bytes(word))) {
            continue;
        }
        for (offset, byte) in (index * size_of::<u64>()..).zip(word) {
            match byte {
                b'\n' => starts.push(offset + 1),
                b'\r' if bytes.get(offset + 1) != Some(&b'\n') => starts.push(offset + 1),
                // U+2028 and U+2029
                0xe2 if matches!(bytes.get(offset + 1..offset + 3), Some([0x80, 0xa8 | 0xa9])) => {
                    starts.push(offset + 3);
                }
                _ => (),
            }
        }
    }
    starts
}

/// Whether all of eight bytes are ASCII above the line terminators, as most are.
fn holds_no_end(word: u64) -> bool {
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    const ABOVE: u64 = u64::from_ne_bytes([b'\r' + 1; 8]);
    // A byte that is less borrows from its high bit; one that borrows from the next only makes that be looked at for nothing.
    (word | word.wrapping_sub(ABOVE)) & HIGH == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &'static str, offset: u32) -> Option<(usize, usize)> {
        let source = SourceText::new(text, BytePos(10));
        source.position(BytePos(10 + offset)).map(|at| (at.line, at.column))
    }

    #[test]
    fn counts_lines_and_columns_from_one() {
        assert_eq!(position("ab\ncd", 0), Some((1, 1)));
        assert_eq!(position("ab\ncd", 2), Some((1, 3)));
        assert_eq!(position("ab\ncd", 3), Some((2, 1)));
        assert_eq!(position("ab\ncd", 5), Some((2, 3)));
    }

    #[test]
    fn ends_a_line_at_every_line_terminator_of_the_language() {
        assert_eq!(position("a\r\nb", 3), Some((2, 1)));
        assert_eq!(position("a\rb", 2), Some((2, 1)));
        assert_eq!(position("a\r\rb", 3), Some((3, 1)));
        assert_eq!(position("a\r", 2), Some((2, 1)));
        assert_eq!(position("a\u{2028}b", 4), Some((2, 1)));
        assert_eq!(position("a\u{2029}b", 4), Some((2, 1)));
    }

    #[test]
    fn counts_columns_in_utf16_units() {
        assert_eq!(position("é😀x", 6), Some((1, 4)));
    }

    #[test]
    fn begins_behind_a_comment_of_html() {
        assert_eq!(position("-->\n/* a */ b", 0), Some((2, 9)));
        assert_eq!(position("--> a\r--> b\n // c\n\td", 0), Some((4, 2)));
        assert_eq!(position("--> a", 0), Some((1, 6)));
        assert_eq!(position("<!-- a\nb", 0), Some((2, 1)));
    }

    #[test]
    fn a_position_outside_the_file_or_inside_a_character_is_none() {
        assert_eq!(position("ab", 3), None);
        assert_eq!(position("é", 1), None);
        assert_eq!(SourceText::new("ab", BytePos(10)).position(BytePos(0)), None);
    }

    #[test]
    fn slices_by_span() {
        let source = SourceText::new("let a = 1", BytePos(1));
        assert_eq!(source.slice(Span::new(BytePos(5), BytePos(6))), Some("a"));
        assert_eq!(source.slice(Span::new(BytePos(0), BytePos(0))), None);
    }
}
