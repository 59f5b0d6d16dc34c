//! A plan as a document, once, before any writer: headings, notes and tables with their texts in the languages of an
//! edition. Writers (HTML, PDF, Word, Markdown) know this and no word of the domain; `build` knows the domain and no markup.

mod build;
mod inline;
mod rows;
#[cfg(feature = "pdf")]
mod runs;
mod summary;

pub use build::build;
pub(super) use inline::Scribe;
pub(super) use rows::texts;
#[cfg(feature = "pdf")]
pub(super) use runs::runs;

use super::Options;
use crate::model::{Date, Lang, Plan};

/// One edition of a plan: in one language, or in two beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its languages; the first leads.
    pub languages: Vec<Lang>,
    /// What it is called, in one line, for a window or a file's properties.
    pub title: String,
    /// Who publishes it, in one line.
    pub publisher: String,
    /// When it was issued, where that is known.
    pub issued: Option<Date>,
    /// What stands before all else.
    pub cover: Cover,
    /// How much each part holds; nothing where the library has no words for it.
    pub summary: Option<Summary>,
    /// Headings, notes and tables, from top to bottom.
    pub blocks: Vec<Block>,
    /// What stands at the end.
    pub sign_off: SignOff,
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

/// What stands before all else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// A word about the edition itself; empty where there is nothing to say.
    pub notice: Vec<Part>,
    /// Who publishes the plan.
    pub publisher: Vec<Line>,
    /// The title.
    pub title: Vec<Line>,
    /// The years it is for, when it was issued, of when its facts are.
    pub facts: Vec<Fact>,
}

/// A fact about the plan, such as the month of its issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What is told.
    pub label: Vec<Line>,
    /// What it is.
    pub value: Vec<Line>,
}

/// How much each part holds. The rows link to the parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Where links point to.
    pub id: &'static str,
    /// Its heading, of level 2.
    pub heading: Vec<Line>,
    /// Its table.
    pub table: Table,
}

/// A part of a document that stands on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
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
}

/// Who published the plan, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignOff {
    /// Who.
    pub publisher: Vec<Line>,
    /// When.
    pub date: Vec<Line>,
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
    /// A word for what it holds, such as `number`, by which a writer may set it.
    pub name: &'static str,
    /// Its share of a table's width, in percent.
    pub share: u8,
    /// The least width of its text, in full-width characters: less would break words apart.
    pub least: u8,
    /// What its cells are.
    pub role: Role,
    /// Its head.
    pub head: Vec<Line>,
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Each names its row.
    RowHead,
    /// Words.
    Text,
    /// Numbers, set to one side.
    Number,
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
    /// Words that link to this address; one that begins with `#` is an id in the document.
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

/// The editions of a plan: those asked for, as far as it has their languages; else one in each language, then its original
/// beside the second language that it owes.
#[must_use]
pub fn editions(plan: &Plan, options: &Options) -> Vec<Vec<Lang>> {
    if let Some(asked) = &options.editions {
        let has = options.languages(plan);
        return asked.iter().filter(|edition| edition.iter().all(|lang| has.contains(lang))).cloned().collect();
    }
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
