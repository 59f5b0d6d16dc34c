//! Texts that stand in two languages beside or over each other, Chinese first.

use crate::import::marks;
use crate::import::material::{Cell, Piece, Row};
use crate::import::tags::{is_han, lang_of_texts};
use crate::model::Lang;

/// The Chinese of texts.
pub(super) fn tongue<'a>(texts: impl Iterator<Item = &'a str>) -> Lang {
    let chinese = texts.filter(|text| text.chars().any(is_han));
    match lang_of_texts(chinese) {
        Lang::SC => Lang::SC,
        _ => Lang::TC,
    }
}

/// Chinese and English of a text that has the one first and the other after it: `編號` over `No.`, `已發放 / Released`. A Chinese line
/// may be a word of Latin letters, an English one never Chinese.
pub(super) fn sides(text: &str) -> Option<(String, String)> {
    let is_chinese = |part: &str| part.chars().any(is_han);
    let is_other = |part: &str| !is_chinese(part) && part.chars().any(|c| c.is_ascii_alphabetic());
    if let Some((one, other)) = text.split_once(" / ")
        && is_chinese(one)
        && is_other(other)
    {
        return Some((one.to_owned(), other.to_owned()));
    }
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().rposition(|line| is_chinese(line))? + 1;
    let (one, other) = lines.split_at_checked(at)?;
    let is_short = |line: &&str| line.split_whitespace().count() < 3;
    let parted = one.iter().all(|line| is_chinese(line) || is_short(line)) && other.iter().any(|line| is_other(line));
    parted.then(|| (one.join("\n"), other.join("\n")))
}

/// The pieces of a text in two languages, each with its own; nothing where it is of one.
pub(super) fn pieces_of(text: &str, tongue: Lang) -> Option<Vec<Piece>> {
    let (one, other) = sides(text)?;
    Some(marks::pieces(&one, Some(tongue)).into_iter().chain(marks::pieces(&other, Some(Lang::EN))).collect())
}

/// A cell whose document says nothing of its languages with those that its letters have; as it is where it is of one.
fn parted(cell: &Cell, tongue: Lang) -> Cell {
    let is_chinese = |piece: &Piece| piece.text.chars().any(is_han);
    let at = cell.pieces.iter().rposition(is_chinese).map_or(0, |last| last + 1);
    let in_lang = |piece: &Piece, lang: Lang| Piece { lang: Some(lang), ..piece.clone() };
    let pieces: Vec<Piece> = match (&*cell.pieces, cell.pieces.split_at_checked(at)) {
        ([only], _) => match pieces_of(&only.text, tongue) {
            Some(pieces) => pieces,
            None => return cell.clone(),
        },
        (_, Some((one, other))) if !one.is_empty() && !other.is_empty() && one.iter().all(is_chinese) => {
            one.iter().map(|piece| in_lang(piece, tongue)).chain(other.iter().map(|piece| in_lang(piece, Lang::EN))).collect()
        }
        _ => return cell.clone(),
    };
    Cell { pieces, span: cell.span }
}

/// The rows of a table in two languages of which the document does not say so. `is_head` knows a head; nothing where no row becomes
/// one.
pub(in crate::import) fn rows(rows: &[Row], tongue: Lang, is_head: impl Fn(&Row) -> bool) -> Option<Vec<Row>> {
    let tongue = if matches!(tongue, Lang::SC) { Lang::SC } else { Lang::TC };
    let all = |row: &Row| {
        let cells = row.cells.iter().map(|cell| parted(cell, tongue)).collect();
        Row { cells, span: row.span, parts: row.parts }
    };
    let head = rows.iter().map(all).find(is_head)?;
    let are_beside: Vec<bool> = head.cells.iter().map(|cell| cell.languages().len() > 1).collect();
    let one = |row: &Row| {
        let cells = row.cells.iter().enumerate().map(|(at, cell)| match are_beside.get(at) {
            Some(true) => parted(cell, tongue),
            _ => cell.clone(),
        });
        Row { cells: cells.collect(), span: row.span, parts: row.parts }
    };
    are_beside.contains(&true).then(|| rows.iter().map(one).collect())
}
