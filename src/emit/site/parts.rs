//! How long a page may be: what would not fit goes on in further pages. Where they are cut depends on the plans alone, so that the pages
//! are the same in every language.

use maud::{Markup, html};

use super::Reader;
use super::words::Word;
use crate::model::{Lang, Text};

/// How much of a list one page holds. With its style, what is around the list and a script it stays below 100 kB.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// The most entries.
    pub entries: usize,
    /// What an entry takes beside its words, in bytes.
    pub each: usize,
}

/// What all entries of a page take, in bytes.
const BYTES: usize = 62_000;

impl Room {
    /// The parts of a list, one for each page. `weigh` tells the bytes of an entry's words, in the language that takes most.
    pub(super) fn parts<T>(self, all: &[T], weigh: impl Fn(&T) -> usize) -> Vec<&[T]> {
        let mut parts = Vec::new();
        let (mut from, mut bytes) = (0, 0);
        for (at, entry) in all.iter().enumerate() {
            let weight = self.each + weigh(entry);
            if at > from && (at - from >= self.entries || bytes + weight > BYTES) {
                parts.extend(all.get(from..at));
                (from, bytes) = (at, 0);
            }
            bytes += weight;
        }
        parts.extend(all.get(from..).filter(|rest| !rest.is_empty()));
        parts
    }
}

/// The bytes of a text in the language that takes most, with what stands for characters of markup.
pub(super) fn longest(text: &Text, langs: &[Lang], original: Lang) -> usize {
    let bytes = |text: &str| text.len() + 5 * text.matches(['&', '<', '>', '"']).count();
    langs.iter().filter_map(|lang| text.render(*lang, original)).map(|said| bytes(said.text)).max().unwrap_or(0)
}

/// The name of a page of several: `calendar-2026-03.html`, then `calendar-2026-03-2.html`.
pub(super) fn numbered(name: &str, at: usize) -> String {
    if at == 0 { format!("{name}.html") } else { format!("{name}-{}.html", at + 1) }
}

/// The way to the page before and the one after.
#[derive(Clone, Default)]
pub(super) struct Turn {
    pub before: Option<Step>,
    pub after: Option<Step>,
}

/// The way to a page: its address from here, and what it holds.
#[derive(Clone)]
pub(super) struct Step {
    pub href: String,
    pub words: String,
}

impl Turn {
    /// The ways from the page at a place in a row of pages.
    pub(super) fn among(pages: &[Step], at: usize) -> Self {
        Self { before: at.checked_sub(1).and_then(|at| pages.get(at)).cloned(), after: pages.get(at + 1).cloned() }
    }
}

impl Reader<'_> {
    /// The way to the page before and the one after, for the foot of a page.
    pub(super) fn turn(self, turn: &Turn) -> Markup {
        let step = |rel, word, step: &Step| {
            html! { a rel=(rel) href=(step.href) { span class="way" { (self.voice.say(word)) } " " (step.words) } }
        };
        html! {
            @if turn.before.is_some() || turn.after.is_some() {
                nav class="turn" aria-label=(self.voice.say(Word::Pages)) {
                    @if let Some(before) = &turn.before { (step("prev", Word::Before, before)) }
                    @if let Some(after) = &turn.after { (step("next", Word::After, after)) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BYTES, Room};

    #[test]
    fn every_entry_is_in_one_part() {
        let all: Vec<usize> = (0..1_000).map(|at| at * 7 % 900).collect();
        for room in [Room { entries: 100, each: 500 }, Room { entries: 10_000, each: 1 }, Room { entries: 3, each: BYTES }] {
            let parts = room.parts(&all, |weight| *weight);
            assert_eq!(parts.concat(), all);
            let weight = |part: &[usize]| part.iter().sum::<usize>() + part.len() * room.each;
            assert!(parts.iter().all(|part| part.len() == 1 || (part.len() <= room.entries && weight(part) <= BYTES)));
        }
        assert!(Room { entries: 1, each: 1 }.parts(&[(); 0], |()| 0).is_empty());
    }
}
