//! The editions before: `previous` followed back, and what they promised.

use rustc_hash::FxHashSet;

use super::pair::Entry;
use crate::files::Files;
use crate::model::{Date, Plan, Workspace};
use crate::resolve::{joined, load};

/// How many editions back are read.
const MOST: usize = 100;

/// The editions before those of a workspace.
#[derive(Debug, Default)]
pub struct History {
    /// Each step back, newest first.
    editions: Vec<Workspace>,
}

/// What an earlier edition promised of a dataset.
#[derive(Clone, Copy, Debug)]
pub struct Earlier<'a> {
    /// The dataset as it was.
    pub entry: Entry<'a>,
    /// The promise of that edition, before its own slips.
    pub promised: Option<Date>,
}

impl History {
    /// Follows `previous` of all plans. What cannot be read is left out; `check` says so of the plan that names it.
    #[must_use]
    pub fn read(files: &dyn Files, workspace: &Workspace) -> Self {
        let mut editions: Vec<Workspace> = Vec::new();
        let mut seen = FxHashSet::default();
        while editions.len() < MOST {
            let newest = editions.last().unwrap_or(workspace);
            let mut paths: Vec<String> = newest.plans.iter().filter_map(|plan| previous(newest, plan)).collect();
            paths.sort_unstable();
            paths.dedup();
            paths.retain(|path| seen.insert(path.clone()) && files.exists(path));
            if paths.is_empty() {
                break;
            }
            editions.push(load(files, &paths).workspace);
        }
        Self { editions }
    }

    /// How many steps back were read.
    #[must_use]
    pub const fn depth(&self) -> usize {
        self.editions.len()
    }

    /// What earlier editions promised of a dataset, newest first. It is the same by its id or by `formerly`, in the plan that came
    /// before, or in another one of the same years where it came from another bureau.
    #[must_use]
    pub fn of<'a>(&'a self, entry: Entry<'a>) -> Vec<Earlier<'a>> {
        let mut all = Vec::new();
        let mut now = entry;
        while let Some(before) = self.before(now) {
            let promised = before.dataset.original_target();
            all.push(Earlier { entry: before, promised });
            now = before;
            if all.len() >= MOST {
                break;
            }
        }
        all
    }

    /// The plan that a plan names as the edition before, and what it was read with.
    pub(super) fn edition_before<'a>(&'a self, workspace: &Workspace, plan: &Plan) -> Option<(&'a Workspace, &'a Plan)> {
        let path = previous(workspace, plan)?;
        let is_it =
            |workspace: &Workspace, plan: &Plan| workspace.sources.get(plan.file).is_some_and(|source| *source.name == *path);
        let find =
            |workspace: &'a Workspace| workspace.plans.iter().find(|plan| is_it(workspace, plan)).map(|plan| (workspace, plan));
        self.editions.iter().find_map(find)
    }

    fn before<'a>(&'a self, entry: Entry<'a>) -> Option<Entry<'a>> {
        let (workspace, plan) = self.edition_before(entry.workspace, entry.plan)?;
        let was = |dataset: &str| *dataset == *entry.id() || entry.dataset.formerly.iter().any(|id| *id.value == *dataset);
        let within = |plan: &'a Plan| {
            let mut found = plan.datasets().filter(|(_, dataset)| was(&dataset.id.value));
            found.next().map(|(place, dataset)| Entry { workspace, plan, place, dataset })
        };
        within(plan).or_else(|| {
            let others = workspace.plans.iter().filter(|other| other.period.value.from == plan.period.value.from);
            let mut found = others.filter_map(within);
            found.next().filter(|_| found.next().is_none())
        })
    }
}

/// The file that a plan names as the edition before.
pub(super) fn previous(workspace: &Workspace, plan: &Plan) -> Option<String> {
    let previous = plan.previous.as_ref()?;
    joined(&workspace.sources.get(plan.file)?.name, &previous.value)
}
