//! `calendar.SUFFIX.ics`: a plan's dates as iCalendar (RFC 5545, RFC 7986), one feed per language.
//!
//! Every dataset with a date is an all-day event on the last day of that month (of that year, or on that day); the
//! month's precision is said in words. The lines are written by a writer of our own: the format is small, a feed has to be
//! the same bytes on every build, in the order given here, without the clock or random ids, and folded by octets.

mod event;
mod line;

use chrono::NaiveDate;

use super::headings::plan_wording;
use super::{Artifact, Options};
use crate::model::{Lang, Plan, Vocabulary};
use crate::rules::Valid;
use line::Lines;

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    let feed = |lang: Lang| {
        let feed = Feed { plan, vocabulary: &workspace.vocabulary, lang };
        let path = format!("{}/calendar.{}.ics", plan.id.value, lang.suffix());
        Artifact { path, media_type: "text/calendar", bytes: feed.bytes() }
    };
    options.languages(plan).into_iter().map(feed).collect()
}

/// A calendar in one language.
#[derive(Clone, Copy)]
struct Feed<'a> {
    plan: &'a Plan,
    vocabulary: &'a Vocabulary,
    lang: Lang,
}

impl Feed<'_> {
    fn bytes(self) -> Vec<u8> {
        let mut lines = Lines::new(1024 + self.plan.datasets().count() * 2048);
        lines.plain("BEGIN", "VCALENDAR");
        lines.plain("VERSION", "2.0");
        lines.text("PRODID", None, "-//odp//odp//EN");
        lines.plain("CALSCALE", "GREGORIAN");
        let name = plan_wording(self.plan, self.vocabulary, "calendar-name", self.lang);
        lines.text("NAME", Some(self.lang), &name);
        lines.text("X-WR-CALNAME", None, &name);
        if self.is_derived() {
            let notice = self.plan.words.get("derived-notice", self.lang);
            lines.text("DESCRIPTION", Some(self.lang), notice);
            lines.text("X-WR-CALDESC", None, notice);
        }
        lines.plain("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
        lines.plain("X-PUBLISHED-TTL", "P1D");
        lines.plain("COLOR", "teal");
        for (holding, dataset) in self.plan.datasets() {
            self.event(&mut lines, holding, dataset);
        }
        lines.plain("END", "VCALENDAR");
        lines.finish()
    }

    /// Whether the plan does not owe this language: it is Simplified Chinese, converted.
    fn is_derived(self) -> bool {
        self.plan.languages.iter().all(|owed| owed.value != self.lang)
    }

    /// When the plan was issued: the first day of that month, or of the plan's years while that is pending.
    fn issued(self) -> NaiveDate {
        let issued = self.plan.issued.as_ref().and_then(|issued| issued.given());
        issued.map_or(self.plan.period.value.from, |issued| *issued).first_day()
    }

    /// When its facts were last put right.
    fn modified(self) -> NaiveDate {
        self.plan.updated.map_or_else(|| self.issued(), |updated| updated.value.first_day())
    }
}
