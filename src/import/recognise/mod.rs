//! What a document holds → a plan: which paragraph is a heading, which row a dataset.

mod bullets;
mod cells;
mod cover;
mod facts;
mod frequencies;
pub(super) mod headings;
mod heads;
mod own;
mod promise;
mod settle;
mod tallies;
mod values;

pub(super) use cells::merge;
pub(super) use frequencies::UNKNOWN;
pub(super) use heads::{Head, Heads, Role};

use super::account::Account;
use super::desk::Desk;
use super::draft::{Dataset, Draft, Place, Tongues};
use super::ids::Ids;
use super::mapping::Mapping;
use super::material::{Block, Cell, Material, Piece, Row};
use super::names::Names;
use super::readers::beside;
use super::{Options, dates, marks, tags};
use crate::diagnostic::{self as d, Diagnostic};
use crate::model::{HalfKind, Kind, Lang, Letter};

/// Adds pieces to those of a cell that was broken: the first goes on where the last ended.
pub(super) fn append(to: &mut Vec<Piece>, more: Vec<Piece>) {
    let mut more = more.into_iter();
    match (to.last_mut(), more.next()) {
        (Some(last), Some(first)) if first.mark == super::material::Mark::Plain && last.lang == first.lang => {
            last.text = marks::joined([&*last.text, &*first.text].into_iter());
        }
        (_, first) => to.extend(first),
    }
    to.extend(more);
}

/// A plan as far as a document tells it, and what became of its rows.
pub(super) fn recognise(material: &Material, desk: &mut Desk<'_>, options: &Options, mapping: &Mapping) -> (Draft, Account) {
    let texts = material.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(cell) => vec![cell],
        Block::Table(rows) => rows.iter().flat_map(|row| &row.cells).collect(),
    });
    let tongue = tags::lang_of_texts(texts.flat_map(|cell| &cell.pieces).map(|piece| &*piece.text));
    let known = bullets::Known::of(material);
    let mut walk = Walk {
        draft: Draft { library: options.library.clone(), ..Draft::default() },
        account: Account::default(),
        names: Names::default(),
        ids: Ids::default(),
        facts: facts::Facts::default(),
        label: None,
        loose: Vec::new(),
        heads: Heads::of(desk.lexicon, mapping),
        desk,
        known: &known,
        tongue,
        place: Place { letter: mapping.section, body: None, half: mapping.half },
        head: None,
        held: None,
        is_after_break: false,
    };
    for block in &material.blocks {
        match block {
            Block::Paragraph(cell) => walk.paragraph(cell),
            Block::Table(rows) => walk.table(rows),
        }
    }
    walk.flush();
    if walk.account.datasets == 0 && walk.draft.sections.is_empty() {
        return (walk.draft, walk.account);
    }
    settle::settle(walk, options)
}

/// The way through a document.
struct Walk<'w, 'd> {
    desk: &'w mut Desk<'d>,
    draft: Draft,
    account: Account,
    names: Names,
    ids: Ids,
    facts: facts::Facts,
    /// The fact whose label was the last paragraph.
    label: Option<cover::Fact>,
    /// Datasets of which the document does not say to which section they belong.
    loose: Vec<(Place, Dataset)>,
    heads: Heads,
    known: &'w bullets::Known,
    tongue: Lang,
    place: Place,
    head: Option<Head>,
    /// The last row: the next may be the rest of it.
    held: Option<Row>,
    /// Whether nothing but a head came since a table began.
    is_after_break: bool,
}

impl Walk<'_, '_> {
    fn paragraph(&mut self, cell: &Cell) {
        if cell.is_blank() {
            return;
        }
        self.flush();
        if !self.cover(cell) && !self.heading(cell) && !self.note(cell) && !self.fact(cell) {
            let finding = Diagnostic::at(&d::IMPORT_TEXT, cell.span).arg("found", cell.line());
            self.desk.sink.push(finding.clone());
            self.draft.left.push(finding);
        }
    }

    /// A section, half or organisation begins.
    fn heading(&mut self, cell: &Cell) -> bool {
        let texts: Vec<String> = cell.languages().into_iter().map(|lang| cell.in_lang(lang)).collect();
        if let Some(letter) = texts.iter().find_map(|text| headings::section(text)) {
            self.place = Place { letter: Some(letter), body: None, half: None };
            self.draft.sections.entry(letter).or_default();
            self.facts.heading(letter, &texts);
            return true;
        }
        if let Some(kind) = texts.iter().find_map(|text| headings::half(text, self.desk.lexicon)) {
            self.place.half = Some(kind);
            self.draft.half(self.place);
            return true;
        }
        if self.place.letter == Some(Letter::C) && texts.iter().any(|text| headings::body(text).is_some()) {
            let tongues = cells::tongues(cell, None, self.tongue, self.desk.lexicon);
            let named: Tongues = tongues.into_iter().map(|(lang, words)| (lang, words.map(|words| named(&words)))).collect();
            if let Some(name) = self.names.of(Kind::Organisation, &named, cell.span, self.desk) {
                self.place = Place { body: Some(self.draft.body(&name)), half: None, ..self.place };
                return true;
            }
        }
        false
    }

