//! One portal entry belongs to one dataset, over all plans.

use rustc_hash::FxHashMap;

use super::Check;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Dataset, Plan, Workspace};
use crate::source::Span;

pub(super) static RULE: Rule = crate::rule!("ODP211", "same-portal-entry", Warning);
pub(super) static CHECK: Check = Check::Workspace(check);

fn check(workspace: &Workspace, found: &mut Vec<Diagnostic>) {
    let mut known: FxHashMap<(&str, &str), (&Plan, &Dataset, Span)> = FxHashMap::default();
    for plan in &workspace.plans {
        for (_, dataset) in plan.datasets() {
            for entry in dataset.portals.iter().flat_map(|portals| &portals.value) {
                let Some(id) = &entry.id else { continue };
                let portal = &*workspace.vocabulary.get(entry.portal).id.value;
                let Some((other_plan, other, first)) = known.insert((portal, &id.value), (plan, dataset, id.span)) else {
                    continue;
                };
                if editions_of_one(plan, dataset, other_plan, other) {
                    continue;
                }
                let finding = Diagnostic::at(&RULE, id.span).label("first", first).arg("entry", &*id.value);
                found.push(finding.arg("dataset", &*dataset.id.value).arg("other", &*other.id.value));
            }
        }
    }
}

/// One dataset in two editions of a bureau's plan keeps its portal entry.
fn editions_of_one(plan: &Plan, dataset: &Dataset, other_plan: &Plan, other: &Dataset) -> bool {
    let same_publisher = plan.publishers.iter().map(|p| p.value).eq(other_plan.publishers.iter().map(|p| p.value));
    let same = dataset.id == other.id || dataset.formerly.contains(&other.id) || other.formerly.contains(&dataset.id);
    plan.file != other_plan.file && same_publisher && same
}
