//! The calendar: what comes out, or came out, in each month. All of it is one page; where that would be too long, each month has a
//! page of its own, or as many as it needs.

use std::collections::BTreeMap;

use chrono::Datelike as _;
use maud::{Markup, html};

use super::frame::Page;
use super::parts::{Room, Step, Turn, numbered};
use super::words::Word;
use super::{Item, Reader, Told};
use crate::emit::Artifact;
use crate::emit::calendar::when;
use crate::model::Date;

/// How many datasets one page holds.
const ROOM: Room = Room { entries: 250, each: 300 };

/// A dataset in its plan.
type Held<'s> = (&'s Told<'s>, &'s Item<'s>);

/// A year and a month of it; 13 for what is promised no more exactly than the year, so that it sorts after the months.
type Key = (i32, u32);

/// What has no date yet comes last.
const UNDATED: Key = (i32::MAX, 0);

/// The datasets of each month.
type Months<'s> = BTreeMap<Key, Vec<Held<'s>>>;

/// A page of one month.
struct Leaf<'m, 's> {
    key: Key,
    step: Step,
    held: &'m [Held<'s>],
}

pub(super) fn pages(reader: Reader<'_>) -> Vec<Artifact> {
    let mut months = Months::new();
    for told in &reader.site.plans {
        for item in &told.items {
            let key = when(item.promise.entry.dataset).map(|date| (date.year_number(), date.month_number().unwrap_or(13)));
            months.entry(key.unwrap_or(UNDATED)).or_default().push((told, item));
        }
    }
    let all: Vec<Held<'_>> = months.values().flatten().copied().collect();
    if parts(&all).len() <= 1 {
        return vec![reader.one_calendar(&months)];
    }
    let leaves: Vec<Leaf<'_, '_>> = months.iter().flat_map(|(key, held)| reader.leaves(*key, held)).collect();
    let steps: Vec<Step> = leaves.iter().map(|leaf| leaf.step.clone()).collect();
    let mut pages = vec![reader.list_of_months(&months)];
    pages.extend(leaves.iter().enumerate().map(|(at, leaf)| reader.month_page(leaf, Turn::among(&steps, at))));
    pages
}

fn parts<'m, 's>(held: &'m [Held<'s>]) -> Vec<&'m [Held<'s>]> {
    ROOM.parts(held, |(_, item)| item.weight)
}

/// What the pages of a month are called.
fn name((year, month): Key) -> String {
    match month {
        0 => "calendar-undated".to_owned(),
        13 => format!("calendar-{year:04}"),
        month => format!("calendar-{year:04}-{month:02}"),
    }
}

/// Where the months of a year stand on the page of all.
fn year_id(key: Key) -> String {
    if key == UNDATED { name(key) } else { format!("year-{:04}", key.0) }
}

