//! The page of a plan: its figures, its tables with a link to each dataset, and the plan in other forms. The tables of a long plan have
//! pages of their own.

use maud::{Markup, html};
use rustc_hash::FxHashMap;

use super::figures::States;
use super::frame::Page;
use super::parts::{Step, Turn};
use super::words::Word;
use super::{Item, Reader, Told};
use crate::edition::State;
use crate::emit::document::{Block, Cell, Document, Part, Piece, Row, Run, RunKind, Style, Summary, Table, build, plain_lines};
use crate::emit::headings::publisher_names;
use crate::emit::{Artifact, Beside, Options, html as page_of, percent_encoded};
use crate::rules::Valid;

/// The page of a plan, and those of its tables where it is long.
pub(super) fn pages(reader: Reader<'_>, valid: Valid<'_>, told: &Told<'_>) -> Vec<Artifact> {
    let mut document = build(valid, told.plan, &[reader.lang()]);
    let items: Items<'_> = told.items.iter().map(|item| (item.promise.entry.id(), item)).collect();
    reader.link(&mut document, &items);
    let tables = if told.is_divided() { reader.divide(&mut document, &items) } else { Vec::new() };
    let mut pages = vec![reader.plan_page(told, &document)];
    let steps: Vec<Step> = tables.iter().map(|(page, table)| Step { href: page.clone(), words: reader.name_of(table) }).collect();
    for (at, (page, table)) in tables.into_iter().enumerate() {
        let (heading, range) = (page_of::lines(&table.caption, reader.lang()), reader.range(&table));
        let title = reader.name_of(&table);
        document.blocks = vec![Block::Table(table)];
        let content = html! {
            p class="publisher" { a href="index.html" { (reader.plan_name(told)) } }
            h1 { (heading) " " small { (range) } }
            (page_of::content(&document))
        };
        pages.push(reader.table_page(told, &page, title, Turn::among(&steps, at), content));
    }
    pages
}

/// The datasets of a plan by id.
type Items<'t> = FxHashMap<&'t str, &'t Item<'t>>;

fn item_of<'t>(row: &Row, items: &Items<'t>) -> Option<&'t Item<'t>> {
    items.get(row.id.as_deref()?.strip_prefix("dataset-")?).copied()
}

fn remove<T>(list: &mut Vec<T>, at: Option<usize>) {
    if let Some(at) = at.filter(|at| *at < list.len()) {
        list.remove(at);
    }
}

fn link_name(cell: &mut Cell, file: &str) {
    for piece in cell.iter_mut().flat_map(|part| &mut part.pieces) {
        let Piece::Paragraph(_, runs) = piece else { continue };
        for run in runs.iter_mut().filter(|run| !matches!(run.kind, RunKind::NotTranslated)) {
            run.kind = RunKind::Link(file.to_owned());
        }
    }
}

/// The address of a file of the output folder; `up` leads to that folder.
fn href(up: &str, path: &str) -> String {
    let segments: Vec<_> = path.split('/').map(percent_encoded).collect();
    format!("{up}{}", segments.join("/"))
}

/// The media type of a catalogue, by the name of its file.
fn catalogue_type(path: &str) -> Option<&'static str> {
    if path.ends_with("catalogue.jsonld") {
        Some("application/ld+json")
    } else {
        path.ends_with("catalogue.ttl").then_some("text/turtle")
    }
}

impl Told<'_> {
    /// What is made of the plan beside the site.
    fn beside<'b>(&self, options: &'b Options) -> impl Iterator<Item = &'b Beside> {
        let folder = format!("{}/", self.plan.id.value);
        options.beside.iter().filter(move |file| file.path.starts_with(&folder))
    }

    /// The plan as catalogues for programs, for the head of its pages: media type and address.
    pub(super) fn catalogues(&self, options: &Options) -> Vec<(&'static str, String)> {
        self.beside(options).filter_map(|file| Some((catalogue_type(&file.path)?, href("../../", &file.path)))).collect()
    }
}

