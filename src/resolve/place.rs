//! Sections, organisations in section C, halves.

use rustc_hash::FxHashMap;

use super::defaults::{self, Inherited};
use super::phrase::{Expander, PlanFacts};
use super::plan::head_span;
use super::reader::Reader;
use super::schema;
use crate::diagnostic::{self as d, Diagnostic};
use crate::model::{Body, Content, Half, HalfKind, Id, Letter, Organisation, Section, Text};
use crate::source::{Span, Spanned};
use crate::syntax::{self, AtomKind, Block, Field, Keyword, Statement};

/// Where a dataset is read: what it needs to know of its place.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) letter: Letter,
    pub(super) kind: HalfKind,
    /// In section C, its organisation.
    pub(super) organisation: Option<Spanned<Id<Organisation>>>,
}

/// Reads the places of one plan.
pub(super) struct Places<'a, 'p> {
    pub(super) reader: Reader<'a>,
    pub(super) facts: &'p PlanFacts<'p>,
    pub(super) expander: Expander,
    /// The ids of all datasets so far.
    pub(super) ids: Vec<Spanned<Box<str>>>,
    /// Whether something in the section being read, or a section of the plan, could not be read.
    pub(super) damaged: bool,
}

impl<'a> Places<'a, '_> {
    /// The sections, A to D.
    pub(super) fn sections(&mut self, statements: &'a [Statement], outer: &Inherited) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        let mut damaged = false;
        for block in blocks(statements).filter(|block| block.keyword == Keyword::Section) {
            let letter = block.head.first().map(|atom| self.reader.slice(atom.span)).unwrap_or_default();
            let Some(letter) = Letter::ALL.into_iter().find(|known| known.word() == letter) else {
                if !block.broken {
                    let finding = Diagnostic::at(&d::UNKNOWN_SECTION, head_span(block)).arg("found", letter);
                    let meant = syntax::letter(letter).zip(block.head.first());
                    self.reader.report(match meant {
                        Some((meant, atom)) => {
                            let is_there = |block: &Block| block.head.iter().any(|atom| self.reader.slice(atom.span) == meant);
                            let mut sections = blocks(statements).filter(|block| block.keyword == Keyword::Section);
                            let is_sure = !sections.any(is_there);
                            finding.variant("nearest").arg("nearest", meant).fix(atom.span, meant, is_sure)
                        }
                        None => finding,
                    });
                }
                damaged = true;
                // which one it is decides what is promised in it, not how it is written
                self.section(Letter::A, block, outer);
                continue;
            };
            if let Some(first) = sections.iter().find(|section| section.letter == letter) {
                let finding = Diagnostic::at(&d::DUPLICATE_SECTION, head_span(block)).arg("section", letter.word());
                self.reader.report(finding.label("first", first.head));
                continue;
            }
            sections.push(self.section(letter, block, outer));
        }
        sections.sort_by_key(|section| section.letter);
        self.damaged = damaged;
        sections
    }

    fn section(&mut self, letter: Letter, block: &'a Block, outer: &Inherited) -> Section {
        let statements = block.body.statements();
        let fields = self.reader.fields(statements, &schema::SECTION, block.word, true);
        self.damaged = fields.damaged;
        let note = self.reader.value(fields.get("note"), |reader, field| note(reader, field, &mut self.expander, self.facts));
        let inherited = defaults::inside(&mut self.reader, statements, outer, true);
        let content = match &block.body {
            syntax::Body::None(..) => Content::None,
            _ if letter == Letter::C => Content::Bodies(self.bodies(statements, &inherited)),
            _ => Content::Halves(self.halves(statements, letter, None, &inherited)),
        };
        let mut datasets = blocks(statements).filter(|stray| stray.keyword == Keyword::Dataset).peekable();
        self.damaged |= datasets.peek().is_some();
        for stray in datasets {
            // without a half around it, which was said; what it says is read all the same
            self.dataset(stray, Place { letter, kind: HalfKind::NonSpatial, organisation: None }, &inherited, 0);
        }
        for stray in blocks(statements) {
            let is_body = stray.keyword == Keyword::Organisation;
            let is_half = matches!(stray.keyword, Keyword::Spatial | Keyword::NonSpatial);
            let variant = match letter {
                Letter::C if is_half => "section-c",
                Letter::A | Letter::B | Letter::D if is_body => "organisation",
                _ => continue,
            };
            self.damaged = true;
            let finding = Diagnostic::at(&d::MISPLACED_BLOCK, stray.word).variant(variant).arg("section", letter.word());
            self.reader.report(finding.arg("keyword", stray.keyword.word()));
        }
        Section { letter, content, note, damaged: self.damaged, span: block.span, head: head_span(block) }
    }

    fn bodies(&mut self, statements: &'a [Statement], outer: &Inherited) -> Vec<Body> {
        let mut bodies: Vec<Body> = Vec::new();
        for block in blocks(statements).filter(|block| block.keyword == Keyword::Organisation) {
            let Some(head) = block.head.first().filter(|_| !block.broken) else {
                self.damaged = true;
                continue;
            };
            if head.kind != AtomKind::Reference {
                self.damaged = true;
                let finding = Diagnostic::at(&d::BAD_HEAD, head.span).variant("body").fix(head.span.at_start(), "@", true);
                self.reader.report(finding.arg("found", self.reader.slice(head.span)).arg("keyword", "organisation"));
                continue;
            }
            let Some(id) = self.reader.lookup::<Organisation>(*head) else {
                self.damaged = true;
                continue;
            };
            let organisation = Spanned::new(id, head.span);
            if let Some(first) = bodies.iter().find(|body| body.organisation.value == id) {
                let finding = Diagnostic::at(&d::DUPLICATE_VALUE, head.span).arg("found", self.reader.slice(head.span));
                self.reader.report(finding.arg("field", "organisation").label("first", first.organisation.span));
            }
            let inner = block.body.statements();
            let fields = self.reader.fields(inner, &schema::BODY, head.span, true);
            self.damaged |= fields.damaged;
            let note = self.reader.value(fields.get("note"), |reader, field| note(reader, field, &mut self.expander, self.facts));
            let inherited = defaults::inside(&mut self.reader, inner, outer, true);
            let halves = match &block.body {
                syntax::Body::None(..) => None,
                _ => Some(self.halves(inner, Letter::C, Some(organisation), &inherited)),
            };
            bodies.push(Body { organisation, number: bodies.len() as u32 + 1, halves, note, span: block.span });
        }
        bodies
    }

    fn halves(
        &mut self,
        statements: &'a [Statement],
        letter: Letter,
        organisation: Option<Spanned<Id<Organisation>>>,
        outer: &Inherited,
    ) -> Vec<Half> {
        let mut halves: Vec<Half> = Vec::with_capacity(2);
        for block in blocks(statements) {
            let kind = match block.keyword {
                Keyword::Spatial => HalfKind::Spatial,
                Keyword::NonSpatial => HalfKind::NonSpatial,
                _ => continue,
            };
            if let Some(first) = halves.iter().find(|half| half.kind == kind) {
                let finding = Diagnostic::at(&d::DUPLICATE_SECTION, block.word).arg("section", kind.word()).variant("half");
                self.reader.report(finding.label("first", first.word));
                continue;
            }
            halves.push(self.half(block, Place { letter, kind, organisation }, outer));
        }
        halves.sort_by_key(|half| half.kind);
        halves
    }

    fn half(&mut self, block: &'a Block, place: Place, outer: &Inherited) -> Half {
        let statements = block.body.statements();
        let is_spatial = place.kind == HalfKind::Spatial;
        let fields = self.reader.fields(statements, &schema::HALF, block.word, is_spatial);
        let note = self.reader.value(fields.get("note"), |reader, field| note(reader, field, &mut self.expander, self.facts));
        let inherited = defaults::inside(&mut self.reader, statements, outer, is_spatial);
        let mut datasets = Vec::with_capacity(statements.len());
        let mut damaged = fields.damaged || block.broken;
        for block in blocks(statements).filter(|block| block.keyword == Keyword::Dataset) {
            match self.dataset(block, place, &inherited, datasets.len() as u32 + 1) {
                Some(dataset) => datasets.push(dataset),
                None => damaged = true,
            }
        }
        let none = matches!(block.body, syntax::Body::None(..));
        Half { kind: place.kind, none, note, datasets, damaged, span: block.span, word: block.word }
    }

    /// Ids are unique in a plan, and are not to be taken for one another.
    pub(super) fn check_ids(&mut self) {
        let mut seen: FxHashMap<String, usize> = FxHashMap::default();
        let ids = std::mem::take(&mut self.ids);
        for (index, id) in ids.iter().enumerate() {
            let Some(first) = seen.insert(skeleton(id), index) else { continue };
            let rule = if ids[first] == *id { &d::DUPLICATE_DATASET } else { &d::CONFUSABLE_IDS };
            let finding = Diagnostic::at(rule, id.span).arg("dataset", &*id.value).arg("other", &*ids[first].value);
            self.reader.sink.push(finding.label("first", ids[first].span));
        }
    }
}

