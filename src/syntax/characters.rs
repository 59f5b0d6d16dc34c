//! Characters that mean trouble outside of strings: full-width twins of ASCII.

use std::ops::Range;

use crate::source::{is_hidden, may_hide};

/// The runs of hidden characters in a text, and the first of each. A carriage return that ends a line, or the text, is none.
pub(super) fn hidden_runs(text: &str) -> Vec<(Range<usize>, char)> {
    let bytes = text.as_bytes();
    let hidden = |at: usize| {
        let character = text.get(at..)?.chars().next()?;
        let ends_line = character == '\r' && matches!(bytes.get(at + 1), None | Some(b'\n'));
        (is_hidden(character) && !ends_line).then_some(character)
    };
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(step) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| may_hide(*byte))) {
        at += step;
        let Some(first) = hidden(at) else {
            at += 1;
            continue;
        };
        let start = at;
        while let Some(character) = hidden(at) {
            at += character.len_utf8();
        }
        runs.push((start..at, first));
    }
    runs
}

/// The quotation mark that closes what this one opens.
pub(super) const fn closing_quote(open: char) -> Option<char> {
    match open {
        '“' | '”' | '„' | '〝' => Some('”'),
        '「' => Some('」'),
        '『' => Some('』'),
        '‘' => Some('’'),
        _ => None,
    }
}

/// Whether an input method writes it for a quotation mark.
pub(super) const fn is_wide_quote(character: char) -> bool {
    matches!(character, '“' | '”' | '„' | '〝' | '〞' | '「' | '」' | '『' | '』' | '＂')
}

/// The ASCII character that a full-width one stands for.
pub(super) fn ascii_twin(character: char) -> Option<&'static str> {
    static ASCII: &str = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            let index = u32::from(character) as usize - 0xff01;
            ASCII.get(index..=index)
        }
        '、' => Some(","),
        '—' | '–' | '•' | '−' => Some("-"),
        '」' | '』' | '’' | '〞' | '\u{3000}' | '\u{a0}' | '\u{2003}' | '\u{2002}' | '\u{2009}' => Some(" "),
        '…' | '‥' => Some(".."),
        '﹕' | '︰' | '∶' => Some(":"),
        '【' => Some("{"),
        '】' => Some("}"),
        _ => None,
    }
}

/// Whether an ASCII text may stand within a name or a date.
pub(super) fn is_of_word(ascii: &str) -> bool {
    ascii.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
}

/// Whether a line reads like a statement, a bullet or a translation, and not like the words of a text.
pub(super) fn looks_like_statement(line: &str) -> bool {
    let line = line.trim();
    let (line, bullet) = line.strip_prefix("- ").map_or((line, false), |rest| (rest.trim_start(), true));
    let word_end = line.find(|c: char| !(c.is_ascii_lowercase() || c == '-')).unwrap_or(line.len());
    let (word, rest) = line.split_at(word_end);
    line.starts_with('}')
        || (bullet && line.starts_with('@'))
        || (!word.is_empty() && rest.trim_start().starts_with([':', '"']))
        || line.ends_with('{')
}
