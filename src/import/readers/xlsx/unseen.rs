//! What a workbook holds that its tables do not show: hidden rows and columns, comments, formulas that were never worked out.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::paper::Paper;
use super::super::xml::{self, Element};
use crate::diagnostic::{self as d, Diagnostic};
use crate::files::decoded;
use crate::source::Span;

/// What is hidden in a sheet, or was not worked out.
#[derive(Clone, Debug, Default)]
pub(super) struct Unseen {
    rows: usize,
    columns: usize,
    comments: usize,
    formulas: usize,
}

impl Unseen {
    /// Says of comments alone, at the name of the sheet.
    pub(super) fn say_comments(&self, paper: &mut Paper<'_, '_>, heading: Span) {
        Self { comments: self.comments, ..Self::default() }.say(paper, heading);
    }

    /// Says it at the name of the sheet.
    pub(super) fn say(&self, paper: &mut Paper<'_, '_>, heading: Span) {
        let all = [("rows", self.rows), ("columns", self.columns), ("", self.comments), ("formulas", self.formulas)];
        for (variant, count) in all.into_iter().filter(|(_, count)| *count > 0) {
            let finding = Diagnostic::at(&d::IMPORT_UNSEEN, heading).variant(variant).arg("count", count);
            paper.desk.sink.push(finding);
        }
    }
}

/// What is unseen in each sheet, by its name. What cannot be read is as good as empty here: the reader of the cells says so.
pub(super) fn of(parts: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Unseen> {
    let tree = |path: &str| parts.get(path).cloned().and_then(|bytes| xml::parse(bytes).ok());
    let Some(book) = tree("xl/workbook.xml") else { return BTreeMap::new() };
    let targets = tree("xl/_rels/workbook.xml.rels").map(|rels| targets(&rels)).unwrap_or_default();
    let sheets = book.child("sheets").into_iter().flat_map(Element::elements);
    let one = |sheet: &Element| {
        let path = full("xl/", targets.get(sheet.get("id")?)?);
        let mut unseen = parts.get(&path).map(|bytes| scan(bytes.clone())).unwrap_or_default();
        let (folder, file) = path.rsplit_once('/')?;
        let rels = tree(&format!("{folder}/_rels/{file}.rels"));
        let comments = rels.iter().flat_map(Element::elements).filter_map(|rel| rel.get("Target"));
        for path in comments.filter(|path| path.contains("/comments")) {
            let list = tree(&full(&format!("{folder}/"), path));
            unseen.comments += list.iter().filter_map(|list| list.child("commentList")).flat_map(Element::elements).count();
        }
        Some((sheet.get("name")?.to_owned(), unseen))
    };
    sheets.filter_map(one).collect()
}

/// The targets of relationships by their ids.
fn targets(rels: &Element) -> BTreeMap<String, String> {
    rels.elements().filter_map(|rel| Some((rel.get("Id")?.to_owned(), rel.get("Target")?.to_owned()))).collect()
}

/// The path of a target within the package: `../comments1.xml` as seen from `xl/worksheets/`.
fn full(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => {
                let _ = steps.pop();
            }
            "." => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// What is hidden in the XML of a sheet, as far as that can be read.
fn scan(bytes: Vec<u8>) -> Unseen {
    let (text, _) = decoded(bytes);
    let mut reader = Reader::from_str(&text);
    let mut unseen = Unseen::default();
    let (mut has_formula, mut has_value, mut in_value) = (false, false, false);
    let hides = |tag: &BytesStart<'_>| {
        let hidden = tag.try_get_attribute("hidden").ok().flatten();
        hidden.is_some_and(|hidden| matches!(&*hidden.value, "1" | "true"))
    };
    while let Ok(event) = reader.read_event() {
        match &event {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "row" => unseen.rows += usize::from(hides(tag)),
                "col" => unseen.columns += usize::from(hides(tag)),
                "f" => has_formula = true,
                "v" => in_value = matches!(event, Event::Start(_)),
                _ => {}
            },
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => has_value |= in_value,
            Event::End(tag) => match tag.local_name().as_ref() {
                "v" => in_value = false,
                "c" => {
                    unseen.formulas += usize::from(has_formula && !has_value);
                    (has_formula, has_value) = (false, false);
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    unseen
}
