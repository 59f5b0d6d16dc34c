//! The sheet of the plans: whose each is, when it was issued, how its promises stand.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::grid::{self, Filled};
use super::sheet::{head_in, label};
use super::totals::COUNTS;
use crate::emit::Options;
use crate::emit::document::Scribe;
use crate::emit::headings::plan_value;
use crate::emit::table::{Plans, plain_text};
use crate::emit::totals::{Count, Totals};
use crate::model::Lang;

/// Adds the sheet: a row for each plan, bureau by bureau.
pub(super) fn add(plans: &Plans<'_>, options: &Options, name: &str, book: &mut Workbook) -> Result<(), XlsxError> {
    let (owed, original) = (plans.owed(), plans.original());
    let mut columns = Vec::new();
    for (wording, make) in [("label-publisher", publisher as fn(Scribe<'_>, Lang) -> String), ("label-title", title)] {
        for lang in plans.languages() {
            let speaks = |scribe: Scribe<'_>| if scribe.languages.contains(&lang) { make(scribe, lang) } else { String::new() };
            let texts = plans.scribes().map(speaks).collect();
            columns.push(Filled { head: head_in(plans, wording, lang, &owed), lang, widest: 40, is_number: false, texts });
        }
    }
    let once =
        |wording, is_number, texts| Filled { head: label(plans, wording, "\n"), lang: original, widest: 24, is_number, texts };
    let as_of = |scribe: Scribe<'_>| options.as_of(scribe.plan).map(|date| date.to_string()).unwrap_or_default();
    columns.push(once("column-plan", false, plans.scribes().map(|scribe| scribe.plan.id.value.to_string()).collect()));
    columns.push(once("label-years", false, plans.scribes().map(years).collect()));
    columns.push(once("label-issued", false, plans.scribes().map(issued).collect()));
    columns.push(once("column-as-of", false, plans.scribes().map(as_of).collect()));
    let count = |scribe: Scribe<'_>| Totals::of(plans.vocabulary, [(scribe.plan, options.as_of(scribe.plan))]).all;
    let counts: Vec<Count> = plans.scribes().map(count).collect();
    columns
        .extend(COUNTS.iter().map(|(wording, of)| once(wording, true, counts.iter().map(|one| of(*one).to_string()).collect())));
    grid::add(columns, counts.len(), name, book)
}

fn publisher(scribe: Scribe<'_>, lang: Lang) -> String {
    plan_value(scribe.plan, scribe.vocabulary, "plan.publisher", lang).unwrap_or_default()
}

fn title(scribe: Scribe<'_>, lang: Lang) -> String {
    let only = Scribe { languages: std::slice::from_ref(&lang), ..scribe };
    scribe.plan.title.as_ref().map(|title| plain_text(only, title, lang)).unwrap_or_default()
}

fn years(scribe: Scribe<'_>) -> String {
    plan_value(scribe.plan, scribe.vocabulary, "plan.years", scribe.plan.original()).unwrap_or_default()
}

fn issued(scribe: Scribe<'_>) -> String {
    match scribe.plan.issued.as_ref().map(|issued| issued.value.given()) {
        Some(Some(date)) => date.to_string(),
        Some(None) => format!("[{}]", scribe.plan.words.get("to-be-confirmed", scribe.plan.original())),
        None => String::new(),
    }
}
