//! A PDF that is not tagged: words by where they stand. A line that begins with what the first column is called is the head of a table,
//! with lines over and under it that stand in its columns; a row begins where a number stands in the first of them.

mod columns;
mod lines;

use std::ops::RangeInclusive;

use super::super::paper::Paper;
use super::super::{Desk, File, beside};
use super::letters::Unread;
use super::page::Page;
use crate::import::mapping::Mapping;
use crate::import::marks;
use crate::import::material::{Block, Cell, Piece, Row};
use crate::import::recognise::{Heads, Role, append, headings};
use crate::import::tags::is_han;
use crate::model::Lang;
use crate::resolve::{Lexicon, loosely};
use crate::source::Span;
use columns::Columns;
use lines::{Line, begin_alike};

/// How far from the line above a line of a row may stand whose words begin where others of the table do, in sizes of the font: there
/// is an empty line between two languages.
const WITHIN: f64 = 4.0;
/// How many lines above it are looked at for that.
const LOOKED_AT: usize = 40;
/// How many columns a table has.
const COLUMNS: RangeInclusive<usize> = 3..=100;
/// What the first column is called, beside what the library calls it.
static NUMBERS: &[&str] = &["編號", "序號", "項目", "No.", "No", "Item", "Serial no."];

/// The blocks of a file, and where they begin.
pub(super) fn blocks(file: &File, pages: &[Page], desk: &mut Desk<'_>, unread: &mut Unread) -> (Vec<Block>, Span) {
    let numbers: Vec<String> = desk.lexicon.wording("column-number").chain(NUMBERS.iter().copied()).map(loosely).collect();
    let heads = Heads::of(desk.lexicon, &Mapping::default());
    let lexicon = desk.lexicon;
    let (lines, furniture) = lines::lines(pages, |line| is_none(line, lexicon) || headings::is_heading(&line.text(), lexicon));
    let glyphs = || pages.iter().flat_map(|page| &page.glyphs);
    let tongue = beside::tongue(glyphs().map(|glyph| &*glyph.text));
    let end = |page: &Page| page.glyphs.iter().map(|glyph| glyph.end).fold(0.0, f64::max);
    let edges = pages.iter().map(end).collect();
    let paper = Paper::new(file.name.clone(), desk);
    let start = paper.title(Vec::new()).span;
    let mut reader = Reader {
        numbers,
        heads,
        tongue,
        edges,
        paper,
        unread,
        blocks: Vec::new(),
        table: None,
        paragraph: Vec::new(),
        is_bilingual: false,
    };
    reader.read(&lines);
    for line in furniture {
        reader.paragraph(line);
    }
    reader.end();
    let Reader { paper, blocks, .. } = reader;
    paper.finish();
    (blocks, start)
}

/// A table while it is read.
struct Table {
    /// The columns of its head.
    columns: Columns,
    head: Vec<Line>,
    rows: Vec<Vec<Line>>,
    /// Whether it says that there is nothing: only that follows, in another language.
    is_none: bool,
}

struct Reader<'r, 'p, 'd> {
    /// What the first column may be called.
    numbers: Vec<String>,
    heads: Heads,
    /// The Chinese of the document.
    tongue: Lang,
    /// Where the longest line of each page ends.
    edges: Vec<f64>,
    paper: Paper<'p, 'd>,
    unread: &'r mut Unread,
    blocks: Vec<Block>,
    table: Option<Table>,
    /// A paragraph that may go on: a line for each of its languages.
    paragraph: Vec<Line>,
    /// Whether heads of tables stand there in two languages, one below the other: then paragraphs may, too.
    is_bilingual: bool,
}

