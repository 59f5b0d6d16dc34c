//! Plain text, as copied from a document: a line with tabs is a row, any other a paragraph.
//!
//! A row that was broken over lines is put together where the pieces give just the number of cells that the table has.

use super::{Desk, File, Read};
use crate::import::marks::pieces;
use crate::import::material::{Block, Cell, Material, Row};
use crate::source::{FileId, Source, Span};

pub(super) fn takes(file: &File) -> bool {
    crate::files::foreign(&file.bytes).is_none()
}

pub(super) fn read(file: &File, desk: &mut Desk<'_>) -> Option<Read> {
    let source = desk.text(file);
    let mut material = Material::default();
    for (line, span) in lines(&source) {
        let cells = cells(line, span);
        let table = match material.blocks.last_mut() {
            Some(Block::Table(rows)) => Some(rows),
            _ => None,
        };
        match (cells.len(), table) {
            (_, Some(rows)) if continues(rows, &cells) => glue(rows, cells, span),
            (1, _) => material.blocks.extend(cells.into_iter().map(Block::Paragraph)),
            (_, Some(rows)) => rows.push(Row { cells, span, parts: 1 }),
            (_, None) => material.blocks.push(Block::Table(vec![Row { cells, span, parts: 1 }])),
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

/// Whether a line is the rest of the last row: that has too few cells, and both together have the right number.
fn continues(rows: &[Row], cells: &[Cell]) -> bool {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return false };
    rows.len() > 1 && last.cells.len() < first.cells.len() && last.cells.len() + cells.len() == first.cells.len() + 1
}

fn glue(rows: &mut [Row], cells: Vec<Cell>, span: Span) {
    let Some(last) = rows.last_mut() else { return };
    last.span = last.span.to(span);
    last.parts += 1;
    let mut cells = cells.into_iter();
    if let (Some(before), Some(after)) = (last.cells.last_mut(), cells.next()) {
        before.span = before.span.to(after.span);
        super::super::recognise::append(&mut before.pieces, after.pieces);
    }
    last.cells.extend(cells);
}
