//! Paragraphs that say what follows: sections, halves, organisations, notes.

use crate::model::{HalfKind, Letter};
use crate::resolve::{Lexicon, loosely};

/// What else halves are called.
static HALVES: &[(&str, HalfKind)] = &[
    ("空間數據", HalfKind::Spatial),
    ("空間資料", HalfKind::Spatial),
    ("空間數據集", HalfKind::Spatial),
    ("spatial", HalfKind::Spatial),
    ("spatial data", HalfKind::Spatial),
    ("spatial datasets", HalfKind::Spatial),
    ("非空間數據", HalfKind::NonSpatial),
    ("非空間資料", HalfKind::NonSpatial),
    ("非空間數據集", HalfKind::NonSpatial),
    ("non-spatial", HalfKind::NonSpatial),
    ("non-spatial data", HalfKind::NonSpatial),
    ("non-spatial datasets", HalfKind::NonSpatial),
];

/// What else stands for "nothing".
static NOTHING: &[&str] = &["不適用", "沒有", "無", "n/a", "nil", "none", "not applicable", "notapplicable"];

/// What else a note begins with.
static NOTES: &[&str] = &[
    "備註：",
    "備註:",
    "備注：",
    "备注：",
    "备注:",
    "註：",
    "註:",
    "Note:",
    "Notes:",
    "Remark:",
    "Remarks:",
    "Note：",
    "Remarks：",
];

/// The section that a heading begins: `A. 在 2026 年…`, `Section B`, `甲部`.
pub(super) fn section(text: &str) -> Option<Letter> {
    let text = text.trim();
    let lower = text.to_lowercase();
    let named = ["section ", "part "].iter().find_map(|word| lower.strip_prefix(word)).is_some();
    let rest = if named { text.split_once(' ').map_or(text, |(_, rest)| rest).trim_start() } else { text };
    let mut characters = rest.chars();
    let letter = match characters.next()? {
        'A' | 'Ａ' | '甲' => Letter::A,
        'B' | 'Ｂ' | '乙' => Letter::B,
        'C' | 'Ｃ' | '丙' => Letter::C,
        'D' | 'Ｄ' | '丁' => Letter::D,
        _ => return None,
    };
    let after = characters.as_str();
    let ends = match after.chars().next() {
        None => named,
        Some('.' | '．' | '、' | '：' | ':' | ')' | '）') => after.chars().any(char::is_alphanumeric),
        Some('部') => true,
        Some(' ') => named,
        Some(_) => false,
    };
    ends.then_some(letter)
}

/// The letter of a section, as a cell has it.
pub(in crate::import) fn letter(text: &str) -> Option<Letter> {
    let known = crate::syntax::letter(text)?;
    Letter::ALL.into_iter().find(|letter| letter.word() == known).or_else(|| section(text))
}

/// The half that a heading begins: `i. 空間數據`, `(ii) Non-spatial data`.
pub(in crate::import) fn half(text: &str, lexicon: &Lexicon) -> Option<HalfKind> {
    let key = loosely(unnumbered(text));
    let wordings = [("half-spatial-heading", HalfKind::Spatial), ("half-non-spatial-heading", HalfKind::NonSpatial)];
    let of_library = wordings.iter().find(|(id, _)| lexicon.wording(id).any(|words| loosely(unnumbered(words)) == key));
    let of_others = || HALVES.iter().find(|(words, _)| loosely(words) == key);
    of_library.map(|(_, kind)| *kind).or_else(|| of_others().map(|(_, kind)| *kind))
}

/// The name in the heading of an organisation: `(1) 創新科技及工業局`.
pub(super) fn body(text: &str) -> Option<&str> {
    let rest = text.trim().strip_prefix(['(', '（'])?;
    let (number, name) = rest.split_once([')', '）'])?;
    (!number.is_empty() && number.trim().bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| name.trim())
        .filter(|name| !name.is_empty())
}

/// Whether a text says what follows it: a section, a half, an organisation, a note.
pub(in crate::import) fn is_heading(text: &str, lexicon: &Lexicon) -> bool {
    is_part(text, lexicon) || body(text).is_some() || note(text, lexicon).is_some()
}

/// Whether a text is the heading of a section or of a half.
pub(in crate::import) fn is_part(text: &str, lexicon: &Lexicon) -> bool {
    section(text).is_some() || half(text, lexicon).is_some()
}

/// A text without the number before it: `ii.`, `(1)`, `a)`.
fn unnumbered(text: &str) -> &str {
    let text = text.trim();
    let inner = text.trim_start_matches(['(', '（']);
    let number = inner.chars().take_while(|c| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X')).count();
    let after = inner.get(number..).unwrap_or_default();
    let rest = after.trim_start_matches(['.', ')', '）', '、', '．']);
    if number > 0 && rest.len() < after.len() { rest.trim_start() } else { text }
}

/// The words of a note, without what it begins with.
pub(in crate::import) fn note<'a>(text: &'a str, lexicon: &Lexicon) -> Option<&'a str> {
    let text = text.trim();
    let of_library = lexicon.wording("note-label").find_map(|label| text.strip_prefix(label.trim()));
    let rest = of_library.or_else(|| NOTES.iter().find_map(|label| text.strip_prefix(label)))?;
    Some(rest.trim()).filter(|rest| !rest.is_empty())
}

/// Whether words say that there is nothing.
pub(in crate::import) fn is_nothing(text: &str, lexicon: &Lexicon) -> bool {
    let lower = text.trim().to_lowercase();
    lexicon.wording("not-applicable").any(|words| loosely(words) == loosely(&lower)) || NOTHING.contains(&&*lower)
}
