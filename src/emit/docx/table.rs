//! Tables: rows that stay whole under a head that is repeated, and columns wide enough for their words.

use maud::{Markup, html};
use unicode_width::UnicodeWidthStr;

use super::inline::{Setting, Writer, clean};
use super::look::is_eastern;
use crate::emit::document::{Cell, Column, Line, Part, Piece, Role, Row, Run, Style, Table, plain, plain_lines};

/// The space between a cell's words and its sides, and the width of a full-width character there. In twips.
pub(super) const PADDING: u32 = 100;
const CHARACTER: u32 = 190;
/// The width of half a full-width character in a head, which is bold, and how many of them a head may claim. In twips.
const HEAD_HALF_CHARACTER: u32 = 106;
const WIDEST_HEAD: u32 = 24;

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table) -> Markup {
        let widths = widths(&table.columns, self.look.page.inner());
        let has_row_heads = table.columns.first().is_some_and(|column| column.role == Role::RowHead);
        let heads: Vec<String> = table.columns.iter().map(|column| plain_lines(&column.head)).collect();
        html! {
            w:tbl {
                w:tblPr {
                    w:tblStyle w:val="PlanTable" {}
                    w:tblW w:w=(self.look.page.inner()) w:type="dxa" {}
                    w:tblLayout w:type="fixed" {}
                    w:tblLook w:val=(if has_row_heads { "06A0" } else { "0620" }) w:firstRow="1" w:lastRow="0"
                        w:firstColumn=(u8::from(has_row_heads)) w:lastColumn="0" w:noHBand="1" w:noVBand="1" {}
                    w:tblCaption w:val=(clean(&plain_lines(&table.caption))) {}
                    w:tblDescription w:val=(clean(&heads.join(" | "))) {}
                }
                w:tblGrid { @for width in &widths { w:gridCol w:w=(width) {} } }
                (self.head(table, &widths))
                @for row in &table.rows { (self.row(row, table, &widths)) }
            }
        }
    }

    /// The head: it stands on the page of the first row, and again on each page after.
    fn head(&mut self, table: &Table, widths: &[u32]) -> Markup {
        let keep_next = !table.rows.is_empty();
        html! {
            w:tr {
                w:trPr { w:cantSplit {} w:tblHeader {} }
                @for (column, width) in table.columns.iter().zip(widths) {
                    w:tc {
                        w:tcPr { w:tcW w:w=(width) w:type="dxa" {} w:vAlign w:val="bottom" {} }
                        (self.lines(Setting { keep_next, ..Setting::new(head_style(column)) }, &column.head))
                    }
                }
            }
        }
    }

    fn row(&mut self, row: &Row, table: &Table, widths: &[u32]) -> Markup {
        html! {
            w:tr {
                w:trPr { w:cantSplit {} }
                @for (at, ((cell, column), width)) in row.cells.iter().zip(&table.columns).zip(widths).enumerate() {
                    w:tc {
                        w:tcPr { w:tcW w:w=(width) w:type="dxa" {} }
                        (self.cell(cell, column, row.id.as_deref().filter(|_| at == 0)))
                    }
                }
            }
        }
    }

    /// What stands in a cell: at least one paragraph, the first of which links may point to.
    fn cell(&mut self, cell: &Cell, column: &Column, mut bookmark: Option<&str>) -> Markup {
        if cell.is_empty() {
            return self.paragraph(Setting { bookmark, ..Setting::new(cell_style(column, false)) }, &[]);
        }
        html! {
            @for (at, part) in cell.iter().enumerate() {
                @for (setting, runs) in paragraphs(part, Place::Cell(cell_style(column, at > 0)), at > 0) {
                    (self.paragraph(Setting { bookmark: bookmark.take(), ..setting }, runs))
                }
            }
        }
    }
}

/// Where paragraphs stand, which tells their styles.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// In a cell whose plain paragraphs have this style.
    Cell(&'static str),
    /// Between tables, where plain paragraphs have this style.
    Text(&'static str),
}

/// The paragraphs of a part, each with how it is set.
pub(super) fn paragraphs(part: &Part, place: Place, is_second: bool) -> Vec<(Setting<'static>, &[Run])> {
    let (plain, note, status, bullet, under) = match place {
        Place::Cell(plain) => (plain, "TableNote", "TableStatus", "ListBullet", "ListContinue"),
        Place::Text(plain) => (plain, plain, plain, "NoteBullet", "NoteBulletContinued"),
    };
    let set = |style| Setting { is_second, ..Setting::new(style) };
    let mut all = Vec::new();
    for piece in &part.pieces {
        match piece {
            Piece::Paragraph(Style::Plain, runs) => all.push((set(plain), runs.as_slice())),
            Piece::Paragraph(Style::Note, runs) => all.push((set(note), runs.as_slice())),
            Piece::Paragraph(Style::Status, runs) => all.push((set(status), runs.as_slice())),
            Piece::List(items) => {
                for item in items {
                    let settings = std::iter::once(Setting { is_item: true, ..set(bullet) }).chain(std::iter::repeat(set(under)));
                    all.extend(settings.zip(item.iter().map(Vec::as_slice)));
                }
            }
        }
    }
    if let Some((first, _)) = all.first_mut() {
        first.opens_second = is_second;
    }
    all
}

fn head_style(column: &Column) -> &'static str {
    if column.role == Role::Number { "TableHeadNumber" } else { "TableHead" }
}

fn cell_style(column: &Column, is_second: bool) -> &'static str {
    match column.role {
        Role::Number => "TableNumber",
        _ if column.name == "name" && !is_second => "TableName",
        Role::Text | Role::RowHead => "TableText",
    }
}

/// The width of what a column's head holds that should not be broken: a word, or a whole line of Han, which Word would break
/// within `(月/年)`.
fn head_width(column: &Column) -> u32 {
    let width = |line: &Line| {
        let words = plain(&line.runs);
        let longest = words.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or_default();
        if is_eastern(line.lang) { words.width() } else { longest }
    };
    let widest = column.head.iter().map(width).max().unwrap_or_default();
    u32::try_from(widest).unwrap_or(u32::MAX).min(WIDEST_HEAD) * HEAD_HALF_CHARACTER
}

/// The widths of columns: their shares of the whole, but none narrower than its words; the others give what that takes.
fn widths(columns: &[Column], whole: u32) -> Vec<u32> {
    let shares: u32 = columns.iter().map(|column| u32::from(column.share)).sum::<u32>().max(1);
    let least = |column: &Column| (u32::from(column.least) * CHARACTER).max(head_width(column)) + 2 * PADDING;
    let share = |column: &Column| whole * u32::from(column.share) / shares;
    let mut widths: Vec<u32> = columns.iter().map(|column| share(column).max(least(column))).collect();
    let over = widths.iter().sum::<u32>().saturating_sub(whole);
    let spare: u32 = widths.iter().zip(columns).map(|(width, column)| width - least(column)).sum();
    for (width, column) in widths.iter_mut().zip(columns) {
        *width -= (over.min(spare) * (*width - least(column))).checked_div(spare).unwrap_or_default();
    }
    let sum: u32 = widths.iter().sum();
    if let Some(widest) = widths.iter_mut().max_by_key(|width| **width) {
        *widest = (*widest + whole).saturating_sub(sum);
    }
    widths
}
