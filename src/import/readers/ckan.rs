//! What a portal lists (CKAN's `package_search` and its like, `ckan.LANG.json` of odp): each package is a row.
//!
//! A portal does not say when a dataset was released, but in fields made for that; when its entry was made is another date.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::archive::Refused;
use super::{Desk, File, Read};
use crate::files::decoded;
use crate::import::marks::pieces;
use crate::import::material::{Block, Cell, Material, Row};
use crate::source::{FileId, Span};

/// A package: each key with its value as it stands in the file.
pub(in crate::import) type Package<'j> = BTreeMap<Cow<'j, str>, &'j RawValue>;

/// A column of the table: its head, and the keys whose first that says something fills it.
struct Column {
    head: &'static str,
    keys: &'static [&'static str],
    read: fn(&Json) -> Vec<String>,
}

static COLUMNS: &[Column] = &[
    Column { head: "name", keys: &["title", "title_translated"], read: texts },
    Column { head: "description", keys: &["notes", "notes_translated"], read: texts },
    Column { head: "category", keys: &["groups", "category", "theme"], read: first_named },
    Column { head: "owner", keys: &["organization", "owner_org", "author"], read: first_named },
    Column { head: "frequency", keys: &["update_frequency", "frequency", "accrual_periodicity"], read: texts },
    Column { head: "formats", keys: &["resources"], read: formats },
    Column { head: "released", keys: &["date_released", "release_date", "issued", "date_published"], read: texts },
    Column { head: "licence", keys: &["license_id", "license_title"], read: texts },
    Column { head: "keywords", keys: &["tags"], read: names },
    Column { head: "contact_email", keys: &["maintainer_email", "author_email"], read: texts },
    Column { head: "id", keys: &["name"], read: texts },
];

/// Where the packages of a listing stand.
#[derive(Deserialize)]
struct Listing<'j> {
    #[serde(borrow)]
    result: Option<&'j RawValue>,
    #[serde(borrow)]
    packages: Option<Vec<&'j RawValue>>,
}

#[derive(Deserialize)]
struct Results<'j> {
    #[serde(borrow)]
    results: Vec<&'j RawValue>,
}

pub(super) fn takes(file: &File) -> bool {
    let (text, _) = decoded(file.bytes.clone());
    super::ending(&file.name) == "json" && packages(&text).is_ok()
}

pub(super) fn read(file: &File, desk: &mut Desk<'_>) -> Option<Read> {
    let source = desk.text(file);
    let packages = packages(&source.text).map_err(|reason| Refused::Broken(reason).say(file, "ckan", desk)).ok()?;
    let place = |part: &str| place(source.id, &source.text, part);
    let start = Span::new(source.id, 0, 0);
    let head = COLUMNS.iter().map(|column| Cell { pieces: pieces(column.head, None), span: start }).collect();
    // the head is ours, and no row of the file
    let mut rows = vec![Row { cells: head, span: start, parts: 0 }];
    for raw in packages {
        let span = place(raw.get());
        let package: Package<'_> = serde_json::from_str(raw.get()).unwrap_or_default();
        let cells = COLUMNS.iter().map(|column| column.cell(&package, span, place)).collect();
        rows.push(Row { cells, span, parts: 1 });
    }
    Some(Read::Material(Material { blocks: vec![Block::Table(rows)] }))
}

/// The packages of a listing; else what is wrong with it.
pub(in crate::import) fn packages(text: &str) -> Result<Vec<&RawValue>, String> {
    let said = |error: serde_json::Error| error.to_string();
    let listing: Listing<'_> = serde_json::from_str(text).map_err(said)?;
    if let Some(packages) = listing.packages {
        return Ok(packages);
    }
    let result = listing.result.ok_or_else(|| "it has no `result` and no `packages`".to_owned())?;
    let all: Vec<&RawValue> = match serde_json::from_str::<Results<'_>>(result.get()) {
        Ok(found) => found.results,
        Err(_) => serde_json::from_str(result.get()).map_err(said)?,
    };
    if all.first().is_some_and(|first| !first.get().starts_with('{')) {
        return Err("it lists names only; `package_search` tells what stands behind them".to_owned());
    }
    Ok(all)
}

/// Where a part of a text stands in it.
pub(in crate::import) fn place(file: FileId, text: &str, part: &str) -> Span {
    let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len());
    Span::new(file, start as u32, (start + part.len()).min(text.len()) as u32)
}

impl Column {
    fn cell(&self, package: &Package<'_>, whole: Span, place: impl Fn(&str) -> Span) -> Cell {
        for key in self.keys {
            let Some(raw) = package.get(*key) else { continue };
            let said = serde_json::from_str(raw.get()).map(|json| (self.read)(&json)).unwrap_or_default();
            let text = said.join("\n");
            if !text.trim().is_empty() {
                return Cell { pieces: pieces(&text, None), span: place(raw.get()) };
            }
        }
        Cell { pieces: Vec::new(), span: Span::new(whole.file, whole.start, whole.start) }
    }
}

/// A text, the texts of a list, or those of an object by language.
pub(in crate::import) fn texts(json: &Json) -> Vec<String> {
    match json {
        Json::String(text) => vec![text.clone()],
        Json::Number(number) => vec![number.to_string()],
        Json::Array(all) => all.iter().flat_map(texts).collect(),
        Json::Object(all) => all.values().flat_map(texts).collect(),
        Json::Null | Json::Bool(_) => Vec::new(),
    }
}

/// What something is called, for people first.
fn name(json: &Json) -> Option<String> {
    let keys = ["title", "display_name", "name"];
    let of = |key: &&str| json.get(*key).and_then(Json::as_str).map(str::trim).filter(|name| !name.is_empty());
    json.as_str().or_else(|| keys.iter().find_map(of)).map(str::to_owned)
}

/// The first thing that has a name.
fn first_named(json: &Json) -> Vec<String> {
    let all: &[Json] = json.as_array().map_or(std::slice::from_ref(json), |all| all);
    all.iter().find_map(name).into_iter().collect()
}

/// The names of all.
fn names(json: &Json) -> Vec<String> {
    let all: Vec<String> = json.as_array().into_iter().flatten().filter_map(name).collect();
    if all.is_empty() { Vec::new() } else { vec![all.join("; ")] }
}

/// The formats of resources, each once.
fn formats(json: &Json) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for resource in json.as_array().into_iter().flatten() {
        let format = resource.get("format").and_then(Json::as_str).map(str::trim).unwrap_or_default();
        if !format.is_empty() && !all.iter().any(|known| known.eq_ignore_ascii_case(format)) {
            all.push(format.to_owned());
        }
    }
    if all.is_empty() { Vec::new() } else { vec![all.join("; ")] }
}
