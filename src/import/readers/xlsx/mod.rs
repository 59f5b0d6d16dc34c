//! Workbooks (XLSX; ECMA-376, both forms): each sheet is a table under its name.
//!
//! Cells are what the workbook shows: a formula is its last value, a date as much of a date as its format prints. What a merged
//! cell says it says of every row that it spans. Hidden sheets are left out, hidden rows are not; both are said.

mod bounds;
mod own;
mod unseen;
mod values;
mod working;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx};

use super::archive::{Refused, Room, parts};
use super::beside;
use super::paper::Paper;
use super::{Desk, File, Read, ending};
use crate::diagnostic::{self as d, Diagnostic};
use crate::emit::unshield;
use crate::import::marks::pieces;
use crate::import::material::{Block, Material};
use crate::model::Lang;
use unseen::Unseen;

pub(in crate::import) use working::plain_rows;

/// The most cells of a sheet, those that hold nothing included.
const CELLS: usize = 2_000_000;

/// A sheet: rows and columns from 0, and what stands there.
type Grid = BTreeMap<(u32, u32), String>;
/// Rows and columns that a merged cell spans: its first corner and its last.
type Merged = ((u32, u32), (u32, u32));

pub(super) fn takes(file: &File) -> bool {
    let kind = crate::files::foreign(&file.bytes);
    kind == Some("xlsx") || (kind == Some("office") && matches!(&*ending(&file.name), "xls" | "xlsx"))
}

pub(super) fn read(file: &File, desk: &mut Desk<'_>) -> Option<Read> {
    let blocks = workbook(file, desk).map_err(|refused| refused.say(file, "xlsx", desk)).ok()?;
    Some(Read::Material(Material { blocks }))
}

/// The sheets that are seen.
fn opened(file: &File, room: &mut Room, desk: &mut Desk<'_>) -> Result<Vec<Sheet>, Refused> {
    let parts = parts(&file.bytes, |_| true)?;
    bounds::check(&parts)?;
    let mut book = Xlsx::new(Cursor::new(&*file.bytes))?;
    let unseen = unseen::of(&parts);
    let mut sheets = Vec::new();
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let name = format!("{}[{}]", file.name, sheet.name);
        if sheet.visible != SheetVisible::Visible {
            let finding = Diagnostic::bare(&d::IMPORT_UNSEEN).variant("sheet").arg("path", &*file.name);
            desk.sink.push(finding.arg("found", &*sheet.name));
            continue;
        }
        let (grid, errors) = grid(&mut book, &sheet.name, room)?;
        let merged = book.merge_cells_by_sheet_name(&sheet.name)?.into_iter().map(|one| (one.start, one.end)).collect();
        let unseen = unseen.get(&*sheet.name).cloned().unwrap_or_default();
        sheets.push(Sheet { title: sheet.name, name, grid, errors, merged, unseen });
    }
    Ok(sheets)
}

fn workbook(file: &File, desk: &mut Desk<'_>) -> Result<Vec<Block>, Refused> {
    let mut room = Room::new();
    let sheets = opened(file, &mut room, desk)?;
    let tongue = beside::tongue(sheets.iter().flat_map(|sheet| sheet.grid.values()).map(|text| &**text));
    let mut blocks = Vec::new();
    for sheet in sheets {
        if let Some(about) = own::about(&sheet, desk) {
            blocks.extend(about);
        } else {
            blocks.extend(sheet.blocks(tongue, &mut room, desk)?);
        }
    }
    Ok(blocks)
}

/// A sheet as it was read.
struct Sheet {
    title: String,
    /// The name of its source.
    name: String,
    grid: Grid,
    /// Cells in which the spreadsheet says that something went wrong: `#REF!`
    errors: BTreeSet<(u32, u32)>,
    merged: Vec<Merged>,
    unseen: Unseen,
}

/// What stands in a sheet, and which cells hold errors.
fn grid(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, room: &mut Room) -> Result<(Grid, BTreeSet<(u32, u32)>), Refused> {
    let mut cells = book.worksheet_cells_reader(name)?;
    let formats: Vec<String> = cells
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().map(|format| format.format_code.clone()).unwrap_or_default())
        .collect();
    let (mut grid, mut errors) = (Grid::new(), BTreeSet::new());
    while let Some((cell, style)) = cells.next_cell_with_style_id()? {
        let format = formats.get(style).map_or("", |format| &**format);
        if matches!(cell.get_value(), DataRef::Error(_)) {
            errors.insert(cell.get_position());
        }
        let text = values::text(cell.get_value(), format);
        if !text.trim().is_empty() {
            room.take(1, text.len())?;
            grid.insert(cell.get_position(), text);
        }
    }
    Ok((grid, errors))
}

