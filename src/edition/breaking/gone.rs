//! Datasets, and whole plans, that the new edition has no more.

use super::{Seen, is_reasoned};
use crate::diagnostic::{self as d, Diagnostic};
use crate::edition::pair::Entry;
use crate::model::Plan;
use crate::source::Span;

impl Seen<'_, '_> {
    /// What is gone without a record: a finding for each dataset, or one for a plan of which nothing came after.
    pub(super) fn gone(&self) -> Vec<Diagnostic> {
        let promised: Vec<&Entry<'_>> = self.pairing.dropped.iter().filter(|entry| !is_ended(entry)).collect();
        let mut found: Vec<Diagnostic> = promised.iter().filter_map(|entry| self.dataset(entry)).collect();
        for plan in self.pairing.plans.iter().filter(|plan| plan.new.is_none()).filter_map(|plan| plan.old) {
            let count = promised.iter().filter(|entry| std::ptr::eq(entry.plan, plan)).count();
            if count > 0 {
                let finding = Diagnostic::at(&d::DATASET_GONE, self.before(plan.id.span)).variant("plan");
                found.push(finding.arg("plan", &*plan.id.value).arg("count", count));
            }
        }
        found
    }

    /// A dataset that the plan after its own has no more. Of a plan that could not be read whole nothing is said.
    fn dataset(&self, entry: &Entry<'_>) -> Option<Diagnostic> {
        let plan = self.successor(entry).filter(|plan| !plan.damaged)?;
        let finding = Diagnostic::at(&d::DATASET_GONE, self.place(entry, plan)).arg("dataset", entry.id());
        let finding = finding.label("before", self.before(entry.dataset.id.span));
        Some(if entry.dataset.withdrawn.is_some() { finding.variant("ended") } else { finding })
    }

    /// Where it would stand in a plan: its half, else its section, else the plan's id.
    fn place(&self, entry: &Entry<'_>, plan: &Plan) -> Span {
        let body =
            |of: &Entry<'_>| of.place.body.map(|body| of.workspace.vocabulary.get(body.organisation.value).id.value.clone());
        let halves = plan.halves().filter(|(section, ..)| section.letter == entry.place.section.letter);
        let mut halves = halves.filter(|(_, of, half)| {
            let of = of.map(|of| self.new.vocabulary.get(of.organisation.value).id.value.clone());
            half.kind == entry.place.half.kind && of == body(entry)
        });
        let section = || plan.section(entry.place.section.letter).map(|section| section.head);
        halves.next().map(|(.., half)| half.word).or_else(section).unwrap_or(plan.id.span)
    }
}

/// Whether the old edition says that a dataset will not come, and why: then it may go.
fn is_ended(entry: &Entry<'_>) -> bool {
    entry.dataset.withdrawn.as_ref().is_some_and(|withdrawal| is_reasoned(withdrawal.reason.as_ref()))
}
