//! The columns of a table: where words of all its rows leave room from top to bottom.

use super::lines::{Line, Words};

/// How much room parts columns, in sizes of the font.
const ROOM: f64 = 0.2;

/// Columns from left to right: from, to.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns(Vec<(f64, f64)>);

impl Columns {
    /// Those of a head, whose words stand over each other where they are of one column.
    pub(super) fn of_head(lines: &[Line]) -> Self {
        Self(merged(lines))
    }

    /// Those of a table under a head. The rows tell where each begins, as a head may be centred; where they do not part what the head
    /// parts, or part more, the head tells.
    pub(super) fn of_table(head: &Self, rows: &[Line]) -> Self {
        let all = merged(rows);
        let mut columns: Vec<(f64, f64)> = Vec::new();
        let mut heads = head.0.iter().peekable();
        for (from, to) in all {
            let within = std::iter::from_fn(|| heads.next_if(|(start, end)| f64::midpoint(*start, *end) <= to)).count();
            match (within, columns.last_mut()) {
                (0, Some(last)) => last.1 = to,
                (0 | 1, _) => columns.push((from, to)),
                _ => return head.clone(),
            }
        }
        if columns.len() == head.0.len() { Self(columns) } else { head.clone() }
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Where the first begins, and the second.
    pub(super) fn starts(&self) -> Option<(f64, f64)> {
        Some((self.0.first()?.0, self.0.get(1)?.0))
    }

    /// The column of words: the last that begins before them.
    pub(super) fn of(&self, words: &Words) -> usize {
        let begun = self.0.partition_point(|(start, _)| *start <= words.x + words.size * 0.8);
        begun.saturating_sub(1)
    }
}

/// Where there are words, from left to right, without the room between them.
fn merged(lines: &[Line]) -> Vec<(f64, f64)> {
    let mut all: Vec<&Words> = lines.iter().flat_map(|line| &line.words).collect();
    all.sort_by(|one, other| one.x.total_cmp(&other.x));
    let mut spans: Vec<(f64, f64)> = Vec::new();
    for words in all {
        match spans.last_mut().filter(|(_, end)| words.x <= *end + words.size * ROOM) {
            Some((_, end)) => *end = end.max(words.end),
            None => spans.push((words.x, words.end)),
        }
    }
    spans
}
