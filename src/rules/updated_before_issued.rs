//! A plan is brought up to date after it was issued.

use super::Check;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Plan, Workspace};

pub(super) static RULE: Rule = crate::rule!("ODP213", "updated-before-issued", Error);
pub(super) static CHECK: Check = Check::Plan(check);

fn check(plan: &Plan, _: &Workspace, found: &mut Vec<Diagnostic>) {
    let Some((updated, issued)) = plan.updated.zip(plan.issued.as_ref()) else { return };
    let Some(date) = issued.given().filter(|date| date.after(updated.value)) else { return };
    let finding = Diagnostic::at(&RULE, updated.span).label("issued", issued.span).arg("plan", &*plan.id.value);
    found.push(finding.arg("updated", updated.to_string()).arg("issued", date.to_string()));
}
