//! Plans as tables, one row for each dataset, in the order of publication: one for programs (`machine`), and one in each
//! language as it is printed (`printed`). CSV, XLSX and data packages are written from them.

mod machine;
mod plans;
mod printed;
mod shield;
mod text;

pub use shield::{shield, unshield};

pub(super) use plans::Plans;
pub(super) use printed::{Field, Spread, fields, plain_text, word};
pub(super) use shield::is_risky;

use std::borrow::Cow;

use rayon::prelude::*;

use super::Options;
use super::document::Scribe;
use crate::model::{Dataset, Holding, Lang};

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The id of the row, or a part of it.
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

/// A table of all datasets of one or more plans.
pub(super) struct Table {
    /// What its file begins with.
    pub(super) stem: &'static str,
    /// Its language; nothing for that of programs.
    pub(super) lang: Option<Lang>,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    /// The file it is written to: `plan.csv`, `plan.tc.csv`.
    pub(super) fn file_name(&self) -> String {
        self.lang.map_or_else(|| format!("{}.csv", self.stem), |lang| format!("{}.{}.csv", self.stem, lang.suffix()))
    }

    /// The heads of the columns that tell its rows apart, as cells.
    pub(super) fn key(&self) -> Vec<Cow<'_, str>> {
        self.columns.iter().filter(|column| column.kind == Kind::Id).map(|column| shield(&column.head)).collect()
    }

    /// A table with these columns. A plan that lacks one, because it is not in its language, leaves it empty.
    fn of<'a>(
        plans: &Plans<'_>,
        lang: Option<Lang>,
        columns: Vec<Column>,
        scribes: &[Scribe<'a>],
        makers: impl Fn(Scribe<'a>) -> Vec<Maker<'a>> + Sync,
    ) -> Self {
        let rows = |scribe: &Scribe<'a>| {
            let makers = makers(*scribe);
            let place = |column: &Column| makers.iter().find(|(of, _)| of.head == column.head);
            let places: Vec<Option<&Maker<'a>>> = columns.iter().map(place).collect();
            let cell = |row, maker: &Option<&Maker<'a>>| maker.map_or_else(String::new, |(_, cell)| cell(row));
            let row = |(holding, dataset)| places.iter().map(|maker| cell(Row { holding, dataset }, maker)).collect();
            scribe.plan.datasets().map(row).collect::<Vec<Vec<String>>>()
        };
        let rows = scribes.par_iter().flat_map_iter(rows).collect();
        Self { stem: plans.stem(), lang, columns, rows }
    }
}

/// The tables of one or more plans: that for programs, then one in each language, of the plans that are published in it.
pub(super) fn tables(plans: &Plans<'_>, options: &Options) -> Vec<Table> {
    let langs = plans.languages();
    let scribes: Vec<Scribe<'_>> = plans.scribes().collect();
    let columns = |makers: Vec<Maker<'_>>| makers.into_iter().map(|(column, _)| column).collect::<Vec<_>>();
    let machine = |scribe| machine::columns(scribe, plans.is_joint, options.as_of(scribe.plan));
    let Some(first) = scribes.first() else { return Vec::new() };
    let all = columns(machine(Scribe { languages: &langs, ..*first }));
    let printed = langs.iter().map(|lang| {
        let speaks = |scribe: &&Scribe<'_>| scribe.languages.contains(lang);
        let scribes: Vec<Scribe<'_>> =
            scribes.iter().filter(speaks).map(|scribe| Scribe { languages: std::slice::from_ref(lang), ..*scribe }).collect();
        let makers = |scribe| printed::columns(scribe, plans, *lang);
        let all = scribes.first().map(|first| columns(makers(*first))).unwrap_or_default();
        Table::of(plans, Some(*lang), all, &scribes, makers)
    });
    std::iter::once(Table::of(plans, None, all, &scribes, machine)).chain(printed).collect()
}
