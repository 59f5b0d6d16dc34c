//! Edits of a source as text: what is not touched stays as it was written, comments and layout included.

use std::ops::Range;

use crate::source::{FileId, Source, Span};
use crate::syntax::{Atom, Block, Comment, Field, Statement, Tree};

/// A source as it was read, and what is to be put into it.
pub(super) struct Edits<'a> {
    pub(super) text: &'a str,
    pub(super) tree: &'a Tree,
    all: Vec<(Range<usize>, String)>,
}

/// Reads a text whole; what is wrong in it was reported before.
pub(super) fn parsed(text: &str) -> Tree {
    crate::syntax::parse(&Source::new(FileId(0), "plan.odp", text), &mut crate::diagnostic::Sink::default())
}

impl<'a> Edits<'a> {
    pub(super) const fn new(text: &'a str, tree: &'a Tree) -> Self {
        Self { text, tree, all: Vec::new() }
    }

    /// The text with all of them in it; one that meets an earlier one is left out.
    pub(super) fn apply(mut self) -> String {
        self.all.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(self.text.len());
        let mut last = 0;
        for (range, text) in self.all.into_iter().filter(|(range, text)| !(range.is_empty() && text.is_empty())) {
            if range.start >= last {
                out.push_str(self.text.get(last..range.start).unwrap_or_default());
                out.push_str(&text);
                last = range.end;
            }
        }
        out.push_str(self.text.get(last..).unwrap_or_default());
        out
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    pub(super) fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.all.push((range, text.into()));
    }

    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// The field of a name in a block.
    pub(super) fn field(&self, block: &'a Block, name: &str) -> Option<&'a Field> {
        let fields = block.body.statements().iter().filter_map(|statement| match statement {
            Statement::Field(field) => Some(field),
            Statement::Block(_) | Statement::Bad(_) => None,
        });
        fields.into_iter().find(|field| self.slice(field.key) == name)
    }

    /// Comments between two places.
    pub(super) fn comments(&self, range: &Range<usize>) -> impl Iterator<Item = &'a Comment> {
        let (start, end) = (range.start as u32, range.end as u32);
        self.tree.comments.iter().filter(move |comment| comment.span.start >= start && comment.span.end <= end)
    }

    /// The end of a statement's line, behind a comment that follows it; the end of the statement, where something else follows.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        let bare = line.trim_start();
        if bare.is_empty() || bare.starts_with('#') { at + line.trim_end().len() } else { at }
    }

    /// The beginning of a place's line, where nothing but white space stands between.
    pub(super) fn line_start(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        if before.get(start..).is_some_and(|between| between.trim().is_empty()) { start } else { at }
    }

    /// So many blanks as stand, or would stand, before a place on its line.
    pub(super) fn indent(&self, at: usize) -> String {
        let before = self.text.get(..at).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        " ".repeat(line.chars().count())
    }

    /// Puts another value into a field. Comments within the old one come before the field.
    pub(super) fn set(&mut self, block: &'a Block, name: &str, value: &str) {
        let Some(field) = self.field(block, name) else { return self.add(block, name, value) };
        let Some(range) = value_of(field) else { return self.insert(field.span.range().end, format!(" {value}")) };
        self.keep_comments(&range, field);
        self.replace(range, value);
    }

    /// Comments that would be lost with a place come before the field.
    pub(super) fn keep_comments(&mut self, range: &Range<usize>, field: &Field) {
        let start = field.span.range().start;
        let indent = self.indent(start);
        let kept: Vec<&str> = self.comments(range).map(|comment| self.slice(comment.span).trim_end()).collect();
        if !kept.is_empty() {
            self.insert(start, kept.iter().map(|comment| format!("{comment}\n{indent}")).collect::<String>());
        }
    }

    /// Adds a field, where the importer would write it.
    pub(super) fn add(&mut self, block: &'a Block, name: &str, value: &str) {
        let order = super::super::write::ORDER;
        let place = |name: &str| order.iter().position(|known| *known == name);
        let mine = place(name);
        let statements = block.body.statements();
        let before = statements.iter().rfind(|statement| match statement {
            Statement::Field(field) => place(self.slice(field.key)) < mine,
            Statement::Block(_) | Statement::Bad(_) => false,
        });
        let (at, indent) = match before {
            Some(before) => {
                let end = before.span().range().end;
                let start = before.span().range().start;
                (self.line_end(end), self.indent(start))
            }
            None => {
                let open = self.tree.text.get(block.word.range().end..).and_then(|rest| rest.find('{')).unwrap_or_default();
                let at = block.word.range().end + open + 1;
                (self.line_end(at), format!("{}  ", self.indent(block.word.range().start)))
            }
        };
        let ends_line = self.text.get(at..).is_none_or(|rest| rest.starts_with(['\n', '\r']) || rest.is_empty());
        self.insert(at, format!("\n{indent}{name}: {value}{}", if ends_line { "" } else { "\n" }));
    }

    /// Takes a field out; its comments stay.
    pub(super) fn remove(&mut self, field: &Field) {
        let range = field.span.range();
        let kept = self.comments(&range).next().is_some();
        let follows = self.line_end(range.end);
        let is_whole_line = follows
            == self
                .text
                .get(range.end..)
                .map_or(range.end, |rest| range.end + rest.split('\n').next().unwrap_or_default().trim_end().len())
            && self.comments(&(range.end..follows)).next().is_none();
        if kept {
            self.keep_comments(&range, field);
            return self.replace(range, "");
        }
        let start = self.line_start(range.start);
        match is_whole_line && start < range.start {
            true => self.replace(start.saturating_sub(1)..follows, ""),
            false => self.replace(range, ""),
        }
    }
}

/// From the first part of a field's value to its last.
pub(super) fn value_of(field: &Field) -> Option<Range<usize>> {
    span_of(&field.atoms)
}

/// From the first of some parts to the last.
pub(super) fn span_of(atoms: &[Atom]) -> Option<Range<usize>> {
    Some(atoms.first()?.span.range().start..atoms.last()?.span.range().end)
}

/// The block of a statement, wherever it is, that begins at a place.
pub(super) fn block_at(statements: &[Statement], start: u32) -> Option<&Block> {
    let blocks =
        statements.iter().filter_map(|statement| if let Statement::Block(block) = statement { Some(block) } else { None });
    blocks
        .filter(|block| block.span.start <= start && start < block.span.end)
        .find_map(|block| if block.span.start == start { Some(block) } else { block_at(block.body.statements(), start) })
}
