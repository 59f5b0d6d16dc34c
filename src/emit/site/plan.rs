//! The page of a plan: its figures, its tables with a link to each dataset, and the plan in other forms.

use maud::{Markup, html};

use super::figures::States;
use super::frame::Page;
use super::words::Word;
use super::{Reader, Told};
use crate::emit::document::{Block, Document, Piece, Row, RunKind, build};
use crate::emit::headings::publisher_names;
use crate::emit::{Artifact, Beside, Options, html as page_of, percent_encoded};
use crate::rules::Valid;

pub(super) fn page(reader: Reader<'_>, valid: Valid<'_>, told: &Told<'_>) -> Artifact {
    let path = format!("{}/index.html", told.folder);
    let title = reader.text(told.plan, told.plan.title.as_ref());
    let mut document = build(valid, told.plan, &[reader.lang()]);
    link(&mut document, told);
    let states = States::of(&told.items);
    let content = html! {
        p class="publisher" { (publisher_names(told.plan, &reader.site.workspace.vocabulary, reader.lang())) }
        h1 lang=[title.tag(reader.lang())] { (page_of::words(title.text)) }
        p class="lead" {
            (reader.totals(states)) " "
            span class="as-of" { (reader.voice.fill(Word::AsOf, &[("date", &reader.date(told.as_of))])) }
        }
        section aria-labelledby="promises" {
            h2 id="promises" { (reader.voice.say(Word::ByState)) }
            (reader.promises(states))
        }
        (page_of::content(&document))
        (reader.documents(Word::Documents, "../../", told.beside(reader.site.options)))
    };
    let others = told
        .beside(reader.site.options)
        .filter_map(|file| Some((catalogue_type(&file.path)?, href("../../", &file.path))))
        .collect();
    let title = title.text.to_owned();
    reader.whole(Page { path: &path, title, data: None, scripts: &[], others, content })
}

/// Names lead to the datasets' pages, which have what is left out here: descriptions.
fn link(document: &mut Document, told: &Told<'_>) {
    let files = told.files();
    for block in &mut document.blocks {
        let Block::Table(table) = block else { continue };
        let name = table.columns.iter().position(|column| column.name == "name");
        let description = table.columns.iter().position(|column| column.name == "description");
        for row in &mut table.rows {
            if let Some((file, name)) = file_of(row, &files).zip(name) {
                link_name(row, name, file);
            }
            remove(&mut row.cells, description);
        }
        remove(&mut table.columns, description);
    }
}

fn remove<T>(list: &mut Vec<T>, at: Option<usize>) {
    if let Some(at) = at.filter(|at| *at < list.len()) {
        list.remove(at);
    }
}

fn file_of<'f>(row: &Row, files: &rustc_hash::FxHashMap<&str, &'f str>) -> Option<&'f str> {
    files.get(row.id.as_deref()?.strip_prefix("dataset-")?).copied()
}

fn link_name(row: &mut Row, name: usize, file: &str) {
    let parts = row.cells.get_mut(name).into_iter().flatten();
    for piece in parts.flat_map(|part| &mut part.pieces) {
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
}

impl Reader<'_> {
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
