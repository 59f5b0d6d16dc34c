//! Which plan and which dataset of one edition is which of another: by id, by `formerly`, else likely by name.
//!
//! It is the same in both directions: what pairs in `pair(a, b)` pairs in `pair(b, a)`.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::alike::{LIKELY, Name, folded, likeness, likeness_of};
use crate::model::{Dataset, Holding, Lang, Plan, Workspace};
use crate::resolve::joined;

/// A dataset with its plan and its place there.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The edition it is of.
    pub workspace: &'a Workspace,
    /// The plan.
    pub plan: &'a Plan,
    /// Where it stands.
    pub place: Holding<'a>,
    /// The dataset.
    pub dataset: &'a Dataset,
}

impl Entry<'_> {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.dataset.id.value
    }
}

/// By what two datasets are the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum By {
    /// They have one id.
    Id,
    /// One says that it was formerly the other.
    Formerly,
    /// Nothing but their names, which are so alike: from [`LIKELY`] to 1. It is a guess.
    Name(f64),
}

/// A dataset in both editions.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// As it was.
    pub old: Entry<'a>,
    /// As it is.
    pub new: Entry<'a>,
    /// Why it is the same.
    pub by: By,
    /// Whether it went from one bureau's plan to another's.
    pub transferred: bool,
}

/// A plan in both editions, or in one.
#[derive(Clone, Copy, Debug)]
pub struct PlanPair<'a> {
    /// As it was.
    pub old: Option<&'a Plan>,
    /// As it is.
    pub new: Option<&'a Plan>,
}

/// What of one edition is what of another.
#[derive(Debug)]
pub struct Pairing<'a> {
    /// The plans: those that are in the new edition in its order, then those that are not.
    pub plans: Vec<PlanPair<'a>>,
    /// The datasets in both, in the order of the new edition.
    pub pairs: Vec<Pair<'a>>,
    /// Those of the old edition only, in its order.
    pub dropped: Vec<Entry<'a>>,
    /// Those of the new edition only, in its order.
    pub added: Vec<Entry<'a>>,
}

/// How many datasets without a partner each edition may have for names to be compared: each is compared with each.
const MOST_GUESSES: usize = 1_000;

/// How alike the names of two bureaux' datasets of one id must be for it to be one dataset.
const TRANSFER: f64 = 0.5;

/// Pairs what two workspaces hold.
#[must_use]
pub fn pair<'a>(old: &'a Workspace, new: &'a Workspace) -> Pairing<'a> {
    let by_plan = plans(old, new);
    let (olds, news) = (Side::new(old), Side::new(new));
    let mut matched = Matched::new(&olds, &news);
    let everywhere = [(olds.everywhere(), news.everywhere())];
    let within: Vec<_> = by_plan.iter().map(|(old, new)| (olds.of_plan(*old), news.of_plan(*new))).collect();
    for (of, is_plan) in [(&within[..], true), (&everywhere[..], false)] {
        of.iter().for_each(|(olds, news)| matched.by_id(olds, news, is_plan));
        of.iter().for_each(|(olds, news)| matched.by_former_id(olds, news));
    }
    matched.by_name(&by_plan);
    let of = |index: usize, side: &Side<'a>| side.entries.get(index).map(|entry| entry.1);
    let together: FxHashSet<(usize, usize)> = by_plan.iter().copied().collect();
    let mut pairs: Vec<(usize, usize, By)> = matched.pairs.clone();
    pairs.sort_by_key(|(_, new, _)| *new);
    let pairs = pairs.into_iter().filter_map(|(a, b, by)| {
        let plans = (olds.entries.get(a)?.0, news.entries.get(b)?.0);
        Some(Pair { old: of(a, &olds)?, new: of(b, &news)?, by, transferred: !together.contains(&plans) })
    });
    let pairs = pairs.collect();
    let free = |taken: &[bool], side: &Side<'a>| -> Vec<Entry<'a>> {
        side.entries.iter().zip(taken).filter(|(_, taken)| !**taken).map(|((_, entry), _)| *entry).collect()
    };
    Pairing { plans: in_order(old, new, &by_plan), pairs, dropped: free(&matched.old_taken, &olds), added: free(&matched.new_taken, &news) }
}

fn in_order<'a>(old: &'a Workspace, new: &'a Workspace, by_plan: &[(usize, usize)]) -> Vec<PlanPair<'a>> {
    let partner = |index: usize| by_plan.iter().find(|(_, new)| *new == index).and_then(|(at, _)| old.plans.get(*at));
    let kept = new.plans.iter().enumerate().map(|(index, plan)| PlanPair { old: partner(index), new: Some(plan) });
    let gone = old.plans.iter().enumerate().filter(|(index, _)| !by_plan.iter().any(|(old, _)| old == index));
    kept.chain(gone.map(|(_, plan)| PlanPair { old: Some(plan), new: None })).collect()
}

