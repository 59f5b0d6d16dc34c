//! Findings → words for people, or data for programs: a file for each form, and a line in the table below.

mod boxes;
mod card;
mod picture;
mod place;

use std::borrow::Cow;

pub use card::{Card, cards};

use crate::diagnostic::{Diagnostic, MessageLang, Severity};
use crate::model::to_simplified;
use crate::source::Sources;

macro_rules! formats {
    ($($module:ident $id:ident $about:literal;)*) => {
        $(mod $module;)*
        /// A form of report.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Format {
            $(#[doc = $about] $id),*
        }
        impl Format {
            /// All of them, in the order of `--help`.
            pub const ALL: &[Self] = &[$(Self::$id),*];

            /// Its name in `--format`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$id => stringify!($module)),*
                }
            }

            /// What it is, in one line.
            #[must_use]
            pub const fn about(self) -> &'static str {
                match self {
                    $(Self::$id => $about),*
                }
            }

            fn render(self, report: &Report<'_>, look: &Look) -> String {
                match self {
                    $(Self::$id => $module::render(report, look)),*
                }
            }
        }
    };
}

formats! {
    human Human "Pictures of the source, with help";
    plain Plain "Sentences without pictures, for screen readers and braille";
    short Short "file:line:col: CODE: message, for editors";
    json Json "One document, as odp schema diagnostics describes it";
    sarif Sarif "SARIF 2.1.0, for code scanning";
    github Github "Annotations of GitHub Actions";
    junit Junit "JUnit XML, a suite for each file";
}

impl Format {
    /// Whether it is for people: in the reader's language, and cut where there is too much of it. All others are data, in
    /// English and whole.
    #[must_use]
    pub const fn is_for_people(self) -> bool {
        matches!(self, Self::Human | Self::Plain | Self::Short)
    }

    /// Whether the sum of a run is told after it. Editors read the short form line by line.
    #[must_use]
    pub const fn has_summary(self) -> bool {
        matches!(self, Self::Human | Self::Plain)
    }
}

/// What the reader's terminal can show, and how much.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Whether there are colours.
    pub colour: bool,
    /// Whether there are characters beyond ASCII, for lines and arrows.
    pub unicode: bool,
    /// Width in cells.
    pub width: usize,
    /// How many findings are shown to people; all of them where it is absent.
    pub limit: Option<usize>,
}

impl Default for Look {
    fn default() -> Self {
        Self { colour: false, unicode: true, width: 100, limit: None }
    }
}

/// The findings of a run, ready to print.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The findings, in order.
    pub found: &'a [Diagnostic],
    /// The texts they are about.
    pub sources: &'a Sources,
    /// The reader's language; forms for programs are always in English.
    pub lang: MessageLang,
}

impl Report<'_> {
    /// All findings in a form. `look` says what the terminal can show.
    #[must_use]
    pub fn render(&self, format: Format, look: &Look) -> String {
        let Some(limit) = look.limit.filter(|limit| format.is_for_people() && *limit < self.found.len()) else {
            return format.render(self, look);
        };
        let shown = weightiest(self.found, limit);
        let more = self.found.len() - shown.len();
        let part = Report { found: &shown, ..*self };
        let more = (format!("and {more} more: --all-errors shows them"), format!("另有 {more} 項，加上 --all-errors 可全部列出"));
        format.render(&part, look) + &say(self.lang, &more.0, &more.1) + "\n"
    }

    /// How many findings weigh so much.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|finding| finding.severity == severity).count()
    }

    /// A text of a finding in the reader's language: Simplified Chinese is derived here.
    fn text(&self, finding: &Diagnostic, key: &str) -> Option<String> {
        finding.text(key, self.lang, &|text| say(self.lang, text, text).into_owned())
    }

    fn message(&self, finding: &Diagnostic) -> String {
        self.text(finding, "message").unwrap_or_else(|| finding.rule.name.to_owned())
    }
}

/// As many findings as are shown, in their order: a warning is left out before an error is.
fn weightiest(found: &[Diagnostic], limit: usize) -> Vec<Diagnostic> {
    let mut by_weight: Vec<usize> = (0..found.len()).collect();
    by_weight.sort_by_key(|at| std::cmp::Reverse(found.get(*at).map(|finding| finding.severity)));
    by_weight.truncate(limit);
    by_weight.sort_unstable();
    by_weight.into_iter().filter_map(|at| found.get(at).cloned()).collect()
}

/// Words of ours in the reader's language, for which no page has a place.
pub(crate) fn say<'a>(lang: MessageLang, english: &'a str, chinese: &'a str) -> Cow<'a, str> {
    match lang {
        MessageLang::English => english.into(),
        MessageLang::Traditional => chinese.into(),
        MessageLang::Simplified => to_simplified(chinese).into(),
    }
}

/// The JSON Schema of [`Format::Json`].
#[must_use]
pub fn diagnostics_schema() -> &'static str {
    include_str!("diagnostics.schema.json")
}
