//! Every section is there, if only to say `none`.

use super::Check;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Content, Letter, Plan, Workspace};

pub(super) static RULE: Rule = crate::rule!("ODP208", "missing-section", Warning);
pub(super) static CHECK: Check = Check::Plan(check);

fn check(plan: &Plan, _: &Workspace, found: &mut Vec<Diagnostic>) {
    for letter in Letter::ALL {
        let due = letter != Letter::B || plan.period.value.later_years().is_some();
        let finding = |span| Diagnostic::at(&RULE, span).arg("section", letter.word()).arg("plan", &*plan.id.value);
        match plan.section(letter) {
            None if due && !plan.damaged => found.push(finding(plan.id.span)),
            Some(section) if matches!(&section.content, Content::Bodies(bodies) if bodies.is_empty() && !section.damaged) => {
                found.push(finding(section.head).variant("empty"));
            }
            _ => {}
        }
    }
}
