//! A plan: its head, its fields, its sections.

use std::sync::Arc;

use super::defaults;
use super::imports::{Unit, join};
use super::phrase::{Expander, PlanFacts};
use super::place::Places;
use super::reader::Reader;
use super::schema;
use super::scope::{Found, Scope};
use super::size;
use crate::diagnostic::{self as d, Diagnostic, Sink, Subject};
use crate::files::Files;
use crate::model::{Date, Kind, Lang, Period, Plan, Vocabulary, Wording, Words};
use crate::source::{Span, Spanned};
use crate::syntax::{AtomKind, Block, Field};

/// Reads the plan of a file, if it holds one.
pub(super) fn resolve(unit: &Unit, scope: &Scope, vocabulary: &Vocabulary, files: &dyn Files, sink: &mut Sink) -> Option<Plan> {
    let block = unit.plan()?;
    let mut reader = Reader::new(unit, scope, vocabulary, sink);
    let (id, period) = head(&mut reader, block);
    let id_span = id.as_ref().map_or(block.word, |id| id.span);
    reader.subject = id.as_ref().map_or(Subject::File, |id| Subject::Plan(id.value.clone()));
    let fields = reader.fields(block.body.statements(), &schema::PLAN, id_span, false);
    let languages = reader.value(fields.get("languages"), |reader, field| Some(languages(reader, field))).unwrap_or_default();
    reader.languages = languages.iter().map(|lang| lang.value).collect();
    let original = reader.languages.first().copied().unwrap_or(Lang::TC);
    let title = reader.value(fields.get("title"), Reader::text);
    let publishers = reader.value(fields.get("publisher"), |reader, field| Some(reader.organisations(field))).unwrap_or_default();
    let issued = reader.value(fields.get("issued"), Reader::owed_date);
    let updated = reader.value(fields.get("updated"), Reader::date);
    let previous = reader.value(fields.get("previous"), |reader, field| reader.quoted(field, "path"));
    check_previous(&mut reader, previous.as_ref(), files);
    let licence = reader.value(fields.get("licence"), |reader, field| {
        let atom = reader.single(field)?;
        reader.word(field, atom, "licence").map(|id| Spanned::new(id, atom.span))
    });
    let contact = fields.get("contact");
    let contact = reader.value(contact, |reader, field| reader.contact(field).map(|contact| Spanned::new(contact, field.span)));
    let mut words = words(&mut reader, original, id_span);
    words.is_partial = scope.lacks_imports;
    let words = Arc::new(words);
    let facts = PlanFacts {
        words: &words,
        vocabulary,
        original,
        title: title.as_ref(),
        publishers: &publishers,
        period: period.as_ref().map(|period| period.value),
    };
    let statements = block.body.statements();
    let inherited = defaults::inside(&mut reader, statements, &defaults::Inherited::default(), true);
    let mut places = Places { reader, facts: &facts, expander: Expander::default(), ids: Vec::new(), damaged: false };
    let sections = places.sections(statements, &inherited);
    places.check_ids();
    let damaged = fields.damaged || places.damaged;
    let plan = Plan {
        id: id?,
        file: unit.source.id,
        span: block.span,
        period: period?,
        title,
        publishers,
        issued,
        updated,
        languages,
        previous,
        licence,
        contact,
        sections,
        damaged,
        words,
    };
    if size::printed(&plan, vocabulary) > size::MAX_TEXT {
        let limit = size::MAX_TEXT >> 20;
        sink.push(Diagnostic::at(&d::TOO_MUCH_TEXT, id_span).variant("plan").arg("limit", limit));
    }
    Some(plan)
}

