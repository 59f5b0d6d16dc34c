//! Words of bodies, categories, formats, portals, licences → names; what the library does not have, the plan declares.

use std::collections::HashMap;

use super::desk::Desk;
use super::draft::{Declared, Tongues};
use super::ids::{Ids, of_name};
use crate::diagnostic::{self as d, Diagnostic};
use crate::model::Kind;
use crate::resolve::loosely;
use crate::source::Span;

/// Names that were looked up, and what the plan declares itself.
#[derive(Debug, Default)]
pub(super) struct Names {
    known: HashMap<(Kind, String), String>,
    ids: HashMap<Kind, Ids>,
    pub(super) declared: Vec<Declared>,
}

impl Names {
    /// The name that words stand for, in the library or among the plan's own.
    pub(super) fn find(&mut self, kind: Kind, words: &str, desk: &Desk<'_>) -> Option<String> {
        let key = (kind, loosely(words));
        if let Some(known) = self.known.get(&key) {
            return Some(known.clone());
        }
        let found = desk.lexicon.name(kind, words.trim())?;
        self.known.insert(key, found.clone());
        Some(found)
    }

    /// The name of a text in several languages; one that nobody knows is declared.
    pub(super) fn of(&mut self, kind: Kind, text: &Tongues, span: Span, desk: &mut Desk<'_>) -> Option<String> {
        let words: Vec<String> = text.iter().filter_map(|(_, words)| words.clone()).collect();
        if let Some(found) = words.iter().find_map(|words| self.find(kind, words, desk)) {
            return Some(found);
        }
        self.declare(kind, text, span, desk)
    }

    /// An id that a document gives; one that the library does not have is declared under its label.
    pub(super) fn with_id(&mut self, kind: Kind, id: &str, label: &Tongues, span: Span, desk: &mut Desk<'_>) -> String {
        let key = (kind, format!("@{id}"));
        if !desk.lexicon.has(kind, id) && self.known.insert(key, id.to_owned()).is_none() {
            let found = label.iter().find_map(|(_, words)| words.clone()).unwrap_or_else(|| id.to_owned());
            let finding = Diagnostic::at(&d::IMPORT_NAME, span).term("kind", kind.word()).arg("found", found).arg("id", id);
            desk.sink.push(finding.clone());
            let (id, text) = (id.to_owned(), label.clone());
            self.declared.push(Declared { keyword: kind.word(), id, text, doubts: vec![finding] });
        }
        id.to_owned()
    }

    fn declare(&mut self, kind: Kind, text: &Tongues, span: Span, desk: &mut Desk<'_>) -> Option<String> {
        let words = text.iter().filter_map(|(_, words)| words.as_deref()).map(str::trim);
        let first = words.clone().find(|words| !words.is_empty())?.to_owned();
        let ascii = words.clone().find(|words| words.is_ascii()).unwrap_or(&first);
        let wanted = of_name(ascii).0;
        let ids = self.ids.entry(kind).or_default();
        let mut id = ids.take(&wanted).0;
        while desk.lexicon.has(kind, &id) {
            id = ids.take(&wanted).0;
        }
        let finding = Diagnostic::at(&d::IMPORT_NAME, span).term("kind", kind.word()).arg("found", &*first).arg("id", &*id);
        let near = desk.lexicon.near(kind, &first);
        let finding = match &*near.words {
            [one] if near.is_sure => finding.variant("near").arg("near", &**one),
            _ => finding,
        };
        desk.sink.push(finding.clone());
        for words in words {
            self.known.insert((kind, loosely(words)), id.clone());
        }
        let text = text.clone();
        self.declared.push(Declared { keyword: kind.word(), id: id.clone(), text, doubts: vec![finding] });
        Some(id)
    }
}
