//! The text of a cell → its value.

use super::super::dates::{self, Reading};
use super::super::recognise::headings;
use super::read::Said;
use crate::emit::working::{Cell, Choices, Key, squeezed};
use crate::model::Kind;
use crate::resolve::Lexicon;

/// What part values that stand in one line.
static SIGNS: &[char] = &[';', '；', '、', ',', '，'];

/// What the notes in working copies say of values that are owed, whatever library the plan uses.
static PENDING: &[&str] = &["待定", "to be confirmed"];

/// Why a cell was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// Words that are none of the choices.
    Choice(String),
    /// No date.
    Date,
}

/// What cells are read with.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) choices: &'a Choices,
}

impl Reader<'_> {
    /// The value of a cell.
    ///
    /// # Errors
    /// Why it was not understood.
    pub(super) fn cell(&self, said: &Said) -> Result<Cell, Unread> {
        let (key, text) = (said.column.key, said.text.trim());
        if text.is_empty() {
            return Ok(Cell::Empty);
        }
        if key.may_be_pending() && self.is_pending(text) {
            return Ok(Cell::Pending);
        }
        match key {
            key if key.is_date() => date(text),
            Key::PortalIds => Ok(Cell::names(text.lines().map(squeezed).filter(|line| !line.is_empty()).collect())),
            Key::Section | Key::Half => self.place(key, text).ok_or_else(|| Unread::Choice(squeezed(text))),
            key if key.is_choice() => self.names(key, text),
            _ => Ok(Cell::text(text)),
        }
    }

    /// `[待定]`, as any language of the library has it; `pending`.
    fn is_pending(&self, text: &str) -> bool {
        let text = squeezed(text);
        let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        text == "pending"
            || text == self.choices.pending
            || bare.is_some_and(|bare| PENDING.contains(&&*bare.to_lowercase()))
            || bare.is_some_and(|bare| self.lexicon.wording("to-be-confirmed").any(|known| squeezed(known) == bare))
    }

    /// A section or half: one of the choices, or what headings call it.
    fn place(&self, key: Key, text: &str) -> Option<Cell> {
        let chosen = || self.choices.named(key, text).map(str::to_owned);
        let called = || match key {
            Key::Half => headings::half(text, self.lexicon).map(|half| half.word().to_owned()),
            _ => headings::letter(text).map(|letter| letter.word().to_owned()),
        };
        chosen().or_else(called).map(|name| Cell::names(vec![name]))
    }

    /// Names that were chosen or written, a line for each; of a list, several in a line too.
    fn names(&self, key: Key, text: &str) -> Result<Cell, Unread> {
        let mut all: Vec<String> = Vec::new();
        for line in text.lines().map(squeezed).filter(|line| !line.is_empty()) {
            let parts: Vec<&str> = line.split(SIGNS).map(str::trim).filter(|part| !part.is_empty()).collect();
            // what was exported comes back the same before anything is understood
            let chosen = |words: &&str| self.chosen(key, words);
            if let Some(name) = self.chosen(key, &line) {
                all.push(name);
            } else if let Some(names) = parts.iter().map(chosen).collect::<Option<Vec<String>>>().filter(|_| key.is_list()) {
                all.extend(names);
            } else if let Some(names) = self.meant(key, &line) {
                all.extend(names);
            } else {
                for part in parts {
                    let names = self.chosen(key, part).map(|name| vec![name]).or_else(|| self.meant(key, part));
                    all.extend(names.filter(|_| key.is_list()).ok_or_else(|| Unread::Choice(part.to_owned()))?);
                }
            }
        }
        if !key.is_list() && all.len() > 1 {
            return Err(Unread::Choice(squeezed(text)));
        }
        Ok(Cell::names(all))
    }

    /// The choice that words are, or name.
    fn chosen(&self, key: Key, words: &str) -> Option<String> {
        let entry = || self.choices.entry(key, words).map(|entry| &*entry.name);
        self.choices.named(key, words).or_else(entry).map(str::to_owned)
    }

    /// What words of people stand for: a label or alias in any language, another spelling.
    fn meant(&self, key: Key, words: &str) -> Option<Vec<String>> {
        let kind = kind_of(key)?;
        let found = |words: &str| match kind {
            Kind::Frequency => self.lexicon.frequencies(words),
            kind => self.lexicon.name(kind, words).map(|name| vec![name]),
        };
        // of labels beside each other, what the first stands for
        let parts = || words.split_once(" / ").and_then(|(first, _)| found(first));
        let names = found(words).or_else(parts)?;
        Some(names.into_iter().map(|name| name.rsplit_once('.').map_or(name.clone(), |(_, bare)| bare.to_owned())).collect())
    }
}

/// The kind of declaration that a column names.
pub(super) const fn kind_of(key: Key) -> Option<Kind> {
    Some(match key {
        Key::Organisation | Key::Owners => Kind::Organisation,
        Key::Category => Kind::Category,
        Key::Frequency => Kind::Frequency,
        Key::Formats => Kind::Format,
        Key::Portals => Kind::Portal,
        Key::Licence => Kind::Licence,
        _ => return None,
    })
}

fn date(text: &str) -> Result<Cell, Unread> {
    match dates::read(text) {
        Reading::Known(date) => Ok(Cell::text(&date)),
        // which of the two is the month, nobody knows
        Reading::DayFirst(_) | Reading::Impossible | Reading::Unread => Err(Unread::Date),
    }
}
