//! How many promises stand in each way: by bureau, section and half, quarter, category.

use std::collections::BTreeMap;

use super::{Line, Run, Tone, Voice};
use crate::edition::{Promise, State, Status};
use crate::emit::Quarter;
use crate::model::{HalfKind, Letter, Organisation, Plan};

/// How many stand in each way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    states: BTreeMap<State, usize>,
}

impl Count {
    pub(super) fn of<'p, 'a: 'p>(promises: impl IntoIterator<Item = &'p Promise<'a>>) -> Self {
        let mut count = Self::default();
        promises.into_iter().for_each(|promise| count.add(promise));
        count
    }

    fn add(&mut self, promise: &Promise<'_>) {
        *self.states.entry(promise.state).or_default() += 1;
    }

    pub(super) fn and(mut self, other: &Self) -> Self {
        for (state, count) in &other.states {
            *self.states.entry(*state).or_default() += count;
        }
        self
    }

    pub(super) fn in_state(&self, state: State) -> usize {
        self.states.get(&state).copied().unwrap_or_default()
    }

    pub(super) fn all(&self) -> usize {
        self.states.values().sum()
    }
}

/// Promises that have something in common.
pub(super) struct Group {
    /// What: its words for people.
    pub(super) name: Line,
    /// The same for programs.
    pub(super) key: String,
    pub(super) count: Count,
}

/// Groups by a key; keys stand in their order.
fn grouped<K: Ord>(status: &Status<'_>, key: impl Fn(&Promise<'_>) -> K) -> BTreeMap<K, Count> {
    let mut all: BTreeMap<K, Count> = BTreeMap::new();
    for promise in &status.promises {
        all.entry(key(promise)).or_default().add(promise);
    }
    all
}

/// The publishers in the order of their plans.
pub(super) fn by_bureau(status: &Status<'_>, voice: Voice) -> Vec<Group> {
    let vocabulary = &status.workspace.vocabulary;
    let mut all: Vec<Group> = Vec::new();
    for plan in &status.plans {
        let Some(publisher) = plan.publishers.first() else { continue };
        let organisation = vocabulary.get::<Organisation>(publisher.value);
        let own = status.promises.iter().filter(|promise| std::ptr::eq(promise.entry.plan, *plan));
        let count = Count::of(own);
        let key = organisation.id.value.to_string();
        match all.iter_mut().find(|group| group.key == key) {
            Some(known) => known.count = std::mem::take(&mut known.count).and(&count),
            None => {
                let name = voice.theirs(&organisation.name, plan.original()).map(Line::from).unwrap_or_default();
                all.push(Group { name, key, count });
            }
        }
    }
    all
}

pub(super) fn by_place(status: &Status<'_>, voice: Voice) -> Vec<Group> {
    let key = |promise: &Promise<'_>| (promise.entry.place.section.letter, promise.entry.place.half.kind);
    let group = |((letter, half), count): ((Letter, HalfKind), Count)| {
        let words = match half {
            HalfKind::Spatial => voice.say("spatial", "空間數據"),
            HalfKind::NonSpatial => voice.say("non-spatial", "非空間數據"),
        };
        let name = format!("{}{}{words}", letter.word(), voice.say(", ", "，"));
        Group { name: name.into(), key: format!("{} {}", letter.word(), half.word()), count }
    };
    grouped(status, key).into_iter().map(group).collect()
}

pub(super) fn by_quarter(status: &Status<'_>, voice: Voice) -> Vec<Group> {
    let group = |(quarter, count): (Quarter, Count)| {
        let key = quarter.to_string();
        let owed = || Run::new(voice.say("to be confirmed", "待定")).tone(Tone::Doubt).into();
        Group { name: if key.is_empty() { owed() } else { Line::from(Run::code(&*key)) }, key, count }
    };
    grouped(status, |promise| Quarter::of(promise.entry.dataset)).into_iter().map(group).collect()
}

pub(super) fn by_category(status: &Status<'_>, voice: Voice) -> Vec<Group> {
    let vocabulary = &status.workspace.vocabulary;
    let category =
        |promise: &Promise<'_>| promise.entry.dataset.category.as_ref().and_then(|category| category.value.given().copied());
    let id = |promise: &Promise<'_>| category(promise).map_or_else(String::new, |id| vocabulary.get(id).id.value.to_string());
    let group = |(key, count): (String, Count)| {
        let known =
            status.promises.iter().filter_map(category).map(|found| vocabulary.get(found)).find(|found| *found.id.value == *key);
        let name = known.and_then(|found| voice.theirs(&found.label, voice.lang()));
        let owed = || Run::new(voice.say("to be confirmed", "待定")).tone(Tone::Doubt);
        Group { name: name.unwrap_or_else(owed).into(), key, count }
    };
    grouped(status, id).into_iter().map(group).collect()
}

/// The newest plan of each publisher that has none whose first year has come.
pub(super) fn without_edition<'a>(status: &Status<'a>) -> Vec<&'a Plan> {
    let day = status.judge.as_of.first_day();
    let publisher = |plan: &Plan| {
        plan.publishers.first().map(|id| status.workspace.vocabulary.get::<Organisation>(id.value).id.value.clone())
    };
    let mut newest: Vec<(_, &Plan)> = Vec::new();
    for plan in &status.plans {
        let own = publisher(plan);
        match newest.iter_mut().find(|(known, _)| *known == own) {
            Some((_, known)) if known.period.value.from.first_day() < plan.period.value.from.first_day() => *known = plan,
            Some(_) => {}
            None => newest.push((own, plan)),
        }
    }
    newest.into_iter().map(|(_, plan)| plan).filter(|plan| plan.period.value.first_year().last < day).collect()
}
