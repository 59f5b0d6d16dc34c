//! `plan.xlsx`: the plan as a workbook: a sheet that says what it is, then a sheet for each section, to filter and sort. Of all plans
//! together, `plans.xlsx`: totals, a sheet of the plans, then the sections with the datasets of all of them.
//!
//! Every cell is text, but for the number of the row: a month stays the month that the plan promised, and never becomes a day.
//! Text cells are not run, so nothing is put before what begins like a formula; such a cell is marked as quoted instead
//! (`quotePrefix`), which is what Excel does where one types an apostrophe first, so that editing it does not run it either.
//! The bytes depend on the plans alone: the workbook was created when the plan, the newest of several, was issued.

mod about;
mod grid;
mod list;
mod sheet;
mod style;
mod totals;
mod working;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::headings::publisher_names;
use super::table::Plans;
use super::{Artifact, Options};
use crate::model::{Date, Letter, Plan};
use crate::rules::Valid;
use grid::free_name;

pub(super) use working::working;

pub(super) static MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    let plans = Plans::one(&workspace.vocabulary, plan, options);
    artifact(format!("{}/plan.xlsx", plan.id.value), &plans, options).into_iter().collect()
}

pub(super) fn together(workspace: Valid<'_>, options: &Options) -> Vec<Artifact> {
    artifact("plans.xlsx".to_owned(), &Plans::all(&workspace, options), options).into_iter().collect()
}

/// Nothing without plans.
fn artifact(path: String, plans: &Plans<'_>, options: &Options) -> Option<Artifact> {
    plans.scribes().next()?;
    // It does not fail: names of sheets and lengths of texts are made to fit, and it is written to memory.
    let bytes = book(plans, options).ok()?;
    Some(Artifact { path, media_type: MEDIA_TYPE, bytes })
}

fn book(plans: &Plans<'_>, options: &Options) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(plans)?);
    let (mut names, original) = (Vec::new(), plans.original());
    let mut name = |text: &str| free_name(style::sheet_name(text), &mut names);
    if plans.is_joint {
        totals::add(plans, options, &name(plans.word("sheet-totals", original)), &mut book)?;
        list::add(plans, options, &name(plans.word("sheet-plans", original)), &mut book)?;
    } else if let Some(scribe) = plans.scribes().next() {
        about::add(scribe, &name(plans.word("sheet-about", original)), &mut book)?;
    }
    for letter in Letter::ALL.into_iter().filter(|letter| plans.scribes().any(|of| of.plan.section(*letter).is_some())) {
        sheet::add(plans, letter, &name(&style::section_label(plans, letter, &[original])), &mut book)?;
    }
    book.save_to_buffer()
}

fn properties(plans: &Plans<'_>) -> Result<DocProperties, XlsxError> {
    let original = plans.original();
    let issued = |plan: &Plan| plan.issued.as_ref().and_then(|issued| issued.value.given().copied());
    let created = plans.scribes().map(|scribe| issued(scribe.plan).unwrap_or(scribe.plan.period.value.from));
    let created = match created.max_by_key(|date| date.first_day()) {
        Some(date) => creation(date)?,
        None => ExcelDateTime::default(),
    };
    let publishers = plans.scribes().map(|scribe| publisher_names(scribe.plan, scribe.vocabulary, scribe.plan.original()));
    let publishers: Vec<String> = publishers.collect();
    // properties hold 255 characters
    let short = |text: &str| text.chars().filter(|c| !c.is_control()).take(250).collect::<String>();
    Ok(DocProperties::new()
        .set_title(short(&plans.title(original).unwrap_or_default()))
        .set_author(short(&publishers.join("; ")))
        .set_comment("odp")
        .set_creation_datetime(&created))
}

/// The first second of a date, in the years that a workbook knows.
fn creation(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = date.year_number().clamp(1900, 9999) as u16;
    ExcelDateTime::from_ymd(year, date.month_number().unwrap_or(1) as u8, date.day_number().unwrap_or(1) as u8)
}
