//! A section as a sheet.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::grid::{self, Filled};
use crate::emit::document::Scribe;
use crate::emit::table::{Field, Kind, Plans, Row, Spread, fields};
use crate::model::{Lang, Letter, Plan};

/// A column of a sheet: a field, where it is spread over them in one language.
struct Column {
    field: &'static Field,
    head: String,
    lang: Lang,
}

impl Column {
    /// What stands in a row; nothing where its plan is not published in the column's language.
    fn text(&self, scribe: Scribe<'_>, row: Row<'_>) -> String {
        let text_in = |lang: Lang| (self.field.cell)(Scribe { languages: std::slice::from_ref(&lang), ..scribe }, row, lang);
        match self.field.spread {
            Spread::Each if scribe.languages.contains(&self.lang) => text_in(self.lang),
            Spread::Each => String::new(),
            Spread::Once => text_in(scribe.plan.original()),
            Spread::Beside => beside(&owed(scribe.plan), " / ", text_in),
        }
    }
}

pub(super) fn owed(plan: &Plan) -> Vec<Lang> {
    plan.languages.iter().map(|lang| lang.value).collect()
}

/// The columns of a section's sheet: the section itself is its name, and only C has organisations.
fn columns(plans: &Plans<'_>, letter: Letter) -> Vec<Column> {
    let (langs, owed, original) = (plans.languages(), plans.owed(), plans.original());
    let fields = fields(plans.is_joint).filter(|field| match field.name {
        "section" => false,
        "organisation" => letter == Letter::C,
        _ => true,
    });
    let each = |field: &'static Field| {
        let langs = if field.spread == Spread::Each { &*langs } else { std::slice::from_ref(&original) };
        let head = |lang: Lang| match field.spread {
            Spread::Each => head_in(plans, field.wording, lang, &owed),
            Spread::Once | Spread::Beside => label(plans, field.wording, "\n"),
        };
        langs.iter().map(|lang| Column { field, head: head(*lang), lang: *lang }).collect::<Vec<_>>()
    };
    fields.flat_map(each).collect()
}

/// The head of a column in one language; it says so where that is converted.
pub(super) fn head_in(plans: &Plans<'_>, wording: &'static str, lang: Lang, owed: &[Lang]) -> String {
    let head = plans.word(wording, lang);
    if owed.contains(&lang) { head.to_owned() } else { format!("{head}\n({})", plans.word("language-derived", lang)) }
}

/// A wording in the languages owed, beside each other.
pub(super) fn label(plans: &Plans<'_>, wording: &'static str, joiner: &str) -> String {
    beside(&plans.owed(), joiner, |lang| plans.word(wording, lang).to_owned())
}

/// What stands there in each language, once where it is alike.
pub(super) fn beside(langs: &[Lang], joiner: &str, make: impl Fn(Lang) -> String) -> String {
    let mut all: Vec<String> = Vec::new();
    for text in langs.iter().map(|lang| make(*lang)) {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all.join(joiner)
}

/// Adds the sheet of a section.
pub(super) fn add(plans: &Plans<'_>, letter: Letter, name: &str, book: &mut Workbook) -> Result<(), XlsxError> {
    let rows: Vec<(Scribe<'_>, Row<'_>)> = plans.rows().filter(|(_, row)| row.holding.section.letter == letter).collect();
    let filled = |column: Column| Filled {
        texts: rows.iter().map(|(scribe, row)| column.text(*scribe, *row)).collect(),
        lang: column.lang,
        widest: column.field.widest,
        is_number: column.field.kind == Kind::Number,
        head: column.head,
    };
    let columns = columns(plans, letter).into_iter().map(filled).collect();
    grid::add(columns, rows.len(), name, book)
}
