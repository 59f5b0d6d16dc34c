//! Texts that stand in two languages beside or over each other, Chinese first.

use crate::import::tags::{is_han, lang_of_texts};
use crate::model::Lang;

/// The Chinese of texts.
pub(super) fn tongue<'a>(texts: impl Iterator<Item = &'a str>) -> Lang {
    let chinese = texts.filter(|text| text.chars().any(is_han));
    match lang_of_texts(chinese) {
        Lang::SC => Lang::SC,
        _ => Lang::TC,
    }
}

/// Chinese and English of a text that has the one first and the other after it: `編號` over `No.`, `已發放 / Released`. A Chinese line
/// may be a word of Latin letters, an English one never Chinese.
pub(super) fn sides(text: &str) -> Option<(String, String)> {
    let is_chinese = |part: &str| part.chars().any(is_han);
    let is_other = |part: &str| !is_chinese(part) && part.chars().any(|c| c.is_ascii_alphabetic());
    if let Some((one, other)) = text.split_once(" / ")
        && is_chinese(one)
        && is_other(other)
    {
        return Some((one.to_owned(), other.to_owned()));
    }
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().rposition(|line| is_chinese(line))? + 1;
    let (one, other) = lines.split_at_checked(at)?;
    let is_short = |line: &&str| line.split_whitespace().count() < 3;
    let parted = one.iter().all(|line| is_chinese(line) || is_short(line)) && other.iter().any(|line| is_other(line));
    parted.then(|| (one.join("\n"), other.join("\n")))
}
