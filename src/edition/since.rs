//! What changed of one plan since the edition that it names as the one before.

use super::diff::{PairDiff, between};
use super::history::{Earlier, History};
use super::pair::{By, Entry, Pair};
use crate::model::{Plan, Workspace};

/// What changed of a plan since the edition before.
#[derive(Debug)]
pub struct Since<'a> {
    /// The edition before.
    pub old: &'a Plan,
    /// The datasets of both editions, changed or not, in the order of the new one.
    pub pairs: Vec<PairDiff<'a>>,
    /// Those that are new.
    pub added: Vec<Entry<'a>>,
    /// Those of the edition before that no plan of the workspace goes on with.
    pub dropped: Vec<Entry<'a>>,
}

impl History {
    /// What changed of a plan since the edition before, as far as ids and `formerly` tell; nothing without such an edition.
    #[must_use]
    pub fn since<'a>(&'a self, workspace: &'a Workspace, plan: &'a Plan) -> Option<Since<'a>> {
        let (old_workspace, old) = self.edition_before(workspace, plan)?;
        let entry = |(place, dataset)| Entry { workspace, plan, place, dataset };
        let before = |new: Entry<'a>| self.of(new).first().map(|earlier: &Earlier<'a>| earlier.entry);
        let mut since = Since { old, pairs: Vec::new(), added: Vec::new(), dropped: Vec::new() };
        for new in plan.datasets().map(entry) {
            let Some(old) = before(new) else {
                since.added.push(new);
                continue;
            };
            let by = if old.id() == new.id() { By::Id } else { By::Formerly };
            let transferred = !std::ptr::eq(old.plan, since.old);
            since.pairs.push(between(Pair { old, new, by, transferred }));
        }
        let names = |id: &str| {
            let of_the_year = workspace.plans.iter().filter(|other| other.period.value.from == plan.period.value.from);
            of_the_year
                .flat_map(Plan::datasets)
                .any(|(_, dataset)| *dataset.id.value == *id || dataset.formerly.iter().any(|known| *known.value == *id))
        };
        let goes_on = |entry: &Entry<'a>| {
            let within = since.pairs.iter().any(|pair| std::ptr::eq(pair.pair.old.dataset, entry.dataset));
            within || names(entry.id())
        };
        let all = old.datasets().map(|(place, dataset)| Entry { workspace: old_workspace, plan: old, place, dataset });
        since.dropped = all.filter(|entry| !goes_on(entry)).collect();
        Some(since)
    }
}