impl Reader<'_, '_, '_> {
    fn read(&mut self, lines: &[Line]) {
        let are_heads = |pair: &[Line]| pair.iter().all(|line| self.is_head(line)) && pair[1].is_next_to(&pair[0]);
        self.is_bilingual = lines.windows(2).any(are_heads);
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            if let Some(count) = self.head(lines.get(at..).unwrap_or_default()) {
                self.end();
                let head = lines.get(at..at + count).unwrap_or_default().to_vec();
                self.table = Some(Table { columns: Columns::of_head(&head), head, rows: Vec::new(), is_none: false });
                at += count;
                continue;
            }
            let above = at.checked_sub(1).and_then(|above| lines.get(above));
            if !self.row(line, above) {
                self.close();
                self.paragraph(line.clone());
            }
            at += 1;
        }
    }

    fn is_head(&self, line: &Line) -> bool {
        COLUMNS.contains(&line.words.len()) && self.numbers.contains(&loosely(line.first()))
    }

    /// How many lines are the head of a table that begins with the first of them.
    fn head(&self, lines: &[Line]) -> Option<usize> {
        let main = lines.iter().zip(0..4).position(|(line, _)| self.is_head(line))?;
        let mut head = lines.get(..=main)?.to_vec();
        let (_, second) = Columns::of_head(head.get(main..)?).starts()?;
        let lexicon = self.paper.desk.lexicon;
        let is_inside = |line: &Line| line.words.iter().all(|words| words.x >= second - words.size);
        let is_dense = |lines: &[Line]| lines.windows(2).all(|pair| pair[1].is_next_to(&pair[0]));
        if !is_dense(&head) || !head.iter().take(main).all(|line| is_inside(line) && !is_none(line, lexicon)) {
            return None;
        }
        // a line under it is of the head where it makes a column known, or only adds to it in brackets
        for line in lines.get(main + 1..)?.iter().take(3) {
            let is_bracket = line.words.iter().all(|words| words.text.trim().starts_with(['(', '（']));
            let mut longer = head.clone();
            longer.push(line.clone());
            let is_more = is_inside(line) && (is_bracket || self.known(&longer) > self.known(&head));
            if is_none(line, lexicon) || !is_dense(&longer) || !(is_more || self.is_head(line)) {
                break;
            }
            head = longer;
        }
        Some(head.len())
    }

    /// How many columns of a head are known.
    fn known(&self, head: &[Line]) -> usize {
        let columns = Columns::of_head(head);
        let texts = cells(&columns, head).into_iter().map(|lines| marks::joined(lines.iter().map(|line| &**line)));
        // a line of its own may be the end of a longer head
        let is_whole = |role: Role, text: &str| role != Role::Date || !["date", "日期"].contains(&&*text.trim().to_lowercase());
        texts.filter(|text| self.heads.role_of(text).is_some_and(|role| is_whole(role, text))).count()
    }

    /// Takes a line into the table, if there is one and it belongs there.
    fn row(&mut self, line: &Line, above: Option<&Line>) -> bool {
        let lexicon = self.paper.desk.lexicon;
        let Some(table) = &mut self.table else { return false };
        let is_first = table.rows.is_empty();
        if (is_first || table.is_none) && is_none(line, lexicon) {
            match table.rows.last_mut() {
                Some(row) => row.push(line.clone()),
                None => table.rows.push(vec![line.clone()]),
            }
            table.is_none = true;
            return true;
        }
        let (Some((first, second)), Some(words), false) = (table.columns.starts(), line.words.first(), table.is_none) else {
            return false;
        };
        if is_number(line.first()) && words.x < second - words.size * 0.5 {
            table.rows.push(vec![line.clone()]);
            return true;
        }
        let in_first = words.x < first + words.size * 2.0;
        // a page begins with the rest of a row, as far as anybody can tell
        let is_near = above.is_none_or(|above| above.page != line.page || line.is_next_to(above));
        let is_aligned = || {
            let is_within = above.is_some_and(|above| line.y - above.y <= WITHIN * line.size());
            let lines = table.rows.iter().rev().flat_map(|row| row.iter().rev()).take(LOOKED_AT);
            is_within && lines.flat_map(|line| &line.words).take(LOOKED_AT * COLUMNS.end()).any(|known| begin_alike(known, words))
        };
        let text = line.text();
        let is_heading =
            if in_first { headings::is_heading(&text, lexicon) } else { !is_near && headings::is_part(&text, lexicon) };
        if is_heading {
            return false;
        }
        let goes_on = (!in_first || line.words.len() > 1) && (is_near || !in_first && is_aligned());
        if goes_on {
            match table.rows.last_mut() {
                Some(row) => row.push(line.clone()),
                None => table.rows.push(vec![line.clone()]),
            }
        }
        goes_on
    }

    /// The table ends.
    fn close(&mut self) {
        let Some(Table { columns, head, rows, .. }) = self.table.take() else { return };
        let lines: Vec<Line> = rows.iter().flatten().cloned().collect();
        let body = Columns::of_table(&columns, &lines);
        let head_cells = cells(&columns, &head);
        let are_beside: Vec<bool> = head_cells.iter().map(|lines| beside::sides(&lines.join("\n")).is_some()).collect();
        let mut all = vec![self.cells(&head, head_cells, &are_beside)];
        for row in &rows {
            all.push(self.cells(row, cells(&body, row), &are_beside));
        }
        self.blocks.push(Block::Table(all));
    }

    fn cells(&mut self, lines: &[Line], cells: Vec<Vec<String>>, are_beside: &[bool]) -> Row {
        self.paper.line(None);
        let lexicon = self.paper.desk.lexicon;
        let mut all = Vec::new();
        for (at, lines_of_cell) in cells.into_iter().enumerate() {
            let mark = if at == 0 { page_of(lines.first()) } else { String::new() };
            let sides = are_beside.get(at).filter(|is_beside| **is_beside).and_then(|_| beside::sides(&lines_of_cell.join("\n")));
            let pieces = match sides {
                Some((one, other)) => pieces(one.lines(), Some(self.tongue), lexicon)
                    .into_iter()
                    .chain(pieces(other.lines(), Some(Lang::EN), lexicon))
                    .collect(),
                None => pieces(lines_of_cell.iter().map(|line| &**line), None, lexicon),
            };
            all.push(self.unread.cell(&mut self.paper, &mark, pieces));
        }
        self.paper.row(all)
    }

    /// A line outside of tables, which may go on what the line above began, or say it in English.
    fn paragraph(&mut self, line: Line) {
        let edge = self.edges.get(line.page).copied().unwrap_or(f64::INFINITY);
        let is_english = self.is_bilingual && self.paragraph.len() == 1;
        match self.paragraph.last_mut() {
            Some(above) if line.goes_on(above, edge) => return above.with(&line),
            Some(above) if is_english && line.is_next_to(above) && is_chinese(above) && !is_chinese(&line) => {}
            _ => self.write(),
        }
        self.paragraph.push(line);
    }

    /// Writes the paragraph that was read.
    fn write(&mut self) {
        let lines = std::mem::take(&mut self.paragraph);
        let Some(first) = lines.first() else { return };
        self.paper.line(None);
        let lexicon = self.paper.desk.lexicon;
        let langs = if lines.len() > 1 { [Some(self.tongue), Some(Lang::EN)] } else { [None, None] };
        let pieces =
            lines.iter().zip(langs).flat_map(|(line, lang)| pieces(std::iter::once(&*line.text()), lang, lexicon)).collect();
        let cell: Cell = self.unread.cell(&mut self.paper, &page_of(Some(first)), pieces);
        self.blocks.push(Block::Paragraph(cell));
    }

    /// What was begun ends.
    fn end(&mut self) {
        self.write();
        self.close();
    }
}

