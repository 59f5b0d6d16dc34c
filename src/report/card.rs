//! A finding in parts, for a page that sets them itself: every text is in the reader's language, and nothing hidden is in it.

use serde::Serialize;

use super::picture::{Mark, harmless};
use super::{Report, say, weightiest};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Source, Span, visible};

/// Characters of a line that are shown, and how many of them before the first mark.
const SHOWN: usize = 240;
const BEFORE: usize = 60;

/// A finding.
#[derive(Debug, Serialize)]
pub struct Card {
    /// `error`, `warning`, `note`.
    pub weight: &'static str,
    /// The same in the reader's language.
    pub word: String,
    /// The code of its rule, such as `ODP104`.
    pub code: &'static str,
    /// The name of its rule.
    pub name: &'static str,
    /// What is wrong, on one line.
    pub message: String,
    /// What to write instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<CardPlace>,
    /// The lines of source that it is about.
    pub lines: Vec<Line>,
}

/// Where a finding is; line and column from 1, the column in characters.
#[derive(Debug, Serialize)]
pub struct CardPlace {
    /// The name of the source.
    pub file: String,
    /// Its line.
    pub line: u32,
    /// Its column.
    pub column: u32,
}

/// A line of source.
#[derive(Debug, Serialize)]
pub struct Line {
    /// The file, where it is another than that of the finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    number: u32,
    /// Its text: by turns what is not marked and what is.
    parts: Vec<String>,
    /// What is said of the marks.
    says: Vec<String>,
}

/// The findings, the weightiest of them where there are more than `most`.
#[must_use]
pub fn cards(report: &Report<'_>, most: usize) -> Vec<Card> {
    weightiest(report.found, most).iter().map(|finding| card(finding, report)).collect()
}

fn card(finding: &Diagnostic, report: &Report<'_>) -> Card {
    let place = finding.span().and_then(|span| {
        let source = report.sources.get(span.file)?;
        let at = source.position(span.start);
        Some(CardPlace { file: visible(&source.name).into_owned(), line: at.line, column: at.column })
    });
    let word = match finding.severity {
        Severity::Error => say(report.lang, "Error", "錯誤"),
        Severity::Warning => say(report.lang, "Warning", "警告"),
        Severity::Note => say(report.lang, "Note", "提示"),
    };
    Card {
        weight: finding.severity.word(),
        word: word.into_owned(),
        code: finding.rule.code,
        name: finding.rule.name,
        message: report.message(finding),
        help: report.text(finding, "help"),
        place,
        lines: lines(finding, report),
    }
}

/// The lines that the labels of a finding mark, in the order of the labels.
fn lines(finding: &Diagnostic, report: &Report<'_>) -> Vec<Line> {
    let main = finding.span().map(|span| span.file);
    let mut all: Vec<(&Source, u32, Vec<Span>, Vec<String>)> = Vec::new();
    for label in &finding.labels {
        let Some(source) = report.sources.get(label.span.file) else { continue };
        let mark = Mark::new(source, label.span, report.text(finding, label.key));
        let number = source.position(mark.span.start).line;
        let known = all.iter_mut().find(|(known, line, ..)| (known.id, *line) == (source.id, number));
        match known {
            Some((.., marks, says)) => {
                marks.push(mark.span);
                says.extend(mark.text);
            }
            None => all.push((source, number, vec![mark.span], mark.text.into_iter().collect())),
        }
    }
    let line = |(source, number, marks, says): (&Source, u32, Vec<Span>, Vec<String>)| Line {
        file: (Some(source.id) != main).then(|| visible(&source.name).into_owned()),
        number,
        parts: parts(source, number, marks),
        says,
    };
    all.into_iter().map(line).collect()
}

/// A line by turns without and with a mark; marks that overlap one before them are left out.
fn parts(source: &Source, number: u32, mut marks: Vec<Span>) -> Vec<String> {
    let start = source.lines().start_of(number - 1);
    let text = source.text.get(start as usize..).unwrap_or_default().lines().next().unwrap_or_default();
    let end = start + text.len() as u32;
    marks.sort_unstable();
    let first = marks.first().map_or(start, |mark| mark.start.clamp(start, end));
    let before = text.get(..(first - start) as usize).unwrap_or_default();
    let cut = before.char_indices().rev().nth(BEFORE - 1).filter(|_| text.chars().count() > SHOWN).map_or(0, |(at, _)| at);
    let rest = text.get(cut..).unwrap_or_default();
    let shown = rest.char_indices().nth(SHOWN).map_or(rest.len(), |(at, _)| at);
    let (mut at, last) = (start + cut as u32, start + (cut + shown) as u32);
    let mut parts = Vec::new();
    for mark in marks.iter().filter(|mark| mark.end <= end) {
        let (from, to) = (mark.start, mark.end.min(last));
        if from < at || from >= to {
            continue;
        }
        parts.push(slice(source, at, from));
        parts.push(slice(source, from, to));
        at = to;
    }
    parts.push(slice(source, at, last));
    if let Some(begin) = parts.first_mut().filter(|_| cut > 0) {
        begin.insert(0, '…');
    }
    if let Some(rest) = parts.last_mut().filter(|_| last < end) {
        rest.push('…');
    }
    parts
}

fn slice(source: &Source, from: u32, to: u32) -> String {
    let text = source.slice(Span::new(source.id, from, to));
    harmless(text).map_or_else(|| text.to_owned(), String::from)
}
