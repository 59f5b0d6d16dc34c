//! Two documents of one plan in two languages → one plan. What both say stands once; texts stand beside each other; what only one of
//! them has stays, and owes its other languages.

mod datasets;
mod ids;
mod pairs;

use std::collections::BTreeMap;

use super::desk::Desk;
use super::draft::{Body, Declared, Draft, Half, Halves, Section, Tongues, Value};
use super::recognise::merge as add;
use crate::diagnostic::{self as d, Diagnostic, Subject};
use crate::model::{HalfKind, Lang, Letter, to_simplified};

/// Whether the plan declares a name itself.
fn is_own(declared: &[Declared], keyword: &str, id: &str) -> bool {
    declared.iter().any(|known| known.keyword == keyword && known.id == id)
}

/// Adds a document to a plan: how many of its datasets the plan has already; nothing where it is in no other language.
pub(super) fn merge(whole: &mut Draft, mut other: Draft, desk: &mut Desk<'_>, path: &str) -> Option<usize> {
    if other.languages.iter().all(|lang| whole.languages.contains(lang)) {
        let langs = other.languages.iter().map(|lang| lang.suffix().into()).collect();
        let finding = Diagnostic::bare(&d::IMPORT_NOTHING).variant("same").arg("path", path);
        desk.sink.push(finding.arg("langs", d::Arg::List(langs)));
        return None;
    }
    ids::part(whole, &mut other, desk);
    let mut joint = Joint {
        desk,
        path,
        langs: (whole.languages.clone(), other.languages.clone()),
        declared: (std::mem::take(&mut whole.declared), std::mem::take(&mut other.declared)),
        same: BTreeMap::new(),
        paired: 0,
    };
    joint.plan(whole, &mut other);
    for (letter, section) in other.sections {
        joint.section(letter, whole, section);
    }
    joint.declarations();
    let (paired, declared) = (joint.paired, joint.declared.0);
    whole.declared = declared;
    whole.left.extend(other.left);
    languages(whole, &other.languages, desk);
    ids::renew(whole, desk);
    Some(paired)
}

/// The languages of the plan; Simplified stands only where it is not what would be made of Traditional.
fn languages(whole: &mut Draft, more: &[Lang], desk: &Desk<'_>) {
    whole.languages.extend(more.iter().filter(|lang| !whole.languages.contains(lang)).copied().collect::<Vec<_>>());
    if whole.languages.iter().any(|lang| desk.lexicon.speaks(*lang)) {
        whole.languages.retain(|lang| desk.lexicon.speaks(*lang));
    }
    if !whole.languages.contains(&Lang::TC) {
        return;
    }
    whole.languages.retain(|lang| *lang != Lang::SC);
    whole.each_text(&mut |text| {
        let given = |lang: Lang| text.iter().find(|(known, _)| *known == lang).and_then(|(_, words)| words.clone());
        if given(Lang::TC).is_some_and(|words| given(Lang::SC).is_none_or(|own| to_simplified(&words) == own)) {
            text.retain(|(lang, _)| *lang != Lang::SC);
        }
    });
}

/// The work on two documents.
struct Joint<'j, 'd> {
    desk: &'j mut Desk<'d>,
    /// The other document's name.
    path: &'j str,
    /// The languages of the plan so far, and of the other document.
    langs: (Vec<Lang>, Vec<Lang>),
    declared: (Vec<Declared>, Vec<Declared>),
    /// What the other document declares under another name than the first: keyword and its name → the first's.
    same: BTreeMap<(&'static str, String), String>,
    paired: usize,
}

impl Joint<'_, '_> {
    /// What is said of the plan itself.
    fn plan(&mut self, whole: &mut Draft, other: &mut Draft) {
        if let Some(finding) = self.text("title", &mut whole.title, std::mem::take(&mut other.title)) {
            whole.doubts.push(finding);
        }
        self.assumed(whole, other);
        for (field, known, value) in [
            ("issued", &mut whole.issued, &other.issued),
            ("updated", &mut whole.updated, &other.updated),
            ("previous", &mut whole.previous, &other.previous),
            ("licence", &mut whole.licence, &other.licence),
            ("contact", &mut whole.contact, &other.contact),
        ] {
            if let (Value::Written(kept), Value::Written(found)) = (&*known, value)
                && kept != found
            {
                whole.doubts.push(self.contradiction(field, kept, found));
            } else if matches!(known, Value::Absent | Value::Pending) && *value != Value::Absent {
                *known = value.clone();
            }
        }
        let is_new = |doubt: &Diagnostic| doubt.rule == &d::IMPORT_ASSUMED && !whole.doubts.contains(doubt);
        let new: Vec<Diagnostic> = other.doubts.drain(..).filter(is_new).collect();
        whole.doubts.extend(new);
    }

