//! Changes to a source as text: what is not changed stays as its author wrote it, comments and layout too.
//!
//! An [`Editor`] collects changes to one reading of a source; [`Editor::finish`] makes the text. What builds on changes that
//! were made begins with a new editor. Values are given as the language has them, such as `2026-01` or `tc "…" en "…"`.

mod place;

use crate::format::{FormatError, format};
use crate::source::{FileId, Source, Span};
use crate::syntax::{Block, Body, Field, Keyword, Statement, Tree};

/// The order in which fields are written: a new one goes after the last that stands before it here.
pub(crate) static ORDER: &[&str] = &[
    "title",
    "publisher",
    "issued",
    "updated",
    "languages",
    "previous",
    "name",
    "description",
    "category",
    "target",
    "released",
    "frequency",
    "formats",
    "owner",
    "portal",
    "licence",
    "keywords",
    "contact",
    "formerly",
    "geometry",
    "crs",
    "scale",
    "coverage",
    "note",
];

/// A source, its tree, and the changes to it so far.
#[derive(Debug)]
pub struct Editor<'s> {
    source: &'s Source,
    tree: &'s Tree,
    /// From, to (bytes), and what stands there instead.
    changes: Vec<(u32, u32, String)>,
}

impl<'s> Editor<'s> {
    /// No change yet. `tree` is that of `source`, read without errors.
    #[must_use]
    pub const fn new(source: &'s Source, tree: &'s Tree) -> Self {
        Self { source, tree, changes: Vec::new() }
    }

    /// The text with the changes in it. Of changes that overlap, the one that begins first holds.
    #[must_use]
    pub fn finish(mut self) -> String {
        self.changes.sort_by_key(|(from, to, _)| (*from, *to));
        let mut out = String::with_capacity(self.source.text.len());
        let mut at = 0;
        for (from, to, text) in &self.changes {
            if *from < at {
                continue;
            }
            out.push_str(self.text(at, *from));
            out.push_str(text);
            at = *to;
        }
        out.push_str(self.text(at, self.source.text.len() as u32));
        out
    }

    /// Puts `text` in the place of `span`.
    pub fn replace(&mut self, span: Span, text: impl Into<String>) {
        self.changes.push((span.start, span.end, text.into()));
    }

