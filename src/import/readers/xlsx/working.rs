//! The sheets of a working copy as they stand: no cell is read as anything but its text.

use std::collections::BTreeSet;

use super::super::archive::{Refused, Room};
use super::super::paper::Paper;
use super::super::plain::Row;
use super::super::{Desk, File};
use super::{CELLS, Sheet, opened, reference};
use crate::import::material::{Mark, Piece};

/// The rows of each sheet, each cell with its place, those that hold nothing too.
pub(in crate::import) fn plain_rows(file: &File, desk: &mut Desk<'_>) -> Option<Vec<Vec<Row>>> {
    sheets(file, desk).map_err(|refused| refused.say(file, "xlsx", desk)).ok()
}

fn sheets(file: &File, desk: &mut Desk<'_>) -> Result<Vec<Vec<Row>>, Refused> {
    opened(file, &mut Room::new(), desk)?.into_iter().map(|sheet| rows(sheet, desk)).collect()
}

fn rows(sheet: Sheet, desk: &mut Desk<'_>) -> Result<Vec<Row>, Refused> {
    let last_row = sheet.grid.keys().map(|(row, _)| *row).max();
    let last_column = sheet.grid.keys().map(|(_, column)| *column).max();
    let (Some(last_row), Some(last_column)) = (last_row, last_column) else { return Ok(Vec::new()) };
    let filled: BTreeSet<u32> = sheet.grid.keys().map(|(row, _)| *row).collect();
    if filled.len().saturating_mul(last_column as usize + 1) > CELLS {
        return Err(Refused::Large);
    }
    let mut paper = Paper::new(sheet.name, desk);
    let mut all = Vec::new();
    for row in filled.into_iter().filter(|row| *row <= last_row) {
        paper.line(Some(row as usize + 1));
        let cell = |column: u32| {
            let text = sheet.grid.get(&(row, column)).map_or("", |text| &**text);
            let pieces =
                if text.is_empty() { Vec::new() } else { vec![Piece { lang: None, mark: Mark::Plain, text: text.to_owned() }] };
            let cell = paper.cell(&reference((row, column)), pieces);
            (cell.pieces.into_iter().next().map(|piece| piece.text).unwrap_or_default(), cell.span)
        };
        all.push((0..=last_column).map(cell).collect());
    }
    let heading = paper.title(Vec::new());
    sheet.unseen.say_comments(&mut paper, heading.span);
    paper.finish();
    Ok(all)
}
