//! A catalogue before it is JSON-LD or Turtle: nodes with what is said of them, in the order in which they first come up.
//!
//! Every node has an IRI, so that both forms say the same triples, and the same in each edition.

use rustc_hash::FxHashMap;

use super::terms::{Name, Property};
use crate::model::{Date, Lang};

/// What is said of a node.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::emit) enum Value {
    /// Another node, by its IRI.
    Link(String),
    /// Words in a language, or in one that is not known.
    Words(Option<Lang>, String),
    /// A date.
    Date(Date),
    /// Words in no language.
    Plain(String),
}

/// A node.
#[derive(Debug)]
pub(in crate::emit) struct Node {
    pub(in crate::emit) iri: String,
    pub(in crate::emit) classes: Vec<Name>,
    /// Each property once, with at least one value.
    pub(in crate::emit) properties: Vec<(&'static Property, Vec<Value>)>,
}

/// A node's number in its graph.
#[derive(Clone, Copy, Debug)]
pub(in crate::emit) struct At(usize);

/// Nodes, each once.
#[derive(Debug, Default)]
pub(in crate::emit) struct Graph {
    pub(in crate::emit) nodes: Vec<Node>,
    known: FxHashMap<String, usize>,
}

impl Graph {
    /// A new node to say things of; nothing where it is there already.
    pub(in crate::emit) fn open(&mut self, iri: &str, classes: &[Name]) -> Option<At> {
        if self.known.contains_key(iri) {
            return None;
        }
        let at = self.nodes.len();
        self.known.insert(iri.to_owned(), at);
        self.nodes.push(Node { iri: iri.to_owned(), classes: classes.to_vec(), properties: Vec::new() });
        Some(At(at))
    }

    /// Says something of a node, once.
    pub(in crate::emit) fn say(&mut self, at: At, property: &'static Property, value: Value) {
        let Some(node) = self.nodes.get_mut(at.0) else { return };
        match node.properties.iter_mut().find(|(known, _)| *known == property) {
            Some((_, values)) if values.contains(&value) => {}
            Some((_, values)) => values.push(value),
            None => node.properties.push((property, vec![value])),
        }
    }

    /// Points to another node.
    pub(in crate::emit) fn link(&mut self, at: At, property: &'static Property, iri: impl Into<String>) {
        self.say(at, property, Value::Link(iri.into()));
    }

    /// Says a text in its languages.
    pub(in crate::emit) fn words(&mut self, at: At, property: &'static Property, words: Words) {
        for (lang, text) in words.0 {
            self.say(at, property, Value::Words(lang, text));
        }
    }
}

/// A text in languages, each tag once.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::emit) struct Words(pub(in crate::emit) Vec<(Option<Lang>, String)>);

impl Words {
    /// What `say` has in each language; of two languages with one tag the first.
    pub(in crate::emit) fn of(langs: impl IntoIterator<Item = Lang>, say: impl Fn(Lang) -> Option<String>) -> Self {
        let mut all: Vec<(Option<Lang>, String)> = Vec::new();
        for lang in langs {
            let is_new = all.iter().all(|(known, _)| known.is_none_or(|known| !known.tag().eq_ignore_ascii_case(lang.tag())));
            if let Some(text) = say(lang).filter(|text| is_new && !text.trim().is_empty()) {
                all.push((Some(lang), text));
            }
        }
        Self(all)
    }

    /// Words in a language that is not known.
    pub(in crate::emit) fn bare(text: impl Into<String>) -> Self {
        Self(vec![(None, text.into())])
    }

    /// These, or others where there are none.
    pub(in crate::emit) fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self.0.is_empty() { other() } else { self }
    }
}