/// What stands in each column of some lines, line by line.
fn cells(columns: &Columns, lines: &[Line]) -> Vec<Vec<String>> {
    let mut cells: Vec<Vec<String>> = vec![Vec::new(); columns.len()];
    for line in lines {
        let mut last = None;
        for words in &line.words {
            let column = columns.of(words);
            let Some(cell) = cells.get_mut(column) else { continue };
            match cell.last_mut().filter(|_| last == Some(column)) {
                Some(text) => *text = format!("{text} {}", words.text.trim()),
                None => cell.push(words.text.trim().to_owned()),
            }
            last = Some(column);
        }
    }
    cells
}

/// The lines of a cell: those that begin with a sign of lists begin an item, a note stands by itself.
fn pieces<'a>(lines: impl Iterator<Item = &'a str>, lang: Option<Lang>, lexicon: &Lexicon) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    for piece in lines.flat_map(|line| marks::pieces(line, lang)) {
        if headings::note(&piece.text, lexicon).is_some() {
            all.push(piece);
        } else {
            append(&mut all, vec![piece]);
        }
    }
    all
}

fn page_of(line: Option<&Line>) -> String {
    line.map_or_else(String::new, |line| format!("[page {}]", line.page + 1))
}

fn is_chinese(line: &Line) -> bool {
    line.words.iter().any(|words| words.text.chars().any(is_han))
}

/// Whether a line says that there is nothing: such a row has no number.
fn is_none(line: &Line, lexicon: &Lexicon) -> bool {
    line.words.len() == 1 && headings::is_nothing(line.first(), lexicon)
}

fn is_number(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ')']);
    !bare.is_empty() && bare.len() <= 4 && bare.bytes().all(|byte| byte.is_ascii_digit())
}
