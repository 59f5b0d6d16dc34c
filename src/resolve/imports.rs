//! Reads the files that were named and all that they `use`.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::unreadable;
use crate::diagnostic::{self as d, Diagnostic, Sink};
use crate::files::{Files, ReadError};
use crate::library;
use crate::source::{Source, Sources, Span};
use crate::syntax::{AtomKind, Block, Keyword, Statement, Tree, decode, parse};

/// One file, read.
pub(super) struct Unit {
    pub(super) source: Arc<Source>,
    pub(super) tree: Arc<Tree>,
    pub(super) imports: Vec<Import>,
    /// Whether a `use` brought nothing, so that names may be unknown which would not be.
    pub(super) lacks_imports: bool,
    /// What parsing found.
    pub(super) sink: Sink,
}

impl Unit {
    /// Its plan, if it holds one.
    pub(super) fn plan(&self) -> Option<&Block> {
        self.blocks().find(|block| block.keyword == Keyword::Plan)
    }

    /// The blocks at its top level.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.tree.statements.iter().filter_map(|statement| match statement {
            Statement::Block(block) => Some(block),
            _ => None,
        })
    }

    /// The text of a span, as scanned; without the blanks that stand there for the rest of a full-width character.
    pub(super) fn slice(&self, span: Span) -> &str {
        self.scanned(span).trim()
    }

    /// How many bytes of blanks [`Unit::slice`] takes off at the beginning.
    pub(super) fn blanks_before(&self, span: Span) -> u32 {
        let text = self.scanned(span);
        (text.len() - text.trim_start().len()) as u32
    }

    fn scanned(&self, span: Span) -> &str {
        self.tree.text.get(span.range()).unwrap_or_default()
    }

    /// Whether it is one of the binary's own.
    pub(super) fn is_standard(&self) -> bool {
        self.source.name.starts_with("odp:")
    }
}

/// A `use` that found its file.
pub(super) struct Import {
    /// Index of the unit.
    pub(super) target: usize,
    pub(super) alias: Option<Box<str>>,
    pub(super) span: Span,
}

/// How many files a run may `use` beside those that were named, and how many bytes.
const MAX_FILES: usize = 1_000;
const MAX_USED_BYTES: usize = 64 << 20;

/// What was used so far.
#[derive(Default)]
struct Budget {
    files: usize,
    bytes: usize,
}

impl Budget {
    fn spend(&mut self, bytes: usize) {
        self.files += 1;
        self.bytes += bytes;
    }

    const fn is_spent(&self) -> bool {
        self.files >= MAX_FILES || self.bytes >= MAX_USED_BYTES
    }
}

/// Reads everything: first the named files, side by side; then what they use.
pub(super) fn gather(files: &dyn Files, paths: &[String], sources: &mut Sources, sink: &mut Sink) -> Vec<Unit> {
    let texts: Vec<_> = paths.par_iter().map(|path| files.read(path)).collect();
    let mut index: FxHashMap<String, usize> = FxHashMap::default();
    let mut named: Vec<Arc<Source>> = Vec::with_capacity(paths.len());
    for (path, text) in paths.iter().zip(texts) {
        if index.contains_key(path) {
            continue;
        }
        match text {
            Ok(text) => {
                index.insert(path.clone(), named.len());
                named.push(sources.add(path, text));
            }
            Err(error) => sink.push(unreadable(error, path, files.system(), sources)),
        }
    }
    let mut units: Vec<Unit> = named.into_par_iter().map(read).collect();
    let (mut at, mut budget) = (0, Budget::default());
    while at < units.len() {
        follow(at, &mut units, files, &mut index, sources, &mut budget);
        at += 1;
    }
    report_cycles(&mut units);
    units
}

