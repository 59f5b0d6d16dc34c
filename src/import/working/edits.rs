//! Changes to a source by the place of its values, on top of the editor of texts.

use std::ops::Range;
use std::sync::Arc;

use super::apply::SIMPLE;
use crate::diagnostic::Sink;
use crate::edit::{Editor, field, find};
use crate::emit::working::Key;
use crate::source::{FileId, Source, Span};
use crate::syntax::{Atom, Block, Comment, Field, Keyword, Statement, Tree, parse};

/// A source as it was read, and what is to be put into it.
pub(super) struct Edits<'a> {
    pub(super) source: &'a Source,
    pub(super) tree: &'a Tree,
    pub(super) editor: Editor<'a>,
}

/// Reads a text whole; what is wrong in it was reported before.
pub(super) fn parsed(text: &str) -> (Source, Tree) {
    let source = Source::new(FileId(0), "plan.odp", text);
    let tree = parse(&source, &mut Sink::default());
    (source, tree)
}

/// A plan as its file has it, among the sources of findings.
pub(super) struct Written {
    source: Arc<Source>,
    tree: Tree,
}

impl Written {
    /// Reads the plan's text, which was read without errors before.
    pub(super) fn of(source: Arc<Source>) -> Self {
        let tree = parse(&source, &mut Sink::default());
        Self { source, tree }
    }

    /// Where a dataset says what is in a column; where it inherits that, its head.
    pub(super) fn place(&self, id: &str, key: Key) -> Option<Span> {
        let (_, block) = find(&self.source, &self.tree.statements, Keyword::Dataset, id)?;
        let named = field_of(key).and_then(|name| field(&self.source, block, name));
        Some(named.map_or_else(|| block.head.last().map_or(block.word, |atom| atom.span), |field| field.span))
    }
}

/// The field that says what a column has; nothing where its place in the plan says it.
fn field_of(key: Key) -> Option<&'static str> {
    match key {
        Key::Name => Some("name"),
        Key::Description => Some("description"),
        Key::Frequency | Key::FrequencyWords => Some("frequency"),
        Key::PortalIds => Some("portal"),
        Key::Note => Some("note"),
        _ => SIMPLE.iter().find(|(known, _)| *known == key).map(|(_, field)| *field),
    }
}

impl<'a> Edits<'a> {
    pub(super) const fn new(source: &'a Source, tree: &'a Tree) -> Self {
        Self { source, tree, editor: Editor::new(source, tree) }
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.source.slice(span)
    }

    /// What stands in a range.
    pub(super) fn text(&self, range: Range<usize>) -> &'a str {
        self.source.text.get(range).unwrap_or_default()
    }

    pub(super) fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.editor.replace(Span::new(self.source.id, range.start as u32, range.end as u32), text);
    }

    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// The field of a name in a block, where it has a value.
    pub(super) fn field(&self, block: &'a Block, name: &str) -> Option<&'a Field> {
        field(self.source, block, name).filter(|field| !field.atoms.is_empty())
    }

    /// Comments between two places.
    pub(super) fn comments(&self, range: &Range<usize>) -> impl Iterator<Item = &'a Comment> {
        let (start, end) = (range.start as u32, range.end as u32);
        self.tree.comments.iter().filter(move |comment| comment.span.start >= start && comment.span.end <= end)
    }

    /// Comments that would be lost with a part of a value come before its field.
    pub(super) fn keep_comments(&mut self, range: &Range<usize>, field: &Field) {
        let value = Span::new(field.span.file, range.start as u32, range.end as u32);
        self.editor.lift_comments(field.span, value);
    }

    /// Where a line can go on behind a place: behind a comment that follows, unless something else follows too.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let end = self.editor.with_trailing(at as u32) as usize;
        let line = self.text(end..self.source.text.len()).split('\n').next().unwrap_or_default();
        if line.trim().is_empty() { end } else { at }
    }

    /// So many blanks as would stand before a place on a line of its own.
    pub(super) fn indent(&self, at: usize) -> String {
        let line = self.text(0..at).rsplit('\n').next().unwrap_or_default();
        " ".repeat(line.chars().count())
    }
}

/// From the first of some parts to the last.
pub(super) fn span_of(atoms: &[Atom]) -> Option<Range<usize>> {
    Some(atoms.first()?.span.range().start..atoms.last()?.span.range().end)
}

/// The block that begins at a place, wherever it is.
pub(super) fn block_at(statements: &[Statement], start: u32) -> Option<&Block> {
    around(statements, start)
        .find_map(|block| if block.span.start == start { Some(block) } else { block_at(block.body.statements(), start) })
}

/// The blocks among statements that hold a place; at most one.
pub(super) fn around(statements: &[Statement], at: u32) -> impl Iterator<Item = &Block> {
    blocks(statements).filter(move |block| block.span.start <= at && at < block.span.end)
}

/// The blocks among statements.
pub(super) fn blocks(statements: &[Statement]) -> impl Iterator<Item = &Block> {
    statements.iter().filter_map(|statement| if let Statement::Block(block) = statement { Some(block) } else { None })
}
