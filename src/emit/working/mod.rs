//! Working copies: a plan for colleagues who have no odp, to be edited in what they have and taken back by `import`.
//!
//! What stands in one is the [`Grid`], whatever its form: a row for each dataset, a column for each value that may be edited. A
//! choice is a cell of names, which a form shows as it can. Each row carries a mark, by which it is known later which of its
//! cells were edited, and which were not ([`mark`]).

mod cell;
mod choices;
mod columns;
mod csv;
mod grid;
mod mark;
mod words;

pub use cell::Cell;
pub use choices::{Choices, Entry};
pub use columns::{Column, Key};
pub use grid::{Grid, Row};
pub use mark::{mark, mark_of_plan};

pub(crate) use cell::{bullet, squeezed};
pub(crate) use grid::stand_in;

pub(in crate::emit) use words::{Words, beside};

use super::{Artifact, Options, docx, headings, xlsx};
use crate::model::{Plan, Vocabulary};
use crate::rules::Valid;

/// How many empty rows or tables wait for new datasets: in a table, in a document.
pub(super) const EMPTY_ROWS: usize = 30;
pub(super) const EMPTY_TABLES: usize = 3;

/// What stands in a document where nothing was chosen.
pub(crate) const NOTHING: &str = "—";
/// What stands for a text that no cell holds.
pub(crate) const LONG: &str = "[…]";
/// The head of the column of marks.
pub const MARK: &str = "odp";

/// Why a form cannot hold a plan: it has more rows than a sheet, more bytes than a ZIP.
pub type Failed = Box<dyn std::error::Error>;

/// A form of working copy.
#[derive(Debug)]
pub struct Form {
    /// Its name in `--to`, and the ending of its files.
    pub name: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    media_type: &'static str,
    write: fn(&Copy<'_>, &Options) -> Result<Vec<u8>, Failed>,
}

/// Every form of working copy, in the order of `--help`.
pub static FORMS: &[Form] = &[
    Form {
        name: "xlsx",
        about: "a workbook: drop-down lists, ids and heads locked, empty rows to add datasets",
        media_type: xlsx::MEDIA_TYPE,
        write: xlsx::working,
    },
    Form {
        name: "docx",
        about: "a document: a table for each dataset, with content controls",
        media_type: docx::MEDIA_TYPE,
        write: docx::working,
    },
    Form { name: "csv", about: "a plain table, choices as codes", media_type: "text/csv", write: csv::working },
];

/// What a form writes down.
pub(super) struct Copy<'a> {
    pub(super) plan: &'a Plan,
    pub(super) grid: Grid,
    pub(super) choices: Choices,
    pub(super) words: Words<'a>,
    /// What the plan is called, and who publishes it.
    pub(super) title: String,
    pub(super) publisher: String,
}

/// A plan as a working copy, `PLAN-ID.ENDING`.
///
/// # Errors
/// Where the form cannot hold so much.
pub fn export(workspace: Valid<'_>, plan: &Plan, form: &Form, options: &Options) -> Result<Artifact, Failed> {
    let words = Words::of(plan);
    let value = |key| beside(&words.owed(), " / ", |lang| headings::plan_value(plan, &workspace.vocabulary, key, lang));
    let (title, publisher) = (value("plan.title"), value("plan.publisher"));
    let (grid, choices) = read(plan, &workspace.vocabulary);
    let copy = Copy { plan, grid, choices, words, title, publisher };
    let bytes = (form.write)(&copy, options)?;
    Ok(Artifact { path: format!("{}.{}", plan.id.value, form.name), media_type: form.media_type, bytes })
}

/// What stands in the working copy of a plan, and what may be chosen in it.
#[must_use]
pub fn read(plan: &Plan, vocabulary: &Vocabulary) -> (Grid, Choices) {
    let grid = Grid::of(plan, vocabulary);
    let choices = Choices::of(plan, vocabulary, &grid);
    (grid, choices)
}

impl Copy<'_> {
    /// The head of a column, a line for each language, then its name for programs: by that it is known when it comes back.
    pub(super) fn head(&self, column: &Column) -> Vec<String> {
        let langs = column.lang.map_or_else(|| self.words.owed(), |lang| vec![lang]);
        let label = beside(&langs, "\n", |lang| self.words.get(column.key.wording(), lang));
        label.lines().map(str::to_owned).chain([column.name()]).collect()
    }

    /// What a cell shows, a line for each value.
    pub(super) fn shown(&self, column: &Column, cell: &Cell) -> String {
        match cell {
            Cell::Empty => String::new(),
            Cell::Pending => self.choices.pending.clone(),
            Cell::Text(text) => text.clone(),
            Cell::Long => LONG.to_owned(),
            Cell::Names(names) => {
                let one = |name: &String| self.choices.entry(column.key, name).map_or(&**name, |entry| &*entry.text).to_owned();
                names.iter().map(one).collect::<Vec<_>>().join("\n")
            }
        }
    }
}
