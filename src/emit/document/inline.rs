//! Texts of the model → runs: languages, links, marks for what is owed or not translated.

use super::{Cell, Line, Part, Piece, Run, RunKind, Style, plain};
use crate::model::{Declared, Id, Lang, Owed, Plan, Text, Vocabulary};

/// What texts are written down with: the plan, its vocabulary, the languages of the edition.
#[derive(Clone, Copy)]
pub(in crate::emit) struct Scribe<'a> {
    pub(in crate::emit) plan: &'a Plan,
    pub(in crate::emit) vocabulary: &'a Vocabulary,
    pub(in crate::emit) languages: &'a [Lang],
}

impl Scribe<'_> {
    /// One line for each language; what is alike in both stands once.
    pub(super) fn lines(&self, make: impl Fn(Lang) -> Vec<Run>) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for &lang in self.languages {
            let runs = make(lang);
            let known = lines.iter().any(|line| plain(&line.runs) == plain(&runs));
            if !known && !runs.is_empty() {
                lines.push(Line { lang, runs });
            }
        }
        lines
    }

    /// One part for each language; what both begin alike with (a month) stands once.
    pub(super) fn cell(&self, make: impl Fn(Lang) -> Vec<Piece>) -> Cell {
        let mut parts: Vec<Part> = Vec::new();
        for &lang in self.languages {
            let mut pieces = make(lang);
            if let Some(first) = parts.first() {
                let alike = first.pieces.iter().zip(&pieces).take_while(|(a, b)| words_of(a) == words_of(b)).count();
                pieces.drain(..alike);
            }
            if !pieces.is_empty() {
                parts.push(Part { lang, pieces });
            }
        }
        parts
    }

    /// A cell of one paragraph.
    pub(super) fn short_cell(&self, make: impl Fn(Lang) -> Vec<Run>) -> Cell {
        self.cell(|lang| paragraphs(Style::Plain, vec![make(lang)]))
    }

    /// A wording of the library, without placeholders.
    pub(super) fn wording(&self, id: &str, lang: Lang) -> Run {
        self.filled(id, lang, self.plan.words.get(id, lang).to_owned())
    }

    /// A wording whose placeholders are filled.
    pub(super) fn filled(&self, id: &str, lang: Lang, text: String) -> Run {
        let rendered = self.plan.words.text(id).and_then(|words| words.render(lang, self.plan.original()));
        Run { text, lang: rendered.map_or(lang, |rendered| rendered.lang), kind: RunKind::Plain }
    }

    /// What stands in place of a value that is owed.
    pub(in crate::emit) fn pending(&self, lang: Lang) -> Run {
        Run { kind: RunKind::Pending, ..self.wording("to-be-confirmed", lang) }
    }

    /// A value that is owed: nothing where nobody owes it.
    pub(super) fn owed<T>(&self, value: Option<&Owed<T>>, lang: Lang, make: impl Fn(&T) -> Vec<Run>) -> Vec<Run> {
        match value {
            Some(Owed::Given(value)) => make(value),
            Some(Owed::Pending) => vec![self.pending(lang)],
            None => Vec::new(),
        }
    }

    /// A text's paragraphs. One that is not there in this language stands in the original and is marked; where the edition
    /// prints that language anyway, the mark stands alone.
    pub(in crate::emit) fn text(&self, text: &Text, lang: Lang) -> Vec<Vec<Run>> {
        let Some(rendered) = text.render(lang, self.plan.original()) else { return vec![vec![self.pending(lang)]] };
        let foreign = rendered.lang != lang;
        if foreign && self.languages.contains(&rendered.lang) {
            return vec![vec![self.not_translated(lang)]];
        }
        let lines = rendered.text.split('\n').map(str::trim).filter(|line| !line.is_empty());
        let mut paragraphs: Vec<Vec<Run>> = lines.map(|line| linked(line, rendered.lang)).collect();
        if let Some(last) = paragraphs.last_mut().filter(|_| foreign) {
            last.push(plain_run(" ", lang));
            last.push(self.not_translated(lang));
        }
        paragraphs
    }

    pub(super) fn not_translated(&self, lang: Lang) -> Run {
        Run { kind: RunKind::NotTranslated, ..self.wording("not-translated", lang) }
    }

    /// A text in one line.
    pub(super) fn one_line(&self, text: &Text, lang: Lang) -> Vec<Run> {
        joined(self.text(text, lang), &plain_run(" ", lang))
    }

    /// Labels in one line, joined as the language joins them.
    pub(in crate::emit) fn labels<T: Declared>(&self, ids: impl Iterator<Item = Id<T>>, lang: Lang) -> Vec<Run> {
        let labels = ids.map(|id| self.one_line(self.vocabulary.get(id).label(), lang)).collect();
        joined(labels, &self.wording("list-joiner", lang))
    }

    /// The publishers in one line.
    pub(in crate::emit) fn publishers(&self, lang: Lang) -> Vec<Run> {
        self.labels(self.plan.publishers.iter().map(|publisher| publisher.value), lang)
    }
}

