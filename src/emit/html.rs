//! `plan.tc.html`: the plan as one page of HTML that needs nothing else: no script, no font, no address to load from.

mod inline;
mod look;
mod table;

use maud::{DOCTYPE, Markup, PreEscaped, html};

pub(super) use self::inline::{differing, lines, pieces, runs, words};
use self::look::Look;
pub(crate) use self::look::{hash, style};
use super::document::{Block, Document, Summary, build, editions, file_name};
use super::markup::markup;
use super::{Artifact, Options};
use crate::model::{Lang, Plan, Rendered};
use crate::rules::Valid;

const NEWLINE: PreEscaped<&str> = PreEscaped("\n");

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    let all = editions(plan, options);
    let links: Vec<Edition> = all.iter().map(|languages| Edition::new(plan, languages)).collect();
    let look = Look::new(options);
    let artifact = |languages: &Vec<Lang>| {
        let document = build(workspace, plan, languages);
        let lang = document.lang();
        let page = Page {
            document: &document,
            lang,
            editions: &links,
            look: &look,
            logo_text: options.logo.as_ref().and_then(|logo| logo.text.render(lang, plan.original())),
            data: &markup(plan, &workspace.vocabulary, languages),
        };
        Artifact {
            path: file_name(plan, languages, "html"),
            media_type: "text/html",
            bytes: page.whole().into_string().into_bytes(),
        }
    };
    all.iter().map(artifact).collect()
}

/// The headings, notes and tables of a document, for a page of another kind.
pub(super) fn content(document: &Document) -> Markup {
    let (look, lang) = (Look::default(), document.lang());
    let page = Page { document, lang, editions: &[], look: &look, logo_text: None, data: "" };
    page.sections(&document.blocks, 2)
}

/// A link to an edition of a plan, in the same folder as the others.
struct Edition {
    languages: Vec<Lang>,
    href: String,
}

impl Edition {
    fn new(plan: &Plan, languages: &[Lang]) -> Self {
        let path = file_name(plan, languages, "html");
        Self { languages: languages.to_vec(), href: path.rsplit('/').next().unwrap_or(&path).to_owned() }
    }
}

/// A page, and what it is written from.
struct Page<'a> {
    document: &'a Document,
    /// The language that leads.
    lang: Lang,
    /// Every edition of the plan.
    editions: &'a [Edition],
    look: &'a Look,
    /// What the logo shows.
    logo_text: Option<Rendered<'a>>,
    /// What search engines are told, as JSON-LD.
    data: &'a str,
}

