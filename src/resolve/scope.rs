//! Which names a file can see.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::suggest::loosely;
use crate::model::{Kind, Vocabulary};
use crate::source::Span;

/// The names that a file declares, by kind.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_kind: [FxHashMap<Box<str>, u32>; Kind::ALL.len()],
}

impl Names {
    pub(super) fn get(&self, kind: Kind, name: &str) -> Option<u32> {
        self.by_kind[kind as usize].get(name).copied()
    }

    pub(super) fn insert(&mut self, kind: Kind, name: Box<str>, index: u32) {
        self.by_kind[kind as usize].insert(name, index);
    }

    pub(super) fn of(&self, kind: Kind) -> impl Iterator<Item = (&str, u32)> {
        self.by_kind[kind as usize].iter().map(|(name, index)| (&**name, *index))
    }
}

/// What a `use` brings.
#[derive(Debug)]
pub(super) struct Imported {
    pub(super) alias: Option<Box<str>>,
    pub(super) names: Arc<Names>,
    pub(super) span: Span,
}

/// The names a file can see: its own, then those it imports.
#[derive(Debug, Default)]
pub(super) struct Scope {
    pub(super) own: Arc<Names>,
    pub(super) imports: Vec<Imported>,
    /// Whether a `use` brought nothing: then a name that is not found gets no report of its own.
    pub(super) lacks_imports: bool,
    labels: OnceLock<FxHashMap<(Kind, String), u32>>,
    loose: [OnceLock<Vec<(String, u32)>>; Kind::ALL.len()],
}

/// The result of looking a name up.
#[derive(Debug, PartialEq)]
pub(super) enum Found {
    One(u32),
    Nothing,
    /// Two imports bring it; where they stand.
    Several(Vec<Span>),
    /// No import is called so.
    UnknownPrefix,
}

impl Scope {
    pub(super) fn new(own: Arc<Names>, imports: Vec<Imported>, lacks_imports: bool) -> Self {
        Self { own, imports, lacks_imports, labels: OnceLock::new(), loose: Default::default() }
    }

    /// Looks up `name` or `prefix.name`.
    pub(super) fn find(&self, kind: Kind, name: &str) -> Found {
        if let Some((prefix, name)) = name.split_once('.') {
            let import = self.imports.iter().find(|import| import.alias.as_deref() == Some(prefix));
            let Some(import) = import else { return Found::UnknownPrefix };
            return import.names.get(kind, name).map_or(Found::Nothing, Found::One);
        }
        if let Some(index) = self.own.get(kind, name) {
            return Found::One(index);
        }
        let mut found = None;
        for (import, index) in self.open_imports().filter_map(|import| Some((import, import.names.get(kind, name)?))) {
            match found {
                None => found = Some((import, index)),
                Some((_, first)) if first == index => {}
                Some((first, _)) => return Found::Several(vec![first.span, import.span]),
            }
        }
        found.map_or(Found::Nothing, |(_, index)| Found::One(index))
    }

    /// Looks up a label or alias in any language.
    pub(super) fn find_label(&self, kind: Kind, label: &str, vocabulary: &Vocabulary) -> Option<u32> {
        let labels = self.labels.get_or_init(|| {
            let mut labels = FxHashMap::default();
            for kind in Kind::ALL {
                let named = self.imports.iter().filter(|import| import.alias.is_some()).flat_map(|import| import.names.of(kind));
                for (_, index) in self.visible(kind).chain(named) {
                    let Some((_, label, aliases)) = vocabulary.describe(kind, index) else { continue };
                    for text in std::iter::once(label).chain(aliases) {
                        for words in text.entries.iter().filter_map(|entry| entry.value.given()) {
                            labels.entry((kind, fold(words))).or_insert(index);
                        }
                    }
                }
            }
            labels
        });
        labels.get(&(kind, fold(label))).copied()
    }

    /// Every name of a kind, own ones first.
    pub(super) fn visible(&self, kind: Kind) -> impl Iterator<Item = (&str, u32)> {
        self.own.of(kind).chain(self.open_imports().flat_map(move |import| import.names.of(kind)))
    }

    /// `prefix.name`, where a file that was given a name of its own has `name`.
    pub(super) fn prefixed(&self, kind: Kind, name: &str) -> Option<String> {
        let mut named = self.imports.iter().filter_map(|import| Some((import.alias.as_deref()?, import)));
        named.find_map(|(alias, import)| import.names.get(kind, name).map(|_| format!("{alias}.{name}")))
    }

    /// Every id, label and alias of a kind, spelt so that what is alike is the same; read only where a name is not known.
    pub(super) fn loose(&self, kind: Kind, vocabulary: &Vocabulary) -> &[(String, u32)] {
        self.loose[kind as usize].get_or_init(|| {
            let named = self.imports.iter().filter(|import| import.alias.is_some()).flat_map(|import| import.names.of(kind));
            let mut all = Vec::new();
            for (name, index) in self.visible(kind).chain(named) {
                all.push((loosely(name), index));
                let Some((_, label, aliases)) = vocabulary.describe(kind, index) else { continue };
                let texts = std::iter::once(label).chain(aliases).filter(|_| kind != Kind::Phrase && kind != Kind::Wording);
                let words = texts.flat_map(|text| &text.entries).filter_map(|entry| entry.value.given());
                all.extend(words.map(|words| (loosely(words), index)));
            }
            all.retain(|(words, _)| !words.is_empty());
            all.sort();
            all.dedup();
            all
        })
    }

    /// What to write for a declaration: its id, with the name of its file where that has one.
    pub(super) fn name_of(&self, kind: Kind, index: u32) -> Option<String> {
        let plain = self.visible(kind).find(|(_, known)| *known == index).map(|(name, _)| name.to_owned());
        plain.or_else(|| {
            let mut named = self.imports.iter().filter_map(|import| Some((import.alias.as_deref()?, import)));
            named.find_map(|(alias, import)| {
                let (name, _) = import.names.of(kind).find(|(_, known)| *known == index)?;
                Some(format!("{alias}.{name}"))
            })
        })
    }

    /// Looks up what no source names, such as a wording: `use … as x` does not hide it.
    pub(super) fn find_unnamed(&self, kind: Kind, name: &str) -> Found {
        match self.find(kind, name) {
            Found::Nothing => {
                let mut named = self.imports.iter().filter(|import| import.alias.is_some());
                named.find_map(|import| import.names.get(kind, name)).map_or(Found::Nothing, Found::One)
            }
            found => found,
        }
    }

    fn open_imports(&self) -> impl Iterator<Item = &Imported> {
        self.imports.iter().filter(|import| import.alias.is_none())
    }
}

/// Labels are alike that differ in case, white space, or 衞 and 衛.
pub(super) fn fold(label: &str) -> String {
    let words = label.split_whitespace().collect::<Vec<_>>().join(" ");
    words.to_lowercase().replace('衛', "衞")
}
