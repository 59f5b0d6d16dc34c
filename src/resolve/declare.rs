//! Reads the declarations of all files, and what each file can see.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::imports::Unit;
use super::phrase::{self, DATASET_KEYS, PLAN_KEYS};
use super::place::skeleton;
use super::reader::{Fields, Reader};
use super::schema;
use super::scope::{Imported, Names, Scope, fold};
use crate::diagnostic::{self as d, Diagnostic, Sink, Subject};
use crate::model::{
    Category, Format, Kind, Licence, NamedFrequency, Organisation, Phrase, Portal, Text, Vocabulary, Wording, Words,
};
use crate::source::{Span, Spanned};
use crate::syntax::{Block, Keyword, near};

/// Declares everything; the scopes are in the order of the units.
pub(super) fn declare(units: &[Unit], vocabulary: &mut Vocabulary, sink: &mut Sink) -> Vec<Scope> {
    let names: Vec<Arc<Names>> = units.iter().map(|unit| Arc::new(own_names(unit, vocabulary, sink))).collect();
    let scopes: Vec<Scope> = units
        .iter()
        .zip(&names)
        .map(|(unit, own)| {
            let imported = |import: &super::imports::Import| Imported {
                alias: import.alias.clone(),
                names: Arc::clone(&names[import.target]),
                span: import.span,
            };
            Scope::new(Arc::clone(own), unit.imports.iter().map(imported).collect(), unit.lacks_imports)
        })
        .collect();
    for (_, scope) in units.iter().zip(&scopes).filter(|(unit, _)| !unit.is_standard()) {
        check_labels(scope, vocabulary, sink);
        check_shadows(scope, vocabulary, sink);
    }
    scopes
}

fn own_names(unit: &Unit, vocabulary: &mut Vocabulary, sink: &mut Sink) -> Names {
    let mut names = Names::default();
    let mut spans: FxHashMap<(Kind, String), Spanned<Box<str>>> = FxHashMap::default();
    let empty = Scope::default();
    for block in unit.blocks().filter(|block| block.keyword.declares() && !block.broken) {
        let Some(head) = block.head.first() else { continue };
        let none = Vocabulary::default();
        let mut reader = Reader::new(unit, &empty, &none, sink);
        let id = Spanned::new(reader.name(*head), head.span);
        reader.subject = Subject::Declaration(block.keyword.word(), id.value.clone());
        let Some(kind) = kind_of(block.keyword) else { continue };
        let seen = spans.insert((kind, skeleton(&id)), id.clone());
        if let Some(first) = seen.as_ref().filter(|first| **first == id) {
            let finding = Diagnostic::at(&d::DUPLICATE_DECLARATION, id.span).arg("name", &*id.value);
            reader.report(finding.term("kind", kind.word()).label("first", first.span));
            continue;
        }
        if let Some(first) = seen {
            let finding = Diagnostic::at(&d::CONFUSABLE_IDS, id.span).variant("declared").arg("other", &*first.value);
            reader.report(finding.arg("name", &*id.value).term("kind", kind.word()).label("first", first.span));
        }
        let name = id.value.clone();
        if let Some(index) = add(&mut reader, block, kind, id, vocabulary) {
            names.insert(kind, name, index);
        }
    }
    names
}

const fn kind_of(keyword: Keyword) -> Option<Kind> {
    Some(match keyword {
        Keyword::Organisation => Kind::Organisation,
        Keyword::Category => Kind::Category,
        Keyword::Frequency => Kind::Frequency,
        Keyword::Portal => Kind::Portal,
        Keyword::Format => Kind::Format,
        Keyword::Licence => Kind::Licence,
        Keyword::Phrase => Kind::Phrase,
        Keyword::Wording => Kind::Wording,
        _ => return None,
    })
}

fn add<'a>(reader: &mut Reader<'a>, block: &'a Block, kind: Kind, id: Spanned<Box<str>>, to: &mut Vocabulary) -> Option<u32> {
    let spec = match kind {
        Kind::Organisation => &schema::ORGANISATION,
        Kind::Category => &schema::CATEGORY,
        Kind::Frequency => &schema::FREQUENCY,
        Kind::Portal => &schema::PORTAL,
        Kind::Format => &schema::FORMAT,
        Kind::Licence => &schema::LICENCE,
        Kind::Phrase => &schema::PHRASE,
        Kind::Wording => &schema::WORDING,
    };
    let fields = reader.fields(block.body.statements(), spec, id.span, false);
    let mut own = Own { reader, fields };
    // a declaration whose name or text could not be read still declares its id: no follow-on where it is used
    let label = own.text(if matches!(kind, Kind::Category | Kind::Frequency | Kind::Format) { "label" } else { "name" });
    Some(match kind {
        Kind::Organisation => {
            let (aliases, url) = (own.texts("aliases"), own.string("url"));
            let contact = own.reader.value(own.fields.get("contact"), Reader::contact);
            let formerly = own.reader.value(own.fields.get("formerly"), |reader, field| Some(reader.names(field)));
            let formerly = formerly.unwrap_or_default();
            to.add(Organisation { id, name: label, aliases, url, contact, formerly }).index()
        }
        Kind::Category => to.add(Category { id, label, aliases: own.texts("aliases"), theme: own.string("theme") }).index(),
        Kind::Frequency => {
            let [period, eu, iso19115, dublin_core] = ["period", "eu", "iso19115", "dublin-core"].map(|name| own.string(name));
            to.add(NamedFrequency { id, label, aliases: own.texts("aliases"), period, eu, iso19115, dublin_core }).index()
        }
        Kind::Portal => to.add(Portal { id, name: label, url: own.string("url") }).index(),
        Kind::Format => {
            let (media_type, machine_readable) = (own.string("media-type"), own.yes_no("machine-readable"));
            to.add(Format { id, label, media_type, machine_readable }).index()
        }
        Kind::Licence => to.add(Licence { id, name: label, url: own.string("url") }).index(),
        Kind::Phrase => {
            let text = own.text("text");
            let known: Vec<&str> = DATASET_KEYS.iter().chain(PLAN_KEYS).copied().collect();
            let placeholders = own.placeholders(&text, &known);
            let damaged =
                own.fields.damaged || own.fields.get("text").is_some_and(|field| field.broken) || text.entries.is_empty();
            to.add(Phrase { id, text, placeholders, damaged }).index()
        }
        Kind::Wording => {
            let text = own.text("text");
            if Words::known().contains(&&*id.value) {
                own.placeholders(&text, Words::placeholders(&id));
            } else {
                own.unknown_wording(&id);
            }
            to.add(Wording { id, text: Arc::new(text) }).index()
        }
    })
}

