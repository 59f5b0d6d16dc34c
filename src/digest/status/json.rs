//! How promises stand, for programs: `status.schema.json` says how.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Voice;
use super::count::{Count, Group, by_bureau, by_category, by_place, by_quarter, without_edition};
use crate::diagnostic::MessageLang;
use crate::edition::{Promise, Shift, State, Status};
use crate::model::{Date, Organisation, Plan, Text};
use crate::source::escaped_json;

/// The JSON Schema of [`status_json`].
#[must_use]
pub fn status_schema() -> &'static str {
    include_str!("status.schema.json")
}

/// How promises stand, as one document.
#[must_use]
pub fn status_json(status: &Status<'_>) -> String {
    let voice = Voice(MessageLang::English);
    let ids = |plans: &[&Plan]| plans.iter().map(|plan| plan.id.value.to_string()).collect();
    let document = Document {
        format: "odp-status",
        version: 1,
        as_of: status.judge.as_of.to_string(),
        grace: status.judge.grace,
        due_within: status.judge.due,
        counts: counts(&Count::of(&status.promises)),
        plans: status.plans.iter().map(|plan| PlanLine::new(plan, status)).collect(),
        superseded: ids(&status.superseded),
        without_edition: ids(&without_edition(status)),
        publishers: groups(by_bureau(status, voice)),
        places: groups(by_place(status, voice)),
        quarters: groups(by_quarter(status, voice)),
        categories: groups(by_category(status, voice)),
        datasets: status.promises.iter().map(Dataset::new).collect(),
    };
    serde_json::to_string_pretty(&document).map(|text| escaped_json(text) + "\n").unwrap_or_default()
}

type Counts = BTreeMap<&'static str, usize>;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    format: &'static str,
    version: u32,
    as_of: String,
    grace: u32,
    due_within: u32,
    counts: Counts,
    plans: Vec<PlanLine<'a>>,
    superseded: Vec<String>,
    without_edition: Vec<String>,
    publishers: Vec<GroupLine>,
    places: Vec<GroupLine>,
    quarters: Vec<GroupLine>,
    categories: Vec<GroupLine>,
    datasets: Vec<Dataset<'a>>,
}

/// Every state has its number, be it none.
fn counts(count: &Count) -> Counts {
    State::ALL.into_iter().map(|state| (state.word(), count.in_state(state))).collect()
}

#[derive(Serialize)]
struct GroupLine {
    /// Nothing for what is pending.
    key: Option<String>,
    counts: Counts,
}

fn groups(all: Vec<Group>) -> Vec<GroupLine> {
    let line = |group: Group| GroupLine { key: Some(group.key).filter(|key| !key.is_empty()), counts: counts(&group.count) };
    all.into_iter().map(line).collect()
}

#[derive(Serialize)]
struct PlanLine<'a> {
    id: &'a str,
    file: &'a str,
    from: String,
    to: String,
    publishers: Vec<&'a str>,
    counts: Counts,
}

impl<'a> PlanLine<'a> {
    fn new(plan: &'a Plan, status: &'a Status<'a>) -> Self {
        let workspace = status.workspace;
        let publisher = |id| &*workspace.vocabulary.get::<Organisation>(id).id.value;
        let own = status.promises.iter().filter(|promise| std::ptr::eq(promise.entry.plan, plan));
        Self {
            id: &plan.id.value,
            file: workspace.sources.get(plan.file).map_or("", |source| &source.name),
            from: plan.period.value.from.to_string(),
            to: plan.period.value.to.to_string(),
            publishers: plan.publishers.iter().map(|id| publisher(id.value)).collect(),
            counts: counts(&Count::of(own)),
        }
    }
}

#[derive(Serialize)]
struct Dataset<'a> {
    plan: &'a str,
    id: &'a str,
    section: &'static str,
    half: &'static str,
    name: BTreeMap<&'a str, &'a str>,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    released: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Distance>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    slipped: Option<Distance>,
    editions: usize,
}

#[derive(Serialize)]
struct Distance {
    months: [i32; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<i64>,
}

impl From<Shift> for Distance {
    fn from(shift: Shift) -> Self {
        Self { months: [shift.least, shift.most], days: shift.days }
    }
}

impl<'a> Dataset<'a> {
    fn new(promise: &Promise<'a>) -> Self {
        let (entry, date) = (promise.entry, |date: Option<Date>| date.map(|date| date.to_string()));
        let written = |text: &'a Text| {
            text.entries.iter().filter_map(|entry| Some((entry.lang.suffix(), &**entry.value.given()?))).collect()
        };
        Self {
            plan: &entry.plan.id.value,
            id: &entry.dataset.id.value,
            section: entry.place.section.letter.word(),
            half: entry.place.half.kind.word(),
            name: entry.dataset.name.as_ref().map(written).unwrap_or_default(),
            state: promise.state.word(),
            target: date(entry.dataset.target_date()),
            released: date(entry.dataset.released_date()),
            by: promise.shift.map(Distance::from),
            first: date(promise.first),
            slipped: promise.slipped.map(Distance::from),
            editions: promise.editions,
        }
    }
}
