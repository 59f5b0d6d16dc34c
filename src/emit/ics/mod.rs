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
use crate::model::{Date, Lang, Letter, Plan, Vocabulary, Workspace};
use crate::rules::Valid;

static MEDIA_TYPE: &str = "text/calendar";

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    of_plan::<Event<'_>>(&workspace, plan, options)
}

pub(super) fn together(workspace: Valid<'_>, options: &Options) -> Vec<Artifact> {
    of_all::<Event<'_>>(&workspace, options)
}

/// What stands in a feed.
pub(super) trait Entry<'a>: Sized {
    /// What the feed's file begins with.
    const FILE: &'static str;
    /// The wordings of what it is called: that of a plan, and that of all plans.
    const NAMES: [&'static str; 2];

    /// All of a plan.
    fn all(feed: &Feed<'a>) -> Vec<Self>;

    /// The same in every edition, and never from a title or date.
    fn uid(&self) -> &str;

    fn write(&self, feed: &Feed<'a>, lines: &mut Lines);
}

/// The feeds of a plan, one per language.
pub(super) fn of_plan<'a, E: Entry<'a>>(workspace: &'a Workspace, plan: &'a Plan, options: &Options) -> Vec<Artifact> {
    let [wording, _] = E::NAMES;
    let artifact = |lang: Lang| {
        let feed = Feed::new(plan, &workspace.vocabulary, lang);
        let name = plan_wording(plan, feed.vocabulary, wording, lang);
        let bytes = calendar(&name, lang, &[(&feed, E::all(&feed))]);
        Artifact { path: format!("{}/{}.{}.ics", plan.id.value, E::FILE, lang.suffix()), media_type: MEDIA_TYPE, bytes }
    };
    options.languages(plan).into_par_iter().map(artifact).collect()
}

/// The feeds of all plans, one per language; what stands in several editions of a publisher's plan is taken from the newest.
pub(super) fn of_all<'a, E: Entry<'a>>(workspace: &'a Workspace, options: &Options) -> Vec<Artifact> {
    let [_, wording] = E::NAMES;
    let artifact = |lang: Lang| {
        let plans = workspace.plans.iter().filter(|plan| options.languages(plan).contains(&lang));
        let mut feeds: Vec<Feed<'a>> = plans.map(|plan| Feed::new(plan, &workspace.vocabulary, lang)).collect();
        feeds.sort_by_key(|feed| feed.plan.period.value.from.first_day());
        let mut told = FxHashSet::default();
        let newest = |feed| (feed, E::all(feed).into_iter().filter(|entry| told.insert(entry.uid().to_owned())).collect());
        let mut entries: Vec<(&Feed<'a>, Vec<E>)> = feeds.iter().rev().map(newest).collect();
        entries.reverse();
        let name = feeds.iter().map(|feed| feed.plan.words.get(wording, lang)).find(|name| !name.is_empty());
        let bytes = calendar(name.unwrap_or_default(), lang, &entries);
        Artifact { path: format!("{}.{}.ics", E::FILE, lang.suffix()), media_type: MEDIA_TYPE, bytes }
    };
    options.languages_of(&workspace.plans).into_par_iter().map(artifact).collect()
}

/// A calendar of one or more feeds in a language.
fn calendar<'a, E: Entry<'a>>(name: &str, lang: Lang, feeds: &[(&Feed<'a>, Vec<E>)]) -> Vec<u8> {
    let count: usize = feeds.iter().map(|(_, entries)| entries.len()).sum();
    let mut lines = Lines::new(1024 + count * 1024);
    let derived = feeds.iter().map(|(feed, _)| feed).find(|feed| feed.is_derived());
    open(&mut lines, name, lang, derived.map(|feed| feed.plan.words.get("derived-notice", lang)));
    for (feed, entries) in feeds {
        entries.iter().for_each(|entry| entry.write(feed, &mut lines));
    }
    lines.plain("END", "VCALENDAR");
    lines.finish()
}

/// The head of a calendar; `notice` is what it says about itself. Without a name, which a library may leave out, it has no line for
/// one: readers refuse an empty one.
fn open(lines: &mut Lines, name: &str, lang: Lang, notice: Option<&str>) {
    lines.plain("BEGIN", "VCALENDAR");
    lines.plain("VERSION", "2.0");
    lines.text("PRODID", None, "-//odp//odp//EN");
    lines.plain("CALSCALE", "GREGORIAN");
    if !name.is_empty() {
        lines.text("NAME", Some(lang), name);
        lines.text("X-WR-CALNAME", None, name);
    }
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

    /// Whether the plan does not owe this language: it is Simplified Chinese, converted.
    fn is_derived(&self) -> bool {
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
