//! How promises stand on a day: kept early, in time or late; still ahead, due soon, or overdue; and how far they slipped.

use chrono::{Days, NaiveDate};
use rustc_hash::FxHashSet;

use super::diff::Shift;
use super::history::{History, previous};
use super::pair::Entry;
use crate::model::{Date, Letter, Plan, Workspace};

/// By what promises are judged.
#[derive(Clone, Copy, Debug)]
pub struct Judge {
    /// The day, or the month or year as a whole: what is due in it is not overdue yet.
    pub as_of: Date,
    /// How many days after its month a release is in time still.
    pub grace: u32,
    /// What is due within so many days is due soon.
    pub due: u32,
}

/// How a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It should be out, and is not.
    Overdue,
    /// It should be out soon.
    Due,
    /// It is promised for later.
    Ahead,
    /// It is promised without a date.
    Undated,
    /// It came before it was due.
    Early,
    /// It came when it was due.
    OnTime,
    /// It came after it was due.
    Late,
    /// It will not come.
    Withdrawn,
    /// It was out when the plan was issued, or nobody says when it was due.
    Out,
}

impl State {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 9] =
        [Self::Overdue, Self::Due, Self::Ahead, Self::Undated, Self::Early, Self::OnTime, Self::Late, Self::Withdrawn, Self::Out];

    /// `overdue`, `due`, …
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Due => "due",
            Self::Ahead => "ahead",
            Self::Undated => "undated",
            Self::Early => "early",
            Self::OnTime => "on-time",
            Self::Late => "late",
            Self::Withdrawn => "withdrawn",
            Self::Out => "out",
        }
    }
}

/// A promise, judged.
#[derive(Clone, Copy, Debug)]
pub struct Promise<'a> {
    /// The dataset.
    pub entry: Entry<'a>,
    /// How it stands.
    pub state: State,
    /// By how much it came early or late, or is overdue.
    pub shift: Option<Shift>,
    /// The first promise there was, in this edition or in one before.
    pub first: Option<Date>,
    /// From the first promise to the one that stands, or to the release.
    pub slipped: Option<Shift>,
    /// How many editions promised it, this one too.
    pub editions: usize,
}

/// All promises of some plans.
#[derive(Debug)]
pub struct Status<'a> {
    /// By what they were judged.
    pub judge: Judge,
    /// The plans: those that no other of them names as the edition before.
    pub plans: Vec<&'a Plan>,
    /// The plans that are left out, for a newer edition is there.
    pub superseded: Vec<&'a Plan>,
    /// Their datasets, in the order of the plans.
    pub promises: Vec<Promise<'a>>,
    /// What they are part of.
    pub workspace: &'a Workspace,
}

/// Judges every promise of the newest editions of a workspace.
#[must_use]
pub fn status<'a>(workspace: &'a Workspace, history: &'a History, judge: Judge) -> Status<'a> {
    let (plans, superseded) = newest(workspace);
    let entries = plans.iter().flat_map(|plan| plan.datasets().map(|(place, dataset)| Entry { workspace, plan, place, dataset }));
    let promises = entries.map(|entry| judge.promise(entry, history)).collect();
    Status { judge, plans, superseded, promises, workspace }
}

/// The plans of a workspace that no other of them names as the edition before; then those that one names so.
#[must_use]
pub fn newest(workspace: &Workspace) -> (Vec<&Plan>, Vec<&Plan>) {
    let named: FxHashSet<String> = workspace.plans.iter().filter_map(|plan| previous(workspace, plan)).collect();
    let name = |plan: &Plan| workspace.sources.get(plan.file).map(|source| &*source.name);
    workspace.plans.iter().partition(|plan| name(plan).is_none_or(|name| !named.contains(name)))
}

impl Judge {
    /// Judges one promise.
    #[must_use]
    pub fn promise<'a>(&self, entry: Entry<'a>, history: &'a History) -> Promise<'a> {
        let (state, shift) = self.state(entry);
        let earlier = history.of(entry);
        let promised = earlier.iter().filter(|edition| edition.entry.dataset.released.is_none());
        let editions = 1 + promised.clone().count();
        let own = entry.dataset.original_target();
        let first = earlier.iter().filter_map(|edition| edition.promised).chain(own).reduce(earliest);
        let now = entry.dataset.released_date().or_else(|| entry.dataset.target_date());
        let slipped = first.zip(now).filter(|(first, now)| now.after(*first)).map(|(first, now)| Shift::between(first, now));
        Promise { entry, state, shift, first, slipped, editions }
    }

    fn state(&self, entry: Entry<'_>) -> (State, Option<Shift>) {
        let dataset = entry.dataset;
        let target = dataset.target_date();
        if dataset.withdrawn.is_some() {
            return (State::Withdrawn, None);
        }
        if dataset.released.is_some() {
            let is_promise = entry.place.section.letter != Letter::D;
            return match target.zip(dataset.released_date()).filter(|_| is_promise) {
                Some((target, released)) if target.after(released) => (State::Early, Some(Shift::between(released, target))),
                Some((target, released)) if released.first_day() > self.last_day(target) => {
                    (State::Late, Some(Shift::between(target, released)))
                }
                Some(_) => (State::OnTime, None),
                None => (State::Out, None),
            };
        }
        let Some(target) = target else { return (State::Undated, None) };
        let today = self.as_of.first_day();
        if today > self.last_day(target) {
            return (State::Overdue, Some(Shift::between(target, self.as_of)));
        }
        let soon = later(today, self.due);
        (if target.last_day() <= soon { State::Due } else { State::Ahead }, None)
    }

    /// The last day on which a promise is kept.
    fn last_day(&self, target: Date) -> NaiveDate {
        later(target.last_day(), self.grace)
    }
}

fn later(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(days))).unwrap_or(day)
}

fn earliest(one: Date, other: Date) -> Date {
    if one.after(other) { other } else { one }
}
