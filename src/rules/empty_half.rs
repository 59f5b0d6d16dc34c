//! A half that is missing, or has no dataset, says so.

use super::Check;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Content, Half, HalfKind, Plan, Workspace};
use crate::source::Span;

pub(super) static RULE: Rule = crate::rule!("ODP207", "empty-half", Warning);
pub(super) static CHECK: Check = Check::Plan(check);

fn check(plan: &Plan, _: &Workspace, found: &mut Vec<Diagnostic>) {
    for section in &plan.sections {
        match &section.content {
            Content::None => {}
            Content::Halves(halves) => look(halves, section.head, section.letter.word(), found),
            Content::Bodies(bodies) => {
                for body in bodies {
                    if let Some(halves) = &body.halves {
                        look(halves, body.organisation.span, section.letter.word(), found);
                    }
                }
            }
        }
    }
}

fn look(halves: &[Half], place: Span, letter: &'static str, found: &mut Vec<Diagnostic>) {
    for kind in HalfKind::ALL {
        let finding = |span| Diagnostic::at(&RULE, span).arg("half", kind.word()).arg("section", letter);
        match halves.iter().find(|half| half.kind == kind) {
            None => found.push(finding(place).variant("missing")),
            Some(half) if half.datasets.is_empty() && !half.none && !half.damaged => found.push(finding(half.word)),
            Some(_) => {}
        }
    }
}
