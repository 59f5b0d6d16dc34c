//! Tables. On narrow screens the style sets the rows of long ones as cards, with the heads as labels.

use maud::{Markup, html};

use super::inline::lines;
use super::{NEWLINE, Page};
use crate::emit::document::{Role, Row, Table, plain_lines};

impl Page<'_> {
    pub(super) fn table(&self, table: &Table) -> Markup {
        let labels: Vec<String> = table.columns.iter().map(|column| plain_lines(&column.head)).collect();
        html! {
            table class=[table.rows.is_empty().then_some("empty")] {
                (NEWLINE) caption { (lines(&table.caption, self.lang)) }
                (NEWLINE) thead {
                    (NEWLINE) tr {
                        @for column in &table.columns {
                            (NEWLINE) th scope="col" class=(column.name) { (lines(&column.head, self.lang)) }
                        }
                    }
                }
                (NEWLINE) tbody {
                    @for row in &table.rows { (NEWLINE) (self.row(row, table, &labels)) }
                }
                (NEWLINE)
            }
        }
    }

    fn row(&self, row: &Row, table: &Table, labels: &[String]) -> Markup {
        html! {
            tr id=[row.id.as_deref()] class=[row.id.is_none().then_some("none")] {
                @for ((content, column), label) in row.cells.iter().zip(&table.columns).zip(labels) {
                    (NEWLINE)
                    // a head without words names nothing
                    @if column.role == Role::RowHead && !content.is_empty() {
                        th scope="row" class=(column.name) data-label=(label) { (self.cell(content, false)) }
                    } @else {
                        td class=(column.name) data-label=(label) { (self.cell(content, false)) }
                    }
                }
                (NEWLINE)
            }
        }
    }
}
