//! Names → ids: of the English name in kebab case, else of the Chinese one in Pinyin, syllable by syllable.
//!
//! The same name gives the same id, wherever it stands and whatever stands beside it; only of two that are alike the later gets a
//! number.

use std::collections::HashSet;

use pinyin::ToPinyin as _;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::syntax::is_name;

/// The most words that an id has.
const WORDS: usize = 8;
/// The most characters.
const LENGTH: usize = 60;
/// Words of the language that no id may be.
static RESERVED: &[&str] = &["none", "pending", "every"];

/// Whether words from elsewhere can be an id as they are.
pub(super) fn is_id(words: &str) -> bool {
    is_name(words) && !RESERVED.contains(&words)
}

/// An id of a name, and whether it is in Pinyin.
pub(super) fn of_name(name: &str) -> (String, bool) {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut romanised = false;
    // accents are left out: `índice` becomes `indice`
    for character in name.nfd().filter(|c| !is_combining_mark(*c)) {
        match character.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => word.push(c),
            '\'' | '’' => {}
            _ => {
                words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
                if character.is_alphabetic() {
                    romanised = true;
                    words.push(romanise(character));
                }
            }
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    let mut id = String::new();
    for word in words.iter().take(WORDS) {
        if !id.is_empty() && id.len() + word.len() >= LENGTH {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.extend(word.chars().take(LENGTH));
    }
    if id.is_empty() || id.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') || RESERVED.contains(&&*id) {
        id = format!("d{}{id}", if id.is_empty() { "" } else { "-" });
    }
    (id, romanised)
}

/// A letter of another script in ASCII; one that Pinyin does not have, by its number.
fn romanise(character: char) -> String {
    match character.to_pinyin() {
        Some(syllable) => syllable.plain().replace('ü', "v"),
        None => format!("u{:x}", character as u32),
    }
}

/// Ids that were given.
#[derive(Debug, Default)]
pub(super) struct Ids {
    given: HashSet<String>,
}

impl Ids {
    /// An id that nothing else has: itself, or with a number; and whether it is itself.
    pub(super) fn take(&mut self, id: &str) -> (String, bool) {
        let key = |id: &str| id.to_lowercase();
        if self.given.insert(key(id)) {
            return (id.to_owned(), true);
        }
        let numbered = (2..).map(|number: u32| format!("{id}-{number}"));
        let free = numbered.into_iter().find(|id| !self.given.contains(&key(id))).unwrap_or_else(|| id.to_owned());
        self.given.insert(key(&free));
        (free, false)
    }
}
