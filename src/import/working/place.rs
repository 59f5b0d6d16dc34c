//! Datasets put into their half of the plan, which is opened or made where there is none; datasets moved to another.
//!
//! Each is an edit of its own, and the text is read anew for the next: the places of the one before would not hold.

use super::edits::{Edits, around, blocks, parsed};
use crate::edit::{find, head};
use crate::model::{HalfKind, Letter};
use crate::source::Source;
use crate::syntax::{Block, Body, Keyword, Statement};

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
    let (source, tree) = parsed(text);
    let mut edits = Edits::new(&source, &tree);
    let plan = blocks(&tree.statements).find(|block| block.keyword == Keyword::Plan)?;
    insert_into(plan, place, dataset.trim_matches('\n'), &source, &mut edits);
    Some(edits.editor.finish())
}

/// Goes from the plan inwards to the first block that is not there, or says that there is nothing, and writes all that is lacking.
fn insert_into(plan: &Block, place: &Place, dataset: &str, source: &Source, edits: &mut Edits<'_>) {
    let letter = place.letter.word();
    let is_section = |block: &Block| block.keyword == Keyword::Section;
    let mut sections = blocks(plan.body.statements()).filter(|block| is_section(block));
    let Some(section) = sections.find(|block| head(source, block) == letter) else {
        let new = format!("\nsection {letter} {{\n{}\n}}", in_section(place, dataset));
        let later = |statement: &&Statement| matches!(statement, Statement::Block(block) if is_section(block) && head(source, block) > letter);
        return match plan.body.statements().iter().find(later) {
            Some(later) => edits.editor.before(later, &format!("{new}\n")),
            None => edits.editor.append(plan, &new),
        };
    };
    if !matches!(section.body, Body::Open(_)) {
        return edits.editor.append(section, &in_section(place, dataset));
    }
    let mut holder = section;
    if let Some(name) = &place.organisation {
        let mut bodies = blocks(section.body.statements()).filter(|block| block.keyword == Keyword::Organisation);
        let Some(body) = bodies.find(|block| head(source, block).strip_prefix('@') == Some(name)) else {
            return edits.editor.append(section, &format!("\n{}", in_organisation(name, place, dataset)));
        };
        if !matches!(body.body, Body::Open(_)) {
            return edits.editor.append(body, &halves(place, dataset));
        }
        holder = body;
    }
    let is_half = |half: HalfKind| move |block: &&Block| block.keyword == keyword(half);
    if let Some(half) = blocks(holder.body.statements()).find(is_half(place.half)) {
        let is_first = half.body.statements().is_empty();
        return edits.editor.append(half, &format!("{}{dataset}", if is_first { "" } else { "\n" }));
    }
    let new = format!("{} {{\n{dataset}\n}}", place.half.word());
    let other = holder
        .body
        .statements()
        .iter()
        .find(|statement| matches!(statement, Statement::Block(block) if block.keyword == Keyword::NonSpatial));
    match other.filter(|_| place.half == HalfKind::Spatial) {
        Some(other) => edits.editor.before(other, &new),
        None => edits.editor.append(holder, &new),
    }
}

/// The text with a dataset taken out, and what was taken: itself with the comments over it. A half that has nothing any more says so.
pub(super) fn take(text: &str, id: &str) -> Option<(String, String)> {
    let (source, tree) = parsed(text);
    let mut edits = Edits::new(&source, &tree);
    let (statement, block) = find(&source, &tree.statements, Keyword::Dataset, id)?;
    let taken = edits.editor.written(statement).to_owned();
    let half = half_around(&tree.statements, block.span.start)?;
    let inner = half.word.range().end..half.close?.range().start;
    let own = edits.comments(&inner).filter(|comment| taken.contains(edits.slice(comment.span))).count();
    if half.body.statements().len() == 1 && edits.comments(&inner).count() == own {
        edits.editor.say_none(half, false);
    } else {
        edits.editor.remove(statement);
    }
    Some((edits.editor.finish(), taken))
}

const fn keyword(half: HalfKind) -> Keyword {
    match half {
        HalfKind::Spatial => Keyword::Spatial,
        HalfKind::NonSpatial => Keyword::NonSpatial,
    }
}

/// The half that holds a dataset.
fn half_around(statements: &[Statement], at: u32) -> Option<&Block> {
    let outer = around(statements, at).next()?;
    let is_half = matches!(outer.keyword, Keyword::Spatial | Keyword::NonSpatial);
    if is_half { Some(outer) } else { half_around(outer.body.statements(), at) }
}

/// What a section holds that was empty.
fn in_section(place: &Place, dataset: &str) -> String {
    match &place.organisation {
        Some(name) => in_organisation(name, place, dataset),
        None => halves(place, dataset),
    }
}

fn in_organisation(name: &str, place: &Place, dataset: &str) -> String {
    format!("organisation @{name} {{\n{}\n}}", halves(place, dataset))
}

/// Both halves, of which one has a dataset.
fn halves(place: &Place, dataset: &str) -> String {
    let one = |half: HalfKind| match half == place.half {
        true => format!("{} {{\n{dataset}\n}}", half.word()),
        false => format!("{} none", half.word()),
    };
    HalfKind::ALL.map(one).join("\n")
}
