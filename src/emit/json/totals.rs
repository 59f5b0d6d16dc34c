//! How many datasets there are: by status, by section and half, by category.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Context;
use super::dataset::is_overdue;
use crate::emit::calendar::when;
use crate::model::{Dataset, Date, HalfKind, Owed, Section, Status};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Totals<'a> {
    #[serde(flatten)]
    all: Count,
    overdue: u32,
    sections: Vec<InSection>,
    categories: Vec<InCategory<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quarters: Vec<InQuarter>,
}

/// Datasets by status.
#[derive(Clone, Copy, Default, Serialize)]
struct Count {
    datasets: u32,
    planned: u32,
    released: u32,
    withdrawn: u32,
}

impl Count {
    fn add(&mut self, dataset: &Dataset) {
        self.datasets += 1;
        match dataset.status() {
            Status::Planned => self.planned += 1,
            Status::Released => self.released += 1,
            Status::Withdrawn => self.withdrawn += 1,
        }
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
    count: Count,
}

impl<'a> Totals<'a> {
    /// Of one plan.
    pub(super) fn of(context: Context<'a>, as_of: Option<Date>) -> Self {
        Self::sum([(context, as_of)])
    }

    /// Of several plans together, by quarter too.
    pub(super) fn of_all(plans: impl IntoIterator<Item = (Context<'a>, Option<Date>)> + Clone) -> Self {
        let mut quarters: BTreeMap<Quarter, Count> = BTreeMap::new();
        for (context, _) in plans.clone() {
            for (_, dataset) in context.plan.datasets() {
                quarters.entry(Quarter::of(dataset)).or_default().add(dataset);
            }
        }
        let quarters = quarters.into_iter().map(|(quarter, count)| InQuarter::of(quarter, count)).collect();
        Self { quarters, ..Self::sum(plans) }
    }

    fn sum(plans: impl IntoIterator<Item = (Context<'a>, Option<Date>)>) -> Self {
        let mut totals =
            Self { all: Count::default(), overdue: 0, sections: Vec::new(), categories: Vec::new(), quarters: Vec::new() };
        for (context, as_of) in plans {
            context.plan.sections.iter().for_each(|section| totals.add_section(context, section));
            for (_, dataset) in context.plan.datasets() {
                totals.all.add(dataset);
                totals.overdue += u32::from(is_overdue(dataset, as_of));
                totals.add_category(context, dataset);
            }
        }
        totals.sections.sort_by_key(|section| section.letter);
        totals
    }

    fn add_section(&mut self, context: Context<'a>, section: &Section) {
        let new = InSection::of(context, section);
        match self.sections.iter_mut().find(|known| known.letter == new.letter) {
            Some(known) => {
                known.datasets += new.datasets;
                known.spatial += new.spatial;
                known.non_spatial += new.non_spatial;
            }
            None => self.sections.push(new),
        }
    }

    /// Categories stand in the order in which the plan first names them.
    fn add_category(&mut self, context: Context<'a>, dataset: &Dataset) {
        let Some(category) = &dataset.category else { return };
        let (id, state) = match category.value {
            Owed::Given(id) => (Some(&*context.vocabulary.get(id).id.value), None),
            Owed::Pending => (None, Some("pending")),
        };
        match self.categories.iter_mut().find(|known| known.id == id) {
            Some(known) => known.count.add(dataset),
            None => {
                let mut count = Count::default();
                count.add(dataset);
                self.categories.push(InCategory { id, state, count });
            }
        }
    }
}

impl InSection {
    fn of(context: Context<'_>, section: &Section) -> Self {
        let halves = context.plan.halves().filter(|(of, ..)| of.letter == section.letter);
        let (mut spatial, mut non_spatial) = (0, 0);
        for (_, _, half) in halves {
            let count = half.datasets.len() as u32;
            match half.kind {
                HalfKind::Spatial => spatial += count,
                HalfKind::NonSpatial => non_spatial += count,
            }
        }
        Self { letter: section.letter.word(), datasets: spatial + non_spatial, spatial, non_spatial }
    }
}

/// When datasets come, or came, out: a quarter, a year for what is promised no more exactly (it sorts after its quarters), or no
/// date yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Quarter(i32, u32);

impl Quarter {
    const NONE: Self = Self(i32::MAX, 0);

    fn of(dataset: &Dataset) -> Self {
        when(dataset)
            .map_or(Self::NONE, |date| Self(date.year_number(), date.month_number().map_or(5, |month| month.div_ceil(3))))
    }
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
    count: Count,
}

impl InQuarter {
    fn of(quarter: Quarter, count: Count) -> Self {
        let Quarter(year, number) = quarter;
        let is_dated = quarter != Quarter::NONE;
        Self {
            quarter: (is_dated && number <= 4).then(|| format!("{year:04}-Q{number}")),
            year: (is_dated && number > 4).then(|| format!("{year:04}")),
            state: (!is_dated).then_some("pending"),
            count,
        }
    }
}