/// Paragraphs of one style, without empty ones.
pub(super) fn paragraphs(style: Style, all: Vec<Vec<Run>>) -> Vec<Piece> {
    all.into_iter().filter(|runs| !runs.is_empty()).map(|runs| Piece::Paragraph(style, runs)).collect()
}

pub(super) fn plain_run(text: impl Into<String>, lang: Lang) -> Run {
    Run { text: text.into(), lang, kind: RunKind::Plain }
}

/// Groups of runs in one line.
pub(super) fn joined(groups: Vec<Vec<Run>>, joiner: &Run) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for group in groups.into_iter().filter(|group| !group.is_empty()) {
        if !out.is_empty() {
            out.push(joiner.clone());
        }
        out.extend(group);
    }
    out
}

fn words_of(piece: &Piece) -> String {
    match piece {
        Piece::Paragraph(_, runs) => plain(runs),
        Piece::List(items) => items.iter().flatten().map(|runs| plain(runs) + "\n").collect(),
    }
}

/// A text with its addresses as links.
pub(super) fn linked(text: &str, lang: Lang) -> Vec<Run> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((start, length)) = address(rest) {
        let (before, tail) = rest.split_at(start);
        let (link, after) = tail.split_at(length);
        if !before.is_empty() {
            out.push(plain_run(before, lang));
        }
        out.push(Run { text: link.to_owned(), lang, kind: RunKind::Link(encoded(link)) });
        rest = after;
    }
    if !rest.is_empty() {
        out.push(plain_run(rest, lang));
    }
    out
}

/// The first address in a text: where it begins, and its bytes. It ends before a space, a quote, an angle or what is not
/// ASCII, and without punctuation at its end; a closing parenthesis belongs to it where it opened there.
fn address(text: &str) -> Option<(usize, usize)> {
    text.match_indices("http").find_map(|(start, _)| {
        let tail = &text[start..];
        let host = tail.strip_prefix("https://").or_else(|| tail.strip_prefix("http://"))?;
        let inside_word = text[..start].ends_with(|before: char| before.is_ascii_alphanumeric());
        if inside_word || !host.starts_with(|first: char| first.is_ascii_alphanumeric()) {
            return None;
        }
        let ends = |c: char| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>' | '`');
        let mut link = &tail[..tail.find(ends).unwrap_or(tail.len())];
        while let Some(shorter) = link.strip_suffix(['.', ',', ';', ':', '!', '?', ')', ']', '}', '\'', '*', '_']) {
            if link.ends_with(')') && shorter.matches('(').count() > shorter.matches(')').count() {
                break;
            }
            link = shorter;
        }
        Some((start, link.len()))
    })
}

/// An address with those characters escaped that none may hold.
fn encoded(link: &str) -> String {
    let mut out = String::with_capacity(link.len());
    for (at, c) in link.char_indices() {
        let escape = link.get(at + 1..at + 3).is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let second_hash = c == '#' && link[..at].contains('#');
        match c {
            '{' | '}' | '|' | '\\' | '^' | '[' | ']' => out.push_str(&format!("%{:02X}", c as u32)),
            '%' if !escape => out.push_str("%25"),
            '#' if second_hash => out.push_str("%23"),
            _ => out.push(c),
        }
    }
    out
}