impl Reader<'_> {
    /// Names lead to the datasets' pages, which have what is left out here: descriptions. What is overdue says so.
    fn link(self, document: &mut Document, items: &Items<'_>) {
        for block in &mut document.blocks {
            let Block::Table(table) = block else { continue };
            let column = |name| table.columns.iter().position(|column| column.name == name);
            let (name, date, description) = (column("name"), column("date"), column("description"));
            for row in &mut table.rows {
                let Some(item) = item_of(row, items) else {
                    remove(&mut row.cells, description);
                    continue;
                };
                if let Some(cell) = name.and_then(|at| row.cells.get_mut(at)) {
                    link_name(cell, &item.file);
                }
                if let Some(part) = date.and_then(|at| row.cells.get_mut(at)?.first_mut()) {
                    part.pieces.extend(self.overdue(item));
                }
                remove(&mut row.cells, description);
            }
            remove(&mut table.columns, description);
        }
    }

    /// That a promise is overdue, set off as what is owed.
    fn overdue(self, item: &Item<'_>) -> Option<Piece> {
        let shift = item.promise.shift.filter(|_| item.promise.state == State::Overdue)?;
        let text = self.voice.fill(Word::OverdueBy, &[("length", &self.voice.length(shift))]);
        Some(Piece::Paragraph(Style::Status, vec![Run { text, lang: self.lang(), kind: RunKind::Pending }]))
    }

    /// Takes the tables of datasets out of a plan's page, and leaves links to their pages there.
    fn divide(self, document: &mut Document, items: &Items<'_>) -> Vec<(String, Table)> {
        let mut all = Vec::new();
        let page = |row: &Row| item_of(row, items).map(|item| item.page.clone());
        for block in &mut document.blocks {
            let Block::Table(table) = block else { continue };
            if table.rows.iter().all(|row| page(row).is_none()) {
                continue;
            }
            let parts: Vec<(String, Table)> = table
                .rows
                .chunk_by(|one, other| page(one) == page(other))
                .map(|rows| {
                    let place = rows.first().and_then(page).unwrap_or_default();
                    (place, Table { rows: rows.to_vec(), caption: table.caption.clone(), columns: table.columns.clone() })
                })
                .collect();
            *block = self.links(&parts);
            all.extend(parts);
        }
        all
    }

    /// Where a table of datasets goes on: a link to each of its pages.
    fn links(self, parts: &[(String, Table)]) -> Block {
        let lang = self.lang();
        let run = |text: String, kind| Run { text, lang, kind };
        let count = parts.iter().map(|(_, table)| table.rows.len()).sum::<usize>().to_string();
        let mut runs =
            vec![run(format!("{}{}", self.voice.fill(Word::Count, &[("n", &count)]), self.voice.colon()), RunKind::Plain)];
        for (at, (page, table)) in parts.iter().enumerate() {
            if at > 0 {
                runs.push(run(" · ".to_owned(), RunKind::Plain));
            }
            runs.push(run(self.range(table), RunKind::Link(page.clone())));
        }
        Block::Note(vec![Part { lang, pieces: vec![Piece::Paragraph(Style::Plain, runs)] }])
    }

    /// The numbers of a table's rows, as in the plan.
    fn range(self, table: &Table) -> String {
        let number = |row: Option<&Row>| {
            let cell = row.and_then(|row| row.cells.first()).into_iter().flatten();
            let runs = cell.flat_map(|part| &part.pieces).filter_map(|piece| match piece {
                Piece::Paragraph(_, runs) => Some(crate::emit::document::plain(runs)),
                Piece::List(_) => None,
            });
            runs.collect::<String>()
        };
        let (from, to) = (number(table.rows.first()), number(table.rows.last()));
        let words = if from == to { Word::RowOne } else { Word::Rows };
        self.voice.fill(words, &[("a", &from), ("b", &to)])
    }

    /// What the page of a table is called: its headings, and its numbers.
    fn name_of(self, table: &Table) -> String {
        format!("{} ({})", plain_lines(&table.caption), self.range(table))
    }

    fn plan_page(self, told: &Told<'_>, document: &Document) -> Artifact {
        let path = format!("{}/index.html", told.folder);
        let title = self.text(told.plan, told.plan.title.as_ref());
        let states = States::of(&told.items);
        let content = html! {
            p class="publisher" { (publisher_names(told.plan, &self.site.workspace.vocabulary, self.lang())) }
            h1 lang=[title.tag(self.lang())] { (page_of::words(title.text)) }
            p class="lead" {
                (self.totals(states)) " "
                span class="as-of" { (self.as_of_one(told.as_of)) }
            }
            (self.promises(std::slice::from_ref(told), states, "../", &self.plan_filter(told)))
            @if let Some(summary) = &document.summary { (self.summary(summary)) }
            (page_of::content(document))
            (self.documents(Word::Documents, "../../", told.beside(self.site.options)))
        };
        let title = title.text.to_owned();
        self.whole(Page {
            path: &path,
            title,
            others: told.catalogues(self.site.options),
            as_of: Some(told.as_of),
            content,
            ..Page::default()
        })
    }

    /// The plan as a filter of search.
    fn plan_filter(self, told: &Told<'_>) -> String {
        let at = self.site.plans.iter().position(|other| std::ptr::eq(other, told)).unwrap_or_default();
        format!("plan={at}&")
    }

    /// How many datasets each section holds, and the way there.
    fn summary(self, summary: &Summary) -> Markup {
        let cell = |cell: &Cell| -> Markup {
            let pieces = cell.iter().flat_map(|part| &part.pieces);
            html! { @for piece in pieces { @if let Piece::Paragraph(_, runs) = piece { (page_of::runs(runs, self.lang())) } } }
        };
        html! {
            section aria-labelledby=(summary.id) {
                h2 id=(summary.id) { (page_of::lines(&summary.heading, self.lang())) }
                table class="figures contents" {
                    caption { (page_of::lines(&summary.table.caption, self.lang())) }
                    thead { tr {
                        @for (at, column) in summary.table.columns.iter().enumerate() {
                            th scope="col" class=[(at > 0).then_some("number")] { (page_of::lines(&column.head, self.lang())) }
                        }
                    } }
                    tbody {
                        @for (at, row) in summary.table.rows.iter().enumerate() {
                            tr class=[(at + 1 == summary.table.rows.len()).then_some("total")] {
                                @for (at, content) in row.cells.iter().enumerate() {
                                    @if at == 0 { th scope="row" { (cell(content)) } } @else { td class="number" { (cell(content)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A table of a long plan, or a part of it, as a page.
    fn table_page(self, told: &Told<'_>, page: &str, title: String, turn: Turn, content: Markup) -> Artifact {
        let path = format!("{}/{page}", told.folder);
        let others = told.catalogues(self.site.options);
        self.whole(Page { path: &path, title, others, as_of: Some(told.as_of), turn, content, ..Page::default() })
    }

    /// Other forms of the same, as far as they were made, with a link to each; `up` leads to the output folder.
    pub(super) fn documents<'b>(self, heading: Word, up: &str, files: impl Iterator<Item = &'b Beside>) -> Markup {
        let files: Vec<&Beside> = files.collect();
        if files.is_empty() {
            return Markup::default();
        }
        html! {
            section aria-labelledby="documents" {
                h2 id="documents" { (self.voice.say(heading)) }
                ul class="files" {
                    @for file in files {
                        @let name = file.path.rsplit('/').next().unwrap_or(&file.path);
                        li { a href=(href(up, &file.path)) { (name) } " " span class="size" { (size(file.bytes)) } }
                    }
                }
            }
        }
    }
}

fn size(bytes: usize) -> String {
    if bytes < 1000 { format!("{bytes} B") } else { format!("{} kB", bytes.div_ceil(1000)) }
}
