//! A PDF that is not tagged: words by where they stand. A line with the heads of a table tells where its columns begin; a row begins
//! where a number stands in the first of them.

use super::super::paper::Paper;
use super::super::{Desk, File};
use super::letters::{self, Unread};
use super::page::{Glyph, Page};
use crate::import::marks;
use crate::import::material::{Block, Cell, Piece, Row};
use crate::resolve::loosely;
use crate::source::Span;

/// How far apart words of a line stand where a new column begins, in sizes of the font.
const GAP: f64 = 0.8;
/// How far lines differ in height that are one, likewise.
const LEVEL: f64 = 0.4;
/// How far apart lines of a row stand at most, likewise.
const APART: f64 = 1.8;
/// What the first column is called, beside what the library calls it.
static NUMBERS: &[&str] = &["編號", "序號", "項目", "No.", "No", "Item", "Serial no."];

/// Words that stand together.
struct Words {
    x: f64,
    size: f64,
    end: f64,
    text: String,
}

/// A line of a page: words from left to right.
struct Line {
    y: f64,
    words: Vec<Words>,
}

/// The blocks of a file, and where they begin.
pub(super) fn blocks(file: &File, pages: &[Page], desk: &mut Desk<'_>, unread: &mut Unread) -> (Vec<Block>, Span) {
    let numbers: Vec<String> = desk.lexicon.wording("column-number").chain(NUMBERS.iter().copied()).map(loosely).collect();
    let paper = Paper::new(file.name.clone(), desk);
    let start = paper.title(Vec::new()).span;
    let mut reader = Reader { numbers, paper, unread, blocks: Vec::new(), columns: Vec::new(), rows: Vec::new() };
    for (number, page) in pages.iter().enumerate() {
        reader.page(number, page);
    }
    reader.close();
    let Reader { paper, blocks, .. } = reader;
    paper.finish();
    (blocks, start)
}

struct Reader<'r, 'p, 'd> {
    /// What the first column may be called.
    numbers: Vec<String>,
    paper: Paper<'p, 'd>,
    unread: &'r mut Unread,
    blocks: Vec<Block>,
    /// Where the columns of the table begin; none outside of tables.
    columns: Vec<f64>,
    /// The rows of the table: the lines of each cell.
    rows: Vec<(usize, Vec<Vec<String>>)>,
}

