//! Words of ours in the reader's language: each is given in English and in Traditional Chinese, Simplified is derived.

use super::Run;
use crate::diagnostic::MessageLang;
use crate::model::{Lang, Text};
use crate::report::say;

/// The reader's language, and how words are put in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voice(pub MessageLang);

impl Voice {
    /// Words of ours.
    #[must_use]
    pub fn say(self, english: &str, chinese: &str) -> String {
        say(self.0, english, chinese).into_owned()
    }

    /// So many of something: `1 dataset`, `2 datasets`, `2 個數據集`. `one` is the English singular of a regular noun.
    #[must_use]
    pub fn count(self, count: usize, one: &str, chinese: &str) -> String {
        match (self.0, count) {
            (MessageLang::English, 1) => format!("1 {one}"),
            (MessageLang::English, _) => format!("{count} {one}s"),
            _ => format!("{count} {}", self.say("", chinese)),
        }
    }

    /// Several in one line.
    #[must_use]
    pub fn list(self, items: &[impl AsRef<str>]) -> String {
        let all: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        all.join(&self.say(", ", "、"))
    }

    /// What follows a word: `: `, `：`.
    #[must_use]
    pub fn colon(self) -> String {
        self.say(": ", "：")
    }

    /// Words set apart: ` (…)`, `（…）`.
    #[must_use]
    pub fn aside(self, words: &str) -> String {
        if self.0 == MessageLang::English { format!(" ({words})") } else { format!("（{words}）") }
    }

    /// The reader's language as texts of plans have it.
    #[must_use]
    pub const fn lang(self) -> Lang {
        match self.0 {
            MessageLang::English => Lang::EN,
            MessageLang::Traditional => Lang::TC,
            MessageLang::Simplified => Lang::SC,
        }
    }

    /// An author's words: in the reader's language, else in the original, else in any.
    #[must_use]
    pub fn theirs(self, text: &Text, original: Lang) -> Option<Run> {
        text.render(self.lang(), original).map(|found| Run::new(found.text).lang(found.lang))
    }
}
