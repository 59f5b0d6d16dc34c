//! The words that a plan's documents print are declared.

use super::Check;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Frequency, HalfKind, Lang, Letter, Plan, Precision, Status, Workspace};

pub(super) static RULE: Rule = crate::rule!("ODP303", "missing-wording", Error);
pub(super) static CHECK: Check = Check::Plan(check);

fn check(plan: &Plan, _: &Workspace, found: &mut Vec<Diagnostic>) {
    let owed = plan.languages.iter().map(|lang| lang.value).filter(|lang| *lang != Lang::SC);
    let owed: Vec<Lang> = owed.collect();
    if plan.words.is_partial {
        return;
    }
    let ids = printed(plan);
    if ids.iter().all(|id| plan.words.text(id).is_none()) {
        found.push(Diagnostic::at(&RULE, plan.id.span).arg("plan", &*plan.id.value).variant("all"));
        return;
    }
    for id in ids {
        let text = plan.words.text(&id);
        let missing = match text {
            None => None,
            Some(text) => match owed.iter().find(|lang| text.get(**lang).is_none()) {
                Some(lang) => Some(*lang),
                None => continue,
            },
        };
        let finding = Diagnostic::at(&RULE, plan.id.span).arg("wording", id.as_str()).arg("plan", &*plan.id.value);
        found.push(match missing {
            Some(lang) => finding.variant("language").arg("lang", lang.suffix()),
            None => finding,
        });
    }
}

/// The ids of the wordings that this plan's documents and calendars print.
fn printed(plan: &Plan) -> Vec<String> {
    let mut ids: Vec<String> = ALWAYS.iter().map(|id| (*id).to_owned()).collect();
    let has_later_years = plan.period.value.later_years().is_some();
    let letters = Letter::ALL.into_iter().filter(|letter| *letter != Letter::B || has_later_years);
    ids.extend(letters.map(|letter| format!("section-{}-heading", letter.word().to_lowercase())));
    ids.extend(HalfKind::ALL.iter().map(|half| format!("half-{}-heading", half.word())));
    let mut also = |needed: bool, id: &str| {
        if needed {
            ids.push(id.to_owned());
        }
    };
    also(!plan.period.value.is_calendar(), "fiscal-year");
    also(plan.languages.iter().any(|lang| lang.value == Lang::TC), "derived-notice");
    also(plan.section(Letter::C).is_some(), "organisation-heading");
    let datasets = || plan.datasets().map(|(_, dataset)| dataset);
    also(datasets().any(|dataset| dataset.note.is_some()) || plan.halves().any(|(_, _, half)| half.note.is_some()), "note-label");
    also(datasets().any(|dataset| !dataset.slips.is_empty()), "slipped-mark");
    also(datasets().any(|dataset| !dataset.slips.is_empty() || dataset.withdrawn.is_some()), "reason-label");
    also(datasets().any(|dataset| dataset.withdrawn.is_some()), "withdrawn-mark");
    also(datasets().any(|dataset| dataset.status() == Status::Released && dataset.target.is_some()), "released-mark");
    let dates = || datasets().flat_map(|dataset| [dataset.target_date(), dataset.released_date()]).flatten();
    for (precision, form) in [(Precision::Year, "year"), (Precision::Day, "day")] {
        also(dates().any(|date| date.precision() == precision), &format!("{form}-column"));
        also(dates().any(|date| date.precision() == precision), &format!("{form}-text"));
    }
    also(dates().any(|date| date.precision() == Precision::Year), "calendar-year-precision");
    let frequencies = datasets().filter_map(|dataset| dataset.frequency.as_ref()?.given()).filter(|all| all.words.is_none());
    for item in frequencies.flat_map(|all| &all.items) {
        match item.value {
            Frequency::Named(_) => {}
            Frequency::Every(1, unit) => ids.push(format!("every-{}", unit.word())),
            Frequency::Every(_, unit) => ids.push(format!("every-{}s", unit.word())),
            Frequency::Times(_, unit) => ids.push(format!("times-a-{}", unit.word())),
        }
    }
    ids.sort_unstable();
    ids.dedup();
    ids
}

static ALWAYS: &[&str] = &[
    "calendar-name",
    "calendar-planned",
    "calendar-precision",
    "calendar-released",
    "calendar-withdrawn",
    "column-category",
    "column-description",
    "column-frequency",
    "column-name",
    "column-number",
    "column-released",
    "column-target",
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
    "to-be-confirmed",
    "year-in-list",
    "year-range",
];
