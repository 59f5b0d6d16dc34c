//! Pages: headings, paragraphs and tables, each text with the language that its element has.
//!
//! The source that findings point into has a line for each paragraph and each row, for a page's own lines say little.

use std::ops::Range;

use scraper::{ElementRef, Html, Node};

use super::{Desk, File, Read, ending};
use crate::import::marks::{joined, pieces};
use crate::import::material::{Block, Cell, Mark, Material, Piece, Row};
use crate::import::tags::{is_han, lang_of_tag};
use crate::model::Lang;
use crate::source::{FileId, Span};

/// Elements that hold nothing to read.
static SKIPPED: &[&str] = &["script", "style", "nav", "caption", "head", "template", "button", "form", "svg", "noscript"];
/// Elements that are a paragraph each.
static PARAGRAPHS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "address", "figcaption", "summary"];
/// How deep elements may lie in each other.
const DEEPEST: usize = 200;
/// How many columns a cell may span.
const WIDEST: usize = 100;

pub(super) fn takes(file: &File) -> bool {
    matches!(&*ending(&file.name), "html" | "htm" | "xhtml") || crate::files::foreign(&file.bytes) == Some("html")
}

pub(super) fn read(file: &File, desk: &mut Desk<'_>) -> Option<Read> {
    let page = Html::parse_document(&desk.text(file).text);
    let mut walk = Page { material: Material::default(), text: String::new(), file: FileId(desk.sources.iter().count() as u32) };
    walk.element(page.root_element(), None, 0);
    desk.sources.add(&format!("{} (text)", file.name), walk.text);
    Some(Read::Material(walk.material))
}

struct Page {
    material: Material,
    /// What findings point into.
    text: String,
    file: FileId,
}

fn lang(element: ElementRef<'_>, outer: Option<Lang>) -> Option<Lang> {
    element.value().attr("lang").and_then(lang_of_tag).or(outer)
}

impl Page {
    fn element(&mut self, element: ElementRef<'_>, outer: Option<Lang>, depth: usize) {
        let name = element.value().name();
        let is_menu = element.value().classes().any(|class| class == "editions" || class == "notice");
        if SKIPPED.contains(&name) || is_menu || depth > DEEPEST {
            return;
        }
        let lang = lang(element, outer);
        if name == "table" {
            let mut rows = Vec::new();
            self.rows(element, lang, 0, &mut rows);
            self.material.blocks.push(Block::Table(rows));
        } else if PARAGRAPHS.contains(&name) || is_note(element) {
            let cell = self.cell(element, lang);
            self.text.push('\n');
            if !cell.is_blank() {
                self.material.blocks.push(Block::Paragraph(cell));
            }
        } else {
            for child in element.child_elements() {
                self.element(child, lang, depth + 1);
            }
        }
    }

    fn rows(&mut self, element: ElementRef<'_>, outer: Option<Lang>, depth: usize, rows: &mut Vec<Row>) {
        for child in element.child_elements().filter(|_| depth < 4) {
            let lang = lang(child, outer);
            match child.value().name() {
                "tr" => rows.push(self.row(child, lang)),
                "thead" | "tbody" | "tfoot" => self.rows(child, lang, depth + 1, rows),
                _ => {}
            }
        }
    }

    fn row(&mut self, row: ElementRef<'_>, outer: Option<Lang>) -> Row {
        let start = self.text.len() as u32;
        let mut cells = Vec::new();
        for cell in row.child_elements().filter(|cell| matches!(cell.value().name(), "td" | "th")) {
            if !cells.is_empty() {
                self.text.push('\t');
            }
            cells.push(self.cell(cell, lang(cell, outer)));
            let wide = cell.value().attr("colspan").and_then(|count| count.parse::<usize>().ok()).unwrap_or(1).min(WIDEST);
            let here = Span::new(self.file, self.text.len() as u32, self.text.len() as u32);
            cells.extend((1..wide).map(|_| Cell { pieces: Vec::new(), span: here }));
        }
        let span = Span::new(self.file, start, self.text.len() as u32);
        self.text.push('\n');
        Row { cells, span, parts: 1 }
    }

