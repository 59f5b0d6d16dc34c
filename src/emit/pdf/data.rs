//! A document → the JSON that the template reads.

use serde_json::{Map, Value, json};
use unicode_width::UnicodeWidthStr;

use super::fonts::Chosen;
use super::world::logo_file;
use crate::emit::Options;
use crate::emit::document::{
    Block, Cell, Column, Document, Line, Part, Piece, Role, Row, Run, RunKind, Style, Summary, Table, plain, plain_lines, runs,
};
use crate::model::{Lang, Plan};

/// More lines than this are not kept on one page.
const TALL: usize = 22;

/// The data for one edition.
pub(super) fn of(document: &Document, plan: &Plan, attach: bool, fonts: &Chosen, options: &Options) -> Vec<u8> {
    let (short, long) = options.house.paper.millimetres();
    let colour = options.house.colour.map_or_else(|| "#0f5e59".to_owned(), |colour| colour.to_string());
    let cover = &document.cover;
    let facts = cover.facts.iter().map(|fact| json!({ "label": lines(&fact.label), "value": lines(&fact.value) }));
    let data = json!({
        "lang": document.lang().tag(),
        "marker-fonts": fonts.families(Lang::EN),
        "langs": languages(document, fonts),
        "title": document.title,
        "publisher": document.publisher,
        "width": long,
        "height": short,
        "colour": colour,
        "logo": logo(document, plan, options),
        "source": attach.then(|| format!("{}.odp", plan.id.value)),
        "notice": parts(&cover.notice),
        "publisher-lines": lines(&cover.publisher),
        "title-lines": lines(&cover.title),
        "facts": facts.collect::<Vec<_>>(),
        "summary": document.summary.as_ref().map(|summary| overview(summary, long)),
        "blocks": document.blocks.iter().map(|found| block(found, long)).collect::<Vec<_>>(),
        "sign-off": [lines(&document.sign_off.publisher), lines(&document.sign_off.date)],
    });
    data.to_string().into_bytes()
}

fn logo(document: &Document, plan: &Plan, options: &Options) -> Option<Value> {
    let logo = options.logo.as_ref()?;
    let text = logo.text.render(document.lang(), plan.original())?;
    Some(json!({ "path": logo_file(logo), "alt": text.text }))
}

/// Every language of the document: what Typst calls it, and its fonts.
fn languages(document: &Document, fonts: &Chosen) -> Value {
    let mut all = Map::new();
    let own = document.languages.iter().copied();
    for lang in own.chain(runs(document).map(|run| run.lang)) {
        if all.contains_key(lang.tag()) {
            continue;
        }
        let (language, region, script) = match lang {
            Lang::TC => ("zh", Some("HK"), Some("hani")),
            Lang::SC => ("zh", Some("CN"), Some("hani")),
            Lang::EN => ("en", Some("HK"), None),
            _ => (lang.tag().split('-').next().unwrap_or("en"), region(lang.tag()), None),
        };
        let families = fonts.families(lang);
        all.insert(lang.tag().to_owned(), json!({ "lang": language, "region": region, "script": script, "fonts": families }));
    }
    Value::Object(all)
}

/// The region of a BCP 47 tag: its first subtag of two letters.
fn region(tag: &str) -> Option<&str> {
    tag.split('-').skip(1).find(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

fn overview(summary: &Summary, width: f64) -> Value {
    json!({ "id": summary.id, "heading": lines(&summary.heading), "table": table(&summary.table, width) })
}

fn block(block: &Block, width: f64) -> Value {
    match block {
        Block::Heading { level, id, lines: words } => {
            json!({ "kind": "heading", "level": level, "id": id, "lines": lines(words) })
        }
        Block::Note(words) => json!({ "kind": "note", "parts": parts(words) }),
        Block::Table(found) => json!({ "kind": "table", "table": table(found, width) }),
    }
}

fn table(table: &Table, width: f64) -> Value {
    let column = |column: &Column| {
        let role = match column.role {
            Role::RowHead => "row-head",
            Role::Text => "text",
            Role::Number => "number",
        };
        json!({ "name": column.name, "share": column.share, "role": role, "head": lines(&column.head) })
    };
    let row = |row: &Row| {
        let cells = row.cells.iter().map(|cell| parts(cell)).collect::<Vec<_>>();
        json!({ "id": row.id, "cells": cells, "tall": is_tall(row, &table.columns, width) })
    };
    json!({
        "caption": plain_lines(&table.caption),
        "columns": table.columns.iter().map(column).collect::<Vec<_>>(),
        "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

/// Whether a row is so high that it may go on over the end of a page.
fn is_tall(row: &Row, columns: &[Column], width: f64) -> bool {
    let shares: u32 = columns.iter().map(|column| u32::from(column.share)).sum();
    let lines = |(cell, column): (&Cell, &Column)| {
        let room = (width - 30.0) * f64::from(column.share) / f64::from(shares.max(1));
        // a half-width character takes some 1.7 mm
        let half_widths = ((room / 1.7) as usize).max(1);
        let pieces = cell.iter().flat_map(|part| &part.pieces).flat_map(paragraphs);
        pieces.map(|runs| plain(runs).width().div_ceil(half_widths).max(1)).sum::<usize>()
    };
    row.cells.iter().zip(columns).map(lines).max().unwrap_or(0) > TALL
}

fn paragraphs(piece: &Piece) -> Vec<&[Run]> {
    match piece {
        Piece::Paragraph(_, words) => vec![words.as_slice()],
        Piece::List(items) => items.iter().flatten().map(Vec::as_slice).collect(),
    }
}

fn lines(lines: &[Line]) -> Value {
    lines.iter().map(|line| json!({ "lang": line.lang.tag(), "runs": words(&line.runs) })).collect()
}

fn parts(cell: &[Part]) -> Value {
    cell.iter()
        .map(|part| json!({ "lang": part.lang.tag(), "pieces": part.pieces.iter().map(piece).collect::<Vec<_>>() }))
        .collect()
}

fn piece(piece: &Piece) -> Value {
    match piece {
        Piece::Paragraph(style, found) => {
            let style = match style {
                Style::Plain => "plain",
                Style::Note => "note",
                Style::Status => "status",
            };
            json!({ "style": style, "runs": words(found) })
        }
        Piece::List(items) => {
            let item = |item: &Vec<Vec<Run>>| item.iter().map(|runs| words(runs)).collect::<Vec<_>>();
            json!({ "items": items.iter().map(item).collect::<Vec<_>>() })
        }
    }
}

fn words(runs: &[Run]) -> Value {
    let one = |run: &Run| {
        let (kind, to) = match &run.kind {
            RunKind::Plain => ("plain", None),
            RunKind::Link(to) => ("link", Some(to)),
            RunKind::Pending | RunKind::NotTranslated => ("mark", None),
        };
        json!({ "text": run.text, "lang": run.lang.tag(), "kind": kind, "to": to })
    };
    runs.iter().map(one).collect()
}
