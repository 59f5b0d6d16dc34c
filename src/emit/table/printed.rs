//! The columns for people: heads and values in one language, as the documents print them, but for dates, which stay ISO 8601
//! so that they sort.

use super::{Column, Kind, Maker, Plans, Row};
use crate::emit::document::{Piece, Run, RunKind, Scribe, plain};
use crate::emit::headings::half_heading;
use crate::model::{Date, Lang, Owed, PortalEntry, Status, Words};
use crate::source::Spanned;

/// How a workbook spreads a column over languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::emit) enum Spread {
    /// It stands once.
    Once,
    /// It stands once, with the labels of all languages owed beside each other.
    Beside,
    /// It stands in each language.
    Each,
}

/// A column for people.
pub(in crate::emit) struct Field {
    /// The wording of its head.
    pub(in crate::emit) wording: &'static str,
    /// Its name for programs.
    pub(in crate::emit) name: &'static str,
    /// What stands in it.
    pub(in crate::emit) kind: Kind,
    /// How a workbook spreads it over languages.
    pub(in crate::emit) spread: Spread,
    /// How wide it may grow in a workbook, in columns of a terminal.
    pub(in crate::emit) widest: usize,
    /// Its cell.
    pub(in crate::emit) cell: fn(Scribe<'_>, Row<'_>, Lang) -> String,
}

macro_rules! fields {
    ($($wording:literal $name:literal $kind:ident $spread:ident $widest:literal $cell:expr;)*) => {
        &[$(Field {
            wording: $wording, name: $name, kind: Kind::$kind, spread: Spread::$spread, widest: $widest, cell: $cell
        }),*]
    };
}

/// The columns for people, in their order; among many plans, whose a dataset is comes first.
pub(in crate::emit) fn fields(is_joint: bool) -> impl Iterator<Item = &'static Field> {
    JOINT.iter().filter(move |_| is_joint).chain(FIELDS)
}

static JOINT: &[Field] = fields! {
    "label-publisher" "publisher" Text Each 30 |scribe, _, lang| words(&scribe.publishers(lang));
    "column-plan" "plan" Id Once 24 |scribe, _, _| scribe.plan.id.value.to_string();
};

static FIELDS: &[Field] = fields! {
    "column-section" "section" Text Once 8 |_, row, _| row.holding.section.letter.word().to_owned();
    "column-organisation" "organisation" Text Each 30 organisation;
    "column-half" "half" Text Beside 20 |scribe, row, lang| half_heading(scribe.plan, row.holding.half.kind, lang);
    "column-number" "number" Number Once 8 |_, row, _| row.dataset.number.to_string();
    "column-category" "category" Text Each 24 |scribe, row, lang| words(&scribe.category(row.dataset, lang));
    "column-name" "name" Text Each 40 |scribe, row, lang| pieces(&scribe.name(row.dataset, lang));
    "column-description" "description" Text Each 60
        |scribe, row, lang| pieces(&scribe.description(row.dataset, row.holding.section.letter, lang));
    "column-target" "target" Date Once 16 |scribe, row, lang| date(scribe, row.dataset.target.as_ref(), lang);
    "column-released" "released" Date Once 16 |scribe, row, lang| date(scribe, row.dataset.released.as_ref(), lang);
    "column-status" "status" Text Beside 20 status;
    "column-frequency" "frequency" Text Each 24 |scribe, row, lang| words(&scribe.frequency(row.dataset, lang));
    "column-formats" "formats" Text Beside 20 formats;
    "column-owners" "owners" Text Beside 40 owners;
    "column-portals" "portals" Text Beside 40 portals;
    "column-licence" "licence" Text Beside 40 licence;
    "column-id" "id" Id Once 40 |_, row, _| row.dataset.id.value.to_string();
};