impl<'s> Reader<'s> {
    fn leaves<'m>(self, key: Key, held: &'m [Held<'s>]) -> Vec<Leaf<'m, 's>> {
        let parts = parts(held);
        let count = parts.len();
        let leaf = |(at, held): (usize, &'m [Held<'s>])| {
            let mut words = self.month(key);
            if count > 1 {
                let page = self.voice.fill(Word::PageOf, &[("n", &(at + 1).to_string()), ("all", &count.to_string())]);
                words = format!("{words} ({page})");
            }
            Leaf { key, step: Step { href: numbered(&name(key), at), words }, held }
        };
        parts.into_iter().enumerate().map(leaf).collect()
    }

    fn head(self) -> Markup {
        html! {
            h1 { (self.voice.say(Word::Calendar)) }
            p class="lead" { a href="calendar.ics" { (self.voice.say(Word::CalendarFile)) } }
        }
    }

    fn calendar(self, content: Markup) -> Artifact {
        let title = self.voice.say(Word::Calendar).to_owned();
        self.whole(Page { path: "calendar.html", title, content, ..Page::default() })
    }

    /// All months: those to come first, then those before them, the newest first.
    fn one_calendar(self, months: &Months<'s>) -> Artifact {
        let now = self.site.plans.iter().map(|told| told.as_of.first_day()).min().unwrap_or_default();
        let this = (now.year(), now.month());
        let months_of = |all: &mut dyn Iterator<Item = (&Key, &Vec<Held<'s>>)>| {
            html! {
                @for (key, held) in all {
                    @let id = name(*key);
                    section aria-labelledby=(id) { h3 id=(id) { (self.month(*key)) } (self.month_list(held)) }
                }
            }
        };
        let date = Date::month(this.0, this.1).map(|date| self.date(date)).unwrap_or_default();
        self.calendar(html! {
            (self.head())
            @if months.is_empty() { p { (self.voice.say(Word::NoneYet)) } }
            @if months.range(this..).next().is_some() {
                section aria-labelledby="since" {
                    h2 id="since" { (self.voice.fill(Word::Since, &[("date", &date)])) }
                    (months_of(&mut months.range(this..)))
                }
            }
            @if months.range(..this).next().is_some() {
                section aria-labelledby="earlier" {
                    h2 id="earlier" { (self.voice.say(Word::Earlier)) }
                    (months_of(&mut months.range(..this).rev()))
                }
            }
        })
    }

    /// The way to each month: of the years that are not over first, of those before after them.
    fn list_of_months(self, months: &Months<'s>) -> Artifact {
        let this = self.site.plans.iter().map(|told| told.as_of.year_number()).min().unwrap_or_default();
        let all: Vec<(&Key, &Vec<Held<'s>>)> = months.iter().collect();
        let mut years: Vec<_> = all.chunk_by(|(one, _), (other, _)| one.0 == other.0).collect();
        years.sort_by_key(|year| year.first().map(|((year, _), _)| (*year < this, if *year < this { -*year } else { *year })));
        self.calendar(html! {
            (self.head())
            @for year in years {
                @let key = year.first().map_or(UNDATED, |(key, _)| **key);
                @let id = year_id(key);
                section aria-labelledby=(id) {
                    h2 id=(id) { @if key == UNDATED { (self.month(key)) } @else { (self.year(key.0)) } }
                    ul class="months" {
                        @for (key, held) in year {
                            li { a href=(numbered(&name(**key), 0)) { (self.month(**key)) } " " span class="size" { (self.voice.fill(Word::Count, &[("n", &held.len().to_string())])) } }
                        }
                    }
                }
            }
        })
    }

    fn month_page(self, leaf: &Leaf<'_, 's>, turn: Turn) -> Artifact {
        let content = html! {
            p class="publisher" { a href={ "calendar.html#" (year_id(leaf.key)) } { (self.voice.say(Word::Calendar)) } }
            h1 { (leaf.step.words) }
            (self.month_list(leaf.held))
        };
        self.whole(Page { path: &leaf.step.href, title: leaf.step.words.clone(), turn, content, ..Page::default() })
    }

    fn year(self, year: i32) -> String {
        Date::year(year).map(|date| self.date(date)).unwrap_or_default()
    }

    fn month(self, (year, month): Key) -> String {
        match month {
            0 => self.voice.say(Word::NoDate).to_owned(),
            13 => self.voice.fill(Word::Year, &[("date", &self.year(year))]),
            month => Date::month(year, month).map(|date| self.date(date)).unwrap_or_default(),
        }
    }

    /// The datasets of a month, plan by plan where there are several.
    fn month_list(self, held: &[Held<'_>]) -> Markup {
        html! {
            @for of_plan in held.chunk_by(|(one, _), (other, _)| std::ptr::eq(*one, *other)) {
                @if let Some((told, _)) = of_plan.first().filter(|_| self.site.plans.len() > 1) {
                    p class="group" { a href={ (told.folder) "/index.html" } { (self.plan_name(told)) } }
                }
                ul class="datasets" {
                    @for (told, item) in of_plan {
                        @let name = self.text(told.plan, item.promise.entry.dataset.name.as_ref());
                        li {
                            a href=(told.path(item)) lang=[name.tag(self.lang())] { (name.text) }
                            " " span class={ "state " (item.promise.state.word()) } { (self.standing(&item.promise)) }
                        }
                    }
                }
            }
        }
    }
}