    /// Gives a field of a block this value. A new field goes to its usual place; comments inside the old value stay, above it.
    pub fn set(&mut self, block: &Block, key: &str, value: &str) {
        if let Some(field) = self.field(block, key) {
            self.set_value(field, value);
            return;
        }
        let line = format!("{key}: {value}");
        let rank = |name: &str| ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len());
        let before =
            block.body.statements().iter().filter(
                |statement| matches!(statement, Statement::Field(field) if rank(self.source.slice(field.key)) <= rank(key)),
            );
        match before.last() {
            Some(statement) => self.after(statement, &line),
            None => self.at_start(block, &line),
        }
    }

    fn set_value(&mut self, field: &Field, value: &str) {
        let (Some(first), Some(last)) = (field.atoms.first(), field.atoms.last()) else {
            self.changes.push((field.span.end, field.span.end, format!(" {value}")));
            return;
        };
        let whole = first.span.to(last.span);
        self.lift_comments(field.span, whole);
        self.replace(whole, value);
    }

    /// Takes a field out of a block, if it is there; comments stay.
    pub fn unset(&mut self, block: &Block, key: &str) {
        let found = block
            .body
            .statements()
            .iter()
            .find(|statement| matches!(statement, Statement::Field(field) if self.source.slice(field.key) == key));
        if let Some(statement) = found {
            self.remove_but_comments(statement);
        }
    }

    /// Takes a statement out, with the comments that belong to it: right above it, and on its line.
    pub fn remove(&mut self, statement: &Statement) {
        let (from, to) = self.lines_of(statement.span());
        self.changes.push((from, to, String::new()));
    }

    /// Takes a statement out, and leaves the comments that stand in it or belong to it.
    pub fn remove_but_comments(&mut self, statement: &Statement) {
        let (from, to) = self.lines_of(statement.span());
        let inside = self.tree.comments.iter().filter(|comment| from <= comment.span.start && comment.span.end <= to);
        let left: Vec<&str> = inside.map(|comment| self.source.slice(comment.span).trim_end()).collect();
        let newline = self.newline();
        let lines: String = left.iter().map(|comment| format!("{comment}{newline}")).collect();
        let before = if lines.is_empty() || from == self.line_start(from) { "" } else { newline };
        self.changes.push((from, to, format!("{before}{lines}")));
    }

    /// A statement as it is written, with the comments that belong to it.
    #[must_use]
    pub fn written(&self, statement: &Statement) -> &'s str {
        let (from, to) = self.lines_of(statement.span());
        self.text(from, to)
    }

    /// Writes lines at the end of a block; one that says `none` says it no more.
    pub fn append(&mut self, block: &Block, lines: &str) {
        let newline = self.newline();
        if let Body::None(word, _) = block.body {
            let Some(close) = block.close else {
                self.replace(word, format!("{{{newline}{lines}{newline}}}"));
                return;
            };
            let gap = self.text(word.end, close.start).len() - self.text(word.end, close.start).trim_start().len();
            self.changes.push((word.start, word.end + gap as u32, String::new()));
        }
        let end = block.close.map_or(block.span.end, |close| close.start);
        let head = self.line_start(end);
        // a `}` on a line of its own keeps its indentation
        let (at, before) = if self.text(head, end).trim().is_empty() { (head, "") } else { (end, newline) };
        self.changes.push((at, at, format!("{before}{lines}{newline}")));
    }

    /// Whether a change so far takes out all of a place.
    #[must_use]
    pub fn takes_out(&self, span: Span) -> bool {
        self.changes.iter().any(|(from, to, text)| *from <= span.start && span.end <= *to && text.is_empty())
    }

    /// Lets a block say `none`: before its braces where they are kept, else in their place.
    pub fn say_none(&mut self, block: &Block, keeps_braces: bool) {
        let word = block.head.last().map_or(block.word, |atom| atom.span);
        match block.close {
            Some(close) if !keeps_braces => self.changes.push((word.end, close.end, " none".to_owned())),
            _ => self.changes.push((word.end, word.end, " none".to_owned())),
        }
    }

    /// Writes lines before a statement and the comments that belong to it.
    pub fn before(&mut self, statement: &Statement, lines: &str) {
        let (from, _) = self.lines_of(statement.span());
        let newline = self.newline();
        self.changes.push((from, from, format!("{lines}{newline}")));
    }

    /// Writes a line after a statement, at its indentation.
    pub fn after(&mut self, statement: &Statement, line: &str) {
        let end = self.with_trailing(statement.span().end);
        let text = format!("{}{}{line}", self.newline(), self.indentation(statement.span().start));
        self.changes.push((end, end, text));
    }

    /// Writes a line at the beginning of a block's braces.
    pub fn at_start(&mut self, block: &Block, line: &str) {
        let from = block.head.last().map_or(block.word.end, |atom| atom.span.end);
        let Some(open) = self.tree.text.get(from as usize..).and_then(|rest| rest.find('{')) else { return };
        let open = self.with_trailing(from + open as u32 + 1);
        let inside = block.body.statements().first();
        let deeper = || format!("{}  ", self.indentation(block.span.start));
        let indentation = inside.map_or_else(deeper, |first| self.indentation(first.span().start).to_owned());
        let newline = self.newline();
        let rest = self.source.text.get(open as usize..).unwrap_or_default();
        let after = if rest.starts_with(['\n', '\r']) { "" } else { newline };
        self.changes.push((open, open, format!("{newline}{indentation}{line}{after}")));
    }
}

/// A field of a block.
#[must_use]
pub fn field<'b>(source: &Source, block: &'b Block, key: &str) -> Option<&'b Field> {
    block.body.statements().iter().find_map(|statement| match statement {
        Statement::Field(field) if source.slice(field.key) == key => Some(field),
        _ => None,
    })
}

/// The blocks of a keyword inside a block, at any depth.
#[must_use]
pub fn blocks(statements: &[Statement], keyword: Keyword) -> Vec<&Block> {
    let mut all = Vec::new();
    for statement in statements {
        if let Statement::Block(block) = statement {
            if block.keyword == keyword {
                all.push(block);
            }
            all.extend(blocks(block.body.statements(), keyword));
        }
    }
    all
}

/// What stands first in a block's head, as written: a dataset's id, a section's letter.
#[must_use]
pub fn head<'s>(source: &'s Source, block: &Block) -> &'s str {
    block.head.first().map(|atom| source.slice(atom.span)).unwrap_or_default()
}

/// The first block of a keyword with this head, at any depth, and its statement.
#[must_use]
pub fn find<'t>(
    source: &Source,
    statements: &'t [Statement],
    keyword: Keyword,
    name: &str,
) -> Option<(&'t Statement, &'t Block)> {
    statements.iter().find_map(|statement| match statement {
        Statement::Block(block) if block.keyword == keyword && head(source, block) == name => Some((statement, block)),
        Statement::Block(block) => find(source, block.body.statements(), keyword, name),
        Statement::Field(_) | Statement::Bad(_) => None,
    })
}

/// A changed text in the layout of its original: formatted, where that was.
///
/// # Errors
/// Those of [`format()`]: the changes made something that cannot be read, which is a fault of ours.
pub fn in_layout_of(original: &Source, text: String) -> Result<String, FormatError> {
    match format(original) {
        Ok(formatted) if *formatted == *original.text => formatted_text(&text),
        _ => Ok(text),
    }
}

/// A text, formatted.
///
/// # Errors
/// Those of [`format()`].
pub fn formatted_text(text: &str) -> Result<String, FormatError> {
    format(&Source::new(FileId(0), "", text))
}
