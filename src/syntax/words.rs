//! The words of the language, for suggestions.

use pest::unicode::{XID_CONTINUE, XID_START};

use super::meant::meant_keyword;
use super::tree::{AtomKind, Keyword};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Every field's name.
pub static FIELD_NAMES: &[&str] = &[
    "aliases",
    "category",
    "contact",
    "coverage",
    "crs",
    "description",
    "dublin-core",
    "eu",
    "formats",
    "formerly",
    "frequency",
    "geometry",
    "iso19115",
    "issued",
    "keywords",
    "label",
    "languages",
    "licence",
    "machine-readable",
    "media-type",
    "name",
    "note",
    "owner",
    "period",
    "portal",
    "previous",
    "publisher",
    "reason",
    "released",
    "scale",
    "target",
    "text",
    "theme",
    "title",
    "updated",
    "url",
];

/// The longest word, in characters, for which another is guessed: comparing takes time by both lengths.
const LONGEST_GUESS: usize = 64;

/// What a word may have been meant to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Near {
    /// The candidates, each as near as the others.
    pub words: Vec<Box<str>>,
    /// Whether the only one may be written without a person looking.
    pub is_sure: bool,
}

impl Near {
    /// The one word that was meant.
    #[must_use]
    pub fn one(word: &str, is_sure: bool) -> Self {
        Self { words: vec![word.into()], is_sure }
    }

    /// Several that may be meant.
    pub fn several<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self { words: words.into_iter().map(Into::into).collect(), is_sure: false }
    }

    /// Says of a finding at `span` what was meant: one word, with a fix that writes it, or two.
    #[must_use]
    pub fn on(&self, finding: Diagnostic, span: Span, write: impl Fn(&str) -> String) -> Diagnostic {
        match &*self.words {
            [one] => finding.variant("nearest").arg("nearest", &**one).fix(span, write(one), self.is_sure),
            [one, other] => finding.variant("two").arg("nearest", &**one).arg("second", &**other),
            _ => finding,
        }
    }
}

/// The candidate nearest to a misspelt word, if one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    distances(word, candidates).into_iter().min().map(|(_, candidate)| candidate)
}

/// The candidates nearest to a misspelt word. One alone is sure if little of it is wrong.
#[must_use]
pub fn near<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Near {
    let all = distances(word, candidates);
    let Some(least) = all.iter().map(|(distance, _)| *distance).min() else { return Near::default() };
    let mut words: Vec<&str> = all.into_iter().filter(|(distance, _)| *distance == least).map(|(_, word)| word).collect();
    words.sort_unstable();
    words.dedup();
    let [only] = *words else { return Near::several(words) };
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.to_lowercase().chars().collect();
        letters.sort_unstable();
        letters
    };
    let length = word.chars().count().max(only.chars().count());
    Near::one(only, least * 4 <= length || letters(word) == letters(only))
}

/// Candidates that are near enough to be meant, each with how many letters are wrong.
fn distances<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<(usize, &'a str)> {
    let plain = |word: &str| word.to_lowercase().replace('_', "-");
    let length = word.chars().count();
    let allowed = if length <= 3 { 1 } else { 1 + length / 4 };
    if length > LONGEST_GUESS {
        return Vec::new();
    }
    let word = plain(word);
    // each character beyond the other's length is one step at least, and has four bytes at most
    let comparable =
        |candidate: &&str| candidate.len() <= 4 * (length + allowed) && word.len() <= 4 * (candidate.len() + allowed);
    candidates
        .filter(comparable)
        .map(|candidate| (strsim::osa_distance(&word, &plain(candidate)), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .collect()
}

/// The keyword that a word was meant to be, what to write for it, and whether that is sure.
pub(super) fn nearest_keyword(word: &str) -> Option<(Keyword, &'static str, bool)> {
    if let Some((keyword, write)) = meant_keyword(word) {
        return Some((keyword, write, true));
    }
    let near = near(word, Keyword::ALL.into_iter().map(Keyword::word));
    let keyword = Keyword::of(near.words.first()?)?;
    Some((keyword, keyword.word(), near.is_sure))
}

/// What a word is, by its shape: `@hk-itib`, `quarterly`, `28hse`, `12`, `2026-01`, `2026..2028`, or none of these.
pub(super) fn classify(word: &str) -> AtomKind {
    match word.as_bytes() {
        [b'@', ..] if word[1..].split('.').count() <= 2 && word[1..].split('.').all(is_name) => AtomKind::Reference,
        [b'0'..=b'9', ..] if word.bytes().all(|byte| byte.is_ascii_digit()) => {
            if word.len() == 4 {
                AtomKind::Date
            } else {
                AtomKind::Number
            }
        }
        [b'0'..=b'9', ..] if is_date(word) => AtomKind::Date,
        [b'0'..=b'9', ..]
            if word.split_once("..").is_some_and(|(from, to)| is_date(from) && (is_date(to) || to == "pending")) =>
        {
            AtomKind::Range
        }
        _ if word.split('.').count() <= 2 && word.split('.').all(is_name) => AtomKind::Name,
        _ => AtomKind::Odd,
    }
}

/// The shape of a year, month or day; whether there is such a one is asked later.
pub(super) fn is_date(word: &str) -> bool {
    let shape = |byte: u8| if byte.is_ascii_digit() { b'9' } else { byte };
    let digits: Vec<u8> = word.bytes().take(11).map(shape).collect();
    matches!(&*digits, b"9999" | b"9999-99" | b"9999-99-99")
}

/// Whether a word can be an id: a letter in it, hyphens only between other characters, nothing else but XID.
pub(crate) fn is_name(word: &str) -> bool {
    let bytes = word.as_bytes();
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || !byte.is_ascii();
    let hyphens = bytes.first() != Some(&b'-') && bytes.last() != Some(&b'-') && !word.contains("--");
    let letters = bytes.iter().any(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
    let begins = word.chars().next().is_some_and(|first| first.is_ascii() || XID_START(first));
    hyphens && letters && begins && bytes.iter().all(plain) && word.chars().all(|c| c.is_ascii() || XID_CONTINUE(c))
}