/// The columns of the table in one language.
pub(super) fn columns<'a>(scribe: Scribe<'a>, plans: &Plans<'_>, lang: Lang) -> Vec<Maker<'a>> {
    let mut all: Vec<Maker<'a>> = Vec::new();
    for field in fields(plans.is_joint) {
        let head = plans.word(field.wording, lang);
        let is_taken = all.iter().any(|(column, _)| column.head == head);
        let head = if is_taken { format!("{head} ({})", field.name) } else { head.to_owned() };
        let column = Column { head, about: field.name.to_owned(), kind: field.kind };
        all.push((column, Box::new(move |row| (field.cell)(scribe, row, lang))));
    }
    all
}

/// A wording that a library may leave out: then the last part of its id stands in its place.
pub(in crate::emit) fn word<'a>(words: &'a Words, id: &'static str, lang: Lang) -> &'a str {
    match words.get(id, lang) {
        "" => bare(id),
        found => found,
    }
}

/// The last part of a wording's id: `column-id` is `id`.
pub(super) fn bare(id: &'static str) -> &'static str {
    id.split_once('-').map_or(id, |(_, name)| name)
}

fn organisation(scribe: Scribe<'_>, row: Row<'_>, lang: Lang) -> String {
    words(&scribe.labels(row.holding.body.iter().map(|body| body.organisation.value), lang))
}

fn status(scribe: Scribe<'_>, row: Row<'_>, lang: Lang) -> String {
    let id = match row.dataset.status() {
        Status::Planned => "status-planned",
        Status::Released => "status-released",
        Status::Withdrawn => "status-withdrawn",
    };
    word(&scribe.plan.words, id, lang).to_owned()
}

fn formats(scribe: Scribe<'_>, row: Row<'_>, lang: Lang) -> String {
    let all = row.dataset.formats.iter().flat_map(|all| &all.value);
    words(&scribe.labels(all.map(|format| format.value), lang))
}

fn owners(scribe: Scribe<'_>, row: Row<'_>, lang: Lang) -> String {
    let all = row.dataset.owners.iter().flat_map(|all| &all.value);
    words(&scribe.labels(all.map(|owner| owner.value), lang))
}

fn portals(scribe: Scribe<'_>, row: Row<'_>, lang: Lang) -> String {
    let all = row.dataset.portals.iter().flat_map(|all| &all.value);
    words(&scribe.labels(all.map(|entry: &PortalEntry| entry.portal), lang))
}

fn licence(scribe: Scribe<'_>, row: Row<'_>, lang: Lang) -> String {
    words(&scribe.labels(row.dataset.licence.iter().map(|licence| licence.value), lang))
}

fn date(scribe: Scribe<'_>, date: Option<&Spanned<Owed<Date>>>, lang: Lang) -> String {
    match date.map(|date| &date.value) {
        Some(Owed::Given(date)) => date.to_string(),
        Some(Owed::Pending) => words(&[scribe.pending(lang)]),
        None => String::new(),
    }
}

/// A text of the plan, as a cell.
pub(in crate::emit) fn plain_text(scribe: Scribe<'_>, text: &crate::model::Text, lang: Lang) -> String {
    scribe.text(text, lang).iter().map(|runs| words(runs)).collect::<Vec<_>>().join("\n")
}

/// Runs as a line of plain text; our own words in place of the author's stand in brackets.
fn words(runs: &[Run]) -> String {
    let one = |run: &Run| match run.kind {
        RunKind::Pending | RunKind::NotTranslated => format!("[{}]", run.text),
        RunKind::Plain | RunKind::Link(_) => plain(std::slice::from_ref(run)),
    };
    runs.iter().map(one).collect()
}

/// Paragraphs and bullets as lines.
fn pieces(pieces: &[Piece]) -> String {
    let bullet =
        |paragraphs: &Vec<Vec<Run>>| format!("• {}", paragraphs.iter().map(|runs| words(runs)).collect::<Vec<_>>().join("\n"));
    let one = |piece: &Piece| match piece {
        Piece::Paragraph(_, runs) => words(runs),
        Piece::List(items) => items.iter().map(bullet).collect::<Vec<_>>().join("\n"),
    };
    pieces.iter().map(one).collect::<Vec<_>>().join("\n")
}
