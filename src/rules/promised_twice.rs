//! Two bureaux do not promise the same dataset for the same years.

use rustc_hash::FxHashMap;

use super::Check;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Dataset, Date, Lang, Letter, Plan, Status, Translation, Workspace};

pub(super) static RULE: Rule = crate::rule!("ODP503", "promised-twice", Warning);
pub(super) static CHECK: Check = Check::Workspace(check);

/// A promise that is open, and whose.
type Promise<'a> = (&'a Plan, &'a Dataset, &'a Translation);

fn check(workspace: &Workspace, found: &mut Vec<Diagnostic>) {
    let publisher = |plan: &Plan| plan.publishers.first().map(|publisher| publisher.value);
    let Some((first, rest)) = workspace.plans.split_first() else { return };
    if rest.iter().all(|plan| publisher(plan) == publisher(first)) {
        return;
    }
    let mut known: FxHashMap<(Date, Lang, String), Promise<'_>> = FxHashMap::default();
    let mut reported = None;
    for plan in &workspace.plans {
        for (place, dataset) in plan.datasets() {
            if place.section.letter == Letter::D || dataset.status() != Status::Planned {
                continue;
            }
            for entry in dataset.name.iter().flat_map(|name| &name.entries) {
                let Some(words) = entry.value.given() else { continue };
                let key = (plan.period.value.from, entry.lang, folded(words));
                let Some((other, same, first)) = known.get(&key) else {
                    known.insert(key, (plan, dataset, entry));
                    continue;
                };
                let pair = (same.span, dataset.span);
                if publisher(other) == publisher(plan) || reported.replace(pair) == Some(pair) {
                    continue;
                }
                let finding = Diagnostic::at(&RULE, entry.span).label("first", first.span).arg("name", &**words);
                found.push(finding.arg("plan", &*plan.id.value).arg("other", &*other.id.value));
            }
        }
    }
}

/// A name without what two bureaux write differently: case, blanks, punctuation, 衛 and 衞.
fn folded(name: &str) -> String {
    let plain = name.chars().filter(|character| character.is_alphanumeric());
    plain.flat_map(char::to_lowercase).map(|character| if character == '衛' { '衞' } else { character }).collect()
}
