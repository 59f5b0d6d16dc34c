//! What commands say of editions, for people: one model that each command builds once, and a file for each form it is written in.
//!
//! A digest is in the reader's language; its forms add no word of their own. What programs read is not made of it: each command
//! mirrors what it found as JSON.

mod ci;
mod diff;
mod reconcile;
mod status;
mod voice;
mod words;

pub use ci::{Base, Review, ci_digest};
pub use diff::{Names, diff_digest, diff_json, diff_schema};
pub use reconcile::{Put, reconcile_digest, reconcile_json, reconcile_schema};
pub use status::{badge, plot, status_digest, status_json, status_schema};
pub use voice::Voice;

use crate::diagnostic::MessageLang;
use crate::model::Lang;
use crate::report::Look;
use crate::settings::House;

macro_rules! forms {
    ($($module:ident $id:ident $about:literal;)*) => {
        $(mod $module;)*
        /// A form of a digest.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Form {
            $(#[doc = $about] $id),*
        }
        impl Form {
            /// All of them, in the order of `--help`.
            pub const ALL: &[Self] = &[$(Self::$id),*];

            /// Its name in `--format`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$id => stringify!($module)),*
                }
            }

            /// What it is, in one line.
            #[must_use]
            pub const fn about(self) -> &'static str {
                match self {
                    $(Self::$id => $about),*
                }
            }
        }
        impl Digest {
            /// The digest in a form. `look` says what the terminal can show, `house` how pages look.
            #[must_use]
            pub fn render(&self, form: Form, look: &Look, house: &House) -> String {
                match form {
                    $(Form::$id => $module::render(self, look, house)),*
                }
            }
        }
    };
}

forms! {
    human Human "Text and tables, for the terminal";
    markdown Markdown "Markdown, as GitHub reads it";
    html Html "A page that needs nothing else";
}

/// What a command says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Digest {
    /// The reader's language: that of every word without one of its own.
    pub lang: MessageLang,
    /// What it is about.
    pub title: Line,
    /// What was looked at, when, how much of it.
    pub facts: Vec<Fact>,
    /// What stands before the first heading.
    pub lead: Vec<Part>,
    /// The rest, by headings.
    pub sections: Vec<Section>,
    /// What is to be known beside it, at the end.
    pub notes: Vec<Line>,
}

/// One fact of the head: a word, and what it is here.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Such as `old edition`.
    pub label: String,
    /// Such as `2026/plan.odp`.
    pub value: Line,
}

/// What stands under a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The heading.
    pub heading: Line,
    /// 2 for a main one, 3 for one within it.
    pub level: u8,
    /// Its content.
    pub parts: Vec<Part>,
}

impl Section {
    /// A main section.
    #[must_use]
    pub fn new(heading: impl Into<Line>, parts: Vec<Part>) -> Self {
        Self { heading: heading.into(), level: 2, parts }
    }

    /// A section within the one before it.
    #[must_use]
    pub fn inner(heading: impl Into<Line>, parts: Vec<Part>) -> Self {
        Self { level: 3, ..Self::new(heading, parts) }
    }
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A paragraph.
    Paragraph(Line),
    /// Points.
    List(Vec<Line>),
    /// A table.
    Table(Table),
}

/// A table; each row has a cell for each column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// What it holds.
    pub kind: ColumnKind,
}

/// What a column holds, by which it is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words that may be wrapped.
    Words,
    /// Something short that stays on its line: an id, a date.
    Short,
    /// Numbers, set to the right.
    Number,
}

impl Column {
    /// One of words.
    #[must_use]
    pub const fn words(head: String) -> Self {
        Self { head, kind: ColumnKind::Words }
    }

    /// One of something short.
    #[must_use]
    pub const fn short(head: String) -> Self {
        Self { head, kind: ColumnKind::Short }
    }

    /// One of numbers.
    #[must_use]
    pub const fn number(head: String) -> Self {
        Self { head, kind: ColumnKind::Number }
    }
}

/// A cell: no line, one, or several below each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Its lines.
    pub lines: Vec<Line>,
    /// Whether the cell above it goes on here; it has no lines of its own then.
    pub is_above: bool,
}

impl Cell {
    /// One of several lines.
    #[must_use]
    pub const fn of(lines: Vec<Line>) -> Self {
        Self { lines, is_above: false }
    }

    /// One into which the cell above goes on.
    #[must_use]
    pub const fn above() -> Self {
        Self { lines: Vec::new(), is_above: true }
    }
}

impl<T: Into<Line>> From<T> for Cell {
    fn from(line: T) -> Self {
        let line: Line = line.into();
        Self::of(if line.runs.is_empty() { Vec::new() } else { vec![line] })
    }
}

/// A line of words; it may be wrapped.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Its runs, set one after the other without a blank between.
    pub runs: Vec<Run>,
}

impl Line {
    /// Adds words at the end.
    #[must_use]
    pub fn and(mut self, more: impl Into<Self>) -> Self {
        self.runs.extend(more.into().runs);
        self
    }

    /// Its words without anything else.
    #[must_use]
    pub fn plain(&self) -> String {
        self.runs.iter().map(|run| &*run.text).collect()
    }
}

impl From<Run> for Line {
    fn from(run: Run) -> Self {
        Self { runs: vec![run] }
    }
}

impl From<Vec<Run>> for Line {
    fn from(runs: Vec<Run>) -> Self {
        Self { runs }
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::default() } else { Run::new(text).into() }
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

/// Words in which what stands in backticks is from a source.
fn quoted(text: &str) -> Line {
    let pieces = text.split('`').enumerate().filter(|(_, words)| !words.is_empty());
    pieces.map(|(index, words)| if index % 2 == 1 { Run::code(words) } else { Run::new(words) }).collect::<Vec<_>>().into()
}

/// Words of one tone and language.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The words, on one line.
    pub text: String,
    /// What they mean for the reader.
    pub tone: Tone,
    /// Their language where they are not ours, such as a dataset's name.
    pub lang: Option<Lang>,
}

impl Run {
    /// Plain words of ours.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), tone: Tone::Plain, lang: None }
    }

    /// In this tone.
    #[must_use]
    pub const fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// An author's words, in this language.
    #[must_use]
    pub const fn lang(mut self, lang: Lang) -> Self {
        self.lang = Some(lang);
        self
    }

    /// What stands in a source: an id, a path, a date.
    #[must_use]
    pub fn code(text: impl Into<String>) -> Self {
        Self::new(text).tone(Tone::Code)
    }
}

/// What words mean for the reader. No form tells by colour alone: the words say it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    Plain,
    /// To be seen first.
    Strong,
    /// To be seen last.
    Soft,
    /// As it stands in a source.
    Code,
    /// Kept, early, gained.
    Good,
    /// Late, lost, broken.
    Bad,
    /// Doubtful, pending, due soon.
    Doubt,
    /// Words that were put in.
    Added,
    /// Words that were taken out.
    Removed,
}

impl Tone {
    /// All of them.
    pub const ALL: [Self; 9] =
        [Self::Plain, Self::Strong, Self::Soft, Self::Code, Self::Good, Self::Bad, Self::Doubt, Self::Added, Self::Removed];
}
