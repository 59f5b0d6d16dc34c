//! How many datasets there are: by status, by section and half, by category, by quarter. `json` and `xlsx` print them.

use std::collections::BTreeMap;
use std::fmt;

use super::calendar::when;
use crate::model::{Category, Dataset, Date, HalfKind, Id, Letter, Plan, Status, Vocabulary};

/// The datasets of one or more plans, counted.
#[derive(Default)]
pub(super) struct Totals {
    pub(super) all: Count,
    /// Every section that a plan has, from A; that of C has the datasets of all its organisations.
    pub(super) sections: BTreeMap<Letter, Count>,
    /// In the order in which plans first name them; without a category, the datasets whose category is pending.
    pub(super) categories: Vec<(Option<Id<Category>>, Count)>,
    pub(super) quarters: BTreeMap<Quarter, Count>,
}

/// How many datasets there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) datasets: u32,
    pub(super) planned: u32,
    pub(super) released: u32,
    pub(super) withdrawn: u32,
    pub(super) overdue: u32,
    pub(super) spatial: u32,
    pub(super) non_spatial: u32,
}

impl Totals {
    /// Counts plans, each with the date at which its promises are judged. Two libraries may declare a category of one id: it is one.
    pub(super) fn of<'a>(vocabulary: &Vocabulary, plans: impl IntoIterator<Item = (&'a Plan, Option<Date>)>) -> Self {
        let mut totals = Self::default();
        for (plan, as_of) in plans {
            for section in &plan.sections {
                totals.sections.entry(section.letter).or_default();
            }
            for (holding, dataset) in plan.datasets() {
                let one = Count::one(holding.half.kind, dataset, as_of);
                totals.all.add(one);
                totals.sections.entry(holding.section.letter).or_default().add(one);
                totals.quarters.entry(Quarter::of(dataset)).or_default().add(one);
                if let Some(category) = &dataset.category {
                    totals.add_category(vocabulary, category.value.given().copied(), one);
                }
            }
        }
        totals
    }

    fn add_category(&mut self, vocabulary: &Vocabulary, category: Option<Id<Category>>, one: Count) {
        let id = |category: Option<Id<Category>>| category.map(|id| &vocabulary.get(id).id.value);
        match self.categories.iter_mut().find(|(known, _)| id(*known) == id(category)) {
            Some((_, count)) => count.add(one),
            None => self.categories.push((category, one)),
        }
    }
}

impl Count {
    fn one(half: HalfKind, dataset: &Dataset, as_of: Option<Date>) -> Self {
        let is = |status| u32::from(dataset.status() == status);
        Self {
            datasets: 1,
            planned: is(Status::Planned),
            released: is(Status::Released),
            withdrawn: is(Status::Withdrawn),
            overdue: u32::from(is_overdue(dataset, as_of)),
            spatial: u32::from(half == HalfKind::Spatial),
            non_spatial: u32::from(half == HalfKind::NonSpatial),
        }
    }

    fn add(&mut self, other: Self) {
        self.datasets += other.datasets;
        self.planned += other.planned;
        self.released += other.released;
        self.withdrawn += other.withdrawn;
        self.overdue += other.overdue;
        self.spatial += other.spatial;
        self.non_spatial += other.non_spatial;
    }
}

/// Whether a promise was certainly broken by a date: it is still planned, and every day of its target has passed.
pub(super) fn is_overdue(dataset: &Dataset, as_of: Option<Date>) -> bool {
    let late = |target| as_of.is_some_and(|as_of| as_of.after(target));
    dataset.status() == Status::Planned && dataset.target_date().is_some_and(late)
}

/// When datasets come, or came, out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Quarter {
    /// A quarter of a year, or a year for what is promised no more exactly: it sorts after its quarters.
    Dated(i32, Part),
    /// No date yet.
    Pending,
}

/// A part of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// From 1 to 4.
    Quarter(u32),
    Whole,
}

impl Quarter {
    /// That of a dataset.
    pub(crate) fn of(dataset: &Dataset) -> Self {
        let part = |date: Date| date.month_number().map_or(Part::Whole, |month| Part::Quarter(month.div_ceil(3)));
        when(dataset).map_or(Self::Pending, |date| Self::Dated(date.year_number(), part(date)))
    }
}

/// `2026-Q1`, `2026`, or nothing.
impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dated(year, Part::Quarter(number)) => write!(f, "{year:04}-Q{number}"),
            Self::Dated(year, Part::Whole) => write!(f, "{year:04}"),
            Self::Pending => Ok(()),
        }
    }
}
