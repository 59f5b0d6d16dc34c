//! `plan.tc.html`: the plan as one page of HTML that needs nothing else: no script, no font, no address to load from.

mod inline;

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use self::inline::{cell, differing, lines};
use super::document::{Block, Document, Role, Row, Summary, Table, build, editions, file_name, plain_lines};
use super::markup::markup;
use super::{Artifact, Options};
use crate::model::{Lang, Plan};
use crate::rules::Valid;

/// Without line breaks at its ends: browsers and checkers differ over whether a hash counts the first.
static STYLE: &str = include_str!("html/style.css").trim_ascii();

/// Nothing is loaded from anywhere; of styles, only ours.
static POLICY: LazyLock<String> =
    LazyLock::new(|| format!("default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'", hash(STYLE)));

fn hash(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text.as_bytes()))
}

const NEWLINE: PreEscaped<&str> = PreEscaped("\n");

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    let editions = editions(plan, options);
    let links: Vec<Edition> = editions.iter().map(|languages| Edition::new(plan, languages)).collect();
    let artifact = |languages: &Vec<Lang>| Artifact {
        path: file_name(plan, languages, "html"),
        media_type: "text/html",
        bytes: page(&build(workspace, plan, languages), &links, &markup(plan, &workspace.vocabulary, languages))
            .into_string()
            .into_bytes(),
    };
    editions.iter().map(artifact).collect()
}

/// A link to another edition of the same plan, in the same folder.
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

