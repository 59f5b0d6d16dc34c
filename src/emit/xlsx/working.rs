//! A working copy as a workbook: how to fill it in, the datasets, what may be chosen. Ids and heads are locked, all else is not.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, Formula, ProtectionOptions, Workbook,
    Worksheet, XlsxError,
};

use super::grid::free_name;
use super::{creation, style};
use crate::emit::Options;
use crate::emit::working::{Column, Copy, EMPTY_ROWS, Entry, Failed, Key, MARK};
use crate::model::Lang;

/// Cells that are not to be edited.
const LOCKED: u32 = 0x00F2_F2F2;

pub(in crate::emit) fn working(copy: &Copy<'_>, _: &Options) -> Result<Vec<u8>, Failed> {
    Ok(book(copy)?)
}

fn book(copy: &Copy<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let issued = copy.plan.issued.as_ref().and_then(|issued| issued.value.given().copied());
    let created: ExcelDateTime = creation(issued.unwrap_or(copy.plan.period.value.from))?;
    let short = |text: &str| text.chars().filter(|c| !c.is_control()).take(250).collect::<String>();
    let properties = DocProperties::new().set_title(short(&copy.title)).set_author(short(&copy.publisher)).set_comment("odp");
    book.set_properties(&properties.set_creation_datetime(&created));
    let (mut taken, original) = (Vec::new(), copy.plan.original());
    let mut name = |id: &str| {
        let label = copy.words.get(id, original).unwrap_or_default();
        free_name(style::sheet_name(&label), &mut taken)
    };
    let names = [name("copy-heading"), name("column-datasets"), name("copy-choices")];
    let [heading, datasets, choices] = &names;
    notes(copy, heading, &mut book)?;
    let lists = Lists::of(copy, choices);
    table(copy, &lists, datasets, &mut book)?;
    lists.add(copy, choices, &mut book)?;
    book.save_to_buffer()
}

fn notes(copy: &Copy<'_>, name: &str, book: &mut Workbook) -> Result<(), XlsxError> {
    const WIDE: usize = 100;
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    style::set_width(sheet, 0, WIDE)?;
    let original = copy.plan.original();
    let mut row = 0;
    let mut line = |text: &str, format: &Format, sheet: &mut Worksheet| {
        style::write(sheet, (row, 0), text, format)?;
        style::set_height(sheet, row, style::lines(text, WIDE))?;
        row += 1;
        Ok::<_, XlsxError>(())
    };
    line(&copy.title, &style::head(original), sheet)?;
    for (lang, paragraphs) in copy.words.notes(&["copy-notes", "copy-notes-xlsx"]) {
        line("", &style::body(lang), sheet)?;
        line(&copy.words.get("copy-heading", lang).unwrap_or_default(), &style::body(lang).set_bold(), sheet)?;
        for paragraph in &paragraphs {
            line(paragraph, &style::body(lang), sheet)?;
        }
    }
    sheet.protect();
    sheet.set_landscape().set_paper_size(style::A4).set_print_fit_to_pages(1, 0);
    Ok(())
}

/// How wide a column may grow.
const fn widest(key: Key) -> usize {
    match key {
        Key::Description => 60,
        Key::Name | Key::Note => 36,
        Key::Category | Key::Owners | Key::Organisation | Key::Id | Key::Section => 28,
        Key::Target | Key::Released => 16,
        _ => 22,
    }
}

