//! Values as the language writes them.

use super::draft::Tongues;
use crate::source::is_hidden;

/// A text in quotation marks, on one line.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if is_hidden(c) => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A text in its languages, those of the plan first: `tc "…" en pending`; `pending` where there is none at all.
pub(super) fn text(tongues: &Tongues) -> String {
    if tongues.iter().all(|(_, words)| words.is_none()) {
        return "pending".to_owned();
    }
    let one = |(lang, words): &(crate::model::Lang, Option<String>)| match words {
        Some(words) => format!("{lang} {}", literal(words)),
        None => format!("{lang} pending"),
    };
    tongues.iter().map(one).collect::<Vec<_>>().join(" ")
}
