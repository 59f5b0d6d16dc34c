//! Words within cells, notes and headings, as HTML.

use maud::{Markup, html};

use super::Page;
use crate::emit::document::{Cell, Line, Part, Piece, Run, RunKind, Style};
use crate::model::Lang;

impl Page<'_> {
    /// A cell's content: bare words where it is one short paragraph, unless paragraphs are asked for. Two languages stand in
    /// blocks of their own.
    pub(super) fn cell(&self, cell: &Cell, paragraphs: bool) -> Markup {
        let content = |part: &Part, lang| match part.pieces.as_slice() {
            [Piece::Paragraph(Style::Plain, words)] if !paragraphs => runs(words, lang),
            all => pieces(all, lang),
        };
        html! {
            @for part in cell {
                @if self.document.is_bilingual() {
                    div lang=[differing(part.lang, self.lang)] { (content(part, part.lang)) }
                } @else {
                    (content(part, self.lang))
                }
            }
        }
    }
}

/// Paragraphs and lists.
pub(in crate::emit) fn pieces(all: &[Piece], lang: Lang) -> Markup {
    html! {
        @for piece in all {
            @match piece {
                Piece::Paragraph(Style::Plain, words) => p { (runs(words, lang)) },
                Piece::Paragraph(Style::Note, words) => p class="note" { (runs(words, lang)) },
                Piece::Paragraph(Style::Status, words) => p class="status" { (runs(words, lang)) },
                Piece::List(items) => ul {
                    @for item in items {
                        li {
                            @match item.as_slice() {
                                [words] => (runs(words, lang)),
                                all => { @for words in all { p { (runs(words, lang)) } } }
                            }
                        }
                    }
                },
            }
        }
    }
}

/// The lines of a heading, each a block of its own where there are two languages.
pub(in crate::emit) fn lines(lines: &[Line], lang: Lang) -> Markup {
    html! {
        @match lines {
            [line] => {
                @if let Some(tag) = differing(line.lang, lang) { span lang=(tag) { (runs(&line.runs, line.lang)) } }
                @else { (runs(&line.runs, lang)) }
            }
            all => {
                @for (index, line) in all.iter().enumerate() {
                    @if index > 0 { " " }
                    span class="line" lang=[differing(line.lang, lang)] { (runs(&line.runs, line.lang)) }
                }
            }
        }
    }
}

/// Words, each in its language.
pub(in crate::emit) fn runs(runs: &[Run], lang: Lang) -> Markup {
    html! {
        @for run in runs {
            @match &run.kind {
                RunKind::Plain => {
                    @if let Some(tag) = differing(run.lang, lang) { span lang=(tag) { (words(&run.text)) } } @else { (words(&run.text)) }
                }
                RunKind::Link(href) => a href=(href) lang=[differing(run.lang, lang)] { (run.text) },
                RunKind::Pending => span class="pending" lang=[differing(run.lang, lang)] { (run.text) },
                RunKind::NotTranslated => span class="untranslated" lang=[differing(run.lang, lang)] { (run.text) },
            }
        }
    }
}

/// The most bytes that are kept on one line: what is longer has to break on a telephone.
const LONGEST: usize = 12;

/// Words, in which years as `2026-2028` are kept on one line.
pub(in crate::emit) fn words(text: &str) -> Markup {
    let is_figure = |c: char| c.is_ascii_digit() || c == '-';
    let is_range = |part: &str| part.len() <= LONGEST && part.contains('-') && part.split('-').all(|figures| !figures.is_empty());
    let mut rest = text;
    let mut parts = Vec::new();
    while let Some(start) = rest.find(is_figure) {
        let (before, from) = rest.split_at(start);
        let (figures, after) = from.split_at(from.find(|c| !is_figure(c)).unwrap_or(from.len()));
        parts.push((before, figures));
        rest = after;
    }
    html! {
        @for (before, figures) in parts {
            (before) @if is_range(figures) { span class="years" { (figures) } } @else { (figures) }
        }
        (rest)
    }
}

/// A language's tag where it is not the one around.
pub(in crate::emit) fn differing(lang: Lang, around: Lang) -> Option<String> {
    (lang != around).then(|| lang.tag().to_owned())
}
