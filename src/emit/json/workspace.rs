//! `catalogue.json` of many plans: publisher by publisher, with the totals of all: `odp:workspace/1`.
//!
//! Its JSON Schema (draft 2020-12) is [`workspace_schema`]. A plan in it is what its own `catalogue.json` holds, without the head. A
//! joint plan stands under its first publisher.

use serde::Serialize;

use super::place::Sections;
use super::terms::{Day, Known};
use super::totals::Totals;
use super::{Context, PlanFacts, catalogue_schema, to_bytes};
use crate::emit::{Artifact, Options};
use crate::model::{Date, Id, Lang, Organisation, Plan};
use crate::rules::Valid;

/// The JSON Schema (draft 2020-12) of the `catalogue.json` of many plans: a head of its own over the definitions of the other one.
#[must_use]
pub fn workspace_schema() -> String {
    let definitions = catalogue_schema().find("  \"$defs\"").map_or("", |at| &catalogue_schema()[at..]);
    format!("{}{definitions}", include_str!("workspace.schema.json"))
}

#[derive(Serialize)]
struct Workspace<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    format: &'static str,
    version: u32,
    generator: &'static str,
    plans: usize,
    totals: Totals<'a>,
    publishers: Vec<Publisher<'a>>,
}

#[derive(Serialize)]
struct Publisher<'a> {
    #[serde(flatten)]
    publisher: Option<Known<'a>>,
    totals: Totals<'a>,
    plans: Vec<Part<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Part<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<Day>,
    plan: PlanFacts<'a>,
    sections: Sections<'a>,
    totals: Totals<'a>,
}

/// A plan, and the date at which its promises are judged.
type Dated<'a> = (Context<'a>, Option<Date>);

pub(in crate::emit) fn together(workspace: Valid<'_>, options: &Options) -> Vec<Artifact> {
    let langs: Vec<Vec<Lang>> = workspace.plans.iter().map(|plan| options.languages(plan)).collect();
    let plans = workspace.plans.iter().zip(&langs);
    let all: Vec<Dated<'_>> =
        plans.map(|(plan, langs)| (Context { plan, vocabulary: &workspace.vocabulary, langs }, options.as_of(plan))).collect();
    let mut publishers: Vec<(Option<Id<Organisation>>, Vec<Dated<'_>>)> = Vec::new();
    for entry in &all {
        let publisher = first_publisher(entry.0.plan);
        match publishers.iter_mut().find(|(known, _)| *known == publisher) {
            Some((_, plans)) => plans.push(*entry),
            None => publishers.push((publisher, vec![*entry])),
        }
    }
    let document = Workspace {
        schema: "odp:workspace/1",
        format: "odp-workspace",
        version: 1,
        generator: "odp",
        plans: all.len(),
        totals: Totals::of_all(all.iter().copied()),
        publishers: publishers.into_iter().map(|(id, plans)| Publisher::of(id, &plans)).collect(),
    };
    let datasets: usize = workspace.plans.iter().map(|plan| plan.datasets().count()).sum();
    let bytes = to_bytes(&document, 16 * 1024 + datasets * 6 * 1024);
    vec![Artifact { path: "catalogue.json".to_owned(), media_type: "application/json", bytes }]
}

fn first_publisher(plan: &Plan) -> Option<Id<Organisation>> {
    plan.publishers.first().map(|publisher| publisher.value)
}

impl<'a> Publisher<'a> {
    fn of(id: Option<Id<Organisation>>, plans: &[Dated<'a>]) -> Self {
        let context = plans.first().map(|(context, _)| *context);
        Self {
            publisher: context.zip(id).map(|(context, id)| Known::of(context, id)),
            totals: Totals::of_all(plans.iter().copied()),
            plans: plans.iter().map(|(context, as_of)| Part::of(*context, *as_of)).collect(),
        }
    }
}

impl<'a> Part<'a> {
    fn of(context: Context<'a>, as_of: Option<Date>) -> Self {
        Self {
            as_of: as_of.map(Day),
            plan: PlanFacts::of(context),
            sections: Sections { context, as_of },
            totals: Totals::of(context, as_of),
        }
    }
}
