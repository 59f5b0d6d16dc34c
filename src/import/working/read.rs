//! A working copy in any of its forms → lines of cells, each under the column that its head names.

use super::super::desk::Desk;
use super::super::readers::{plain, reader_of};
use super::super::{File, READERS};
use crate::diagnostic::{self as d, Arg, Diagnostic};
use crate::emit::unshield;
use crate::emit::working::{Cell, Column, FORMS, Key, MARK, NOTHING, mark, squeezed};
use crate::model::Lang;
use crate::source::Span;

/// How many columns a row must name to be the head of a working copy.
const ENOUGH: usize = 3;

/// What a working copy holds.
#[derive(Debug, Default)]
pub(super) struct Copied {
    /// The columns that it has.
    pub(super) columns: Vec<Column>,
    /// A line for each dataset, blank ones left out.
    pub(super) lines: Vec<Line>,
}

impl Copied {
    /// Whether it says what it was made from.
    pub(super) fn is_marked(&self) -> bool {
        self.lines.iter().any(|line| !line.marks.is_empty())
    }
}

/// A dataset in a working copy.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) cells: Vec<Said>,
    /// What it was made from; nothing for a new dataset, or where the mark was lost.
    pub(super) marks: Vec<String>,
    pub(super) span: Span,
}

/// A cell as it stands there.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) column: Column,
    pub(super) text: String,
    pub(super) span: Span,
}

impl Line {
    /// The text of a column, where it is there.
    pub(super) fn get(&self, key: Key) -> Option<&Said> {
        self.cells.iter().find(|said| said.column.key == key)
    }

    /// Whether a cell says what the row was made from.
    pub(super) fn was(&self, column: Column, cell: &Cell) -> bool {
        self.marks.contains(&mark(&column, cell))
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(|said| said.text.trim().is_empty())
    }
}

/// Reads a working copy; nothing where it is none, and a finding says why.
pub(super) fn read(file: &File, from: Option<&str>, desk: &mut Desk<'_>) -> Option<Copied> {
    let reader = match from {
        Some(name) => READERS.iter().find(|reader| reader.name == name),
        None => reader_of(file),
    };
    let copied = match reader.map(|reader| reader.name) {
        Some("csv") => {
            let rows = plain::csv(file, desk);
            let unshielded =
                |row: plain::Row| row.into_iter().map(|(text, span)| (unshield(&text).to_owned(), span)).collect::<Vec<_>>();
            table(rows.into_iter().map(unshielded).collect(), desk)
        }
        Some("xlsx") => {
            let mut copied: Option<Copied> = None;
            for sheet in plain::xlsx(file, desk)? {
                if copied.is_none() {
                    copied = table(sheet, desk);
                }
            }
            copied
        }
        Some("docx") => document(plain::docx(file, desk)?),
        _ => {
            let forms = FORMS.iter().map(|form| Arg::from(form.name)).collect();
            let finding = Diagnostic::bare(&d::COPY_FOREIGN).variant("form").arg("path", &*file.name);
            desk.sink.push(finding.arg("forms", Arg::List(forms)));
            return None;
        }
    };
    if copied.is_none() {
        desk.sink.push(Diagnostic::bare(&d::COPY_FOREIGN).arg("path", &*file.name));
    }
    copied
}

/// The column that the last line of a head names: `name_tc`.
fn column(head: &str) -> Option<Column> {
    let name = head.lines().map(str::trim).rfind(|line| !line.is_empty())?;
    Key::ALL.into_iter().find_map(|key| {
        if !key.is_text() {
            return (key.name() == name).then_some(Column::of(key));
        }
        let tag = name.strip_prefix(key.name())?.strip_prefix('_')?;
        Some(Column { key, lang: Some(Lang::parse(tag)?) })
    })
}

/// A table under a head; nothing where there is no such head.
fn table(rows: Vec<plain::Row>, desk: &mut Desk<'_>) -> Option<Copied> {
    let columns = |row: &plain::Row| row.iter().map(|(head, _)| column(head)).collect::<Vec<_>>();
    let is_head = |row: &plain::Row| {
        let found = columns(row);
        found.contains(&Some(Column::of(Key::Id))) && found.iter().flatten().count() >= ENOUGH
    };
    let at = rows.iter().position(is_head)?;
    let mut rows = rows.into_iter().skip(at);
    let head = rows.next()?;
    let columns = columns(&head);
    let is_mark = |(text, _): &(String, Span)| text.lines().next_back().is_some_and(|line| line.trim() == MARK);
    let mark = head.iter().position(is_mark);
    let mut copied = Copied { columns: columns.iter().flatten().copied().collect(), lines: Vec::new() };
    let mut strangers = vec![0_usize; head.len()];
    for row in rows {
        let Some(span) = row.first().zip(row.last()).map(|((_, first), (_, last))| first.to(*last)) else { continue };
        let marks = mark.and_then(|at| row.get(at)).map(|(text, _)| words(text)).unwrap_or_default();
        let mut line = Line { cells: Vec::new(), marks, span };
        for (at, (text, span)) in row.into_iter().enumerate() {
            match columns.get(at).copied().flatten() {
                Some(column) => line.cells.push(Said { column, text, span }),
                None if Some(at) == mark || text.trim().is_empty() => {}
                None => strangers.get_mut(at).into_iter().for_each(|count| *count += 1),
            }
        }
        copied.lines.extend((!line.is_blank()).then_some(line));
    }
    for ((head, span), count) in head.iter().zip(strangers).filter(|(_, count)| *count > 0) {
        desk.sink.push(Diagnostic::at(&d::IMPORT_COLUMN, *span).arg("head", squeezed(head)).arg("count", count));
    }
    Some(copied)
}

/// The tables whose labels name columns; nothing where there is none.
fn document(tables: Vec<Vec<plain::Labelled>>) -> Option<Copied> {
    let mut copied = Copied::default();
    for table in tables {
        let Some(span) = table.first().zip(table.last()).map(|(first, last)| first.span.to(last.span)) else { continue };
        let mut line = Line { cells: Vec::new(), marks: Vec::new(), span };
        for row in table {
            let Some(column) = column(&row.label) else { continue };
            if column.key == Key::Id {
                line.marks = words(&row.hidden);
            }
            // what stood in place of a value may have lost its mark
            let is_nothing = !column.key.is_text() && row.value.trim() == NOTHING;
            let text = if is_nothing { String::new() } else { row.value };
            line.cells.push(Said { column, text, span: row.span });
        }
        if line.cells.len() < ENOUGH {
            continue;
        }
        for said in &line.cells {
            if !copied.columns.contains(&said.column) {
                copied.columns.push(said.column);
            }
        }
        copied.lines.extend((!line.is_blank()).then_some(line));
    }
    copied.columns.contains(&Column::of(Key::Id)).then_some(copied)
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}
