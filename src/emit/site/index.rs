//! What search looks in: one file of what is alike in all languages, and a small one for each language. Both are scripts, since a page on
//! a disk may load nothing else; they are loaded when search is first used.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::fold::{folded, table};
use super::search::{FILTERS, values};
use super::{Item, Reader, Site, Told};
use crate::emit::Artifact;
use crate::model::{Lang, Text};

/// The file of what is alike in all languages.
pub(super) const WORDS: &str = "search-words.js";

/// What a dataset is found by, folded, in all languages: its names; keywords, ids, owners and category; what is said of it.
type Ranks = [Vec<Arc<str>>; 3];

/// What is alike in all languages.
#[derive(Serialize)]
struct Shared<'s> {
    /// The table by which a browser folds what is asked.
    from: String,
    to: String,
    /// The folders of the plans.
    folders: Vec<&'s str>,
    /// The values of filters, each once.
    values: Vec<String>,
    /// The words that several datasets have.
    texts: Vec<&'s str>,
    rows: Vec<SharedRow<'s>>,
}

/// The middle of the name of its page, the number of its plan, the values of the filters but for the plan, the words by rank.
#[derive(Serialize)]
struct SharedRow<'s>(&'s str, usize, [usize; FILTERS - 1], [Vec<Words<'s>>; 3]);

/// Words of a dataset: of its own, or the number of those that it shares.
#[derive(Serialize)]
#[serde(untagged)]
enum Words<'s> {
    Own(&'s str),
    Shared(usize),
}

impl<'s> Words<'s> {
    fn of(words: &'s str, numbers: &FxHashMap<&str, usize>) -> Self {
        numbers.get(words).map_or(Self::Own(words), |number| Self::Shared(*number))
    }
}

/// What is of one language.
#[derive(Serialize)]
struct OfLanguage<'s> {
    plans: Vec<String>,
    /// How promises stand, each once.
    states: Vec<String>,
    rows: Vec<Row<'s>>,
}

/// The name, the number of how it stands, and the language of the name where it is not that of the page.
#[derive(Serialize)]
#[serde(untagged)]
enum Row<'s> {
    Usual(&'s str, usize),
    Foreign(&'s str, usize, String),
}

/// Numbers for values, each of which is kept once, in the order in which they first come.
#[derive(Default)]
struct Numbers {
    all: Vec<String>,
    known: FxHashMap<String, usize>,
}

impl Numbers {
    fn of(&mut self, value: String) -> usize {
        *self.known.entry(value).or_insert_with_key(|value| {
            self.all.push(value.clone());
            self.all.len() - 1
        })
    }
}

/// The file of what is alike in all languages.
pub(super) fn shared(site: &Site<'_>) -> Artifact {
    let ranks: Vec<Ranks> = site
        .plans
        .par_iter()
        .flat_map_iter(|told| {
            let mut folder = Folder::default();
            told.items.iter().map(|item| folder.ranks(site, told, item)).collect::<Vec<_>>()
        })
        .collect();
    let every = || ranks.iter().flatten().flatten().map(|words| &**words);
    let (from, to) = table(every());
    let numbers = repeated(every());
    let mut texts: Vec<(&str, usize)> = numbers.iter().map(|(words, number)| (*words, *number)).collect();
    texts.sort_unstable_by_key(|(_, number)| *number);
    let mut filters = Numbers::default();
    let items = site.plans.iter().enumerate().flat_map(|(at, told)| told.items.iter().map(move |item| (at, item)));
    let mut rows = Vec::with_capacity(ranks.len());
    for ((at, item), ranks) in items.zip(&ranks) {
        let words = ranks.each_ref().map(|all| all.iter().map(|words| Words::of(words, &numbers)).collect());
        rows.push(SharedRow(middle(item), at, values(site, item).map(|value| filters.of(value)), words));
    }
    let shared = Shared {
        from,
        to,
        folders: site.plans.iter().map(|told| &*told.folder).collect(),
        values: filters.all,
        texts: texts.into_iter().map(|(words, _)| words).collect(),
        rows,
    };
    script(WORDS, "odpWords", &shared)
}

/// Numbers for the words that come more than once.
fn repeated<'w>(all: impl Iterator<Item = &'w str>) -> FxHashMap<&'w str, usize> {
    let (mut seen, mut numbers) = (FxHashSet::default(), FxHashMap::default());
    for words in all {
        if !seen.insert(words) {
            let next = numbers.len();
            numbers.entry(words).or_insert(next);
        }
    }
    numbers
}

