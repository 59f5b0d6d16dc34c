//! Tables that only count what stands in the others, such as the summary at the beginning of a plan.

use crate::import::material::{Cell, Row};

/// Whether a table has nothing but figures under its heads and beside its first column.
pub(super) fn is_tally(rows: &[Row]) -> bool {
    let figures =
        |cell: &Cell| cell.line().chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ',' | '-' | '–' | '—'));
    let counts = |row: &Row| {
        row.cells.split_first().is_some_and(|(first, rest)| {
            !first.is_blank() && !rest.is_empty() && rest.iter().all(figures) && rest.iter().any(|cell| !cell.is_blank())
        })
    };
    rows.split_first().is_some_and(|(head, rest)| !counts(head) && !rest.is_empty() && rest.iter().all(counts))
}
