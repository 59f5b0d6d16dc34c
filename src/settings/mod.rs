//! `odp.toml`: text → settings, with findings beside them. What can be set stands in the table of `keys.rs`.

mod colour;
mod house;
mod keys;

pub use colour::{Colour, LEAST_CONTRAST};
pub use house::{House, LogoFile, Paper};
pub use keys::{KEYS, Key};

use rustc_hash::FxHashSet;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::diagnostic::{self as d, Arg, Diagnostic, MessageLang};
use crate::rules::Levels;
use crate::source::{Source, Span};
use crate::syntax::nearest;

/// The name of the file.
pub static FILE: &str = "odp.toml";

/// What the file says.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What single rules weigh.
    pub levels: Levels,
    /// The language of messages.
    pub lang: Option<MessageLang>,
    /// Where what is published lives: an address that ends in `/`.
    pub base: Option<Box<str>>,
    /// How documents look.
    pub house: House,
    /// By what promises are judged.
    pub status: Promises,
}

/// By what promises are judged, as far as it is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Promises {
    /// How many days after its month a release is in time still.
    pub grace: Option<u32>,
    /// What is due within so many days is told as due.
    pub due_within: Option<u32>,
}

/// Reads the file. What cannot be read is left as it is without a file.
#[must_use]
pub fn read(source: &Source) -> (Settings, Vec<Diagnostic>) {
    let mut reader = Reader { source, settings: Settings::default(), found: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    reader.table(table.get_ref());
    let mut broken: Vec<Diagnostic> = errors.iter().map(|error| reader.broken(error)).collect();
    broken.sort_by_key(Diagnostic::span);
    // a line that is no TOML is told once, and what was made of it is not judged; an open list takes the lines after it
    let line = |finding: &Diagnostic| finding.span().map(|span| source.position(span.start).line);
    let (mut lines, mut lists) = (FxHashSet::default(), 0);
    broken.retain(|finding| {
        lists += usize::from(finding.variant == "list");
        lines.insert(line(finding)) && (finding.variant != "list" || lists == 1)
    });
    // below the head of a table that was not read nothing is where it seems to be
    if !broken.iter().any(|finding| finding.variant == "table") {
        broken.extend(reader.found.into_iter().filter(|finding| !lines.contains(&line(finding))));
    }
    (reader.settings, broken)
}

/// One reading of a file.
struct Reader<'a> {
    source: &'a Source,
    settings: Settings,
    found: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn table(&mut self, table: &DeTable<'_>) {
        for (name, value) in table {
            if !KEYS.iter().any(|key| key.table == name.get_ref()) {
                self.unknown(name, "");
                continue;
            }
            let Some(inside) = value.get_ref().as_table() else {
                self.wrong(name.get_ref(), value, "setting-table");
                continue;
            };
            let known: Vec<&Key> = KEYS.iter().filter(|key| key.table == name.get_ref()).collect();
            for (key, _) in inside.iter().filter(|(key, _)| !known.iter().any(|known| known.name == key.get_ref())) {
                self.unknown(key, name.get_ref());
            }
            // in the order of the table, in which the last word counts
            for key in known {
                if let Some((_, value)) = inside.iter().find(|(name, _)| name.get_ref() == key.name) {
                    (key.read)(self, key, value);
                }
            }
        }
    }

    /// A name that is no setting in this table, or at the top.
    fn unknown(&mut self, name: &Spanned<DeString<'_>>, table: &str) {
        let found = name.get_ref();
        let mut known: Vec<&str> = match table {
            "" => KEYS.iter().map(|key| key.table).collect(),
            table => KEYS.iter().filter(|key| key.table == table).map(|key| key.name).collect(),
        };
        known.dedup();
        let finding = Diagnostic::at(&d::UNKNOWN_SETTING, self.span(name.span())).arg("found", &**found);
        let elsewhere = KEYS.iter().find(|key| key.name == found);
        self.found.push(match (elsewhere, nearest(found, known.iter().copied())) {
            (Some(key), _) => finding.variant("elsewhere").arg("table", key.table),
            (None, Some(near)) => finding.variant("nearest").arg("nearest", near),
            (None, None) => finding.arg("known", Arg::List(known.into_iter().map(Arg::from).collect())),
        });
    }

    /// A value of another kind than its setting takes.
    fn wrong(&mut self, name: &str, value: &Spanned<DeValue<'_>>, expected: &'static str) {
        let finding = Diagnostic::at(&d::WRONG_SETTING, self.span(value.span()));
        self.found.push(finding.arg("name", name).term("expected", expected));
    }

    fn broken(&self, error: &toml::de::Error) -> Diagnostic {
        let end = self.source.text.len();
        let range = error.span().unwrap_or(end..end);
        let is_empty = range.is_empty();
        let finding = Diagnostic::at(&d::BROKEN_SETTINGS, self.span(range));
        // the words of the `toml` crate, which are for programmers
        let says = |words: &[&str]| words.iter().any(|word| error.message().contains(word));
        if says(&["duplicate key"]) {
            finding.variant("twice")
        } else if says(&["key with no value"]) || (is_empty && says(&["must be quoted"])) {
            finding.variant("value")
        } else if says(&["string", "invalid boolean"]) {
            finding.variant("quote")
        } else if says(&["array"]) {
            finding.variant("list")
        } else if says(&["unclosed table"]) {
            finding.variant("table")
        } else {
            finding
        }
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.source.id, range.start as u32, range.end as u32)
    }
}