/// Which plans are editions of one: of one id; else the one that names the other as `previous`; else of one publisher, the
/// nearest years first; else the only two there are.
fn plans(old: &Workspace, new: &Workspace) -> Vec<(usize, usize)> {
    let mut candidates: Vec<(u8, i64, [&str; 2], usize, usize)> = Vec::new();
    for (a, one) in old.plans.iter().enumerate() {
        for (b, other) in new.plans.iter().enumerate() {
            let rank = if one.id.value == other.id.value {
                0
            } else if precedes(one, old, other, new) || precedes(other, new, one, old) {
                1
            } else if same_publisher(one, old, other, new) {
                2
            } else if old.plans.len() == 1 && new.plans.len() == 1 {
                3
            } else {
                continue;
            };
            let days = (one.period.from.first_day() - other.period.from.first_day()).num_days().abs();
            candidates.push((rank, days, sorted(&one.id.value, &other.id.value), a, b));
        }
    }
    candidates.sort();
    let (mut olds, mut news) = (FxHashSet::default(), FxHashSet::default());
    let free = |(.., a, b): &(u8, i64, [&str; 2], usize, usize)| {
        let free = !olds.contains(a) && !news.contains(b);
        free && olds.insert(*a) && news.insert(*b)
    };
    let mut paired: Vec<(usize, usize)> = candidates.into_iter().filter(free).map(|(.., a, b)| (a, b)).collect();
    paired.sort_by_key(|(_, new)| *new);
    paired
}

fn sorted<'s>(a: &'s str, b: &'s str) -> [&'s str; 2] {
    if a <= b { [a, b] } else { [b, a] }
}

/// Whether `later` names the file of `earlier` as its edition before.
fn precedes(earlier: &Plan, of: &Workspace, later: &Plan, by: &Workspace) -> bool {
    let name = |plan: &Plan, workspace: &Workspace| workspace.sources.get(plan.file).map(|source| source.name.to_string());
    let Some((previous, (from, to))) = later.previous.as_ref().zip(name(later, by).zip(name(earlier, of))) else { return false };
    // what stands before a colon is the revision
    let bare = |name: &str| name.split_once(':').map_or_else(|| name.to_owned(), |(_, path)| path.to_owned());
    joined(&bare(&from), previous).is_some_and(|path| path == bare(&to))
}

/// Whether a publisher of one is a publisher of the other, by its id or one that it had.
fn same_publisher(a: &Plan, of_a: &Workspace, b: &Plan, of_b: &Workspace) -> bool {
    let ids = |plan: &Plan, workspace: &Workspace| -> Vec<String> {
        let each = plan.publishers.iter().map(|publisher| workspace.vocabulary.get(publisher.value));
        each.flat_map(|body| std::iter::once(&body.id).chain(&body.formerly).map(|id| id.value.to_string())).collect()
    };
    let known = ids(a, of_a);
    ids(b, of_b).iter().any(|id| known.contains(id))
}

/// The datasets of one workspace, each with the number of its plan.
struct Side<'a> {
    entries: Vec<(usize, Entry<'a>)>,
}

impl<'a> Side<'a> {
    fn new(workspace: &'a Workspace) -> Self {
        let of = |(index, plan): (usize, &'a Plan)| {
            plan.datasets().map(move |(place, dataset)| (index, Entry { workspace, plan, place, dataset }))
        };
        Self { entries: workspace.plans.iter().enumerate().flat_map(of).collect() }
    }

    fn of_plan(&self, plan: usize) -> Vec<usize> {
        let of = self.entries.iter().enumerate().filter(|(_, (of, _))| *of == plan);
        of.map(|(index, _)| index).collect()
    }

    fn everywhere(&self) -> Vec<usize> {
        (0..self.entries.len()).collect()
    }

    /// The names of those that are not taken yet.
    fn names(&self, taken: &[bool]) -> Vec<(usize, Vec<(Lang, Name)>)> {
        let free = self.entries.iter().enumerate().zip(taken).filter(|(_, taken)| !**taken);
        free.filter_map(|((index, (_, entry)), _)| Some((index, folded(entry.dataset.name.as_ref()?)))).collect()
    }
}

/// The id of a dataset, and those that it had.
fn ids<'s>(entry: &'s Entry<'_>) -> impl Iterator<Item = &'s str> {
    std::iter::once(entry.id()).chain(entry.dataset.formerly.iter().map(|id| &*id.value))
}

