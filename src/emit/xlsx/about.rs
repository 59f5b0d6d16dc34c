//! The sheet about the rest: what the plan is called, who published it and when, in which languages it is, how to read it.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::sheet::beside;
use super::style;
use crate::emit::document::Scribe;
use crate::emit::headings::{plan_value, section_heading};
use crate::emit::table::{plain_text, word};
use crate::model::{Content, Lang, Plan, Section, Text};

/// A line of the sheet: its head, and what it says in each language.
struct Line {
    head: String,
    texts: Vec<String>,
}

/// Adds the sheet: a line for each thing, a column for each language.
pub(super) fn add(scribe: Scribe<'_>, name: &str, book: &mut Workbook) -> Result<(), XlsxError> {
    let (langs, original) = (scribe.languages, scribe.plan.original());
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    let all = lines(scribe);
    let widest = |texts: &mut dyn Iterator<Item = &String>| texts.map(|text| style::width(text)).max().unwrap_or(0);
    let heads = widest(&mut all.iter().map(|line| &line.head)).clamp(6, 24);
    let texts = widest(&mut all.iter().flat_map(|line| &line.texts)).clamp(6, 56);
    for (line, row) in all.iter().zip(0..) {
        style::write(sheet, (row, 0), &line.head, &style::head(original))?;
        for ((text, lang), column) in line.texts.iter().zip(langs).zip(1..) {
            style::write(sheet, (row, column), text, &style::body(*lang))?;
        }
        let height = line.texts.iter().map(|text| style::lines(text, texts)).max().unwrap_or(1);
        style::set_height(sheet, row, height.max(style::lines(&line.head, heads)))?;
    }
    style::set_width(sheet, 0, heads)?;
    for (_, column) in langs.iter().zip(1..) {
        style::set_width(sheet, column, texts)?;
    }
    sheet.set_landscape().set_paper_size(style::A4).set_print_fit_to_pages(1, 0);
    Ok(())
}

fn lines(scribe: Scribe<'_>) -> Vec<Line> {
    let (plan, vocabulary) = (scribe.plan, scribe.vocabulary);
    let owed: Vec<Lang> = plan.languages.iter().map(|lang| lang.value).collect();
    let line = |head: String, make: &dyn Fn(Lang) -> String| Line {
        head,
        texts: scribe.languages.iter().map(|lang| make(*lang)).collect(),
    };
    let label = |id| beside(&owed, "\n", |lang| word(&plan.words, id, lang).to_owned());
    let text = |text: &Text, lang: Lang| plain_text(Scribe { languages: std::slice::from_ref(&lang), ..scribe }, text, lang);
    let value = |key: &'static str| move |lang| plan_value(plan, vocabulary, key, lang).unwrap_or_default();
    let title = |lang| plan.title.as_ref().map_or_else(|| plan.id.value.to_string(), |title| text(title, lang));
    let issued = |lang| match plan.issued.as_ref().map(|issued| issued.value.given()) {
        Some(Some(date)) => plan.words.date_in_text(*date, lang),
        Some(None) => format!("[{}]", plan.words.get("to-be-confirmed", lang)),
        None => String::new(),
    };
    let mut lines = vec![
        line(label("label-title"), &title),
        line(label("label-publisher"), &value("plan.publisher")),
        line(label("label-years"), &value("plan.years")),
        line(label("label-issued"), &issued),
    ];
    if let Some(updated) = plan.updated {
        lines.push(line(label("label-updated"), &|lang| plan.words.date_in_text(updated.value, lang)));
    }
    lines.push(line(label("label-languages"), &|lang| language(plan, lang)));
    for section in &plan.sections {
        let count = plan.datasets().filter(|(holding, _)| holding.section.letter == section.letter).count();
        let heading = |lang| section_heading(plan, vocabulary, section.letter, lang);
        let said = |lang| {
            let note = |note: &Text| format!("\n{}{}", plan.words.get("note-label", lang), text(note, lang));
            format!("{} ({count}){}", heading(lang), notes(section).into_iter().map(note).collect::<String>())
        };
        lines.push(line(section.letter.word().to_owned(), &said));
    }
    if plan.words.text("sheet-guide").is_some() {
        lines.push(line(label("label-guide"), &|lang| plan.words.get("sheet-guide", lang).to_owned()));
    }
    lines.push(line(label("label-made-by"), &|_| "odp".to_owned()));
    lines
}

/// A language by its tag, and whether the plan was written in it, translated into it, or converted.
fn language(plan: &Plan, lang: Lang) -> String {
    let is_owed = plan.languages.iter().any(|owed| owed.value == lang);
    let role = match () {
        () if lang == plan.original() => "language-original",
        () if is_owed => "language-translation",
        () => "language-derived",
    };
    let line = format!("{} ({})", word(&plan.words, role, lang), lang.tag());
    match plan.words.get("derived-notice", lang) {
        notice if !is_owed && !notice.is_empty() => format!("{line}\n{notice}"),
        _ => line,
    }
}

/// The notes of a section: its own, then those of its organisations and halves.
fn notes(section: &Section) -> Vec<&Text> {
    let (halves, bodies) = match &section.content {
        Content::None => (Default::default(), Default::default()),
        Content::Halves(halves) => (halves.as_slice(), Default::default()),
        Content::Bodies(bodies) => (Default::default(), bodies.as_slice()),
    };
    let of_bodies =
        bodies.iter().flat_map(|body| body.note.iter().chain(body.halves().iter().filter_map(|half| half.note.as_ref())));
    section.note.iter().chain(halves.iter().filter_map(|half| half.note.as_ref())).chain(of_bodies).collect()
}