fn read(source: Arc<Source>) -> Unit {
    let mut sink = Sink::default();
    let is_standard = crate::library::find(&source.name).is_some_and(|text| *text == *source.text);
    let tree = if is_standard { crate::library::parsed(&source) } else { Arc::new(parse(&source, &mut sink)) };
    let is_prose = tree.statements.len() > 1 && tree.statements.iter().all(|statement| matches!(statement, Statement::Bad(_)));
    if is_prose {
        // not a line of it is odp: one report, not one a line
        let span = Span::new(source.id, 0, source.text.trim_end().len() as u32);
        sink = Sink::default();
        sink.push(Diagnostic::at(&d::MISSING_EDITION, first_line(&source, span)).variant("prose"));
    }
    let mut unit = Unit { source, tree, imports: Vec::new(), lacks_imports: false, sink };
    check_top(&mut unit);
    unit
}

/// The edition must come first, and a file holds at most one plan.
fn check_top(unit: &mut Unit) {
    let mut findings = Vec::new();
    let start = Span::new(unit.source.id, 0, 0);
    match unit.tree.statements.first() {
        Some(Statement::Block(block)) if block.keyword == Keyword::Odp => {
            let number = block.head.first().filter(|atom| atom.kind == AtomKind::Number);
            if let Some(number) = number.filter(|number| unit.slice(number.span) != "1") {
                let found = unit.slice(number.span);
                findings.push(Diagnostic::at(&d::UNKNOWN_EDITION, number.span).arg("found", found).fix(number.span, "1", false));
            }
        }
        Some(Statement::Bad(_)) => {}
        first => {
            let place = first.map_or(start, |statement| statement.span());
            let shown =
                unit.blocks().find(|block| block.keyword == Keyword::Odp).map_or(first_word(unit, place), |late| late.span);
            findings.push(Diagnostic::at(&d::MISSING_EDITION, shown).fix(start, "odp 1\n\n", false));
        }
    }
    for late in unit.blocks().skip(1).filter(|block| block.keyword == Keyword::Odp) {
        if unit.blocks().next().is_some_and(|first| first.keyword == Keyword::Odp) {
            findings.push(Diagnostic::at(&d::UNKNOWN_EDITION, late.span).variant("again").fix(late.span, "", false));
        }
    }
    if let Some(first) = unit.plan() {
        let plans = unit.blocks().filter(|block| block.keyword == Keyword::Plan);
        findings.extend(plans.skip(1).map(|second| Diagnostic::at(&d::TWO_PLANS, second.word).label("first", first.word)));
    }
    findings.into_iter().for_each(|finding| unit.sink.push(finding));
}

/// The first line of a text that is not blank.
fn first_line(source: &Source, whole: Span) -> Span {
    let text = source.slice(whole);
    let start = whole.start + (text.len() - text.trim_start().len()) as u32;
    let length = text.trim_start().lines().next().unwrap_or_default().trim_end().len();
    Span::new(source.id, start, start + length as u32)
}

fn first_word(unit: &Unit, place: Span) -> Span {
    let text = unit.source.slice(place);
    let length = text.find(char::is_whitespace).unwrap_or(text.len());
    Span::new(place.file, place.start, place.start + length as u32)
}

/// Reads what a unit uses.
fn follow(
    at: usize,
    units: &mut Vec<Unit>,
    files: &dyn Files,
    index: &mut FxHashMap<String, usize>,
    sources: &mut Sources,
    budget: &mut Budget,
) {
    let wanted: Vec<(Span, String, Option<Box<str>>, Span)> = units[at]
        .blocks()
        .filter(|block| block.keyword == Keyword::Use && !block.broken)
        .filter_map(|block| {
            let path = block.head.first()?;
            let alias = block.head.get(2).map(|atom| units[at].slice(atom.span).into());
            Some((path.span, decode(units[at].slice(path.span)).0, alias, block.span))
        })
        .collect();
    let broken = units[at].blocks().any(|block| block.keyword == Keyword::Use && block.broken);
    units[at].lacks_imports = broken;
    let from = Arc::clone(&units[at].source);
    for (place, path, alias, span) in wanted {
        match target(&from.name, &path, files, index, sources, units, budget) {
            Ok(target) if units[target].plan().is_some() => {
                units[at].lacks_imports = true;
                let label = units[target].plan().map_or(place, |plan| plan.word);
                let finding = Diagnostic::at(&d::IMPORT_OF_PLAN, place).arg("path", path).label("plan", label);
                units[at].sink.push(finding);
            }
            Ok(target) => units[at].imports.push(Import { target, alias, span }),
            Err(finding) => {
                units[at].lacks_imports = true;
                let there = finding.labels.into_iter().map(|label| d::Label { key: "there", ..label });
                let labels = std::iter::once(d::Label { span: place, key: "here" }).chain(there).collect();
                units[at].sink.push(Diagnostic { labels, ..finding }.arg("path", path));
            }
        }
    }
}

