//! The headings of a plan's document, and the values of the placeholders in them, as every target prints them.
//!
//! A language without a wording of its own gets the original's: see [`crate::model::Words`].

use std::borrow::Cow;

use crate::model::{Body, HalfKind, Id, Lang, Letter, Organisation, Plan, Vocabulary};

/// What a plan's placeholder (`plan.title`, `plan.years`, …) stands for in a language; nothing for another key.
pub(super) fn plan_value(plan: &Plan, vocabulary: &Vocabulary, key: &str, lang: Lang) -> Option<String> {
    let period = plan.period.value;
    match key {
        "plan.title" => {
            plan.title.as_ref().and_then(|title| title.render(lang, plan.original())).map(|title| title.text.to_owned())
        }
        "plan.publisher" => Some(publisher_names(plan, vocabulary, lang)),
        "plan.years" => Some(plan.words.period(period, lang)),
        "plan.first-year" => period.years().next().map(|year| plan.words.year_of(period, year, lang)),
        "plan.later-years" => Some(plan.words.later_years(period, lang)),
        _ => None,
    }
}

/// A wording with the plan's placeholders filled, such as `calendar-name`.
pub(super) fn plan_wording(plan: &Plan, vocabulary: &Vocabulary, id: &str, lang: Lang) -> String {
    plan.words.fill(id, lang, |key| plan_value(plan, vocabulary, key, lang).map(Cow::Owned))
}

/// The heading of a section, its letter included where the wording has it.
pub(super) fn section_heading(plan: &Plan, vocabulary: &Vocabulary, letter: Letter, lang: Lang) -> String {
    let id = match letter {
        Letter::A => "section-a-heading",
        Letter::B => "section-b-heading",
        Letter::C => "section-c-heading",
        Letter::D => "section-d-heading",
    };
    plan_wording(plan, vocabulary, id, lang)
}

/// The heading of a half.
pub(super) fn half_heading(plan: &Plan, kind: HalfKind, lang: Lang) -> String {
    let id = match kind {
        HalfKind::Spatial => "half-spatial-heading",
        HalfKind::NonSpatial => "half-non-spatial-heading",
    };
    plan.words.fill(id, lang, |_| None)
}

/// The heading of an organisation in section C: its number and its name.
pub(super) fn organisation_heading(plan: &Plan, vocabulary: &Vocabulary, body: &Body, lang: Lang) -> String {
    plan.words.fill("organisation-heading", lang, |key| match key {
        "n" => Some(body.number.to_string().into()),
        "name" => vocabulary.get(body.organisation.value).name.render(lang, plan.original()).map(|name| Cow::Borrowed(name.text)),
        _ => None,
    })
}

/// The names of a plan's publishers in one line.
pub(super) fn publisher_names(plan: &Plan, vocabulary: &Vocabulary, lang: Lang) -> String {
    let name = |id: Id<Organisation>| vocabulary.get(id).name.render(lang, plan.original()).map(|name| name.text);
    let names: Vec<&str> = plan.publishers.iter().filter_map(|publisher| name(publisher.value)).collect();
    plan.words.list(&names, lang)
}
