//! One file for each form of foreign document: bytes → what it holds.

mod archive;
pub(super) mod beside;
mod paper;
mod xml;

pub(super) use ckan::{Package, packages, place as ckan_place, texts as ckan_texts};

use super::desk::Desk;
use super::draft::Draft;
use super::material::{Block, Cell, Material, Row};
use super::{File, ending};

/// What a reader makes of a file.
pub(super) enum Read {
    /// A document, still to be recognised.
    Material(Material),
    /// A plan: the file says what everything in it is.
    Draft(Box<Draft>),
}

/// A form of foreign document.
#[derive(Debug)]
pub struct Reader {
    /// Its name in `--from`.
    pub name: &'static str,
    /// What it reads, in one line.
    pub about: &'static str,
    /// Whether a file looks like this form, by its name and bytes. The first reader that says so reads it.
    takes: fn(&File) -> bool,
    /// Reads a file; nothing where that cannot be done, and a finding says why.
    read: fn(&File, &mut Desk<'_>) -> Option<Read>,
}

impl Reader {
    pub(super) fn read(&self, file: &File, desk: &mut Desk<'_>) -> Option<Read> {
        (self.read)(file, desk)
    }
}

macro_rules! readers {
    ($($module:ident $name:literal $about:literal;)*) => {
        $(mod $module;)*
        /// Every form that is read, in the order in which they are asked whether a file is theirs.
        pub static READERS: &[Reader] = &[$(
            Reader { name: $name, about: $about, takes: $module::takes, read: $module::read }
        ),*];
    };
}

readers! {
    pdf "pdf" "the text of PDF, as a draft; by its structure where it is tagged, as that of odp is";
    docx "docx" "documents of Word and others (DOCX); plan.docx of odp among them";
    xlsx "xlsx" "workbooks of Excel and others (XLSX); plan.xlsx of odp among them";
    ckan "ckan" "what a portal lists: JSON of CKAN's package_search; ckan.LANG.json of odp among them";
    catalogue "catalogue" "catalogue.json of odp: all of a plan";
    html "html" "pages with tables; those of odp in every language, two languages beside each other too";
    csv "csv" "tables as CSV, or parted by tabs or semicolons; plan.csv and plan.LANG.csv of odp among them";
    text "text" "plain text, such as copied from a document: the cells of a row parted by tabs";
}

/// How working copies are read: as they stand, in each of their forms.
pub(super) mod plain {
    /// A row of a table, each cell with its place.
    pub(in crate::import) type Row = Vec<(String, crate::source::Span)>;

    pub(in crate::import) use super::csv::plain_rows as csv;
    pub(in crate::import) use super::docx::{Labelled, tables as docx};
    pub(in crate::import) use super::xlsx::plain_rows as xlsx;
}

/// The reader that takes a file.
pub(super) fn reader_of(file: &File) -> Option<&'static Reader> {
    READERS.iter().find(|reader| (reader.takes)(file))
}

/// The languages of texts are kept where a head of some table stands there in two. Elsewhere nobody meant them: programs mark words
/// as English that are in the midst of Chinese.
fn in_languages(mut blocks: Vec<Block>) -> Vec<Block> {
    let tables = blocks.iter().filter_map(|block| if let Block::Table(rows) = block { rows.first() } else { None });
    let is_in_two = |head: &Row| head.cells.iter().filter(|cell| cell.languages().len() > 1).count() >= 2;
    if tables.into_iter().any(is_in_two) {
        return blocks;
    }
    for block in &mut blocks {
        let cells: Vec<&mut Cell> = match block {
            Block::Paragraph(cell) => vec![cell],
            Block::Table(rows) => rows.iter_mut().flat_map(|row| &mut row.cells).collect(),
        };
        cells.into_iter().flat_map(|cell| &mut cell.pieces).for_each(|piece| piece.lang = None);
    }
    blocks
}
