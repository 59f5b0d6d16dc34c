//! Texts as the cells for programs hold them.

use serde::{Serialize, Serializer};

use crate::model::{Description, Lang, Slip, Sourced, State, Text};

/// A text in one language, and what it is there; neither where there is no such text.
#[derive(Default)]
pub(super) struct Said {
    pub(super) text: String,
    pub(super) state: Option<State>,
}

impl Said {
    pub(super) fn of(text: Option<&Text>, lang: Lang) -> Self {
        text.map(|text| Self { text: owed_text(text, lang), state: Some(text.state(lang)) }).unwrap_or_default()
    }

    /// The parts that are there in this language; the state is that of the part that lacks most.
    pub(super) fn description(description: Option<&Description>, lang: Lang) -> Self {
        let Some(description) = description else { return Self::default() };
        let bullets = || description.bullets.iter().map(|bullet| &*bullet.text);
        let mark = if description.listed { "• " } else { "" };
        let lines: Vec<String> = bullets().filter_map(|text| text.get(lang)).map(|text| format!("{mark}{text}")).collect();
        let lack = |state: &State| match state {
            State::Written => 0,
            State::Derived => 1,
            State::Pending => 2,
            State::Missing => 3,
        };
        Self { text: lines.join("\n"), state: bullets().map(|text| text.state(lang)).max_by_key(lack) }
    }
}

/// A text in a language; empty where it is not there.
pub(super) fn owed_text(text: &Text, lang: Lang) -> String {
    text.get(lang).unwrap_or_default().to_owned()
}

/// Values as a JSON array.
pub(super) fn listed<T: Serialize>(items: impl IntoIterator<Item = T>) -> String {
    serde_json::to_string(&items.into_iter().collect::<Vec<_>>()).unwrap_or_default()
}

/// The same of a value that may be absent: then nothing.
pub(super) fn each<'a, V, T: Serialize>(all: Option<&'a Sourced<Vec<V>>>, map: impl FnMut(&'a V) -> T) -> String {
    all.map(|all| listed(all.value.iter().map(map))).unwrap_or_default()
}

/// A promise that moved.
#[derive(Serialize)]
pub(super) struct Moved<'a> {
    from: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Tagged<'a>>,
}

impl<'a> Moved<'a> {
    pub(super) fn of(slip: &'a Slip) -> Self {
        let to = slip.to.given().map(ToString::to_string);
        Self { from: slip.from.value.to_string(), to, reason: slip.reason.as_ref().map(Tagged) }
    }
}

/// A text as an object by language tag, as far as it was written.
struct Tagged<'a>(&'a Text);

impl Serialize for Tagged<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = self.0.entries.iter().filter_map(|entry| Some((entry.lang.tag().to_owned(), entry.value.given()?)));
        serializer.collect_map(written.map(|(tag, text)| (tag, &**text)))
    }
}
