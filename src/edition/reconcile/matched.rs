//! Which dataset is which entry of the portal: by its id, else by names.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::listing::Labels;
use super::{By, Listed, Listing, MARGIN, SURE, on};
use crate::edition::alike::{LIKELY, Name, folded};
use crate::edition::pair::Entry;
use crate::model::{Id, Lang, Organisation, Plan, Portal, Workspace};

/// The most pairs of names of a plan that are compared.
const MOST_PAIRS: usize = 5_000_000;

/// What was found of what.
#[derive(Default)]
pub(super) struct Matching<'a> {
    /// Datasets with their entries, in the order of the plans.
    pub(super) pairs: Vec<(Entry<'a>, &'a Listed, By)>,
    /// Datasets without.
    pub(super) absent: Vec<Entry<'a>>,
    /// Entries without a dataset which are the plans' organisations'.
    pub(super) unplanned: Vec<&'a Listed>,
    pub(super) others: usize,
    pub(super) compared: bool,
}

/// Whose an entry is, as far as a plan can tell.
enum Whose {
    /// The listing does not say.
    Unstated,
    /// Its words are not known.
    Unknown,
    Known(Vec<Id<Organisation>>),
}

impl Whose {
    fn is_one_of(&self, all: &FxHashSet<Id<Organisation>>) -> Option<bool> {
        match self {
            Self::Unstated => Some(true),
            Self::Unknown => None,
            Self::Known(ids) => Some(ids.iter().any(|id| all.contains(id))),
        }
    }
}

/// A name as it is compared.
type Names = Vec<(Option<Lang>, Name)>;

pub(super) fn find<'a>(
    workspace: &'a Workspace,
    listing: &'a Listing,
    portal: Option<Id<Portal>>,
    organisations: &Labels<Organisation>,
) -> Matching<'a> {
    let whose: Vec<Whose> = listing.entries.iter().map(|listed| whose(listed, organisations)).collect();
    let mut by_id: FxHashMap<&str, usize> = FxHashMap::default();
    for (at, listed) in listing.entries.iter().enumerate() {
        listed.ids.iter().for_each(|id| {
            by_id.entry(&**id).or_insert(at);
        });
    }
    let plans: Vec<Vec<Entry<'a>>> = workspace.plans.iter().map(|plan| entries(workspace, plan)).collect();
    let with_id = |entry: &Entry<'_>| on(entry, portal).find_map(|one| by_id.get(&*one.id.as_ref()?.value).copied());
    let sure: Vec<Vec<Option<usize>>> = plans.iter().map(|plan| plan.iter().map(with_id).collect()).collect();
    let mut taken: FxHashSet<usize> = sure.iter().flatten().flatten().copied().collect();
    let names: Vec<Names> = listing.entries.par_iter().map(names).collect();
    let mut out = Matching { compared: true, ..Matching::default() };
    let mut by_name: FxHashSet<usize> = FxHashSet::default();
    for (plan, known) in plans.into_iter().zip(sure) {
        let side = Side { names: &names, whose: &whose, taken: &taken, ours: ours(&plan) };
        let guesses = side.guesses(&plan, &known);
        out.compared &= guesses.is_some();
        let guesses = guesses.unwrap_or_default();
        for (at, (entry, known)) in plan.into_iter().zip(known).enumerate() {
            let guess = guesses.get(&at).copied();
            let found = known.map(|listed| (listed, By::Id)).or(guess);
            by_name.extend(guess.map(|(listed, _)| listed));
            match found.and_then(|(listed, by)| Some((listing.entries.get(listed)?, by))) {
                Some((listed, by)) => out.pairs.push((entry, listed, by)),
                None => out.absent.push(entry),
            }
        }
    }
    taken.extend(by_name);
    let ours: FxHashSet<Id<Organisation>> =
        workspace.plans.iter().flat_map(|plan| self::ours(&entries(workspace, plan))).collect();
    for (at, listed) in listing.entries.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
        match whose.get(at).and_then(|whose| whose.is_one_of(&ours)) {
            Some(true) => out.unplanned.push(listed),
            _ => out.others += 1,
        }
    }
    out
}

fn entries<'a>(workspace: &'a Workspace, plan: &'a Plan) -> Vec<Entry<'a>> {
    plan.datasets().map(|(place, dataset)| Entry { workspace, plan, place, dataset }).collect()
}

/// The publishers of a plan, the owners of its datasets, the bodies of its section C.
fn ours(entries: &[Entry<'_>]) -> FxHashSet<Id<Organisation>> {
    entries.iter().flat_map(of).collect()
}

/// Those that may own a dataset.
fn of<'e>(entry: &Entry<'e>) -> impl Iterator<Item = Id<Organisation>> + 'e {
    let owners = entry.dataset.owners.iter().flat_map(|owners| &owners.value);
    let body = entry.place.body.map(|body| body.organisation.value);
    entry.plan.publishers.iter().chain(owners).map(|id| id.value).chain(body)
}

