//! Which plan and which dataset of one edition is which of another: by id, by `formerly`, else likely by name.
//!
//! It is the same in both directions: what pairs in `pair(a, b)` pairs in `pair(b, a)`.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::alike::{Folded, LIKELY, folded, likeness, likeness_from};
use crate::model::{Dataset, Holding, Plan, Workspace};
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
    within.iter().chain(&everywhere).for_each(|(olds, news)| matched.by_name(olds, news));
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
    Pairing {
        plans: in_order(old, new, &by_plan),
        pairs,
        dropped: free(&matched.old_taken, &olds),
        added: free(&matched.new_taken, &news),
    }
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
    let (olds, news) = (heads(old), heads(new));
    let mut candidates: Vec<(u8, i64, [&str; 2], usize, usize)> = Vec::new();
    for (a, one) in olds.iter().enumerate() {
        for (b, other) in news.iter().enumerate() {
            let rank = if one.plan.id.value == other.plan.id.value {
                0
            } else if one.previous.as_ref() == Some(&other.path) || other.previous.as_ref() == Some(&one.path) {
                1
            } else if one.publishers.iter().any(|id| other.publishers.contains(id)) {
                2
            } else if olds.len() == 1 && news.len() == 1 {
                3
            } else {
                continue;
            };
            let days = (one.plan.period.from.first_day() - other.plan.period.from.first_day()).num_days().abs();
            candidates.push((rank, days, sorted(&one.plan.id.value, &other.plan.id.value), a, b));
        }
    }
    candidates.sort_unstable();
    let (mut paired_olds, mut paired_news) = (FxHashSet::default(), FxHashSet::default());
    let mut paired: Vec<(usize, usize)> = Vec::new();
    for (.., a, b) in candidates {
        if !paired_olds.contains(&a) && !paired_news.contains(&b) {
            paired_olds.insert(a);
            paired_news.insert(b);
            paired.push((a, b));
        }
    }
    paired.sort_by_key(|(_, new)| *new);
    paired
}

/// What tells which plan is which.
struct Head<'a> {
    plan: &'a Plan,
    /// The path of its file, without the revision before a colon.
    path: String,
    /// The path that it names as its edition before.
    previous: Option<String>,
    /// The ids that its publishers have and had.
    publishers: FxHashSet<&'a str>,
}

fn heads(workspace: &Workspace) -> Vec<Head<'_>> {
    let head = |plan: &'_ Plan| -> (String, Option<String>) {
        let name = workspace.sources.get(plan.file).map_or("", |source| &source.name);
        let path = name.split_once(':').map_or(name, |(_, path)| path);
        (path.to_owned(), plan.previous.as_ref().and_then(|previous| joined(path, previous)))
    };
    let publishers = |plan: &Plan| {
        let bodies = plan.publishers.iter().map(|publisher| workspace.vocabulary.get(publisher.value));
        bodies.flat_map(|body| std::iter::once(&body.id).chain(&body.formerly).map(|id| &*id.value)).collect()
    };
    let of = |plan| {
        let (path, previous) = head(plan);
        Head { plan, path, previous, publishers: publishers(plan) }
    };
    workspace.plans.iter().map(of).collect()
}

fn sorted<'s>(a: &'s str, b: &'s str) -> [&'s str; 2] {
    if a <= b { [a, b] } else { [b, a] }
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

/// Those of datasets that have a name, with it.
fn named<'s, 'a>(all: Vec<(usize, &'s Entry<'a>)>) -> Vec<(usize, &'s Entry<'a>, Folded)> {
    all.into_iter().filter_map(|(index, entry)| Some((index, entry, folded(entry.dataset.name.as_ref()?)))).collect()
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
                candidates.extend(
                    found.map(|(new, other)| (sorted(entry.id(), other.id()), [old.min(*new), old.max(*new)], old, *new)),
                );
            }
        }
        candidates.sort_unstable();
        candidates.into_iter().for_each(|(.., old, new)| self.take(old, new, by));
    }

    /// Pairs those that have no partner by their names, the most alike first.
    fn by_name(&mut self, olds: &[usize], news: &[usize]) {
        let (olds, news) = (named(free(olds, &self.old_taken, self.olds)), named(free(news, &self.new_taken, self.news)));
        if olds.len() > MOST_GUESSES || news.len() > MOST_GUESSES {
            return;
        }
        let mut candidates: Vec<_> = olds
            .par_iter()
            .flat_map_iter(|(old, entry, name)| {
                news.iter().filter_map(move |(new, other, its)| {
                    let likeness = likeness_from(name, its, LIKELY)?;
                    Some((likeness, sorted(entry.id(), other.id()), [*old.min(new), *old.max(new)], *old, *new))
                })
            })
            .collect();
        candidates.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2, a.3, a.4).cmp(&(b.1, b.2, b.3, b.4))));
        candidates.into_iter().for_each(|(likeness, .., old, new)| self.take(old, new, By::Name(likeness)));
    }
}
