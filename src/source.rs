//! Sources and places in them: every value of a plan remembers where it was written.

mod hidden;

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

pub use hidden::{escaped_json, is_hidden, may_hide, visible};

/// Number of a source within one [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A range of bytes in one source; both ends lie on character borders.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The source it lies in.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end` of `file`.
    #[must_use]
    pub const fn new(file: FileId, start: u32, end: u32) -> Self {
        Self { file, start, end }
    }

    /// The smallest span that holds both; `other` must be of the same source.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The empty span at its beginning.
    #[must_use]
    pub const fn at_start(self) -> Self {
        Self { file: self.file, start: self.start, end: self.start }
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// The bytes as a range of indices.
    #[must_use]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}..{}", self.file.0, self.start, self.end)
    }
}

/// A value and where it stands. Equality looks at the value only.
#[derive(Clone, Copy, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

impl<T> Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// One text with the name it is reported under.
#[derive(Debug)]
pub struct Source {
    /// Its number.
    pub id: FileId,
    /// The name that reports print: a path with `/`, or `odp:hk/2026`.
    pub name: Box<str>,
    /// The text, without a byte-order mark.
    pub text: Box<str>,
    lines: OnceLock<LineIndex>,
}

impl Source {
    /// A source of `text`; a leading byte-order mark is dropped, spans count after it.
    #[must_use]
    pub fn new(id: FileId, name: &str, text: impl Into<Box<str>>) -> Self {
        let mut text: Box<str> = text.into();
        if let Some(rest) = text.strip_prefix('\u{feff}') {
            text = rest.into();
        }
        Self { id, name: name.into(), text, lines: OnceLock::new() }
    }

    /// Its lines, counted on first use.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// The text of a span; empty where the span is not of this text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Line and column of a byte.
    pub fn position(&self, offset: u32) -> Position {
        self.lines().position(&self.text, offset)
    }
}

/// A place for people: both count from 1, the column in characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Where each line of a text begins.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// The lines of `text`; LF and CRLF both end one.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts = std::iter::once(0).chain(newlines.map(|at| at as u32 + 1)).collect();
        Self { starts }
    }

    /// How many lines there are, at least one.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The line (from 0) that holds byte `offset`.
    #[must_use]
    pub fn line_of(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1) as u32
    }

    /// First byte of `line` (from 0); past the last line, that of the last.
    #[must_use]
    pub fn start_of(&self, line: u32) -> u32 {
        let last = self.starts.last().copied().unwrap_or(0);
        self.starts.get(line as usize).copied().unwrap_or(last)
    }

    /// Line and column of byte `offset` of `text`; past the end, the end; inside a character, that character.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let offset = (offset as usize).min(text.len());
        let line = self.line_of(offset as u32);
        let start = self.start_of(line) as usize;
        let before = text.as_bytes().get(start..offset).unwrap_or_default();
        let characters = before.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        let inside = !text.is_char_boundary(offset);
        let column = characters as u32 + if inside { 0 } else { 1 };
        Position { line: line + 1, column }
    }

    /// The byte of a line (from 0) and a column in UTF-16 units (from 0), clamped to the line: what editors send.
    #[must_use]
    pub fn offset_of_utf16(&self, text: &str, line: u32, column: u32) -> u32 {
        let start = self.start_of(line) as usize;
        let rest = text.get(start..).unwrap_or_default();
        let content = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let mut units = 0;
        for (at, character) in content.char_indices() {
            if units >= column {
                return (start + at) as u32;
            }
            units += character.len_utf16() as u32;
        }
        (start + content.len()) as u32
    }
}

/// All the sources of a run, by number.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    all: Vec<Arc<Source>>,
}

impl Sources {
    /// Adds a text under the next number.
    pub fn add(&mut self, name: &str, text: impl Into<Box<str>>) -> Arc<Source> {
        let source = Arc::new(Source::new(FileId(self.all.len() as u32), name, text));
        self.all.push(Arc::clone(&source));
        source
    }

    /// The source of a number that [`Sources::add`] gave.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.all.get(id.0 as usize).map(Arc::as_ref)
    }

    /// The same, to keep.
    #[must_use]
    pub fn shared(&self, id: FileId) -> Option<Arc<Source>> {
        self.all.get(id.0 as usize).map(Arc::clone)
    }

    /// The text of a span; empty for one of another set.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).map_or("", |source| source.slice(span))
    }

    /// Adds all of another set; each gets a number that is higher by what this returns.
    pub fn append(&mut self, other: &Self) -> u32 {
        let shift = self.all.len() as u32;
        self.all.extend(other.all.iter().map(|source| {
            let (id, name, text) = (FileId(source.id.0 + shift), source.name.clone(), source.text.clone());
            Arc::new(Source { id, name, text, lines: OnceLock::new() })
        }));
        shift
    }

    /// Gives all but the binary's own other names; numbers and texts stay.
    pub fn rename(&mut self, name: impl Fn(&str) -> String) {
        for source in self.all.iter_mut().filter(|source| !source.name.starts_with("odp:")) {
            let (name, text) = (name(&source.name).into(), source.text.clone());
            *source = Arc::new(Source { id: source.id, name, text, lines: OnceLock::new() });
        }
    }

    /// All of them in order.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.all.iter()
    }
}
