//! The cells of a row → texts by language, lists, dates.

use crate::import::draft::Tongues;
use crate::import::marks::joined;
use crate::import::material::{Cell, Piece};
use crate::model::Lang;
use crate::resolve::Lexicon;

/// What stands in a cell in place of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Words of the author.
    Words(String),
    /// That it is still to come.
    Pending,
    /// The original, because there is no translation.
    Untranslated,
}

/// Words of a cell, or our own that stand in their place: `[待定]`, `名稱 [未有譯文]`.
pub(super) fn said(words: &str, lexicon: &Lexicon) -> Said {
    let words = words.trim();
    let bare = words.trim_start_matches('[').trim_end_matches(']');
    let is = |id: &str, found: &str| lexicon.wording(id).any(|known| known == found);
    if is("to-be-confirmed", bare) {
        return Said::Pending;
    }
    let mark = words.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')).map(|(_, mark)| mark);
    if mark.is_some_and(|mark| is("not-translated", mark)) { Said::Untranslated } else { Said::Words(words.to_owned()) }
}

/// The language of a piece, where it says so or its column does.
pub(super) fn lang_of(piece: &Piece, column: Option<Lang>, tongue: Lang) -> Lang {
    piece.lang.or(column).unwrap_or(tongue)
}

/// The languages of a cell in order.
pub(super) fn langs(cell: &Cell, column: Option<Lang>, tongue: Lang) -> Vec<Lang> {
    let mut all: Vec<Lang> = Vec::new();
    for lang in cell.pieces.iter().map(|piece| lang_of(piece, column, tongue)) {
        if !all.contains(&lang) {
            all.push(lang);
        }
    }
    all
}

/// The text of a cell in each language, in one line each.
pub(super) fn tongues(cell: &Cell, column: Option<Lang>, tongue: Lang, lexicon: &Lexicon) -> Tongues {
    let mut all = Tongues::new();
    for lang in langs(cell, column, tongue) {
        let pieces = cell.pieces.iter().filter(|piece| lang_of(piece, column, tongue) == lang);
        let words = joined(pieces.flat_map(|piece| piece.text.split('\n')));
        match said(&words, lexicon) {
            Said::Words(words) => all.push((lang, Some(words))),
            Said::Pending => all.push((lang, None)),
            Said::Untranslated => {}
        }
    }
    all
}

/// Adds the texts of languages that are not there yet.
pub(in crate::import) fn merge(all: &mut Tongues, more: Tongues) {
    for (lang, words) in more {
        if !all.iter().any(|(known, _)| *known == lang) {
            all.push((lang, words));
        }
    }
}

/// The values of a cell: a JSON array, as our own tables have it, or what its signs part.
pub(super) fn listed(words: &str, signs: &[char]) -> Vec<String> {
    if let Some(all) = array(words) {
        return all.into_iter().flatten().collect();
    }
    let parts = words.split(signs).map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// A JSON array of texts and nulls.
pub(super) fn array(words: &str) -> Option<Vec<Option<String>>> {
    words.starts_with('[').then(|| serde_json::from_str(words).ok()).flatten()
}
