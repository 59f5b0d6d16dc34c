//! A working copy beside the plan, value by value: what was edited, what was added, what is gone, and what was changed on both sides.
//!
//! Three things are compared: what the row was made from (its mark), what it says now, and what the plan says now. A cell that still
//! says what it was made from was not edited, whatever the plan says by now.

use super::super::desk::Desk;
use super::edits::Written;
use super::read::{Copied, Line, Said};
use super::value::{Reader, Unread};
use super::{Taken, subject};
use crate::diagnostic::{self as d, Arg, Diagnostic};
use crate::emit::working::{Cell, Column, Grid, Key, LONG, Row, mark_of_plan, squeezed};
use crate::model::Plan;
use crate::source::Span;

/// How much of a text a finding quotes, in characters.
const QUOTED: usize = 60;

/// A value that was edited.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) column: Column,
    pub(super) cell: Cell,
    /// Where it stands in the copy.
    pub(super) span: Span,
}

/// A dataset that was edited, and what of it.
#[derive(Debug)]
pub(super) struct Edited {
    pub(super) id: String,
    pub(super) changes: Vec<Change>,
}

/// A dataset that was added.
#[derive(Debug)]
pub(super) struct Added {
    /// The id that the copy gives it.
    pub(super) id: Option<String>,
    pub(super) cells: Vec<(Column, Cell)>,
    pub(super) span: Span,
}

impl Added {
    pub(super) fn get(&self, column: Column) -> &Cell {
        self.cells.iter().find(|(known, _)| *known == column).map_or(&Cell::Empty, |(_, cell)| cell)
    }
}

/// What is to be put into the plan.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub(super) edited: Vec<Edited>,
    pub(super) added: Vec<Added>,
}

/// What is compared, and with what.
pub(super) struct Comparer<'a, 'd> {
    pub(super) plan: &'a Plan,
    pub(super) grid: &'a Grid,
    /// The plan as its file has it.
    pub(super) written: &'a Written,
    pub(super) reader: Reader<'a>,
    pub(super) desk: &'a mut Desk<'d>,
    pub(super) taken: &'a mut Taken,
}

