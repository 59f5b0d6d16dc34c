//! `index.html` and a folder for each language: a web site of all plans, for the public. An overview with figures and plots, a page
//! for each plan and each dataset, a calendar, what changed, and search.
//!
//! It is of the newest editions; what earlier ones promised is told as history. All pages are alike in all languages, under the same
//! path below the folder of the language, so that the switch keeps the place. Nothing is loaded from elsewhere; only the page of
//! search has a script. `file:` stands in the policy beside `'self'` because some browsers hold that a page on a disk has no self.

mod changes;
mod dataset;
mod feed;
mod figures;
mod fold;
mod frame;
mod index;
mod months;
mod overview;
mod parts;
mod plan;
mod plot;
mod search;
mod words;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use self::figures::Figures;
use self::parts::{Room, longest, numbered};
use self::words::Voice;
use super::{Artifact, Logo, Options, html};
use crate::edition::{Entry, Judge, Promise, Since, newest};
use crate::model::{Dataset, Date, Holding, Lang, Plan, Text, Words, Workspace};
use crate::rules::Valid;

/// What the style of documents lacks for a site. Line breaks at its ends are of no use.
static STYLE: &str = include_str!("site.css").trim_ascii();

/// The files of one plan: none, for a site is of all of them.
pub(super) fn emit(_: Valid<'_>, _: &Plan, _: &Options) -> Vec<Artifact> {
    Vec::new()
}

pub(super) fn together(workspace: Valid<'_>, options: &Options) -> Vec<Artifact> {
    let site = Site::new(&workspace, options);
    let mut all = site.shared();
    let voices: Vec<Voice> = site.langs.iter().copied().map(Voice::new).collect();
    let pages = voices.par_iter().flat_map(|voice| {
        let reader = Reader { site: &site, voice };
        let plans = site.plans.par_iter().flat_map_iter(move |told| {
            let datasets = told.items.iter().map(move |item| dataset::page(reader, told, item));
            datasets.chain(plan::pages(reader, workspace, told))
        });
        plans
            .chain(rayon::iter::once(overview::page(reader)))
            .chain(months::pages(reader))
            .chain(changes::pages(reader))
            .chain([feed::feed(reader)])
            .chain([search::page(reader), reader.index()])
    });
    all.par_extend(pages);
    all.extend(calendars(workspace, options));
    all
}

/// The feeds of the calendar, beside the pages.
fn calendars(workspace: Valid<'_>, options: &Options) -> Vec<Artifact> {
    let moved = |artifact: Artifact| {
        let lang = artifact.path.split('.').nth(1).unwrap_or_default();
        Artifact { path: format!("{lang}/calendar.ics"), ..artifact }
    };
    super::ics::together(workspace, options).into_iter().map(moved).collect()
}

/// What all pages are made from.
struct Site<'a> {
    workspace: &'a Workspace,
    options: &'a Options,
    /// The languages, the first of which leads.
    langs: Vec<Lang>,
    /// The newest editions, in the order of the workspace.
    plans: Vec<Told<'a>>,
    figures: Figures,
}

/// A plan, and how its promises stand.
struct Told<'a> {
    plan: &'a Plan,
    /// The name of its folder.
    folder: String,
    as_of: Date,
    items: Vec<Item<'a>>,
    /// What changed since the edition before, where there is one.
    since: Option<Since<'a>>,
}

/// A dataset.
struct Item<'a> {
    promise: Promise<'a>,
    /// The name of its page, in the folder of its plan.
    file: String,
    /// The name of the page on which it has its row, in the same folder.
    page: String,
    /// The bytes of its name, in the language that takes most.
    weight: usize,
}

/// How much of a plan's tables one page holds.
const ROWS: Room = Room { entries: 100, each: 560 };

/// A site as read in one language.
#[derive(Clone, Copy)]
struct Reader<'s> {
    site: &'s Site<'s>,
    voice: &'s Voice,
}

impl<'a> Site<'a> {
    fn new(workspace: &'a Workspace, options: &'a Options) -> Self {
        let (plans, _) = newest(workspace);
        let langs = options.languages_of(plans.iter().copied());
        let plans: Vec<Told<'a>> = plans.into_par_iter().map(|plan| Told::new(workspace, plan, options, &langs)).collect();
        let figures = Figures::of(&workspace.vocabulary, &plans, &langs);
        Self { workspace, options, langs, plans, figures }
    }

    /// What pages in all languages share: the way to them, their style, the logo.
    fn shared(&self) -> Vec<Artifact> {
        let style = format!("{}\n{STYLE}\n", html::style(&self.options.house));
        let mut all = vec![
            frame::entrance(self),
            search::script(),
            index::shared(self),
            Artifact { path: "site/style.css".to_owned(), media_type: "text/css", bytes: style.into_bytes() },
        ];
        if let Some(logo) = &self.options.logo {
            all.push(Artifact { path: logo_path(logo), media_type: logo.kind.media_type(), bytes: logo.bytes.clone() });
        }
        all
    }

    /// The wordings of the first plan, for what is of all of them.
    fn words(&self) -> Option<&Words> {
        self.plans.first().map(|told| &*told.plan.words)
    }
}

