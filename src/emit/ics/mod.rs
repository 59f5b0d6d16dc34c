//! `calendar.SUFFIX.ics`: a plan's dates as iCalendar (RFC 5545, RFC 7986), one feed per language.
//!
//! Every dataset with a date is an all-day event on the last day of that month (of that year, or on that day); the
//! month's precision is said in words. The lines are written by a writer of our own: the format is small, a feed has to be
//! the same bytes on every build, in the order given here, without the clock or random ids, and folded by octets.

mod event;
mod line;

use chrono::{Datelike, NaiveDate};
use rayon::prelude::*;

use super::headings::{plan_wording, publisher_names, section_heading};
use super::{Artifact, Options};
use crate::model::{Date, Lang, Letter, Plan, Vocabulary};
use crate::rules::Valid;
use line::Lines;

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    let feed = |lang: Lang| {
        let path = format!("{}/calendar.{}.ics", plan.id.value, lang.suffix());
        Artifact { path, media_type: "text/calendar", bytes: Feed::new(plan, &workspace.vocabulary, lang).bytes() }
    };
    options.languages(plan).into_par_iter().map(feed).collect()
}

/// A calendar in one language, with what all its events say alike.
struct Feed<'a> {
    plan: &'a Plan,
    vocabulary: &'a Vocabulary,
    lang: Lang,
    /// When the plan was issued, and when its facts were last put right: midnight (UTC) of the first day of that month.
    issued: String,
    modified: String,
    publisher: String,
    /// The headings of the sections, A to D.
    headings: [String; 4],
}

impl<'a> Feed<'a> {
    fn new(plan: &'a Plan, vocabulary: &'a Vocabulary, lang: Lang) -> Self {
        let issued = plan.issued.as_ref().and_then(|issued| issued.given().copied());
        let issued = issued.unwrap_or(plan.period.value.from);
        let modified = plan.updated.map_or(issued, |updated| updated.value);
        Self {
            plan,
            vocabulary,
            lang,
            issued: midnight(issued),
            modified: midnight(modified),
            publisher: publisher_names(plan, vocabulary, lang),
            headings: Letter::ALL.map(|letter| section_heading(plan, vocabulary, letter, lang)),
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut lines = Lines::new(1024 + self.plan.datasets().count() * 1024);
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
    fn is_derived(&self) -> bool {
        self.plan.languages.iter().all(|owed| owed.value != self.lang)
    }
}

/// A day as RFC 5545 writes it: `20260131`.
fn day(date: NaiveDate) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

fn midnight(date: Date) -> String {
    format!("{}T000000Z", day(date.first_day()))
}