impl<'a> Comparer<'a, '_> {
    /// What the copy changes; nothing where it is one of another plan.
    pub(super) fn compare(&mut self, copied: &Copied, path: &str) -> Option<Compared> {
        let marked = || copied.lines.iter().filter(|line| !line.marks.is_empty());
        let own = mark_of_plan(&self.plan.id.value);
        if marked().next().is_some() && !marked().any(|line| line.marks.contains(&own)) {
            let finding = Diagnostic::bare(&d::COPY_FOREIGN).variant("plan").arg("path", path);
            self.desk.sink.push(finding.arg("plan", &*self.plan.id.value));
            return None;
        }
        if marked().next().is_none() {
            self.desk.sink.push(Diagnostic::bare(&d::COPY_MARKS).arg("path", path));
        }
        let lacking = self.grid.columns.iter().filter(|column| !copied.columns.contains(column));
        let lacking: Vec<Arg> = lacking.map(|column| Arg::from(column.name())).collect();
        if !lacking.is_empty() {
            let finding = Diagnostic::bare(&d::COPY_MARKS).variant("column").arg("path", path);
            self.desk.sink.push(finding.arg("columns", Arg::List(lacking)));
        }
        let mut compared = Compared::default();
        let mut seen: Vec<&str> = Vec::new();
        for line in &copied.lines {
            let said = line.get(Key::Id);
            let id = said.map(|said| squeezed(&said.text)).unwrap_or_default();
            let Some((row, is_known)) = self.row_of(line, &id) else {
                self.unknown(line, id, &mut compared);
                continue;
            };
            let place = said.map_or(line.span, |said| said.span);
            if seen.contains(&&*row.id) {
                self.row("twice", place, &row.id);
                continue;
            }
            seen.push(&row.id);
            if !is_known {
                self.row("id", place, &row.id);
            }
            let changes = line.cells.iter().filter_map(|said| self.change(said, line, row)).collect::<Vec<_>>();
            if !changes.is_empty() {
                self.taken.changed += changes.len();
                compared.edited.push(Edited { id: row.id.clone(), changes });
            }
        }
        self.gone(&seen);
        Some(compared)
    }

    /// The dataset of a line, and whether its id is one that it has or had: else its mark tells.
    fn row_of(&self, line: &Line, id: &str) -> Option<(&'a Row, bool)> {
        let grid = self.grid;
        let formerly = || {
            let had = |(_, dataset): &(_, &crate::model::Dataset)| dataset.formerly.iter().any(|old| *old.value == *id);
            let (_, dataset) = self.plan.datasets().find(had)?;
            grid.row(&dataset.id.value)
        };
        let marked = || {
            let is_marked = |row: &&Row| line.was(Column::of(Key::Id), &Cell::text(&row.id));
            grid.rows.iter().find(is_marked)
        };
        let known = grid.row(id).or_else(formerly).map(|row| (row, true));
        known.or_else(|| marked().map(|row| (row, false)))
    }

    fn row(&mut self, variant: &'static str, place: Span, id: &str) {
        let finding = Diagnostic::at(&d::COPY_ROW, place).variant(variant).arg("where", &subject(id)).arg("dataset", id);
        self.desk.sink.push(finding);
    }

    /// A line whose dataset the plan does not have: one that it had, or a new one.
    fn unknown(&mut self, line: &Line, id: String, compared: &mut Compared) {
        if !line.marks.is_empty() {
            // what nobody edited needs no dataset any more
            if line.cells.iter().all(|said| self.reader.cell(said).is_ok_and(|cell| line.was(said.column, &cell))) {
                return;
            }
            self.taken.conflicts += 1;
            let finding = Diagnostic::at(&d::COPY_CONFLICT, line.span).variant("gone").arg("dataset", id);
            self.desk.sink.push(finding);
            return;
        }
        let mut cells = Vec::new();
        for said in &line.cells {
            match self.reader.cell(said) {
                Ok(cell) => cells.push((said.column, cell)),
                Err(unread) => self.unread(said, unread, &id),
            }
        }
        let id = Some(id).filter(|id| !id.is_empty());
        compared.added.push(Added { id, cells, span: line.span });
    }

    fn unread(&mut self, said: &Said, unread: Unread, id: &str) {
        let finding = Diagnostic::at(&d::COPY_VALUE, said.span).arg("where", &subject(id)).arg("column", said.column.name());
        self.desk.sink.push(match unread {
            Unread::Choice(found) => finding.arg("found", quoted(&found)),
            Unread::Date => finding.variant("date").arg("found", quoted(&said.text)),
        });
    }

    /// What a cell changes.
    fn change(&mut self, said: &Said, line: &Line, row: &Row) -> Option<Change> {
        let column = said.column;
        if column.key == Key::Id {
            return None;
        }
        let ours = row.cell(self.grid, column).unwrap_or(&Cell::Empty);
        let theirs = match self.reader.cell(said) {
            Ok(theirs) => theirs,
            Err(unread) => {
                self.unread(said, unread, &row.id);
                return None;
            }
        };
        let is_long = theirs == Cell::text(LONG) && (line.was(column, &Cell::Long) || *ours == Cell::Long);
        if theirs == *ours || line.was(column, &theirs) || is_long {
            return None;
        }
        if *ours == Cell::Long {
            let finding = Diagnostic::at(&d::COPY_VALUE, said.span).variant("long").arg("where", &subject(&row.id));
            self.desk.sink.push(finding.arg("column", column.name()));
            return None;
        }
        if !line.marks.is_empty() && !line.was(column, ours) {
            self.taken.conflicts += 1;
            let finding =
                Diagnostic::at(&d::COPY_CONFLICT, said.span).arg("where", &subject(&row.id)).arg("column", column.name());
            let finding = finding.arg("theirs", shown(&theirs)).arg("ours", shown(ours));
            let place = self.written.place(&row.id, column.key);
            self.desk.sink.push(place.into_iter().fold(finding, |finding, place| finding.label("plan", place)));
            return None;
        }
        Some(Change { column, cell: theirs, span: said.span })
    }

    /// Datasets that the copy does not have stay in the plan.
    fn gone(&mut self, seen: &[&str]) {
        for row in self.grid.rows.iter().filter(|row| !seen.contains(&&*row.id)) {
            self.taken.removed += 1;
            self.desk.sink.push(Diagnostic::bare(&d::COPY_ROW).arg("dataset", &*row.id));
        }
    }
}

/// A value as a finding quotes it.
pub(super) fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => "∅".to_owned(),
        Cell::Pending => "pending".to_owned(),
        Cell::Long => "…".to_owned(),
        Cell::Text(text) => quoted(text),
        Cell::Names(names) => quoted(&names.join(", ")),
    }
}

fn quoted(text: &str) -> String {
    let text = squeezed(text);
    let short: String = text.chars().take(QUOTED).collect();
    if short.len() < text.len() { short + "…" } else { text }
}
