//! Strings as written → text.

use crate::source::is_hidden;

/// Something wrong inside a string: byte range within the literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadEscape {
    /// First byte, from the opening quote.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// The text of a literal, quotes included in `literal`. Escapes that do not exist are left out and listed.
///
/// Over several lines (`"""`): the common indentation goes, a line break becomes a space, or nothing beside East Asian wide
/// characters and their punctuation, and a blank line parts paragraphs (`\n` in the result).
#[must_use]
pub fn decode(literal: &str) -> (String, Vec<BadEscape>) {
    if let Some(inner) = literal.strip_prefix("\"\"\"").and_then(|rest| rest.strip_suffix("\"\"\"")) {
        if inner.contains('\n') {
            let (text, _) = unescape(&fold(inner), 3);
            let bad = if inner.contains('\\') { unescape(inner, 3).1 } else { Vec::new() };
            return (text, bad);
        }
        return unescape(inner, 3);
    }
    let inner = literal.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(literal);
    unescape(inner, 1)
}

fn unescape(text: &str, offset: usize) -> (String, Vec<BadEscape>) {
    let Some(first) = text.find('\\') else { return (text.to_owned(), Vec::new()) };
    let mut out = String::with_capacity(text.len());
    let mut bad = Vec::new();
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(after) = rest.strip_prefix('\\') {
        let at = text.len() - rest.len();
        let (character, length) = escape(after);
        match character {
            Some(character) => out.push(character),
            None => bad.push(BadEscape { start: offset + at, end: offset + at + 1 + length }),
        }
        let tail = &after[length..];
        let plain = tail.find('\\').unwrap_or(tail.len());
        out.push_str(&tail[..plain]);
        rest = &tail[plain..];
    }
    (out, bad)
}

/// The character that an escape stands for, and the bytes it takes after the backslash.
fn escape(after: &str) -> (Option<char>, usize) {
    let Some(letter) = after.chars().next() else { return (None, 0) };
    match letter {
        '"' | '\\' => (Some(letter), 1),
        'n' => (Some('\n'), 1),
        't' => (Some('\t'), 1),
        'u' => match after[1..].strip_prefix('{').and_then(|hex| hex.split_once('}')) {
            Some((hex, _)) => {
                let character = (hex.len() <= 6).then(|| u32::from_str_radix(hex, 16).ok()).flatten();
                let character = character.and_then(char::from_u32).filter(|c| !is_hidden(*c) && !matches!(c, '\n' | '\t'));
                (character, hex.len() + 3)
            }
            None => (None, 1),
        },
        other => (None, other.len_utf8()),
    }
}

/// Lines → paragraphs: indentation off, breaks folded.
fn fold(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    let mut out = String::with_capacity(text.len());
    let mut paragraph_ended = false;
    for line in lines.iter().map(|line| line.trim_start()) {
        if line.is_empty() {
            paragraph_ended = !out.is_empty();
            continue;
        }
        if paragraph_ended {
            out.push('\n');
        } else if let (Some(before), Some(after)) = (out.chars().next_back(), line.chars().next())
            && !folds_away(before, after)
        {
            out.push(' ');
        }
        paragraph_ended = false;
        out.push_str(line);
    }
    out
}

/// Whether a line break between two characters stands for nothing: between two wide ones, or beside CJK punctuation.
#[must_use]
pub fn folds_away(before: char, after: char) -> bool {
    (is_wide(before) && is_wide(after)) || is_cjk_punctuation(before) || is_cjk_punctuation(after)
}

fn is_wide(character: char) -> bool {
    unicode_width::UnicodeWidthChar::width(character) == Some(2)
}

fn is_cjk_punctuation(character: char) -> bool {
    matches!(character, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}'
        | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}')
}
