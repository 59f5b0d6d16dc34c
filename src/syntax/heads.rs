//! Heads of blocks that people write, and what they mean.

use super::dates::likely_date;
use super::tree::Keyword;
use super::words::{is_date, is_name};

/// What to write between a keyword and its brace instead of what is there, and whether that is sure.
pub(super) fn mend(keyword: Keyword, found: &str) -> Option<(String, bool)> {
    let bare = found.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | ':' | ',' | '.' | '(' | ')'));
    if bare.is_empty() {
        return None;
    }
    match keyword {
        Keyword::Odp => matches!(bare, "1" | "v1" | "1.0" | "v1.0").then(|| ("1".to_owned(), true)),
        Keyword::Use => use_of(found),
        Keyword::Plan => plan(bare),
        Keyword::Section => letter(bare).map(|letter| (letter.to_owned(), true)),
        Keyword::Slipped => two_dates(bare).map(|range| (range, true)),
        Keyword::Withdrawn => likely_date(bare).map(|date| (date, true)),
        Keyword::Spatial | Keyword::NonSpatial | Keyword::Defaults => None,
        _ => id(bare),
    }
}

/// The letter of a section, as people write it.
pub(crate) fn letter(written: &str) -> Option<&'static str> {
    let bare = written.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | ':' | '.' | ',' | '(' | ')' | '部'));
    match bare {
        "A" | "a" | "甲" | "1" => Some("A"),
        "B" | "b" | "乙" | "2" => Some("B"),
        "C" | "c" | "丙" | "3" => Some("C"),
        "D" | "d" | "丁" | "4" => Some("D"),
        _ => None,
    }
}

/// `odp:hk/2026 as hk`, its quotation marks forgotten.
fn use_of(found: &str) -> Option<(String, bool)> {
    let plain = found.replace('"', "");
    let words: Vec<&str> = plain.split_whitespace().collect();
    match *words {
        [path] => Some((format!("\"{path}\""), true)),
        [path, "as", name] if is_name(name) => Some((format!("\"{path}\" as {name}"), true)),
        _ => None,
    }
}

/// An id without what does not belong to it; of several words one, which a person may want to name otherwise.
fn id(bare: &str) -> Option<(String, bool)> {
    let plain = bare.trim_start_matches('@');
    let is_of_name = plain.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if is_of_name && is_name(plain) && !matches!(plain, "none" | "pending" | "every") {
        return Some((plain.to_owned(), true));
    }
    let words = plain.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join("-").to_lowercase();
    is_name(&joined).then_some((joined, false))
}

/// `itib-2026 2026-2028`, in quotation marks, the other way round, or with the years in words.
fn plan(bare: &str) -> Option<(String, bool)> {
    let bare = bare.replace('"', " ");
    let words: Vec<&str> = bare.split_whitespace().collect();
    let is_id =
        |word: &&&str| is_name(word) && !matches!(**word, "to" | "至" | "none" | "pending" | "every") && !word.starts_with("20");
    let ids: Vec<&str> = words.iter().filter(is_id).copied().collect();
    let [id] = *ids else { return None };
    let years = words.iter().filter(|word| **word != id).copied().collect::<Vec<_>>().join(" ");
    if is_date(&years) && years.len() == 4 {
        return Some((format!("{id} {years}..{years}"), false));
    }
    two_dates(&years).map(|range| (format!("{id} {range}"), true))
}

/// Two dates with anything between them that means "to".
fn two_dates(text: &str) -> Option<String> {
    let text = text.replace("\"", "");
    let halves = [" to ", "...", "..", "至", "到", "->", "→", "~", "–", "—", " - ", " / ", " "]
        .into_iter()
        .find_map(|between| text.split_once(between));
    // 2026-2028
    let years = || text.split_once(['-', '/']).filter(|(from, to)| from.len() == 4 && to.len() == 4);
    let (from, to) = halves.or_else(years)?;
    let date = |text: &str| if is_date(text.trim()) { Some(text.trim().to_owned()) } else { likely_date(text.trim()) };
    let (from, to) = (date(from)?, date(to)?);
    (from.len() == to.len()).then(|| format!("{from}..{to}"))
}