/// What of a page's name only this dataset has.
fn middle<'s>(item: &'s Item<'_>) -> &'s str {
    let name = item.file.strip_prefix("dataset-").unwrap_or(&item.file);
    name.strip_suffix(".html").unwrap_or(name)
}

fn script(name: &str, variable: &str, content: &impl Serialize) -> Artifact {
    // what is read of a valid plan can be said as JSON
    let json = serde_json::to_string(content).unwrap_or_default();
    let bytes = format!("globalThis.{variable} = {json};\n").into_bytes();
    Artifact { path: format!("site/{name}"), media_type: "text/javascript", bytes }
}

/// Folds each text once.
#[derive(Default)]
struct Folder<'a> {
    known: FxHashMap<&'a str, Arc<str>>,
}

impl<'a> Folder<'a> {
    fn ranks(&mut self, site: &Site<'a>, told: &Told<'a>, item: &Item<'a>) -> Ranks {
        let (dataset, vocabulary) = (item.promise.entry.dataset, &site.workspace.vocabulary);
        let owners = dataset
            .owners
            .iter()
            .flat_map(|owners| &owners.value)
            .chain(&told.plan.publishers)
            .map(|owner| vocabulary.get(owner.value));
        let owners = owners.flat_map(|owner| std::iter::once(&owner.name).chain(&owner.aliases));
        let category = dataset.category.iter().filter_map(|category| category.value.given()).map(|id| &vocabulary.get(*id).label);
        let body = item.promise.entry.place.body.map(|body| &vocabulary.get(body.organisation.value).name);
        let keywords = dataset.keywords.iter().flat_map(|keywords| &keywords.value);
        let ids = std::iter::once(&*dataset.id.value).chain(dataset.formerly.iter().map(|id| &*id.value));
        let bullets = dataset.description.iter().flat_map(|description| &description.bullets).map(|bullet| &*bullet.text);
        let about = keywords.chain(owners).chain(body).chain(category);
        let mut seen = FxHashSet::default();
        [
            self.all(dataset.name.iter().flat_map(written), &mut seen),
            self.all(about.flat_map(written).chain(ids), &mut seen),
            self.all(bullets.chain(&dataset.note).flat_map(written), &mut seen),
        ]
    }

    fn all(&mut self, texts: impl Iterator<Item = &'a str>, seen: &mut FxHashSet<Arc<str>>) -> Vec<Arc<str>> {
        let folded = texts.map(|text| self.known.entry(text).or_insert_with(|| folded(text).into()).clone());
        folded.filter(|words| seen.insert(words.clone())).collect()
    }
}

/// A text in all its languages. What is converted is converted by words, and may differ from what single characters fold to.
fn written(text: &Text) -> impl Iterator<Item = &str> {
    let given = text.entries.iter().filter_map(|entry| entry.value.given().map(|words| &**words));
    given.chain(text.get(Lang::SC))
}

impl<'s> Reader<'s> {
    pub(super) fn index_name(self) -> String {
        format!("index.{}.js", self.lang().suffix())
    }

    /// The file of what is of one language.
    pub(super) fn index(self) -> Artifact {
        let mut states = Numbers::default();
        let row = |(told, item): (&'s Told<'s>, &'s Item<'s>)| {
            let name = self.text(told.plan, item.promise.entry.dataset.name.as_ref());
            let state = states.of(self.standing(&item.promise));
            match name.tag(self.lang()) {
                None => Row::Usual(name.text, state),
                Some(tag) => Row::Foreign(name.text, state, tag),
            }
        };
        let rows = self.site.plans.iter().flat_map(|told| told.items.iter().map(move |item| (told, item))).map(row).collect();
        let plans = self.site.plans.iter().map(|told| self.plan_name(told)).collect();
        script(&self.index_name(), "odpIndex", &OfLanguage { plans, states: states.all, rows })
    }
}
