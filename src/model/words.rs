//! The words of published documents, and how dates, lists and frequencies are printed with them.

use std::borrow::Cow;
use std::sync::Arc;

use super::date::{Date, Period, Precision};
use super::frequency::{Frequencies, Frequency};
use super::text::{Lang, Text};
use super::vocabulary::Vocabulary;

/// The wordings that documents know, sorted. A library declares them; [`Words`] holds a plan's.
static KNOWN: &[&str] = &[
    "calendar-all-name",
    "calendar-all-updates-name",
    "calendar-name",
    "calendar-planned",
    "calendar-precision",
    "calendar-released",
    "calendar-updated",
    "calendar-updates-name",
    "calendar-withdrawn",
    "calendar-year-precision",
    "column-as-of",
    "column-category",
    "column-datasets",
    "column-description",
    "column-formats",
    "column-frequency",
    "column-frequency-words",
    "column-half",
    "column-id",
    "column-licence",
    "column-name",
    "column-note",
    "column-number",
    "column-organisation",
    "column-overdue",
    "column-owners",
    "column-plan",
    "column-portal-ids",
    "column-portals",
    "column-quarter",
    "column-released",
    "column-section",
    "column-status",
    "column-target",
    "copy-choices",
    "copy-heading",
    "copy-month",
    "copy-new",
    "copy-notes",
    "copy-notes-csv",
    "copy-notes-docx",
    "copy-notes-xlsx",
    "day-column",
    "day-text",
    "derived-notice",
    "every-day",
    "every-days",
    "every-hour",
    "every-hours",
    "every-minute",
    "every-minutes",
    "every-month",
    "every-months",
    "every-week",
    "every-weeks",
    "every-year",
    "every-years",
    "fiscal-year",
    "half-non-spatial-heading",
    "half-spatial-heading",
    "label-guide",
    "label-issued",
    "label-languages",
    "label-made-by",
    "label-publisher",
    "label-title",
    "label-updated",
    "label-years",
    "language-derived",
    "language-original",
    "language-translation",
    "list-joiner",
    "list-last-joiner",
    "month-01",
    "month-02",
    "month-03",
    "month-04",
    "month-05",
    "month-06",
    "month-07",
    "month-08",
    "month-09",
    "month-10",
    "month-11",
    "month-12",
    "month-column",
    "month-text",
    "not-applicable",
    "not-translated",
    "note-label",
    "organisation-heading",
    "reason-label",
    "released-mark",
    "row-total",
    "section-a-heading",
    "section-b-heading",
    "section-c-heading",
    "section-d-heading",
    "sheet-about",
    "sheet-guide",
    "sheet-plans",
    "sheet-totals",
    "slipped-mark",
    "status-planned",
    "status-released",
    "status-withdrawn",
    "summary-heading",
    "summary-non-spatial",
    "summary-spatial",
    "summary-total",
    "table-all-name",
    "times-a-day",
    "times-a-month",
    "times-a-week",
    "times-a-year",
    "to-be-confirmed",
    "withdrawn-mark",
    "year-column",
    "year-in-list",
    "year-range",
    "year-text",
];

/// The wordings a plan prints with.
#[derive(Debug, Default)]
pub struct Words {
    texts: Vec<Option<Arc<Text>>>,
    original: Option<Lang>,
    /// Whether a file that should bring some could not be read: then what is missing is not the plan's fault.
    pub is_partial: bool,
}

