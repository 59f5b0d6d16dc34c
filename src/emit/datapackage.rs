//! `datapackage.json`: what stands in the CSV files beside it, as a Frictionless Data Package (versions 1 and 2).
//!
//! A column of dates has the type that holds all that stands in it: `yearmonth` as a rule, `year` or `date` where all are so,
//! else text of that pattern. Nothing in it is more exact than the plan: that was issued in a month, so there is no `created`.

use std::fmt::Write;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::headings::{plan_value, publisher_names};
use super::json::to_bytes;
use super::table::{Column, Kind, Table, tables};
use super::{Artifact, Options, csv};
use crate::model::{Date, Plan, Precision, Vocabulary};
use crate::rules::Valid;

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    let vocabulary = &workspace.vocabulary;
    let tables = tables(vocabulary, plan, options);
    let package = Package::of(vocabulary, plan, options, &tables);
    let bytes = to_bytes(&package, 64 * 1024);
    vec![Artifact { path: format!("{}/datapackage.json", plan.id.value), media_type: "application/json", bytes }]
}

#[derive(Serialize)]
struct Package<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    profile: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    licenses: Vec<License<'a>>,
    sources: [Source; 1],
    contributors: Vec<Contributor<'a>>,
    resources: Vec<Resource<'a>>,
}

#[derive(Serialize)]
struct License<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
}

#[derive(Serialize)]
struct Source {
    title: String,
}

#[derive(Serialize)]
struct Contributor<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    role: &'static str,
    roles: [&'static str; 1],
}

#[derive(Serialize)]
struct Resource<'a> {
    name: String,
    r#type: &'static str,
    profile: &'static str,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    dialect: Dialect,
    bytes: usize,
    hash: String,
    schema: Schema<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    header: bool,
    delimiter: &'static str,
    line_terminator: &'static str,
    quote_char: &'static str,
    double_quote: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema<'a> {
    fields: Vec<Field<'a>>,
    missing_values: [&'static str; 1],
    primary_key: [&'a str; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey<'a>>,
}

#[derive(Serialize)]
struct ForeignKey<'a> {
    fields: [&'a str; 1],
    reference: Reference,
}

#[derive(Serialize)]
struct Reference {
    resource: &'static str,
    fields: [&'static str; 1],
}

#[derive(Serialize)]
struct Field<'a> {
    name: std::borrow::Cow<'a, str>,
    r#type: &'static str,
    description: &'a str,
    #[serde(skip_serializing_if = "Constraints::are_none")]
    constraints: Constraints,
}

#[derive(Default, PartialEq, Serialize)]
struct Constraints {
    #[serde(skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unique: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<&'static str>,
    #[serde(rename = "enum", skip_serializing_if = "Option::is_none")]
    words: Option<&'static [&'static str]>,
}

impl Constraints {
    fn are_none(&self) -> bool {
        *self == Self::default()
    }
}

impl<'a> Package<'a> {
    fn of(vocabulary: &'a Vocabulary, plan: &'a Plan, options: &Options, tables: &'a [Table]) -> Self {
        let original = plan.original();
        let title = plan_value(plan, vocabulary, "plan.title", original);
        let publishers = publisher_names(plan, vocabulary, original);
        let issued = plan.issued.as_ref().and_then(|issued| issued.value.given());
        let license = plan.licence.map(|licence| vocabulary.get(licence.value)).map(|licence| License {
            name: &licence.id.value,
            path: licence.url.as_deref(),
            title: licence.name.render(original, original).map(|name| name.text),
        });
        let contributor = |id| {
            let organisation: &crate::model::Organisation = vocabulary.get(id);
            let title = organisation.name.render(original, original).map_or(&*organisation.id.value, |name| name.text);
            Contributor { title, path: organisation.url.as_deref(), role: "publisher", roles: ["publisher"] }
        };
        Self {
            schema: "https://datapackage.org/profiles/2.0/datapackage.json",
            profile: "tabular-data-package",
            name: name(&plan.id.value),
            issued: issued.map(Date::to_string),
            updated: plan.updated.map(|updated| updated.value.to_string()),
            licenses: license.into_iter().collect(),
            sources: [Source { title: format!("{}, {publishers}", title.as_deref().unwrap_or(&plan.id.value)) }],
            title,
            contributors: plan.publishers.iter().map(|publisher| contributor(publisher.value)).collect(),
            resources: tables.iter().map(|table| Resource::of(table, options)).collect(),
        }
    }
}

