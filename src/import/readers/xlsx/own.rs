//! What is particular to workbooks in several languages, those of odp among them: texts beside each other, columns that were
//! converted by a machine, the sheet that says what the plan is.

use super::super::Desk;
use super::super::beside;
use super::super::paper::Paper;
use super::Sheet;
use crate::import::marks::{joined, pieces};
use crate::import::material::{Block, Mark, Piece};
use crate::import::tags::lang_of_tag;
use crate::model::{Lang, to_simplified};

/// Whether a head says in two languages what stands in its column.
pub(super) fn is_beside(head: &str) -> bool {
    beside::sides(head).is_some()
}

/// The pieces of a cell, those of a column in two languages by language.
pub(super) fn pieces_of(text: &str, is_beside: bool, tongue: Lang) -> Vec<Piece> {
    is_beside.then(|| beside::pieces_of(text, tongue)).flatten().unwrap_or_else(|| pieces(text, None))
}

/// Whether words are those of the library for something, as they stand there or in Simplified Chinese.
fn is_worded(id: &str, words: &str, desk: &Desk<'_>) -> bool {
    desk.lexicon.wording(id).any(|known| known == words || to_simplified(known) == words)
}

/// Whether a head says that its column was converted: `数据种类 (自动转换)`
pub(super) fn is_derived(head: &str, desk: &Desk<'_>) -> bool {
    let mark = head.lines().last().and_then(|line| line.strip_prefix('(')?.strip_suffix(')'));
    mark.is_some_and(|mark| is_worded("language-derived", mark, desk))
}

/// The paragraphs of the sheet that says what the plan is; nothing for any other sheet.
pub(super) fn about(sheet: &Sheet, desk: &mut Desk<'_>) -> Option<Vec<Block>> {
    let label = |row: u32| sheet.grid.get(&(row, 0)).map(|text| text.lines().collect::<Vec<_>>());
    let is =
        |row: u32, id: &str, desk: &Desk<'_>| label(row).is_some_and(|lines| lines.iter().any(|line| is_worded(id, line, desk)));
    if !is(0, "label-title", desk) {
        return None;
    }
    let last = sheet.grid.keys().next_back().map_or(0, |(row, _)| *row);
    let langs = (0..=last).find(|row| is(*row, "label-languages", desk)).map(|row| languages(sheet, row, desk))?;
    let mut paper = Paper::new(sheet.name.clone(), desk);
    let mut blocks = Vec::new();
    let mut put = |row: u32, part: fn(&str) -> Vec<String>, paper: &mut Paper<'_, '_>| {
        let parts: Vec<(Lang, Vec<String>)> =
            langs.iter().filter_map(|(column, lang)| Some((*lang, part(sheet.grid.get(&(row, *column))?)))).collect();
        let most = parts.iter().map(|(_, parts)| parts.len()).max().unwrap_or(0);
        for at in 0..most {
            let piece = |(lang, parts): &(Lang, Vec<String>)| {
                let text = parts.get(at)?.clone();
                Some(Piece { lang: Some(*lang), mark: Mark::Plain, text })
            };
            paper.line(Some(row as usize + 1));
            let cell = paper.cell("", parts.iter().filter_map(piece).collect());
            blocks.push(Block::Paragraph(cell));
        }
    };
    for row in 0..=last {
        let fact = ["label-title", "label-publisher", "label-issued"].iter().any(|id| is(row, id, paper.desk));
        let letter = label(row).is_some_and(|lines| matches!(*lines, ["A" | "B" | "C" | "D"]));
        match (fact, letter) {
            (true, _) => put(row, fact_of, &mut paper),
            (_, true) => put(row, heading_and_notes, &mut paper),
            _ => {}
        }
    }
    paper.finish();
    Some(blocks)
}

/// The columns of the sheet and their languages, those that were converted left out.
fn languages(sheet: &Sheet, row: u32, desk: &Desk<'_>) -> Vec<(u32, Lang)> {
    let cells = sheet.grid.range((row, 1)..(row + 1, 0));
    let one = |((_, column), text): (&(u32, u32), &String)| {
        let (role, tag) = text.lines().next()?.rsplit_once('(')?;
        let lang = lang_of_tag(tag.trim_end_matches(')'))?;
        (!is_worded("language-derived", role.trim(), desk)).then_some((*column, lang))
    };
    cells.filter_map(one).collect()
}

/// What a line says; what is still to come says nothing.
fn fact_of(text: &str) -> Vec<String> {
    let line = joined(text.lines());
    if line.starts_with('[') { Vec::new() } else { vec![line] }
}

/// The heading of a section without the number of its datasets, and its notes.
fn heading_and_notes(text: &str) -> Vec<String> {
    let mut lines = text.lines().map(str::to_owned);
    let heading = lines.next().unwrap_or_default();
    let bare = heading.rsplit_once(" (").map_or(&*heading, |(bare, _)| bare).to_owned();
    std::iter::once(bare).chain(lines).collect()
}