impl Words {
    /// The ids of all wordings that outputs use.
    #[must_use]
    pub fn known() -> &'static [&'static str] {
        KNOWN
    }

    /// The placeholders that a wording may hold.
    #[must_use]
    pub fn placeholders(id: &str) -> &'static [&'static str] {
        match id {
            "section-a-heading"
            | "section-b-heading"
            | "section-c-heading"
            | "section-d-heading"
            | "calendar-name"
            | "calendar-updates-name" => &["plan.title", "plan.years", "plan.publisher", "plan.first-year", "plan.later-years"],
            "organisation-heading" => &["n", "name"],
            "calendar-planned" | "calendar-released" | "calendar-updated" | "calendar-withdrawn" => &["name"],
            "calendar-precision" | "released-mark" | "slipped-mark" | "withdrawn-mark" => &["month"],
            "calendar-year-precision" => &["year"],
            "year-range" => &["from", "to"],
            "fiscal-year" => &["yyyy", "yy"],
            "year-in-list" | "year-column" | "year-text" => &["yyyy"],
            "month-column" | "month-text" => &["yyyy", "mm", "m", "month"],
            "day-column" | "day-text" => &["yyyy", "mm", "m", "month", "dd", "d"],
            _ if id.starts_with("every-") || id.starts_with("times-a-") => &["n"],
            _ => &[],
        }
    }

    /// The wordings that `find` knows; `original` is the language to fall back on.
    pub fn collect(original: Lang, find: impl FnMut(&'static str) -> Option<Arc<Text>>) -> Self {
        Self { texts: KNOWN.iter().copied().map(find).collect(), original: Some(original), is_partial: false }
    }

    /// A wording as declared.
    #[must_use]
    pub fn text(&self, id: &str) -> Option<&Text> {
        let index = KNOWN.binary_search(&id).ok()?;
        self.texts.get(index)?.as_deref()
    }

    /// The bytes of the longest wording, in all its languages.
    #[must_use]
    pub fn longest(&self) -> usize {
        let given = |text: &Text| text.entries.iter().filter_map(|entry| entry.value.given()).map(|words| words.len()).sum();
        self.texts.iter().flatten().map(|text| given(text)).max().unwrap_or(0)
    }

    /// A wording in a language, else in the original; empty where there is none (a rule reports that).
    #[must_use]
    pub fn get(&self, id: &str, lang: Lang) -> &str {
        let original = self.original.unwrap_or(lang);
        self.text(id).and_then(|text| text.render(lang, original)).map_or("", |rendered| rendered.text)
    }

    /// A wording with its placeholders filled.
    pub fn fill<'a>(&self, id: &str, lang: Lang, value: impl FnMut(&str) -> Option<Cow<'a, str>>) -> String {
        fill(self.get(id, lang), value)
    }

    /// Several values in one line.
    #[must_use]
    pub fn list(&self, items: &[impl AsRef<str>], lang: Lang) -> String {
        items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(self.get("list-joiner", lang))
    }

    /// Several values in one line, the last by "and".
    #[must_use]
    pub fn list_and(&self, items: &[String], lang: Lang) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [rest @ .., last] => format!("{}{}{last}", self.list(rest, lang), self.get("list-last-joiner", lang)),
        }
    }

    /// A date as table cells print it: `01/2026`.
    #[must_use]
    pub fn date_in_column(&self, date: Date, lang: Lang) -> String {
        self.date(date, lang, ["year-column", "month-column", "day-column"])
    }

    /// A date as sentences print it: `2026年1月`, `January 2026`.
    #[must_use]
    pub fn date_in_text(&self, date: Date, lang: Lang) -> String {
        self.date(date, lang, ["year-text", "month-text", "day-text"])
    }

    fn date(&self, date: Date, lang: Lang, forms: [&str; 3]) -> String {
        let [year, month, day] = forms;
        let form = match date.precision() {
            Precision::Year => year,
            Precision::Month => month,
            Precision::Day => day,
        };
        let month = date.month_number().unwrap_or(1);
        self.fill(form, lang, |key| match key {
            "yyyy" => Some(format!("{:04}", date.year_number()).into()),
            "mm" => Some(format!("{month:02}").into()),
            "m" => Some(month.to_string().into()),
            "month" => Some(self.get(&format!("month-{month:02}"), lang).to_owned().into()),
            "dd" => Some(format!("{:02}", date.day_number().unwrap_or(1)).into()),
            "d" => Some(date.day_number().unwrap_or(1).to_string().into()),
            _ => None,
        })
    }

    /// One year of a period: `2026`, or `2026-27` where it is fiscal.
    #[must_use]
    pub fn year_of(&self, period: Period, year: i32, lang: Lang) -> String {
        if period.is_calendar() {
            return year.to_string();
        }
        self.fill("fiscal-year", lang, |key| match key {
            "yyyy" => Some(year.to_string().into()),
            "yy" => Some(format!("{:02}", (year + 1) % 100).into()),
            _ => None,
        })
    }

    /// The years of a plan: `2026-2028`.
    #[must_use]
    pub fn period(&self, period: Period, lang: Lang) -> String {
        let (first, last) = (period.years().next(), period.years().last());
        let (Some(first), Some(last)) = (first, last) else { return period.to_string() };
        let from = self.year_of(period, first, lang);
        if first == last {
            return from;
        }
        let to = self.year_of(period, last, lang);
        self.fill("year-range", lang, |key| match key {
            "from" => Some(from.clone().into()),
            "to" => Some(to.clone().into()),
            _ => None,
        })
    }

    /// Every year of a plan but the first: `2027 年及 2028 年`, `2027 and 2028`.
    #[must_use]
    pub fn later_years(&self, period: Period, lang: Lang) -> String {
        let one = |year| {
            let year = self.year_of(period, year, lang);
            self.fill("year-in-list", lang, |key| (key == "yyyy").then(|| year.clone().into()))
        };
        self.list_and(&period.years().skip(1).map(one).collect::<Vec<_>>(), lang)
    }

    /// What stands in a frequency cell: the author's words, else each frequency's own; with the language they are in.
    #[must_use]
    pub fn frequencies(&self, all: &Frequencies, vocabulary: &Vocabulary, lang: Lang) -> (String, Lang) {
        let original = self.original.unwrap_or(lang);
        if let Some(words) = all.words.as_ref().and_then(|words| words.render(lang, original)) {
            return (words.text.to_owned(), words.lang);
        }
        let items: Vec<String> = all.items.iter().map(|item| self.frequency(item.value, vocabulary, lang)).collect();
        (self.list(&items, lang), lang)
    }

    /// One frequency's own words.
    #[must_use]
    pub fn frequency(&self, frequency: Frequency, vocabulary: &Vocabulary, lang: Lang) -> String {
        let original = self.original.unwrap_or(lang);
        let (id, count) = match frequency {
            Frequency::Named(id) => {
                let label = vocabulary.get(id).label.render(lang, original);
                return label.map_or_else(|| self.get("to-be-confirmed", lang), |label| label.text).to_owned();
            }
            Frequency::Every(1, unit) => (format!("every-{}", unit.word()), 1),
            Frequency::Every(count, unit) => (format!("every-{}s", unit.word()), count),
            Frequency::Times(count, unit) => (format!("times-a-{}", unit.word()), count),
        };
        self.fill(&id, lang, |key| (key == "n").then(|| count.to_string().into()))
    }
}

/// Fills a template: `{key}` by its value (nothing for a key without one), `{{` is a brace.
pub fn fill<'a>(template: &str, mut value: impl FnMut(&str) -> Option<Cow<'a, str>>) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        let double = tail.as_bytes().get(1) == tail.as_bytes().first();
        if double || tail.starts_with('}') {
            out.push_str(&tail[..1]);
            rest = &tail[if double { 2 } else { 1 }..];
            continue;
        }
        let Some((key, after)) = tail[1..].split_once('}') else {
            out.push_str(tail);
            return out;
        };
        out.push_str(&value(key).unwrap_or_default());
        rest = after;
    }
    out.push_str(rest);
    out
}
