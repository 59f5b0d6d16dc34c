//! Update frequencies in people's words → what the language can say of them.

use crate::resolve::{Lexicon, ambiguous};

/// What words say of how often something is updated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// One frequency, or several, as the language writes them.
    Known(Vec<String>),
    /// The same, but the words say more: at what hour, for which part.
    Qualified(Vec<String>),
    /// Two readings that people give the words.
    Ambiguous(&'static str, &'static str),
    /// Words that say that nothing is known: `N/A`.
    Missing,
    /// Something else.
    Unread,
}

/// Words that stand where nothing is known.
static MISSING: &[&str] =
    &["", "n/a", "na", "null", "none", "nil", "no info", "no information", "-", "—", "tbc", "tbd", "不適用", "不詳", "無"];

/// Signs and words after which a frequency is told more closely.
static BEFORE_MORE: &[&str] = &[
    " - ",
    " – ",
    "(",
    "（",
    " at ",
    " on ",
    " during ",
    " along with ",
    ", except ",
    ";",
    "；",
    "，",
    ", usually ",
    " usually ",
];

/// Reads the words of a cell.
pub(super) fn read(words: &str, lexicon: &Lexicon) -> Reading {
    let words = words.trim().trim_end_matches(['.', '。']);
    let lower = words.to_lowercase();
    if MISSING.contains(&&*lower) {
        return Reading::Missing;
    }
    if let Some((first, second)) = doubtful(words) {
        return Reading::Ambiguous(first, second);
    }
    if let Some(all) = lexicon.frequencies(words).or_else(|| iso(words, lexicon)) {
        return Reading::Known(all);
    }
    let cut = BEFORE_MORE.iter().filter_map(|sign| lower.find(sign)).min();
    let (head, rest) = cut.and_then(|at| lower.split_at_checked(at)).unwrap_or(("", ""));
    // several hours of a day are more than once a day, and what follows an "and" may be another frequency
    let says_more_often = rest.starts_with(" at ") && [",", "/", ";", " and ", "、", "及"].iter().any(|sign| rest.contains(sign));
    match lexicon.frequencies(head.trim()).filter(|_| !head.is_empty() && !says_more_often) {
        Some(all) => Reading::Qualified(all),
        None => Reading::Unread,
    }
}

/// The two readings of a word that people use for both, whether or not it stands in brackets or is said of every month.
fn doubtful(words: &str) -> Option<(&'static str, &'static str)> {
    let bare = words.trim_start_matches('每').trim_end_matches(['刊']);
    ambiguous(words).or_else(|| ambiguous(bare))
}

/// `R/P1Y`, `P3M` (ISO 8601).
fn iso(words: &str, lexicon: &Lexicon) -> Option<Vec<String>> {
    let period = words.strip_prefix("R/").unwrap_or(words).strip_prefix('P')?;
    let (is_time, period) = period.strip_prefix('T').map_or((false, period), |rest| (true, rest));
    let unit = period.chars().next_back()?;
    let count: u32 = period.strip_suffix(unit)?.parse().ok().filter(|count| *count > 0)?;
    let unit = match (is_time, unit) {
        (true, 'M') => "minutes",
        (true, 'H') => "hours",
        (false, 'D') => "days",
        (false, 'W') => "weeks",
        (false, 'M') => "months",
        (false, 'Y') => "years",
        _ => return None,
    };
    lexicon.frequencies(&format!("every {count} {unit}"))
}
