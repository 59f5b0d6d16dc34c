//! Slips are a chain: each later, each beginning where the one before ended, the last ending at the target.

use super::Check;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Dataset, Owed, Plan, Workspace};

pub(super) static RULE: Rule = crate::rule!("ODP206", "broken-slip-chain", Error);
pub(super) static CHECK: Check = Check::Plan(check);

fn check(plan: &Plan, _: &Workspace, found: &mut Vec<Diagnostic>) {
    for (_, dataset) in plan.datasets().filter(|(_, dataset)| !dataset.slips.is_empty()) {
        found.extend(broken(dataset).map(|finding| finding.arg("dataset", &*dataset.id.value)));
    }
}

fn broken(dataset: &Dataset) -> Option<Diagnostic> {
    for slip in &dataset.slips {
        if let Some(to) = slip.to.given().filter(|to| !to.after(slip.from.value)) {
            let finding = Diagnostic::at(&RULE, slip.to.span).label("from", slip.from.span).variant("backwards");
            return Some(finding.arg("from", slip.from.to_string()).arg("to", to.to_string()));
        }
    }
    for pair in dataset.slips.windows(2) {
        let [first, second] = pair else { continue };
        let from = second.from.value;
        match first.to.value {
            Owed::Given(to) if to != from => {
                let finding = Diagnostic::at(&RULE, second.from.span).label("to", first.to.span).variant("link");
                let finding = finding.arg("to", to.to_string()).arg("from", from.to_string());
                return Some(finding.fix(second.from.span, to.to_string(), false));
            }
            Owed::Given(_) => {}
            Owed::Pending => {
                let finding = Diagnostic::at(&RULE, first.to.span).label("next", second.from.span).variant("open");
                return Some(finding.arg("from", from.to_string()).fix(first.to.span, from.to_string(), false));
            }
        }
    }
    let last = dataset.slips.last()?;
    let target = dataset.target.as_ref()?;
    let date = dataset.target_date()?;
    match last.to.value {
        Owed::Given(to) if to != date => {
            let finding = Diagnostic::at(&RULE, target.span).label("to", last.to.span).variant("target");
            Some(finding.arg("to", to.to_string()).arg("target", date.to_string()).fix(target.span, to.to_string(), false))
        }
        Owed::Given(_) => None,
        Owed::Pending => {
            let finding = Diagnostic::at(&RULE, last.to.span).label("target", target.span).variant("settled");
            Some(finding.arg("target", date.to_string()).fix(last.to.span, date.to_string(), false))
        }
    }
}
