//! A one-year plan has no section B.

use super::Check;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Letter, Plan, Workspace};

pub(super) static RULE: Rule = crate::rule!("ODP209", "section-without-years", Error);
pub(super) static CHECK: Check = Check::Plan(check);

fn check(plan: &Plan, _: &Workspace, found: &mut Vec<Diagnostic>) {
    let Some(section) = plan.section(Letter::B).filter(|_| plan.period.value.later_years().is_none()) else { return };
    let finding = Diagnostic::at(&RULE, section.head).label("period", plan.period.span).arg("plan", &*plan.id.value);
    found.push(finding.arg("period", plan.period.to_string()));
}
