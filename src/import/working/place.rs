//! Datasets put into their half of the plan, which is opened or made where there is none; datasets moved to another.
//!
//! Each is an edit of its own, and the text is read anew for the next: the places of the one before would not hold.

use super::edits::{Edits, block_at, parsed};
use crate::model::{HalfKind, Letter};
use crate::source::Span;
use crate::syntax::{AtomKind, Block, Body, Keyword, Statement};

/// Where a dataset belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) letter: Letter,
    /// In section C, the organisation as the plan's file names it.
    pub(super) organisation: Option<String>,
    pub(super) half: HalfKind,
}

/// The text with a dataset at the end of its half; nothing where there is no plan to put it into.
pub(super) fn insert(text: &str, place: &Place, dataset: &str) -> Option<String> {
    let tree = parsed(text);
    let mut edits = Edits::new(text, &tree);
    let plan = blocks(&tree.statements).find(|block| block.keyword == Keyword::Plan)?;
    let section = blocks(plan.body.statements())
        .find(|block| block.keyword == Keyword::Section && edits.named(block, AtomKind::Name, place.letter.word()));
    let Some(section) = section else {
        let later = blocks(plan.body.statements())
            .find(|block| block.keyword == Keyword::Section && edits.head(block) > place.letter.word());
        let new = format!("section {} {}", place.letter.word(), in_section(place, dataset));
        match later {
            Some(later) => edits.insert(later.span.range().start, format!("{new}\n\n")),
            None => edits.insert(plan.close?.range().start, format!("\n{new}\n")),
        }
        return Some(edits.apply());
    };
    if !matches!(section.body, Body::Open(_)) {
        edits.open(section, &in_section(place, dataset));
        return Some(edits.apply());
    }
    let holder = match &place.organisation {
        None => section,
        Some(name) => {
            let reference = format!("@{name}");
            let body = blocks(section.body.statements())
                .find(|block| block.keyword == Keyword::Organisation && edits.named(block, AtomKind::Reference, &reference));
            let Some(body) = body else {
                edits.insert(section.close?.range().start, format!("\n{}\n", in_organisation(name, place, dataset)));
                return Some(edits.apply());
            };
            if !matches!(body.body, Body::Open(_)) {
                edits.open(body, &format!("{{\n{}\n}}", halves(place, dataset)));
                return Some(edits.apply());
            }
            body
        }
    };
    let keyword = keyword(place.half);
    let half = blocks(holder.body.statements()).find(|block| block.keyword == keyword);
    let Some(half) = half else {
        let new = format!("{} {{\n{dataset}}}", place.half.word());
        let other = blocks(holder.body.statements()).find(|block| block.keyword == Keyword::NonSpatial);
        match other.filter(|_| place.half == HalfKind::Spatial) {
            Some(other) => edits.insert(other.span.range().start, format!("{new}\n")),
            None => edits.insert(holder.close?.range().start, format!("{new}\n")),
        }
        return Some(edits.apply());
    };
    if matches!(half.body, Body::Open(_)) {
        let close = half.close?.range().start;
        let is_first = half.body.statements().is_empty();
        let at = edits.line_start(close);
        edits.insert(at, format!("{}{dataset}", if is_first && at < close { "" } else { "\n" }));
    } else {
        edits.open(half, &format!("{{\n{dataset}}}"));
    }
    Some(edits.apply())
}