    /// The pieces of an element, and its text as one line.
    fn cell(&mut self, element: ElementRef<'_>, lang: Option<Lang>) -> Cell {
        let mut found = Found::default();
        found.children(element, lang, Mark::Plain, 0);
        found.end();
        let line = joined(found.pieces.iter().flat_map(|piece| piece.text.split('\n')));
        let start = self.text.len() as u32;
        self.text.push_str(&line);
        Cell { pieces: found.pieces, span: Span::new(self.file, start, self.text.len() as u32) }
    }
}

/// A note of odp's own pages: a box with paragraphs in it.
fn is_note(element: ElementRef<'_>) -> bool {
    element.value().name() == "div" && element.value().classes().any(|class| class == "note")
}

/// The pieces of a cell as they are found.
#[derive(Default)]
struct Found {
    pieces: Vec<Piece>,
    text: String,
    /// Where a language begins in it, in bytes.
    langs: Vec<(usize, Option<Lang>)>,
    mark: Option<Mark>,
}

impl Found {
    fn children(&mut self, element: ElementRef<'_>, outer: Option<Lang>, mark: Mark, depth: usize) {
        for child in element.children().filter(|_| depth < DEEPEST) {
            match child.value() {
                Node::Text(text) => self.add(text, outer, mark),
                Node::Element(_) => {
                    let Some(child) = ElementRef::wrap(child) else { continue };
                    let inner = lang(child, outer);
                    match child.value().name() {
                        "br" => self.add("\n", outer, mark),
                        "li" => self.block(child, inner, Mark::Bullet, depth),
                        "p" | "div" | "ul" | "ol" => self.block(child, inner, mark, depth),
                        name if SKIPPED.contains(&name) => {}
                        _ if child.value().classes().any(|class| class == "line") => self.block(child, inner, mark, depth),
                        _ => self.children(child, inner, mark, depth + 1),
                    }
                }
                _ => {}
            }
        }
    }

    fn block(&mut self, element: ElementRef<'_>, lang: Option<Lang>, mark: Mark, depth: usize) {
        self.end();
        self.children(element, lang, mark, depth + 1);
        self.end();
    }

    fn add(&mut self, text: &str, lang: Option<Lang>, mark: Mark) {
        if self.text.trim().is_empty() {
            self.text.clear();
            self.langs.clear();
            self.mark = Some(mark);
        }
        if self.langs.last().is_none_or(|(_, last)| *last != lang) {
            self.langs.push((self.text.len(), lang));
        }
        if text == "\n" {
            self.text.push('\n');
            return;
        }
        let mut words = text.split_whitespace();
        if text.starts_with(char::is_whitespace) && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
        if let Some(first) = words.next() {
            self.text.push_str(first);
            words.for_each(|word| {
                self.text.push(' ');
                self.text.push_str(word);
            });
            if text.ends_with(char::is_whitespace) {
                self.text.push(' ');
            }
        }
    }

    fn end(&mut self) {
        let (text, langs) = (std::mem::take(&mut self.text), std::mem::take(&mut self.langs));
        let mark = self.mark.take().unwrap_or(Mark::Plain);
        let mut parts: Vec<(Option<Lang>, String)> = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let lang = lang_of_line(&text, start..start + line.len(), &langs);
            match parts.last_mut().filter(|(last, _)| *last == lang || line.trim().is_empty()) {
                Some((_, part)) => part.push_str(line),
                None => parts.push((lang, line.to_owned())),
            }
            start += line.len();
        }
        for piece in parts.iter().flat_map(|(lang, part)| pieces(part.trim(), *lang)) {
            let mark = if piece.mark == Mark::Plain { mark } else { piece.mark };
            self.pieces.push(Piece { mark, ..piece });
        }
    }
}

/// The language of a line: that of its first ideographs, else of its first words. Programs mark single words in the midst of others.
fn lang_of_line(text: &str, line: Range<usize>, langs: &[(usize, Option<Lang>)]) -> Option<Lang> {
    let ends = langs.iter().skip(1).map(|(start, _)| *start).chain([text.len()]);
    let runs = langs.iter().zip(ends).filter_map(|((start, lang), end)| {
        let run = text.get((*start).max(line.start)..end.min(line.end))?;
        (!run.trim().is_empty()).then_some((run, *lang))
    });
    let chinese = runs.clone().find(|(run, _)| run.chars().any(is_han));
    chinese.or_else(|| runs.clone().next()).and_then(|(_, lang)| lang)
}
