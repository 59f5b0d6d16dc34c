//! Where the quotation marks of a line were meant to stand, when one of them is missing.

use std::ops::Range;

/// Which quotation mark of a text is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// The first: the byte where the range begins stands in for it.
    Opening,
    /// The last: the byte where the range ends stands in for it.
    Closing,
}

/// A text of a line, in bytes of the line, with its quotation marks or what stands in for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quoted {
    pub(super) range: Range<usize>,
    pub(super) missing: Option<Missing>,
}

/// The texts of a line whose quotation marks do not pair, by the words between them: before an opening one stands a language, a
/// reference or a field's name, before a closing one the words of a text. Nothing where it is the last one that is missing.
pub(super) fn texts(line: &str) -> Option<Vec<Quoted>> {
    let marks = marks(line);
    let mut found = Vec::new();
    let mut boundary = 0;
    let mut index = 0;
    let mut mended = false;
    while let Some(&mark) = marks.get(index) {
        let before = line.get(boundary..mark)?;
        if !is_code(before) {
            let start = boundary + text_start(before)?;
            if mended || line.as_bytes().get(start - 1) != Some(&b' ') {
                return None;
            }
            mended = true;
            found.push(Quoted { range: start - 1..mark + 1, missing: Some(Missing::Opening) });
            (boundary, index) = (mark + 1, index + 1);
            continue;
        }
        let close = *marks.get(index + 1)?;
        let inside = line.get(mark + 1..close)?;
        let ends_early = language_at_end(inside).filter(|_| !mended && opens_word(line, close));
        if let Some(end) = ends_early {
            mended = true;
            let end = mark + 1 + end;
            found.push(Quoted { range: mark..end + 1, missing: Some(Missing::Closing) });
            (boundary, index) = (end + 1, index + 1);
        } else {
            found.push(Quoted { range: mark..close + 1, missing: None });
            (boundary, index) = (close + 1, index + 2);
        }
    }
    mended.then_some(found)
}

/// Whether words are such that nothing but a text can follow: `name: tc`, `- en`, `reason:`.
pub(super) fn announces_text(words: &str) -> bool {
    let words = words.trim();
    if let Some((_, after)) = words.rsplit_once('"') {
        return !after.trim().is_empty() && is_language(after.trim());
    }
    let (rest, key) = without_key(words);
    let rest = rest.strip_prefix("- ").map_or(rest, str::trim_start);
    (is_language(rest) && !rest.is_empty()) || (rest.is_empty() && key)
}

fn marks(line: &str) -> Vec<usize> {
    let bytes = line.as_bytes();
    let escaped = |at: usize| bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1;
    memchr::memchr_iter(b'"', bytes).filter(|at| !escaped(*at)).collect()
}

/// What may stand before a text: `, description: - tc `, `portal: @data-gov-hk `, `use `, the end of a block.
fn is_code(words: &str) -> bool {
    let (rest, _) = without_key(words.trim().trim_start_matches([',', ';', '}', ' ']));
    let rest = rest.strip_prefix('-').unwrap_or(rest).trim_start();
    rest.is_empty() || is_language(rest) || rest == "use" || (rest.starts_with('@') && !rest.contains(' '))
}

/// Where the words begin that lack their opening quotation mark: after a field's name, a bullet, a language.
fn text_start(words: &str) -> Option<usize> {
    let skip = words.len() - words.trim_start_matches([',', ';', '}', ' ']).len();
    let (rest, key) = without_key(&words[skip..]);
    let rest = rest.trim_start();
    let bullet = rest.strip_prefix("- ").map(str::trim_start);
    let rest = bullet.unwrap_or(rest);
    let first = rest.split(' ').next().unwrap_or_default();
    let (after, announced) = match rest.strip_prefix(first) {
        Some(after) if is_language(first) || first == "use" || first.starts_with('@') => (after.trim_start(), true),
        _ => (rest, key || bullet.is_some()),
    };
    (announced && !after.is_empty()).then(|| words.len() - after.len())
}

/// What follows `key:`, and whether there was one.
fn without_key(words: &str) -> (&str, bool) {
    let named = |key: &str| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    match words.split_once(':') {
        Some((key, rest)) if named(key.trim()) => (rest.trim_start(), true),
        _ => (words, false),
    }
}

/// A language as texts are tagged: `tc`, `en`, `pt-MO`.
fn is_language(word: &str) -> bool {
    let mut parts = word.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Where a text ends that has run on into the language of the next one: before the blank.
fn language_at_end(inside: &str) -> Option<usize> {
    let words = inside.strip_suffix(' ')?;
    let (text, language) = words.rsplit_once(' ')?;
    (matches!(language, "tc" | "en" | "sc") && !text.trim().is_empty()).then_some(text.len())
}

/// Whether a quotation mark stands before a word, as an opening one does.
fn opens_word(line: &str, mark: usize) -> bool {
    line.get(mark + 1..).and_then(|rest| rest.chars().next()).is_some_and(|next| !matches!(next, ' ' | ',' | ';' | '}' | '"'))
}