/// The name of a cell: `C7`
fn reference((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().rev().collect::<String>() + &(row + 1).to_string()
}

impl Sheet {
    /// Its name, and its table where it holds anything.
    fn blocks(mut self, tongue: Lang, room: &mut Room, desk: &mut Desk<'_>) -> Result<Vec<Block>, Refused> {
        self.unmerge(room)?;
        let columns = self.columns(desk);
        let rows: BTreeSet<u32> = self.grid.keys().map(|(row, _)| *row).collect();
        if rows.len().saturating_mul(columns.len()) > CELLS {
            return Err(Refused::Large);
        }
        let Self { title, name, grid, errors, unseen, .. } = self;
        let text = |at: (u32, u32)| unshield(grid.get(&at).map_or("", |text| &**text));
        // the first row with more than a title tells which columns are in two languages
        let filled = |row: &u32| columns.iter().filter(|column| !text((*row, **column)).is_empty()).count();
        let head = rows.iter().copied().find(|row| filled(row) > 1);
        let beside: Vec<bool> =
            columns.iter().map(|column| head.is_some_and(|row| own::is_beside(text((row, *column))))).collect();
        let mut paper = Paper::new(name, desk);
        let mut table = Vec::new();
        for row in rows {
            paper.line(Some(row as usize + 1));
            let mut cells = Vec::with_capacity(columns.len());
            for (column, beside) in columns.iter().zip(&beside) {
                let at = (row, *column);
                let mark = if text(at).is_empty() { String::new() } else { reference(at) };
                let mut cell = paper.cell(&mark, own::pieces_of(text(at), *beside, tongue));
                if errors.contains(&at) {
                    cell.pieces.clear();
                    let finding = Diagnostic::at(&d::BROKEN_TABLE, cell.span).variant("error").arg("found", text(at));
                    paper.desk.sink.push(finding);
                }
                cells.push(cell);
            }
            table.push(paper.row(cells));
        }
        let heading = paper.title(pieces(&title, None));
        unseen.say(&mut paper, heading.span);
        paper.finish();
        let mut blocks = vec![Block::Paragraph(heading)];
        blocks.extend((!table.is_empty()).then_some(Block::Table(table)));
        Ok(blocks)
    }

    /// Puts what a merged cell says into every row that it spans. A row whose number is merged with that above goes on with it.
    fn unmerge(&mut self, room: &mut Room) -> Result<(), Refused> {
        let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '(' | ')' | '（' | '）'));
        let first = self.grid.keys().map(|(_, column)| *column).min().unwrap_or_default();
        let last = self.grid.keys().next_back().map_or(0, |(row, _)| *row);
        let spanned: Vec<_> = self.merged.iter().map(|((top, left), (bottom, _))| (*top, *left, (*bottom).min(last))).collect();
        let work: usize = spanned.iter().map(|(top, _, bottom)| bottom.saturating_sub(*top) as usize).sum();
        if work > CELLS {
            return Err(Refused::Large);
        }
        let mut going_on = BTreeSet::new();
        for (top, left, bottom) in spanned.iter().filter(|(_, left, _)| *left == first) {
            if self.grid.get(&(*top, *left)).is_some_and(|text| is_number(text)) {
                going_on.extend(top + 1..=*bottom);
            }
        }
        for (top, left, bottom) in spanned {
            let Some(text) = self.grid.get(&(top, left)).cloned() else { continue };
            let rows = bottom.saturating_sub(top) as usize;
            room.take(rows, rows.saturating_mul(text.len()))?;
            for row in (top + 1..=bottom).filter(|row| !going_on.contains(row)) {
                self.grid.entry((row, left)).or_insert_with(|| text.clone());
            }
        }
        Ok(())
    }

    /// The columns that hold something, without those that were converted by a machine.
    fn columns(&self, desk: &Desk<'_>) -> Vec<u32> {
        let mut all: Vec<u32> = self.grid.keys().map(|(_, column)| *column).collect();
        all.sort_unstable();
        all.dedup();
        let first = self.grid.keys().next().map_or(0, |(row, _)| *row);
        all.retain(|column| !self.grid.get(&(first, *column)).is_some_and(|head| own::is_derived(head, desk)));
        all
    }
}