impl<'a> Told<'a> {
    fn new(workspace: &'a Workspace, plan: &'a Plan, options: &'a Options, langs: &[Lang]) -> Self {
        let (grace, due) = options.grace_and_due;
        let as_of = options.as_of(plan).unwrap_or(plan.period.value.from);
        let judge = Judge { as_of, grace, due };
        let item = |(place, dataset)| {
            let promise = judge.promise(Entry { workspace, plan, place, dataset }, &options.history);
            let file = dataset_file(dataset);
            let weight = promise.entry.dataset.name.as_ref().map_or(0, |name| longest(name, langs, plan.original()));
            Item { file, page: "index.html".to_owned(), weight, promise }
        };
        let mut items: Vec<Item<'a>> = plan.datasets().map(item).collect();
        divide(&mut items);
        Self { plan, folder: slug(&plan.id.value), as_of, items, since: options.history.since(workspace, plan) }
    }

    /// Whether its tables have pages of their own.
    fn is_divided(&self) -> bool {
        self.items.first().is_some_and(|item| item.page != "index.html")
    }

    /// The path of a dataset's page below the folder of a language.
    fn path(&self, item: &Item<'_>) -> String {
        format!("{}/{}", self.folder, item.file)
    }
}

impl<'s> Reader<'s> {
    fn lang(self) -> Lang {
        self.voice.lang
    }

    /// A date within a sentence.
    fn date(self, date: Date) -> String {
        self.site.words().map_or_else(|| date.to_string(), |words| words.date_in_text(date, self.lang()))
    }

    /// A wording of the library; ours where it has none.
    fn wording(self, id: &str) -> &'s str {
        self.or_ours(self.site.words().map_or("", |words| words.get(id, self.lang())), id)
    }

    /// What a library says for a wording; ours where it says nothing.
    fn or_ours<'w>(self, said: &'w str, id: &str) -> &'w str
    where
        's: 'w,
    {
        if said.is_empty() { self.voice.instead(id) } else { said }
    }

    /// A text of a plan on one line, in a language and whether it is another than the page's.
    fn text(self, plan: &Plan, text: Option<&'s Text>) -> Said<'s> {
        match text.and_then(|text| text.render(self.lang(), plan.original())) {
            Some(found) => Said { text: found.text, lang: found.lang },
            None => Said { text: self.wording("to-be-confirmed"), lang: self.lang() },
        }
    }
}

/// The path of a plan's page below the folder of a language, with `/`: `itib-2026/index.html`.
#[must_use]
pub fn plan_page(plan: &Plan) -> String {
    format!("{}/index.html", slug(&plan.id.value))
}

/// The path of a dataset's page below the folder of a language: `itib-2026/dataset-cyberport-community.html`.
#[must_use]
pub fn dataset_page(plan: &Plan, dataset: &Dataset) -> String {
    format!("{}/{}", slug(&plan.id.value), dataset_file(dataset))
}

fn dataset_file(dataset: &Dataset) -> String {
    format!("dataset-{}.html", slug(&dataset.id.value))
}

/// Where a plan is too long for one page, gives each half of a section a page, or as many as it needs.
fn divide(items: &mut [Item<'_>]) {
    let count = |items: &[Item<'_>]| ROWS.parts(items, |item| item.weight).iter().map(|part| part.len()).collect::<Vec<_>>();
    if count(items).len() <= 1 {
        return;
    }
    for half in items.chunk_by_mut(|one, other| std::ptr::eq(one.promise.entry.place.half, other.promise.entry.place.half)) {
        let name = half.first().map(|item| half_id(item.promise.entry.place)).unwrap_or_default();
        let counts = count(half);
        let mut rest = half.iter_mut();
        for (at, count) in counts.into_iter().enumerate() {
            rest.by_ref().take(count).for_each(|item| item.page = numbered(&name, at));
        }
    }
}

/// What a half of a section is called in addresses.
fn half_id(place: Holding<'_>) -> String {
    let letter = place.section.letter.word().to_ascii_lowercase();
    let body = place.body.map(|body| format!("-{}", body.number)).unwrap_or_default();
    format!("section-{letter}{body}-{}", place.half.kind.word())
}

/// Words and their language.
#[derive(Clone, Copy)]
struct Said<'s> {
    text: &'s str,
    lang: Lang,
}

impl Said<'_> {
    /// The tag of its language where it is not that of the page.
    fn tag(self, page: Lang) -> Option<String> {
        html::differing(self.lang, page)
    }
}

/// The most bytes of a name that is kept as it is.
const LONGEST: usize = 80;

/// A name for a file on any system and an address without escapes: an id of small letters, figures and hyphens as it is, another one by
/// what of it fits and a hash.
fn slug(id: &str) -> String {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let is_device = matches!(id, "con" | "prn" | "aux" | "nul")
        || id.strip_prefix("com").or_else(|| id.strip_prefix("lpt")).is_some_and(|rest| rest.len() == 1);
    if id.len() <= LONGEST && id.chars().all(fits) && !is_device {
        return id.to_owned();
    }
    let hash: String = Sha256::digest(id).iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    let kept: String = id.to_lowercase().chars().filter(|c| fits(*c)).take(LONGEST).collect();
    format!("{kept}-{hash}").trim_start_matches('-').to_owned()
}

fn logo_path(logo: &Logo) -> String {
    let ending = if logo.kind.media_type() == "image/png" { "png" } else { "svg" };
    format!("site/logo.{ending}")
}
