//! Findings for programs: one document, its schema in `diagnostics.schema.json`. Always in English, whatever the locale.

use serde::Serialize;

use super::{Look, Report};
use crate::diagnostic::{Diagnostic, MessageLang};
use crate::source::{Sources, Span, escaped_json};

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    version: u32,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    labels: Vec<Label<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'a>>,
}

#[derive(Serialize)]
struct Label<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    start: Point,
    end: Point,
}

/// `offset` in bytes from 0; `line` and `column` from 1, the column in characters.
#[derive(Serialize)]
struct Point {
    offset: u32,
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Fix<'a> {
    certain: bool,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    text: &'a str,
}

pub(super) fn render(report: &Report<'_>, _: &Look) -> String {
    let diagnostics = report.found.iter().map(|finding| describe(finding, report.sources)).collect();
    let document = Document { format: "odp-diagnostics", version: 1, diagnostics };
    serde_json::to_string_pretty(&document).map(|text| escaped_json(text) + "\n").unwrap_or_default()
}

fn describe<'a>(finding: &'a Diagnostic, sources: &'a Sources) -> Finding<'a> {
    let lang = MessageLang::English;
    let label = |label: &'a crate::diagnostic::Label| {
        Some(Label { place: place(label.span, sources)?, text: finding.label_text(label, lang) })
    };
    let fix = finding.fix.as_ref().map(|fix| Fix {
        certain: fix.certain,
        edits: fix.edits.iter().filter_map(|edit| Some(Edit { place: place(edit.span, sources)?, text: &edit.text })).collect(),
    });
    Finding {
        code: finding.rule.code,
        name: finding.rule.name,
        severity: finding.severity.word(),
        message: finding.message(lang),
        help: finding.help(lang),
        labels: finding.labels.iter().filter_map(label).collect(),
        fix,
    }
}

fn place(span: Span, sources: &Sources) -> Option<Place<'_>> {
    let source = sources.get(span.file)?;
    let point = |offset: u32| {
        let at = source.position(offset);
        Point { offset, line: at.line, column: at.column }
    };
    Some(Place { file: &source.name, start: point(span.start), end: point(span.end) })
}
