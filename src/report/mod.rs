//! Findings → words on a terminal, or data for programs.

mod human;
mod json;
mod picture;
mod short;

pub use human::{Look, Palette};

use crate::diagnostic::{Diagnostic, MessageLang, Severity};
use crate::model::to_simplified;
use crate::source::Sources;

/// A form of report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Format {
    /// Pictures of the source, with help.
    #[default]
    Human,
    /// One line each: `file:line:col: CODE: message`.
    Short,
    /// One JSON document.
    Json,
}

/// The findings of a run, ready to print.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The findings, in order.
    pub found: &'a [Diagnostic],
    /// The texts they are about.
    pub sources: &'a Sources,
    /// The reader's language; JSON is always in English.
    pub lang: MessageLang,
}

impl Report<'_> {
    /// All findings in a form. `look` says what the terminal can show.
    #[must_use]
    pub fn render(&self, format: Format, look: &Look) -> String {
        match format {
            Format::Human => human::render(self, look),
            Format::Short => short::render(self),
            Format::Json => json::render(self),
        }
    }

    /// How many findings weigh so much.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|finding| finding.severity == severity).count()
    }

    /// A text of a finding in the reader's language: Simplified Chinese is derived here.
    fn text(&self, finding: &Diagnostic, key: &str) -> Option<String> {
        let convert = |text: &str| if self.lang == MessageLang::Simplified { to_simplified(text) } else { text.to_owned() };
        finding.text(key, self.lang, &convert)
    }

    fn message(&self, finding: &Diagnostic) -> String {
        self.text(finding, "message").unwrap_or_else(|| finding.rule.name.to_owned())
    }
}

/// The JSON Schema of [`Format::Json`].
#[must_use]
pub fn diagnostics_schema() -> &'static str {
    include_str!("diagnostics.schema.json")
}
