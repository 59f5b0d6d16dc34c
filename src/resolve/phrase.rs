//! Phrases: texts with placeholders, filled for each dataset as each language prints its values.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::reader::Reader;
use super::size::MAX_TEXT;
use crate::diagnostic::{self as d, Diagnostic};
use crate::model::{
    Category, Date, Declared, Format, Frequencies, Id, Lang, Organisation, Owed, Period, Phrase, Portal, Text, Translation,
    Vocabulary, Words, fill,
};
use crate::source::{Span, Spanned};

/// The placeholders that a phrase may hold.
pub(super) static DATASET_KEYS: &[&str] = &["name", "formats", "portal", "target", "released", "frequency", "category", "owner"];
/// Those that need no dataset.
pub(super) static PLAN_KEYS: &[&str] = &["plan.title", "plan.years", "plan.publisher", "plan.first-year", "plan.later-years"];

/// What the placeholders of a plan stand for.
pub(super) struct PlanFacts<'p> {
    pub(super) words: &'p Words,
    pub(super) vocabulary: &'p Vocabulary,
    pub(super) original: Lang,
    pub(super) title: Option<&'p Text>,
    pub(super) publishers: &'p [Spanned<Id<Organisation>>],
    pub(super) period: Option<Period>,
}

/// What the placeholders of a dataset stand for.
#[derive(Default)]
pub(super) struct DatasetFacts<'p> {
    pub(super) name: Option<&'p Text>,
    pub(super) formats: Vec<Id<Format>>,
    pub(super) portals: Vec<Id<Portal>>,
    pub(super) target: Option<Owed<Date>>,
    pub(super) released: Option<Owed<Date>>,
    pub(super) frequency: Option<&'p Owed<Frequencies>>,
    pub(super) category: Option<Owed<Id<Category>>>,
    pub(super) owners: Vec<Id<Organisation>>,
    /// Fields whose value could not be read.
    pub(super) unread: Vec<&'static str>,
    /// Whether something could not be read that may have been any field.
    pub(super) is_partial: bool,
}

impl DatasetFacts<'_> {
    /// Whether a value that is not there was perhaps written, and reported.
    fn may_have(&self, key: &str) -> bool {
        self.is_partial || self.unread.contains(&key)
    }
}

/// The words of a phrase, filled, in each of its languages.
type Filled = Vec<Owed<Box<str>>>;

/// Fills phrases; those that come out alike share one text.
#[derive(Default)]
pub(super) struct Expander {
    made: FxHashMap<(Id<Phrase>, Filled), Arc<Text>>,
    /// The bytes made so far, and whether that was reported to be too much.
    bytes: usize,
    is_full: bool,
}

impl Expander {
    /// The text of a phrase used at `place`. A placeholder without a value is reported there.
    pub(super) fn expand(
        &mut self,
        reader: &mut Reader<'_>,
        id: Id<Phrase>,
        place: Span,
        plan: &PlanFacts<'_>,
        dataset: Option<&DatasetFacts<'_>>,
    ) -> Option<Arc<Text>> {
        let phrase = plan.vocabulary.get(id);
        if phrase.damaged {
            return None;
        }
        for key in &phrase.placeholders {
            let known = value(&key.value, plan.original, plan, dataset).is_some();
            if !known && dataset.is_some_and(|dataset| dataset.may_have(&key.value)) {
                return None;
            }
            if !known {
                let finding = Diagnostic::at(&d::PLACEHOLDER_WITHOUT_VALUE, place).arg("placeholder", &*key.value);
                let finding = finding.arg("phrase", &*phrase.id.value).label("placeholder", key.span);
                reader.report(if dataset.is_none() { finding.variant("no-dataset") } else { finding });
                return None;
            }
        }
        let known = |lang| -> Vec<(&str, String)> {
            let keys = phrase.placeholders.iter().map(|key| &*key.value);
            keys.filter_map(|key| Some((key, value(key, lang, plan, dataset)?))).collect()
        };
        let mut filled = |words: &str, lang| {
            let known = known(lang);
            let longest = known.iter().map(|(_, value)| value.len()).max().unwrap_or(0);
            let places = memchr::memchr_iter(b'{', words.as_bytes()).count();
            self.bytes = self.bytes.saturating_add(words.len()).saturating_add(places.saturating_mul(longest));
            if self.bytes > MAX_TEXT {
                return String::new();
            }
            fill(words, |key| known.iter().find(|(name, _)| *name == key).map(|(_, value)| Cow::Borrowed(&**value)))
        };
        let values: Filled = phrase
            .text
            .entries
            .iter()
            .map(|entry| match &entry.value {
                Owed::Given(words) => Owed::Given(filled(words, entry.lang).into()),
                Owed::Pending => Owed::Pending,
            })
            .collect();
        if self.bytes > MAX_TEXT {
            if !self.is_full {
                self.is_full = true;
                reader.report(Diagnostic::at(&d::TOO_MUCH_TEXT, place).arg("limit", MAX_TEXT >> 20));
            }
            return None;
        }
        let text = self.made.entry((id, values)).or_insert_with_key(|(_, values)| {
            let entries = phrase.text.entries.iter().zip(values);
            let entries = entries.map(|(entry, value)| Translation { lang: entry.lang, value: value.clone(), span: entry.span });
            Arc::new(Text::new(entries.collect()))
        });
        Some(Arc::clone(text))
    }
}

