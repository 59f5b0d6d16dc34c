//! Formats, widths and names: how a workbook looks.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::sheet::beside;
use crate::emit::document::Scribe;
use crate::emit::headings::section_heading;
use crate::emit::table::{Plans, is_risky};
use crate::model::{Lang, Letter};

/// The most UTF-16 units that a cell holds.
const LONGEST: usize = 32_767;
/// The most UTF-16 units that the name of a sheet may have, and the columns it takes here: longer ones crowd the tabs.
const NAME_LONGEST: usize = 31;
const NAME_WIDEST: usize = 26;

/// The numbers of paper sizes in office programs.
pub(super) const A4: u8 = 9;
pub(super) const A3: u8 = 8;

/// The font of a language, as office programs bring it.
fn font(lang: Lang) -> &'static str {
    match lang.tag().split('-').next() {
        Some("zh") if lang == Lang::SC || lang.tag().contains("Hans") => "Microsoft YaHei",
        Some("zh") => "Microsoft JhengHei",
        _ => "Calibri",
    }
}

/// A cell of the table: text that stays text while it is edited too.
pub(super) fn body(lang: Lang) -> Format {
    Format::new().set_font_name(font(lang)).set_align(FormatAlign::Top).set_text_wrap().set_num_format("@")
}

/// The number of a row.
pub(super) fn number(lang: Lang) -> Format {
    Format::new().set_font_name(font(lang)).set_align(FormatAlign::Top).set_align(FormatAlign::Center)
}

/// The head of a column.
pub(super) fn head(lang: Lang) -> Format {
    body(lang).set_bold().set_background_color(Color::RGB(0x00F2_F2F2)).set_border_bottom(FormatBorder::Thin)
}

/// Writes a text as text, whatever it looks like.
pub(super) fn write(sheet: &mut Worksheet, at: (u32, u16), text: &str, format: &Format) -> Result<(), XlsxError> {
    let text = fitting(text);
    let quoted = is_risky(&text).then(|| format.clone().set_quote_prefix());
    sheet.write_string_with_format(at.0, at.1, text, quoted.as_ref().unwrap_or(format)).map(|_| ())
}

/// A text as a cell can hold it: not too long, and without the two characters that XML knows of none.
fn fitting(text: &str) -> String {
    let clean = text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    if clean.encode_utf16().count() > LONGEST { cut(&clean, |text| text.encode_utf16().count() < LONGEST) + "…" } else { clean }
}

/// The longest beginning that fits.
fn cut(text: &str, fits: impl Fn(&str) -> bool) -> String {
    let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
    let count = ends.partition_point(|end| fits(&text[..*end]));
    count.checked_sub(1).and_then(|last| ends.get(last)).map_or_else(String::new, |end| text[..*end].to_owned())
}

/// How wide a text is, in columns of a terminal: its widest line.
pub(super) fn width(text: &str) -> usize {
    text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// Sets the width of a column that holds texts of this width.
pub(super) fn set_width(sheet: &mut Worksheet, column: u16, wide: usize) -> Result<(), XlsxError> {
    sheet.set_column_width(column, wide as f64 * 1.05 + 2.0).map(|_| ())
}

/// How many lines a text takes in a column of this width. Words are not cut, so that a line loses a little at its end.
pub(super) fn lines(text: &str, wide: usize) -> usize {
    let usable = (wide - wide / 12).max(1);
    let line = |line: &str| if line.width() <= wide { 1 } else { line.width().div_ceil(usable) };
    text.lines().map(line).sum::<usize>().max(1)
}

/// Sets the height of a row that holds this many lines; programs allow no more than 409 points.
pub(super) fn set_height(sheet: &mut Worksheet, row: u32, lines: usize) -> Result<(), XlsxError> {
    sheet.set_row_height(row, (lines as f64 * 16.0 + 2.0).min(409.0)).map(|_| ())
}

/// A section's heading in these languages, with the letter before it. Where the headings of several plans differ, as those of other
/// years do, the letter alone.
pub(super) fn section_label(plans: &Plans<'_>, letter: Letter, langs: &[Lang]) -> String {
    let lettered = |heading: String| match heading.starts_with(letter.word()) {
        true => heading,
        false => format!("{} {heading}", letter.word()),
    };
    let with_it = plans.scribes().filter(|scribe| scribe.plan.section(letter).is_some());
    let label =
        |scribe: Scribe<'_>| beside(langs, " / ", |lang| lettered(section_heading(scribe.plan, scribe.vocabulary, letter, lang)));
    let mut labels = with_it.map(label);
    match labels.next() {
        Some(label) if labels.all(|other| other == label) => label,
        _ => letter.word().to_owned(),
    }
}

/// A text as the name of a sheet: without the signs that references need, and short.
pub(super) fn sheet_name(text: &str) -> String {
    let forbidden = |c: char| matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') || c.is_control();
    let clean = text.replace(forbidden, " ").split_whitespace().collect::<Vec<_>>().join(" ");
    // two units are kept for what `free_name` adds
    let fits = |text: &str| text.encode_utf16().count() < NAME_LONGEST - 2 && UnicodeWidthStr::width(text) < NAME_WIDEST;
    if fits(&clean) || clean.is_empty() { clean } else { cut(&clean, fits).trim_end().to_owned() + "…" }
}