/// The fields of one declaration.
struct Own<'r, 'a> {
    reader: &'r mut Reader<'a>,
    fields: Fields<'a>,
}

impl Own<'_, '_> {
    fn text(&mut self, name: &str) -> Text {
        self.reader.value(self.fields.get(name), Reader::text).unwrap_or_default()
    }

    fn texts(&mut self, name: &str) -> Vec<Text> {
        self.reader.value(self.fields.get(name), Reader::texts).unwrap_or_default()
    }

    fn string(&mut self, name: &str) -> Option<Box<str>> {
        let field = self.fields.get(name)?;
        if let [only] = *field.atoms
            && self.reader.is_word(only, "none")
        {
            return None;
        }
        self.reader.value(Some(field), |reader, field| reader.quoted(field, "string")).map(|text| text.value)
    }

    fn yes_no(&mut self, name: &str) -> Option<bool> {
        self.reader.value(self.fields.get(name), |reader, field| {
            let atom = reader.single(field)?;
            let yes = reader.is_word(atom, "yes");
            if !yes && !reader.is_word(atom, "no") {
                reader.wrong_kind(field, atom, "yes-no");
            }
            Some(yes)
        })
    }

    fn placeholders(&mut self, text: &Text, known: &[&'static str]) -> Vec<Spanned<Box<str>>> {
        let found = phrase::placeholders(text, |span| self.reader.slice(span).to_owned());
        let (good, bad): (Vec<_>, Vec<_>) = found.into_iter().partition(|key| known.contains(&&*key.value));
        for key in bad {
            let all = d::Arg::List(known.iter().map(|key| d::Arg::from(*key)).collect());
            let finding = Diagnostic::at(&d::UNKNOWN_PLACEHOLDER, key.span).arg("placeholder", &*key.value).arg("known", all);
            let near = near(&key.value, known.iter().copied());
            let finding = if known.is_empty() { finding.variant("none") } else { finding };
            self.reader.report(near.on(finding, key.span, |near| format!("{{{near}}}")));
        }
        good
    }

    fn unknown_wording(&mut self, id: &Spanned<Box<str>>) {
        let finding = Diagnostic::at(&d::UNKNOWN_WORD, id.span).arg("found", &*id.value).term("kind", "wording");
        let near = near(id, Words::known().iter().copied());
        self.reader.report(near.on(finding, id.span, str::to_owned));
    }
}

/// Labels and aliases are unique within a kind, among the declarations of one file.
fn check_labels(scope: &Scope, vocabulary: &Vocabulary, sink: &mut Sink) {
    for kind in [Kind::Organisation, Kind::Category, Kind::Frequency, Kind::Portal, Kind::Format] {
        let mut known: FxHashMap<String, (u32, Span)> = FxHashMap::default();
        let mut indices: Vec<u32> = scope.own.of(kind).map(|(_, index)| index).collect();
        indices.sort_unstable();
        for index in indices {
            let Some((_, label, aliases)) = vocabulary.describe(kind, index) else { continue };
            for entry in std::iter::once(label).chain(aliases).flat_map(|text| &text.entries) {
                let Some(words) = entry.value.given() else { continue };
                match known.get(&fold(words)) {
                    Some((other, first)) if *other != index => {
                        let finding = Diagnostic::at(&d::DUPLICATE_LABEL, entry.span).arg("found", &**words);
                        sink.push(finding.term("kind", kind.word()).label("first", *first));
                    }
                    Some(_) => {}
                    None => {
                        known.insert(fold(words), (index, entry.span));
                    }
                }
            }
        }
    }
}

/// An own declaration beats an imported one: worth a note.
fn check_shadows(scope: &Scope, vocabulary: &Vocabulary, sink: &mut Sink) {
    for kind in Kind::ALL {
        let mut own: Vec<(&str, u32)> = scope.own.of(kind).collect();
        own.sort_unstable();
        for (name, index) in own {
            let imported = scope.imports.iter().filter(|import| import.alias.is_none());
            let Some(hidden) = imported.filter_map(|import| import.names.get(kind, name)).next() else { continue };
            let (Some((here, ..)), Some((there, ..))) = (vocabulary.describe(kind, index), vocabulary.describe(kind, hidden))
            else {
                continue;
            };
            let finding = Diagnostic::at(&d::SHADOWED_IMPORT, here).arg("name", name).term("kind", kind.word());
            sink.push(finding.label("imported", there));
        }
    }
}