impl Page<'_> {
    fn whole(&self) -> Markup {
        let (document, lang) = (self.document, self.lang);
        html! {
            (DOCTYPE) (NEWLINE)
            html lang=(lang.tag()) {
                (NEWLINE) head { (self.head()) }
                (NEWLINE) body {
                    (NEWLINE) header { (self.top()) (self.cover()) }
                    @match &document.summary {
                        Some(summary) => { (NEWLINE) (self.overview(summary)) }
                        None => { (NEWLINE) (self.contents()) }
                    }
                    (NEWLINE) main { (self.sections(&document.blocks, 2)) (NEWLINE) }
                    (NEWLINE) footer {
                        (NEWLINE) p class="publisher" { (lines(&document.sign_off.publisher, lang)) }
                        (NEWLINE) p class="date" { (lines(&document.sign_off.date, lang)) }
                    }
                }
                (NEWLINE)
            }
            (NEWLINE)
        }
    }

    fn head(&self) -> Markup {
        let (document, look) = (self.document, self.look);
        html! {
            (NEWLINE) meta charset="utf-8";
            (NEWLINE) meta name="viewport" content="width=device-width, initial-scale=1";
            // the data is not run; checkers ask for its hash all the same
            (NEWLINE) meta http-equiv="Content-Security-Policy" content={ (look.policy) "; script-src 'sha256-" (hash(self.data)) "'" };
            (NEWLINE) meta name="color-scheme" content="light dark";
            (NEWLINE) title { (document.title) }
            (NEWLINE) meta name="description" content={ (document.publisher) " – " (document.title) };
            @for edition in self.editions.iter().filter(|edition| edition.languages != document.languages) {
                @if let [lang] = edition.languages.as_slice() {
                    (NEWLINE) link rel="alternate" hreflang=(lang.tag()) href=(edition.href);
                }
            }
            (NEWLINE) style { (PreEscaped(&look.style)) }
            (NEWLINE) script type="application/ld+json" { (PreEscaped(self.data)) }
            (NEWLINE)
        }
    }

    /// The logo, and the way to the other editions.
    fn top(&self) -> Markup {
        let logo = self.look.logo.as_ref();
        html! {
            @if logo.is_some() || self.editions.len() > 1 {
                (NEWLINE) div class="top" {
                    @if let Some(logo) = logo {
                        (NEWLINE) img class="logo" src=(logo) alt=(self.logo_text.as_ref().map_or("", |text| text.text))
                            lang=[self.logo_text.as_ref().and_then(|text| differing(text.lang, self.lang))];
                    }
                    @if self.editions.len() > 1 {
                        (NEWLINE) ul class="editions" {
                            @for edition in self.editions { (NEWLINE) li { (self.edition_link(edition)) } }
                        }
                    }
                    (NEWLINE)
                }
            }
        }
    }

    fn edition_link(&self, edition: &Edition) -> Markup {
        let here = edition.languages == self.document.languages;
        let names = html! {
            @for (index, language) in edition.languages.iter().enumerate() {
                @if index > 0 { " + " }
                span lang=[differing(*language, self.lang)] { (own_name(language)) }
            }
        };
        html! {
            @if here { span aria-current="true" { (names) } } @else { a href=(edition.href) { (names) } }
        }
    }

    fn cover(&self) -> Markup {
        let (cover, lang) = (&self.document.cover, self.lang);
        html! {
            @if !cover.notice.is_empty() {
                (NEWLINE) div class="notice" { (self.cell(&cover.notice, true)) }
            }
            (NEWLINE) p class="publisher" { (lines(&cover.publisher, lang)) }
            (NEWLINE) h1 { (lines(&cover.title, lang)) }
            @if !cover.facts.is_empty() {
                (NEWLINE) dl {
                    @for fact in &cover.facts {
                        (NEWLINE) div { dt { (lines(&fact.label, lang)) } dd { (lines(&fact.value, lang)) } }
                    }
                    (NEWLINE)
                }
            }
            (NEWLINE)
        }
    }

    /// How many datasets each section holds, and the way there.
    fn overview(&self, summary: &Summary) -> Markup {
        html! {
            nav aria-labelledby=(summary.id) {
                (NEWLINE) h2 id=(summary.id) { (lines(&summary.heading, self.lang)) }
                (NEWLINE) (self.table(&summary.table))
                (NEWLINE)
            }
        }
    }

    /// The way to each section, where there is no summary.
    fn contents(&self) -> Markup {
        html! {
            nav {
                (NEWLINE) ul {
                    @for block in &self.document.blocks {
                        @if let Block::Heading { level: 2, id, lines: words } = block {
                            (NEWLINE) li { a href={ "#" (id) } { (lines(words, self.lang)) } }
                        }
                    }
                    (NEWLINE)
                }
                (NEWLINE)
            }
        }
    }

    /// A section for each heading of this level, and within it one for each heading of the next: browsers keep a heading with
    /// what follows more surely where both lie in one box.
    fn sections(&self, blocks: &[Block], level: u8) -> Markup {
        html! {
            @for group in blocks.chunk_by(|_, next| !is_heading(next, level)) {
                @match group {
                    [first, inside @ ..] if is_heading(first, level) => {
                        (NEWLINE) section { (NEWLINE) (self.block(first)) (self.sections(inside, level + 1)) (NEWLINE) }
                    }
                    all if level < 4 => (self.sections(all, level + 1)),
                    all => { @for block in all { (NEWLINE) (self.block(block)) } }
                }
            }
        }
    }

    fn block(&self, block: &Block) -> Markup {
        html! {
            @match block {
                Block::Heading { level, id, lines: words } => {
                    @match level {
                        2 => h2 id=(id) { (lines(words, self.lang)) },
                        3 => h3 id=(id) { (lines(words, self.lang)) },
                        _ => h4 id=(id) { (lines(words, self.lang)) },
                    }
                }
                Block::Note(parts) => div class="note" { (self.cell(parts, true)) },
                Block::Table(found) => (self.table(found)),
            }
        }
    }
}

fn is_heading(block: &Block, of: u8) -> bool {
    matches!(block, Block::Heading { level, .. } if *level == of)
}

/// What a language calls itself, else its tag.
pub(super) fn own_name(lang: &Lang) -> &str {
    match lang.tag() {
        "zh-Hant" => "繁體中文",
        "zh-Hans" => "简体中文",
        "en" => "English",
        "fr" => "Français",
        "pt" => "Português",
        "cy" => "Cymraeg",
        tag => tag,
    }
}
