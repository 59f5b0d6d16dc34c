//! `calendar.SUFFIX.ics`: a plan's dates as iCalendar (RFC 5545, RFC 7986), one feed per language; of all plans together, too.
//!
//! Every dataset with a date is an all-day event on the last day of that month (of that year, or on that day); the
//! month's precision is said in words. The lines are written by a writer of our own: the format is small, a feed has to be
//! the same bytes on every build, in the order given here, without the clock or random ids, and folded by octets.

mod event;
mod line;

pub(super) use line::Lines;

use chrono::{Datelike, NaiveDate};
use event::Event;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::headings::{plan_wording, publisher_names, section_heading};
use super::{Artifact, Options};
use crate::model::{Date, Lang, Letter, Plan, Vocabulary};
use crate::rules::Valid;

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    let feed = |lang: Lang| {
        let path = format!("{}/calendar.{}.ics", plan.id.value, lang.suffix());
        Artifact { path, media_type: "text/calendar", bytes: Feed::new(plan, &workspace.vocabulary, lang).bytes() }
    };
    options.languages(plan).into_par_iter().map(feed).collect()
}

/// The calendars of all plans, one per language; a dataset that stands in several editions of a publisher's plan is taken from the
/// newest.
pub(super) fn together(workspace: Valid<'_>, options: &Options) -> Vec<Artifact> {
    let mut langs: Vec<Lang> = Vec::new();
    for lang in workspace.plans.iter().flat_map(|plan| options.languages(plan)) {
        if !langs.contains(&lang) {
            langs.push(lang);
        }
    }
    let calendar = |lang: Lang| {
        let plans = workspace.plans.iter().filter(|plan| options.languages(plan).contains(&lang));
        let mut feeds: Vec<Feed<'_>> = plans.map(|plan| Feed::new(plan, &workspace.vocabulary, lang)).collect();
        feeds.sort_by_key(|feed| feed.plan.period.value.from.first_day());
        let mut told = FxHashSet::default();
        let mut kept: Vec<Vec<Event<'_>>> =
            feeds.iter().rev().map(|feed| feed.events().filter(|event| told.insert(event.uid.clone())).collect()).collect();
        kept.reverse();
        let name = feeds.first().map(|feed| feed.plan.words.get("calendar-all-name", lang)).unwrap_or_default().to_owned();
        let bytes = calendar(&name, lang, feeds.iter().zip(&kept).map(|(feed, events)| (feed, &**events)));
        Artifact { path: format!("calendar.{}.ics", lang.suffix()), media_type: "text/calendar", bytes }
    };
    langs.into_iter().map(calendar).collect()
}

/// A calendar of one or more feeds in a language.
fn calendar<'a>(name: &str, lang: Lang, feeds: impl Iterator<Item = (&'a Feed<'a>, &'a [Event<'a>])> + Clone) -> Vec<u8> {
    let count: usize = feeds.clone().map(|(_, events)| events.len()).sum();
    let mut lines = Lines::new(1024 + count * 1024);
    let derived = feeds.clone().map(|(feed, _)| feed).find(|feed| feed.is_derived());
    open(&mut lines, name, lang, derived.map(|feed| feed.plan.words.get("derived-notice", lang)));
    for (feed, events) in feeds {
        events.iter().for_each(|event| feed.write(&mut lines, event));
    }
    lines.plain("END", "VCALENDAR");
    lines.finish()
}

/// The head of a calendar; `notice` is what it says about itself.
pub(super) fn open(lines: &mut Lines, name: &str, lang: Lang, notice: Option<&str>) {
    lines.plain("BEGIN", "VCALENDAR");
    lines.plain("VERSION", "2.0");
    lines.text("PRODID", None, "-//odp//odp//EN");
    lines.plain("CALSCALE", "GREGORIAN");
    lines.text("NAME", Some(lang), name);
    lines.text("X-WR-CALNAME", None, name);
    if let Some(notice) = notice {
        lines.text("DESCRIPTION", Some(lang), notice);
        lines.text("X-WR-CALDESC", None, notice);
    }
    lines.plain("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    lines.plain("X-PUBLISHED-TTL", "P1D");
    lines.plain("COLOR", "teal");
}

/// A calendar in one language, with what all its events say alike.
pub(super) struct Feed<'a> {
    pub(super) plan: &'a Plan,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) lang: Lang,
    /// When the plan was issued, and when its facts were last put right: midnight (UTC) of the first day of that month.
    pub(super) issued: String,
    pub(super) modified: String,
    publisher: String,
    /// The headings of the sections, A to D.
    headings: [String; 4],
}

impl<'a> Feed<'a> {
    pub(super) fn new(plan: &'a Plan, vocabulary: &'a Vocabulary, lang: Lang) -> Self {
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
        let name = plan_wording(self.plan, self.vocabulary, "calendar-name", self.lang);
        let events: Vec<Event<'_>> = self.events().collect();
        calendar(&name, self.lang, std::iter::once((self, &*events)))
    }

    /// Whether the plan does not owe this language: it is Simplified Chinese, converted.
    pub(super) fn is_derived(&self) -> bool {
        self.plan.languages.iter().all(|owed| owed.value != self.lang)
    }
}

/// A day as RFC 5545 writes it: `20260131`.
pub(super) fn day(date: NaiveDate) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

fn midnight(date: Date) -> String {
    format!("{}T000000Z", day(date.first_day()))
}
