//! Search: a page with its filters, and a script. What it looks in is in `index`.

use std::borrow::Cow;

use maud::html;
use rustc_hash::FxHashMap;

use super::frame::Page;
use super::index::WORDS;
use super::words::Word;
use super::{Item, Reader, Site, Told};
use crate::edition::State;
use crate::emit::Artifact;
use crate::emit::calendar::when;
use crate::emit::html::differing;
use crate::model::{HalfKind, Lang, Text};

/// Line breaks at its ends are of no use.
static SCRIPT: &str = include_str!("search.js").trim_ascii();

/// What can be chosen of a filter: the value, and the words for it with their language.
type Choice<'s> = (String, Cow<'s, str>, Lang);

/// A choice, and how many datasets have it.
type Counted<'s> = (Choice<'s>, usize);

/// How many filters there are: plan, category, half, state, format, year.
pub(super) const FILTERS: usize = 6;

/// The script, which all languages share.
pub(super) fn script() -> Artifact {
    Artifact { path: "site/search.js".to_owned(), media_type: "text/javascript", bytes: format!("{SCRIPT}\n").into_bytes() }
}

/// The page of search.
pub(super) fn page(reader: Reader<'_>) -> Artifact {
    reader.search_page()
}

/// The choices of a filter, each once, in the order in which they first come.
struct Choices<'s> {
    name: &'static str,
    label: &'s str,
    all: Vec<Counted<'s>>,
}

impl<'s> Choices<'s> {
    fn new(name: &'static str, label: &'s str, all: impl IntoIterator<Item = Choice<'s>>) -> Self {
        let (mut places, mut counted) = (FxHashMap::default(), Vec::<Counted<'s>>::new());
        for choice in all {
            let at = *places.entry(choice.0.clone()).or_insert(counted.len());
            match counted.get_mut(at) {
                Some((_, count)) => *count += 1,
                None => counted.push((choice, 1)),
            }
        }
        Self { name, label, all: counted }
    }

    fn sorted<K: Ord>(mut self, key: impl Fn(&str) -> K) -> Self {
        self.all.sort_by_cached_key(|((value, ..), _)| key(value));
        self
    }
}

impl<'s> Reader<'s> {
    fn items(self) -> impl Iterator<Item = (usize, &'s Told<'s>, &'s Item<'s>)> {
        self.site.plans.iter().enumerate().flat_map(|(at, told)| told.items.iter().map(move |item| (at, told, item)))
    }

    /// The filters, in the order of a row's values.
    fn filters(self) -> [Choices<'s>; FILTERS] {
        let vocabulary = &self.site.workspace.vocabulary;
        let say = |word| self.voice.say(word);
        let ours = |value: &str, words: &'s str| (value.to_owned(), Cow::Borrowed(words), self.lang());
        let pending = || ours(NONE, self.wording("to-be-confirmed"));
        let label = |told: &'s Told<'s>, id: &str, text: &'s Text| {
            let said = self.text(told.plan, Some(text));
            (id.to_owned(), Cow::Borrowed(said.text), said.lang)
        };
        let plan = |(at, told): (usize, &'s Told<'s>)| {
            ((at.to_string(), Cow::Owned(self.plan_name(told)), self.lang()), told.items.len())
        };
        let plans = self.site.plans.iter().enumerate().map(plan).collect();
        let categories = self.items().filter_map(|(_, told, item)| {
            let category = &item.promise.entry.dataset.category.as_ref()?.value;
            Some(category.given().map_or_else(pending, |id| {
                let category = vocabulary.get(*id);
                label(told, &category.id.value, &category.label)
            }))
        });
        let formats = self.items().flat_map(|(_, told, item)| {
            let all = item.promise.entry.dataset.formats.iter().flat_map(|formats| &formats.value);
            all.map(move |id| {
                let format = vocabulary.get(id.value);
                label(told, &format.id.value, &format.label)
            })
        });
        let years = self.items().map(|(_, _, item)| match when(item.promise.entry.dataset) {
            Some(date) => (format!("{:04}", date.year_number()), Cow::Owned(date.year_number().to_string()), self.lang()),
            None => ours(NONE, say(Word::NoDate)),
        });
        let halves = self.items().map(|(_, _, item)| match item.promise.entry.place.half.kind {
            HalfKind::Spatial => ours("spatial", self.wording("summary-spatial")),
            HalfKind::NonSpatial => ours("non-spatial", self.wording("summary-non-spatial")),
        });
        let states = self.items().map(|(_, _, item)| {
            let value = filter_of(item.promise.state);
            let word = STATES.iter().find(|(known, _)| *known == value).map_or(Word::State, |(_, word)| *word);
            ours(value, say(word))
        });
        [
            Choices { name: "plan", label: say(Word::Plan), all: plans },
            Choices::new("category", self.wording("column-category"), categories),
            Choices::new("half", self.wording("column-half"), halves)
                .sorted(|half| HalfKind::ALL.iter().position(|known| known.word() == half)),
            Choices::new("state", say(Word::State), states).sorted(|state| STATES.iter().position(|(known, _)| *known == state)),
            Choices::new("format", self.wording("column-formats"), formats).sorted(str::to_owned),
            Choices::new("year", self.wording("label-years"), years).sorted(str::to_owned),
        ]
    }

