//! Promises that a new edition breaks: what was said to come by a month comes later, or not at all, or is worth less, and no record
//! with a reason says so.

mod dataset;
mod gone;

use super::pair::{Entry, Pairing, pair};
use crate::diagnostic::Diagnostic;
use crate::model::{Plan, Text, Workspace};
use crate::rules::silenced;
use crate::source::{FileId, Sources, Span};

/// What a new edition breaks.
#[derive(Debug, Default)]
pub struct Breaks {
    /// The findings, in the order of the new edition; places in the old one beside them.
    pub found: Vec<Diagnostic>,
    /// The texts that they are about: those of the new edition, then those of the old.
    pub sources: Sources,
    /// How many promises of the old edition were looked at.
    pub promises: usize,
}

/// The promises of `old` that `new` breaks. An allow comment with a reason in the new edition silences those for which the
/// language has no record.
#[must_use]
pub fn breaking(old: &Workspace, new: &Workspace) -> Breaks {
    let mut sources = new.sources.clone();
    let shift = sources.append(&old.sources);
    let pairing = pair(old, new);
    let seen = Seen { new, shift, pairing: &pairing };
    let mut found: Vec<Diagnostic> = pairing.pairs.iter().flat_map(|pair| seen.pair(pair)).collect();
    found.extend(seen.gone());
    let mut found = silenced(new, found);
    found.sort_by_cached_key(|finding| {
        let place = finding.span().map(|span| (sources.get(span.file).map(|source| source.name.clone()), span.start, span.end));
        (place, finding.rule.code)
    });
    Breaks { found, sources, promises: pairing.pairs.len() + pairing.dropped.len() }
}

/// What every judgement looks at.
struct Seen<'s, 'a> {
    new: &'a Workspace,
    /// By how much the numbers of the old edition's sources are higher in the sources of both.
    shift: u32,
    pairing: &'s Pairing<'a>,
}

impl<'a> Seen<'_, 'a> {
    /// A place of the old edition among the sources of both.
    const fn before(&self, span: Span) -> Span {
        Span { file: FileId(span.file.0 + self.shift), ..span }
    }

    /// The plan that took the place of an old entry's.
    fn successor(&self, entry: &Entry<'_>) -> Option<&'a Plan> {
        let is_its = |plan: &Plan| std::ptr::eq(plan, entry.plan);
        self.pairing.plans.iter().find(|pair| pair.old.is_some_and(is_its))?.new
    }
}

/// Whether a record says why, in any language.
fn is_reasoned(reason: Option<&Text>) -> bool {
    reason.is_some_and(|reason| {
        reason.entries.iter().any(|entry| entry.value.given().is_some_and(|words| !words.trim().is_empty()))
    })
}
