//! A source made for what is no text: a line for each row, so that findings show the place, and a mark before each cell.

use super::Desk;
use crate::diagnostic::{self as d, Diagnostic};
use crate::import::marks;
use crate::import::material::{Cell, Piece, Row};
use crate::source::{FileId, Span};

/// The most lines that are left blank so that the number of a line is that of its row.
const BLANKS: usize = 20_000;

/// A source while it is written. It is the next of the desk's, so that no other may be added meanwhile.
pub(super) struct Paper<'p, 'd> {
    pub(super) desk: &'p mut Desk<'d>,
    file: FileId,
    name: String,
    text: String,
    lines: usize,
    /// Where the last line begins.
    start: usize,
    hidden: usize,
}

impl<'p, 'd> Paper<'p, 'd> {
    /// A source of a name by which people find the place: `plan.xlsx[A]`.
    pub(super) fn new(name: String, desk: &'p mut Desk<'d>) -> Self {
        let file = FileId(desk.sources.iter().count() as u32);
        Self { desk, file, name, text: String::new(), lines: 0, start: 0, hidden: 0 }
    }

    /// Goes on to a line of a number from 1, as far as that is not too far; to the next where there is no number.
    pub(super) fn line(&mut self, number: Option<usize>) {
        let next = self.lines + 1;
        let wanted = number.filter(|wanted| *wanted > next && *wanted <= BLANKS).unwrap_or(next);
        let breaks = wanted - self.lines - usize::from(self.lines == 0);
        self.text.extend(std::iter::repeat_n('\n', breaks));
        self.lines = wanted;
        self.start = self.text.len();
    }

    /// Writes a cell on the line, with a mark before it that people know it by.
    pub(super) fn cell(&mut self, mark: &str, mut pieces: Vec<Piece>) -> Cell {
        for piece in &mut pieces {
            let (seen, hidden) = marks::seen(&piece.text);
            self.hidden += hidden;
            piece.text = seen;
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\t');
        }
        if !mark.is_empty() {
            self.text.push_str(mark);
            self.text.push(' ');
        }
        let start = self.text.len() as u32;
        for (at, piece) in pieces.iter().enumerate() {
            if at > 0 {
                self.text.push(' ');
            }
            self.text.extend(piece.text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }));
        }
        Cell { pieces, span: Span::new(self.file, start, self.text.len() as u32) }
    }

    /// What the whole source is called in the document: it stands on no line.
    pub(super) fn title(&self, pieces: Vec<Piece>) -> Cell {
        Cell { pieces, span: Span::new(self.file, 0, 0) }
    }

    /// A cell without anything, at the end of what is written.
    pub(super) fn blank(&self) -> Cell {
        let end = self.text.len() as u32;
        Cell { pieces: Vec::new(), span: Span::new(self.file, end, end) }
    }

    /// Cells as a row: it is the line.
    pub(super) fn row(&self, cells: Vec<Cell>) -> Row {
        Row { cells, span: Span::new(self.file, self.start as u32, self.text.len() as u32), parts: 1 }
    }

    /// Puts the source on the desk.
    pub(super) fn finish(self) {
        let start = Span::new(self.file, 0, 0);
        if self.hidden > 0 {
            let finding = Diagnostic::at(&d::IMPORT_HIDDEN, start).arg("path", &*self.name).arg("count", self.hidden);
            self.desk.sink.push(finding);
        }
        self.desk.sources.add(&self.name, self.text);
    }
}