    fn search_page(self) -> Artifact {
        let say = |word| self.voice.say(word);
        let filters = self.filters();
        let content = html! {
            h1 { (say(Word::Find)) }
            noscript { p class="notice" { (say(Word::NoScript)) " " a href="index.html#plans" { (say(Word::Plans)) } " · " a href="calendar.html" { (say(Word::Calendar)) } } }
            form id="search" role="search" hidden data-words={ "../site/" (WORDS) } data-index={ "../site/" (self.index_name()) } data-loading=(say(Word::Loading))
                data-failed=(say(Word::LoadFailed)) data-one=(say(Word::FoundOne)) data-many=(say(Word::FoundMany)) {
                label class="query" { span { (say(Word::FindAbout)) } input type="search" name="q" autocomplete="off"; }
                div class="filters" {
                    @for filter in filters.iter().filter(|filter| !filter.all.is_empty()) {
                        label { span { (filter.label) }
                            select name=(filter.name) {
                                option value="" { (say(Word::Any)) }
                                @for ((value, words, lang), count) in &filter.all {
                                    option value=(value) lang=[differing(*lang, self.lang())] { (words) " (" (count) ")" }
                                }
                            }
                        }
                    }
                }
                button type="reset" { (say(Word::Clear)) }
            }
            p id="found" role="status" {}
            p id="none" hidden { (say(Word::FoundNone)) " " a href="index.html#plans" { (say(Word::Plans)) } " · " a href="calendar.html" { (say(Word::Calendar)) } }
            ul id="results" class="datasets" {}
            button type="button" id="more" hidden { (say(Word::More)) }
        };
        let title = say(Word::Find).to_owned();
        self.whole(Page { path: "search.html", title, scripts: &["search.js"], content, ..Page::default() })
    }
}

/// The choices of the filter of states, in their order.
const STATES: [(&str, Word); 5] = [
    ("out", Word::Out),
    ("ahead", Word::NotOut),
    ("overdue", Word::Overdue),
    ("undated", Word::Undated),
    ("withdrawn", Word::Withdrawn),
];

/// The value of what is not said.
const NONE: &str = "-";

/// What the filters take of a dataset, but for its plan. Several formats stand with spaces between; an id has none.
pub(super) fn values(site: &Site<'_>, item: &Item<'_>) -> [String; FILTERS - 1] {
    let (dataset, vocabulary) = (item.promise.entry.dataset, &site.workspace.vocabulary);
    let category = dataset.category.as_ref().map(|category| match category.value.given() {
        Some(id) => vocabulary.get(*id).id.value.to_string(),
        None => NONE.to_owned(),
    });
    let formats = dataset.formats.iter().flat_map(|formats| &formats.value).map(|id| &*vocabulary.get(id.value).id.value);
    [
        category.unwrap_or_default(),
        item.promise.entry.place.half.kind.word().to_owned(),
        filter_of(item.promise.state).to_owned(),
        formats.collect::<Vec<_>>().join(" "),
        when(dataset).map_or_else(|| NONE.to_owned(), |date| format!("{:04}", date.year_number())),
    ]
}

/// What the filter of states calls a state.
pub(super) const fn filter_of(state: State) -> &'static str {
    match state {
        State::Due | State::Ahead => "ahead",
        State::Overdue => "overdue",
        State::Undated => "undated",
        State::Withdrawn => "withdrawn",
        State::Early | State::OnTime | State::Late | State::Out => "out",
    }
}
