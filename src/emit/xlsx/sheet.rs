//! A section as a sheet.

use rust_xlsxwriter::{IgnoreError, Workbook, Worksheet, XlsxError};

use super::style;
use crate::emit::document::Scribe;
use crate::emit::table::{FIELDS, Field, Kind, Row, Spread, word};
use crate::model::{Lang, Letter};

/// A name that no sheet has yet; programs tell names apart without regard to case.
pub(super) fn free_name(name: String, taken: &mut Vec<String>) -> String {
    let mut free = if name.is_empty() { "1".to_owned() } else { name };
    if taken.contains(&free.to_lowercase()) {
        free = format!("{free} {}", taken.len());
    }
    taken.push(free.to_lowercase());
    free
}

/// A column of a sheet: a field in a language.
struct Column<'a> {
    field: &'static Field,
    head: String,
    lang: Lang,
    /// The languages whose labels stand beside each other.
    beside: &'a [Lang],
}

/// The columns of a section's sheet: the section itself is its name, and only C has organisations.
fn columns<'a>(scribe: Scribe<'_>, letter: Letter, owed: &'a [Lang]) -> Vec<Column<'a>> {
    let (words, original) = (&scribe.plan.words, scribe.plan.original());
    let fields = FIELDS.iter().filter(|field| match field.name {
        "section" => false,
        "organisation" => letter == Letter::C,
        _ => true,
    });
    let each = |field: &'static Field| {
        let langs = if field.spread == Spread::Each { scribe.languages } else { std::slice::from_ref(&original) };
        let column = |lang: &Lang| {
            let head = match field.spread {
                Spread::Each if owed.contains(lang) => word(words, field.wording, *lang).to_owned(),
                Spread::Each => format!("{}\n({})", word(words, field.wording, *lang), word(words, "language-derived", *lang)),
                Spread::Once | Spread::Beside => beside(owed, "\n", |lang| word(words, field.wording, lang).to_owned()),
            };
            Column { field, head, lang: *lang, beside: if field.spread == Spread::Beside { owed } else { &[] } }
        };
        langs.iter().map(column).collect::<Vec<_>>()
    };
    let mut all: Vec<Column<'a>> = Vec::new();
    for mut column in fields.flat_map(each) {
        if all.iter().any(|known| known.head == column.head) {
            column.head = format!("{} ({})", column.head, column.lang.tag());
        }
        all.push(column);
    }
    all
}

/// What stands there in each language, once where it is alike.
pub(super) fn beside(langs: &[Lang], joiner: &str, make: impl Fn(Lang) -> String) -> String {
    let mut all: Vec<String> = Vec::new();
    for text in langs.iter().map(|lang| make(*lang)) {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all.join(joiner)
}

/// Adds the sheet of a section.
pub(super) fn add(scribe: Scribe<'_>, letter: Letter, name: String, book: &mut Workbook) -> Result<(), XlsxError> {
    let owed: Vec<Lang> = scribe.plan.languages.iter().map(|lang| lang.value).collect();
    let columns = columns(scribe, letter, &owed);
    let datasets = scribe.plan.datasets().filter(|(holding, _)| holding.section.letter == letter);
    let rows: Vec<Row<'_>> = datasets.map(|(holding, dataset)| Row { holding, dataset }).collect();
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    let mut heights = vec![1; rows.len() + 1];
    for (index, column) in columns.iter().enumerate() {
        fill(scribe, column, index as u16, &rows, &mut heights, sheet)?;
    }
    for (height, row) in heights.into_iter().zip(0..) {
        style::set_height(sheet, row, height)?;
    }
    let (last_row, last_column) = (rows.len() as u32, (columns.len() as u16).saturating_sub(1));
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last_row, last_column)?;
    sheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
    sheet.set_landscape().set_paper_size(style::A3).set_print_fit_to_pages(2, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// Writes a column: its head, then its cells. Tells each row how many lines it takes.
fn fill(
    scribe: Scribe<'_>,
    column: &Column<'_>,
    index: u16,
    rows: &[Row<'_>],
    heights: &mut [usize],
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let (field, lang) = (column.field, column.lang);
    let text_in = |row, lang: Lang| (field.cell)(Scribe { languages: std::slice::from_ref(&lang), ..scribe }, row, lang);
    let text = |row| match column.beside {
        [] => text_in(row, lang),
        langs => beside(langs, " / ", |lang| text_in(row, lang)),
    };
    let texts: Vec<String> = rows.iter().map(|row| text(*row)).collect();
    // beside the head stands the button of the filter
    let head = (style::width(&column.head) + 3).min(20);
    let wide = texts.iter().map(|text| style::width(text)).fold(head, usize::max).clamp(6, field.widest.max(6));
    style::set_width(sheet, index, wide)?;
    let format = if field.kind == Kind::Number { style::number(lang) } else { style::body(lang) };
    sheet.set_column_format(index, &format)?;
    style::write(sheet, (0, index), &column.head, &style::head(lang))?;
    for ((text, row), at) in texts.iter().zip(rows).zip(1..) {
        if field.kind == Kind::Number {
            sheet.write_number_with_format(at, index, row.dataset.number, &format)?;
        } else if !text.is_empty() {
            style::write(sheet, (at, index), text, &format)?;
        }
    }
    let lines = std::iter::once(&column.head).chain(&texts).map(|text| style::lines(text, wide));
    for (height, lines) in heights.iter_mut().zip(lines) {
        *height = lines.max(*height);
    }
    Ok(())
}