    fn table(&mut self, rows: &[Row]) {
        if rows.iter().all(|row| self.heads.read(row).is_none()) {
            if tallies::is_tally(rows) {
                return self.tally(rows);
            }
            if let Some(rows) = beside::rows(rows, self.tongue, |row| self.heads.read(row).is_some()) {
                return self.rows(&rows);
            }
        }
        self.rows(rows);
    }

    fn rows(&mut self, rows: &[Row]) {
        self.is_after_break = true;
        let width = rows.first().map_or(0, |row| row.cells.len());
        let goes_on = self.head.as_ref().is_some_and(|head| head.columns.len() == width) && self.held.is_some();
        if !goes_on {
            self.flush();
            self.head = None;
        }
        let mut headless: Vec<&Row> = Vec::new();
        for row in rows {
            self.account.rows += row.parts;
            if row.is_blank() {
                self.account.blank += row.parts;
            } else if let Some(head) = self.heads.read(row) {
                self.account.heads += row.parts;
                self.head = Some(head);
                self.is_after_break = true;
            } else if self.heading_row(row) {
                self.account.heads += row.parts;
            } else if let Some(head) = self.head.clone() {
                self.row(row, &head);
            } else {
                self.account.unread += row.parts;
                headless.push(row);
            }
        }
        self.headless(&headless);
        self.columns(rows);
    }

    /// A table that follows from the others.
    fn tally(&mut self, rows: &[Row]) {
        self.flush();
        self.head = None;
        let count: usize = rows.iter().map(|row| row.parts).sum();
        self.account.rows += count;
        self.account.heads += count;
        if let Some(head) = rows.first().filter(|head| !self.is_summary(head)) {
            self.desk.sink.push(Diagnostic::at(&d::IMPORT_TEXT, head.span).variant("tally").arg("found", in_words(head)));
        }
    }

    /// A row of one cell that is a heading, as in a sheet.
    fn heading_row(&mut self, row: &Row) -> bool {
        let mut filled = row.filled();
        let (Some(only), None) = (filled.next(), filled.next()) else { return false };
        let is_none = headings::is_nothing(&only.line(), self.desk.lexicon);
        if is_none
            || self.head.is_some()
                && headings::half(&only.line(), self.desk.lexicon).is_none()
                && headings::section(&only.line()).is_none()
        {
            return false;
        }
        self.flush();
        self.heading(only) || (self.head.is_none() && (self.note(only) || self.fact(only)))
    }

    fn row(&mut self, row: &Row, head: &Head) {
        let lexicon = self.desk.lexicon;
        if row.filled().all(|cell| cell.languages().into_iter().any(|lang| headings::is_nothing(&cell.in_lang(lang), lexicon))) {
            self.flush();
            self.account.none += row.parts;
            if let Some(half) = self.draft.half(self.place) {
                half.none = true;
            }
            return;
        }
        let width = head.columns.len();
        if let Some(more) = row.cells.get(width..).filter(|more| more.iter().any(|cell| !cell.is_blank())) {
            let found = more.iter().map(Cell::line).collect::<Vec<_>>().join(" ");
            let finding = Diagnostic::at(&d::BROKEN_TABLE, row.span).variant("ragged").arg("count", row.cells.len());
            let finding = finding.arg("width", width).arg("found", found);
            self.desk.sink.push(finding.clone());
            self.draft.left.push(finding);
        }
        if self.is_rest(row, head) {
            self.join(row);
        } else {
            self.flush();
            self.held = Some(Row { cells: row.cells.clone(), span: row.span, parts: row.parts });
        }
        self.is_after_break = false;
    }

    /// Whether a row is the rest of the one before: it has no number of its own, and nothing that every row has.
    fn is_rest(&self, row: &Row, head: &Head) -> bool {
        let blank = |role: Role| head.find(role).and_then(|at| row.cells.get(at)).is_none_or(Cell::is_blank);
        let starts = head.find(Role::Number).is_some() && blank(Role::Number) && self.held.is_some();
        starts && (blank(Role::Name) || (self.is_after_break && blank(Role::Category) && blank(Role::Frequency)))
    }

