//! What became of every row.

/// The rows of the tables of a document, each counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// All rows that the document has.
    pub rows: usize,
    /// Rows that became datasets.
    pub datasets: usize,
    /// Rows that are the rest of the one before.
    pub joined: usize,
    /// Heads of tables, and of sections inside of tables.
    pub heads: usize,
    /// Rows that say that there is nothing.
    pub none: usize,
    /// Rows without anything.
    pub blank: usize,
    /// Rows that were not understood.
    pub unread: usize,
}

impl Account {
    /// Whether every row is accounted for.
    #[must_use]
    pub const fn is_right(&self) -> bool {
        self.rows == self.datasets + self.joined + self.heads + self.none + self.blank + self.unread
    }
}
