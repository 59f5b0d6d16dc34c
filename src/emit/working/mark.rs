//! The mark of a row: what it was exported from, so that a working copy can be compared with the plan as it was then.

use sha2::{Digest as _, Sha256};

use super::{Cell, Column};

/// What a mark says of a cell: the same for the same value in the same column, and hardly ever for another. Eight figures.
///
/// The mark of a row is such a word for the plan and one for each of its cells, in no order, so that columns may be moved.
#[must_use]
pub fn mark(column: &Column, cell: &Cell) -> String {
    hashed(&column.name(), &cell.said())
}

/// What a mark says of the plan.
#[must_use]
pub fn mark_of_plan(id: &str) -> String {
    hashed("plan", id)
}

fn hashed(name: &str, said: &str) -> String {
    let hash = Sha256::new().chain_update(name).chain_update([0]).chain_update(said).finalize();
    hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}