/// The text of a note: its own, or a phrase's.
pub(super) fn note<'a>(
    reader: &mut Reader<'a>,
    field: &'a Field,
    expander: &mut Expander,
    facts: &PlanFacts<'_>,
) -> Option<Text> {
    match *field.atoms {
        [only] if only.kind == AtomKind::Reference => {
            let id = reader.lookup(only)?;
            expander.expand(reader, id, only.span, facts, None).map(|text| (*text).clone())
        }
        _ => reader.text(field),
    }
}

fn blocks(statements: &[Statement]) -> impl Iterator<Item = &Block> {
    statements.iter().filter_map(|statement| match statement {
        Statement::Block(block) => Some(block),
        _ => None,
    })
}

/// What an id looks like: two of one skeleton are taken for one another (Unicode TR 39).
pub(super) fn skeleton(id: &str) -> String {
    if !id.is_ascii() {
        return unicode_security::skeleton(&id.to_lowercase()).collect();
    }
    let twin = |letter: char| match letter.to_ascii_lowercase() {
        '0' => 'o',
        '1' | 'i' if letter != 'i' => 'l',
        other => other,
    };
    id.chars().map(twin).collect()
}

/// The place of a dataset's head.
pub(super) fn id_span(block: &Block) -> Span {
    block.head.first().map_or(block.word, |atom| atom.span)
}
