//! Values of cells → texts, as exact as the workbook shows them.

use calamine::{DataRef, ExcelDateTime};

/// The text of a value that is shown by a format: `yyyy"年"m"月"`
pub(super) fn text(value: &DataRef<'_>, format: &str) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => lines(text),
        DataRef::SharedString(text) => lines(text),
        DataRef::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => day(date, format),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// Lines end alike, whatever program wrote them; `_x000D_` is how some write the end of one.
fn lines(text: &str) -> String {
    text.replace("_x000D_", "").replace("\r\n", "\n").replace('\r', "\n")
}

/// A date as exact as its format prints it: a year, a month, a day; of the time of day, the time.
fn day(date: &ExcelDateTime, format: &str) -> String {
    if date.is_duration() {
        return date.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let signs = signs(format);
    let has = |sign: char| signs.contains(sign);
    let is_time = has('h') || has('s');
    // without a day beside it, the sign of months is that of minutes
    let has_month = has('m') && (has('d') || !is_time);
    match (has('y') || has('e') || has('g'), has_month, has('d')) {
        (true, true, false) => format!("{year}-{month:02}"),
        (true, false, false) => year.to_string(),
        (false, _, false) if is_time => format!("{hour:02}:{minute:02}:{second:02}"),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}

/// The signs of a format, without texts in quotation marks, what is escaped, and what stands in brackets.
fn signs(format: &str) -> String {
    let mut out = String::new();
    let mut characters = format.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                let _ = characters.by_ref().find(|c| *c == '"');
            }
            '[' => {
                let _ = characters.by_ref().find(|c| *c == ']');
            }
            '\\' | '_' | '*' => {
                let _ = characters.next();
            }
            // what follows is for numbers below zero
            ';' => break,
            other => out.extend(other.to_lowercase()),
        }
    }
    out
}
