//! What a portal says it holds, and which declarations its words stand for.

use rustc_hash::FxHashMap;

use crate::model::{Date, Declared, Id, Lang, Vocabulary};
use crate::resolve::loosely;
use crate::source::Span;

/// What a portal holds, in its order.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Its entries; no id stands twice.
    pub entries: Vec<Listed>,
}

/// One entry of a portal.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// Its ids there; the first is that of its address.
    pub ids: Vec<Box<str>>,
    /// What it is called, each with its language where the listing says which.
    pub titles: Vec<(Option<Lang>, Box<str>)>,
    /// Whose it is.
    pub owner: Option<Said>,
    /// Its categories.
    pub categories: Vec<Said>,
    /// How often it is updated.
    pub frequency: Option<Said>,
    /// When it was released, where a field made for that says so.
    pub released: Option<Date>,
    /// When its data was last changed, else its entry.
    pub modified: Option<Date>,
    /// Where it stands in the listing.
    pub span: Option<Span>,
}

/// The portal's words for something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Its names there, the one for people first.
    pub names: Vec<Box<str>>,
    /// What the language writes for it; of a frequency each part. Empty where the words are not known.
    pub meant: Vec<Box<str>>,
}

impl Said {
    /// The words for people.
    #[must_use]
    pub fn words(&self) -> &str {
        self.names.first().map(|name| &**name).unwrap_or_default()
    }
}

/// The declarations of a kind by their ids, labels and aliases, loosely spelt.
pub(super) struct Labels<T> {
    by_words: FxHashMap<String, Vec<Id<T>>>,
}

impl<T: Declared> Labels<T> {
    pub(super) fn of(vocabulary: &Vocabulary) -> Self {
        let mut by_words: FxHashMap<String, Vec<Id<T>>> = FxHashMap::default();
        for (id, declared) in vocabulary.all::<T>() {
            let texts = std::iter::once(declared.label()).chain(declared.aliases());
            let words = texts.flat_map(|text| &text.entries).filter_map(|entry| entry.value.given());
            for words in words.chain([&declared.id().value]) {
                let known = by_words.entry(loosely(words)).or_default();
                if !known.contains(&id) {
                    known.push(id);
                }
            }
        }
        Self { by_words }
    }

    /// What words may stand for; nothing where that is not known.
    pub(super) fn meant(&self, said: &Said) -> Vec<Id<T>> {
        let each = said.names.iter().chain(&said.meant).filter_map(|words| self.by_words.get(&loosely(words)));
        let mut all: Vec<Id<T>> = each.flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
