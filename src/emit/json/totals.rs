//! How many datasets there are: by status, by section and half, by category.

use serde::Serialize;

use super::Context;
use super::dataset::is_overdue;
use crate::model::{Dataset, Date, HalfKind, Owed, Section, Status};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Totals<'a> {
    #[serde(flatten)]
    all: Count,
    overdue: u32,
    sections: Vec<InSection>,
    categories: Vec<InCategory<'a>>,
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
    pub(super) fn of(context: Context<'a>, as_of: Option<Date>) -> Self {
        let mut totals = Self {
            all: Count::default(),
            overdue: 0,
            sections: context.plan.sections.iter().map(|section| InSection::of(context, section)).collect(),
            categories: Vec::new(),
        };
        for (_, dataset) in context.plan.datasets() {
            totals.all.add(dataset);
            totals.overdue += u32::from(is_overdue(dataset, as_of));
            totals.add_category(context, dataset);
        }
        totals
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
