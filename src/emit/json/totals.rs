//! How many datasets there are: by status, by section and half, by category.

use serde::Serialize;

use super::Context;
use crate::emit::totals::{Count, Part, Quarter, Totals as Counted};
use crate::model::{Category, Date, Id, Letter, Plan, Vocabulary};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Totals<'a> {
    #[serde(flatten)]
    all: ByStatus,
    overdue: u32,
    sections: Vec<InSection>,
    categories: Vec<InCategory<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quarters: Vec<InQuarter>,
}

/// Datasets by status.
#[derive(Serialize)]
struct ByStatus {
    datasets: u32,
    planned: u32,
    released: u32,
    withdrawn: u32,
}

impl From<Count> for ByStatus {
    fn from(count: Count) -> Self {
        let Count { datasets, planned, released, withdrawn, .. } = count;
        Self { datasets, planned, released, withdrawn }
    }
}

/// The datasets of a section; in C, of all its organisations.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct InSection {
    letter: &'static str,
    datasets: u32,
    spatial: u32,
    non_spatial: u32,
}

/// The datasets of a category; without an id, those whose category is pending.
#[derive(Serialize)]
struct InCategory<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    #[serde(flatten)]
    count: ByStatus,
}

/// The datasets of a quarter, `2026-Q1`, or of a year.
#[derive(Serialize)]
struct InQuarter {
    #[serde(skip_serializing_if = "Option::is_none")]
    quarter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    #[serde(flatten)]
    count: ByStatus,
}

impl<'a> Totals<'a> {
    /// Of one plan.
    pub(super) fn of(context: Context<'a>, as_of: Option<Date>) -> Self {
        Self { quarters: Vec::new(), ..Self::of_all(context.vocabulary, [(context.plan, as_of)]) }
    }

    /// Of several plans together, by quarter too.
    pub(super) fn of_all(vocabulary: &'a Vocabulary, plans: impl IntoIterator<Item = (&'a Plan, Option<Date>)>) -> Self {
        let counted = Counted::of(vocabulary, plans);
        let category = |(id, count): (Option<Id<Category>>, Count)| InCategory {
            id: id.map(|id| &*vocabulary.get(id).id.value),
            state: id.is_none().then_some("pending"),
            count: count.into(),
        };
        Self {
            all: counted.all.into(),
            overdue: counted.all.overdue,
            sections: counted.sections.into_iter().map(InSection::of).collect(),
            categories: counted.categories.into_iter().map(category).collect(),
            quarters: counted.quarters.into_iter().map(InQuarter::of).collect(),
        }
    }
}

impl InSection {
    fn of((letter, count): (Letter, Count)) -> Self {
        let Count { datasets, spatial, non_spatial, .. } = count;
        Self { letter: letter.word(), datasets, spatial, non_spatial }
    }
}

impl InQuarter {
    fn of((quarter, count): (Quarter, Count)) -> Self {
        let is = |wanted: bool| wanted.then(|| quarter.to_string());
        Self {
            quarter: is(matches!(quarter, Quarter::Dated(_, Part::Quarter(_)))),
            year: is(matches!(quarter, Quarter::Dated(_, Part::Whole))),
            state: (quarter == Quarter::Pending).then_some("pending"),
            count: count.into(),
        }
    }
}
