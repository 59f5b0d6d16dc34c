//! Findings as pictures of the source, drawn by miette.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity as Weight, SourceCode, ThemeCharacters, ThemeStyles};

use super::picture::{Mark, Picture};
use super::{Look, Report, boxes, say};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::visible;

pub(super) fn render(report: &Report<'_>, look: &Look) -> String {
    let theme = GraphicalTheme {
        characters: if look.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() },
        styles: if look.colour { ThemeStyles::ansi() } else { ThemeStyles::none() },
    };
    // of context lines there are none: 1 tells `Picture` that whole lines are wanted, where 0 wants a place
    let handler = GraphicalReportHandler::new_themed(theme).with_links(false).with_width(look.width).with_context_lines(1);
    // names and dates have hyphens, and are to be copied
    let handler = handler.with_word_splitter(textwrap::WordSplitter::NoHyphenation);
    let help = say(report.lang, "  help: ", "  建議：");
    let mut out = String::new();
    for finding in report.found {
        let shown = Shown::new(finding, report, look);
        let mut drawn = String::new();
        if handler.render_report(&mut drawn, &shown).is_err() {
            drawn.clone_from(&shown.message);
        }
        out.push_str(&boxes::with_word(&boxes::joined(&drawn, look.unicode), &help));
        out.push('\n');
    }
    out
}

/// A finding as miette wants it.
#[derive(Debug)]
struct Shown {
    code: String,
    weight: Weight,
    message: String,
    help: String,
    source: Option<Picture>,
    labels: Vec<LabeledSpan>,
}

impl Shown {
    fn new(finding: &Diagnostic, report: &Report<'_>, look: &Look) -> Self {
        let source = finding.span().and_then(|span| report.sources.shared(span.file));
        let mut help = report.text(finding, "help").unwrap_or_default();
        let mut marks = Vec::new();
        for label in &finding.labels {
            let text = report.text(finding, label.key);
            match &source {
                Some(source) if label.span.file == source.id => marks.push(Mark::new(source, label.span, text)),
                _ => elsewhere(&mut help, report, label, text),
            }
        }
        let (picture, left_out) = source.map(|source| Picture::new(source, &mut marks, look)).unzip();
        for mark in left_out.into_iter().flatten() {
            elsewhere(&mut help, report, &Label { span: mark.span, key: "" }, mark.text);
        }
        let labels = marks.into_iter().map(|mark| {
            let length = (mark.span.end - mark.span.start) as usize;
            LabeledSpan::new(mark.text, mark.span.start as usize, length)
        });
        if !help.is_empty() {
            help.push('\n');
        }
        help.push_str("odp explain ");
        help.push_str(finding.rule.code);
        Self {
            code: format!("{} {}", finding.rule.code, finding.rule.name),
            weight: match finding.severity {
                Severity::Error => Weight::Error,
                Severity::Warning => Weight::Warning,
                Severity::Note => Weight::Advice,
            },
            message: report.message(finding),
            help,
            source: picture,
            labels: labels.collect(),
        }
    }
}

/// A place in another file, or too far along its line: it is named in words, for miette draws one file.
fn elsewhere(help: &mut String, report: &Report<'_>, label: &Label, text: Option<String>) {
    let Some(source) = report.sources.get(label.span.file) else { return };
    let at = source.position(label.span.start);
    if !help.is_empty() {
        help.push('\n');
    }
    help.push_str(&format!("{}:{}:{}: {}", visible(&source.name), at.line, at.column, text.unwrap_or_default()));
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl miette::Diagnostic for Shown {
    fn code(&self) -> Option<Box<dyn fmt::Display + '_>> {
        Some(Box::new(&self.code))
    }
    fn severity(&self) -> Option<Weight> {
        Some(self.weight)
    }
    fn help(&self) -> Option<Box<dyn fmt::Display + '_>> {
        Some(Box::new(&self.help))
    }
    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty()).then(|| Box::new(self.labels.iter().cloned()) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}
