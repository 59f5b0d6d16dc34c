//! A working copy as a document: how to fill it in, then a table for each dataset, and some for new ones. Choices are content
//! controls with lists; ids and labels are controls that cannot be edited.

use maud::{Markup, html};

use super::body::{Written, footer, section};
use super::inline::{DECLARATION, Setting, Writer, clean};
use super::look::Look;
use super::parts::{RELATIONS, WORD};
use super::{package, parts};
use crate::emit::Options;
use crate::emit::document::{Cover, Document, Line, Run, RunKind, SignOff};
use crate::emit::working::{Cell, Column, Copy, EMPTY_TABLES, Failed, Key, NOTHING, Row};
use crate::model::Lang;

/// The width of labels, in hundredths of the table.
const LABELS: u32 = 26;

pub(in crate::emit) fn working(copy: &Copy<'_>, options: &Options) -> Result<Vec<u8>, Failed> {
    let lang = copy.plan.original();
    let document = Document {
        languages: copy.words.owed(),
        title: copy.title.clone(),
        publisher: copy.publisher.clone(),
        issued: copy.plan.issued.as_ref().and_then(|issued| issued.value.given().copied()),
        cover: Cover { notice: Vec::new(), publisher: Vec::new(), title: vec![line(&copy.title, lang)], facts: Vec::new() },
        summary: None,
        blocks: Vec::new(),
        sign_off: SignOff { publisher: Vec::new(), date: Vec::new() },
    };
    let look = Look::new(&options.house, &document, None, None);
    let mut forms = Forms { copy, writer: Writer::new(&look), controls: 0 };
    let body = forms.body(&document, &look);
    let written = Written { body, footer: footer(&document, &look), links: forms.writer.links };
    Ok(package::zipped(&parts::parts(&document, &look, written))?)
}

struct Forms<'a> {
    copy: &'a Copy<'a>,
    writer: Writer<'a>,
    /// How many content controls there are.
    controls: usize,
}