/// The id and the years. Of a head that was reported, the years are taken from its figures and the id from the file's name, so
/// that the plan is checked all the same.
fn head(reader: &mut Reader<'_>, block: &Block) -> (Option<Spanned<Box<str>>>, Option<Spanned<Period>>) {
    let named = block.head.iter().find(|atom| atom.kind == AtomKind::Name);
    let id = named.map(|atom| Spanned::new(reader.name(*atom), atom.span));
    let range = block.head.iter().find(|atom| atom.kind == AtomKind::Range);
    let period = range.and_then(|atom| reader.period(*atom).map(|period| Spanned::new(period, atom.span)));
    if !block.broken {
        return (id, period);
    }
    let head = head_span(block);
    let name = reader.unit.source.name.rsplit('/').next().unwrap_or_default();
    let stem = Some(name.trim_end_matches(".odp")).filter(|stem| stem.chars().all(|c| c.is_alphanumeric() || c == '-'));
    let years = reader.slice(head).split(|c: char| !c.is_ascii_digit()).filter(|figures| figures.len() == 4);
    let years: Vec<Date> = years.filter_map(Date::parse).collect();
    let guessed = years
        .first()
        .zip(years.last())
        .filter(|(first, last)| first.first_day() <= last.last_day())
        .map(|(from, to)| Period { from: *from, to: *to });
    let id = id.or_else(|| Some(Spanned::new(stem.unwrap_or("?").into(), head)));
    (id, period.or_else(|| guessed.map(|period| Spanned::new(period, head))))
}

fn languages<'a>(reader: &mut Reader<'a>, field: &'a Field) -> Vec<Spanned<Lang>> {
    let mut all: Vec<Spanned<Lang>> = Vec::new();
    for atom in reader.list(field).into_iter().flatten() {
        let tag = reader.slice(atom.span);
        match Lang::parse(tag).filter(|_| atom.kind == AtomKind::Name) {
            Some(lang) => match all.iter().find(|known| known.value == lang) {
                Some(first) => {
                    let finding = Diagnostic::at(&d::DUPLICATE_VALUE, atom.span).arg("found", tag).arg("field", "languages");
                    reader.report(super::value::without(finding.label("first", first.span), field, atom.span));
                }
                None => all.push(Spanned::new(lang, atom.span)),
            },
            None => reader.report(Diagnostic::at(&d::BAD_LANGUAGE_TAG, atom.span).arg("tag", tag)),
        }
    }
    all
}

fn check_previous(reader: &mut Reader<'_>, previous: Option<&Spanned<Box<str>>>, files: &dyn Files) {
    let Some(previous) = previous else { return };
    let known = join(&reader.unit.source.name, previous).is_some_and(|path| files.exists(&path));
    if !known {
        reader.report(Diagnostic::at(&d::PREVIOUS_NOT_FOUND, previous.span).arg("path", &*previous.value));
    }
}

/// The wordings that a plan's file can see. Two libraries with one wording are reported once, and the wording counts as there.
fn words(reader: &mut Reader<'_>, original: Lang, place: Span) -> Words {
    let (scope, vocabulary) = (reader.scope, reader.vocabulary);
    let mut ambiguous = None;
    let words = Words::collect(original, |id| {
        let index = match scope.find_unnamed(Kind::Wording, id) {
            Found::One(index) => index,
            Found::Several(places) => {
                ambiguous.get_or_insert((id, places));
                scope.visible(Kind::Wording).find(|(name, _)| *name == id)?.1
            }
            Found::Nothing | Found::UnknownPrefix => return None,
        };
        vocabulary.id::<Wording>(index).map(|id| Arc::clone(&vocabulary.get(id).text))
    });
    if let Some((id, places)) = ambiguous {
        let finding = Diagnostic::at(&d::AMBIGUOUS_IMPORT, place).variant("wording").arg("name", id).term("kind", "wording");
        reader.report(places.into_iter().fold(finding, |finding, place| finding.label("import", place)));
    }
    words
}

/// The place of a statement's head, for labels.
pub(super) fn head_span(block: &Block) -> Span {
    block.head.iter().fold(block.word, |span, atom| span.to(atom.span))
}
