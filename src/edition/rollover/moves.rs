//! What becomes of datasets, as changes to the text: dates, moves from half to half, halves that are empty now.

use std::collections::BTreeMap;

use super::draft::Pen;
use super::fate::Going;
use crate::edit::{blocks, field, find, head};
use crate::model::{HalfKind, Letter};
use crate::source::{Source, Span};
use crate::syntax::{Block, Keyword, Statement, Tree};

/// The statement of a dataset, and its block.
pub(super) fn dataset<'t>(source: &Source, tree: &'t Tree, written: &str) -> Option<(&'t Statement, &'t Block)> {
    find(source, &tree.statements, Keyword::Dataset, written)
}

/// The dates of a dataset in the new edition: a promise that was missed is open again.
pub(super) fn date(pen: &mut Pen<'_>, tree: &Tree, going: &Going) {
    let Some((statement, block)) = dataset(pen.source, tree, &going.written) else { return };
    if let Some(missed) = going.missed {
        pen.editor.set(block, "target", "pending");
        let slip = format!("slipped {missed}..pending {{ reason: pending }}");
        match block.body.statements().last() {
            Some(last) => pen.editor.after(last, &slip),
            None => pen.editor.at_start(block, &slip),
        }
    }
    if let Some(year) = going.bare_year {
        let english = format!("promised for {year}; section A names the month");
        let chinese = format!("原承諾於 {year} 年開放；A 部分須寫明月份");
        let comment = pen.comment(&english, &chinese);
        pen.editor.set(block, "target", "pending");
        pen.editor.before(statement, &comment);
    }
}

/// Takes out what leaves, and moves what goes to another section.
pub(super) fn shift(pen: &mut Pen<'_>, tree: &Tree, all: &[Going]) {
    let source = pen.source;
    let mut arrivals: BTreeMap<(Letter, HalfKind), String> = BTreeMap::new();
    for going in all {
        let Some((statement, _)) = dataset(pen.source, tree, &going.written) else { continue };
        if let Some(letter) = going.to() {
            let text = arrivals.entry((letter, going.half)).or_default();
            text.push('\n');
            text.push_str(pen.editor.written(statement).trim_end());
            text.push('\n');
        }
        if going.leaves() {
            pen.editor.remove(statement);
        }
    }
    let mut whole: BTreeMap<Letter, BTreeMap<HalfKind, String>> = BTreeMap::new();
    let mut filled = Vec::new();
    for ((letter, half), text) in arrivals {
        match place(pen.source, tree, letter, half) {
            Place::Half(block) => {
                filled.push(block.span);
                pen.editor.append(block, &text);
            }
            Place::Beside(statement) => pen.editor.before(statement, &format!("{} {{{text}}}\n", half.word())),
            Place::Section | Place::Plan => {
                whole.entry(letter).or_default().insert(half, text);
            }
        }
    }
    let leaves: Vec<&str> = all.iter().filter(|going| going.leaves()).map(|going| &*going.written).collect();
    say_none(pen, tree, &|block| leaves.contains(&head(source, block)), &filled);
    for (letter, halves) in whole {
        let half = |kind: HalfKind| match halves.get(&kind) {
            Some(text) => format!("{} {{{text}}}\n", kind.word()),
            None => format!("{} none\n", kind.word()),
        };
        let both: String = HalfKind::ALL.into_iter().map(half).collect();
        let Some(plan) = blocks(&tree.statements, Keyword::Plan).into_iter().next() else { return };
        match section(pen.source, tree, letter) {
            Some(section) => pen.editor.append(section, &both),
            None => pen.editor.append(plan, &format!("\nsection {} {{\n{both}}}", letter.word())),
        }
    }
}

/// Where datasets that move find their half.
enum Place<'t> {
    /// It is there.
    Half(&'t Block),
    /// It is not, but the other half of its section, and it goes before this.
    Beside(&'t Statement),
    /// Only the section is there, with neither half.
    Section,
    /// Not even the section.
    Plan,
}

fn section<'t>(source: &Source, tree: &'t Tree, letter: Letter) -> Option<&'t Block> {
    find(source, &tree.statements, Keyword::Section, letter.word()).map(|(_, block)| block)
}

fn place<'t>(source: &Source, tree: &'t Tree, letter: Letter, half: HalfKind) -> Place<'t> {
    let Some(section) = section(source, tree, letter) else { return Place::Plan };
    let halves: Vec<(&Statement, &Block)> = section.body.statements().iter().filter_map(half_of).collect();
    let keyword = match half {
        HalfKind::Spatial => Keyword::Spatial,
        HalfKind::NonSpatial => Keyword::NonSpatial,
    };
    match (halves.iter().find(|(_, block)| block.keyword == keyword), halves.first()) {
        (Some((_, block)), _) => Place::Half(block),
        (None, Some((statement, _))) => Place::Beside(statement),
        (None, None) => Place::Section,
    }
}

fn half_of(statement: &Statement) -> Option<(&Statement, &Block)> {
    match statement {
        Statement::Block(block) if matches!(block.keyword, Keyword::Spatial | Keyword::NonSpatial) => Some((statement, block)),
        _ => None,
    }
}

/// Halves whose datasets all go say `none`. What `defaults` they had goes too, for `none` takes a note only.
fn say_none(pen: &mut Pen<'_>, tree: &Tree, goes: &dyn Fn(&Block) -> bool, filled: &[Span]) {
    let halves = [Keyword::Spatial, Keyword::NonSpatial].into_iter().flat_map(|keyword| blocks(&tree.statements, keyword));
    for half in halves.filter(|half| !filled.contains(&half.span)) {
        let inner = half.body.statements();
        let datasets = blocks(inner, Keyword::Dataset);
        if datasets.is_empty() || !datasets.into_iter().all(goes) {
            continue;
        }
        let defaults =
            |statement: &&Statement| matches!(statement, Statement::Block(block) if block.keyword == Keyword::Defaults);
        inner.iter().filter(defaults).for_each(|statement| pen.editor.remove_but_comments(statement));
        let has_comments =
            tree.comments.iter().any(|comment| half.span.contains(comment.span) && !pen.editor.takes_out(comment.span));
        let keeps_braces = field(pen.source, half, "note").is_some() || has_comments;
        pen.editor.say_none(half, keeps_braces);
    }
}
