//! What odp has to say about a source: one value for every finding, whoever prints it.

mod found;
mod page;
mod terms;

pub use found::*;
pub use page::{Example, Page, Texts};
pub use terms::{Lang as MessageLang, Subject, term};

use crate::source::Span;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably not meant.
    Warning,
    /// An output would be wrong or cannot be made.
    Error,
}

impl Severity {
    /// `error`, `warning` or `note`: the word that machines read.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A kind of finding, with the page that explains it.
#[derive(Debug)]
pub struct Rule {
    /// `ODP` and three digits, by stage, never used again for something else.
    pub code: &'static str,
    /// The name after `allow`, in kebab case; also the name of its page.
    pub name: &'static str,
    /// How much it weighs unless a setting says otherwise.
    pub severity: Severity,
    /// `src/rules/NAME.md`: title, message, help, reasons and examples in each language.
    pub page: &'static str,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

/// A [`Rule`] with its page from `src/rules`.
#[macro_export]
#[doc(hidden)]
macro_rules! rule {
    ($code:literal, $name:literal, $severity:ident) => {
        $crate::diagnostic::Rule {
            code: $code,
            name: $name,
            severity: $crate::diagnostic::Severity::$severity,
            page: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules/", $name, ".md")),
        }
    };
}

/// One value in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// The user's own words, or a code; the same in every language.
    Text(Box<str>),
    /// A word of ours, put into the reader's language.
    Term(&'static str),
    /// Whose matter it is: a dataset, a plan, a declaration, or nobody's.
    Where(Subject),
    /// Several, joined as the reader's language joins.
    List(Vec<Arg>),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Text(number.to_string().into())
    }
}

impl From<&Subject> for Arg {
    fn from(subject: &Subject) -> Self {
        Self::Where(subject.clone())
    }
}

/// A place with the name of its words on the rule's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The key of its text on the page; without a text there, the place is only marked.
    pub key: &'static str,
}

/// A replacement of one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What to replace; empty to insert.
    pub span: Span,
    /// What to write there.
    pub text: Box<str>,
}

/// Edits that mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The edits, in order, not overlapping.
    pub edits: Vec<Edit>,
    /// Whether they may be applied without a person looking.
    pub certain: bool,
}

/// One finding at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub rule: &'static Rule,
    /// Its weight in this run.
    pub severity: Severity,
    /// Which wording of the page it takes: `message.VARIANT`, or `message` where there is none.
    pub variant: &'static str,
    /// The values of the page's placeholders.
    pub args: Vec<(&'static str, Arg)>,
    /// The places; the first is where the finding is. Empty for one about no source.
    pub labels: Vec<Label>,
    /// A way to mend it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A finding about no source at all, such as a folder without plans.
    #[must_use]
    pub const fn bare(rule: &'static Rule) -> Self {
        Self { rule, severity: rule.severity, variant: "", args: Vec::new(), labels: Vec::new(), fix: None }
    }

    /// A finding at `span`, its label keyed `here`.
    #[must_use]
    pub fn at(rule: &'static Rule, span: Span) -> Self {
        Self::bare(rule).label("here", span)
    }

    /// Takes another wording of the page.
    #[must_use]
    pub const fn variant(mut self, variant: &'static str) -> Self {
        self.variant = variant;
        self
    }

    /// Sets a placeholder.
    #[must_use]
    pub fn arg(mut self, key: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((key, value.into()));
        self
    }

    /// Sets a placeholder to a word of ours.
    #[must_use]
    pub fn term(mut self, key: &'static str, word: &'static str) -> Self {
        self.args.push((key, Arg::Term(word)));
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn label(mut self, key: &'static str, span: Span) -> Self {
        self.labels.push(Label { span, key });
        self
    }

    /// Adds the replacement of one place.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<Box<str>>, certain: bool) -> Self {
        let edit = Edit { span, text: text.into() };
        match &mut self.fix {
            Some(fix) => fix.edits.push(edit),
            None => self.fix = Some(Fix { edits: vec![edit], certain }),
        }
        self
    }

    /// Where it is, if anywhere.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }

    /// The message in the reader's language, one line.
    #[must_use]
    pub fn message(&self, lang: MessageLang) -> String {
        self.text("message", lang, &str::to_owned).unwrap_or_else(|| self.rule.name.to_owned())
    }

    /// What to write instead, where the page says so.
    #[must_use]
    pub fn help(&self, lang: MessageLang) -> Option<String> {
        self.text("help", lang, &str::to_owned)
    }

    /// The words at a label, where the page has some.
    #[must_use]
    pub fn label_text(&self, label: &Label, lang: MessageLang) -> Option<String> {
        self.text(label.key, lang, &str::to_owned)
    }

    /// A text of the page, `message`, `help` or a label's. `convert` turns our own words into the reader's script; the
    /// user's stay as they were written.
    #[must_use]
    pub fn text(&self, key: &str, lang: MessageLang, convert: &dyn Fn(&str) -> String) -> Option<String> {
        let page = Page::parse(self.rule.page);
        let texts = page.texts(lang);
        let varied = (!self.variant.is_empty()).then(|| texts.get(&format!("{key}.{}", self.variant))).flatten();
        let template = varied.or_else(|| texts.get(key))?;
        Some(page::fill(template, &self.args, lang, convert)).filter(|text| !text.is_empty())
    }
}

/// How many findings one [`Sink`] keeps.
pub const MAX_FOUND: usize = 5_000;

/// Collects findings, [`MAX_FOUND`] at most: nobody reads more, and a hostile file could fill the memory with them.
#[derive(Debug, Default)]
pub struct Sink {
    /// What was found so far, in order of finding.
    pub found: Vec<Diagnostic>,
    /// How many more there were, and what the worst of them weighs.
    left_out: Option<(usize, Severity)>,
}

impl Sink {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.found.len() < MAX_FOUND {
            self.found.push(diagnostic);
        } else {
            self.leave_out(1, diagnostic.severity);
        }
    }

    /// Whether it keeps no more: help that is costly to find need not be looked for.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.found.len() >= MAX_FOUND
    }

    fn leave_out(&mut self, count: usize, severity: Severity) {
        let (known, worst) = self.left_out.unwrap_or((0, severity));
        self.left_out = Some((known + count, worst.max(severity)));
    }

    /// Adds those of another.
    pub fn append(&mut self, other: Self) {
        if let Some((count, worst)) = other.left_out {
            self.leave_out(count, worst);
        }
        other.found.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    /// All that was found; where some were left out, a finding that weighs as much as the worst of them says so.
    #[must_use]
    pub fn into_found(mut self) -> Vec<Diagnostic> {
        if let Some((count, severity)) = self.left_out {
            self.found.push(Diagnostic { severity, ..Diagnostic::bare(&TOO_MANY_FINDINGS).arg("more", count) });
        }
        self.found
    }
}
