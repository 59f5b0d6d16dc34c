//! `plan.xlsx`: the plan as a workbook: a sheet that says what it is, then a sheet for each section, to filter and sort.
//!
//! Every cell is text, but for the number of the row: a month stays the month that the plan promised, and never becomes a day.
//! Text cells are not run, so nothing is put before what begins like a formula; such a cell is marked as quoted instead
//! (`quotePrefix`), which is what Excel does where one types an apostrophe first, so that editing it does not run it either.
//! The bytes depend on the plan alone: the workbook was created when the plan was issued.

mod about;
mod sheet;
mod style;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::document::Scribe;
use super::headings::{plan_value, publisher_names};
use super::{Artifact, Options};
use crate::model::{Letter, Plan};
use crate::rules::Valid;

static MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    let langs = options.languages(plan);
    let scribe = Scribe { plan, vocabulary: &workspace.vocabulary, languages: &langs };
    // It does not fail: names of sheets and lengths of texts are made to fit, and it is written to memory.
    let bytes = book(scribe).ok();
    bytes
        .map(|bytes| Artifact { path: format!("{}/plan.xlsx", plan.id.value), media_type: MEDIA_TYPE, bytes })
        .into_iter()
        .collect()
}

fn book(scribe: Scribe<'_>) -> Result<Vec<u8>, XlsxError> {
    let plan = scribe.plan;
    let mut book = Workbook::new();
    book.set_properties(&properties(scribe)?);
    let mut names = Vec::new();
    about::add(scribe, sheet::free_name(style::about_name(scribe), &mut names), &mut book)?;
    for letter in Letter::ALL.into_iter().filter(|letter| plan.section(*letter).is_some()) {
        sheet::add(scribe, letter, sheet::free_name(style::section_name(scribe, letter), &mut names), &mut book)?;
    }
    book.save_to_buffer()
}

fn properties(scribe: Scribe<'_>) -> Result<DocProperties, XlsxError> {
    let (plan, vocabulary) = (scribe.plan, scribe.vocabulary);
    let title = plan_value(plan, vocabulary, "plan.title", plan.original()).unwrap_or_default();
    let created = plan.issued.as_ref().and_then(|issued| issued.value.given().copied()).unwrap_or(plan.period.value.from);
    let year = created.year_number().clamp(1900, 9999) as u16;
    let created =
        ExcelDateTime::from_ymd(year, created.month_number().unwrap_or(1) as u8, created.day_number().unwrap_or(1) as u8)?;
    let publisher = publisher_names(plan, vocabulary, plan.original());
    // properties hold 255 characters
    let short = |text: &str| text.chars().filter(|c| !c.is_control()).take(250).collect::<String>();
    Ok(DocProperties::new()
        .set_title(short(&title))
        .set_author(short(&publisher))
        .set_comment("odp")
        .set_creation_datetime(&created))
}
