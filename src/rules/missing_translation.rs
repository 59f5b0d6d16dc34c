//! Every text is there in every language the plan owes; `sc` is never owed.

use super::{Check, texts};
use crate::diagnostic::{Arg, Diagnostic, Rule};
use crate::model::{Lang, Plan, State, Workspace};

pub(super) static RULE: Rule = crate::rule!("ODP301", "missing-translation", Warning);
pub(super) static CHECK: Check = Check::Plan(check);

fn check(plan: &Plan, _: &Workspace, found: &mut Vec<Diagnostic>) {
    let owed: Vec<Lang> = plan.languages.iter().map(|lang| lang.value).filter(|lang| *lang != Lang::SC).collect();
    for text in texts::owed(plan) {
        let missing: Vec<Lang> = owed.iter().copied().filter(|lang| text.text.state(*lang) == State::Missing).collect();
        let Some(first) = missing.first() else { continue };
        let finding = Diagnostic::at(&RULE, text.span).arg("field", text.field).arg("where", &text.subject);
        let all = Arg::List(missing.iter().map(|lang| lang.suffix().into()).collect());
        found.push(finding.arg("langs", all).arg("first", first.suffix()));
    }
}
