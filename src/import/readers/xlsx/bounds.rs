//! Where cells may lie. What lies outside of any sheet is refused before the cells are read: nothing reckons with such places.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::archive::Refused;
use crate::files::decoded;

/// The most rows and columns of a sheet.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// Sees that every place that the parts name is one of a sheet, and that every range begins before it ends.
pub(super) fn check(parts: &BTreeMap<String, Vec<u8>>) -> Result<(), Refused> {
    parts.values().filter(|bytes| bytes.iter().take(64).any(|byte| *byte == b'<')).try_for_each(|bytes| part(bytes))
}

fn part(bytes: &[u8]) -> Result<(), Refused> {
    let (text, _) = decoded(bytes.to_vec());
    let mut reader = Reader::from_str(&text);
    // the reader of the cells says what else is wrong
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) | Event::Empty(tag) => element(&tag)?,
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(())
}

fn element(tag: &BytesStart<'_>) -> Result<(), Refused> {
    let name = match tag.local_name().as_ref() {
        "c" | "row" => "r",
        "dimension" | "mergeCell" | "f" => "ref",
        _ => return Ok(()),
    };
    let Ok(Some(attribute)) = tag.try_get_attribute(name) else { return Ok(()) };
    let value = attribute.value;
    let ends: Option<Vec<(u32, u32)>> = value.split(':').map(place).collect();
    let is_ordered = |ends: Vec<(u32, u32)>| match *ends {
        [_] => true,
        [(row, column), (last_row, last_column)] => row <= last_row && column <= last_column,
        _ => false,
    };
    if ends.is_some_and(is_ordered) {
        return Ok(());
    }
    Err(Refused::Broken(format!("`{}` is no place in a sheet", value.chars().take(40).collect::<String>())))
}

/// Row and column of a place, each from 1; one that is not said is the first: `C7`, `7`.
fn place(text: &str) -> Option<(u32, u32)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = text.split_at_checked(letters)?;
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        Some(column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1).filter(|column| *column <= COLUMNS)
    })?;
    let row = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()?;
    (1..=ROWS).contains(&row).then_some((row, column.max(1)))
}
