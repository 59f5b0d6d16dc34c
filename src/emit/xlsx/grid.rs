//! A sheet of rows under a head: frozen, with buttons to filter, to be printed two pages wide.

use rust_xlsxwriter::{IgnoreError, Workbook, Worksheet, XlsxError};

use super::style;
use crate::model::Lang;

/// A column with what stands in it.
pub(super) struct Filled {
    pub(super) head: String,
    /// The language whose font it has.
    pub(super) lang: Lang,
    /// How wide it may grow, in columns of a terminal.
    pub(super) widest: usize,
    /// Whether its whole numbers are to be numbers.
    pub(super) is_number: bool,
    pub(super) texts: Vec<String>,
}

/// A name that no sheet has yet; programs tell names apart without regard to case.
pub(super) fn free_name(name: String, taken: &mut Vec<String>) -> String {
    let mut free = if name.is_empty() { "1".to_owned() } else { name };
    if taken.contains(&free.to_lowercase()) {
        free = format!("{free} {}", taken.len());
    }
    taken.push(free.to_lowercase());
    free
}

/// Adds a sheet of so many rows. Heads that are alike in two languages are told apart by their tags.
pub(super) fn add(columns: Vec<Filled>, rows: usize, name: &str, book: &mut Workbook) -> Result<(), XlsxError> {
    let mut all: Vec<Filled> = Vec::new();
    for mut column in columns {
        if all.iter().any(|known| known.head == column.head) {
            column.head = format!("{} ({})", column.head, column.lang.tag());
        }
        all.push(column);
    }
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    let mut heights = vec![1; rows + 1];
    for (column, index) in all.iter().zip(0..) {
        fill(column, index, &mut heights, sheet)?;
    }
    for (height, row) in heights.into_iter().zip(0..) {
        style::set_height(sheet, row, height)?;
    }
    let (last_row, last_column) = (rows as u32, (all.len() as u16).saturating_sub(1));
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last_row, last_column)?;
    sheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
    sheet.set_landscape().set_paper_size(style::A3).set_print_fit_to_pages(2, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// Writes a column: its head, then its cells. Tells each row how many lines it takes.
fn fill(column: &Filled, index: u16, heights: &mut [usize], sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let Filled { head, lang, widest, is_number, texts } = column;
    // beside the head stands the button of the filter
    let least = (style::width(head) + 3).min(20);
    let wide = texts.iter().map(|text| style::width(text)).fold(least, usize::max).clamp(6, (*widest).max(6));
    style::set_width(sheet, index, wide)?;
    let format = if *is_number { style::number(*lang) } else { style::body(*lang) };
    sheet.set_column_format(index, &format)?;
    style::write(sheet, (0, index), head, &style::head(*lang))?;
    for (text, at) in texts.iter().zip(1..) {
        match text.parse::<u32>() {
            Ok(number) if *is_number => drop(sheet.write_number_with_format(at, index, number, &format)?),
            _ if text.is_empty() => {}
            _ => style::write(sheet, (at, index), text, &format)?,
        }
    }
    let lines = std::iter::once(head).chain(texts).map(|text| style::lines(text, wide));
    for (height, lines) in heights.iter_mut().zip(lines) {
        *height = lines.max(*height);
    }
    Ok(())
}
