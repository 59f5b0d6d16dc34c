//! The main part: cover, summary, sections, who signs. And the foot of each page.

use maud::{Markup, html};
use unicode_width::UnicodeWidthStr;

use super::inline::{DECLARATION, Setting, Writer, literal};
use super::logo;
use super::look::{Look, Page};
use super::parts::{DRAWING, PICTURE, RELATIONS, SVG, WORD, WORD_DRAWING};
use super::table::{Place, paragraphs};
use crate::emit::document::{Block, Document, Fact, Line, Part, RunKind, Summary, plain_lines};

/// The width of half a full-width character of a fact's label, and the space after the longest label. In twips.
const HALF_CHARACTER: usize = 95;
const AFTER_LABEL: usize = 400;

/// What was written of a document.
pub(super) struct Written {
    /// The main part.
    pub(super) body: Markup,
    /// The foot of each page.
    pub(super) footer: Markup,
    /// The addresses that the main part links to.
    pub(super) links: Vec<String>,
}

/// Writes the main part and the foot.
pub(super) fn written(document: &Document, look: &Look<'_>) -> Written {
    let mut writer = Writer::new(look);
    let body = html! {
        (DECLARATION)
        w:document xmlns:w=(WORD) xmlns:r=(RELATIONS) xmlns:wp=(WORD_DRAWING) xmlns:a=(DRAWING) xmlns:pic=(PICTURE) xmlns:asvg=(SVG) {
            w:body {
                (writer.cover(document))
                @if let Some(summary) = &document.summary { (writer.overview(summary)) }
                @for block in &document.blocks { (writer.block(block)) }
                (writer.sign_off(document))
                (section(look.page))
            }
        }
    };
    Written { body, footer: footer(document, look), links: writer.links }
}

impl Writer<'_> {
    fn cover(&mut self, document: &Document) -> Markup {
        let cover = &document.cover;
        let widest = cover.facts.iter().map(|fact| plain_lines(&fact.label).width()).max().unwrap_or_default();
        let tab = Some(widest * HALF_CHARACTER + AFTER_LABEL);
        html! {
            (self.logo())
            (self.parts(&cover.notice, "Notice"))
            (self.lines(Setting::new("Publisher"), &cover.publisher))
            (self.lines(Setting::new("Title"), &cover.title))
            @for fact in &cover.facts { (self.fact(fact, Setting { tab, ..Setting::new("Fact") })) }
        }
    }

    fn logo(&mut self) -> Markup {
        let look = self.look;
        let words = look.logo_words.as_deref();
        let picture = look.logo.map(|picture| logo::drawing(picture, words.unwrap_or_default()));
        // a picture that cannot be read leaves its words
        let shown = picture.or_else(|| words.map(literal));
        shown.map(|shown| self.set(Setting::new("Logo"), &shown)).unwrap_or_default()
    }

    fn fact(&mut self, fact: &Fact, setting: Setting<'_>) -> Markup {
        let words = html! {
            (self.beside(&fact.label, Some("FactLabel")))
            w:r { w:tab {} }
            (self.beside(&fact.value, None))
        };
        self.set(setting, &words)
    }

    fn overview(&mut self, summary: &Summary) -> Markup {
        html! {
            (self.lines(Setting { bookmark: Some(summary.id), ..Setting::new("Heading1") }, &summary.heading))
            (self.table(&summary.table))
        }
    }

    fn block(&mut self, block: &Block) -> Markup {
        match block {
            Block::Heading { level, id, lines } => {
                // the title is none of the outline's levels: it is the document's
                let style = match level {
                    0..=2 => "Heading1",
                    3 => "Heading2",
                    4 => "Heading3",
                    _ => "Heading4",
                };
                self.lines(Setting { bookmark: Some(id), ..Setting::new(style) }, lines)
            }
            Block::Note(parts) => self.parts(parts, "Note"),
            Block::Table(table) => self.table(table),
        }
    }

    fn parts(&mut self, parts: &[Part], style: &'static str) -> Markup {
        html! {
            @for (at, part) in parts.iter().enumerate() {
                @for (setting, runs) in paragraphs(part, Place::Text(style), at > 0) { (self.paragraph(setting, runs)) }
            }
        }
    }

    /// Who signs, and when; a table at the end has a paragraph after it in any case.
    fn sign_off(&mut self, document: &Document) -> Markup {
        let end = &document.sign_off;
        html! {
            (self.lines(Setting::new("Signature"), &end.publisher))
            @if !end.date.is_empty() { (self.lines(Setting::new("Date"), &end.date)) }
        }
    }
}

/// Pages across, with their foot.
pub(super) fn section(page: Page) -> Markup {
    html! {
        w:sectPr {
            w:footerReference w:type="default" r:id="footer" {}
            w:pgSz w:w=(page.width) w:h=(page.height) w:orient="landscape" {}
            w:pgMar w:top=(Page::EDGE) w:right=(Page::SIDE) w:bottom=(Page::EDGE) w:left=(Page::SIDE)
                w:header="480" w:footer="480" w:gutter="0" {}
            w:cols w:space="720" {}
        }
    }
}

/// The title, and which page it is of how many.
pub(super) fn footer(document: &Document, look: &Look<'_>) -> Markup {
    let mut writer = Writer::new(look);
    let plain = |line: &Line| {
        let mut line = line.clone();
        line.runs.iter_mut().filter(|run| matches!(run.kind, RunKind::Link(_))).for_each(|run| run.kind = RunKind::Plain);
        line
    };
    let title: Vec<Line> = document.cover.title.iter().map(plain).collect();
    let field = |code: &str| html! { w:fldSimple w:instr=(code) { w:r { w:t { "1" } } } };
    let words = html! {
        (writer.beside(&title, None))
        w:r { w:tab {} }
        (field(" PAGE "))
        (literal(" / "))
        (field(" NUMPAGES "))
    };
    let paragraph = writer.set(Setting::new("Footer"), &words);
    html! { (DECLARATION) w:ftr xmlns:w=(WORD) xmlns:r=(RELATIONS) { (paragraph) } }
}
