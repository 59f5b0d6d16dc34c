//! Search: a page with its filters, a script, and an index for each language.

use std::borrow::Cow;

use maud::html;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::Serialize;

use super::fold::{folded, table};
use super::frame::Page;
use super::words::Word;
use super::{Item, Reader, Site, Told};
use crate::edition::State;
use crate::emit::Artifact;
use crate::emit::calendar::when;
use crate::emit::html::differing;
use crate::model::{Lang, Text};

/// Line breaks at its ends are of no use.
static SCRIPT: &str = include_str!("search.js").trim_ascii();

/// What can be chosen of a filter: the value, and the words for it with their language.
type Choice<'s> = (String, Cow<'s, str>, Lang);

#[derive(Serialize)]
struct Index<'s> {
    from: &'s str,
    to: &'s str,
    rows: Vec<Row<'s>>,
}

/// Path, name, language of the name where it is not that of the page, else nothing, how it stands, the values of the filters, and the words.
#[derive(Serialize)]
struct Row<'s>(String, &'s str, String, String, [String; FILTERS], &'s str);

/// How many filters there are: plan, category, half, state, format, year.
const FILTERS: usize = 6;

/// What all datasets are found by, in the order of plans and datasets, and the table by which a browser folds what is asked.
pub(super) struct Found {
    words: Vec<String>,
    from: String,
    to: String,
}

impl Found {
    pub(super) fn of(site: &Site<'_>) -> Self {
        let words: Vec<String> =
            site.plans.par_iter().flat_map_iter(|told| told.items.iter().map(move |item| words(site, told, item))).collect();
        let (from, to) = table(words.iter().map(String::as_str));
        Self { words, from, to }
    }
}

/// What a dataset is found by, in all languages: its names first, then its keywords, ids, owners and category.
fn words(site: &Site<'_>, told: &Told<'_>, item: &Item<'_>) -> String {
    let (dataset, vocabulary) = (item.promise.entry.dataset, &site.workspace.vocabulary);
    let owners = dataset
        .owners
        .iter()
        .flat_map(|owners| &owners.value)
        .chain(&told.plan.publishers)
        .map(|owner| vocabulary.get(owner.value));
    let owners: Vec<&Text> = owners.flat_map(|owner| std::iter::once(&owner.name).chain(&owner.aliases)).collect();
    let category = dataset.category.iter().filter_map(|category| category.value.given()).map(|id| &vocabulary.get(*id).label);
    let body = item.promise.entry.place.body.map(|body| &vocabulary.get(body.organisation.value).name);
    let keywords = dataset.keywords.iter().flat_map(|keywords| &keywords.value);
    let texts = dataset.name.iter().chain(keywords).chain(owners).chain(body).chain(category);
    // what is converted is converted by words, and may differ from what single characters fold to
    let written = texts.flat_map(|text| {
        let derived = text.get(Lang::SC).into_iter();
        text.entries.iter().filter_map(|entry| entry.value.given().map(|words| &**words)).chain(derived)
    });
    let ids = std::iter::once(&*dataset.id.value).chain(dataset.formerly.iter().map(|id| &*id.value));
    let mut seen = FxHashSet::default();
    let all = written.chain(ids).map(folded).filter(|words| seen.insert(words.clone()));
    all.collect::<Vec<_>>().join("\n")
}

/// The script, which all languages share.
pub(super) fn script() -> Artifact {
    Artifact { path: "site/search.js".to_owned(), media_type: "text/javascript", bytes: format!("{SCRIPT}\n").into_bytes() }
}

/// The page of search and its index.
pub(super) fn pages(reader: Reader<'_>, found: &Found) -> [Artifact; 2] {
    [reader.search_page(), reader.index_file(found)]
}

/// The choices of a filter, each once, in the order in which they first come.
struct Choices<'s> {
    name: &'static str,
    label: &'s str,
    all: Vec<Choice<'s>>,
}

impl<'s> Choices<'s> {
    fn new(name: &'static str, label: &'s str, all: impl IntoIterator<Item = Choice<'s>>) -> Self {
        let mut seen = FxHashSet::default();
        Self { name, label, all: all.into_iter().filter(|choice| seen.insert(choice.0.clone())).collect() }
    }

    fn sorted(mut self) -> Self {
        self.all.sort_by(|one, other| one.0.cmp(&other.0));
        self
    }
}

impl<'s> Reader<'s> {
    fn items(self) -> impl Iterator<Item = (usize, &'s Told<'s>, &'s Item<'s>)> {
        self.site.plans.iter().enumerate().flat_map(|(at, told)| told.items.iter().map(move |item| (at, told, item)))
    }

