//! A target lies in the years of its section.

use super::Check;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Date, Letter, Period, Plan, Precision, Workspace};

pub(super) static RULE: Rule = crate::rule!("ODP203", "target-outside-section", Error);
pub(super) static CHECK: Check = Check::Plan(check);

fn check(plan: &Plan, _: &Workspace, found: &mut Vec<Diagnostic>) {
    let period = plan.period.value;
    for (place, dataset) in plan.datasets() {
        let letter = place.section.letter;
        let Some((target, date)) = dataset.target.as_ref().zip(dataset.target_date()) else { continue };
        if is_target_of(letter, period, date) {
            continue;
        }
        let years = match letter {
            Letter::A => "first-year",
            Letter::B => "later-years",
            Letter::C | Letter::D => "period-of-plan",
        };
        let finding = Diagnostic::at(&RULE, target.span)
            .arg("dataset", &*dataset.id.value)
            .arg("section", letter.word())
            .arg("target", date.to_string())
            .arg("years", years_of(letter, period))
            .term("expected", years)
            .label("section", place.section.head);
        found.push(finding.variant(match letter {
            Letter::A if date.precision() == Precision::Year => "year",
            Letter::A if date.last_day() < period.interval().first => "early",
            Letter::A if period.later_years().is_none() => "period",
            Letter::A => "",
            Letter::B => "later",
            Letter::C | Letter::D => "period",
        }));
    }
}

/// Whether a promise may stand in a section. A: the first year, by month or day. B: the later years, a bare year will do (that there are none is another rule's).
/// C: within the plan. D: old promises are kept.
pub(crate) fn is_target_of(letter: Letter, period: Period, date: Date) -> bool {
    match letter {
        Letter::A => period.first_year().contains(date.interval()) && date.precision() != Precision::Year,
        Letter::B => period.later_years().is_none_or(|years| contains(years, period, date)),
        Letter::C => contains(period.interval(), period, date),
        Letter::D => true,
    }
}

/// In a fiscal plan a bare year is a calendar year that reaches into the plan's.
fn contains(years: crate::model::Interval, period: Period, date: Date) -> bool {
    let bare_year = date.precision() == Precision::Year && !period.is_calendar();
    if bare_year { years.meets(date.interval()) } else { years.contains(date.interval()) }
}

fn years_of(letter: Letter, period: Period) -> String {
    let years: Vec<i32> = period.years().collect();
    match (letter, years.as_slice()) {
        (Letter::A, [first, ..]) => first.to_string(),
        (Letter::B, [_, second, .., last]) => format!("{second}-{last}"),
        (Letter::B, [_, second]) => second.to_string(),
        _ => period.to_string(),
    }
}
