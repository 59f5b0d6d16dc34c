//! `catalogue.jsonld`: a plan as a catalogue of DCAT-AP 3, in JSON-LD; a graph first, which `turtle` writes too.
//!
//! What there is of an address is made from [`Options::base`]: a plan is `BASE` + its id, a dataset `BASE` + its publisher and its
//! own id, so that it is the same in every edition; what several datasets share, such as an organisation, is a fragment of `BASE`.

mod catalogue;
mod dataset;
mod distribution;
mod graph;
mod jsonld;
mod shared;
mod terms;
mod words;

use super::url::percent_encoded;
use super::{Artifact, Options};
use crate::model::{Lang, Plan, Workspace};
use crate::rules::Valid;

pub(super) use graph::{Graph, Node, Value};
pub(super) use terms::{PREFIXES, datatype};

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    let graph = of_plan(workspace, plan, options);
    graph.map(|graph| artifact(format!("{}/catalogue.jsonld", plan.id.value), &graph)).into_iter().collect()
}

pub(super) fn together(workspace: Valid<'_>, options: &Options) -> Vec<Artifact> {
    of_all(workspace, options).map(|graph| artifact("catalogue.jsonld".to_owned(), &graph)).into_iter().collect()
}

fn artifact(path: String, graph: &Graph) -> Artifact {
    Artifact { path, media_type: "application/ld+json", bytes: jsonld::bytes(graph) }
}

/// One plan as a graph; nothing without an address.
pub(super) fn of_plan(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Option<Graph> {
    let mut maker = Maker::new(&workspace, &[plan], options)?;
    maker.catalogue(plan);
    Some(maker.graph)
}

/// All plans as one graph: a catalogue of their catalogues. A dataset that stands in several plans is as the newest says.
pub(super) fn of_all(workspace: Valid<'_>, options: &Options) -> Option<Graph> {
    let mut plans: Vec<&Plan> = workspace.plans.iter().collect();
    let age = |plan: &Plan| (plan.state_of().map(|date| date.first_day()), plan.period.value.from.first_day());
    plans.sort_by(|a, b| age(b).cmp(&age(a)).then_with(|| a.id.value.cmp(&b.id.value)));
    let mut maker = Maker::new(&workspace, &plans, options)?;
    maker.catalogue_of_catalogues(&plans);
    Some(maker.graph)
}

/// Makes a graph.
struct Maker<'a> {
    workspace: &'a Workspace,
    base: &'a str,
    /// The languages of all plans in the graph.
    langs: Vec<Lang>,
    graph: Graph,
}

impl<'a> Maker<'a> {
    fn new(workspace: &'a Workspace, plans: &[&Plan], options: &'a Options) -> Option<Self> {
        let langs = options.languages_of(plans.iter().copied());
        Some(Self { workspace, base: options.base.as_deref()?, langs, graph: Graph::default() })
    }

    /// What several plans share: `BASE#organisation-hk-itib`.
    fn shared(&self, kind: &str, id: &str) -> String {
        format!("{}#{kind}-{}", self.base, percent_encoded(id))
    }

    fn plan_iri(&self, plan: &Plan) -> String {
        format!("{}{}", self.base, percent_encoded(&plan.id))
    }

    /// `BASE` + publisher + dataset: never from what an edition changes.
    fn dataset_iri(&self, plan: &Plan, dataset: &str) -> String {
        format!("{}{}/{}", self.base, percent_encoded(self.publisher_id(plan)), percent_encoded(dataset))
    }

    /// The id of the first publisher, under which a plan's datasets are known.
    fn publisher_id(&self, plan: &Plan) -> &'a str {
        plan.publishers.first().map_or("", |publisher| &self.workspace.vocabulary.get(publisher.value).id.value)
    }
}
