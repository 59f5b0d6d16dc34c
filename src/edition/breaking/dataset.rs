//! What a dataset of both editions no longer keeps.

use super::{Seen, is_reasoned};
use crate::diagnostic::{self as d, Diagnostic, Rule};
use crate::edition::often::{Often, spelt};
use crate::edition::pair::{By, Entry, Pair};
use crate::model::{Dataset, Date, Declared as _, Frequencies, Owed, Status, Withdrawal};
use crate::source::Span;

impl Seen<'_, '_> {
    /// The promises of a dataset that its new edition breaks.
    pub(super) fn pair(&self, pair: &Pair<'_>) -> Vec<Diagnostic> {
        let (old, new) = (&pair.old, &pair.new);
        if old.dataset.withdrawn.is_some() {
            return Vec::new();
        }
        if let By::Name(likeness) = pair.by {
            let finding = self.at(&d::DATASET_GONE, old, new.dataset.id.span, old.dataset.id.span).variant("likely");
            return vec![finding.arg("other", new.id()).arg("likeness", format!("{likeness:.2}"))];
        }
        if let Some(withdrawal) = &new.dataset.withdrawn {
            return self.withdrawn(new, old, withdrawal).into_iter().collect();
        }
        let promise = match (old.dataset.status(), new.dataset.status()) {
            (Status::Planned, Status::Planned) => self.target(old, new),
            (Status::Released, Status::Planned) => {
                Some(self.at(&d::DATASET_GONE, new, new.dataset.id.span, old.dataset.id.span).variant("unreleased"))
            }
            _ => None,
        };
        let all = [promise, self.updates(old, new), self.formats(old, new), self.portals(old, new)];
        all.into_iter().flatten().collect()
    }

    /// A finding about a dataset at a place of the new edition, with the place of the old.
    fn at(&self, rule: &'static Rule, of: &Entry<'_>, here: Span, before: Span) -> Diagnostic {
        Diagnostic::at(rule, here).label("before", self.before(before)).arg("dataset", of.id())
    }

    /// A withdrawal without its reason is no record yet.
    fn withdrawn(&self, new: &Entry<'_>, old: &Entry<'_>, withdrawal: &Withdrawal) -> Option<Diagnostic> {
        let finding = || self.at(&d::DATASET_GONE, new, withdrawal.span, old.dataset.id.span).variant("reason");
        (!is_reasoned(withdrawal.reason.as_ref())).then(finding)
    }

    /// A target is later where its last day is: a year for a month may be later, a month for its year is not.
    fn target(&self, old: &Entry<'_>, new: &Entry<'_>) -> Option<Diagnostic> {
        let promised = old.dataset.target_date()?;
        let before = old.dataset.target.as_ref().map_or(old.dataset.id.span, |target| target.span);
        let finding = |here: Span| self.at(&d::TARGET_LATER, new, here, before).arg("old", promised.to_string());
        // that there must be one is another rule's matter
        let target = new.dataset.target.as_ref()?;
        let here = target.span;
        let Some(now) = new.dataset.target_date() else { return Some(finding(here).variant("pending")) };
        if now.last_day() <= promised.last_day() {
            return None;
        }
        match excuse(new.dataset, promised) {
            Excuse::Reasoned => None,
            Excuse::Pending(span) => Some(finding(span).variant("reason").arg("new", now.to_string())),
            Excuse::None if now.after(promised) => Some(finding(here).arg("new", now.to_string())),
            Excuse::None => Some(finding(here).variant("vague").arg("new", now.to_string())),
        }
    }

    fn updates(&self, old: &Entry<'_>, new: &Entry<'_>) -> Option<Diagnostic> {
        let promised = old.dataset.frequency.as_ref().and_then(|all| all.value.given())?;
        let before = old.dataset.frequency.as_ref().map_or(old.dataset.id.span, |all| all.span);
        let here = new.dataset.frequency.as_ref().map_or(new.dataset.id.span, |all| all.span);
        let finding = self.at(&d::UPDATES_RARER, new, here, before).arg("old", all_spelt(promised, old));
        match new.dataset.frequency.as_ref().map(|all| &all.value) {
            Some(Owed::Given(now)) => {
                let is_rarer =
                    Often::of(now, &new.workspace.vocabulary).is_rarer_than(Often::of(promised, &old.workspace.vocabulary));
                is_rarer.then(|| finding.arg("new", all_spelt(now, new)))
            }
            Some(Owed::Pending) => Some(finding.variant("pending")),
            // that it must be there is another rule's matter
            None => None,
        }
    }

    fn formats(&self, old: &Entry<'_>, new: &Entry<'_>) -> Option<Diagnostic> {
        let promised = old.dataset.formats.as_ref()?;
        let ids = |entry: &Entry<'_>| -> Vec<String> {
            let all = entry.dataset.formats.iter().flat_map(|all| &all.value);
            all.map(|id| entry.workspace.vocabulary.get(id.value).id().value.to_string()).collect()
        };
        let lost = lost(&ids(old), &ids(new))?;
        let here = new.dataset.formats.as_ref().map(|all| all.span);
        let finding = self.at(&d::FORMAT_LOST, new, self.inside(new, here), promised.span);
        Some(finding.arg("formats", lost))
    }

    fn portals(&self, old: &Entry<'_>, new: &Entry<'_>) -> Option<Diagnostic> {
        let promised = old.dataset.portals.as_ref()?;
        let ids = |entry: &Entry<'_>| -> Vec<String> {
            let all = entry.dataset.portals.iter().flat_map(|all| &all.value);
            all.map(|one| entry.workspace.vocabulary.get(one.portal).id().value.to_string()).collect()
        };
        let lost = lost(&ids(old), &ids(new))?;
        let here = new.dataset.portals.as_ref().map(|all| all.span);
        let finding = self.at(&d::PORTAL_LOST, new, self.inside(new, here), promised.span);
        Some(finding.arg("portals", lost))
    }

    /// The place of a value, where it was written in the dataset; of an inherited one the dataset's: an allow comment governs that.
    fn inside(&self, new: &Entry<'_>, here: Option<Span>) -> Span {
        here.filter(|span| new.dataset.span.contains(*span)).unwrap_or(new.dataset.id.span)
    }
}

/// What a dataset says of a promise that it did not keep.
enum Excuse {
    /// A slip that begins at the promise, it and all after it with their reasons.
    Reasoned,
    /// The same, but a reason is pending: the place of that slip.
    Pending(Span),
    /// Nothing.
    None,
}

fn excuse(dataset: &Dataset, promised: Date) -> Excuse {
    let Some(first) = dataset.slips.iter().position(|slip| slip.from.value == promised) else { return Excuse::None };
    let since = dataset.slips.iter().skip(first);
    let pending = since.into_iter().find(|slip| !is_reasoned(slip.reason.as_ref()));
    pending.map_or(Excuse::Reasoned, |slip| Excuse::Pending(slip.span))
}

fn lost(old: &[String], new: &[String]) -> Option<d::Arg> {
    let lost: Vec<d::Arg> = old.iter().filter(|id| !new.contains(id)).map(|id| d::Arg::from(&**id)).collect();
    (!lost.is_empty()).then_some(d::Arg::List(lost))
}

/// Frequencies as a source spells them.
fn all_spelt(all: &Frequencies, entry: &Entry<'_>) -> String {
    all.items.iter().map(|item| spelt(item.value, &entry.workspace.vocabulary)).collect::<Vec<_>>().join(", ")
}
