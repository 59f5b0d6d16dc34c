//! `updates.SUFFIX.ics`: when released datasets are due to be updated, as iCalendar (RFC 5545), one feed per language; of all plans
//! together, too.
//!
//! Each regular frequency of a week or more is an all-day event that recurs, from day 1 of the first month after the release (day 31
//! would skip the short months) until the plan's end. What is updated more often than that, or as needed, is not in it.

use chrono::{Datelike, Months, NaiveDate, TimeDelta};

use super::ics::{Entry, Feed, Lines, day, of_all, of_plan};
use super::{Artifact, Options};
use crate::model::{Dataset, Date, Frequency, Plan, Status, Vocabulary};
use crate::rules::Valid;
use crate::source::Spanned;

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    of_plan::<Update<'_>>(&workspace, plan, options)
}

pub(super) fn together(workspace: Valid<'_>, options: &Options) -> Vec<Artifact> {
    of_all::<Update<'_>>(&workspace, options)
}

/// A regular frequency of a dataset.
struct Update<'a> {
    uid: String,
    dataset: &'a Dataset,
    first: NaiveDate,
    until: NaiveDate,
    rule: String,
}

impl<'a> Entry<'a> for Update<'a> {
    const FILE: &'static str = "updates";
    const NAMES: [&'static str; 2] = ["calendar-updates-name", "calendar-all-updates-name"];

    fn all(feed: &Feed<'a>) -> Vec<Self> {
        feed.plan.datasets().flat_map(|(_, dataset)| updates(feed, dataset)).collect()
    }

    fn uid(&self) -> &str {
        &self.uid
    }

    fn write(&self, feed: &Feed<'a>, lines: &mut Lines) {
        let (summary, lang) = feed.titled("calendar-updated", self.dataset);
        lines.plain("BEGIN", "VEVENT");
        lines.text("UID", None, &self.uid);
        lines.plain("DTSTAMP", &feed.issued);
        lines.plain("LAST-MODIFIED", &feed.modified);
        lines.plain("DTSTART;VALUE=DATE", &day(self.first));
        lines.plain("DTEND;VALUE=DATE", &day(self.first.succ_opt().unwrap_or(self.first)));
        lines.plain("RRULE", &format!("{};UNTIL={}", self.rule, day(self.until)));
        lines.text("SUMMARY", Some(lang), &summary);
        if let Some(url) = feed.url(self.dataset) {
            lines.plain("URL", &url);
        }
        lines.plain("STATUS", "TENTATIVE");
        lines.plain("TRANSP", "TRANSPARENT");
        lines.plain("END", "VEVENT");
    }
}

/// The updates of a dataset: one for each regular frequency.
fn updates<'a>(feed: &Feed<'a>, dataset: &'a Dataset) -> Vec<Update<'a>> {
    let until = feed.plan.period.value.interval().last;
    let frequencies = dataset.frequency.as_ref().and_then(|frequency| frequency.value.given());
    let due = frequencies.zip(first_update(dataset)).filter(|(_, first)| *first <= until);
    let Some((frequencies, first)) = due else { return Vec::new() };
    let rules = frequencies.items.iter().filter_map(|item| rule(&duration(feed.vocabulary, item.value)?));
    let update = |(index, rule)| {
        let part = if index == 0 { ".updates".to_owned() } else { format!(".updates-{}", index + 1) };
        Update { uid: feed.uid(dataset, &part), dataset, first, until, rule }
    };
    rules.enumerate().map(update).collect()
}

/// Day 1 of the first month after the release.
fn first_update(dataset: &Dataset) -> Option<NaiveDate> {
    let released = dataset.released_date().filter(|_| dataset.status() == Status::Released)?;
    released.last_day().with_day(1)?.checked_add_months(Months::new(1))
}

/// The month in which a released dataset is next due to be updated, on or after a day; nothing after its plan ends, nor where it is
/// updated as needed or more often than every week.
pub(super) fn next_update(plan: &Plan, vocabulary: &Vocabulary, dataset: &Dataset, day: NaiveDate) -> Option<Date> {
    let until = plan.period.value.interval().last;
    let first = first_update(dataset)?;
    let frequencies = dataset.frequency.as_ref()?.value.given()?;
    let next = |item: &Spanned<Frequency>| {
        let (unit, count) = step(&duration(vocabulary, item.value)?)?;
        let months = match unit {
            'M' => count,
            'Y' => count.checked_mul(12)?,
            _ => {
                let days = i64::from(if unit == 'W' { count.checked_mul(7)? } else { count });
                let steps =
                    (day - first).num_days().max(0).div_euclid(days) + i64::from((day - first).num_days().max(0) % days > 0);
                return first.checked_add_signed(TimeDelta::try_days(steps.checked_mul(days)?)?);
            }
        };
        let ahead = (day.year() - first.year()) * 12 + day.month0() as i32 - first.month0() as i32 + i32::from(day.day() > 1);
        let steps = u32::try_from(ahead).unwrap_or(0).div_ceil(months);
        first.checked_add_months(Months::new(steps.checked_mul(months)?))
    };
    let next = frequencies.items.iter().filter_map(next).min()?;
    (next <= until).then(|| Date::month(next.year(), next.month()))?
}

/// The time between updates, as an ISO 8601 duration.
fn duration(vocabulary: &Vocabulary, frequency: Frequency) -> Option<String> {
    match frequency {
        Frequency::Named(id) => vocabulary.get(id).period.as_deref().map(str::to_owned),
        other => other.duration(),
    }
}

/// The recurrence rule (RFC 5545, section 3.3.10) of a duration of one unit, a week or more: `P10D`, `P2W`, `P3M`, `P1Y`.
fn rule(duration: &str) -> Option<String> {
    let (unit, count) = step(duration)?;
    let frequency = match unit {
        'D' => "DAILY",
        'W' => "WEEKLY",
        'M' => "MONTHLY",
        _ => "YEARLY",
    };
    Some(if count == 1 { format!("FREQ={frequency}") } else { format!("FREQ={frequency};INTERVAL={count}") })
}

/// The unit of such a duration (`D`, `W`, `M`, `Y`) and how many of it.
fn step(duration: &str) -> Option<(char, u32)> {
    let rest = duration.strip_prefix('P')?;
    let (unit, number) = ['D', 'W', 'M', 'Y'].into_iter().find_map(|unit| Some((unit, rest.strip_suffix(unit)?)))?;
    let count: u32 = number.parse().ok().filter(|count| *count > 0)?;
    (unit != 'D' || count >= 7).then_some((unit, count))
}
