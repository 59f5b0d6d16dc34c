//! A name that is not known is reported once for a file, however often it is used. Where all uses agree, and a declaration that
//! nobody uses is spelt nearly so, it is the declaration that is misspelt.

use rustc_hash::FxHashMap;

use super::imports::Unit;
use crate::diagnostic::{self as d, Arg, Diagnostic};
use crate::source::Span;
use crate::syntax::{AtomKind, Block, Statement, nearest};

/// Of how many names a misspelt declaration is looked for: that reads the whole file.
const MAX_LOOKED_FOR: usize = 20;

/// Folds the reports of one file about names that are not known.
pub(super) fn fold(unit: &Unit, found: &mut Vec<Diagnostic>) {
    let mut first: FxHashMap<(&'static str, String), usize> = FxHashMap::default();
    let mut further: Vec<Vec<Diagnostic>> = Vec::new();
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(found.len());
    for finding in found.drain(..) {
        let Some(key) = key(&finding) else {
            kept.push(finding);
            further.push(Vec::new());
            continue;
        };
        match first.get(&key) {
            Some(index) => further[*index].push(finding),
            None => {
                first.insert(key, kept.len());
                kept.push(finding);
                further.push(Vec::new());
            }
        }
    }
    let repeated = kept.iter_mut().zip(further).filter(|(_, further)| !further.is_empty());
    for (number, (finding, further)) in repeated.enumerate() {
        let count = further.len() + 1;
        match Some(&*finding).filter(|_| number < MAX_LOOKED_FOR).and_then(|finding| misspelt_declaration(unit, finding)) {
            Some((name, place)) => *finding = declared(finding, &name, place, count),
            None => join(finding, &further, count),
        }
    }
    *found = kept;
}

/// What makes two reports one: the kind of thing and the name.
fn key(finding: &Diagnostic) -> Option<(&'static str, String)> {
    let unknown = finding.rule == &d::UNKNOWN_REFERENCE || finding.rule == &d::UNKNOWN_WORD;
    let kind = match argument(finding, "kind")? {
        Arg::Term(kind) => *kind,
        _ => return None,
    };
    unknown.then(|| Some((kind, name_of(finding)?.to_owned()))).flatten()
}

fn argument<'f>(finding: &'f Diagnostic, key: &str) -> Option<&'f Arg> {
    finding.args.iter().find(|(name, _)| *name == key).map(|(_, arg)| arg)
}

fn name_of(finding: &Diagnostic) -> Option<&str> {
    match argument(finding, "found")? {
        Arg::Text(name) => Some(name),
        _ => None,
    }
}

/// One report for all uses; its fix mends all of them.
fn join(finding: &mut Diagnostic, further: &[Diagnostic], count: usize) {
    let Some(second) = further.first().and_then(Diagnostic::span) else { return };
    finding.args.push(("count", count.into()));
    finding.labels.push(d::Label { span: second, key: "again" });
    if let Some(fix) = &mut finding.fix {
        fix.edits.extend(further.iter().filter_map(|other| other.fix.clone()).flat_map(|other| other.edits));
    }
}

/// The file's own declaration of nearly this name that nothing refers to.
fn misspelt_declaration(unit: &Unit, finding: &Diagnostic) -> Option<(String, Span)> {
    let found = name_of(finding)?;
    let Some(Arg::Term(kind)) = argument(finding, "kind") else { return None };
    let declared: Vec<(&str, Span)> = unit
        .blocks()
        .filter(|block| block.keyword.declares() && block.keyword.word() == *kind)
        .filter_map(|block| block.head.first().map(|head| (unit.slice(head.span), head.span)))
        .collect();
    let near = nearest(found, declared.iter().map(|(name, _)| *name))?;
    let place = declared.iter().find(|(name, _)| *name == near)?.1;
    (!is_used(unit, &unit.tree.statements, near)).then(|| (near.to_owned(), place))
}

fn is_used(unit: &Unit, statements: &[Statement], name: &str) -> bool {
    let of_block = |block: &Block| is_used(unit, block.body.statements(), name);
    statements.iter().any(|statement| match statement {
        Statement::Field(field) => field.atoms.iter().any(|atom| {
            matches!(atom.kind, AtomKind::Reference | AtomKind::Name) && unit.slice(atom.span).trim_start_matches('@') == name
        }),
        Statement::Block(block) => of_block(block),
        Statement::Bad(_) => false,
    })
}

fn declared(finding: &Diagnostic, name: &str, place: Span, count: usize) -> Diagnostic {
    let mut changed = Diagnostic::at(finding.rule, place).variant("declared").arg("found", name).arg("count", count);
    changed.args.extend(finding.args.iter().filter(|(key, _)| *key == "kind").cloned());
    changed.args.extend(name_of(finding).map(|used| ("used", Arg::from(used))));
    if let Some(used) = finding.span() {
        changed.labels.push(d::Label { span: used, key: "used" });
    }
    match name_of(finding) {
        Some(used) => changed.fix(place, used, true),
        None => changed,
    }
}
