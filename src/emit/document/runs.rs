//! Every run of a document, in no order that matters: what languages and characters it has.

use super::{Block, Document, Line, Part, Piece, Run, Table};

/// All words of a document.
pub fn runs(document: &Document) -> impl Iterator<Item = &Run> {
    let (cover, end) = (&document.cover, &document.sign_off);
    let facts = cover.facts.iter().flat_map(|fact| fact.label.iter().chain(&fact.value));
    let summary = document.summary.iter();
    let headings = document.blocks.iter().flat_map(|block| match block {
        Block::Heading { lines, .. } => lines.as_slice(),
        _ => &[],
    });
    let notes = document.blocks.iter().filter_map(|block| match block {
        Block::Note(parts) => Some(parts),
        _ => None,
    });
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let tables = summary.clone().map(|summary| &summary.table).chain(tables);
    let lines = cover.publisher.iter().chain(&cover.title).chain(facts).chain(&end.publisher).chain(&end.date);
    let lines = lines.chain(summary.flat_map(|summary| &summary.heading)).chain(headings);
    let cells = notes.chain([&cover.notice]).flatten().chain(tables.clone().flat_map(cells));
    lines.chain(tables.flat_map(heads)).flat_map(|line| &line.runs).chain(cells.flat_map(part))
}

fn heads(table: &Table) -> impl Iterator<Item = &Line> {
    table.caption.iter().chain(table.columns.iter().flat_map(|column| &column.head))
}

fn cells(table: &Table) -> impl Iterator<Item = &Part> {
    table.rows.iter().flat_map(|row| row.cells.iter().flatten())
}

fn part(part: &Part) -> impl Iterator<Item = &Run> {
    part.pieces.iter().flat_map(|piece| match piece {
        Piece::Paragraph(_, runs) => runs.iter().collect::<Vec<_>>(),
        Piece::List(items) => items.iter().flatten().flatten().collect(),
    })
}
