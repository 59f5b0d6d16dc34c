//! The sheet of totals: all datasets, then by section, quarter and category, each with the same counts.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::sheet::{beside, label};
use super::style;
use crate::emit::Options;
use crate::emit::table::Plans;
use crate::emit::totals::{Count, Quarter, Totals};
use crate::model::{Category, Id};

/// A column of numbers: the wording of its head, and which of the counts it is.
type Column = (&'static str, fn(Count) -> u32);

/// The counts of every line.
pub(super) static COUNTS: &[Column] = &[
    ("column-datasets", |count| count.datasets),
    ("status-planned", |count| count.planned),
    ("status-released", |count| count.released),
    ("status-withdrawn", |count| count.withdrawn),
    ("column-overdue", |count| count.overdue),
    ("half-spatial-heading", |count| count.spatial),
    ("half-non-spatial-heading", |count| count.non_spatial),
];

/// A line: what was counted, and how many.
type Line = (String, Count);

/// Adds the sheet: a block for each way of counting, with its head, and an empty line between them.
pub(super) fn add(plans: &Plans<'_>, options: &Options, name: &str, book: &mut Workbook) -> Result<(), XlsxError> {
    let blocks = blocks(plans, options);
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    let texts = blocks.iter().flat_map(|(head, lines)| lines.iter().map(|(label, _)| label).chain([head]));
    let wide = texts.map(|text| style::width(text)).max().unwrap_or(0).clamp(20, 60);
    style::set_width(sheet, 0, wide)?;
    let mut row = 0;
    for (head, lines) in &blocks {
        row = block(plans, (head, wide), lines, row, sheet)? + 1;
    }
    sheet.set_landscape().set_paper_size(style::A4).set_print_fit_to_pages(1, 0);
    Ok(())
}

fn blocks(plans: &Plans<'_>, options: &Options) -> [(String, Vec<Line>); 4] {
    let all = plans.scribes().map(|scribe| (scribe.plan, options.as_of(scribe.plan)));
    let totals = Totals::of(plans.vocabulary, all);
    let (owed, original) = (plans.owed(), plans.original());
    let pending = || format!("[{}]", label(plans, "to-be-confirmed", " / "));
    let quarter = |of: Quarter| if of == Quarter::Pending { pending() } else { of.to_string() };
    let named = |id: Id<Category>| {
        let category = plans.vocabulary.get(id);
        beside(&owed, " / ", |lang| {
            category.label.render(lang, original).map_or(&*category.id.value, |label| label.text).to_owned()
        })
    };
    let category = |id: Option<Id<Category>>| id.map_or_else(pending, named);
    let sections = totals.sections.into_iter().map(|(letter, count)| (style::section_label(plans, letter, &owed), count));
    let quarters = totals.quarters.into_iter().map(|(of, count)| (quarter(of), count));
    let categories = totals.categories.into_iter().map(|(id, count)| (category(id), count));
    let head = |wording| label(plans, wording, "\n");
    [
        (String::new(), vec![(label(plans, "row-total", " / "), totals.all)]),
        (head("column-section"), sections.collect()),
        (head("column-quarter"), quarters.collect()),
        (head("column-category"), categories.collect()),
    ]
}

/// Writes a block from a row on, its head over a column of this width; gives the row after it.
fn block(plans: &Plans<'_>, head: (&str, usize), lines: &[Line], row: u32, sheet: &mut Worksheet) -> Result<u32, XlsxError> {
    let ((head, wide), lang) = (head, plans.original());
    let (head_format, body, number) = (style::head(lang), style::body(lang), style::number(lang));
    style::write(sheet, (row, 0), head, &head_format)?;
    let mut height = style::lines(head, wide);
    for ((wording, _), column) in COUNTS.iter().zip(1..) {
        let head = label(plans, wording, "\n");
        let wide = style::width(&head).clamp(10, 20);
        style::set_width(sheet, column, wide)?;
        style::write(sheet, (row, column), &head, &head_format)?;
        height = height.max(style::lines(&head, wide));
    }
    style::set_height(sheet, row, height)?;
    for ((label, count), at) in lines.iter().zip(row + 1..) {
        style::write(sheet, (at, 0), label, &body)?;
        for ((_, of), column) in COUNTS.iter().zip(1..) {
            sheet.write_number_with_format(at, column, of(*count), &number)?;
        }
        style::set_height(sheet, at, style::lines(label, wide))?;
    }
    Ok(row + 1 + lines.len() as u32)
}
