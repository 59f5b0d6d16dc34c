//! Two plans of one id would be written to one folder.

use rustc_hash::FxHashMap;

use super::Check;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Plan, Workspace};

pub(super) static RULE: Rule = crate::rule!("ODP501", "duplicate-plan", Error);
pub(super) static CHECK: Check = Check::Workspace(check);

fn check(workspace: &Workspace, found: &mut Vec<Diagnostic>) {
    let mut known: FxHashMap<String, &Plan> = FxHashMap::default();
    for plan in &workspace.plans {
        // folders on Windows and macOS do not tell case apart
        let Some(first) = known.insert(plan.id.to_lowercase(), plan) else { continue };
        found.push(Diagnostic::at(&RULE, plan.id.span).label("first", first.id.span).arg("plan", &*plan.id.value));
    }
}
