//! Text in several languages.

use std::fmt;
use std::sync::OnceLock;

use super::{Owed, to_simplified};
use crate::source::Span;

/// A language as written in a plan: `tc`, `sc`, `en`, or any other tag (BCP 47), at most 15 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang {
    bytes: [u8; 15],
    length: u8,
}

impl Lang {
    /// Traditional Chinese, `zh-Hant`.
    pub const TC: Self = Self::short(*b"tc");
    /// Simplified Chinese, `zh-Hans`.
    pub const SC: Self = Self::short(*b"sc");
    /// English.
    pub const EN: Self = Self::short(*b"en");

    const fn short(tag: [u8; 2]) -> Self {
        let mut bytes = [0; 15];
        bytes[0] = tag[0];
        bytes[1] = tag[1];
        Self { bytes, length: 2 }
    }

    /// Reads a tag: two or three letters, then subtags; nothing where it is none, or too long.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let mut parts = tag.split('-');
        let primary = parts.next()?;
        let fits = matches!(primary.len(), 2..=3) && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
        let subtags = parts.all(|part| matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        let mut bytes = [0; 15];
        bytes.get_mut(..tag.len())?.copy_from_slice(tag.as_bytes());
        (fits && subtags).then_some(Self { bytes, length: tag.len() as u8 })
    }

    /// As written in a plan and in file names: `tc`, `sc`, `en`, `fr`.
    #[must_use]
    pub fn suffix(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.length)]).unwrap_or("und")
    }

    /// The BCP 47 tag: `zh-Hant`, `zh-Hans`, `en`, `fr`.
    #[must_use]
    pub fn tag(&self) -> &str {
        match *self {
            Self::TC => "zh-Hant",
            Self::SC => "zh-Hans",
            _ => self.suffix(),
        }
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.suffix())
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.suffix())
    }
}

/// A text in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Translation {
    /// Its language.
    pub lang: Lang,
    /// The words, or `pending`.
    pub value: Owed<Box<str>>,
    /// Where it was written.
    pub span: Span,
}

/// What a text is in some language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The author wrote it.
    Written,
    /// Simplified Chinese, converted from the Traditional.
    Derived,
    /// The author said that it is owed.
    Pending,
    /// Nobody said anything.
    Missing,
}

impl State {
    /// `written`, `derived`, `pending`, `missing`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Derived => "derived",
            Self::Pending => "pending",
            Self::Missing => "missing",
        }
    }
}

/// A text as an edition prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rendered<'a> {
    /// The words.
    pub text: &'a str,
    /// The language they are in: another one than asked for, where that is not there.
    pub lang: Lang,
    /// What the text is in the language that was asked for.
    pub state: State,
}

/// One text in the languages it was written in, in that order.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// The translations.
    pub entries: Vec<Translation>,
    derived: OnceLock<Box<str>>,
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        let pair = |entry: &Translation| (entry.lang, entry.value.clone());
        self.entries.iter().map(pair).eq(other.entries.iter().map(pair))
    }
}

impl Text {
    /// A text of these translations.
    #[must_use]
    pub const fn new(entries: Vec<Translation>) -> Self {
        Self { entries, derived: OnceLock::new() }
    }

    /// From the first translation to the last.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        let first = self.entries.first()?.span;
        self.entries.last().map(|last| first.to(last.span))
    }

    /// What was written in a language.
    #[must_use]
    pub fn entry(&self, lang: Lang) -> Option<&Translation> {
        self.entries.iter().find(|entry| entry.lang == lang)
    }

    /// The words written in a language; nothing where they are pending or missing.
    #[must_use]
    pub fn written(&self, lang: Lang) -> Option<&str> {
        self.entry(lang)?.value.given().map(|words| &**words)
    }

    /// The words in a language, derived where that can be (converted once); nothing where not.
    #[must_use]
    pub fn get(&self, lang: Lang) -> Option<&str> {
        self.written(lang).or_else(|| {
            let from = (lang == Lang::SC && self.entry(Lang::SC).is_none()).then(|| self.written(Lang::TC)).flatten()?;
            Some(&**self.derived.get_or_init(|| to_simplified(from).into()))
        })
    }

    /// What it is in a language, without converting anything.
    #[must_use]
    pub fn state(&self, lang: Lang) -> State {
        match self.entry(lang) {
            Some(Translation { value: Owed::Given(_), .. }) => State::Written,
            Some(_) => State::Pending,
            None if lang == Lang::SC && self.written(Lang::TC).is_some() => State::Derived,
            None => State::Missing,
        }
    }

    /// The words for an edition in `lang`: where they are not there, those of the original, else any; nothing where none are written.
    #[must_use]
    pub fn render(&self, lang: Lang, original: Lang) -> Option<Rendered<'_>> {
        let state = self.state(lang);
        if let Some(text) = self.get(lang) {
            return Some(Rendered { text, lang, state });
        }
        let fallback = self.written(original).map(|text| (text, original));
        let any = || self.entries.iter().find_map(|entry| entry.value.given().map(|text| (&**text, entry.lang)));
        let (text, found) = fallback.or_else(any)?;
        Some(Rendered { text, lang: found, state })
    }
}
