//! Bullets that run into each other, parted: where the same bullet stands elsewhere by itself, else at the ends of sentences.

use std::collections::HashMap;

use crate::import::material::{Block, Mark, Material};

/// How short a bullet may be that is looked for at the end of others, in characters.
const SHORTEST: usize = 8;
/// How many different bullets are looked for.
const MOST: usize = 64;

/// Bullets that a document has more than once.
#[derive(Debug, Default)]
pub(super) struct Known {
    items: Vec<String>,
}

impl Known {
    /// Collects them: bullets with a sign, and the last sentence of those without.
    pub(super) fn of(material: &Material) -> Self {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let rows = material.blocks.iter().filter_map(|block| if let Block::Table(rows) = block { Some(rows) } else { None });
        let pieces = rows.flatten().flat_map(|row| &row.cells).flat_map(|cell| &cell.pieces);
        for piece in pieces.filter(|piece| piece.mark != Mark::Plain) {
            let item = if piece.mark == Mark::Bullet { Some(&*piece.text) } else { sentences(&piece.text).pop() };
            let item = item.filter(|item| item.chars().count() >= SHORTEST);
            item.into_iter().for_each(|item| *counts.entry(item).or_default() += 1);
        }
        let mut items: Vec<(usize, &str)> =
            counts.into_iter().filter(|(_, count)| *count > 1).map(|(item, count)| (count, item)).collect();
        items.sort_by(|(a_count, a), (b_count, b)| b_count.cmp(a_count).then(b.len().cmp(&a.len())).then(a.cmp(b)));
        Self { items: items.into_iter().take(MOST).map(|(_, item)| item.to_owned()).collect() }
    }

    /// The bullets of a text, and whether it is certain where they part.
    pub(super) fn part(&self, text: &str) -> (Vec<String>, bool) {
        let mut ends = Vec::new();
        let mut rest = text.trim();
        while let Some(item) = self.items.iter().find(|item| rest.len() > item.len() && rest.ends_with(&***item)) {
            ends.push(item.clone());
            rest = rest.strip_suffix(&**item).unwrap_or_default().trim_end();
        }
        let first = sentences(rest);
        let certain = first.len() <= 1;
        let mut all: Vec<String> = first.into_iter().map(str::to_owned).collect();
        all.extend(ends.into_iter().rev());
        (all, certain)
    }
}

/// The sentences of a text, those in brackets and quotation marks left whole.
fn sentences(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '(' | '（' | '「' | '『' | '《' | '[' => depth += 1,
            ')' | '）' | '」' | '』' | '》' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let next = characters.peek().map(|(_, next)| *next);
        let ends = match character {
            '。' | '！' | '？' => true,
            '.' | '!' | '?' => next.is_some_and(char::is_whitespace),
            _ => false,
        };
        if ends && depth == 0 {
            let end = at + character.len_utf8();
            all.push(text.get(start..end).unwrap_or_default().trim());
            start = end;
        }
    }
    all.push(text.get(start..).unwrap_or_default().trim());
    all.retain(|sentence| !sentence.is_empty());
    all
}
