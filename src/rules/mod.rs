//! The checks, one file and one page each, and the only door to the emitters.

mod allowed;
mod levels;
mod texts;

pub use levels::{Level, Levels};
pub(crate) use target_outside_section::is_target_of;

use std::ops::Deref;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::diagnostic::{Diagnostic, FOUND, Rule, Severity};
use crate::model::{Plan, Workspace};
use crate::source::{Sources, Span};

/// What a check looks at.
pub enum Check {
    /// One plan.
    Plan(fn(&Plan, &Workspace, &mut Vec<Diagnostic>)),
    /// All plans together.
    Workspace(fn(&Workspace, &mut Vec<Diagnostic>)),
}

macro_rules! checks {
    ($($module:ident)*) => {
        $(mod $module;)*
        /// Every rule with a check of its own.
        static CHECKS: &[(&Rule, &Check)] = &[$((&$module::RULE, &$module::CHECK)),*];
    };
}

checks! {
    broken_slip_chain
    duplicate_plan
    empty_half
    missing_label
    missing_section
    missing_translation
    missing_wording
    pending_value
    promised_twice
    released_outside
    reserved_plan_id
    same_name
    same_portal_entry
    section_without_years
    split_dataset
    target_outside_section
    updated_before_issued
    withdrawn_outside
}

/// Every rule there is, by code.
pub fn all() -> Vec<&'static Rule> {
    let mut rules: Vec<&'static Rule> = FOUND.iter().copied().chain(CHECKS.iter().map(|(rule, _)| *rule)).collect();
    rules.sort_by_key(|rule| rule.code);
    rules
}

/// A workspace without errors: what emitters take. Only [`check`] makes one.
#[derive(Clone, Copy, Debug)]
pub struct Valid<'a>(&'a Workspace);

impl Deref for Valid<'_> {
    type Target = Workspace;
    fn deref(&self) -> &Workspace {
        self.0
    }
}

/// How findings are weighed.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Whether what is pending is an error (`--final`).
    pub is_final: bool,
    /// What the user says of single rules.
    pub levels: Levels,
}

/// Runs every check. `found` is what loading found; all findings come back in the order of the sources, without those
/// that an allow comment silences, and with those about allow comments; what is left is weighed by the levels. Without an error among them, the workspace is valid.
#[must_use]
pub fn check<'a>(workspace: &'a Workspace, found: Vec<Diagnostic>, settings: &Settings) -> (Vec<Diagnostic>, Option<Valid<'a>>) {
    let mut found = found;
    let by_plan: Vec<Vec<Diagnostic>> = workspace.plans.par_iter().map(|plan| check_plan(plan, workspace)).collect();
    found.extend(by_plan.into_iter().flatten());
    for (_, check) in CHECKS {
        if let Check::Workspace(run) = check {
            run(workspace, &mut found);
        }
    }
    if settings.is_final {
        let pending = found.iter_mut().filter(|finding| finding.rule.name == "pending-value");
        pending.for_each(|finding| finding.severity = Severity::Error);
    }
    drop_following(&mut found, &workspace.sources);
    let mut found = allowed::apply(workspace, found);
    settings.levels.apply(&mut found);
    sort(&mut found, &workspace.sources);
    let valid = found.iter().all(|finding| finding.severity < Severity::Error).then_some(Valid(workspace));
    (found, valid)
}

/// Takes out what an allow comment with a reason silences; an error stays.
#[must_use]
pub fn silenced(workspace: &Workspace, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    allowed::silenced(workspace, found).0
}

/// A text that ends on a line that could not be read, or before one, is not said to lack a language: the missing one may be what
/// was not read.
fn drop_following(found: &mut Vec<Diagnostic>, sources: &Sources) {
    let line = |span: Span, at: u32| sources.get(span.file).map(|source| (span.file, source.position(at).line));
    let unread = |finding: &&Diagnostic| finding.rule.code < "ODP100" || finding.rule.name == "untagged-text";
    let lines: FxHashSet<_> =
        found.iter().filter(unread).filter_map(|finding| finding.span().and_then(|span| line(span, span.start))).collect();
    let follows = |span: Span| {
        let (first, last) = (line(span, span.start), line(span, span.end));
        first.zip(last).is_some_and(|((file, first), (_, last))| (first..=last + 1).any(|line| lines.contains(&(file, line))))
    };
    found.retain(|finding| finding.rule.name != "missing-translation" || !finding.span().is_some_and(follows));
}

fn check_plan(plan: &Plan, workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (_, check) in CHECKS {
        if let Check::Plan(run) = check {
            run(plan, workspace, &mut found);
        }
    }
    found
}

/// By file, place and code.
fn sort(found: &mut [Diagnostic], sources: &Sources) {
    found.sort_by_cached_key(|finding| {
        let place = finding.span().map(|span| (sources.get(span.file).map(|source| source.name.clone()), span.start, span.end));
        (place, finding.rule.code)
    });
}
