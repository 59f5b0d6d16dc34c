//! A half that is missing, or has no dataset, says so.

use super::Check;
use crate::diagnostic::{Diagnostic, Rule};
use crate::model::{Content, Half, HalfKind, Plan, Section, Workspace};
use crate::source::Span;

pub(super) static RULE: Rule = crate::rule!("ODP207", "empty-half", Warning);
pub(super) static CHECK: Check = Check::Plan(check);

fn check(plan: &Plan, _: &Workspace, found: &mut Vec<Diagnostic>) {
    for section in &plan.sections {
        match &section.content {
            Content::None => {}
            Content::Halves(halves) => look(halves, section, section.head, found),
            Content::Bodies(bodies) => {
                for body in bodies {
                    if let Some(halves) = &body.halves {
                        look(halves, section, body.organisation.span, found);
                    }
                }
            }
        }
    }
}

fn look(halves: &[Half], section: &Section, place: Span, found: &mut Vec<Diagnostic>) {
    for kind in HalfKind::ALL {
        let finding = |span| Diagnostic::at(&RULE, span).arg("half", kind.word()).arg("section", section.letter.word());
        match halves.iter().find(|half| half.kind == kind) {
            None if section.damaged => {}
            None => found.push(finding(place).variant("missing")),
            Some(half) if half.datasets.is_empty() && !half.none && !half.damaged => found.push(finding(half.word)),
            Some(_) => {}
        }
    }
}