fn target(
    from: &str,
    path: &str,
    files: &dyn Files,
    index: &mut FxHashMap<String, usize>,
    sources: &mut Sources,
    units: &mut Vec<Unit>,
    budget: &mut Budget,
) -> Result<usize, Diagnostic> {
    let standard = path.starts_with("odp:");
    let resolved =
        if standard { path.to_owned() } else { join(from, path).ok_or_else(|| Diagnostic::bare(&d::IMPORT_OUTSIDE_ROOT))? };
    if let Some(&known) = index.get(&resolved) {
        return Ok(known);
    }
    if !standard && budget.is_spent() {
        return Err(Diagnostic::bare(&d::TOO_MANY_IMPORTS).arg("files", MAX_FILES).arg("limit", MAX_USED_BYTES >> 20));
    }
    let text = match library::find(&resolved) {
        Some(text) => text.to_owned(),
        None if standard => {
            let known = library::names().map(d::Arg::from).collect();
            return Err(Diagnostic::bare(&d::IMPORT_NOT_FOUND).variant("library").arg("known", d::Arg::List(known)));
        }
        None => files.read(&resolved).map_err(|error| match error {
            ReadError::NotFound => Diagnostic::bare(&d::IMPORT_NOT_FOUND).arg("resolved", resolved.clone()),
            other => unreadable(other, &resolved, files.system(), sources),
        })?,
    };
    budget.spend(text.len());
    let source = sources.add(&resolved, text);
    index.insert(resolved, units.len());
    units.push(read(source));
    Ok(units.len() - 1)
}

/// A path relative to the folder of `from`; nothing for an absolute one, one that is not written with `/`, and one with a colon,
/// which on Windows names a drive or a stream.
pub(crate) fn join(from: &str, path: &str) -> Option<String> {
    if path.is_empty() || path.starts_with('/') || path.contains(['\\', ':', '\0']) {
        return None;
    }
    let absolute = from.starts_with('/');
    let mut parts: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    Some(format!("{}{}", if absolute { "/" } else { "" }, parts.join("/")))
}

/// A ring of `use`s is reported once, at the one that closes it.
fn report_cycles(units: &mut [Unit]) {
    let mut findings: Vec<(usize, Diagnostic)> = Vec::new();
    let mut state = vec![0_u8; units.len()];
    for start in 0..units.len() {
        let mut stack: Vec<(usize, usize)> = vec![(start, 0)];
        if state[start] != 0 {
            continue;
        }
        state[start] = 1;
        while let Some((at, next)) = stack.last_mut() {
            let Some(import) = units[*at].imports.get(*next) else {
                state[*at] = 2;
                stack.pop();
                continue;
            };
            let (from, target, span) = (*at, import.target, import.span);
            *next += 1;
            if state[target] == 0 {
                state[target] = 1;
                stack.push((target, 0));
            } else if state[target] == 1 {
                let begin = stack.iter().position(|(unit, _)| *unit == target).unwrap_or(0);
                let mut ring: Vec<&str> = stack[begin..].iter().map(|(unit, _)| &*units[*unit].source.name).collect();
                ring.push(&units[target].source.name);
                findings.push((from, Diagnostic::at(&d::IMPORT_CYCLE, span).arg("ring", ring.join(" → "))));
            }
        }
    }
    for (unit, finding) in findings {
        units[unit].sink.push(finding);
    }
}
