//! `changes.atom`: what became of promises, as an Atom feed (RFC 4287), newest first: plans issued, datasets released, moved, withdrawn.
//!
//! A date is that of the fact, midnight (UTC) of its first day: a feed has the same bytes on every build. When a promise was moved no
//! plan says; it stands under the month that the plan's facts are of.

use maud::{Markup, PreEscaped, html};
use sha2::{Digest, Sha256};
use uuid::Builder;

use super::dataset::last_reason;
use super::parts::Room;
use super::words::Word;
use super::{Item, Reader, Told};
use crate::emit::Artifact;
use crate::emit::headings::publisher_names;
use crate::model::Date;

/// How many entries a feed has: a reader asks for it again and again.
const ROOM: Room = Room { entries: 200, each: 420 };

struct Entry {
    date: Date,
    /// What it is of, by which it is known for ever.
    key: String,
    title: String,
    /// The reason, where it was moved or withdrawn.
    reason: Option<String>,
    /// The page below the folder of the language.
    path: String,
    author: String,
}

pub(super) fn feed(reader: Reader<'_>) -> Artifact {
    let mut all: Vec<Entry> = reader.site.plans.iter().flat_map(|told| reader.entries(told)).collect();
    all.sort_by_key(|entry| std::cmp::Reverse(entry.date.first_day()));
    let every = all.len();
    let kept = ROOM
        .parts(&all, |entry| entry.title.len() + entry.author.len() + entry.reason.as_ref().map_or(0, String::len))
        .first()
        .map_or(0, |part| part.len());
    all.truncate(kept);
    let updated = all.iter().map(|entry| entry.date).next().or_else(|| reader.site.plans.iter().map(|told| told.as_of).next());
    let plans: Vec<&str> = reader.site.plans.iter().map(|told| &*told.folder).collect();
    let whole = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"))
        feed xmlns="http://www.w3.org/2005/Atom" xml:lang=(reader.lang().tag()) {
            (PreEscaped("\n")) id { (reader.id(&plans.join("\n"))) }
            (PreEscaped("\n")) title { (reader.site_name()) " – " (reader.voice.say(Word::Changes)) }
            @if kept < every {
                (PreEscaped("\n")) subtitle {
                    (reader.voice.fill(Word::FeedNewest, &[("n", &kept.to_string()), ("all", &every.to_string())]))
                }
            }
            (PreEscaped("\n")) updated { (updated.map(midnight).unwrap_or_default()) }
            (PreEscaped("\n")) link rel="self" href=(reader.address("changes.atom")) {}
            (PreEscaped("\n")) link rel="alternate" href=(reader.address("changes.html")) {}
            @for entry in &all { (PreEscaped("\n")) (reader.entry(entry)) }
            (PreEscaped("\n"))
        }
        (PreEscaped("\n"))
    };
    let path = format!("{}/changes.atom", reader.lang().suffix());
    Artifact { path, media_type: "application/atom+xml", bytes: whole.into_string().into_bytes() }
}

impl Reader<'_> {
    fn entries(self, told: &Told<'_>) -> Vec<Entry> {
        let plan = told.plan;
        let author = publisher_names(plan, &self.site.workspace.vocabulary, self.lang());
        let mut all = Vec::new();
        if let Some(issued) = plan.issued.as_ref().and_then(|issued| issued.value.given().copied()) {
            let title = self.text(plan, plan.title.as_ref()).text.to_owned();
            all.push(Entry {
                date: issued,
                key: told.folder.clone(),
                title,
                reason: None,
                path: format!("{}/index.html", told.folder),
                author: author.clone(),
            });
        }
        for item in &told.items {
            let dataset = item.promise.entry.dataset;
            let withdrawn = dataset.withdrawn.as_ref().map(|withdrawn| withdrawn.date.value);
            let moved = dataset.slips.last().map(|_| told.as_of);
            let Some(date) = withdrawn.or_else(|| dataset.released_date()).or(moved) else { continue };
            let name = self.text(plan, dataset.name.as_ref()).text;
            let key = format!("{}\n{}\n{date}\n{}", told.folder, dataset.id.value, dataset.slips.len());
            let title = format!("{name}{}{}", self.voice.colon(), self.event(item));
            let reason = last_reason(dataset)
                .filter(|_| dataset.released.is_none())
                .and_then(|reason| reason.render(self.lang(), plan.original()));
            let reason = reason.map(|reason| format!("{}{}{}", self.voice.say(Word::Reason), self.voice.colon(), reason.text));
            all.push(Entry { date, key, title, reason, path: told.path(item), author: author.clone() });
        }
        all
    }

    /// What became of a promise: that it was moved, or how it stands.
    fn event(self, item: &Item<'_>) -> String {
        let dataset = item.promise.entry.dataset;
        match dataset.slips.last().filter(|_| dataset.withdrawn.is_none() && dataset.released.is_none()) {
            Some(slip) => {
                let new = slip.to.value.given().map(|date| self.date(*date));
                let new = new.as_deref().unwrap_or_else(|| self.voice.say(Word::NoDate));
                self.voice.fill(Word::MovedFromTo, &[("old", &self.date(slip.from.value)), ("new", new)])
            }
            None => self.standing(&item.promise),
        }
    }

    fn entry(self, entry: &Entry) -> Markup {
        html! {
            entry {
                id { (self.id(&entry.key)) }
                title { (entry.title) }
                @if let Some(reason) = &entry.reason { summary { (reason) } }
                updated { (midnight(entry.date)) }
                author { name { (entry.author) } }
                link href=(self.address(&entry.path)) {}
            }
        }
    }

    /// A name for ever (RFC 9562, version 8), in each language another.
    fn id(self, key: &str) -> String {
        let digest = Sha256::digest(format!("{}\n{key}", self.lang().tag()));
        let id = Builder::from_custom_bytes(digest.first_chunk().copied().unwrap_or_default()).into_uuid();
        format!("urn:uuid:{}", id.hyphenated())
    }

    /// Where a page is published; without an address, the way from the feed.
    fn address(self, path: &str) -> String {
        match &self.site.options.base {
            Some(base) => format!("{base}{}/{path}", self.lang().suffix()),
            None => path.to_owned(),
        }
    }
}

fn midnight(date: Date) -> String {
    format!("{}T00:00:00Z", date.first_day())
}
