//! The plan's own lines: its id and years, its title, its dates, the edition before, paths.

use super::draft::Pen;
use super::fate::Dated;
use crate::edit::{blocks, field};
use crate::model::{Plan, Section, Text};
use crate::syntax::{AtomKind, Keyword, Statement, Tree, decode};

/// Rewrites them. `old` is the name of the edition before.
pub(super) fn rewrite(pen: &mut Pen<'_>, tree: &Tree, plan: &Plan, dated: &Dated, old: &str) {
    let source = pen.source;
    let name = &*source.name;
    for statement in &tree.statements {
        let Statement::Block(block) = statement else { continue };
        if block.keyword != Keyword::Use {
            continue;
        }
        for atom in block.head.iter().filter(|atom| atom.kind == AtomKind::String) {
            let (path, _) = decode(source.slice(atom.span));
            let is_ours = path.starts_with("odp:") || folder(old) == folder(name);
            if let Some(path) = relative(name, &beside(old, &path)).filter(|_| !is_ours) {
                pen.editor.replace(atom.span, format!("\"{path}\""));
            }
        }
    }
    let Some(block) = blocks(&tree.statements, Keyword::Plan).into_iter().next() else { return };
    for atom in &block.head {
        match atom.kind {
            AtomKind::Name => pen.editor.replace(atom.span, next_id(source.slice(atom.span), dated)),
            AtomKind::Range => pen.editor.replace(atom.span, dated.new.to_string()),
            _ => {}
        }
    }
    for atom in field(source, block, "title").into_iter().flat_map(|title| &title.atoms) {
        pen.editor.replace(atom.span, shifted(source.slice(atom.span), dated));
    }
    pen.editor.set(block, "issued", "pending");
    pen.editor.unset(block, "updated");
    let previous = relative(name, old).unwrap_or_else(|| old.rsplit('/').next().unwrap_or(old).to_owned());
    pen.editor.set(block, "previous", &format!("\"{previous}\""));
    let letters = notes_with_year(plan, dated);
    if let Some(first) = block.body.statements().first().filter(|_| !letters.is_empty()) {
        let (year, letters) = (dated.old.from, letters.join(", "));
        let comment = pen.comment(
            &format!("notes in section {letters} still name {year}"),
            &format!("第 {letters} 部分的備註仍提及 {year} 年"),
        );
        pen.editor.before(first, &comment);
    }
}

/// The id of the next edition: its first year moves on; an id without it gets the year.
fn next_id(id: &str, dated: &Dated) -> String {
    let (old, new) = (dated.old.from.year_number(), dated.new.from.year_number());
    let next = replace_years(id, |year| (year == old).then_some(new));
    if next == id { format!("{id}-{new}") } else { next }
}

/// A text with the years of the old period moved on.
fn shifted(text: &str, dated: &Dated) -> String {
    let by = dated.new.from.year_number() - dated.old.from.year_number();
    let years = dated.old.from.year_number()..=dated.old.to.year_number();
    replace_years(text, |year| years.contains(&year).then_some(year + by))
}

/// Replaces four-figure numbers, and the two figures after a dash or stroke in `2026-27`.
fn replace_years(text: &str, next: impl Fn(i32) -> Option<i32>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let (figures, after) = from.split_at(end);
        rest = after;
        let Some((year, new)) = figures.parse().ok().filter(|_| figures.len() == 4).and_then(|year| Some((year, next(year)?)))
        else {
            out.push_str(figures);
            continue;
        };
        out.push_str(&format!("{new:04}"));
        let mut characters = after.chars();
        let Some(dash) = characters.next().filter(|c| matches!(c, '-' | '–' | '/' | '／')) else { continue };
        let tail = characters.as_str();
        let end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        let is_short = end == 2 && tail.get(..2).and_then(|short| short.parse().ok()) == Some((year + 1) % 100);
        if is_short {
            out.push(dash);
            out.push_str(&format!("{:02}", (new + 1) % 100));
            rest = tail.get(2..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

/// The sections with a note that names the old first year: an author has to look at them.
fn notes_with_year(plan: &Plan, dated: &Dated) -> Vec<&'static str> {
    let year = dated.old.from.year_number().to_string();
    let names = |note: &Option<Text>| {
        let words = note.iter().flat_map(|note| &note.entries).filter_map(|entry| entry.value.given());
        words.into_iter().any(|words| words.contains(&year))
    };
    let in_halves = |letter| plan.halves().filter(move |(section, ..)| section.letter == letter);
    let in_section = |section: &&Section| {
        names(&section.note)
            || in_halves(section.letter).any(|(_, body, half)| names(&half.note) || body.is_some_and(|body| names(&body.note)))
    };
    plan.sections.iter().filter(in_section).map(|section| section.letter.word()).collect()
}

fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path that is relative to a file, as seen from where that file's name is.
fn beside(name: &str, path: &str) -> String {
    let folder = folder(name);
    if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") }
}

/// The way from one file to another, both named from the same place; nothing where it leads through a folder of unknown name.
fn relative(from: &str, to: &str) -> Option<String> {
    let parts = |name: &str| -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for part in name.split('/') {
            match part {
                "" | "." => {}
                ".." if all.last().is_some_and(|last| last != "..") => {
                    all.pop();
                }
                other => all.push(other.to_owned()),
            }
        }
        all
    };
    let (from, to) = (parts(folder(from)), parts(to));
    let common = from.iter().zip(to.iter().take(to.len().saturating_sub(1))).take_while(|(a, b)| a == b).count();
    if from.iter().skip(common).any(|part| part == "..") {
        return None;
    }
    let up = std::iter::repeat_n("..", from.len() - common);
    Some(up.chain(to.iter().skip(common).map(String::as_str)).collect::<Vec<_>>().join("/"))
}
