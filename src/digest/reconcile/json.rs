//! Plans beside a portal, for programs: `reconcile.schema.json` says how.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::edition::Entry;
use crate::edition::reconcile::{By, Difference, Edit, Found, Listed, Reconciliation};
use crate::model::Portal;
use crate::source::escaped_json;

/// The JSON Schema of [`reconcile_json`].
#[must_use]
pub fn reconcile_schema() -> &'static str {
    include_str!("reconcile.schema.json")
}

/// Plans beside a portal, as one document.
#[must_use]
pub fn reconcile_json(of: &Reconciliation<'_>, listed: &str, edits: &[Edit]) -> String {
    let document = Document {
        format: "odp-reconciliation",
        version: 1,
        listing: listed,
        portal: of.options.portal.map(|id| &*of.workspace.vocabulary.get::<Portal>(id).id.value),
        as_of: of.options.as_of.to_string(),
        grace: of.options.grace,
        counts: Counts {
            listed: of.listing.entries.len(),
            found: of.found.len(),
            likely: of.found.iter().filter(|found| !found.by.is_sure()).count(),
            missing: of.missing.len(),
            awaited: of.awaited.len(),
            unplanned: of.unplanned.len(),
            others: of.others,
        },
        names_compared: of.compared,
        found: of.found.iter().map(FoundLine::new).collect(),
        missing: of.missing.iter().map(Dataset::new).collect(),
        awaited: of.awaited.iter().map(Dataset::new).collect(),
        unplanned: of.unplanned.iter().map(|listed| ListedLine::new(listed)).collect(),
        edits: edits.iter().map(|edit| EditLine::new(edit, of)).collect(),
    };
    serde_json::to_string_pretty(&document).map(|text| escaped_json(text) + "\n").unwrap_or_default()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    format: &'static str,
    version: u32,
    listing: &'a str,
    portal: Option<&'a str>,
    as_of: String,
    grace: u32,
    counts: Counts,
    names_compared: bool,
    found: Vec<FoundLine<'a>>,
    missing: Vec<Dataset<'a>>,
    awaited: Vec<Dataset<'a>>,
    unplanned: Vec<ListedLine<'a>>,
    edits: Vec<EditLine<'a>>,
}

#[derive(Serialize)]
struct Counts {
    listed: usize,
    found: usize,
    likely: usize,
    missing: usize,
    awaited: usize,
    unplanned: usize,
    others: usize,
}

#[derive(Serialize)]
struct Dataset<'a> {
    plan: &'a str,
    id: &'a str,
    name: BTreeMap<&'a str, &'a str>,
    status: &'static str,
}

impl<'a> Dataset<'a> {
    fn new(entry: &Entry<'a>) -> Self {
        let texts = entry.dataset.name.iter().flat_map(|name| &name.entries);
        Self {
            plan: &entry.plan.id.value,
            id: &entry.dataset.id.value,
            name: texts.filter_map(|text| Some((text.lang.suffix(), &**text.value.given()?))).collect(),
            status: entry.dataset.status().word(),
        }
    }
}

#[derive(Serialize)]
struct ListedLine<'a> {
    ids: &'a [Box<str>],
    titles: Vec<Title<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
}

#[derive(Serialize)]
struct Title<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    text: &'a str,
}

impl<'a> ListedLine<'a> {
    fn new(listed: &'a Listed) -> Self {
        Self {
            ids: &listed.ids,
            titles: listed
                .titles
                .iter()
                .map(|(lang, text)| Title { lang: lang.as_ref().map(|lang| lang.suffix()), text })
                .collect(),
            owner: listed.owner.as_ref().map(|said| said.words()),
            modified: listed.modified.map(|date| date.to_string()),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FoundLine<'a> {
    dataset: Dataset<'a>,
    listed: ListedLine<'a>,
    matched_by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    likeness: Option<f64>,
    sure: bool,
    differences: Vec<DifferenceLine<'a>>,
}

impl<'a> FoundLine<'a> {
    fn new(found: &'a Found<'a>) -> Self {
        let (matched_by, likeness) = match found.by {
            By::Id => ("id", None),
            // two decimals, as people read it; less than 1 where the names are not the same
            By::Name { likeness, .. } => ("name", Some((likeness * 100.0).floor() / 100.0)),
        };
        Self {
            dataset: Dataset::new(&found.entry),
            listed: ListedLine::new(found.listed),
            matched_by,
            likeness,
            sure: found.by.is_sure(),
            differences: found.differences.iter().map(DifferenceLine::new).collect(),
        }
    }
}

#[derive(Serialize)]
struct DifferenceLine<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    plan: Option<&'a str>,
    portal: Option<&'a str>,
    understood: bool,
    #[serde(rename = "daysLate", skip_serializing_if = "Option::is_none")]
    days_late: Option<u32>,
}

impl<'a> DifferenceLine<'a> {
    fn new(difference: &'a Difference) -> Self {
        Self {
            kind: difference.kind.word(),
            lang: difference.lang.as_ref().map(|lang| lang.suffix()),
            plan: difference.plan.as_deref(),
            portal: difference.portal.as_deref(),
            understood: difference.is_understood,
            days_late: difference.days,
        }
    }
}

#[derive(Serialize)]
struct EditLine<'a> {
    file: &'a str,
    plan: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    dataset: Option<&'a str>,
    field: &'static str,
    old: Option<&'a str>,
    new: &'a str,
}

impl<'a> EditLine<'a> {
    fn new(edit: &'a Edit, of: &'a Reconciliation<'_>) -> Self {
        Self {
            file: of.workspace.sources.get(edit.file).map_or("", |source| &source.name),
            plan: &edit.plan,
            dataset: edit.dataset.as_deref(),
            field: edit.field,
            old: edit.old.as_deref(),
            new: &edit.new,
        }
    }
}
