//! What any foreign document holds: paragraphs, and tables of cells, each with its place.
//!
//! A place is a span of a source. A reader of text makes the file itself that source; a reader of anything else makes one that a
//! person can find the place by, such as a line for each row of a sheet.

use crate::model::Lang;
use crate::source::Span;

/// A document, in its order.
#[derive(Debug, Default)]
pub(super) struct Material {
    pub(super) blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug)]
pub(super) enum Block {
    /// A heading, a paragraph, an item of a list.
    Paragraph(Cell),
    /// A table, heads included.
    Table(Vec<Row>),
}

/// A row of a table.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    pub(super) span: Span,
    /// How many rows of the document it was put together from.
    pub(super) parts: usize,
}

/// A cell of a table, or a paragraph.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) pieces: Vec<Piece>,
    pub(super) span: Span,
}

/// A paragraph or bullet of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its language, where the document says which.
    pub(super) lang: Option<Lang>,
    pub(super) mark: Mark,
    pub(super) text: String,
}

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A paragraph, or part of one.
    Plain,
    /// An item of a list.
    Bullet,
    /// Items of a list that run into each other.
    Fused,
}

impl Cell {
    /// All text of a cell in one line: what stands in one language, or in none in particular.
    pub(super) fn line(&self) -> String {
        let first = self.pieces.first().and_then(|piece| piece.lang);
        self.in_lang(first)
    }

    /// Its text in one language, in one line.
    pub(super) fn in_lang(&self, lang: Option<Lang>) -> String {
        let pieces = self.pieces.iter().filter(|piece| piece.lang == lang);
        super::marks::joined(pieces.flat_map(|piece| piece.text.split('\n')))
    }

    /// The languages that it has texts in, in order; none where the document says nothing of them.
    pub(super) fn languages(&self) -> Vec<Option<Lang>> {
        let mut all = Vec::new();
        for piece in &self.pieces {
            if !all.contains(&piece.lang) {
                all.push(piece.lang);
            }
        }
        all
    }

    pub(super) fn is_blank(&self) -> bool {
        self.pieces.iter().all(|piece| piece.text.trim().is_empty())
    }
}

impl Row {
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }

    /// The cells that hold something.
    pub(super) fn filled(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| !cell.is_blank())
    }
}
