//! The cells of a row → texts by language, lists, dates.

use crate::import::draft::Tongues;
use crate::import::marks::joined;
use crate::import::material::{Cell, Piece};
use crate::import::tags::is_han;
use crate::model::{Lang, to_simplified};
use crate::resolve::Lexicon;

/// What stands in a cell in place of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Words of the author.
    Words(String),
    /// That it is still to come.
    Pending,
}

/// Words of a cell, or our own that stand in their place: `[待定]`.
pub(super) fn said(words: &str, lexicon: &Lexicon) -> Said {
    let words = words.trim();
    let bare = words.trim_start_matches('[').trim_end_matches(']');
    let is_owed = lexicon.wording("to-be-confirmed").any(|known| known == bare);
    if is_owed { Said::Pending } else { Said::Words(words.to_owned()) }
}

/// The pieces of a cell without our own words that say that there is no translation, alone or behind the original, and the languages
/// that lack one: `not translated`, `數碼港 not translated`, `名稱 [未有譯文]`.
pub(super) fn translated(cell: &Cell, column: Option<Lang>, tongue: Lang, lexicon: &Lexicon) -> (Vec<Piece>, Vec<Lang>) {
    let marks: Vec<String> =
        lexicon.wording("not-translated").flat_map(|words| [words.to_owned(), to_simplified(words)]).collect();
    let is_chinese = |words: &str| words.chars().any(is_han);
    // that of the document or the other, by its letters
    let lang_of_words = |words: &str| match (is_chinese(words), matches!(tongue, Lang::TC | Lang::SC)) {
        (true, true) | (false, false) => tongue,
        (true, false) => Lang::TC,
        (false, true) => Lang::EN,
    };
    let (mut pieces, mut lacking) = (Vec::new(), Vec::new());
    for piece in &cell.pieces {
        let text = piece.text.trim();
        let bare = text.trim_start_matches('[').trim_end_matches(']');
        if marks.iter().any(|mark| mark == bare) {
            lacking.push(lang_of(piece, column, tongue));
            continue;
        }
        let behind = |mark: &String| {
            let bracketed = text.strip_suffix(']').and_then(|rest| rest.strip_suffix(&**mark)?.strip_suffix('['));
            let plain = || text.strip_suffix(&**mark).filter(|rest| is_chinese(rest) != is_chinese(mark));
            let original = bracketed.or_else(plain)?.trim_end();
            Some((original, lang_of_words(mark)))
        };
        match marks.iter().find_map(behind) {
            Some((original, lang)) => {
                let told = piece.lang.filter(|known| *known != lang);
                pieces.push(Piece { lang: told.or(Some(lang_of_words(original))), mark: piece.mark, text: original.to_owned() });
                lacking.push(lang);
            }
            None => pieces.push(piece.clone()),
        }
    }
    (pieces, lacking)
}

/// The language of a piece, where it says so or its column does.
pub(super) fn lang_of(piece: &Piece, column: Option<Lang>, tongue: Lang) -> Lang {
    piece.lang.or(column).unwrap_or(tongue)
}

/// The languages of pieces in order.
pub(super) fn langs(pieces: &[Piece], column: Option<Lang>, tongue: Lang) -> Vec<Lang> {
    let mut all: Vec<Lang> = Vec::new();
    for lang in pieces.iter().map(|piece| lang_of(piece, column, tongue)) {
        if !all.contains(&lang) {
            all.push(lang);
        }
    }
    all
}

/// The text of a cell in each language, in one line each.
pub(super) fn tongues(cell: &Cell, column: Option<Lang>, tongue: Lang, lexicon: &Lexicon) -> Tongues {
    let mut all = Tongues::new();
    let (pieces, lacking) = translated(cell, column, tongue, lexicon);
    for lang in langs(&pieces, column, tongue) {
        let pieces = pieces.iter().filter(|piece| lang_of(piece, column, tongue) == lang);
        let words = joined(pieces.flat_map(|piece| piece.text.split('\n')));
        match said(&words, lexicon) {
            Said::Words(words) => all.push((lang, Some(words))),
            Said::Pending => all.push((lang, None)),
        }
    }
    merge(&mut all, lacking.into_iter().map(|lang| (lang, None)).collect());
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
