//! What a site counts: how promises stand, what comes out in which month, how much is written in each language.

use std::collections::BTreeMap;

use super::{Item, Told};
use crate::edition::State;
use crate::emit::calendar::when;
use crate::emit::document::texts;
use crate::emit::totals::Totals;
use crate::model::{self, Date, Lang, Status, Vocabulary};

/// The figures of all plans.
pub(super) struct Figures {
    pub states: States,
    /// By category and half.
    pub totals: Totals,
    /// The months of the plans, each with its datasets.
    pub months: Vec<(Date, Month)>,
    pub languages: Vec<(Lang, Written)>,
}

/// How many promises stand in each state, in the order of [`State::ALL`].
#[derive(Clone, Copy, Default)]
pub(super) struct States([usize; State::ALL.len()]);

/// The datasets that come out, or came out, in a month.
#[derive(Clone, Copy, Default)]
pub(super) struct Month {
    pub out: usize,
    pub promised: usize,
    pub overdue: usize,
}

impl Month {
    pub(super) const fn all(self) -> usize {
        self.out + self.promised + self.overdue
    }
}

/// How many texts are written in a language, of those that plans owe in it or have converted.
#[derive(Clone, Copy, Default)]
pub(super) struct Written {
    pub owed: usize,
    pub written: usize,
    pub converted: usize,
}

impl Figures {
    pub(super) fn of(vocabulary: &Vocabulary, plans: &[Told<'_>], langs: &[Lang]) -> Self {
        let items = || plans.iter().flat_map(|told| &told.items);
        Self {
            states: States::of(items()),
            totals: Totals::of(vocabulary, plans.iter().map(|told| (told.plan, Some(told.as_of)))),
            months: months(plans),
            languages: langs.iter().map(|lang| (*lang, Written::of(plans, *lang))).collect(),
        }
    }
}

impl States {
    pub(super) fn of<'i>(items: impl IntoIterator<Item = &'i Item<'i>>) -> Self {
        let mut all = Self::default();
        for item in items {
            if let Some(count) = State::ALL.iter().position(|state| *state == item.promise.state).and_then(|at| all.0.get_mut(at))
            {
                *count += 1;
            }
        }
        all
    }

    pub(super) fn count(self, states: &[State]) -> usize {
        State::ALL.iter().zip(self.0).filter(|(state, _)| states.contains(state)).map(|(_, count)| count).sum()
    }

    pub(super) fn all(self) -> usize {
        self.0.iter().sum()
    }

    pub(super) fn out(self) -> usize {
        self.count(&OUT)
    }
}

/// A number for people, with a comma after its thousands.
pub(super) fn grouped(number: usize) -> String {
    let figures = number.to_string();
    let mut out = String::with_capacity(figures.len() + figures.len() / 3);
    for (at, figure) in figures.chars().enumerate() {
        if at > 0 && (figures.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(figure);
    }
    out
}

/// The states of what is out.
pub(super) const OUT: [State; 4] = [State::Early, State::OnTime, State::Late, State::Out];

/// Every month from the first to the last in which something comes out, within the years of the plans: what was out long before
/// would make the rest small.
fn months(plans: &[Told<'_>]) -> Vec<(Date, Month)> {
    let from = plans.iter().map(|told| told.plan.period.value.from.first_day()).min();
    let to = plans.iter().map(|told| told.plan.period.value.to.last_day()).max();
    let mut all: BTreeMap<i32, Month> = BTreeMap::new();
    for item in plans.iter().flat_map(|told| &told.items) {
        let dataset = item.promise.entry.dataset;
        let Some(date) = when(dataset).filter(|_| dataset.status() != Status::Withdrawn) else { continue };
        let within = from.is_some_and(|from| from <= date.first_day()) && to.is_some_and(|to| date.first_day() <= to);
        let Some(month) = date.month_number().filter(|_| within) else { continue };
        let counts = all.entry(date.year_number() * 12 + month as i32 - 1).or_default();
        match item.promise.state {
            State::Overdue => counts.overdue += 1,
            _ if dataset.status() == Status::Released => counts.out += 1,
            _ => counts.promised += 1,
        }
    }
    let (Some((first, _)), Some((last, _))) = (all.first_key_value(), all.last_key_value()) else { return Vec::new() };
    let date = |at: i32| Date::month(at.div_euclid(12), at.rem_euclid(12) as u32 + 1);
    (*first..=*last).take(MOST_MONTHS).filter_map(|at| Some((date(at)?, all.get(&at).copied().unwrap_or_default()))).collect()
}

/// The most months that a plot shows: ten years.
const MOST_MONTHS: usize = 120;

impl Written {
    fn of(plans: &[Told<'_>], lang: Lang) -> Self {
        let mut all = Self::default();
        for told in plans {
            let owes = told.plan.languages.iter().any(|owed| owed.value == lang);
            for text in told.items.iter().flat_map(|item| texts(item.promise.entry.dataset)) {
                let state = text.state(lang);
                all.owed += usize::from(owes || state == model::State::Derived);
                all.written += usize::from(owes && state == model::State::Written);
                all.converted += usize::from(state == model::State::Derived);
            }
        }
        all
    }
}
