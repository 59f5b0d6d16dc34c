//! `calendar.json`: a plan's datasets by the month in which they come, or came, out: `odp:calendar/1`.
//!
//! Its JSON Schema (draft 2020-12) is [`calendar_schema`]. Months and years are ISO 8601; a date that is precise to the
//! year only stands under its year, after the months of that year. What has no date yet is listed as undated.

use std::collections::BTreeMap;

use serde::Serialize;

use super::json::{Context, Day, Filled, Head, Language, Texts, languages, to_bytes};
use super::{Artifact, Options};
use crate::model::{Dataset, Date, Holding, Plan, Status};
use crate::rules::Valid;

/// The JSON Schema (draft 2020-12) of `calendar.json`.
#[must_use]
pub const fn calendar_schema() -> &'static str {
    include_str!("json/calendar.schema.json")
}

/// The date a dataset stands under in a calendar: of its release once it is out, else of the promise as it stands,
/// which a withdrawal strikes out; nothing while that is pending.
pub(super) fn when(dataset: &Dataset) -> Option<Date> {
    match dataset.status() {
        Status::Planned => dataset.target_date(),
        Status::Released => dataset.released_date().or_else(|| dataset.target_date()),
        Status::Withdrawn => {
            let withdrawn = dataset.withdrawn.as_ref().map(|withdrawn| withdrawn.date.value);
            dataset.target_date().or_else(|| dataset.released_date()).or(withdrawn)
        }
    }
}

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    let langs = options.languages(plan);
    let context = Context { plan, vocabulary: &workspace.vocabulary, langs: &langs };
    let calendar = Calendar::of(context, options);
    let bytes = to_bytes(&calendar, 4 * 1024 + plan.datasets().count() * 1024);
    vec![Artifact { path: format!("{}/calendar.json", plan.id.value), media_type: "application/json", bytes }]
}

#[derive(Serialize)]
struct Calendar<'a> {
    #[serde(flatten)]
    head: Head,
    plan: PlanFacts<'a>,
    name: Filled,
    months: Vec<Month<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    undated: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct PlanFacts<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<Texts<'a>>,
    languages: Vec<Language<'a>>,
}

/// A month, or a year for what is promised no more exactly.
#[derive(Serialize)]
struct Month<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<String>,
    datasets: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    section: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<&'a str>,
    half: &'static str,
    number: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Texts<'a>>,
    kind: &'static str,
    #[serde(flatten)]
    date: Option<Day>,
}

impl<'a> Calendar<'a> {
    fn of(context: Context<'a>, options: &Options) -> Self {
        let plan = context.plan;
        let mut undated = Vec::new();
        // The thirteenth month is the year itself: it sorts after the other twelve.
        let mut months: BTreeMap<(i32, u32), Vec<Entry<'a>>> = BTreeMap::new();
        for (holding, dataset) in plan.datasets() {
            let date = when(dataset);
            let entry = Entry::of(context, holding, dataset, date);
            match date {
                Some(date) => months.entry((date.year_number(), date.month_number().unwrap_or(13))).or_default().push(entry),
                None => undated.push(entry),
            }
        }
        Self {
            head: Head::of("odp:calendar/1", "odp-calendar", plan, options),
            plan: PlanFacts {
                id: &plan.id.value,
                title: plan.title.as_ref().map(|title| context.text(title)),
                languages: languages(context),
            },
            name: context.plan_wording("calendar-name"),
            months: months.into_iter().map(Month::of).collect(),
            undated,
        }
    }
}

impl<'a> Month<'a> {
    fn of(((year, month), datasets): ((i32, u32), Vec<Entry<'a>>)) -> Self {
        let is_month = month <= 12;
        Self {
            month: is_month.then(|| format!("{year:04}-{month:02}")),
            year: (!is_month).then(|| format!("{year:04}")),
            datasets,
        }
    }
}

impl<'a> Entry<'a> {
    fn of(context: Context<'a>, holding: Holding<'a>, dataset: &'a Dataset, date: Option<Date>) -> Self {
        let organisation = holding.body.map(|body| &*context.vocabulary.get(body.organisation.value).id.value);
        Self {
            id: &dataset.id.value,
            section: holding.section.letter.word(),
            organisation,
            half: holding.half.kind.word(),
            number: dataset.number,
            name: dataset.name.as_ref().map(|name| context.text(name)),
            kind: dataset.status().word(),
            date: date.map(Day),
        }
    }
}
