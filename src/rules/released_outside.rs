//! A release is a fact: not in the future of the plan's facts, and in A to C not before the plan.

use super::Check;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Letter, Plan, Workspace};
use crate::source::Span;

pub(super) static RULE: Rule = crate::rule!("ODP205", "released-outside", Error);
pub(super) static CHECK: Check = Check::Plan(check);

fn check(plan: &Plan, _: &Workspace, found: &mut Vec<Diagnostic>) {
    let issued = plan.issued.as_ref().and_then(|issued| Some((issued.given().copied()?, issued.span)));
    let Some((issued, issued_span)) = issued else { return };
    let (latest, latest_span): (_, Span) = plan.updated.map_or((issued, issued_span), |updated| (updated.value, updated.span));
    for (place, dataset) in plan.datasets() {
        let Some((span, released)) = dataset.released.as_ref().map(|released| released.span).zip(dataset.released_date()) else {
            continue;
        };
        let in_d = place.section.letter == Letter::D;
        let finding = |variant, limit: String, limit_span| {
            Diagnostic::at(&RULE, span)
                .variant(variant)
                .arg("dataset", &*dataset.id.value)
                .arg("released", released.to_string())
                .arg("section", place.section.letter.word())
                .arg("limit", limit)
                .label("limit", limit_span)
        };
        if in_d && released.after(issued) {
            found.push(finding("after-issue", issued.to_string(), issued_span));
        } else if !in_d && released.after(latest) {
            let variant = if plan.updated.is_some() { "after-update" } else { "not-updated" };
            found.push(finding(variant, latest.to_string(), latest_span));
        } else if !in_d && issued.after(released) {
            found.push(finding("before-plan", issued.to_string(), issued_span));
        }
    }
}
