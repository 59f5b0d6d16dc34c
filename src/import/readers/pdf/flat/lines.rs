//! The lines of pages: words by where they stand, and what belongs to the page and not to the document.

use std::collections::HashMap;

use super::super::letters;
use super::super::page::{Glyph, Page};
use crate::import::marks;

/// How far apart words of a line stand where a new column may begin, in sizes of the font.
const GAP: f64 = 0.8;
/// How far lines differ in height that are one, likewise.
const LEVEL: f64 = 0.4;
/// How far apart lines of a paragraph or a row stand at most, likewise.
const APART: f64 = 1.8;
/// How far from each other places are the same, likewise.
const SAME: f64 = 0.5;
/// How wide a blank is, likewise.
const BLANK: f64 = 0.3;
/// How many lines at the edge of a page may belong to it, of how many words standing apart, and on how many pages they must stand.
const EDGE: usize = 3;
const WORDS: usize = 3;
const PAGES: usize = 2;

/// Words that stand together.
#[derive(Clone, Debug)]
pub(super) struct Words {
    pub(super) x: f64,
    pub(super) size: f64,
    pub(super) end: f64,
    pub(super) text: String,
}

/// A line of a page: words from left to right.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) page: usize,
    pub(super) y: f64,
    pub(super) words: Vec<Words>,
}

impl Line {
    /// The size of its largest words.
    pub(super) fn size(&self) -> f64 {
        self.words.iter().map(|words| words.size).fold(1.0, f64::max)
    }

    pub(super) fn first(&self) -> &str {
        self.words.first().map_or("", |words| words.text.trim())
    }

    pub(super) fn text(&self) -> String {
        self.words.iter().map(|words| words.text.trim()).collect::<Vec<_>>().join(" ")
    }

    /// Whether it stands below another so near that both may be of one paragraph, or of one row.
    pub(super) fn is_next_to(&self, above: &Self) -> bool {
        self.page == above.page && (self.y - above.y).abs() <= APART * self.size()
    }

    /// Whether it is the rest of the line above, which ended because the next word had no room before `edge`.
    pub(super) fn goes_on(&self, above: &Self, edge: f64) -> bool {
        let ([words], [before]) = (&*self.words, &*above.words) else { return false };
        let tolerance = SAME * words.size;
        let head = words.text.split(' ').next().unwrap_or_default();
        // in Chinese a line ends at any character
        let fits = if head.chars().any(crate::import::tags::is_han) { 1 } else { head.chars().count() };
        let width = (words.end - words.x) / words.text.chars().count().max(1) as f64 * fits as f64;
        self.is_next_to(above)
            && (words.x - before.x).abs() <= tolerance
            && (words.size - before.size).abs() <= 0.1 * words.size
            && before.end + BLANK * words.size + width > edge
    }

    /// Two lines as one.
    pub(super) fn with(&mut self, next: &Self) {
        self.y = next.y;
        if let (Some(words), Some(more)) = (self.words.last_mut(), next.words.first()) {
            words.text = marks::joined([&*words.text, &*more.text].into_iter());
            words.end = more.end;
        }
    }
}

/// Whether words begin at the same place.
pub(super) fn begin_alike(one: &Words, other: &Words) -> bool {
    (one.x - other.x).abs() <= SAME * one.size
}

/// The lines of all pages from top to bottom; and those at the edge of most pages, each once: running titles, numbers of pages. What
/// `is_of_document` is none, wherever it stands.
pub(super) fn lines(pages: &[Page], is_of_document: impl Fn(&Line) -> bool) -> (Vec<Line>, Vec<Line>) {
    let all: Vec<Vec<Line>> = pages.iter().enumerate().map(|(number, page)| of_page(number, page)).collect();
    let mut known: HashMap<(String, i64), usize> = HashMap::new();
    for line in all.iter().flat_map(|lines| edges(lines)) {
        *known.entry(place(line)).or_default() += 1;
    }
    let (mut kept, mut furniture): (Vec<Line>, Vec<Line>) = (Vec::new(), Vec::new());
    for lines in &all {
        let edges = edges(lines);
        for line in lines {
            let place = place(line);
            let is_edge = edges.iter().any(|edge| std::ptr::eq(*edge, line)) && !is_of_document(line);
            let is_furniture = is_edge && known.get(&place).is_some_and(|count| *count >= PAGES.max(pages.len() / 2));
            if !is_furniture {
                kept.push(line.clone());
            } else if !furniture.iter().any(|other| self::place(other) == place) {
                furniture.push(line.clone());
            }
        }
    }
    (kept, furniture)
}

/// The first and the last lines of a page that stand apart from the others. A head of a table is none: it has more words.
fn edges(lines: &[Line]) -> Vec<&Line> {
    let is_apart = |at: usize| matches!((lines.get(at - 1), lines.get(at)), (Some(above), Some(line)) if !line.is_next_to(above));
    let top = (1..lines.len()).take(EDGE).find(|at| is_apart(*at)).unwrap_or(0);
    let bottom = (1..lines.len()).rev().take(EDGE).find(|at| is_apart(*at)).unwrap_or(lines.len());
    let parts = [lines.get(..top), lines.get(bottom.max(top)..)].into_iter().flatten();
    parts.filter(|part| part.iter().all(|line| line.words.len() <= WORDS)).flatten().collect()
}

/// What a line says, with the same sign for every number, and at which height: a running title stands at the same on each page.
fn place(line: &Line) -> (String, i64) {
    let mut text: String = line.text().chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
    while text.contains("##") {
        text = text.replace("##", "#");
    }
    (text, line.y.round() as i64)
}

fn of_page(number: usize, page: &Page) -> Vec<Line> {
    let mut glyphs: Vec<&Glyph> = page.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).collect();
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut all: Vec<(f64, Vec<&Glyph>)> = Vec::new();
    for glyph in glyphs {
        match all.last_mut().filter(|(y, _)| glyph.y - *y <= glyph.size * LEVEL) {
            Some((_, line)) => line.push(glyph),
            None => all.push((glyph.y, vec![glyph])),
        }
    }
    all.into_iter().map(|(y, glyphs)| Line { page: number, y, words: words(glyphs) }).collect()
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