/// A placeholder's value as a language prints it; nothing where it has none.
pub(super) fn value(key: &str, lang: Lang, plan: &PlanFacts<'_>, dataset: Option<&DatasetFacts<'_>>) -> Option<String> {
    if let Some(value) = plan_value(key, lang, plan) {
        return Some(value);
    }
    let dataset = dataset?;
    let confirm = || to_be_confirmed(lang, plan).to_owned();
    let date = |date: &Option<Owed<Date>>| match date {
        Some(Owed::Given(date)) => Some(plan.words.date_in_text(*date, lang)),
        Some(Owed::Pending) => Some(confirm()),
        None => None,
    };
    match key {
        "name" => dataset.name.map(|name| words(name, lang, plan).to_owned()),
        "formats" => labels(&dataset.formats, lang, plan),
        "portal" => labels(&dataset.portals, lang, plan),
        "owner" => labels(&dataset.owners, lang, plan),
        "target" => date(&dataset.target),
        "released" => date(&dataset.released),
        "frequency" => dataset.frequency.map(|frequency| match frequency {
            Owed::Given(all) => plan.words.frequencies(all, plan.vocabulary, lang).0,
            Owed::Pending => confirm(),
        }),
        "category" => match dataset.category.as_ref()? {
            Owed::Given(id) => Some(words(&plan.vocabulary.get(*id).label, lang, plan).to_owned()),
            Owed::Pending => Some(confirm()),
        },
        _ => None,
    }
}

fn plan_value(key: &str, lang: Lang, plan: &PlanFacts<'_>) -> Option<String> {
    match key {
        "plan.title" => plan.title.map(|title| words(title, lang, plan).to_owned()),
        "plan.publisher" => labels(&plan.publishers.iter().map(|publisher| publisher.value).collect::<Vec<_>>(), lang, plan),
        "plan.years" => plan.period.map(|period| plan.words.period(period, lang)),
        "plan.first-year" => plan.period.and_then(|period| Some(plan.words.year_of(period, period.years().next()?, lang))),
        "plan.later-years" => plan.period.map(|period| plan.words.later_years(period, lang)),
        _ => None,
    }
}

/// A text in a language, or what it is in another; where it is pending in all of them, "to be confirmed".
fn words<'p>(text: &'p Text, lang: Lang, plan: &PlanFacts<'p>) -> &'p str {
    text.render(lang, plan.original).map_or_else(|| to_be_confirmed(lang, plan), |rendered| rendered.text)
}

fn to_be_confirmed<'p>(lang: Lang, plan: &PlanFacts<'p>) -> &'p str {
    plan.words.get("to-be-confirmed", lang)
}

fn labels<T: Declared>(ids: &[Id<T>], lang: Lang, plan: &PlanFacts<'_>) -> Option<String> {
    if ids.is_empty() {
        return None;
    }
    let labels: Vec<&str> = ids.iter().map(|id| words(plan.vocabulary.get(*id).label(), lang, plan)).collect();
    Some(plan.words.list(&labels, lang))
}

/// The placeholders of a template, each once, with the place of the first.
pub(super) fn placeholders(text: &Text, slice: impl Fn(Span) -> String) -> Vec<Spanned<Box<str>>> {
    let mut found: Vec<Spanned<Box<str>>> = Vec::new();
    for entry in &text.entries {
        let Some(words) = entry.value.given() else { continue };
        fill(words, |key| {
            if !found.iter().any(|known| *known.value == *key) {
                let written = slice(entry.span);
                let span = written.find(&format!("{{{key}}}")).map_or(entry.span, |at| {
                    let start = entry.span.start + at as u32;
                    Span::new(entry.span.file, start, start + key.len() as u32 + 2)
                });
                found.push(Spanned::new(key.into(), span));
            }
            None
        });
    }
    found
}
