//! `catalogue.json` of many plans: publisher by publisher, with the totals of all: `odp:workspace/1`.
//!
//! Its JSON Schema (draft 2020-12) is [`workspace_schema`]. A plan in it is what its own `catalogue.json` holds, without the head. A
//! joint plan stands under its first publisher.

use serde::Serialize;

use super::place::Sections;
use super::terms::{Day, Known};
use super::totals::Totals;
use super::{Context, PlanFacts, catalogue_schema, to_bytes};
use crate::emit::bureaux::bureaux;
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

pub(in crate::emit) fn together(workspace: Valid<'_>, options: &Options) -> Vec<Artifact> {
    let vocabulary = &workspace.vocabulary;
    let langs: Vec<Vec<Lang>> = workspace.plans.iter().map(|plan| options.languages(plan)).collect();
    let contexts = workspace.plans.iter().zip(&langs).map(|(plan, langs)| Context { plan, vocabulary, langs });
    let bureaux = bureaux(contexts, |context| context.plan);
    let document = Workspace {
        schema: "odp:workspace/1",
        format: "odp-workspace",
        version: 1,
        generator: "odp",
        plans: workspace.plans.len(),
        totals: Totals::of_all(vocabulary, bureaux.iter().flat_map(|(_, plans)| plans).map(|of| dated(of, options))),
        publishers: bureaux.iter().filter_map(|(id, plans)| Publisher::of(*id, plans, options)).collect(),
    };
    let datasets: usize = workspace.plans.iter().map(|plan| plan.datasets().count()).sum();
    let bytes = to_bytes(&document, 16 * 1024 + datasets * 6 * 1024);
    vec![Artifact { path: "catalogue.json".to_owned(), media_type: "application/json", bytes }]
}

/// A plan, and the date at which its promises are judged.
fn dated<'a>(context: &Context<'a>, options: &Options) -> (&'a Plan, Option<Date>) {
    (context.plan, options.as_of(context.plan))
}

impl<'a> Publisher<'a> {
    fn of(id: Option<Id<Organisation>>, plans: &[Context<'a>], options: &Options) -> Option<Self> {
        let context = *plans.first()?;
        Some(Self {
            publisher: id.map(|id| Known::of(context, id)),
            totals: Totals::of_all(context.vocabulary, plans.iter().map(|of| dated(of, options))),
            plans: plans.iter().map(|context| Part::of(*context, options.as_of(context.plan))).collect(),
        })
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
