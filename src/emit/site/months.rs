//! The calendar: what comes out, or came out, in each month. All of it is one page; where that would be too long, each month has a
//! page of its own.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::frame::{Page, up};
use super::words::Word;
use super::{Item, Reader, Told};
use crate::emit::Artifact;
use crate::emit::calendar::when;
use crate::model::Date;

/// How many datasets one page holds.
const MOST: usize = 250;

/// The datasets of a month, or of a year for what is promised no more exactly, or without a date: a year sorts after its months.
type Months<'s> = BTreeMap<(i32, u32), Vec<(&'s Told<'s>, &'s Item<'s>)>>;

pub(super) fn pages(reader: Reader<'_>) -> Vec<Artifact> {
    let mut months = Months::new();
    for told in &reader.site.plans {
        for item in &told.items {
            let key = when(item.promise.entry.dataset).map(|date| (date.year_number(), date.month_number().unwrap_or(13)));
            months.entry(key.unwrap_or((i32::MAX, 0))).or_default().push((told, item));
        }
    }
    let is_split = months.values().map(Vec::len).sum::<usize>() > MOST;
    let mut all = vec![reader.index(&months, is_split)];
    if is_split {
        all.extend(months.iter().map(|(key, held)| reader.month_page(*key, held)));
    }
    all
}

/// The file of a month's page.
fn file((year, month): (i32, u32)) -> String {
    match (year, month) {
        (i32::MAX, _) => "calendar-undated.html".to_owned(),
        (year, 13) => format!("calendar-{year:04}.html"),
        (year, month) => format!("calendar-{year:04}-{month:02}.html"),
    }
}

impl<'s> Reader<'s> {
    fn index(self, months: &Months<'s>, is_split: bool) -> Artifact {
        let title = self.voice.say(Word::Calendar);
        let content = html! {
            h1 { (title) }
            p class="lead" { a href="calendar.ics" { (self.voice.say(Word::CalendarFile)) } }
            @if months.is_empty() { p { (self.voice.say(Word::NoneYet)) } }
            @if is_split {
                table class="figures" {
                    caption { (title) }
                    thead { tr { th scope="col" { (self.voice.say(Word::Month)) } th scope="col" class="number" { (self.voice.say(Word::Datasets)) } } }
                    tbody {
                        @for (key, held) in months {
                            tr { th scope="row" { a href=(file(*key)) { (self.month(*key)) } } td class="number" { (held.len()) } }
                        }
                    }
                }
            } @else {
                @for (key, held) in months {
                    @let id = file(*key);
                    @let id = id.trim_end_matches(".html");
                    section aria-labelledby=(id) { h2 id=(id) { (self.month(*key)) } (self.month_list(held, "")) }
                }
            }
        };
        self.whole(Page { path: "calendar.html", title: title.to_owned(), data: None, scripts: &[], others: Vec::new(), content })
    }

    fn month_page(self, key: (i32, u32), held: &[(&Told<'_>, &Item<'_>)]) -> Artifact {
        let (path, title) = (file(key), self.month(key));
        let content = html! {
            p class="publisher" { a href="calendar.html" { (self.voice.say(Word::Calendar)) } }
            h1 { (title) }
            (self.month_list(held, &up(&path)))
        };
        self.whole(Page { path: &path, title, data: None, scripts: &[], others: Vec::new(), content })
    }

    fn month(self, (year, month): (i32, u32)) -> String {
        match month {
            0 => self.voice.say(Word::NoDate).to_owned(),
            13 => {
                let year = Date::year(year).map(|date| self.date(date)).unwrap_or_default();
                self.voice.fill(Word::Year, &[("date", &year)])
            }
            month => Date::month(year, month).map(|date| self.date(date)).unwrap_or_default(),
        }
    }

    fn month_list(self, held: &[(&Told<'_>, &Item<'_>)], up: &str) -> Markup {
        html! {
            ul class="datasets" {
                @for (told, item) in held {
                    @let name = self.text(told.plan, item.promise.entry.dataset.name.as_ref());
                    li {
                        a href={ (up) (told.path(item)) } lang=[name.tag(self.lang())] { (name.text) }
                        " " span class={ "state " (item.promise.state.word()) } { (self.standing(&item.promise)) }
                    }
                }
            }
        }
    }
}
