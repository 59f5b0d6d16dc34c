//! What is pending: a warning in a draft, an error with `--final`.

use super::{Check, texts};
use crate::diagnostic::{Diagnostic, Rule, Subject};
use crate::model::{Owed, Plan, Workspace};
use crate::source::Span;

pub(super) static RULE: Rule = crate::rule!("ODP302", "pending-value", Warning);
pub(super) static CHECK: Check = Check::Plan(check);

fn check(plan: &Plan, _: &Workspace, found: &mut Vec<Diagnostic>) {
    for text in texts::owed(plan) {
        let pending = text.text.entries.iter().filter(|entry| entry.value == Owed::Pending);
        let mut last = None;
        for entry in pending.filter(|entry| last.replace(entry.span) != Some(entry.span)) {
            let finding = finding(entry.span, text.field, &text.subject).arg("lang", entry.lang.suffix());
            found.push(finding.variant("text"));
        }
    }
    let subject = Subject::Plan(plan.id.value.clone());
    if let Some(issued) = plan.issued.as_ref().filter(|issued| issued.given().is_none()) {
        found.push(finding(issued.span, "issued", &subject));
    }
    // what a `defaults` block gives to many is pending once
    let mut inherited = None;
    for (_, dataset) in plan.datasets() {
        let subject = Subject::Dataset(dataset.id.value.clone());
        let category = dataset.category.as_ref().filter(|value| value.value.given().is_none()).map(|value| value.span);
        let category = category.filter(|span| inherited.replace(*span) != Some(*span));
        let target = dataset.target.as_ref().filter(|value| value.given().is_none()).map(|value| value.span);
        let released = dataset.released.as_ref().filter(|value| value.given().is_none()).map(|value| value.span);
        let frequency = dataset.frequency.as_ref().filter(|value| value.given().is_none()).map(|value| value.span);
        let all = [("category", category), ("target", target), ("released", released), ("frequency", frequency)];
        found.extend(all.into_iter().filter_map(|(field, span)| Some(finding(span?, field, &subject))));
    }
}

fn finding(span: Span, field: &'static str, subject: &Subject) -> Diagnostic {
    Diagnostic::at(&RULE, span).arg("field", field).arg("where", subject)
}