    /// Years and publishers: what a document says goes before what was assumed of the other, and what both lack is said once.
    fn assumed(&mut self, whole: &mut Draft, other: &mut Draft) {
        for (variants, is_years) in [([""].as_slice(), true), (["publisher", "guessed-publisher"].as_slice(), false)] {
            let is_about = |doubt: &Diagnostic| doubt.rule == &d::IMPORT_ASSUMED && variants.contains(&doubt.variant);
            let is_assumed = whole.doubts.iter().any(is_about);
            let is_assumed_too = other.doubts.iter().any(is_about);
            let is_known_there = is_assumed && (!is_assumed_too || !is_years && whole.publishers.is_empty());
            let mut stays: Vec<Diagnostic> = Vec::new();
            if is_known_there {
                stays.extend(other.doubts.iter().filter(|doubt| is_about(doubt)).cloned());
                if is_years {
                    whole.period = other.period;
                } else {
                    whole.publishers.clone_from(&other.publishers);
                }
            } else if is_assumed {
                stays.extend(whole.doubts.iter().filter(|doubt| is_about(doubt)).cloned());
            }
            whole.doubts.retain(|doubt| !is_about(doubt));
            other.doubts.retain(|doubt| !is_about(doubt));
            self.desk.sink.found.retain(|doubt| !is_about(doubt));
            self.desk.sink.found.extend(stays.iter().cloned());
            whole.doubts.extend(stays);
            if is_assumed == is_assumed_too {
                self.differ(is_years, whole, other);
            }
        }
        let mut seen: Vec<Diagnostic> = Vec::new();
        self.desk.sink.found.retain(|doubt| {
            let is_double = doubt.rule == &d::IMPORT_ASSUMED && seen.contains(doubt);
            if doubt.rule == &d::IMPORT_ASSUMED {
                seen.push(doubt.clone());
            }
            !is_double
        });
    }

    /// Says where the documents have other years, or other publishers.
    fn differ(&mut self, is_years: bool, whole: &mut Draft, other: &Draft) {
        let range = |draft: &Draft| draft.period.map(|period| period.to_string()).unwrap_or_default();
        let (field, kept, found) = if is_years {
            ("years", range(whole), range(other))
        } else {
            ("publisher", whole.publishers.join(", "), other.publishers.join(", "))
        };
        if kept != found {
            whole.doubts.push(self.contradiction(field, &kept, &found));
        }
    }

    /// Something of the plan that the other document has otherwise.
    fn contradiction(&mut self, field: &'static str, kept: &str, found: &str) -> Diagnostic {
        let finding = Diagnostic::bare(&d::IMPORT_CONTRADICTION).arg("field", field).arg("kept", kept).arg("found", found);
        let finding = finding.arg("path", self.path).arg("where", &Subject::File);
        let finding = if field == "years" { finding.variant("years") } else { finding };
        self.desk.sink.push(finding.clone());
        finding
    }

    /// Puts a text of the plan or of a part of it beside the other document's; says so where only one has it.
    fn text(&mut self, field: &'static str, text: &mut Tongues, more: Tongues) -> Option<Diagnostic> {
        let lone = match (text.is_empty(), more.is_empty()) {
            (false, true) => text.first().and_then(|(_, words)| words.clone()),
            (true, false) => more.first().and_then(|(_, words)| words.clone()),
            _ => None,
        };
        add(text, more);
        let lone = lone?;
        self.owe(text);
        let finding = Diagnostic::bare(&d::IMPORT_UNPAIRED).variant("text").arg("field", field).arg("found", lone);
        let finding = finding.arg("path", self.path).arg("where", &Subject::File);
        self.desk.sink.push(finding.clone());
        Some(finding)
    }