    fn join(&mut self, row: &Row) {
        let Some(held) = &mut self.held else { return };
        held.parts += row.parts;
        held.span = if held.span.file == row.span.file { held.span.to(row.span) } else { held.span };
        for (at, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank()) {
            match held.cells.get_mut(at) {
                Some(known) => append(&mut known.pieces, cell.pieces.clone()),
                None => held.cells.push(cell.clone()),
            }
        }
    }

    /// The last row is whole.
    fn flush(&mut self) {
        let (Some(row), Some(head)) = (self.held.take(), &self.head) else { return };
        let head = head.clone();
        let line = values::Line { row: &row, head: &head };
        let nameless = line.cells(Role::Name).next().is_none();
        if nameless && line.cells(Role::Description).next().is_none() {
            self.account.unread += row.parts;
            let finding = Diagnostic::at(&d::IMPORT_ROW, row.span).arg("found", in_words(&row));
            self.desk.sink.push(finding.clone());
            self.draft.left.push(finding);
            return;
        }
        self.account.datasets += 1;
        self.account.joined += row.parts - 1;
        let place = self.place_of(&line);
        let mut context = values::Context {
            desk: self.desk,
            names: &mut self.names,
            ids: &mut self.ids,
            known: self.known,
            tongue: self.tongue,
            place,
        };
        let dataset = values::dataset(&line, &mut context);
        self.facts.of_dataset(&dataset);
        match self.draft.half(place) {
            Some(half) => half.datasets.push(dataset),
            None => self.loose.push((place, dataset)),
        }
    }

    /// Where a row belongs: by its own cells, else by the headings above it.
    fn place_of(&mut self, line: &values::Line<'_>) -> Place {
        let mut place = self.place;
        if let Some((words, _)) = line.line(Role::Section)
            && let Some(letter) = headings::letter(&words)
        {
            place = Place { letter: Some(letter), body: None, half: None };
        }
        if let Some((words, _)) = line.line(Role::Half) {
            place.half = headings::half(&words, self.desk.lexicon).or(place.half);
        }
        if let Some((words, span)) = line.line(Role::Organisation).filter(|_| place.letter == Some(Letter::C)) {
            let text = vec![(self.tongue, Some(words))];
            if let Some(name) = self.names.of(Kind::Organisation, &text, span, self.desk) {
                place.body = Some(self.draft.body(&name));
            }
        }
        if place.half.is_none() {
            self.facts.lacks_half = true;
            place.half = Some(HalfKind::NonSpatial);
        }
        place
    }

    /// Rows of a table without a head that is known.
    fn headless(&mut self, rows: &[&Row]) {
        let Some(first) = rows.first() else { return };
        let finding = Diagnostic::at(&d::IMPORT_ROW, first.span).variant("head").arg("count", rows.len());
        self.desk.sink.push(finding.arg("found", in_words(first)));
        for row in rows {
            self.draft.left.push(Diagnostic::at(&d::IMPORT_ROW, row.span).arg("found", in_words(row)));
        }
    }

    /// What stands in columns that were not taken.
    fn columns(&mut self, rows: &[Row]) {
        let Some(head) = &self.head else { return };
        let untaken = head.columns.iter().enumerate().filter_map(|(at, column)| Some((at, column.as_ref().err()?)));
        for (at, words) in untaken {
            let filled: Vec<&Cell> = rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| !cell.is_blank()).collect();
            let Some((first, rest)) = filled.split_first().filter(|(_, rest)| !rest.is_empty()) else { continue };
            let finding = Diagnostic::at(&d::IMPORT_COLUMN, first.span).arg("head", &**words).arg("count", rest.len());
            self.desk.sink.push(finding.clone());
            self.draft.left.push(finding);
            for cell in rest.iter().filter(|cell| dates::read(&cell.line()) == dates::Reading::Impossible) {
                let finding =
                    Diagnostic::at(&d::IMPORT_DATE, cell.span).variant("unused").arg("found", cell.line()).arg("where", "");
                self.desk.sink.push(finding.clone());
                self.draft.left.push(finding);
            }
        }
    }
}

/// The name in the heading of an organisation.
fn named(words: &str) -> String {
    headings::body(words).unwrap_or(words).to_owned()
}

fn in_words(row: &Row) -> String {
    row.cells.iter().map(Cell::line).collect::<Vec<_>>().join(" | ").trim_matches([' ', '|']).to_owned()
}