    fn index_name(self) -> String {
        format!("index.{}.js", self.lang().suffix())
    }

    fn index_file(self, found: &Found) -> Artifact {
        let row = |((at, told, item), words): ((usize, &'s Told<'s>, &'s Item<'s>), _)| {
            let name = self.text(told.plan, item.promise.entry.dataset.name.as_ref());
            let tag = name.tag(self.lang()).unwrap_or_default();
            Row(told.path(item), name.text, tag, self.standing(&item.promise), values(self.site, at, item), words)
        };
        let rows = self.items().zip(found.words.iter().map(String::as_str)).map(row).collect();
        // what is read of a valid plan can be said as JSON
        let json = serde_json::to_string(&Index { from: &found.from, to: &found.to, rows }).unwrap_or_default();
        let bytes = format!("globalThis.odpIndex = {json};\n").into_bytes();
        Artifact { path: format!("site/{}", self.index_name()), media_type: "text/javascript", bytes }
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
        let plans =
            self.site.plans.iter().enumerate().map(|(at, told)| (at.to_string(), Cow::Owned(self.plan_name(told)), self.lang()));
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
        let halves = [ours("spatial", self.wording("summary-spatial")), ours("non-spatial", self.wording("summary-non-spatial"))];
        let states = [
            ours("out", say(Word::Out)),
            ours("ahead", say(Word::NotOut)),
            ours("overdue", say(Word::Overdue)),
            ours("undated", say(Word::Undated)),
            ours("withdrawn", say(Word::Withdrawn)),
        ];
        [
            Choices::new("plan", say(Word::Plan), plans),
            Choices::new("category", self.wording("column-category"), categories),
            Choices::new("half", self.wording("column-half"), halves),
            Choices::new("state", say(Word::State), states),
            Choices::new("format", self.wording("column-formats"), formats).sorted(),
            Choices::new("year", self.wording("label-years"), years).sorted(),
        ]
    }

    fn search_page(self) -> Artifact {
        let say = |word| self.voice.say(word);
        let filters = self.filters();
        let content = html! {
            h1 { (say(Word::Find)) }
            noscript { p class="notice" { (say(Word::NoScript)) " " a href="index.html#plans" { (say(Word::Plans)) } " · " a href="calendar.html" { (say(Word::Calendar)) } } }
            form id="search" role="search" hidden data-index={ "../site/" (self.index_name()) } data-loading=(say(Word::Loading))
                data-failed=(say(Word::LoadFailed)) data-one=(say(Word::FoundOne)) data-many=(say(Word::FoundMany)) {
                label class="query" { span { (say(Word::FindAbout)) } input type="search" name="q" autocomplete="off"; }
                div class="filters" {
                    @for filter in filters.iter().filter(|filter| !filter.all.is_empty()) {
                        label { span { (filter.label) }
                            select name=(filter.name) {
                                option value="" { (say(Word::Any)) }
                                @for (value, words, lang) in &filter.all {
                                    option value=(value) lang=[differing(*lang, self.lang())] { (words) }
                                }
                            }
                        }
                    }
                }
                button type="reset" { (say(Word::Clear)) }
            }
            p id="found" role="status" {}
            ul id="results" class="datasets" {}
            button type="button" id="more" hidden { (say(Word::More)) }
        };
        let title = say(Word::Find).to_owned();
        self.whole(Page { path: "search.html", title, data: None, scripts: &["search.js"], others: Vec::new(), content })
    }
}

/// The value of what is not said.
const NONE: &str = "-";

/// What the filters take of a dataset, by name. Several formats stand with spaces between; an id has none.
fn values(site: &Site<'_>, at: usize, item: &Item<'_>) -> [String; FILTERS] {
    let (dataset, vocabulary) = (item.promise.entry.dataset, &site.workspace.vocabulary);
    let category = dataset.category.as_ref().map(|category| match category.value.given() {
        Some(id) => vocabulary.get(*id).id.value.to_string(),
        None => NONE.to_owned(),
    });
    let formats = dataset.formats.iter().flat_map(|formats| &formats.value).map(|id| &*vocabulary.get(id.value).id.value);
    let state = match item.promise.state {
        State::Due | State::Ahead => "ahead",
        State::Overdue => "overdue",
        State::Undated => "undated",
        State::Withdrawn => "withdrawn",
        State::Early | State::OnTime | State::Late | State::Out => "out",
    };
    [
        at.to_string(),
        category.unwrap_or_default(),
        item.promise.entry.place.half.kind.word().to_owned(),
        state.to_owned(),
        formats.collect::<Vec<_>>().join(" "),
        when(dataset).map_or_else(|| NONE.to_owned(), |date| format!("{:04}", date.year_number())),
    ]
}
