//! Allow comments: what they silence, and what is wrong with them.

use rustc_hash::FxHashSet;

use crate::diagnostic::{self as d, Diagnostic, Rule, Severity};
use crate::model::{Allow, Workspace};
use crate::syntax::nearest;

/// Takes out what an allow comment with a reason silences (never an error), and adds what the comments themselves deserve.
pub(super) fn apply(workspace: &Workspace, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if workspace.allows.is_empty() {
        return found;
    }
    let (mut left, used) = silenced(workspace, found);
    // one without a reason was reported for that; in a file that could not be read whole, what it allows may be what was not read
    let unread = left.iter().filter(|finding| finding.rule.code < "ODP100").filter_map(Diagnostic::span);
    let unread: FxHashSet<_> = unread.map(|span| span.file).collect();
    let due = |allow: &Allow| !allow.reason.is_empty() && !unread.contains(&allow.span.file);
    for (allow, used) in workspace.allows.iter().zip(&used).filter(|(allow, _)| due(allow)) {
        let idle = allow.rules.iter().zip(used).filter(|(rule, used)| !**used && !is_of_editions(&rule.value));
        left.extend(idle.map(|(rule, _)| unused(&rule.value, rule.span)));
    }
    left
}

/// Whether a rule speaks only where two editions are compared: one edition does not tell whether its comment is used.
fn is_of_editions(name: &str) -> bool {
    let is_its = |rule: &&Rule| rule.code.starts_with("ODP4") && rule.severity < Severity::Error;
    super::all().into_iter().filter(is_its).any(|rule| rule.name == name || rule.code == name)
}

/// What no allow comment silences, and beside it which rules of which comments silenced something.
pub(super) fn silenced(workspace: &Workspace, found: Vec<Diagnostic>) -> (Vec<Diagnostic>, Vec<Vec<bool>>) {
    let mut used: Vec<Vec<bool>> = workspace.allows.iter().map(|allow| vec![false; allow.rules.len()]).collect();
    let mut left: Vec<Diagnostic> = Vec::with_capacity(found.len());
    for finding in found {
        let mut silenced = false;
        for (allow, used) in workspace.allows.iter().zip(&mut used) {
            silenced |= silences(allow, &finding, used);
        }
        if !silenced {
            left.push(finding);
        }
    }
    (left, used)
}

fn silences(allow: &Allow, finding: &Diagnostic, used: &mut [bool]) -> bool {
    let Some((governed, span)) = allow.governs.zip(finding.span()) else { return false };
    if finding.severity == Severity::Error || allow.reason.is_empty() || !governed.contains(span) {
        return false;
    }
    let matching =
        allow.rules.iter().zip(used).filter(|(rule, _)| *rule.value == *finding.rule.name || *rule.value == *finding.rule.code);
    matching.fold(false, |_, (_, used)| {
        *used = true;
        true
    })
}

fn unused(name: &str, span: crate::source::Span) -> Diagnostic {
    let finding = Diagnostic::at(&d::UNUSED_ALLOW, span).arg("name", name);
    let rules = super::all();
    match rules.iter().find(|rule| rule.name == name || rule.code == name) {
        Some(rule) if rule.severity == Severity::Error => finding.variant("error"),
        Some(_) => finding,
        None => match nearest(name, rules.iter().map(|rule| rule.name)) {
            Some(near) => finding.variant("nearest").arg("nearest", near).fix(span, near, false),
            None => finding.variant("unknown"),
        },
    }
}