impl Forms<'_> {
    fn body(&mut self, document: &Document, look: &Look<'_>) -> Markup {
        let (copy, lang) = (self.copy, self.copy.plan.original());
        let notes = copy.words.notes(&["copy-notes", "copy-notes-docx"]);
        let new = copy.words.label("copy-new", " / ");
        html! {
            (DECLARATION)
            w:document xmlns:w=(WORD) xmlns:r=(RELATIONS) {
                w:body {
                    (self.writer.lines(Setting::new("Title"), &document.cover.title))
                    @for (lang, paragraphs) in &notes {
                        (self.said("Heading3", &copy.words.get("copy-heading", *lang).unwrap_or_default(), *lang))
                        @for paragraph in paragraphs { (self.said("TableText", paragraph, *lang)) }
                    }
                    @for row in &copy.grid.rows {
                        (self.said("Heading2", &self.name_of(row), lang))
                        (self.table(Some(row), look))
                    }
                    @for _ in 0..EMPTY_TABLES {
                        (self.said("Heading2", &new, lang))
                        (self.table(None, look))
                    }
                    (self.said("TableText", "", lang))
                    (section(look.page))
                }
            }
        }
    }

    /// What a dataset is called, for its heading.
    fn name_of(&self, row: &Row) -> String {
        let column = Column { key: Key::Name, lang: Some(self.copy.plan.original()) };
        match row.cell(&self.copy.grid, column) {
            Some(Cell::Text(name)) => name.replace('\n', " "),
            _ => row.id.clone(),
        }
    }

    fn said(&mut self, style: &str, text: &str, lang: Lang) -> Markup {
        self.writer.paragraph(Setting::new(style), &[run(text, lang)])
    }

    /// The table of a dataset; an empty one for a new one.
    fn table(&mut self, row: Option<&Row>, look: &Look<'_>) -> Markup {
        let whole = look.page.inner();
        let widths = [whole * LABELS / 100, whole - whole * LABELS / 100];
        html! {
            w:tbl {
                w:tblPr {
                    w:tblStyle w:val="PlanTable" {}
                    w:tblW w:w=(whole) w:type="dxa" {}
                    w:tblLayout w:type="fixed" {}
                    w:tblLook w:val="0680" w:firstRow="0" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1" {}
                }
                w:tblGrid { @for width in widths { w:gridCol w:w=(width) {} } }
                @for (at, column) in self.copy.grid.columns.iter().enumerate() {
                    w:tr {
                        w:trPr { w:cantSplit {} }
                        w:tc {
                            w:tcPr { w:tcW w:w=(widths[0]) w:type="dxa" {} }
                            (self.label(column))
                        }
                        w:tc {
                            w:tcPr { w:tcW w:w=(widths[1]) w:type="dxa" {} }
                            (self.value(column, row.and_then(|row| row.cells.get(at)), row))
                        }
                    }
                }
            }
        }
    }

    /// The label of a row, then the name by which it is known when it comes back.
    fn label(&mut self, column: &Column) -> Markup {
        let lang = column.lang.unwrap_or_else(|| self.copy.plan.original());
        let mut head = self.copy.head(column);
        let name = head.pop().unwrap_or_default();
        let words = html! {
            (self.writer.beside(&[line(&head.join(" / "), lang)], None))
            w:r { w:br {} }
            (self.writer.beside(&[line(&name, Lang::EN)], Some("FactLabel")))
        };
        let control = self.control("label", true, &html! {}, false, &words);
        self.writer.set(Setting::new("TableHead"), &control)
    }

    fn value(&mut self, column: &Column, cell: Option<&Cell>, row: Option<&Row>) -> Markup {
        let cell = cell.unwrap_or(&Cell::Empty);
        let shown = self.copy.shown(column, cell);
        let lang = column.lang.unwrap_or_else(|| self.copy.plan.original());
        if column.key == Key::Id {
            return self.id(&shown, row);
        }
        let lines = || shown.split('\n');
        if !column.key.is_choice() {
            return html! { @for text in lines() { (self.said("TableText", text, lang)) } };
        }
        let kind = self.list(column.key);
        html! {
            @for text in lines() {
                @let is_empty = text.is_empty();
                @let words = self.writer.beside(&[line(if is_empty { NOTHING } else { text }, lang)], is_empty.then_some("SecondLanguage"));
                @let control = self.control(&column.name(), false, &kind, is_empty, &words);
                (self.writer.set(Setting::new("TableText"), &control))
            }
        }
    }

    /// An id, locked, with the row's mark behind it, which nobody sees.
    fn id(&mut self, id: &str, row: Option<&Row>) -> Markup {
        let words = self.writer.beside(&[line(if id.is_empty() { NOTHING } else { id }, Lang::EN)], None);
        let control = self.control("id", true, &html! { w:text {} }, id.is_empty(), &words);
        let words = html! {
            (control)
            @if let Some(row) = row {
                w:r { w:rPr { w:vanish {} } w:t xml:space="preserve" { " " (row.mark) } }
            }
        };
        self.writer.set(Setting::new("TableText"), &words)
    }

    /// A content control: what it is, whether it is locked, whether what stands in it is only in place of a value.
    fn control(&mut self, tag: &str, is_locked: bool, kind: &Markup, is_empty: bool, words: &Markup) -> Markup {
        self.controls += 1;
        html! {
            w:sdt {
                w:sdtPr {
                    w:tag w:val={ "odp:" (tag) } {}
                    w:id w:val=(self.controls) {}
                    @if is_locked { w:lock w:val="sdtContentLocked" {} }
                    @if is_empty { w:showingPlcHdr {} }
                    (kind)
                }
                w:sdtContent { (words) }
            }
        }
    }

    /// The list of a column, in which one may write too where several values may stand.
    fn list(&self, key: Key) -> Markup {
        let entries = self.copy.choices.list(key).iter().map(|entry| (&*entry.text, &*entry.name));
        let pending = key.may_be_pending().then(|| (&*self.copy.choices.pending, "pending"));
        let items = html! {
            @for (text, name) in entries.chain(pending) { w:listItem w:displayText=(clean(text)) w:value=(clean(name)) {} }
        };
        html! { @if key.is_list() { w:comboBox { (items) } } @else { w:dropDownList { (items) } } }
    }
}

fn run(text: &str, lang: Lang) -> Run {
    Run { text: text.to_owned(), lang, kind: RunKind::Plain }
}

fn line(text: &str, lang: Lang) -> Line {
    Line { lang, runs: vec![run(text, lang)] }
}
