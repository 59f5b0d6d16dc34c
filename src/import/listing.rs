//! What a portal lists, read to be laid beside plans: JSON of CKAN, or any table with a column of names.

mod packages;
mod tables;

use rustc_hash::FxHashSet;

use super::desk::Desk;
use super::names::Names;
use super::readers::{Read, packages as packages_of, reader_of};
use super::{File, LIBRARY, dates, ending, frequency};
use crate::diagnostic::{self as d, Diagnostic, Sink};
use crate::edition::reconcile::{Listed, Listing, Said};
use crate::model::{Date, Kind};
use crate::resolve::Lexicon;
use crate::source::{Source, Sources, Span};

/// A listing that was read.
#[derive(Debug, Default)]
pub struct ReadListing {
    /// The listing; nothing where a file could not be read.
    pub listing: Option<Listing>,
    /// What was found, with places in [`ReadListing::sources`].
    pub found: Vec<Diagnostic>,
    /// The files as they were read.
    pub sources: Sources,
}

/// Reads the listing of a portal: a file, or the pages of one. An id that stands twice is read once.
#[must_use]
pub fn listing(files: &[File]) -> ReadListing {
    let Some(lexicon) = Lexicon::of(LIBRARY) else { return ReadListing::default() };
    let desk = Desk { sources: Sources::default(), sink: Sink::default(), lexicon: &lexicon, library: LIBRARY.to_owned() };
    let mut clerk = Clerk { desk, names: Names::default(), seen: FxHashSet::default(), entries: Vec::new() };
    let is_read = files.iter().all(|file| clerk.read(file));
    if is_read && clerk.entries.is_empty() {
        let name = files.first().map(|file| file.name.clone()).unwrap_or_default();
        clerk.desk.sink.push(Diagnostic::bare(&d::LISTING_UNREAD).variant("nothing").arg("path", name));
    }
    let listing = (is_read && !clerk.entries.is_empty()).then_some(Listing { entries: clerk.entries });
    ReadListing { listing, found: clerk.desk.sink.into_found(), sources: clerk.desk.sources }
}

/// Who reads a listing.
struct Clerk<'a> {
    desk: Desk<'a>,
    names: Names,
    /// The ids so far.
    seen: FxHashSet<Box<str>>,
    entries: Vec<Listed>,
}

impl Clerk<'_> {
    /// Reads a file; says why where that cannot be done.
    fn read(&mut self, file: &File) -> bool {
        if ending(&file.name) == "json" || file.bytes.trim_ascii_start().starts_with(b"{") {
            let source = self.desk.text(file);
            return match packages_of(&source.text) {
                Ok(all) => {
                    all.into_iter().for_each(|raw| packages::read(raw, &source, self));
                    true
                }
                Err(reason) => {
                    let finding = Diagnostic::at(&d::LISTING_UNREAD, broken_json(&source)).variant("broken");
                    self.desk.sink.push(finding.arg("path", &*file.name).arg("reason", reason));
                    false
                }
            };
        }
        match reader_of(file).map(|reader| reader.read(file, &mut self.desk)) {
            // why it cannot be read is said
            Some(None) => false,
            Some(Some(Read::Material(material))) if tables::read(&material, self) => true,
            Some(Some(Read::Material(_))) => self.unread(file, "heads"),
            Some(Some(Read::Draft(_))) | None => self.unread(file, ""),
        }
    }

    fn unread(&mut self, file: &File, variant: &'static str) -> bool {
        self.desk.sink.push(Diagnostic::bare(&d::LISTING_UNREAD).variant(variant).arg("path", &*file.name));
        false
    }

    /// Adds an entry, unless it says neither id nor name, or stands there already.
    fn add(&mut self, listed: Listed, place: Span) {
        let finding = |variant| Diagnostic::at(&d::LISTING_ENTRY, place).variant(variant);
        if listed.ids.is_empty() && listed.titles.is_empty() {
            self.desk.sink.push(finding("nameless"));
            return;
        }
        if let Some(known) = listed.ids.iter().find(|id| self.seen.contains(*id)) {
            self.desk.sink.push(finding("twice").arg("id", &**known));
            return;
        }
        self.seen.extend(listed.ids.iter().cloned());
        self.entries.push(listed);
    }

    /// Something by its names there.
    fn said(&mut self, kind: Kind, names: Vec<String>) -> Option<Said> {
        let names: Vec<String> = names.into_iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
        let meant = names.iter().find_map(|name| self.names.find(kind, name, &self.desk));
        let boxed = |all: Vec<String>| all.into_iter().map(String::into_boxed_str).collect();
        (!names.is_empty()).then(|| Said { names: boxed(names), meant: meant.into_iter().map(String::into_boxed_str).collect() })
    }

    /// How often something is updated, in somebody's words; nothing where they say that nobody knows.
    fn frequency(&self, words: &str) -> Option<Said> {
        use frequency::Reading;
        let meant = match frequency::read(words, self.desk.lexicon) {
            Reading::Missing => return None,
            Reading::Known(all) | Reading::Qualified(all) => all,
            Reading::Ambiguous(..) | Reading::Unread => Vec::new(),
        };
        Some(Said { names: vec![words.trim().into()], meant: meant.into_iter().map(String::into_boxed_str).collect() })
    }

    /// A date; what is none, or could be read as another, is said.
    fn date(&mut self, words: &str, place: Span) -> Option<Date> {
        use dates::Reading;
        let finding = |variant| Diagnostic::at(&d::LISTING_ENTRY, place).variant(variant).arg("found", words.trim());
        match dates::read(words) {
            Reading::Known(date) => return Date::parse(&date),
            _ if words.trim().is_empty() => {}
            Reading::DayFirst(date) => self.desk.sink.push(finding("day-first").arg("date", date)),
            Reading::Impossible | Reading::Unread => self.desk.sink.push(finding("date")),
        }
        None
    }
}

/// Where JSON breaks off; its beginning where it is whole, and something else is wrong.
pub(crate) fn broken_json(source: &Source) -> Span {
    let broken = serde_json::from_str::<serde::de::IgnoredAny>(&source.text).err();
    let at = broken.map_or(0, |error| {
        let line = source.lines().start_of(u32::try_from(error.line().saturating_sub(1)).unwrap_or(0));
        let mut at = (line as usize + error.column().saturating_sub(1)).min(source.text.len());
        while !source.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    });
    let next = source.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    Span::new(source.id, at as u32, (at + next) as u32)
}
