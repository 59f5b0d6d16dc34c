//! Characters that no one sees, but that terminals, pages and eyes obey.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character cannot be seen and has no place in a plan: controls but line ends and tabs, direction marks and
/// overrides, zero-width spaces, line separators, tags. Joiners are not among them, for emoji and Indic scripts need them.
#[must_use]
pub const fn is_hidden(character: char) -> bool {
    matches!(character,
        '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a byte may begin a hidden character, as UTF-8 writes it.
#[must_use]
pub const fn may_hide(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0xb..=0x1f | 0x7f | 0xc2 | 0xd8 | 0xe1 | 0xe2 | 0xef | 0xf3)
}

/// A text made fit for one line of a report: line ends and tabs become blanks, hidden characters U+FFFD.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    let shown = |character: char| match character {
        '\n' | '\r' | '\t' => ' ',
        other if is_hidden(other) => '\u{fffd}',
        other => other,
    };
    if text.chars().any(|character| shown(character) != character) { text.chars().map(shown).collect() } else { text.into() }
}

/// A document in JSON with hidden characters escaped; they can only stand in its strings.
#[must_use]
pub fn escaped_json(json: String) -> String {
    if !json.chars().any(is_hidden) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        if is_hidden(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(character);
        }
    }
    out
}
