//! `updates.SUFFIX.ics`: when released datasets are due to be updated, as iCalendar (RFC 5545), one feed per language.
//!
//! Each regular frequency of a week or more is an all-day event that recurs, from day 1 of the first month after the release (day 31
//! would skip the short months) until the plan's end. What is updated more often than that, or as needed, is not in it.

use chrono::{Months, NaiveDate};
use rayon::prelude::*;

use super::headings::plan_wording;
use super::ics::{Feed, Lines, day, open};
use super::{Artifact, Options};
use crate::model::{Dataset, Frequency, Lang, Plan, Status};
use crate::rules::Valid;

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    let calendar = |lang: Lang| {
        let feed = Feed::new(plan, &workspace.vocabulary, lang);
        let path = format!("{}/updates.{}.ics", plan.id.value, lang.suffix());
        Artifact { path, media_type: "text/calendar", bytes: bytes(&feed) }
    };
    options.languages(plan).into_par_iter().map(calendar).collect()
}

fn bytes(feed: &Feed<'_>) -> Vec<u8> {
    let mut lines = Lines::new(1024 + feed.plan.datasets().count() * 512);
    let name = plan_wording(feed.plan, feed.vocabulary, "calendar-updates-name", feed.lang);
    let notice = feed.is_derived().then(|| feed.plan.words.get("derived-notice", feed.lang));
    open(&mut lines, &name, feed.lang, notice);
    for (_, dataset) in feed.plan.datasets() {
        updates(feed, &mut lines, dataset);
    }
    lines.plain("END", "VCALENDAR");
    lines.finish()
}

/// The events of a dataset: one for each regular frequency.
fn updates(feed: &Feed<'_>, lines: &mut Lines, dataset: &Dataset) {
    let frequencies = dataset.frequency.as_ref().and_then(|frequency| frequency.value.given());
    let Some((frequencies, first)) = frequencies.zip(first_update(dataset)) else { return };
    let until = feed.plan.period.value.interval().last;
    let rules = frequencies.items.iter().filter_map(|item| rule(&duration(feed, item.value)?));
    for (index, rule) in rules.enumerate().filter(|_| first <= until) {
        let part = if index == 0 { ".updates".to_owned() } else { format!(".updates-{}", index + 1) };
        let (summary, lang) = feed.titled("calendar-updated", dataset);
        lines.plain("BEGIN", "VEVENT");
        lines.text("UID", None, &feed.uid(dataset, &part));
        lines.plain("DTSTAMP", &feed.issued);
        lines.plain("LAST-MODIFIED", &feed.modified);
        lines.plain("DTSTART;VALUE=DATE", &day(first));
        lines.plain("DTEND;VALUE=DATE", &day(first.succ_opt().unwrap_or(first)));
        lines.plain("RRULE", &format!("{rule};UNTIL={}", day(until)));
        lines.text("SUMMARY", Some(lang), &summary);
        if let Some(url) = feed.url(dataset) {
            lines.plain("URL", &url);
        }
        lines.plain("STATUS", "TENTATIVE");
        lines.plain("TRANSP", "TRANSPARENT");
        lines.plain("END", "VEVENT");
    }
}

/// Day 1 of the first month after the release.
fn first_update(dataset: &Dataset) -> Option<NaiveDate> {
    let released = dataset.released_date().filter(|_| dataset.status() == Status::Released)?;
    chrono::Datelike::with_day(&released.last_day(), 1)?.checked_add_months(Months::new(1))
}

/// The time between updates, as an ISO 8601 duration.
fn duration(feed: &Feed<'_>, frequency: Frequency) -> Option<String> {
    match frequency {
        Frequency::Named(id) => feed.vocabulary.get(id).period.as_deref().map(str::to_owned),
        other => other.duration(),
    }
}

/// The recurrence rule (RFC 5545, section 3.3.10) of a duration of one unit, a week or more: `P10D`, `P2W`, `P3M`, `P1Y`.
fn rule(duration: &str) -> Option<String> {
    let rest = duration.strip_prefix('P')?;
    let (unit, number) = ["D", "W", "M", "Y"].into_iter().find_map(|unit| Some((unit, rest.strip_suffix(unit)?)))?;
    let count: u32 = number.parse().ok().filter(|count| *count > 0)?;
    let frequency = match unit {
        "D" if count >= 7 => "DAILY",
        "W" => "WEEKLY",
        "M" => "MONTHLY",
        "Y" => "YEARLY",
        _ => return None,
    };
    Some(if count == 1 { format!("FREQ={frequency}") } else { format!("FREQ={frequency};INTERVAL={count}") })
}
