//! Languages: by their tags, and of a text that has none.

use crate::model::{Lang, to_simplified};

/// How many characters of a document tell its language.
const SAMPLE: usize = 20_000;
/// How many Chinese characters without one that is only Traditional make a text Simplified.
const ENOUGH: usize = 40;

/// The language of a tag (BCP 47) as the language of plans has it.
pub(super) fn lang_of_tag(tag: &str) -> Option<Lang> {
    let lower = tag.to_lowercase();
    match &*lower {
        "zh-hans" | "zh-cn" | "zh-sg" | "zh-hans-cn" | "zh-hans-hk" => Some(Lang::SC),
        _ if lower == "zh" || lower.starts_with("zh-") => Some(Lang::TC),
        _ if lower == "en" || lower.starts_with("en-") => Some(Lang::EN),
        _ => Lang::parse(tag),
    }
}

/// The language of texts that do not say theirs: Chinese where a good part of the letters is.
pub(super) fn lang_of_texts<'a>(texts: impl Iterator<Item = &'a str>) -> Lang {
    let sample: String = texts.flat_map(str::chars).filter(|c| c.is_alphabetic()).take(SAMPLE).collect();
    let chinese: String = sample.chars().filter(|c| is_han(*c)).collect();
    let count = chinese.chars().count();
    if count * 5 < sample.chars().count() || count == 0 {
        return Lang::EN;
    }
    if count >= ENOUGH && to_simplified(&chinese) == chinese { Lang::SC } else { Lang::TC }
}

pub(super) const fn is_han(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{2fdf}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