fn whose(listed: &Listed, organisations: &Labels<Organisation>) -> Whose {
    let Some(said) = &listed.owner else { return Whose::Unstated };
    let ids = organisations.meant(said);
    if ids.is_empty() { Whose::Unknown } else { Whose::Known(ids) }
}

fn names(listed: &Listed) -> Names {
    let lang = |lang: Lang| if lang == Lang::SC { Lang::TC } else { lang };
    let mut all: Names = Vec::new();
    for (tongue, words) in &listed.titles {
        let tongue = tongue.map(lang);
        if tongue.is_none() || !all.iter().any(|(known, _)| *known == tongue) {
            all.push((tongue, Name::new(words)));
        }
    }
    all
}

/// How alike an entry's names and a dataset's are: in the languages that both are written in, their mean; where the listing names no
/// language, the most alike.
fn likeness(listed: &Names, dataset: &[(Lang, Name)]) -> f64 {
    let shared = |(lang, name): &(Lang, Name)| {
        let other = listed.iter().find(|(known, _)| *known == Some(*lang)).map(|(_, name)| name)?;
        Some(name.likeness(other))
    };
    let all: Vec<f64> = dataset.iter().filter_map(shared).collect();
    if !all.is_empty() {
        return all.iter().sum::<f64>() / all.len() as f64;
    }
    let untold = listed.iter().filter(|(lang, _)| lang.is_none());
    let each = untold.flat_map(|(_, name)| dataset.iter().map(|(_, other)| name.likeness(other)));
    each.fold(0.0, f64::max)
}

/// The entries of the portal, as one plan looks at them.
struct Side<'s> {
    names: &'s [Names],
    whose: &'s [Whose],
    /// Those whose id a plan has.
    taken: &'s FxHashSet<usize>,
    ours: FxHashSet<Id<Organisation>>,
}

/// A dataset and an entry that may be it.
struct Guess {
    dataset: usize,
    listed: usize,
    likeness: f64,
    /// Whether it is the dataset's owner's.
    is_its: bool,
}

impl Side<'_> {
    /// For datasets whose id is not known, by their numbers, the entries of the most alike names; nothing at all where there are too
    /// many of both.
    fn guesses(&self, plan: &[Entry<'_>], known: &[Option<usize>]) -> Option<FxHashMap<usize, (usize, By)>> {
        let free = |at: &usize| {
            !self.taken.contains(at) && self.whose.get(*at).is_some_and(|whose| whose.is_one_of(&self.ours) != Some(false))
        };
        let listed: Vec<(usize, &Names)> = self.names.iter().enumerate().filter(|(at, _)| free(at)).collect();
        let unknown = plan.iter().zip(known).enumerate().filter(|(_, (_, known))| known.is_none());
        let datasets: Vec<_> =
            unknown.filter_map(|(at, (entry, _))| Some((at, entry, folded(entry.dataset.name.as_ref()?)))).collect();
        if datasets.len().saturating_mul(listed.len()) > MOST_PAIRS {
            return None;
        }
        let mut all: Vec<Guess> = datasets
            .par_iter()
            .flat_map_iter(|(dataset, entry, name)| {
                let owners: FxHashSet<Id<Organisation>> = of(entry).collect();
                let guess = move |(listed, names): &(usize, &Names)| {
                    let likeness = likeness(names, name);
                    let is_its = self.whose.get(*listed).and_then(|whose| whose.is_one_of(&owners)) == Some(true);
                    Guess { dataset: *dataset, listed: *listed, likeness, is_its }
                };
                listed.iter().map(guess).filter(|guess| guess.likeness >= LIKELY)
            })
            .collect();
        all.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then((a.dataset, a.listed).cmp(&(b.dataset, b.listed))));
        Some(chosen(&all))
    }
}

/// The most alike first, each once. It is sure where no other name is nearly as alike.
fn chosen(all: &[Guess]) -> FxHashMap<usize, (usize, By)> {
    let mut by_dataset: FxHashMap<usize, Vec<&Guess>> = FxHashMap::default();
    let mut by_listed: FxHashMap<usize, Vec<&Guess>> = FxHashMap::default();
    for guess in all {
        by_dataset.entry(guess.dataset).or_default().push(guess);
        by_listed.entry(guess.listed).or_default().push(guess);
    }
    let mut out: FxHashMap<usize, (usize, By)> = FxHashMap::default();
    let mut gone: FxHashSet<usize> = FxHashSet::default();
    for guess in all {
        if out.contains_key(&guess.dataset) || !gone.insert(guess.listed) {
            continue;
        }
        let rivals = by_dataset.get(&guess.dataset).into_iter().chain(by_listed.get(&guess.listed)).flatten();
        let is_apart = |rival: &&Guess| {
            (rival.dataset, rival.listed) == (guess.dataset, guess.listed) || rival.likeness + MARGIN <= guess.likeness
        };
        let is_sure = guess.likeness >= SURE && guess.is_its && rivals.copied().all(|rival| is_apart(&rival));
        out.insert(guess.dataset, (guess.listed, By::Name { likeness: guess.likeness, is_sure }));
    }
    out
}
