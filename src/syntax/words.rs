//! The words of the language, for suggestions.

use super::tree::Keyword;

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

/// The candidate nearest to a misspelt word, if one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let allowed = if length <= 3 { 1 } else { 1 + length / 4 };
    candidates
        .map(|candidate| (strsim::osa_distance(&word.to_lowercase(), &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The keyword nearest to a misspelt one.
pub(super) fn nearest_keyword(word: &str) -> Option<Keyword> {
    nearest(word, Keyword::ALL.into_iter().map(Keyword::word)).and_then(Keyword::of)
}
