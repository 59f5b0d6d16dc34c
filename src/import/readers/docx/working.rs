//! The tables of a working copy as they stand: a label and a value in each row.

use super::super::archive::{Refused, parts};
use super::super::paper::Paper;
use super::super::xml::{self, Element};
use super::super::{Desk, File};
use super::table::inner;
use super::{Unseen, main_part};
use crate::import::material::{Mark, Piece};
use crate::source::Span;

/// A row: what its label says, the value with its place, and what is hidden in it.
#[derive(Debug)]
pub(in crate::import) struct Labelled {
    pub(in crate::import) label: String,
    pub(in crate::import) value: String,
    pub(in crate::import) hidden: String,
    pub(in crate::import) span: Span,
}

/// The rows of each table.
pub(in crate::import) fn tables(file: &File, desk: &mut Desk<'_>) -> Option<Vec<Vec<Labelled>>> {
    read(file, desk).map_err(|refused| refused.say(file, "docx", desk)).ok()
}

fn read(file: &File, desk: &mut Desk<'_>) -> Result<Vec<Vec<Labelled>>, Refused> {
    let parts = parts(&file.bytes, |name| name.ends_with(".xml") || name.ends_with(".rels"))?;
    let main = main_part(&parts).ok_or_else(|| Refused::Broken("it has no main part".to_owned()))?;
    let root = xml::parse(parts.get(&main).cloned().unwrap_or_default())?;
    let comments = parts.get("word/comments.xml").cloned().map(xml::parse).transpose()?;
    let mut found = Vec::new();
    root.child("body").into_iter().for_each(|body| inner(body, "tbl", &mut found));
    let mut paper = Paper::new(file.name.clone(), desk);
    let mut all = Vec::new();
    for (number, table) in found.into_iter().enumerate() {
        let mut rows = Vec::new();
        inner(table, "tr", &mut rows);
        let mut labelled = Vec::new();
        for (at, row) in rows.into_iter().enumerate() {
            let mut cells = Vec::new();
            inner(row, "tc", &mut cells);
            let texts: Vec<Text> = cells.into_iter().map(Text::of).collect();
            let (Some(label), Some(value)) = (texts.first(), texts.get(1)) else { continue };
            paper.line(None);
            let _ = paper.cell(&format!("[table {}, row {}]", number + 1, at + 1), piece(&label.seen));
            let cell = paper.cell("", piece(&value.seen));
            labelled.push(Labelled {
                label: label.seen.clone(),
                value: cell.pieces.into_iter().next().map(|piece| piece.text).unwrap_or_default(),
                hidden: value.hidden.clone(),
                span: cell.span,
            });
        }
        all.push(labelled);
    }
    let count = comments.map_or(0, |comments| comments.elements().count());
    Unseen { comments: count, ..Unseen::default() }.say(&mut paper);
    paper.finish();
    Ok(all)
}

fn piece(text: &str) -> Vec<Piece> {
    vec![Piece { lang: None, mark: Mark::Plain, text: text.to_owned() }]
}

/// The text of a cell, a line for each paragraph, and what is hidden in it.
#[derive(Default)]
struct Text {
    seen: String,
    hidden: String,
}

impl Text {
    fn of(cell: &Element) -> Self {
        let mut text = Self::default();
        text.inside(cell, false);
        text.seen = text.seen.trim_end_matches('\n').to_owned();
        text
    }

    fn inside(&mut self, parent: &Element, is_hidden: bool) {
        for element in parent.elements() {
            match &*element.name {
                "p" => self.paragraph(element),
                "r" => self.inside(element, is_hidden || vanishes(element)),
                "t" if is_hidden => self.hidden.push_str(&element.text()),
                "t" => self.seen.push_str(&element.text()),
                "tab" | "ptab" if !is_hidden => self.seen.push(' '),
                "noBreakHyphen" if !is_hidden => self.seen.push('-'),
                "br" | "cr" if !is_hidden => self.seen.push('\n'),
                // what stands in place of a value that nobody chose
                "sdt" if element.child("sdtPr").is_some_and(|of| of.child("showingPlcHdr").is_some()) => {}
                "del" | "moveFrom" | "rPr" | "pPr" | "tcPr" | "sdtPr" | "instrText" | "delText" | "rt" | "Fallback" => {}
                _ => self.inside(element, is_hidden),
            }
        }
    }

    fn paragraph(&mut self, element: &Element) {
        let start = self.seen.len();
        self.inside(element, false);
        let is_item = element.child("pPr").is_some_and(|of| of.child("numPr").is_some());
        if is_item && self.seen.get(start..).is_some_and(|text| !text.trim().is_empty()) {
            self.seen.insert_str(start, "• ");
        }
        self.seen.push('\n');
    }
}

fn vanishes(run: &Element) -> bool {
    let vanish = run.child("rPr").and_then(|of| of.child("vanish"));
    vanish.is_some_and(|of| !matches!(of.get("val"), Some("0" | "false")))
}
