//! Texts of the model as texts of a graph: each in the languages that it really has.

use std::borrow::Cow;

use super::Maker;
use super::graph::Words;
use crate::emit::headings::plan_value;
use crate::model::{Dataset, Date, Frequencies, Frequency, Lang, Plan, Slip, State, Text, Withdrawal};

impl Maker<'_> {
    /// A text: in the languages owed, then in those that are written beside them.
    pub(super) fn text(&self, text: &Text) -> Words {
        let further = text.entries.iter().map(|entry| entry.lang).filter(|lang| !self.langs.contains(lang));
        Words::of(self.langs.iter().copied().chain(further), |lang| text.get(lang).map(str::to_owned))
    }

    /// What `say` makes in each language owed.
    pub(super) fn words(&self, say: impl Fn(Lang) -> Option<String>) -> Words {
        Words::of(self.langs.iter().copied(), say)
    }

    /// A wording of the plan that knows the plan's placeholders; nothing in a language that it is not there in.
    pub(super) fn wording(&self, plan: &Plan, id: &str, lang: Lang) -> Option<String> {
        self.filled(plan, id, lang, |key| plan_value(plan, &self.workspace.vocabulary, key, lang).map(Cow::Owned))
    }

    /// A wording of the plan, filled; nothing in a language that it is not there in.
    pub(super) fn filled<'t>(
        &self,
        plan: &Plan,
        id: &str,
        lang: Lang,
        value: impl FnMut(&str) -> Option<Cow<'t, str>>,
    ) -> Option<String> {
        let has = |text: &Text| matches!(text.state(lang), State::Written | State::Derived);
        plan.words.text(id).is_some_and(has).then(|| plan.words.fill(id, lang, value))
    }

    /// A wording that marks a date: `原定 02/2026`.
    fn mark(&self, plan: &Plan, id: &str, date: Date, lang: Lang) -> Option<String> {
        let date = plan.words.date_in_column(date, lang);
        self.filled(plan, id, lang, |key| (key == "month").then(|| Cow::Borrowed(&*date)))
    }

    /// A text after a label: `備註：…`
    fn labelled(&self, plan: &Plan, label: &str, text: Option<&Text>, lang: Lang) -> Option<String> {
        let text = text?.get(lang)?;
        Some(self.wording(plan, label, lang).unwrap_or_default() + text)
    }

    /// The description and, as in the documents, the note in a last paragraph.
    pub(super) fn description(&self, plan: &Plan, dataset: &Dataset) -> Words {
        let bullets = dataset.description.as_ref().map(|description| (description.listed, &*description.bullets));
        let (listed, bullets) = bullets.unwrap_or((false, &[]));
        let written = bullets.iter().flat_map(|bullet| &bullet.text.entries).map(|entry| entry.lang);
        let mut langs = self.langs.clone();
        for lang in written {
            if !langs.contains(&lang) {
                langs.push(lang);
            }
        }
        Words::of(langs, |lang| {
            let bullet = |text: &str| if listed { format!("- {text}") } else { text.to_owned() };
            let said: Vec<String> = bullets.iter().filter_map(|part| part.text.get(lang).map(bullet)).collect();
            let note = self.labelled(plan, "note-label", dataset.note.as_ref(), lang);
            let parts = [Some(said.join("\n")).filter(|text| !text.is_empty()), note];
            let text = parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n");
            (!said.is_empty()).then_some(text)
        })
    }

    /// How a promise moved, and why.
    pub(super) fn slip(&self, plan: &Plan, slip: &Slip) -> Words {
        self.words(|lang| {
            let from = self.mark(plan, "slipped-mark", slip.from.value, lang)?;
            let to = slip.to.given().map(|to| plan.words.date_in_column(*to, lang));
            let said = to.map_or_else(|| from.to_string(), |to| format!("{from} → {to}"));
            Some(self.with_reason(plan, said, slip.reason.as_ref(), lang))
        })
    }

    /// That a promise was taken back, and why.
    pub(super) fn withdrawal(&self, plan: &Plan, withdrawn: &Withdrawal) -> Words {
        self.words(|lang| {
            let mark = self.mark(plan, "withdrawn-mark", withdrawn.date.value, lang)?;
            Some(self.with_reason(plan, mark, withdrawn.reason.as_ref(), lang))
        })
    }

    fn with_reason(&self, plan: &Plan, said: String, reason: Option<&Text>, lang: Lang) -> String {
        match self.labelled(plan, "reason-label", reason, lang) {
            Some(reason) => format!("{said}\n{reason}"),
            None => said,
        }
    }

    /// What stands in a frequency cell: the author's words, else those for each frequency.
    pub(super) fn frequency_words(&self, plan: &Plan, all: &Frequencies) -> Words {
        let vocabulary = &self.workspace.vocabulary;
        let named = |frequency: Frequency, lang: Lang| match frequency {
            Frequency::Named(id) => vocabulary.get(id).label.get(lang).map(str::to_owned),
            counted => Some(plan.words.frequency(counted, vocabulary, lang)).filter(|_| self.knows(plan, lang)),
        };
        let items = || {
            self.words(|lang| {
                let items: Option<Vec<String>> = all.items.iter().map(|item| named(item.value, lang)).collect();
                items.map(|items| plan.words.list(&items, lang))
            })
        };
        all.words.as_ref().map(|words| self.text(words)).unwrap_or_default().or(items)
    }

    /// The author's words for how often a dataset is updated, after the head of that column.
    pub(super) fn frequency_remark(&self, plan: &Plan, words: &Text) -> Words {
        self.words(|lang| {
            let head = self.wording(plan, "column-frequency", lang)?;
            // Chinese takes a colon of its own
            let colon = if lang.tag().starts_with("zh") { "：" } else { ": " };
            Some(format!("{head}{colon}{}", words.get(lang)?))
        })
    }

    /// Whether the plan's wordings are there in a language: a library has all of them, or none.
    fn knows(&self, plan: &Plan, lang: Lang) -> bool {
        self.wording(plan, "every-weeks", lang).is_some()
    }
}
