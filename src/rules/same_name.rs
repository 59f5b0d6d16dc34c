//! Two datasets of a plan are not called the same.

use rustc_hash::FxHashMap;

use super::Check;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Dataset, Lang, Plan, Translation, Workspace};

pub(super) static RULE: Rule = crate::rule!("ODP210", "same-name", Warning);
pub(super) static CHECK: Check = Check::Plan(check);

fn check(plan: &Plan, _: &Workspace, found: &mut Vec<Diagnostic>) {
    let mut known: FxHashMap<(Lang, &str), (&Dataset, &Translation)> = FxHashMap::default();
    let mut reported = None;
    for (_, dataset) in plan.datasets() {
        for entry in dataset.name.iter().flat_map(|name| &name.entries) {
            let Some(words) = entry.value.given() else { continue };
            let Some((other, first)) = known.insert((entry.lang, words), (dataset, entry)) else { continue };
            let pair = (&*other.id.value, &*dataset.id.value);
            if reported.replace(pair) == Some(pair) {
                continue;
            }
            let finding = Diagnostic::at(&RULE, entry.span).label("first", first.span).arg("name", &**words);
            found.push(finding.arg("dataset", &*dataset.id.value).arg("other", &*other.id.value));
        }
    }
}
