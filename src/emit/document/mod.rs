//! A plan as a document, once, before any writer: headings, notes and tables with their texts in the languages of an
//! edition. Writers (HTML, Markdown) know this and no word of the domain; `build` knows the domain and no markup.

mod build;
mod inline;
mod rows;

pub use build::build;
pub(super) use inline::Scribe;

use super::Options;
use crate::model::{Lang, Plan};

/// One edition of a plan: in one language, or in two beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its languages; the first leads.
    pub languages: Vec<Lang>,
    /// What it is called, in one line, for a window or a file's properties.
    pub title: String,
    /// Who publishes it, in one line.
    pub publisher: String,
    /// What it holds, from top to bottom.
    pub blocks: Vec<Block>,
}

impl Document {
    /// The language that leads.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.languages.first().copied().unwrap_or(Lang::EN)
    }

    /// Whether it is in more than one language.
    #[must_use]
    pub const fn is_bilingual(&self) -> bool {
        self.languages.len() > 1
    }
}

/// A part of a document that stands on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A word about the edition itself, before all else.
    Notice(Vec<Part>),
    /// Who publishes it.
    Publisher(Vec<Line>),
    /// The title.
    Title(Vec<Line>),
    /// A heading.
    Heading {
        /// 2 under the title, then 3 and 4: the level of a bookmark.
        level: u8,
        /// Where links point to, unique in the document.
        id: String,
        /// Its words.
        lines: Vec<Line>,
    },
    /// A note.
    Note(Vec<Part>),
    /// A table.
    Table(Table),
    /// Who published it, and when.
    SignOff {
        /// Who.
        publisher: Vec<Line>,
        /// When.
        date: Vec<Line>,
    },
}

/// A table. Its head is repeated on every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The headings it stands under, in one line: its name for those who do not see them.
    pub caption: Vec<Line>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows; none for an empty table, which is a head alone.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it holds, from which a writer takes its width.
    pub kind: ColumnKind,
    /// Its head.
    pub head: Vec<Line>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the column of its name")]
pub enum ColumnKind {
    Number,
    Category,
    Name,
    Description,
    Date,
    Frequency,
}

impl ColumnKind {
    /// `number`, `category`, …
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Category => "category",
            Self::Name => "name",
            Self::Description => "description",
            Self::Date => "date",
            Self::Frequency => "frequency",
        }
    }
}

/// A row: as many cells as the table has columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where links point to, unique in the document; nothing for a row that says that there is nothing.
    pub id: Option<String>,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell: what it says in each language of the edition, but what is alike in both only once. Empty without parts.
pub type Cell = Vec<Part>;

/// What stands in a cell or note in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The language of the edition that it is for; a run may be in another.
    pub lang: Lang,
    /// What it says.
    pub pieces: Vec<Piece>,
}

/// A paragraph or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A paragraph.
    Paragraph(Style, Vec<Run>),
    /// Bullets, each of one paragraph or more.
    List(Vec<Vec<Vec<Run>>>),
}

/// How a paragraph stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// It does not.
    Plain,
    /// A note under the rest.
    Note,
    /// How things stand, small under a date.
    Status,
}

/// One line of text in one language: a heading, a column's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The language of the edition that it is for; a run may be in another.
    pub lang: Lang,
    /// Its words.
    pub runs: Vec<Run>,
}

/// Words in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// The language they are in.
    pub lang: Lang,
    /// What they are.
    pub kind: RunKind,
}

/// What a run is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunKind {
    /// Words.
    Plain,
    /// Words that link to this address.
    Link(String),
    /// Our own words in place of a value that is owed, to be set off from the author's.
    Pending,
    /// Our own words that what stands here is not translated, to be set off from the author's.
    NotTranslated,
}

/// The words of runs, one after the other.
#[must_use]
pub fn plain(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// The words of lines, one language beside the other.
#[must_use]
pub fn plain_lines(lines: &[Line]) -> String {
    lines.iter().map(|line| plain(&line.runs)).collect::<Vec<_>>().join(" / ")
}

/// The editions of a plan: one in each language, then its original beside the second language that it owes.
#[must_use]
pub fn editions(plan: &Plan, options: &Options) -> Vec<Vec<Lang>> {
    let mut all: Vec<Vec<Lang>> = options.languages(plan).into_iter().map(|lang| vec![lang]).collect();
    if let [first, second, ..] = plan.languages.as_slice() {
        all.push(vec![first.value, second.value]);
    }
    all
}

/// The name of an edition's file: `itib-2026/plan.tc-en.html`.
#[must_use]
pub fn file_name(plan: &Plan, languages: &[Lang], ending: &str) -> String {
    let suffixes: Vec<&str> = languages.iter().map(Lang::suffix).collect();
    format!("{}/plan.{}.{ending}", plan.id.value, suffixes.join("-"))
}