impl Reader<'_, '_, '_> {
    fn page(&mut self, number: usize, page: &Page) {
        let mut above = f64::INFINITY;
        for line in lines(page) {
            let size = line.words.iter().map(|words| words.size).fold(1.0, f64::max);
            let is_apart = line.y - above > APART * size;
            above = line.y;
            let first = line.words.first().map(|words| words.text.trim().to_owned()).unwrap_or_default();
            if self.numbers.contains(&loosely(&first)) && line.words.len() >= 3 {
                self.close();
                self.columns = line.words.iter().map(|words| words.x).collect();
                self.begin(number, &line);
            } else if self.is_none(&line) {
                // nothing more follows in such a table
                self.begin(number, &line);
                self.close();
            } else if self.is_row(&line) && (!is_apart || is_number(&first)) {
                if is_number(&first) && self.column(&line, 0) == 0 { self.begin(number, &line) } else { self.go_on(&line) }
            } else {
                self.close();
                self.paragraph(number, &line);
            }
        }
    }

    /// Whether a line belongs to the table: it has words that begin where a column but the first does, or a number in the first.
    fn is_row(&self, line: &Line) -> bool {
        let Some(first) = self.columns.first() else { return false };
        let Some(words) = line.words.first() else { return false };
        let in_first = words.x < first + words.size * 2.0;
        !in_first || line.words.len() > 1 || is_number(words.text.trim())
    }

    /// Whether a line below the head says that there is nothing: such a row has no number.
    fn is_none(&self, line: &Line) -> bool {
        self.rows.len() == 1
            && line.words.len() == 1
            && line.words.iter().all(|words| matches!(words.text.trim(), "不適用" | "不适用" | "N/A" | "Nil" | "Not applicable"))
    }

    /// The column of words of a line.
    fn column(&self, line: &Line, at: usize) -> usize {
        let Some(words) = line.words.get(at) else { return 0 };
        let begun = self.columns.iter().filter(|start| **start <= words.x + words.size * 0.8).count();
        begun.saturating_sub(1)
    }

    fn begin(&mut self, page: usize, line: &Line) {
        self.rows.push((page, vec![Vec::new(); self.columns.len()]));
        self.go_on(line);
    }

    fn go_on(&mut self, line: &Line) {
        for (at, words) in line.words.iter().enumerate() {
            let column = self.column(line, at);
            if let Some((_, row)) = self.rows.last_mut()
                && let Some(cell) = row.get_mut(column)
            {
                cell.push(words.text.trim().to_owned());
            }
        }
    }

    /// The table ends.
    fn close(&mut self) {
        self.columns.clear();
        let rows: Vec<Row> = std::mem::take(&mut self.rows).into_iter().map(|(page, cells)| self.row(page, &cells)).collect();
        self.blocks.extend((!rows.is_empty()).then_some(Block::Table(rows)));
    }

    fn row(&mut self, page: usize, cells: &[Vec<String>]) -> Row {
        self.paper.line(None);
        let mut all = Vec::new();
        for (at, lines) in cells.iter().enumerate() {
            let mark = if at == 0 { format!("[page {}]", page + 1) } else { String::new() };
            let cell = self.cell(&mark, lines);
            all.push(cell);
        }
        self.paper.row(all)
    }

    fn paragraph(&mut self, page: usize, line: &Line) {
        self.paper.line(None);
        let texts: Vec<String> = line.words.iter().map(|words| words.text.trim().to_owned()).collect();
        let cell = self.cell(&format!("[page {}]", page + 1), &[texts.join(" ")]);
        self.blocks.push(Block::Paragraph(cell));
    }

    /// A cell of lines: those that begin with a sign of lists begin an item.
    fn cell(&mut self, mark: &str, lines: &[String]) -> Cell {
        let mut pieces: Vec<Piece> = Vec::new();
        for piece in lines.iter().flat_map(|line| marks::pieces(line, None)) {
            crate::import::recognise::append(&mut pieces, vec![piece]);
        }
        self.unread.cell(&mut self.paper, mark, pieces)
    }
}

fn is_number(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ')']);
    !bare.is_empty() && bare.len() <= 4 && bare.bytes().all(|byte| byte.is_ascii_digit())
}

/// The lines of a page from top to bottom.
fn lines(page: &Page) -> Vec<Line> {
    let mut glyphs: Vec<&Glyph> = page.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).collect();
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut all: Vec<(f64, Vec<&Glyph>)> = Vec::new();
    for glyph in glyphs {
        match all.last_mut().filter(|(y, _)| glyph.y - *y <= glyph.size * LEVEL) {
            Some((_, line)) => line.push(glyph),
            None => all.push((glyph.y, vec![glyph])),
        }
    }
    all.into_iter().map(|(y, glyphs)| Line { y, words: words(glyphs) }).collect()
}

/// The glyphs of a line as words that stand together.
fn words(mut glyphs: Vec<&Glyph>) -> Vec<Words> {
    glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut all: Vec<Words> = Vec::new();
    for glyph in glyphs {
        match all.last_mut().filter(|words| glyph.x - words.end <= glyph.size * GAP) {
            Some(words) => {
                if glyph.x - words.end > glyph.size * letters::SPACE && !letters::beside_han(&words.text, glyph) {
                    words.text.push(' ');
                }
                words.text.push_str(&glyph.text);
                words.end = glyph.end;
            }
            None => all.push(Words { x: glyph.x, size: glyph.size, end: glyph.end, text: glyph.text.clone() }),
        }
    }
    all
}
