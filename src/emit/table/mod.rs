//! A plan as tables, one row for each dataset, in the order of publication: one for programs (`machine`), and one in each
//! language as it is printed (`printed`). CSV, XLSX and data packages are written from them.

mod machine;
mod printed;
mod shield;
mod text;

pub use shield::{shield, unshield};

pub(super) use printed::{FIELDS, Field, Spread, plain_text, word};
pub(super) use shield::is_risky;

use super::Options;
use super::document::Scribe;
use crate::model::{Dataset, Holding, Lang, Plan, Vocabulary};

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The id of the row.
    Id,
    /// Any text.
    Text,
    /// A whole number, from 1.
    Number,
    /// `true` or `false`.
    Truth,
    /// A year, month or day (ISO 8601), as exact as it was written.
    Date,
    /// Several values, as a JSON array.
    List,
    /// One of these words, in every row.
    Word(&'static [&'static str]),
    /// One of these words, or nothing.
    MaybeWord(&'static [&'static str]),
}

/// A column: its head, and what it holds.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) head: String,
    pub(super) about: String,
    pub(super) kind: Kind,
}

/// A dataset and its place.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) holding: Holding<'a>,
    pub(super) dataset: &'a Dataset,
}

/// A column, and how its cells are made.
type Maker<'a> = (Column, Box<dyn Fn(Row<'a>) -> String + 'a>);

/// A table of all datasets of a plan.
pub(super) struct Table {
    /// Its language; nothing for that of programs.
    pub(super) lang: Option<Lang>,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    fn of<'a>(plan: &'a Plan, lang: Option<Lang>, makers: Vec<Maker<'a>>) -> Self {
        let row = |(holding, dataset)| makers.iter().map(|(_, cell)| cell(Row { holding, dataset })).collect();
        let rows = plan.datasets().map(row).collect();
        Self { lang, columns: makers.into_iter().map(|(column, _)| column).collect(), rows }
    }

    /// The file it is written to: `plan.csv`, `plan.tc.csv`.
    pub(super) fn file_name(&self) -> String {
        self.lang.map_or_else(|| "plan.csv".to_owned(), |lang| format!("plan.{}.csv", lang.suffix()))
    }
}

/// The tables of a plan: that for programs, then one in each language.
pub(super) fn tables(vocabulary: &Vocabulary, plan: &Plan, options: &Options) -> Vec<Table> {
    let langs = options.languages(plan);
    let all = Table::of(plan, None, machine::columns(vocabulary, plan, &langs, options.as_of(plan)));
    let printed = langs.iter().map(|lang| {
        let scribe = Scribe { plan, vocabulary, languages: std::slice::from_ref(lang) };
        Table::of(plan, Some(*lang), printed::columns(scribe, *lang))
    });
    std::iter::once(all).chain(printed).collect()
}