fn table(copy: &Copy<'_>, lists: &Lists, name: &str, book: &mut Workbook) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    let (columns, rows) = (&copy.grid.columns, &copy.grid.rows);
    let last_row = (rows.len() + EMPTY_ROWS) as u32;
    let mut heights = vec![1; rows.len() + 1];
    for (column, at) in columns.iter().zip(0_u16..) {
        let lang = column.lang.unwrap_or_else(|| copy.plan.original());
        let cells: Vec<String> = rows
            .iter()
            .map(|row| row.cells.get(usize::from(at)).map(|cell| copy.shown(column, cell)).unwrap_or_default())
            .collect();
        let format = body(column, lang);
        let head = copy.head(column).join("\n");
        let texts = cells.iter().map(|text| style::width(text)).chain([style::width(&head)]);
        let wide = texts.max().unwrap_or(0).clamp(10, widest(column.key));
        style::set_width(sheet, at, wide)?;
        style::write(sheet, (0, at), &head, &style::head(lang))?;
        for row in 1..=last_row {
            match cells.get(row as usize - 1).filter(|text| !text.is_empty()) {
                Some(text) => style::write(sheet, (row, at), text, &format)?,
                None => drop(sheet.write_blank(row, at, &format)?),
            }
        }
        for (height, text) in heights.iter_mut().zip(std::iter::once(&head).chain(&cells)) {
            *height = style::lines(text, wide).max(*height);
        }
        if let Some(validation) = validation(copy, lists, column.key, at)? {
            sheet.add_data_validation(1, at, last_row, at, &validation)?;
        }
    }
    let marks = columns.len() as u16;
    style::write(sheet, (0, marks), MARK, &style::head(copy.plan.original()))?;
    for (row, at) in rows.iter().zip(1..) {
        style::write(sheet, (at, marks), &row.mark, &Format::new())?;
    }
    sheet.set_column_hidden(marks)?;
    for (height, row) in heights.into_iter().zip(0..) {
        style::set_height(sheet, row, height)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    });
    sheet.set_landscape().set_paper_size(style::A3).set_print_fit_to_pages(2, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

fn body(column: &Column, lang: Lang) -> Format {
    match column.key {
        Key::Id => style::body(lang).set_background_color(LOCKED),
        _ => style::body(lang).set_unlocked(),
    }
}

/// What a column may hold: a list to choose from, a date.
fn validation(copy: &Copy<'_>, lists: &Lists, key: Key, at: u16) -> Result<Option<DataValidation>, XlsxError> {
    if key.is_date() {
        let cell = format!("{}2", letters(at));
        // a month is a date once a day is put behind it
        let date = format!("AND(OR(LEN({cell})=4,LEN({cell})=7,LEN({cell})=10),ISNUMBER(DATEVALUE(LEFT({cell}&\"-01-01\",10))))");
        let rule = lists.pending().map_or_else(|| date.clone(), |pending| format!("OR({cell}={pending},{date})"));
        let message: String = copy.words.label("copy-month", "\n").chars().take(250).collect();
        let validation = DataValidation::new().allow_custom(Formula::new(format!("={rule}")));
        return Ok(Some(validation.set_input_message(message.clone())?.set_error_message(message)?));
    }
    let Some(range) = lists.range(key) else { return Ok(None) };
    let validation = DataValidation::new().allow_list_formula(Formula::new(format!("={range}")));
    Ok(Some(match key {
        Key::Section | Key::Half => validation,
        // several values are no member of the list
        key if key.is_list() => validation.show_error_message(false),
        _ => validation.set_error_style(DataValidationErrorStyle::Warning),
    }))
}

/// The sheet of choices: a column for each list.
struct Lists {
    sheet: String,
    all: Vec<(Key, Vec<String>)>,
}

impl Lists {
    fn of(copy: &Copy<'_>, sheet: &str) -> Self {
        let list = |key: Key| {
            let pending = key.may_be_pending().then(|| copy.choices.pending.clone());
            let texts = copy.choices.list(key).iter().map(|entry: &Entry| entry.text.clone());
            (key, texts.chain(pending).collect::<Vec<_>>())
        };
        let all = Key::ALL.into_iter().filter(|key| key.is_choice()).map(list);
        Self { sheet: sheet.to_owned(), all: all.filter(|(_, texts)| !texts.is_empty()).collect() }
    }

    /// The place of a list: `'選項'!$A$2:$A$5`.
    fn range(&self, key: Key) -> Option<String> {
        let (at, texts) = self.all.iter().zip(0..).find_map(|((known, texts), at)| (*known == key).then_some((at, texts)))?;
        let column = letters(at);
        Some(format!("'{}'!${column}$2:${column}${}", self.sheet, texts.len() + 1))
    }

    /// The place of what stands for a value that is owed: it is the last of the categories.
    fn pending(&self) -> Option<String> {
        let range = self.range(Key::Category)?;
        let (sheet, cells) = range.split_once('!')?;
        Some(format!("{sheet}!{}", cells.split(':').next_back()?))
    }

    fn add(&self, copy: &Copy<'_>, name: &str, book: &mut Workbook) -> Result<(), XlsxError> {
        let original = copy.plan.original();
        let sheet = book.add_worksheet();
        sheet.set_name(name)?;
        for ((key, texts), at) in self.all.iter().zip(0..) {
            let head = copy.words.label(key.wording(), "\n");
            let wide = texts.iter().map(|text| style::width(text)).max().unwrap_or(0).clamp(10, 60);
            style::set_width(sheet, at, wide)?;
            style::write(sheet, (0, at), &head, &style::head(original))?;
            for (text, row) in texts.iter().zip(1..) {
                style::write(sheet, (row, at), text, &style::body(original))?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.protect();
        sheet.set_landscape().set_paper_size(style::A3).set_print_fit_to_pages(1, 0);
        Ok(())
    }
}

/// The letters of a column: `A`, `AB`.
fn letters(column: u16) -> String {
    let mut letters = Vec::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().rev().collect()
}
