//! What a plan prints from its library is there in the plan's languages.

use rustc_hash::FxHashSet;

use super::Check;
use crate::diagnostic::{Arg, Diagnostic, Rule};
use crate::model::{Content, Declared, Frequency, Id, Kind, Lang, Plan, State, Workspace};
use crate::source::Span;

pub(super) static RULE: Rule = crate::rule!("ODP304", "missing-label", Warning);
pub(super) static CHECK: Check = Check::Plan(check);

struct Printed<'a> {
    plan: &'a Plan,
    workspace: &'a Workspace,
    seen: FxHashSet<(Kind, u32)>,
    found: &'a mut Vec<Diagnostic>,
}

fn check(plan: &Plan, workspace: &Workspace, found: &mut Vec<Diagnostic>) {
    let mut printed = Printed { plan, workspace, seen: FxHashSet::default(), found };
    for publisher in &plan.publishers {
        printed.look(publisher.value, publisher.span);
    }
    for section in &plan.sections {
        let Content::Bodies(bodies) = &section.content else { continue };
        for body in bodies {
            printed.look(body.organisation.value, body.organisation.span);
        }
    }
    for (_, dataset) in plan.datasets() {
        if let Some((id, category)) = dataset.category.as_ref().and_then(|category| Some((category.value.given()?, category))) {
            printed.look(*id, category.span);
        }
        let frequency = dataset.frequency.as_ref().and_then(|frequency| frequency.given()).filter(|all| all.words.is_none());
        for item in frequency.iter().flat_map(|all| &all.items) {
            if let Frequency::Named(id) = item.value {
                printed.look(id, item.span);
            }
        }
    }
}

impl Printed<'_> {
    /// Reports a label the first time it is printed without a language that is owed.
    fn look<T: Declared>(&mut self, id: Id<T>, place: Span) {
        if !self.seen.insert((T::KIND, id.index())) {
            return;
        }
        let declaration = self.workspace.vocabulary.get(id);
        let owed = self.plan.languages.iter().map(|lang| lang.value).filter(|lang| *lang != Lang::SC);
        let missing: Vec<Arg> = owed
            .filter(|lang| matches!(declaration.label().state(*lang), State::Missing | State::Pending))
            .map(|lang| lang.suffix().into())
            .collect();
        if missing.is_empty() {
            return;
        }
        let finding = Diagnostic::at(&RULE, place).arg("name", &*declaration.id().value).term("kind", T::KIND.word());
        self.found.push(finding.arg("langs", Arg::List(missing)).label("declared", declaration.id().span));
    }
}
