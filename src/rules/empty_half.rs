//! A half that is missing, or has no dataset, says so.

use super::Check;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Content, Half, HalfKind, Plan, Section, Workspace};
use crate::source::Span;

pub(super) static RULE: Rule = crate::rule!("ODP207", "empty-half", Warning);
pub(super) static CHECK: Check = Check::Plan(check);

fn check(plan: &Plan, workspace: &Workspace, found: &mut Vec<Diagnostic>) {
    for section in &plan.sections {
        match &section.content {
            Content::None => {}
            Content::Halves(halves) => look(halves, section, section.head, workspace, found),
            Content::Bodies(bodies) => {
                for body in bodies {
                    if let Some(halves) = &body.halves {
                        look(halves, section, body.organisation.span, workspace, found);
                    }
                }
            }
        }
    }
}

fn look(halves: &[Half], section: &Section, place: Span, workspace: &Workspace, found: &mut Vec<Diagnostic>) {
    for kind in HalfKind::ALL {
        let finding = |span| Diagnostic::at(&RULE, span).arg("half", kind.word()).arg("section", section.letter.word());
        match halves.iter().find(|half| half.kind == kind) {
            None if section.damaged => {}
            None => found.push(finding(place).variant("missing")),
            Some(half) if half.datasets.is_empty() && !half.none && !half.damaged => {
                let braces = Span { start: half.word.end, ..half.span };
                // braces with nothing between them say it already; a comment or a note may say otherwise
                let inner = workspace.sources.slice(braces).trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
                let is_said = inner.is_some_and(|inner| inner.trim().is_empty());
                found.push(if is_said { finding(half.word).fix(braces, " none", true) } else { finding(half.word) });
            }
            Some(_) => {}
        }
    }
}
