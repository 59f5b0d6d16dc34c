//! Places as programs count them: lines and columns from 1, columns in characters.

use crate::source::{Position, Sources, Span};

/// A span by its file, first and last place.
pub(super) struct Place<'a> {
    pub(super) file: &'a str,
    pub(super) start: Position,
    /// One past the last character.
    pub(super) end: Position,
}

/// Where a span lies; nothing where it is of no source.
pub(super) fn place(span: Span, sources: &Sources) -> Option<Place<'_>> {
    let source = sources.get(span.file)?;
    Some(Place { file: &source.name, start: source.position(span.start), end: source.position(span.end) })
}
