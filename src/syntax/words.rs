//! The words of the language, for suggestions.

use super::tree::{AtomKind, Keyword};

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

/// The candidate nearest to a misspelt word, if one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    if length > LONGEST_GUESS {
        return None;
    }
    let allowed = if length <= 3 { 1 } else { 1 + length / 4 };
    // each character beyond the other's length is one step at least, and has four bytes at most
    let comparable =
        |candidate: &&str| candidate.len() <= 4 * (length + allowed) && word.len() <= 4 * (candidate.len() + allowed);
    candidates
        .filter(comparable)
        .map(|candidate| (strsim::osa_distance(&word.to_lowercase(), &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The keyword nearest to a misspelt one.
pub(super) fn nearest_keyword(word: &str) -> Option<Keyword> {
    nearest(word, Keyword::ALL.into_iter().map(Keyword::word)).and_then(Keyword::of)
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
        [b'0'..=b'9', ..] if word.split_once("..").is_some_and(|(from, to)| is_date(from) && is_date(to)) => AtomKind::Range,
        _ if word.split('.').count() <= 2 && word.split('.').all(is_name) => AtomKind::Name,
        _ => AtomKind::Odd,
    }
}

/// The shape of a year, month or day; whether there is such a one is asked later.
fn is_date(word: &str) -> bool {
    let shape = |byte: u8| if byte.is_ascii_digit() { b'9' } else { byte };
    let digits: Vec<u8> = word.bytes().take(11).map(shape).collect();
    matches!(&*digits, b"9999" | b"9999-99" | b"9999-99-99")
}

/// Whether a word can be an id: a letter in it, hyphens only between other characters, nothing else but XID.
fn is_name(word: &str) -> bool {
    let bytes = word.as_bytes();
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || !byte.is_ascii();
    let hyphens = bytes.first() != Some(&b'-') && bytes.last() != Some(&b'-') && !word.contains("--");
    hyphens && bytes.iter().all(plain) && bytes.iter().any(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii())
}
