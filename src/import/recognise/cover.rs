//! Paragraphs that say something of the plan itself or of a part of it: what a cover tells, notes; and those that only lead to what
//! follows.

use super::{Walk, cells, headings};
use crate::import::dates;
use crate::import::draft::Tongues;
use crate::import::material::{Cell, Row};
use crate::model::{Kind, to_simplified};

/// What a cover tells of a plan, each after its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    Title,
    Publisher,
    Years,
    Issued,
    Updated,
}

static LABELS: &[(&str, Fact)] = &[
    ("label-title", Fact::Title),
    ("label-publisher", Fact::Publisher),
    ("label-years", Fact::Years),
    ("label-issued", Fact::Issued),
    ("label-updated", Fact::Updated),
];

/// Wordings that stand by themselves and say nothing of the plan.
static LEADING: &[&str] = &["summary-heading", "derived-notice"];
/// Heads of the table that counts datasets.
static SUMMARY: &[&str] = &["column-section", "summary-spatial", "summary-non-spatial", "summary-total"];

impl Walk<'_, '_> {
    /// Whether words are one of the library's, as it has them or in Simplified Chinese.
    fn is_worded(&self, id: &str, words: &str) -> bool {
        self.wordings(id).any(|known| known == words)
    }

    fn wordings(&self, id: &str) -> impl Iterator<Item = String> {
        self.desk.lexicon.wording(id).flat_map(|words| [words.to_owned(), to_simplified(words)])
    }

    /// What a cover tells, or a paragraph that says nothing.
    pub(super) fn cover(&mut self, cell: &Cell) -> bool {
        let texts: Vec<String> = cell.languages().into_iter().map(|lang| cell.in_lang(lang)).collect();
        let is = |id: &str| texts.iter().any(|text| self.is_worded(id, text.trim()));
        if LEADING.iter().any(|id| is(id)) {
            return true;
        }
        if let Some((_, fact)) = LABELS.iter().find(|(id, _)| is(id)) {
            self.label = Some(*fact);
            return true;
        }
        if let Some(fact) = self.label.take() {
            return self.value(fact, cell, &texts);
        }
        let labelled = LABELS.iter().find_map(|(id, fact)| Some((*fact, self.after_label(id, texts.first()?)?)));
        labelled.is_some_and(|(fact, value)| self.value(fact, cell, &[value]))
    }

    /// The value of a fact whose label stands on the same line, in one language or two: `年份 / Years 2026-2028`.
    fn after_label(&self, id: &str, text: &str) -> Option<String> {
        let strip = |text: &str| {
            let rest = self.wordings(id).find_map(|label| text.strip_prefix(&*label).map(str::to_owned))?;
            Some(rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '/' | ':' | '：')).to_owned())
        };
        let first = strip(text.trim())?;
        Some(strip(&first).unwrap_or(first)).filter(|rest| !rest.is_empty())
    }

    /// Takes the value of a fact; says whether it could be read.
    fn value(&mut self, fact: Fact, cell: &Cell, texts: &[String]) -> bool {
        let parts = || texts.iter().flat_map(|text| text.split("/ ")).map(str::trim);
        let pending = parts().any(|words| cells::said(words, self.desk.lexicon) == cells::Said::Pending);
        let date = parts().find_map(|words| match dates::read(words) {
            dates::Reading::Known(date) | dates::Reading::DayFirst(date) => Some(date),
            _ => None,
        });
        match fact {
            Fact::Title => {
                let title = cells::tongues(cell, None, self.tongue, self.desk.lexicon);
                self.facts.title.is_empty() && self.facts.title(title)
            }
            Fact::Publisher => {
                let named: Option<String> = parts().find_map(|words| self.names.find(Kind::Organisation, words, self.desk));
                named.map(|name| self.facts.publisher(name)).is_some()
            }
            Fact::Years => texts.iter().any(|text| self.facts.period_of(text)),
            Fact::Issued => date.map_or(pending, |date| self.facts.issued(date)),
            Fact::Updated => date.map(|date| self.facts.updated = Some(date)).is_some(),
        }
    }

    /// Whether a row is the head of the table that counts datasets.
    pub(super) fn is_summary(&self, head: &Row) -> bool {
        let is =
            |(cell, id): (&Cell, &&str)| cell.languages().into_iter().any(|lang| self.is_worded(id, cell.in_lang(lang).trim()));
        head.cells.len() == SUMMARY.len() && head.cells.iter().zip(SUMMARY).all(is)
    }

    /// A note of the place where it stands.
    pub(super) fn note(&mut self, cell: &Cell) -> bool {
        let lexicon = self.desk.lexicon;
        let all = cells::tongues(cell, None, self.tongue, lexicon).into_iter();
        let notes: Tongues =
            all.filter_map(|(lang, words)| Some((lang, Some(headings::note(&words?, lexicon)?.to_owned())))).collect();
        if notes.is_empty() {
            return false;
        }
        self.facts.langs(&notes);
        let Some(place) = self.draft.note(self.place) else { return false };
        for (lang, words) in notes {
            match place.iter_mut().find(|(known, _)| *known == lang) {
                Some((_, Some(known))) => *known = [known.as_str(), words.as_deref().unwrap_or_default()].join("\n"),
                _ => place.push((lang, words)),
            }
        }
        true
    }

    /// The plan's title, publisher or date.
    pub(super) fn fact(&mut self, cell: &Cell) -> bool {
        let texts = cells::tongues(cell, None, self.tongue, self.desk.lexicon);
        let first = texts.iter().find_map(|(_, words)| words.clone()).unwrap_or_default();
        if texts.iter().any(|(_, words)| words.as_deref().is_some_and(|words| self.facts.is_title(words))) {
            self.facts.langs(&texts);
            return self.facts.title(texts);
        }
        if let Some(name) = texts.iter().find_map(|(_, words)| self.names.find(Kind::Organisation, words.as_deref()?, self.desk))
        {
            self.facts.publisher(name);
            return true;
        }
        match dates::read(&first) {
            dates::Reading::Known(date) => self.facts.issued(date),
            _ => false,
        }
    }
}