/// The text with a dataset, which begins at a place, taken out, and what was taken: itself with the comments over it.
///
/// A half that has nothing any more says so.
pub(super) fn take(text: &str, start: u32) -> Option<(String, String)> {
    let tree = parsed(text);
    let mut edits = Edits::new(text, &tree);
    let block = block_at(&tree.statements, start)?;
    let range = block.span.range();
    let mut first = edits.line_start(range.start);
    // comments that stand directly over it
    for comment in tree.comments.iter().rev().filter(|comment| comment.own_line && comment.span.range().end <= range.start) {
        let between = text.get(comment.span.range().end..first).unwrap_or_default();
        if !between.trim().is_empty() || between.matches('\n').count() > 1 {
            break;
        }
        first = edits.line_start(comment.span.range().start);
    }
    let last = edits.line_end(range.end);
    let taken = text.get(first..last)?.to_owned() + "\n";
    let half = half_around(&tree.statements, block.span)?;
    let is_last = half.body.statements().len() == 1 && matches!(half.body, Body::Open(_));
    let close = half.close?.range();
    let inner = half.word.range().end..close.start;
    let others = edits.comments(&inner).any(|comment| comment.span.range().start < first || comment.span.range().start > last);
    if is_last && !others {
        edits.replace(half.word.range().end..close.end, " none");
    } else {
        let before = text.get(..first).unwrap_or_default();
        let blank = before.len() - before.trim_end_matches([' ', '\n', '\r']).len();
        let after = text.get(last..).unwrap_or_default();
        let newline = after.starts_with('\n') || after.starts_with("\r\n");
        // one blank line goes with it
        let from = if newline && blank > 1 { first - blank + 1 } else { first };
        let to = if newline { last + after.find('\n').unwrap_or_default() + 1 } else { last };
        edits.replace(from..to, "");
    }
    Some((edits.apply(), taken))
}

fn keyword(half: HalfKind) -> Keyword {
    match half {
        HalfKind::Spatial => Keyword::Spatial,
        HalfKind::NonSpatial => Keyword::NonSpatial,
    }
}

fn blocks(statements: &[Statement]) -> impl Iterator<Item = &Block> {
    statements.iter().filter_map(|statement| if let Statement::Block(block) = statement { Some(block) } else { None })
}

/// The half that holds a dataset.
fn half_around(statements: &[Statement], span: Span) -> Option<&Block> {
    let outer = blocks(statements).find(|block| block.span.contains(span) && block.span != span)?;
    half_around(outer.body.statements(), span)
        .or_else(|| matches!(outer.keyword, Keyword::Spatial | Keyword::NonSpatial).then_some(outer))
}

/// What a section holds that was empty.
fn in_section(place: &Place, dataset: &str) -> String {
    match &place.organisation {
        Some(name) => format!("{{\n{}\n}}", in_organisation(name, place, dataset)),
        None => format!("{{\n{}\n}}", halves(place, dataset)),
    }
}

fn in_organisation(name: &str, place: &Place, dataset: &str) -> String {
    format!("organisation @{name} {{\n{}\n}}", halves(place, dataset))
}

/// Both halves, of which one has a dataset.
fn halves(place: &Place, dataset: &str) -> String {
    let one = |half: HalfKind| match half == place.half {
        true => format!("{} {{\n{dataset}}}", half.word()),
        false => format!("{} none", half.word()),
    };
    HalfKind::ALL.map(one).join("\n")
}

impl<'a> Edits<'a> {
    fn head(&self, block: &Block) -> &'a str {
        block.head.first().map_or("", |atom| self.slice(atom.span))
    }

    fn named(&self, block: &Block, kind: AtomKind, name: &str) -> bool {
        block.head.first().is_some_and(|atom| atom.kind == kind) && self.head(block) == name
    }

    /// Puts `{ … }` into a block that says `none`; what its braces hold already, a note, comes first.
    fn open(&mut self, block: &Block, braces: &str) {
        let Body::None(word, inner) = &block.body else { return };
        let inside = braces.trim_start_matches("{\n").trim_end_matches('}');
        match block.close {
            Some(close) if !inner.is_empty() || self.comments(&(word.range().end..close.range().start)).next().is_some() => {
                let from = self.text.get(..word.range().start).map_or(word.range().start, |before| before.trim_end().len());
                self.replace(from..word.range().end, "");
                self.insert(close.range().start, format!("\n{inside}"));
            }
            Some(close) => self.replace(word.range().start..close.range().end, braces),
            None => self.replace(word.range(), braces),
        }
    }
}
