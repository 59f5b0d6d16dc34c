//! What became of every row.

/// The rows of the tables of a document, each counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// All rows that the document has.
    pub rows: usize,
    /// Rows that became datasets.
    pub datasets: usize,
    /// Rows of a document in another language whose datasets the first has.
    pub paired: usize,
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
    /// Adds the rows of a further document, of whose datasets `paired` are known already.
    #[must_use]
    pub const fn with(self, other: Self, paired: usize) -> Self {
        Self {
            rows: self.rows + other.rows,
            datasets: self.datasets + other.datasets.saturating_sub(paired),
            paired: self.paired + other.paired + paired,
            joined: self.joined + other.joined,
            heads: self.heads + other.heads,
            none: self.none + other.none,
            blank: self.blank + other.blank,
            unread: self.unread + other.unread,
        }
    }

    /// Whether every row is accounted for.
    #[must_use]
    pub const fn is_right(&self) -> bool {
        self.rows == self.datasets + self.paired + self.joined + self.heads + self.none + self.blank + self.unread
    }
}
