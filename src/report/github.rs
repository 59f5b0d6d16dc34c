//! Annotations of GitHub Actions: `::error file=…,line=…,col=…,title=…::message`, one line a finding.

use std::fmt::Write as _;

use super::place::{Place, place};
use super::{Look, Report};
use crate::diagnostic::{MessageLang, Severity};
use crate::source::is_hidden;

pub(super) fn render(report: &Report<'_>, _: &Look) -> String {
    let mut out = String::new();
    for finding in report.found {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut text = finding.message(MessageLang::English);
        if let Some(help) = finding.help(MessageLang::English) {
            text = format!("{text}\n{help}");
        }
        let title = property(&format!("{} {}", finding.rule.code, finding.rule.name));
        let at = finding.span().and_then(|span| place(span, report.sources)).map(|at| properties(&at)).unwrap_or_default();
        let _ = writeln!(out, "::{command} {at}title={title}::{}", data(&text));
    }
    out
}

/// GitHub shows no annotation that has columns on several lines.
fn properties(at: &Place<'_>) -> String {
    let file = property(at.file);
    let (start, end) = (at.start, at.end);
    if start.line == end.line {
        format!("file={file},line={},col={},endLine={},endColumn={},", start.line, start.column, end.line, end.column)
    } else {
        format!("file={file},line={},endLine={},", start.line, end.line)
    }
}

fn data(text: &str) -> String {
    let shown = |character: char| if is_hidden(character) && character != '\r' { '\u{fffd}' } else { character };
    let text: String = text.chars().map(shown).collect();
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
