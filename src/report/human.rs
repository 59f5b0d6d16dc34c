//! Findings as pictures of the source; the only file that names miette.

use std::fmt;
use std::sync::Arc;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, Severity as Weight, SourceCode,
    SourceSpan, SpanContents,
};

use super::Report;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::{Source, Span};

/// What colours and characters the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// Box drawing in colour.
    Colour,
    /// Box drawing.
    Plain,
    /// ASCII only.
    Ascii,
}

/// What the terminal can show.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Colours and characters.
    pub palette: Palette,
    /// Width in cells.
    pub width: usize,
}

impl Default for Look {
    fn default() -> Self {
        Self { palette: Palette::Plain, width: 100 }
    }
}

pub(super) fn render(report: &Report<'_>, look: &Look) -> String {
    let theme = match look.palette {
        Palette::Colour => GraphicalTheme::unicode(),
        Palette::Plain => GraphicalTheme::unicode_nocolor(),
        Palette::Ascii => GraphicalTheme::none(),
    };
    let handler = GraphicalReportHandler::new_themed(theme).with_links(false).with_width(look.width).with_context_lines(0);
    let mut out = String::new();
    for finding in report.found {
        let shown = Shown::new(finding, report);
        if handler.render_report(&mut out, &shown).is_err() {
            out.push_str(&shown.message);
        }
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
    fn new(finding: &Diagnostic, report: &Report<'_>) -> Self {
        let source = finding.span().and_then(|span| report.sources.shared(span.file));
        let mut help = report.text(finding, "help").unwrap_or_default();
        let mut labels = Vec::new();
        for label in &finding.labels {
            let text = report.text(finding, label.key);
            match &source {
                Some(source) if label.span.file == source.id => labels.push(underline(source, label, text)),
                _ => elsewhere(&mut help, report, label, text),
            }
        }
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
            source: source.map(Picture),
            labels,
        }
    }
}

/// A place in another file: miette draws one file, so it is named in words.
fn elsewhere(help: &mut String, report: &Report<'_>, label: &Label, text: Option<String>) {
    let Some(source) = report.sources.get(label.span.file) else { return };
    let at = source.position(label.span.start);
    if !help.is_empty() {
        help.push('\n');
    }
    help.push_str(&format!("{}:{}:{}: {}", source.name, at.line, at.column, text.unwrap_or_default()));
}

/// A label on whole characters of one line; one at the end of the text moves onto the last visible character.
fn underline(source: &Source, label: &Label, text: Option<String>) -> LabeledSpan {
    let span = visible(&source.text, label.span);
    LabeledSpan::new(text, span.start as usize, (span.end - span.start) as usize)
}

fn visible(text: &str, span: Span) -> Span {
    let length = text.len();
    let mut start = (span.start as usize).min(length);
    let mut end = (span.end as usize).min(length);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    // of several lines, the first
    if let Some(newline) = text.get(start..end).and_then(|inside| inside.find('\n')) {
        end = start + text[start..start + newline].trim_end().len();
    }
    if start == end {
        let after = text[start..].chars().next().filter(|next| !next.is_whitespace());
        match (after, text[..start].char_indices().rfind(|(_, before)| !before.is_whitespace())) {
            (Some(next), _) => end = start + next.len_utf8(),
            (None, Some((at, before))) => (start, end) = (at, at + before.len_utf8()),
            (None, None) => {}
        }
    }
    Span::new(span.file, start as u32, end as u32)
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

/// A source whose columns count characters, where miette would count bytes.
#[derive(Debug)]
struct Picture(Arc<Source>);

impl SourceCode for Picture {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = self.0.text.read_span(span, before, after)?;
        let at = self.0.position(contents.span().offset() as u32);
        // miette counts from the beginning of the text, and so joins pictures that are far apart
        let lines = contents.data().iter().filter(|byte| **byte == b'\n').count();
        let named = MietteSpanContents::new_named(
            self.0.name.to_string(),
            contents.data(),
            *contents.span(),
            contents.line(),
            at.column as usize - 1,
            lines,
        );
        Ok(Box::new(named))
    }
}
