//! Tables as text: cells parted by commas, tabs, semicolons or bars (RFC 4180 and what goes by its name).
//!
//! Every cell has its place in the file. A quotation mark that is never closed does not swallow the rest: the cell is read anew
//! as it stands, up to the next comma or line's end.

use super::{Desk, File, Read, ending, plain};
use crate::diagnostic::{self as d, Diagnostic, Sink};
use crate::emit::unshield;
use crate::import::marks::pieces;
use crate::import::material::{Block, Cell, Material, Row};
use crate::source::{Source, Span};

pub(super) fn takes(file: &File) -> bool {
    matches!(&*ending(&file.name), "csv" | "tsv") && crate::files::foreign(&file.bytes).is_none()
}

pub(super) fn read(file: &File, desk: &mut Desk<'_>) -> Option<Read> {
    let source = desk.text(file);
    let delimiter = delimiter(&source.text, &ending(&file.name));
    let rows = rows(&source, delimiter, &mut desk.sink);
    Some(Read::Material(Material { blocks: vec![Block::Table(rows)] }))
}

/// What parts the cells: of the usual signs the one that stands most often in the first line, outside of quotation marks.
fn delimiter(text: &str, ending: &str) -> u8 {
    if ending == "tsv" {
        return b'\t';
    }
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let bare: String = line.split('"').step_by(2).collect();
    let count = |sign: &u8| bare.bytes().filter(|byte| byte == sign).count();
    [b'|', b';', b'\t', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// The rows of a file as they stand there, each cell with its place; lines before the head may be notes, and begin with `#`.
pub(in crate::import) fn plain_rows(file: &File, desk: &mut Desk<'_>) -> Vec<plain::Row> {
    let source = desk.text(file);
    let is_note = |line: &str| line.trim_start_matches('"').starts_with('#');
    let after = source.text.lines().find(|line| !is_note(line)).unwrap_or_default();
    let delimiter = delimiter(after, &ending(&file.name));
    fields(&source, delimiter, &mut desk.sink)
}

fn rows(source: &Source, delimiter: u8, sink: &mut Sink) -> Vec<Row> {
    let row = |fields: plain::Row| {
        let cell = |(text, span): &(String, Span)| Cell { pieces: pieces(unshield(text), None), span: *span };
        let cells: Vec<Cell> = fields.iter().map(cell).collect();
        let blank_line = cells.len() == 1 && cells.iter().all(Cell::is_blank);
        let span = cells.first()?.span.to(cells.last()?.span);
        (!blank_line).then_some(Row { cells, span, parts: 1 })
    };
    fields(source, delimiter, sink).into_iter().filter_map(row).collect()
}

/// The cells of each row.
fn fields(source: &Source, delimiter: u8, sink: &mut Sink) -> Vec<plain::Row> {
    let text = &*source.text;
    let mut rows = Vec::new();
    let mut cells = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let field = field(text, at, delimiter);
        let raw = text.get(at..at + field.length).unwrap_or_default();
        let place = Span::new(source.id, at as u32, (at + raw.trim_end_matches(['\r', '\n', delimiter as char]).len()) as u32);
        if field.is_broken {
            sink.push(Diagnostic::at(&d::BROKEN_TABLE, place));
        }
        cells.push((field.text, place));
        at += field.length;
        if field.ends_row || at >= text.len() {
            rows.push(std::mem::take(&mut cells));
        }
    }
    rows
}

/// A cell as it stands in the file.
struct Field {
    text: String,
    /// How many bytes it takes, with what parts it from the next.
    length: usize,
    ends_row: bool,
    /// Whether its quotation marks do not pair.
    is_broken: bool,
}

fn field(text: &str, at: usize, delimiter: u8) -> Field {
    let rest = text.get(at..).unwrap_or_default();
    match rest.strip_prefix('"') {
        None => plain(rest, delimiter, false),
        Some(inner) => quoted(inner, delimiter).unwrap_or_else(|| plain(rest, delimiter, true)),
    }
}

/// A cell without quotation marks around it.
fn plain(rest: &str, delimiter: u8, is_broken: bool) -> Field {
    let end = rest.find([delimiter as char, '\r', '\n']).unwrap_or(rest.len());
    let (text, after) = rest.split_at(end);
    let ends_row = !after.starts_with(delimiter as char);
    let taken = if after.starts_with("\r\n") { 2 } else { usize::from(!after.is_empty()) };
    Field { text: text.to_owned(), length: end + taken, ends_row, is_broken }
}

/// A cell in quotation marks, the first one taken off; nothing where they are not closed, or something stands after the closing one.
fn quoted(inner: &str, delimiter: u8) -> Option<Field> {
    let mut text = String::new();
    let mut rest = inner;
    loop {
        let (before, after) = rest.split_once('"')?;
        text.push_str(before);
        rest = after;
        match after.strip_prefix('"') {
            Some(more) => {
                text.push('"');
                rest = more;
            }
            None => break,
        }
    }
    let end = plain(rest, delimiter, false);
    let length = 1 + (inner.len() - rest.len()) + end.length;
    end.text.trim().is_empty().then_some(Field { text, length, ..end })
}
