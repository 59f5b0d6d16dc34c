//! `datapackage.json`: what stands in the CSV files beside it, as a Frictionless Data Package (versions 1 and 2); those of a plan, or
//! of all plans together.
//!
//! A column of dates has the type that holds all that stands in it: `yearmonth` as a rule, `year` or `date` where all are so,
//! else text of that pattern. Nothing in it is more exact than the plan: that was issued in a month, so there is no `created`.

use std::borrow::Cow;
use std::fmt::Write;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::document::Scribe;
use super::headings::{plan_value, publisher_names};
use super::json::to_bytes;
use super::table::{Column, Kind, Plans, Table, tables};
use super::{Artifact, Options, csv, each_once};
use crate::model::{Date, Id, Licence, Organisation, Plan, Precision};
use crate::rules::Valid;

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    let plans = Plans::one(&workspace.vocabulary, plan, options);
    artifact(format!("{}/datapackage.json", plan.id.value), &plans, options).into_iter().collect()
}

pub(super) fn together(workspace: Valid<'_>, options: &Options) -> Vec<Artifact> {
    artifact("datapackage.json".to_owned(), &Plans::all(&workspace, options), options).into_iter().collect()
}

fn artifact(path: String, plans: &Plans<'_>, options: &Options) -> Option<Artifact> {
    let tables = tables(plans, options);
    let bytes = to_bytes(&Package::of(plans, &tables, options)?, 64 * 1024);
    Some(Artifact { path, media_type: "application/json", bytes })
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
    sources: Vec<Source>,
    contributors: Vec<Contributor<'a>>,
    resources: Vec<Resource<'a>>,
}

#[derive(PartialEq, Serialize)]
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

#[derive(PartialEq, Serialize)]
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
    primary_key: Vec<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey<'a>>,
}

#[derive(Serialize)]
struct ForeignKey<'a> {
    fields: Vec<Cow<'a, str>>,
    reference: Reference<'a>,
}

#[derive(Serialize)]
struct Reference<'a> {
    resource: &'static str,
    fields: Vec<Cow<'a, str>>,
}

#[derive(Serialize)]
struct Field<'a> {
    name: Cow<'a, str>,
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
    /// Nothing without plans.
    fn of(plans: &'a Plans<'_>, tables: &'a [Table], options: &Options) -> Option<Self> {
        let first = plans.scribes().next()?.plan;
        let only = (!plans.is_joint).then_some(first);
        let issued = only.and_then(|plan| plan.issued.as_ref()?.value.given().copied());
        let licenses = plans.scribes().filter_map(|scribe| Some(License::of(scribe, scribe.plan.licence.as_ref()?.value)));
        let publishers = plans.scribes().flat_map(|scribe| scribe.plan.publishers.iter().map(move |of| (scribe, of.value)));
        let machine = tables.first()?;
        Some(Self {
            schema: "https://datapackage.org/profiles/2.0/datapackage.json",
            profile: "tabular-data-package",
            name: only.map_or_else(|| plans.stem().to_owned(), |plan| name(&plan.id.value)),
            title: plans.title(plans.original()),
            issued: issued.map(|date| date.to_string()),
            updated: only.and_then(|plan| plan.updated).map(|updated| updated.value.to_string()),
            licenses: each_once(licenses),
            sources: plans.scribes().map(Source::of).collect(),
            contributors: each_once(publishers.map(|(scribe, id)| Contributor::of(scribe, id))),
            resources: tables.iter().map(|table| Resource::of(table, machine, options)).collect(),
        })
    }
}

impl<'a> License<'a> {
    fn of(scribe: Scribe<'a>, id: Id<Licence>) -> Self {
        let (licence, original) = (scribe.vocabulary.get(id), scribe.plan.original());
        let title = licence.name.render(original, original).map(|name| name.text);
        Self { name: &licence.id.value, path: licence.url.as_deref(), title }
    }
}

impl Source {
    fn of(Scribe { plan, vocabulary, .. }: Scribe<'_>) -> Self {
        let original = plan.original();
        let title = plan_value(plan, vocabulary, "plan.title", original).unwrap_or_else(|| plan.id.value.to_string());
        Self { title: format!("{title}, {}", publisher_names(plan, vocabulary, original)) }
    }
}

impl<'a> Contributor<'a> {
    fn of(scribe: Scribe<'a>, id: Id<Organisation>) -> Self {
        let (organisation, original) = (scribe.vocabulary.get(id), scribe.plan.original());
        let title = organisation.name.render(original, original).map_or(&*organisation.id.value, |name| name.text);
        Self { title, path: organisation.url.as_deref(), role: "publisher", roles: ["publisher"] }
    }
}

impl<'a> Resource<'a> {
    fn of(table: &'a Table, machine: &'a Table, options: &Options) -> Self {
        let bytes = csv::bytes(table, options);
        let mut hash = "sha256:".to_owned();
        for byte in Sha256::digest(&bytes) {
            // Writing to a string cannot fail.
            let _ = write!(hash, "{byte:02x}");
        }
        Self {
            name: table.lang.map_or_else(|| table.stem.to_owned(), |lang| format!("{}.{}", table.stem, name(lang.suffix()))),
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
            schema: Schema::of(table, machine),
        }
    }
}

impl<'a> Schema<'a> {
    /// The tables in one language refer to that for programs by its key.
    fn of(table: &'a Table, machine: &'a Table) -> Self {
        let key = table.key();
        let fields = table.columns.iter().enumerate().map(|(index, column)| {
            let cells = table.rows.iter().filter_map(|row| row.get(index)).map(String::as_str);
            Field::of(column, key.len() == 1, cells)
        });
        let reference = || Reference { resource: machine.stem, fields: machine.key() };
        Self {
            fields: fields.collect(),
            missing_values: [""],
            foreign_keys: table.lang.map(|_| ForeignKey { fields: table.key(), reference: reference() }).into_iter().collect(),
            primary_key: key,
        }
    }
}

/// A year, month or day: where a column holds more than one of them.
static DATES: &str = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?";

impl<'a> Field<'a> {
    /// An id that is all of the key is unique.
    fn of(column: &'a Column, is_only_id: bool, cells: impl Iterator<Item = &'a str>) -> Self {
        let none = Constraints::default;
        let required = || Constraints { required: Some(true), ..none() };
        let (r#type, constraints) = match column.kind {
            Kind::Id => ("string", Constraints { unique: is_only_id.then_some(true), ..required() }),
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
