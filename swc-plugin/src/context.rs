//! What the host tells about the file, asked for once and no more than is needed: each question crosses the boundary.

use std::cell::OnceCell;

use swc_core::common::{comments::Comments, source_map::SourceMapper, BytePos, Mark, Span, SyntaxContext};
use swc_core::plugin::metadata::{TransformPluginMetadataContextKind, TransformPluginProgramMetadata};

use crate::{
    options::Options,
    source_text::{Position, SourceText},
};

pub struct Context<'host> {
    pub options: Options,
    /// As the caller gave it: absolute or relative, and none for a string without a name.
    pub filename: Option<String>,
    /// The context of a name that no declaration of the file binds. The resolver has run before every plugin, in both
    /// orders, so `ident.ctxt == unresolved` is the whole test: a binding of the file has another mark.
    pub unresolved: SyntaxContext,
    /// None when the host dropped them.
    pub comments: Option<&'host dyn Comments>,
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
            filename: None,
            unresolved: SyntaxContext::empty().apply_mark(unresolved_mark),
            comments: None,
            load_source: Box::new(load_source),
            source: OnceCell::new(),
        }
    }

    pub fn from_host(metadata: &'host TransformPluginProgramMetadata) -> Result<Context<'host>, String> {
        let options = Options::parse(metadata.get_transform_plugin_config().as_deref())?;
        let mut context = Context::new(options, metadata.unresolved_mark, |at| {
            // The first answer carries the whole file, later ones would not: one call for each file.
            let file = metadata.source_map.lookup_char_pos(at).file;
            Some(SourceText::new(file.src.clone(), file.start_pos))
        });
        context.filename = metadata.get_context(&TransformPluginMetadataContextKind::Filename);
        context.comments = metadata.comments.as_ref().map(|comments| comments as &dyn Comments);
        Ok(context)
    }

    pub fn position(&self, span: Span) -> Option<Position> {
        self.source(span)?.position(span.lo)
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
