//! A withdrawal is a fact: not after the newest date that the plan states.

use super::Check;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Plan, Workspace};

pub(super) static RULE: Rule = crate::rule!("ODP212", "withdrawn-outside", Error);
pub(super) static CHECK: Check = Check::Plan(check);

fn check(plan: &Plan, _: &Workspace, found: &mut Vec<Diagnostic>) {
    let issued = plan.issued.as_ref().and_then(|issued| Some((issued.given().copied()?, issued.span)));
    let Some((latest, span)) = plan.updated.map(|updated| (updated.value, updated.span)).or(issued) else { return };
    for (_, dataset) in plan.datasets() {
        let Some(withdrawn) = dataset.withdrawn.as_ref().filter(|withdrawn| withdrawn.date.after(latest)) else { continue };
        let finding = Diagnostic::at(&RULE, withdrawn.date.span).arg("dataset", &*dataset.id.value).label("limit", span);
        found.push(finding.arg("withdrawn", withdrawn.date.to_string()).arg("limit", latest.to_string()));
    }
}
