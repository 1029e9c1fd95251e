//! What the host tells about the file, asked for once and no more than is needed: each question crosses the boundary.

use std::cell::OnceCell;

use swc_core::{
    common::{BytePos, Mark, SourceMapper, Span, SyntaxContext},
    plugin::metadata::{TransformPluginMetadataContextKind, TransformPluginProgramMetadata},
};

use crate::{
    options::Options,
    source_text::{Position, SourceText},
    swc_core,
};

/// Where the first file of a source map begins. A span from there that ends in another file has no text.
const FIRST: BytePos = BytePos(1);

pub struct Context<'host> {
    pub options: Options,
    /// Relative to the folder that the compiler runs in, with `/` on every system; empty for a string without a name.
    pub file_name: String,
    /// The context of a name that no declaration of the file binds. The resolver has run before every plugin, in both
    /// orders, so `ident.ctxt == unresolved` is the whole test: a binding of the file has another mark.
    pub unresolved: SyntaxContext,
    load_source: Box<dyn Fn(BytePos) -> Option<SourceText> + 'host>,
    source: OnceCell<Option<SourceText>>,
}

impl<'host> Context<'host> {
    pub fn new(
        options: Options,
        unresolved_mark: Mark,
        load_source: impl Fn(BytePos) -> Option<SourceText> + 'host,
    ) -> Context<'host> {
        Context {
            options,
            file_name: String::new(),
            unresolved: SyntaxContext::empty().apply_mark(unresolved_mark),
            load_source: Box::new(load_source),
            source: OnceCell::new(),
        }
    }

    /// `end`: where the program ends.
    pub fn from_host(
        options: Options,
        metadata: &'host TransformPluginProgramMetadata,
        end: BytePos,
    ) -> Context<'host> {
        let mut context = Context::new(options, metadata.unresolved_mark, move |at| {
            let map = &metadata.source_map;
            // Where the host has one file, which nearly always it has, its text alone: what else it knows takes it longer.
            if let Ok(text) = map.span_to_snippet(Span::new(FIRST, end)) {
                return Some(SourceText::new(text, FIRST));
            }
            // The first answer carries the whole file, later ones would not: one call for each file.
            let file = map.lookup_char_pos(at).file;
            Some(SourceText::new(file.src.clone(), file.start_pos))
        });
        let filename = metadata.get_context(&TransformPluginMetadataContextKind::Filename);
        let cwd = metadata.get_context(&TransformPluginMetadataContextKind::Cwd);
        context.file_name = relative(&cwd.unwrap_or_default(), &filename.unwrap_or_default());
        context
    }

    pub fn position(&self, span: Span) -> Position {
        self.source(span).and_then(|source| source.position(span.lo)).unwrap_or_default()
    }

    pub fn slice(&self, span: Span) -> Option<&str> {
        self.source(span)?.slice(span)
    }

    /// The host panics when asked for a position outside its files, so generated nodes never ask.
    fn source(&self, span: Span) -> Option<&SourceText> {
        if span.lo.is_dummy() || span.lo.is_reserved_for_comments() {
            return None;
        }
        self.source.get_or_init(|| (self.load_source)(span.lo)).as_ref()
    }
}

/// As `relative` of `node:path`, with `/` on every system: hosts give absolute and relative names, and the twin's is relative.
fn relative(folder: &str, file: &str) -> String {
    let (folder, file) = (folder.replace('\\', "/"), file.replace('\\', "/"));
    if file.is_empty() {
        return file;
    }
    if !is_absolute(&file) {
        return segments(&file).join("/");
    }
    let (from, to) = (segments(&folder), segments(&file));
    let is_drive = |segment: &&str| segment.ends_with(':');
    if from.first().filter(|segment| is_drive(segment)) != to.first().filter(|segment| is_drive(segment)) {
        return file;
    }
    let shared = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to.iter().skip(shared).copied()).collect::<Vec<_>>().join("/")
}

fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || path.get(1..3) == Some(":/")
}

/// Without `.`, and without `..` where it can be resolved.
fn segments(path: &str) -> Vec<&str> {
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => (),
            ".." if segments.last().is_some_and(|last| *last != "..") => {
                segments.pop();
            }
            _ => segments.push(segment),
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn a_file_is_named_relative_to_the_folder() {
        assert_eq!(relative("/srv/app", "/srv/app/src/a.ts"), "src/a.ts");
        assert_eq!(relative("/srv/app/", "/srv/lib/./b/../a.ts"), "../lib/a.ts");
        assert_eq!(relative("/", "/a.ts"), "a.ts");
        assert_eq!(relative("/srv", "./src/a.ts"), "src/a.ts");
        assert_eq!(relative("/srv", "../a.ts"), "../a.ts");
        assert_eq!(relative("/srv", ""), "");
    }

    #[test]
    fn a_file_of_windows_is_named_with_slashes() {
        assert_eq!(relative("C:\\app", "C:\\app\\src\\a.ts"), "src/a.ts");
        assert_eq!(relative("C:\\app", "D:\\src\\a.ts"), "D:/src/a.ts");
    }
}
