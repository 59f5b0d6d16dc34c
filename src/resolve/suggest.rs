//! What a name that is not known may stand for: another spelling, a label, an old name, somebody's own words.

use super::often::{often, stripped};
use super::reader::Reader;
use super::scope::Scope;
use crate::model::{Kind, Vocabulary, to_simplified};
use crate::syntax::{Near, former_name, near};

/// Among how many names or labels the nearest to an unknown one is looked for.
const MAX_NEAR: usize = 2_000;

/// Spellings are alike that differ in case, in script, or in what is no letter.
pub(crate) fn loosely(text: &str) -> String {
    let plain: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    if plain.is_ascii() { plain } else { to_simplified(&plain.replace('衛', "衞")) }
}

/// What people's words may stand for among the names that a file can see.
#[derive(Clone, Copy)]
pub(super) struct Meanings<'a> {
    pub(super) scope: &'a Scope,
    pub(super) vocabulary: &'a Vocabulary,
}

impl<'a> Reader<'a> {
    pub(super) const fn meanings(&self) -> Meanings<'a> {
        Meanings { scope: self.scope, vocabulary: self.vocabulary }
    }
}

impl Meanings<'_> {
    /// The names of a kind that a text may stand for.
    pub(super) fn meant(self, kind: Kind, found: &str) -> Near {
        if let Some(name) = self.name_meant(kind, found) {
            return Near::one(&name, true);
        }
        if kind == Kind::Frequency
            && let Some(all) = self.frequencies_meant(found)
        {
            return Near::one(&all.join(", "), all.len() == 1);
        }
        if let Some(name) = self.scope.prefixed(kind, found) {
            return Near::one(&name, true);
        }
        let ids = near(found, self.scope.visible(kind).map(|(name, _)| name).take(MAX_NEAR));
        if !ids.words.is_empty() {
            return ids;
        }
        self.label_near(kind, found)
    }

    /// The name that a text is another spelling, a label or an old name of.
    pub(super) fn name_meant(self, kind: Kind, found: &str) -> Option<String> {
        if let Some(index) = self.scope.find_label(kind, found, self.vocabulary) {
            return self.scope.name_of(kind, index);
        }
        let key = loosely(found);
        let mut alike =
            self.scope.loose(kind, self.vocabulary).iter().filter(|(known, _)| *known == key).map(|(_, index)| *index);
        if let Some(index) = alike.next() {
            return alike.all(|other| other == index).then(|| self.scope.name_of(kind, index)).flatten();
        }
        let former = former_name(kind.word(), found, loosely)?;
        self.scope.visible(kind).any(|(name, _)| name == former).then(|| former.to_owned())
    }

    /// A label that is nearly so, or begins so.
    fn label_near(self, kind: Kind, found: &str) -> Near {
        let key = loosely(found);
        let labels = self.scope.loose(kind, self.vocabulary);
        let close = near(&key, labels.iter().map(|(label, _)| label.as_str()).take(MAX_NEAR));
        let long_enough = key.chars().count() >= if key.is_ascii() { 4 } else { 2 };
        let is_meant = |label: &str| {
            close.words.iter().any(|word| **word == *label) || (close.words.is_empty() && long_enough && label.starts_with(&key))
        };
        let mut indices: Vec<u32> = labels.iter().filter(|(label, _)| is_meant(label)).map(|(_, index)| *index).collect();
        indices.sort_unstable();
        indices.dedup();
        let names: Vec<String> = indices.into_iter().filter_map(|index| self.scope.name_of(kind, index)).collect();
        let is_sure = names.len() == 1 && close.is_sure;
        Near { words: names.into_iter().map(Into::into).collect(), is_sure }
    }

    /// A frequency in somebody's own words; of several in one text, each.
    pub(super) fn frequencies_meant(self, found: &str) -> Option<Vec<String>> {
        if let Some(one) = self.frequency_of(found) {
            return Some(vec![one]);
        }
        let text = found.to_lowercase().replace(['或', '及', '、', ','], "/").replace(" or ", "/");
        // `as and when necessary` is one of them, so that "and" parts them only where nothing else does
        let texts = [text.clone(), text.replace(" and ", "/")];
        texts.iter().find_map(|text| {
            let parts: Option<Vec<String>> = text.split('/').map(|part| self.frequency_of(part)).collect();
            parts.filter(|parts| parts.len() > 1)
        })
    }

    fn frequency_of(self, text: &str) -> Option<String> {
        let plain = stripped(text);
        if plain.is_empty() || super::value::ambiguous(&plain).is_some() {
            return None;
        }
        if let Some(name) = self.name_meant(Kind::Frequency, &plain) {
            return Some(name);
        }
        let often = often(text)?;
        let name = often.name().filter(|name| self.scope.visible(Kind::Frequency).any(|(known, _)| known == *name));
        Some(name.map_or_else(|| often.written(), str::to_owned))
    }
}