/// Those of some datasets that have no partner yet.
fn free<'s, 'a>(of: &[usize], taken: &[bool], side: &'s Side<'a>) -> Vec<(usize, &'s Entry<'a>)> {
    let free = of.iter().filter(|index| !taken.get(**index).copied().unwrap_or(true));
    free.filter_map(|index| Some((*index, &side.entries.get(*index)?.1))).collect()
}

struct Matched<'s, 'a> {
    olds: &'s Side<'a>,
    news: &'s Side<'a>,
    old_taken: Vec<bool>,
    new_taken: Vec<bool>,
    pairs: Vec<(usize, usize, By)>,
}

impl<'s, 'a> Matched<'s, 'a> {
    fn new(olds: &'s Side<'a>, news: &'s Side<'a>) -> Self {
        let (old_taken, new_taken) = (vec![false; olds.entries.len()], vec![false; news.entries.len()]);
        Self { olds, news, old_taken, new_taken, pairs: Vec::new() }
    }

    fn take(&mut self, old: usize, new: usize, by: By) {
        if let (Some(a), Some(b)) = (self.old_taken.get_mut(old), self.new_taken.get_mut(new))
            && !*a
            && !*b
        {
            (*a, *b) = (true, true);
            self.pairs.push((old, new, by));
        }
    }

    /// Pairs those of one id. Within a plan ids are unique; of two bureaux the names must be alike too.
    fn by_id(&mut self, olds: &[usize], news: &[usize], is_plan: bool) {
        self.take_all(olds, news, By::Id, |old, new, id| {
            let names = old.dataset.name.as_ref().zip(new.dataset.name.as_ref());
            old.id() == id && new.id() == id && (is_plan || names.is_none_or(|(a, b)| likeness(a, b) >= TRANSFER))
        });
    }

    /// Pairs those of which one had the other's id.
    fn by_former_id(&mut self, olds: &[usize], news: &[usize]) {
        self.take_all(olds, news, By::Formerly, |old, new, id| old.id() == id || new.id() == id);
    }

    /// Pairs those that have, or had, one id for which `is_one` holds.
    fn take_all(&mut self, olds: &[usize], news: &[usize], by: By, is_one: impl Fn(&Entry<'_>, &Entry<'_>, &str) -> bool) {
        let mut index: FxHashMap<&str, Vec<(usize, &Entry<'_>)>> = FxHashMap::default();
        for (new, entry) in free(news, &self.new_taken, self.news) {
            ids(entry).for_each(|id| index.entry(id).or_default().push((new, entry)));
        }
        let mut candidates: Vec<([&str; 2], [usize; 2], usize, usize)> = Vec::new();
        for (old, entry) in free(olds, &self.old_taken, self.olds) {
            for id in ids(entry) {
                let found = index.get(id).into_iter().flatten().filter(|(_, other)| is_one(entry, other, id));
                candidates.extend(found.map(|(new, other)| (sorted(entry.id(), other.id()), [old.min(*new), old.max(*new)], old, *new)));
            }
        }
        candidates.sort_unstable();
        candidates.into_iter().for_each(|(.., old, new)| self.take(old, new, by));
    }

    /// Pairs what is left by names, the most alike first; within a plan before across plans.
    fn by_name(&mut self, by_plan: &[(usize, usize)]) {
        let (olds, news) = (self.olds.names(&self.old_taken), self.news.names(&self.new_taken));
        if olds.len() > MOST_GUESSES || news.len() > MOST_GUESSES {
            return;
        }
        let together: FxHashSet<(usize, usize)> = by_plan.iter().copied().collect();
        let (old_side, new_side) = (self.olds, self.news);
        let mut candidates: Vec<_> = olds
            .par_iter()
            .flat_map_iter(|(old, name)| news.iter().map(move |(new, other)| (*old, *new, likeness_of(name, other))))
            .filter(|(.., likeness)| *likeness >= LIKELY)
            .filter_map(|(old, new, likeness)| {
                let ((old_plan, a), (new_plan, b)) = (old_side.entries.get(old)?, new_side.entries.get(new)?);
                let apart = !together.contains(&(*old_plan, *new_plan));
                Some((apart, likeness, sorted(a.id(), b.id()), [old.min(new), old.max(new)], old, new))
            })
            .collect();
        candidates.sort_by(|a, b| (a.0, a.2, a.3).cmp(&(b.0, b.2, b.3)));
        candidates.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        candidates.into_iter().for_each(|(_, likeness, .., old, new)| self.take(old, new, By::Name(likeness)));
    }
}
