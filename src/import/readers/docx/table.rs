//! Tables: rows and cells on their grid.

use super::super::archive::Refused;
use super::super::paper::Paper;
use super::super::xml::Element;
use super::Reader;
use crate::import::material::{Cell, Piece, Row};

/// The most columns of a table: a cell may claim to span any number.
const COLUMNS: usize = 256;

impl Reader {
    pub(super) fn table(&mut self, table: &Element, paper: &mut Paper<'_, '_>) -> Result<Vec<Row>, Refused> {
        self.tables += 1;
        let mut rows: Vec<Row> = Vec::new();
        let mut all = Vec::new();
        inner(table, "tr", &mut all);
        for (at, row) in all.into_iter().enumerate() {
            if row.child("trPr").is_some_and(|of| of.child("del").is_some()) {
                self.unseen.deleted += 1;
                continue;
            }
            paper.line(None);
            let mark = format!("[table {}, row {}]", self.tables, at + 1);
            let row = self.row(row, &mark, rows.last(), paper);
            let text = row.cells.iter().flat_map(|cell| &cell.pieces).map(|piece| piece.text.len()).sum();
            self.room.take(row.cells.len(), text)?;
            rows.push(row);
        }
        Ok(rows)
    }

    fn row(&mut self, row: &Element, mark: &str, above: Option<&Row>, paper: &mut Paper<'_, '_>) -> Row {
        let mut cells: Vec<Cell> = Vec::new();
        let mut goes_on = false;
        let mut mark = mark;
        let count = |element: Option<&Element>| element.and_then(|of| of.get("val")?.parse::<usize>().ok()).unwrap_or(0);
        let before = count(row.child("trPr").and_then(|of| of.child("gridBefore")));
        let mut all = Vec::new();
        inner(row, "tc", &mut all);
        cells.extend(std::iter::repeat_n(paper.blank(), before.min(COLUMNS)));
        for cell in all {
            let properties = cell.child("tcPr");
            let mut pieces = Vec::new();
            self.cell(cell, &mut pieces);
            let read = paper.cell(std::mem::take(&mut mark), pieces);
            let merged = properties.and_then(|of| of.child("vMerge")).is_some_and(|of| of.get("val") != Some("restart"));
            let over = above.and_then(|above| above.cells.get(cells.len())).filter(|_| merged && read.is_blank());
            let spans = count(properties.and_then(|of| of.child("gridSpan"))).clamp(1, COLUMNS);
            match over {
                Some(over) if cells.is_empty() && is_number(over) => {
                    goes_on = true;
                    cells.push(read);
                }
                Some(over) if !goes_on => cells.push(over.clone()),
                _ => cells.push(read),
            }
            let room = COLUMNS.saturating_sub(cells.len());
            cells.extend(std::iter::repeat_n(paper.blank(), (spans - 1).min(room)));
        }
        paper.row(cells)
    }

    /// The paragraphs of a cell, those of tables in it too.
    fn cell(&mut self, parent: &Element, out: &mut Vec<Piece>) {
        for element in parent.elements() {
            match &*element.name {
                "p" => {
                    let (pieces, boxes) = self.pieces(element, true);
                    out.extend(pieces);
                    self.unseen.boxes += boxes.len();
                    for text in boxes {
                        self.cell(text, out);
                    }
                }
                "tcPr" => {}
                "del" | "moveFrom" => self.unseen.deleted += 1,
                _ => self.cell(element, out),
            }
        }
    }
}

/// The elements of a name, whatever controls and marks are around them, but none within each other.
pub(super) fn inner<'e>(parent: &'e Element, name: &str, out: &mut Vec<&'e Element>) {
    for element in parent.elements() {
        if *element.name == *name {
            out.push(element);
        } else if matches!(&*element.name, "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml") {
            inner(element, name, out);
        }
    }
}

/// Whether a cell holds nothing but the number of a row.
fn is_number(cell: &Cell) -> bool {
    let text = cell.line();
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '(' | ')' | '（' | '）'))
}
