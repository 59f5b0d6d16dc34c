//! A plan's id becomes a folder, also on Windows.

use super::Check;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Plan, Workspace};

pub(super) static RULE: Rule = crate::rule!("ODP215", "reserved-plan-id", Error);
pub(super) static CHECK: Check = Check::Plan(check);

fn check(plan: &Plan, _: &Workspace, found: &mut Vec<Diagnostic>) {
    let id = plan.id.to_lowercase();
    let device = matches!(&*id, "con" | "prn" | "aux" | "nul");
    let port =
        id.strip_prefix("com").or_else(|| id.strip_prefix("lpt")).is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']));
    if device || port {
        found.push(Diagnostic::at(&RULE, plan.id.span).arg("plan", &*plan.id.value));
    }
}
