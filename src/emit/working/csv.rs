//! A working copy as CSV (RFC 4180): notes in lines that begin with `#`, then the table under names for programs, choices as codes.

use ::csv::{Terminator, WriterBuilder};

use super::{Cell, Column, Copy, Failed, Key, MARK};
use crate::emit::{Options, shield};

pub(super) fn working(copy: &Copy<'_>, options: &Options) -> Result<Vec<u8>, Failed> {
    let start = if options.bom { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(start);
    for (_, paragraphs) in copy.words.notes(&["copy-notes", "copy-notes-csv"]) {
        for line in paragraphs {
            writer.write_record([format!("# {line}")])?;
        }
    }
    writer.write_record(copy.grid.columns.iter().map(Column::name).chain([MARK.to_owned()]))?;
    for row in &copy.grid.rows {
        let cells = copy.grid.columns.iter().zip(&row.cells).map(|(column, cell)| shown(copy, column, cell));
        writer.write_record(cells.map(|cell| shield(&cell).into_owned()).chain([row.mark.clone()]))?;
    }
    Ok(writer.into_inner()?)
}

fn shown(copy: &Copy<'_>, column: &Column, cell: &Cell) -> String {
    match cell {
        // ids on portals may hold commas
        Cell::Names(names) => names.join(if column.key == Key::PortalIds { "\n" } else { ", " }),
        cell => copy.shown(column, cell),
    }
}
