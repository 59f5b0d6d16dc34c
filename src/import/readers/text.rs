//! Plain text, as copied from a document: a line with tabs is a row, any other a paragraph.
//!
//! A row that was broken over lines is put together where the pieces give just the number of cells that the table has.

use super::{Desk, File, Read};
use crate::import::marks::pieces;
use crate::import::material::{Block, Cell, Material, Row};
use crate::import::recognise::append;
use crate::source::{FileId, Source, Span};

/// Into how many lines a row may be broken, less one.
const MOST_PIECES: usize = 8;

pub(super) fn takes(file: &File) -> bool {
    crate::files::foreign(&file.bytes).is_none()
}

pub(super) fn read(file: &File, desk: &mut Desk<'_>) -> Option<Read> {
    let source = desk.text(file);
    let mut material = Material::default();
    let lines: Vec<(Vec<Cell>, Span)> = lines(&source).map(|(line, span)| (cells(line, span), span)).collect();
    let mut at = 0;
    while let Some((cells, span)) = lines.get(at) {
        at += 1;
        let table = match material.blocks.last_mut() {
            Some(Block::Table(rows)) => Some(rows),
            _ => None,
        };
        let mut row = Row { cells: cells.clone(), span: *span, parts: 1 };
        match table {
            _ if cells.len() == 1 => material.blocks.extend(cells.iter().cloned().map(Block::Paragraph)),
            None => material.blocks.push(Block::Table(vec![row])),
            Some(rows) => {
                let width = rows.first().map_or(0, |first| first.cells.len());
                let more = lines.get(at..).map_or(0, |rest| rest_of(&row, rest, width));
                lines.iter().skip(at).take(more).for_each(|(cells, span)| glue(&mut row, cells.clone(), *span));
                at += more;
                rows.push(row);
            }
        }
    }
    Some(Read::Material(material))
}

/// The lines that hold more than blanks, tabs counting as something, each with its place.
fn lines(source: &Source) -> impl Iterator<Item = (&str, Span)> {
    let start = source.text.as_ptr() as usize;
    let place = move |line: &str| line.as_ptr() as usize - start;
    let all = source.text.split(['\n', '\r']).filter(|line| line.contains('\t') || !line.trim().is_empty());
    all.map(move |line| (line, span(source.id, place(line), line.len())))
}

fn span(file: FileId, start: usize, length: usize) -> Span {
    Span::new(file, start as u32, (start + length) as u32)
}

fn cells(line: &str, whole: Span) -> Vec<Cell> {
    let mut at = whole.start as usize;
    let mut cells = Vec::new();
    for cell in line.split('\t') {
        let text = cell.trim();
        let start = at + (cell.len() - cell.trim_start().len());
        cells.push(Cell { pieces: pieces(text, None), span: span(whole.file, start, text.len()) });
        at += cell.len() + 1;
    }
    cells
}

/// How many of the next lines are the rest of a row that has too few cells: with them it has just as many as its table. A line that
/// begins with a number is a row of its own.
fn rest_of(row: &Row, lines: &[(Vec<Cell>, Span)], width: usize) -> usize {
    let mut count = row.cells.len();
    for (at, (cells, _)) in lines.iter().enumerate().take(MOST_PIECES) {
        let first = cells.first().map(Cell::line).unwrap_or_default();
        let begins_row = cells.len() > 1 && (first.is_empty() || first.bytes().all(|byte| byte.is_ascii_digit()));
        count += cells.len() - 1;
        if begins_row || count > width || row.cells.len() >= width {
            return 0;
        }
        if count == width {
            return at + 1;
        }
    }
    0
}

fn glue(row: &mut Row, cells: Vec<Cell>, span: Span) {
    row.span = row.span.to(span);
    row.parts += 1;
    let mut cells = cells.into_iter();
    if let (Some(before), Some(after)) = (row.cells.last_mut(), cells.next()) {
        before.span = before.span.to(after.span);
        append(&mut before.pieces, after.pieces);
    }
    row.cells.extend(cells);
}
