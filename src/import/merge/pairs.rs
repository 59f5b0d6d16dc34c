//! Which dataset of one document is which of another: by number, month, category and frequency.

use std::collections::HashSet;

use super::is_own;
use crate::import::draft::{Dataset, Declared, Value};
use crate::import::recognise::UNKNOWN;

/// Two datasets that are one, by their places in their halves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) first: usize,
    pub(super) other: usize,
    pub(super) how: How,
}

/// How sure it is that two datasets are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// Their numbers agree, and nothing speaks against it; or their ids.
    Sure,
    /// Only their month and category agree, and no other's do.
    Moved,
    /// Others have the same month and category.
    Alike,
}

/// What tells datasets apart, where it is known.
struct Facts<'d> {
    id: Option<&'d str>,
    number: u32,
    month: Option<&'d str>,
    category: Option<&'d str>,
    codes: Option<&'d str>,
}

fn agree(one: &Facts<'_>, other: &Facts<'_>) -> bool {
    one.agrees(other)
}

/// Whether two things that are known are the same; nothing where one is not known.
fn same(one: Option<&str>, other: Option<&str>) -> Option<bool> {
    Some(one? == other?)
}

impl<'d> Facts<'d> {
    fn of(dataset: &'d Dataset, number: u32, declared: &[Declared]) -> Self {
        let value = |field: &str| match dataset.value(field) {
            Some(Value::Written(value) | Value::Worded(value, _)) => Some(&**value),
            _ => None,
        };
        Self {
            id: dataset.is_given.then_some(&*dataset.id),
            number,
            month: value("target").or_else(|| value("released")),
            // two documents declare the same category under two names
            category: value("category").filter(|id| !is_own(declared, "category", id)),
            codes: value("frequency").filter(|codes| *codes != UNKNOWN),
        }
    }

    fn compared(&self, other: &Facts<'_>) -> [Option<bool>; 3] {
        [same(self.month, other.month), same(self.category, other.category), same(self.codes, other.codes)]
    }

    fn fits(&self, other: &Facts<'_>) -> bool {
        !self.compared(other).contains(&Some(false))
    }

    /// Whether month, and category or frequency, agree, and nothing differs.
    fn agrees(&self, other: &Facts<'_>) -> bool {
        let [month, category, codes] = self.compared(other);
        self.fits(other) && month == Some(true) && (category == Some(true) || codes == Some(true))
    }

    /// Whether something agrees, and of month and category one at the most does not.
    fn nearly_fits(&self, other: &Facts<'_>) -> bool {
        let all = self.compared(other);
        let [month, category, _] = all;
        all.contains(&Some(true)) && (month != Some(false) || category != Some(false))
    }
}

/// The facts of each dataset of a half; their numbers where all have one, else their order.
fn facts<'d>(datasets: &'d [Dataset], numbered: bool, declared: &[Declared]) -> Vec<Facts<'d>> {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let number = |at: usize, dataset: &Dataset| if numbered { dataset.number.unwrap_or_default() } else { place(at) };
    datasets.iter().enumerate().map(|(at, dataset)| Facts::of(dataset, number(at, dataset), declared)).collect()
}

/// The pairs of two halves, in the order of the first.
pub(super) fn pairs(first: &[Dataset], other: &[Dataset], declared: [&[Declared]; 2]) -> Vec<Pair> {
    let numbered = first.iter().chain(other).all(|dataset| dataset.number.is_some());
    let [of_first, of_other] = declared;
    let (first, other) = (facts(first, numbered, of_first), facts(other, numbered, of_other));
    let mut found = Found { first: &first, other: &other, pairs: Vec::new(), taken: Default::default() };
    found.take(How::Sure, |a, b| same(a.id, b.id) == Some(true));
    found.take(How::Sure, |a, b| a.number == b.number && a.fits(b));
    found.take(How::Moved, agree);
    found.in_order();
    found.take(How::Sure, |a, b| a.number == b.number && a.nearly_fits(b));
    let mut pairs = found.pairs;
    pairs.sort_by_key(|pair| pair.first);
    pairs
}

struct Found<'f> {
    first: &'f [Facts<'f>],
    other: &'f [Facts<'f>],
    pairs: Vec<Pair>,
    /// Those of the first and of the other that have a pair.
    taken: (HashSet<usize>, HashSet<usize>),
}

impl Found<'_> {
    /// Those of the other document that are free and fit one of the first.
    fn candidates(&self, at: usize, fits: impl Fn(&Facts<'_>, &Facts<'_>) -> bool) -> Vec<usize> {
        let Some(one) = self.first.get(at) else { return Vec::new() };
        let free = self.other.iter().enumerate().filter(|(at, _)| !self.taken.1.contains(at));
        free.filter(|(_, other)| fits(one, other)).map(|(at, _)| at).collect()
    }

    /// Those of the first document that are free and fit one of the other.
    fn rivals(&self, at: usize, fits: impl Fn(&Facts<'_>, &Facts<'_>) -> bool) -> Vec<usize> {
        let Some(other) = self.other.get(at) else { return Vec::new() };
        let free = self.first.iter().enumerate().filter(|(at, _)| !self.taken.0.contains(at));
        free.filter(|(_, one)| fits(one, other)).map(|(at, _)| at).collect()
    }

    /// Pairs those that fit each other and nothing else; by number only where it can be trusted.
    fn take(&mut self, how: How, fits: impl Fn(&Facts<'_>, &Facts<'_>) -> bool + Copy) {
        let mut new = Vec::new();
        for first in (0..self.first.len()).filter(|at| !self.taken.0.contains(at)) {
            if let [other] = *self.candidates(first, fits)
                && self.rivals(other, fits).len() == 1
            {
                let how = if how == How::Sure { self.trusted(first, other) } else { Some(how) };
                new.extend(how.map(|how| Pair { first, other, how }));
            }
        }
        new.into_iter().for_each(|pair| self.add(pair));
    }

    fn add(&mut self, pair: Pair) {
        self.taken.0.insert(pair.first);
        self.taken.1.insert(pair.other);
        self.pairs.push(pair);
    }

    /// How sure a number makes it. It misleads where one document has fewer rows with these facts, and has them under other numbers:
    /// they were counted anew after one was left out.
    fn trusted(&self, first: usize, other: usize) -> Option<How> {
        let (one, two) = (self.first.get(first)?, self.other.get(other)?);
        if self.first.len() == self.other.len() || same(one.id, two.id) == Some(true) {
            return Some(How::Sure);
        }
        let alike = |facts: &[Facts<'_>], to: &Facts<'_>| -> HashSet<u32> {
            facts.iter().filter(|fact| fact.fits(to)).map(|fact| fact.number).collect()
        };
        let (of_first, of_other) = (alike(self.first, one), alike(self.other, two));
        if of_first.len() == of_other.len() {
            return Some(How::Sure);
        }
        (of_first.is_subset(&of_other) || of_other.is_subset(&of_first)).then_some(How::Alike)
    }

    /// Pairs those of the same month and category in their order; where one document has more of them, the last stay alone.
    fn in_order(&mut self) {
        for first in 0..self.first.len() {
            if self.taken.0.contains(&first) {
                continue;
            }
            if let Some(other) = self.candidates(first, agree).first().copied() {
                self.add(Pair { first, other, how: How::Alike });
            }
        }
    }
}
