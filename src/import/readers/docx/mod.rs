//! Documents of word processors (DOCX; ECMA-376, both forms): paragraphs, lists, tables, in the languages that runs are marked with.
//!
//! Read is what the document shows once all tracked changes are accepted. Numbers and bullets that the program makes are written
//! out. What a merged cell says it says of every row that it spans.

mod numbers;
mod runs;
mod styles;
mod table;
mod working;

use std::collections::BTreeMap;

use super::archive::{Refused, Room, parts};
use super::paper::Paper;
use super::xml::{self, Element};
use super::{Desk, File, Read, ending, in_languages};
use crate::diagnostic::{self as d, Diagnostic};
use crate::import::marks::pieces;
use crate::import::material::{Block, Mark, Material, Piece};
use numbers::{Item, Numbers};
use runs::{Line, Lines};
use styles::Styles;

pub(in crate::import) use working::{Labelled, tables};

pub(super) fn takes(file: &File) -> bool {
    let kind = crate::files::foreign(&file.bytes);
    kind == Some("docx") || (kind == Some("office") && matches!(&*ending(&file.name), "doc" | "docx"))
}

pub(super) fn read(file: &File, desk: &mut Desk<'_>) -> Option<Read> {
    let blocks = document(file, desk).map_err(|refused| refused.say(file, "docx", desk)).ok()?;
    Some(Read::Material(Material { blocks }))
}

fn document(file: &File, desk: &mut Desk<'_>) -> Result<Vec<Block>, Refused> {
    let parts = parts(&file.bytes, |name| name.ends_with(".xml") || name.ends_with(".rels"))?;
    let main = main_part(&parts).ok_or_else(|| Refused::Broken("it has no main part".to_owned()))?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = |name: &str| parts.get(&format!("{folder}/{name}")).cloned().map(xml::parse).transpose();
    let root = xml::parse(parts.get(&main).cloned().unwrap_or_default())?;
    let count = |part: Option<Element>| part.map_or(0, |part| part.elements().filter(|one| one.get("type").is_none()).count());
    let styles = Styles::of(beside("styles.xml")?.as_ref());
    let numbers = Numbers::of(beside("numbering.xml")?.as_ref());
    let mut reader = Reader { styles, numbers, unseen: Unseen::default(), tables: 0, room: Room::new() };
    reader.unseen.comments = count(beside("comments.xml")?);
    reader.unseen.notes = count(beside("footnotes.xml")?) + count(beside("endnotes.xml")?);
    let mut paper = Paper::new(file.name.clone(), desk);
    let mut blocks = Vec::new();
    if let Some(body) = root.child("body") {
        reader.blocks(body, &mut paper, &mut blocks)?;
    }
    reader.unseen.say(&mut paper);
    paper.finish();
    Ok(in_languages(blocks))
}

/// The part that the package names as its document.
fn main_part(parts: &BTreeMap<String, Vec<u8>>) -> Option<String> {
    let rels = parts.get("_rels/.rels").cloned().and_then(|bytes| xml::parse(bytes).ok());
    let is_main = |rel: &&Element| rel.get("Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
    let target = rels.as_ref().and_then(|rels| rels.elements().find(is_main)?.get("Target").map(str::to_owned));
    let path = target.unwrap_or_else(|| "word/document.xml".to_owned()).trim_start_matches('/').to_owned();
    parts.contains_key(&path).then_some(path)
}

/// What a document holds that is not seen in it, or is not part of its text.
#[derive(Debug, Default)]
struct Unseen {
    deleted: usize,
    inserted: usize,
    hidden: usize,
    boxes: usize,
    comments: usize,
    notes: usize,
}

impl Unseen {
    fn say(&self, paper: &mut Paper<'_, '_>) {
        let start = paper.title(Vec::new()).span;
        let all = [
            ("deleted", self.deleted),
            ("inserted", self.inserted),
            ("hidden", self.hidden),
            ("boxes", self.boxes),
            ("", self.comments),
            ("footnotes", self.notes),
        ];
        for (variant, count) in all.into_iter().filter(|(_, count)| *count > 0) {
            paper.desk.sink.push(Diagnostic::at(&d::IMPORT_UNSEEN, start).variant(variant).arg("count", count));
        }
    }
}

struct Reader {
    styles: Styles,
    numbers: Numbers,
    unseen: Unseen,
    tables: usize,
    room: Room,
}

impl Reader {
    /// What stands between the margins, whatever controls and marks are around it.
    fn blocks(&mut self, parent: &Element, paper: &mut Paper<'_, '_>, out: &mut Vec<Block>) -> Result<(), Refused> {
        for element in parent.elements() {
            match &*element.name {
                "p" => self.paragraph(element, paper, out)?,
                "tbl" => {
                    let rows = self.table(element, paper)?;
                    out.extend((!rows.is_empty()).then_some(Block::Table(rows)));
                }
                "del" | "moveFrom" => self.unseen.deleted += 1,
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" => self.blocks(element, paper, out)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, element: &Element, paper: &mut Paper<'_, '_>, out: &mut Vec<Block>) -> Result<(), Refused> {
        let (pieces, boxes) = self.pieces(element, false);
        if pieces.iter().any(|piece| !piece.text.trim().is_empty()) {
            paper.line(None);
            out.push(Block::Paragraph(paper.cell("", pieces)));
        }
        for text in boxes {
            self.unseen.boxes += 1;
            self.blocks(text, paper, out)?;
        }
        Ok(())
    }

    /// A paragraph as pieces, and the text boxes that hang on it.
    fn pieces<'e>(&mut self, element: &'e Element, in_cell: bool) -> (Vec<Piece>, Vec<&'e Element>) {
        let properties = element.child("pPr");
        let style = properties.and_then(|of| of.child("pStyle")?.get("val")).unwrap_or_default().to_owned();
        let Lines { lines, boxes, deleted, inserted, hidden } = runs::lines(element, &style, &self.styles);
        self.unseen.deleted += deleted;
        self.unseen.inserted += inserted;
        self.unseen.hidden += hidden;
        let item = self.numbers.item(properties, &style, &self.styles);
        let is_blank = lines.iter().all(|line| line.text.trim().is_empty());
        let pieces = match item {
            Some(Item::Number(label)) if is_blank => pieces(&label, None),
            Some(Item::Number(label)) if !in_cell => numbered(&label, lines),
            Some(_) if !is_blank => listed(lines),
            _ => lines.into_iter().flat_map(|line| pieces(&line.text, Some(line.lang))).collect(),
        };
        (pieces, boxes)
    }
}

/// A paragraph with its number.
fn numbered(label: &str, lines: Vec<Line>) -> Vec<Piece> {
    let texts = lines.into_iter().map(|line| Piece {
        lang: Some(line.lang),
        mark: Mark::Plain,
        text: format!("{label} {}", line.text.trim()),
    });
    texts.collect()
}

/// An item of a list; lines of another language in it are an item in that language.
fn listed(lines: Vec<Line>) -> Vec<Piece> {
    let full = lines.into_iter().filter(|line| !line.text.trim().is_empty());
    full.map(|line| Piece { lang: Some(line.lang), mark: Mark::Bullet, text: line.text.trim().to_owned() }).collect()
}
