//! The text that came of a working copy, read again: what does not say what the copy says is found.

use super::super::desk::Desk;
use super::apply::Change;
use super::compare::{Added, Compared, shown};
use super::subject;
use crate::diagnostic::{self as d, Diagnostic};
use crate::emit::working::{self, Cell, Column, Key};
use crate::fix::Overlay;
use crate::resolve::load;
use crate::source::Span;

impl Change<'_> {
    /// Reads the new text, and says what does not come out as the copy has it.
    pub(super) fn verify(
        &self,
        text: &str,
        compared: &Compared,
        added: &[(String, &Added)],
        refused: &[String],
        desk: &mut Desk<'_>,
    ) {
        let files = Overlay::new(self.files).with(self.path, text);
        let loaded = load(&files, &[self.path.to_owned()]);
        let Some(plan) = loaded.workspace.plans.first() else { return };
        let (grid, _) = working::read(plan, &loaded.workspace.vocabulary);
        let mut check = |id: &str, column: Column, wanted: &Cell, span: Option<Span>| {
            let got = grid.row(id).and_then(|row| row.cell(&grid, column)).unwrap_or(&Cell::Empty);
            // what is emptied and owed is pending
            let is_owed = wanted.is_empty() && *got == Cell::Pending;
            if got != wanted && !is_owed {
                let finding = span.map_or(Diagnostic::bare(&d::COPY_VALUE), |span| Diagnostic::at(&d::COPY_VALUE, span));
                let finding = finding.variant("held").arg("where", &subject(id)).arg("column", column.name());
                desk.sink.push(finding.arg("wanted", shown(wanted)).arg("got", shown(got)));
            }
        };
        for old in &self.grid.rows {
            let edited = compared.edited.iter().find(|edited| edited.id == old.id);
            for (column, cell) in self.grid.columns.iter().zip(&old.cells) {
                let change = edited.and_then(|edited| edited.changes.iter().find(|change| change.column == *column));
                match change {
                    Some(_) if column.key == Key::Description && refused.contains(&old.id) => {}
                    Some(change) => check(&old.id, *column, &change.cell, Some(change.span)),
                    // a phrase may say something else by now
                    None if matches!(column.key, Key::Description | Key::Note) => {}
                    None => {
                        check(&old.id, *column, cell, edited.and_then(|edited| edited.changes.first()).map(|change| change.span))
                    }
                }
            }
        }
        for (id, new) in added {
            let cells = new.cells.iter().filter(|(column, cell)| column.key != Key::Id && !cell.is_empty());
            cells.for_each(|(column, cell)| check(id, *column, cell, Some(new.span)));
        }
    }
}
