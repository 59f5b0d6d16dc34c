//! `catalogue.json`: all of a plan for programs, in every language: odp's own format, `odp:catalogue/1`.
//!
//! Its JSON Schema (draft 2020-12) is beside this file, [`catalogue_schema`]. Dates are ISO 8601, as exact as they were
//! written; languages are BCP 47 tags. What is absent is left out, what is owed says so by its `state`. Everything is
//! borrowed from the plan and written straight into bytes.

mod dataset;
mod frequency;
mod place;
mod pretty;
mod terms;
mod text;
mod totals;
mod workspace;

pub(super) use terms::{Day, Language, languages};
pub(super) use text::{Filled, Texts};
pub(super) use workspace::together;
pub use workspace::workspace_schema;

use serde::Serialize;
use serde_json::Serializer;

use super::headings::plan_wording;
use super::{Artifact, Options};
use crate::model::{Lang, Plan, Text, Vocabulary};
use crate::rules::Valid;
use place::Sections;
use pretty::Pretty;
use terms::{Contact, Known, Licence, OrPending};
use totals::Totals;

/// The JSON Schema (draft 2020-12) of `catalogue.json`.
#[must_use]
pub const fn catalogue_schema() -> &'static str {
    include_str!("catalogue.schema.json")
}

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    let langs = options.languages(plan);
    let context = Context { plan, vocabulary: &workspace.vocabulary, langs: &langs };
    let catalogue = Catalogue::of(context, options);
    let capacity = 16 * 1024 + plan.datasets().count() * 6 * 1024;
    let bytes = to_bytes(&catalogue, capacity);
    vec![Artifact { path: format!("{}/catalogue.json", plan.id.value), media_type: "application/json", bytes }]
}

/// A value as JSON in two-space indentation, with a newline at the end.
pub(super) fn to_bytes(value: &impl Serialize, capacity: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(capacity);
    // Neither writing to memory nor serialising structs and string-keyed maps can fail.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut bytes, Pretty::default()));
    bytes.push(b'\n');
    bytes
}

/// What every mirror needs to know.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) plan: &'a Plan,
    pub(super) vocabulary: &'a Vocabulary,
    /// The languages that every text is owed in.
    pub(super) langs: &'a [Lang],
}

impl<'a> Context<'a> {
    /// A text in its languages.
    pub(super) const fn text(self, text: &'a Text) -> Texts<'a> {
        Texts { text, langs: self.langs }
    }

    /// A wording in the languages owed, each filled by `fill`.
    fn wording(self, id: &str, fill: impl Fn(Lang) -> String) -> Filled {
        Filled::of(self.plan.words.text(id), self.langs, fill)
    }

    /// A wording that knows the plan's placeholders only.
    pub(super) fn plan_wording(self, id: &str) -> Filled {
        self.wording(id, |lang| plan_wording(self.plan, self.vocabulary, id, lang))
    }
}

/// What both `catalogue.json` and `calendar.json` begin with.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Head {
    #[serde(rename = "$schema")]
    schema: &'static str,
    format: &'static str,
    version: u32,
    generator: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<Day>,
}

impl Head {
    pub(super) fn of(schema: &'static str, format: &'static str, plan: &Plan, options: &Options) -> Self {
        Self { schema, format, version: 1, generator: "odp", as_of: options.as_of(plan).map(Day) }
    }
}

#[derive(Serialize)]
struct Catalogue<'a> {
    #[serde(flatten)]
    head: Head,
    plan: PlanFacts<'a>,
    sections: Sections<'a>,
    totals: Totals<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PlanFacts<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<Texts<'a>>,
    period: Period,
    years: Vec<i32>,
    publishers: Vec<Known<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<OrPending<Day>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    previous: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<Licence<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<Contact<'a>>,
    languages: Vec<Language<'a>>,
}

#[derive(Serialize)]
struct Period {
    from: String,
    to: String,
}

impl<'a> Catalogue<'a> {
    fn of(context: Context<'a>, options: &Options) -> Self {
        let plan = context.plan;
        let as_of = options.as_of(plan);
        Self {
            head: Head::of("odp:catalogue/1", "odp-catalogue", plan, options),
            plan: PlanFacts::of(context),
            sections: Sections { context, as_of },
            totals: Totals::of(context, as_of),
        }
    }
}

impl<'a> PlanFacts<'a> {
    fn of(context: Context<'a>) -> Self {
        let plan = context.plan;
        let period = plan.period.value;
        Self {
            id: &plan.id.value,
            title: plan.title.as_ref().map(|title| context.text(title)),
            period: Period { from: period.from.to_string(), to: period.to.to_string() },
            years: period.years().collect(),
            publishers: plan.publishers.iter().map(|publisher| Known::of(context, publisher.value)).collect(),
            issued: plan.issued.as_ref().map(|issued| OrPending::of(&issued.value, |date| Day(*date))),
            updated: plan.updated.map(|updated| Day(updated.value)),
            previous: plan.previous.as_ref().map(|previous| &*previous.value),
            licence: plan.licence.map(|licence| Licence::of(context, licence.value)),
            contact: plan.contact.as_ref().map(|contact| Contact::of(context, &contact.value)),
            languages: languages(context),
        }
    }
}