fn page(document: &Document, editions: &[Edition], data: &str) -> Markup {
    let lang = document.lang();
    html! {
        (DOCTYPE) (NEWLINE)
        html lang=(lang.tag()) {
            (NEWLINE) head { (head(document, editions, data)) }
            (NEWLINE) body {
                (NEWLINE) header { (cover(document, editions)) }
                @match &document.summary {
                    Some(summary) => { (NEWLINE) (overview(summary, document, lang)) }
                    None => { (NEWLINE) (contents(document, lang)) }
                }
                (NEWLINE) main { (sections(document, lang)) }
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

fn head(document: &Document, editions: &[Edition], data: &str) -> Markup {
    html! {
        (NEWLINE) meta charset="utf-8";
        (NEWLINE) meta name="viewport" content="width=device-width, initial-scale=1";
        // the data is not run; checkers ask for its hash all the same
        (NEWLINE) meta http-equiv="Content-Security-Policy" content={ (*POLICY) "; script-src 'sha256-" (hash(data)) "'" };
        (NEWLINE) meta name="color-scheme" content="light dark";
        (NEWLINE) title { (document.title) }
        (NEWLINE) meta name="description" content={ (document.publisher) " – " (document.title) };
        @for edition in editions.iter().filter(|edition| edition.languages != document.languages) {
            @if let [lang] = edition.languages.as_slice() {
                (NEWLINE) link rel="alternate" hreflang=(lang.tag()) href=(edition.href);
            }
        }
        (NEWLINE) style { (PreEscaped(STYLE)) }
        (NEWLINE) script type="application/ld+json" { (PreEscaped(data)) }
        (NEWLINE)
    }
}

fn cover(document: &Document, editions: &[Edition]) -> Markup {
    let lang = document.lang();
    html! {
        @if editions.len() > 1 {
            (NEWLINE) ul class="editions" {
                @for edition in editions { (NEWLINE) li { (edition_link(edition, document, lang)) } }
            }
        }
        @if !document.cover.notice.is_empty() {
            (NEWLINE) div class="notice" { (cell(&document.cover.notice, document, lang, true)) }
        }
        (NEWLINE) p class="publisher" { (lines(&document.cover.publisher, lang)) }
        (NEWLINE) h1 { (lines(&document.cover.title, lang)) }
        @if !document.cover.facts.is_empty() {
            (NEWLINE) dl {
                @for fact in &document.cover.facts {
                    (NEWLINE) div { dt { (lines(&fact.label, lang)) } dd { (lines(&fact.value, lang)) } }
                }
            }
        }
        (NEWLINE)
    }
}

fn edition_link(edition: &Edition, document: &Document, lang: Lang) -> Markup {
    let here = edition.languages == document.languages;
    let names = html! {
        @for (index, language) in edition.languages.iter().enumerate() {
            @if index > 0 { " + " }
            span lang=[differing(*language, lang)] { (own_name(language)) }
        }
    };
    html! {
        @if here { span aria-current="true" { (names) } } @else { a href=(edition.href) { (names) } }
    }
}

/// What a language calls itself, else its tag.
fn own_name(lang: &Lang) -> &str {
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

/// How many datasets each section holds, and the way there.
fn overview(summary: &Summary, document: &Document, lang: Lang) -> Markup {
    html! {
        nav aria-labelledby=(summary.id) {
            (NEWLINE) h2 id=(summary.id) { (lines(&summary.heading, lang)) }
            (NEWLINE) (table(&summary.table, document, lang))
            (NEWLINE)
        }
    }
}

/// The way to each section, where there is no summary.
fn contents(document: &Document, lang: Lang) -> Markup {
    html! {
        nav {
            (NEWLINE) ul {
                @for block in &document.blocks {
                    @if let Block::Heading { level: 2, id, lines: words } = block {
                        (NEWLINE) li { a href={ "#" (id) } { (lines(words, lang)) } }
                    }
                }
                (NEWLINE)
            }
            (NEWLINE)
        }
    }
}

/// Each heading of the first level opens a section.
fn sections(document: &Document, lang: Lang) -> Markup {
    let is_section = |block: &Block| matches!(block, Block::Heading { level: 2, .. });
    let starts = document.blocks.iter().enumerate().filter(|(_, block)| is_section(block)).map(|(index, _)| index);
    let starts: Vec<usize> = starts.collect();
    let ends = starts.iter().copied().skip(1).chain([document.blocks.len()]);
    html! {
        @for (start, end) in starts.iter().copied().zip(ends) {
            (NEWLINE) section {
                @for block in document.blocks.get(start..end).unwrap_or_default() { (body_block(block, document, lang)) }
                (NEWLINE)
            }
        }
        (NEWLINE)
    }
}

fn body_block(block: &Block, document: &Document, lang: Lang) -> Markup {
    html! {
        @match block {
            Block::Heading { level, id, lines: words } => {
                (NEWLINE)
                @match level {
                    2 => h2 id=(id) { (lines(words, lang)) },
                    3 => h3 id=(id) { (lines(words, lang)) },
                    _ => h4 id=(id) { (lines(words, lang)) },
                }
            }
            Block::Note(parts) => { (NEWLINE) div class="note" { (cell(parts, document, lang, true)) } }
            Block::Table(found) => { (NEWLINE) (table(found, document, lang)) }
        }
    }
}

fn table(table: &Table, document: &Document, lang: Lang) -> Markup {
    let labels: Vec<String> = table.columns.iter().map(|column| plain_lines(&column.head)).collect();
    html! {
        table class=[table.rows.is_empty().then_some("empty")] {
            (NEWLINE) caption { (lines(&table.caption, lang)) }
            (NEWLINE) thead {
                (NEWLINE) tr {
                    @for column in &table.columns {
                        (NEWLINE) th scope="col" class=(column.name) { (lines(&column.head, lang)) }
                    }
                }
            }
            (NEWLINE) tbody {
                @for row in &table.rows { (NEWLINE) (table_row(row, table, &labels, document, lang)) }
            }
            (NEWLINE)
        }
    }
}

fn table_row(row: &Row, table: &Table, labels: &[String], document: &Document, lang: Lang) -> Markup {
    html! {
        tr id=[row.id.as_deref()] class=[row.id.is_none().then_some("none")] {
            @for ((content, column), label) in row.cells.iter().zip(&table.columns).zip(labels) {
                (NEWLINE)
                @if column.role == Role::RowHead {
                    th scope="row" class=(column.name) { (cell(content, document, lang, false)) }
                } @else {
                    td class=(column.name) data-label=(label) { (cell(content, document, lang, false)) }
                }
            }
            (NEWLINE)
        }
    }
}