impl<'a> Resource<'a> {
    fn of(table: &'a Table, options: &Options) -> Self {
        let bytes = csv::bytes(table, options);
        let mut hash = "sha256:".to_owned();
        for byte in Sha256::digest(&bytes) {
            // Writing to a string cannot fail.
            let _ = write!(hash, "{byte:02x}");
        }
        Self {
            name: table.lang.map_or_else(|| "plan".to_owned(), |lang| format!("plan.{}", name(lang.suffix()))),
            r#type: "table",
            profile: "tabular-data-resource",
            path: table.file_name(),
            language: table.lang.as_ref().map(crate::model::Lang::tag),
            format: "csv",
            mediatype: "text/csv",
            encoding: "utf-8",
            dialect: Dialect { header: true, delimiter: ",", line_terminator: "\r\n", quote_char: "\"", double_quote: true },
            bytes: bytes.len(),
            hash,
            schema: Schema::of(table),
        }
    }
}

impl<'a> Schema<'a> {
    fn of(table: &'a Table) -> Self {
        let fields = table.columns.iter().enumerate().map(|(index, column)| {
            let cells = table.rows.iter().filter_map(|row| row.get(index)).map(String::as_str);
            Field::of(column, cells)
        });
        let id = table.columns.iter().find(|column| column.kind == Kind::Id).map_or("id", |column| &*column.head);
        let reference = Reference { resource: "plan", fields: ["id"] };
        Self {
            fields: fields.collect(),
            missing_values: [""],
            primary_key: [id],
            foreign_keys: table.lang.map(|_| ForeignKey { fields: [id], reference }).into_iter().collect(),
        }
    }
}

/// A year, month or day: where a column holds more than one of them.
static DATES: &str = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?";

impl<'a> Field<'a> {
    fn of(column: &'a Column, cells: impl Iterator<Item = &'a str>) -> Self {
        let none = Constraints::default;
        let required = || Constraints { required: Some(true), ..none() };
        let (r#type, constraints) = match column.kind {
            Kind::Id => ("string", Constraints { unique: Some(true), ..required() }),
            Kind::Text => ("string", none()),
            Kind::Number => ("integer", Constraints { minimum: Some(1), ..required() }),
            Kind::Truth => ("boolean", required()),
            Kind::List => ("array", none()),
            Kind::Word(words) => ("string", Constraints { words: Some(words), ..required() }),
            Kind::MaybeWord(words) => ("string", Constraints { words: Some(words), ..none() }),
            Kind::Date => dates(cells),
        };
        Self { name: super::table::shield(&column.head), r#type, description: &column.about, constraints }
    }
}

/// The type of a column of dates; where one of them is our word that it is owed, it is text.
fn dates<'a>(cells: impl Iterator<Item = &'a str>) -> (&'static str, Constraints) {
    let dates: Vec<Option<Precision>> =
        cells.filter(|cell| !cell.is_empty()).map(|cell| Date::parse(cell).map(Date::precision)).collect();
    let all = |precision| dates.iter().all(|found| *found == Some(precision));
    let r#type = match () {
        () if all(Precision::Month) => "yearmonth",
        () if all(Precision::Year) => "year",
        () if all(Precision::Day) => "date",
        () => "string",
    };
    let pattern = (r#type == "string" && dates.iter().all(Option::is_some)).then_some(DATES);
    (r#type, Constraints { pattern, ..Constraints::default() })
}

/// A name as packages have it: lower-case ASCII, digits, `-`, `_`, `.`; any other character by its number.
fn name(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for c in id.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') {
            out.push(c);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "u{:04x}", u32::from(c));
        }
    }
    out
}