    /// Marks a text as owed in the languages of both documents that it does not have.
    fn owe(&self, text: &mut Tongues) {
        let all = self.langs.0.iter().chain(&self.langs.1).filter(|lang| **lang != Lang::SC);
        add(text, all.map(|lang| (*lang, None)).collect());
    }

    fn section(&mut self, letter: Letter, whole: &mut Draft, other: Section) {
        let section = whole.sections.entry(letter).or_default();
        whole.doubts.extend(self.text("note", &mut section.note, other.note));
        whole.doubts.extend(self.halves(&mut section.halves, other.halves));
        for (at, body) in other.bodies.into_iter().enumerate() {
            let known = self.body(at, &body, &section.bodies);
            let known = match known.and_then(|known| section.bodies.get_mut(known)) {
                Some(known) => known,
                None => {
                    section.bodies.push(Body { organisation: body.organisation, note: Vec::new(), halves: Halves::new() });
                    let Some(new) = section.bodies.last_mut() else { continue };
                    new
                }
            };
            whole.doubts.extend(self.text("note", &mut known.note, body.note));
            whole.doubts.extend(self.halves(&mut known.halves, body.halves));
        }
        // section C has none outside of organisations, unless it says that there is nothing
        if !section.bodies.is_empty() {
            section.halves.retain(|_, half| !half.says_nothing());
        }
    }

    /// The organisation of the first document that is one of the other: by name, else, where both declare theirs, by its order.
    fn body(&mut self, at: usize, body: &Body, bodies: &[Body]) -> Option<usize> {
        let known = bodies.iter().position(|known| known.organisation == body.organisation);
        if known.is_some() || !is_own(&self.declared.1, "organisation", &body.organisation) {
            return known;
        }
        let there = bodies.get(at).filter(|known| is_own(&self.declared.0, "organisation", &known.organisation))?;
        self.join("organisation", &there.organisation, &body.organisation).then_some(at)
    }

    /// Takes a name of the other document for one of the first; whether that can be.
    fn join(&mut self, keyword: &'static str, first: &str, other: &str) -> bool {
        let key = (keyword, other.to_owned());
        match self.same.get(&key) {
            Some(known) => known == first,
            None => {
                let is_free = !self.same.iter().any(|((kind, _), known)| *kind == keyword && known == first);
                is_free && self.same.insert(key, first.to_owned()).is_none()
            }
        }
    }

    fn halves(&mut self, halves: &mut BTreeMap<HalfKind, Half>, other: Halves) -> Vec<Diagnostic> {
        let mut doubts = Vec::new();
        for (kind, more) in other {
            let half = halves.entry(kind).or_insert_with(|| Half { none: more.none, ..Half::default() });
            doubts.extend(self.text("note", &mut half.note, more.note));
            half.none &= more.none || more.datasets.is_empty();
            let first = std::mem::take(&mut half.datasets);
            half.datasets = self.datasets(first, more.datasets);
        }
        for (_, half) in halves.iter_mut().filter(|(_, half)| half.datasets.is_empty() && !half.note.is_empty()) {
            half.none = true;
        }
        doubts
    }

    /// Declarations of both: one under the same name, or that turned out to be the same, has the texts of both.
    fn declarations(&mut self) {
        for declared in std::mem::take(&mut self.declared.1) {
            let key = (declared.keyword, declared.id.clone());
            let id = self.same.get(&key).unwrap_or(&declared.id).clone();
            match self.declared.0.iter_mut().find(|known| known.keyword == declared.keyword && known.id == id) {
                Some(known) => {
                    add(&mut known.text, declared.text);
                    known.doubts.extend(declared.doubts);
                }
                None => self.declared.0.push(declared),
            }
        }
    }
}
