//! Texts as search compares them: in compatible forms and small letters, Traditional characters as Simplified ones.
//!
//! A browser folds what is asked in the same way with a table of single characters, so that texts are folded one character at a time
//! here, too, whatever words they stand in.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use crate::model::to_simplified;

/// The Simplified form of each character that has another one, of the common blocks and of the extensions A and B (Unicode).
static SIMPLIFIED: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
    let all = || ('\u{3400}'..='\u{4dbf}').chain('\u{4e00}'..='\u{9fff}').chain('\u{20000}'..='\u{2a6df}');
    let lines: String = all().flat_map(|c| [c, '\n']).collect();
    let converted = to_simplified(&lines);
    let one = |(c, line): (char, &str)| {
        let mut chars = line.chars();
        chars.next().filter(|to| *to != c && chars.next().is_none()).map(|to| (c, to))
    };
    all().zip(converted.lines()).filter_map(one).collect()
});

/// A text, folded.
pub(super) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let small = text.nfkc().collect::<String>().to_lowercase();
    small.chars().map(|c| SIMPLIFIED.get(&c).copied().unwrap_or(c)).collect()
}

/// The characters that fold to one that occurs, and what they fold to, one by one.
pub(super) fn table<'t>(texts: impl IntoIterator<Item = &'t str>) -> (String, String) {
    let occurring: FxHashSet<char> = texts.into_iter().flat_map(str::chars).collect();
    let mut pairs: Vec<(char, char)> =
        SIMPLIFIED.iter().map(|(from, to)| (*from, *to)).filter(|(_, to)| occurring.contains(to)).collect();
    pairs.sort_unstable();
    pairs.into_iter().unzip()
}

#[cfg(test)]
mod tests {
    use super::{folded, table};

    #[test]
    fn scripts_and_widths_are_folded() {
        assert_eq!(folded("數碼港 ＣＹＢＥＲＰＯＲＴ"), folded("数码港 cyberport"));
        assert_eq!(folded("升降機（俗稱「𨋢」）"), folded("升降机（俗称「𨋢」）"));
    }

    #[test]
    fn the_table_folds_what_is_asked() {
        let (from, to) = table([folded("數碼港").as_str()]);
        assert_eq!(from.chars().count(), to.chars().count());
        assert!(from.chars().zip(to.chars()).any(|pair| pair == ('數', '数')), "{from} → {to}");
        assert!(!from.contains('龍'), "a character that occurs nowhere needs no place");
    }
}
