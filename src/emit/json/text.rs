//! Texts as objects by language tag (BCP 47): `{"zh-Hant": {"text": "…", "state": "written"}, "en": {"state": "pending"}}`.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::model::{Lang, State, Text};

/// A text: first the languages owed, then further ones that are written.
#[derive(Clone, Copy)]
pub(in crate::emit) struct Texts<'a> {
    pub(super) text: &'a Text,
    pub(super) langs: &'a [Lang],
}

/// One language of a text. Without words it is pending or missing.
#[derive(Serialize)]
struct Said<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    state: &'static str,
}

impl Serialize for Texts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let further = self.text.entries.iter().map(|entry| entry.lang).filter(|lang| !self.langs.contains(lang));
        for lang in self.langs.iter().copied().chain(further) {
            map.serialize_entry(lang.tag(), &Said { text: self.text.get(lang), state: self.text.state(lang).word() })?;
        }
        map.end()
    }
}

/// A wording with its placeholders filled, in the languages owed.
pub(in crate::emit) struct Filled(Vec<(Lang, Option<String>, State)>);

impl Filled {
    /// A wording filled for each language; where it is not there in one, it has no text.
    pub(super) fn of(wording: Option<&Text>, langs: &[Lang], fill: impl Fn(Lang) -> String) -> Self {
        let one = |&lang: &Lang| {
            let state = wording.map_or(State::Missing, |wording| wording.state(lang));
            (lang, matches!(state, State::Written | State::Derived).then(|| fill(lang)), state)
        };
        Self(langs.iter().map(one).collect())
    }
}

impl Serialize for Filled {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (lang, text, state) in &self.0 {
            map.serialize_entry(lang.tag(), &Said { text: text.as_deref(), state: state.word() })?;
        }
        map.end()
    }
}
