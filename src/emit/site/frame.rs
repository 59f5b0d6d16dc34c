//! What is around the content of every page: its head, the way through the site, the switch of languages.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::parts::Turn;
use super::words::Word;
use super::{Reader, Site, Told, logo_path};
use crate::emit::{Artifact, html as page_of};
use crate::model::{Date, Lang};

const NEWLINE: PreEscaped<&str> = PreEscaped("\n");

/// A page, without what is around it.
#[derive(Default)]
pub(super) struct Page<'p> {
    /// Its path below the folder of its language.
    pub path: &'p str,
    pub title: String,
    /// What search engines are told, as JSON-LD.
    pub data: Option<String>,
    /// Scripts, below the folder of what is shared.
    pub scripts: &'p [&'p str],
    /// Other forms of the same: media type and address from this page.
    pub others: Vec<(&'static str, String)>,
    /// The month as of which its plan is judged; nothing for a page of all plans.
    pub as_of: Option<Date>,
    /// The pages before and after.
    pub turn: Turn,
    pub content: Markup,
}

/// The way from a page to the root of its language's folder: `../` for each folder.
pub(super) fn up(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

impl Reader<'_> {
    /// What the site is called: as its plan, where there is one; else by its publishers.
    pub(super) fn site_name(self) -> String {
        match self.site.plans.as_slice() {
            [told] => self.text(told.plan, told.plan.title.as_ref()).text.to_owned(),
            _ => self.voice.say(Word::SiteMany).to_owned(),
        }
    }

    pub(super) fn whole(self, page: Page<'_>) -> Artifact {
        let (up, lang) = (up(page.path), self.lang());
        let name = self.site_name();
        let title = if page.title == name { name.clone() } else { format!("{} – {name}", page.title) };
        let all = html! {
            (DOCTYPE) (NEWLINE)
            html lang=(lang.tag()) {
                (NEWLINE) head {
                    (head(self.site, &format!("../{up}"), &page))
                    (NEWLINE) title { (title) }
                    @for other in &self.site.langs {
                        (NEWLINE) link rel="alternate" hreflang=(other.tag()) href={ (up) "../" (other.suffix()) "/" (page.path) };
                    }
                    @for (media_type, href) in &page.others {
                        (NEWLINE) link rel="alternate" type=(media_type) href=(href);
                    }
                    @for (rel, step) in [("prev", &page.turn.before), ("next", &page.turn.after)] {
                        @if let Some(step) = step { (NEWLINE) link rel=(rel) href=(step.href); }
                    }
                    @if let Some(data) = &page.data {
                        (NEWLINE) script type="application/ld+json" { (PreEscaped(data)) }
                    }
                    @for script in page.scripts {
                        (NEWLINE) script defer src={ (up) "../site/" (script) } {}
                    }
                    (NEWLINE)
                }
                (NEWLINE) body class="site" {
                    (NEWLINE) a class="skip" href="#content" { (self.voice.say(Word::Skip)) }
                    (NEWLINE) header {
                        (NEWLINE) div class="top" {
                            (self.logo(&up))
                            (NEWLINE) p class="brand" { a href={ (up) "index.html" } { (page_of::words(&name)) } }
                            (NEWLINE) (self.switch(&up, page.path))
                        }
                        (NEWLINE) nav aria-label=(self.voice.say(Word::Menu)) {
                            ul {
                                @for (path, word) in MENU {
                                    @let here = *path == page.path;
                                    (NEWLINE) li { a href={ (up) (path) } aria-current=[here.then_some("page")] { (self.voice.say(*word)) } }
                                }
                            }
                        }
                    }
                    (NEWLINE) main id="content" { (lined(page.content)) (lined(self.turn(&page.turn))) (NEWLINE) }
                    (NEWLINE) footer {
                        @if let Some(notice) = self.derived_notice() { (NEWLINE) p class="derived" { (notice) } }
                        (NEWLINE) p class="date" { (page.as_of.map_or_else(|| self.as_of(), |date| self.as_of_one(date))) }
                    }
                    (NEWLINE)
                }
                (NEWLINE)
            }
            (NEWLINE)
        };
        let path = format!("{}/{}", lang.suffix(), page.path);
        Artifact { path, media_type: "text/html", bytes: all.into_string().into_bytes() }
    }

    fn logo(self, up: &str) -> Markup {
        html! {
            @if let (Some(logo), Some(told)) = (&self.site.options.logo, self.site.plans.first()) {
                @let text = self.text(told.plan, Some(&logo.text));
                (NEWLINE) img class="logo" src={ (up) "../" (logo_path(logo)) } alt=(text.text) lang=[text.tag(self.lang())];
            }
        }
    }

    /// The same page in the other languages.
    fn switch(self, up: &str, path: &str) -> Markup {
        html! {
            nav class="languages" aria-label=(self.voice.say(Word::Language)) {
                ul class="editions" {
                    @for lang in &self.site.langs {
                        (NEWLINE) li {
                            @if *lang == self.lang() {
                                span aria-current="true" { (page_of::own_name(lang)) }
                            } @else {
                                a href={ (up) "../" (lang.suffix()) "/" (path) } lang=(lang.tag()) hreflang=(lang.tag()) {
                                    (page_of::own_name(lang))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// That the Simplified Chinese is converted, where a plan does not owe it.
    fn derived_notice(self) -> Option<String> {
        let owes = |told: &Told<'_>| told.plan.languages.iter().any(|lang| lang.value == Lang::SC);
        let is_derived = self.lang() == Lang::SC && !self.site.plans.iter().all(owes);
        is_derived.then(|| self.wording("derived-notice").to_owned())
    }

    pub(super) fn as_of_one(self, date: Date) -> String {
        self.voice.fill(Word::AsOf, &[("date", &self.date(date))])
    }

    /// The month as of which promises are judged.
    pub(super) fn as_of(self) -> String {
        let dates = || self.site.plans.iter().map(|told| told.as_of);
        let by_day = |date: &Date| date.first_day();
        match dates().min_by_key(by_day).zip(dates().max_by_key(by_day)) {
            None => String::new(),
            Some((from, to)) if from == to => self.as_of_one(from),
            Some((from, to)) => self.voice.fill(Word::AsOfEach, &[("from", &self.date(from)), ("to", &self.date(to))]),
        }
    }
}

/// Elements that begin a line: white space before them is not seen.
const BEGIN_LINES: &[&str] = &[
    "section", "nav", "figure", "details", "noscript", "form", "button", "h1", "h2", "h3", "h4", "p", "ul", "li", "dl", "div",
    "table", "thead", "tbody", "tr",
];

/// Markup with a line for each block, so that a change shows where it is. In markup a `<` always begins a tag.
fn lined(markup: Markup) -> Markup {
    let text = markup.into_string();
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for (at, part) in text.split('<').enumerate() {
        let name = part.split([' ', '>']).next().unwrap_or_default();
        if at > 0 {
            if BEGIN_LINES.contains(&name) && !out.ends_with('\n') {
                out.push('\n');
            }
            out.push('<');
        }
        out.push_str(part);
    }
    PreEscaped(out)
}

/// The pages that every page leads to.
const MENU: &[(&str, Word)] = &[
    ("index.html", Word::Overview),
    ("search.html", Word::Find),
    ("calendar.html", Word::Calendar),
    ("changes.html", Word::Changes),
];

/// What the head of every page says alike.
fn head(site: &Site<'_>, root: &str, page: &Page<'_>) -> Markup {
    let images = if site.options.logo.is_some() { " img-src 'self' file:;" } else { "" };
    let data = page.data.as_ref().map(|data| format!(" 'sha256-{}'", page_of::hash(data))).unwrap_or_default();
    let scripts = match (page.scripts.is_empty(), data.is_empty()) {
        (true, true) => String::new(),
        (true, false) => format!(" script-src{data};"),
        (false, _) => format!(" script-src 'self' file:{data};"),
    };
    html! {
        (NEWLINE) meta charset="utf-8";
        (NEWLINE) meta name="viewport" content="width=device-width, initial-scale=1";
        (NEWLINE) meta http-equiv="Content-Security-Policy" content={
            "default-src 'none'; style-src 'self' file:;" (images) (scripts) " base-uri 'none'; form-action 'none'"
        };
        (NEWLINE) meta name="referrer" content="no-referrer";
        (NEWLINE) meta name="color-scheme" content="light dark";
        (NEWLINE) link rel="stylesheet" href={ (root) "site/style.css" };
    }
}

/// The page at the root: the way to each language.
pub(super) fn entrance(site: &Site<'_>) -> Artifact {
    let voices: Vec<_> = site.langs.iter().copied().map(super::Voice::new).collect();
    let lang = site.langs.first().copied().unwrap_or(Lang::EN);
    let name = |voice| Reader { site, voice }.site_name();
    let page = Page::default();
    let all = html! {
        (DOCTYPE) (NEWLINE)
        html lang=(lang.tag()) {
            (NEWLINE) head {
                (head(site, "", &page))
                (NEWLINE) title { (voices.first().map(name).unwrap_or_default()) }
                @for lang in &site.langs {
                    (NEWLINE) link rel="alternate" hreflang=(lang.tag()) href={ (lang.suffix()) "/index.html" };
                }
                (NEWLINE)
            }
            (NEWLINE) body class="site entrance" {
                (NEWLINE) main {
                    @for (at, voice) in voices.iter().enumerate() {
                        (NEWLINE)
                        @let tag = page_of::differing(voice.lang, lang);
                        @let link = html! { a href={ (voice.lang.suffix()) "/index.html" } hreflang=(voice.lang.tag()) {
                            (name(voice)) " – " (page_of::own_name(&voice.lang))
                        } };
                        @if at == 0 { h1 lang=[tag] { (link) } } @else { p lang=[tag] { (link) } }
                    }
                    (NEWLINE)
                }
                (NEWLINE)
            }
            (NEWLINE)
        }
        (NEWLINE)
    };
    Artifact { path: "index.html".to_owned(), media_type: "text/html", bytes: all.into_string().into_bytes() }
}
