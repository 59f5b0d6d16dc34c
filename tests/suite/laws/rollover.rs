//! The next edition of a plan: nothing is lost, nothing doubled, every value is kept.

use std::collections::{BTreeMap, BTreeSet};

use odp::diagnostic::{Diagnostic, Severity};
use odp::edition::rollover::{Fate, Options, Rolled, rollover};
use odp::files::Memory;
use odp::model::{Letter, Plan, Workspace};
use odp::resolve::load;
use odp::rules::{Settings, check};
use proptest::test_runner::TestCaseError;

use super::{fail, law, read as facts};
use crate::suite::generate::{Printed, plans};

const NEXT: &str = "next.odp";

/// A plan and its next edition.
struct Both {
    old: Workspace,
    new: Workspace,
    rolled: Rolled,
    before: Vec<Diagnostic>,
    after: Vec<Diagnostic>,
}

impl Both {
    fn of(printed: &Printed) -> Result<Self, TestCaseError> {
        let files = printed.memory();
        let options = Options { year: None, name: Some(NEXT.to_owned()) };
        let outcome = rollover(&files, printed.plan(), &options);
        let rolled = outcome.rolled.ok_or_else(|| fail(format!("{:?}", outcome.found)))?;
        let (old, before) = read(&files, printed.plan());
        let (new, after) = read(&files.with(NEXT, rolled.text.as_str()), NEXT);
        Ok(Self { old, new, rolled, before, after })
    }

    fn plans(&self) -> Result<(&Plan, &Plan), TestCaseError> {
        match (self.old.plans.first(), self.new.plans.first()) {
            (Some(old), Some(new)) => Ok((old, new)),
            _ => Err(fail(format!("not one plan each\n{}", self.rolled.text))),
        }
    }
}

fn read(files: &Memory, path: &str) -> (Workspace, Vec<Diagnostic>) {
    let loaded = load(files, &[path.to_owned()]);
    let (found, _) = check(&loaded.workspace, loaded.found, &Settings::default());
    (loaded.workspace, found)
}

fn sections(plan: &Plan) -> BTreeMap<&str, (Letter, &'static str)> {
    plan.datasets().map(|(place, dataset)| (&*dataset.id.value, (place.section.letter, place.half.kind.word()))).collect()
}

#[test]
fn no_dataset_is_lost_or_doubled_and_each_is_where_it_belongs() {
    law(48, plans(), |case| {
        let both = Both::of(&case.print())?;
        let (old, new) = both.plans()?;
        let (was, is) = (sections(old), sections(new));
        if new.datasets().count() != is.len() {
            return Err(fail("a dataset is there twice"));
        }
        for (id, fate) in &both.rolled.fates {
            let expected = match fate {
                Fate::Withdrawn => None,
                Fate::Released => Some(Letter::D),
                Fate::Due | Fate::Overdue => Some(Letter::A),
                Fate::Stays | Fate::Slipped => was.get(&**id).map(|(letter, _)| *letter),
            };
            let expected = expected.zip(was.get(&**id).map(|(_, half)| *half));
            if is.get(&**id).copied() != expected {
                return Err(fail(format!("{id} ({fate:?}) should be in {expected:?}:\n{}", both.rolled.text)));
            }
        }
        let left = both.rolled.fates.iter().filter(|(_, fate)| *fate == Fate::Withdrawn).count();
        if is.len() + left == was.len() { Ok(()) } else { Err(fail("datasets of nowhere")) }
    });
}

/// What a plan says of a dataset, without where a value came from, what an author has to fill in, and texts of phrases, which
/// may name the plan's years.
fn values(workspace: &Workspace, plan: &Plan) -> BTreeMap<String, Vec<String>> {
    let facts = facts::facts(workspace);
    let mut all = BTreeMap::new();
    for (_, dataset) in plan.datasets() {
        let head = format!("{} ", dataset.id.value);
        let own = facts.lines.iter().filter_map(|line| line.strip_prefix(&head));
        let kept = own.filter(|line| !["target", "slipped", "description", "note"].iter().any(|field| line.starts_with(field)));
        let origins = [" (written)", " (defaults)", " (publisher)", " (organisation)"];
        let file = workspace.sources.get(plan.file).map(|source| format!("{}#", source.name)).unwrap_or_default();
        let plain = |line: &str| origins.iter().find_map(|origin| line.strip_suffix(origin)).unwrap_or(line).replace(&file, "#");
        let bullets = dataset.description.iter().flat_map(|description| &description.bullets);
        let bullets = bullets.map(|bullet| match bullet.phrase {
            Some(phrase) => workspace.vocabulary.get(phrase.value).id.value.to_string(),
            None => format!("{:?}", bullet.text.entries.iter().map(|entry| (entry.lang, &entry.value)).collect::<Vec<_>>()),
        });
        let is_own = |span| dataset.span.contains(span);
        let note = dataset.note.iter().flat_map(|note| &note.entries).filter(|entry| is_own(entry.span));
        let note = note.map(|entry| format!("{:?} {:?}", entry.lang, entry.value));
        all.insert(dataset.id.value.to_string(), kept.map(plain).chain(bullets).chain(note).collect());
    }
    all
}

#[test]
fn every_value_is_kept_but_what_is_to_be_filled_in() {
    law(48, plans(), |case| {
        let both = Both::of(&case.print())?;
        let (old, new) = both.plans()?;
        let (was, is) = (values(&both.old, old), values(&both.new, new));
        for (id, values) in is {
            if was.get(&id) != Some(&values) {
                return Err(fail(format!("{id} was\n{:#?}\nis\n{values:#?}\n{}", was.get(&id), both.rolled.text)));
            }
        }
        Ok(())
    });
}

#[test]
fn a_promise_moves_only_by_a_slip() {
    law(48, plans(), |case| {
        let both = Both::of(&case.print())?;
        let (old, new) = both.plans()?;
        for (_, dataset) in new.datasets() {
            let Some((_, before)) = old.datasets().find(|(_, before)| before.id.value == dataset.id.value) else { continue };
            let fate = both.rolled.fates.iter().find(|(id, _)| *id == dataset.id.value).map(|(_, fate)| *fate);
            let (slips, known) = (&dataset.slips, before.slips.len());
            let is_told = match fate {
                Some(Fate::Slipped | Fate::Overdue) => {
                    let last = slips.last().map(|slip| (slip.from.value, slip.to.given().copied()));
                    slips.len() == known + 1 && last == before.target_date().map(|target| (target, None))
                }
                _ => slips.len() == known,
            };
            if !is_told {
                return Err(fail(format!("{}: {fate:?}\n{}", dataset.id.value, both.rolled.text)));
            }
        }
        Ok(())
    });
}

#[test]
fn the_next_edition_checks_clean_but_for_what_is_pending() {
    law(48, plans(), |case| {
        let both = Both::of(&case.print())?;
        // what an allow comment around a place keeps silent is heard where a dataset goes
        let allowed = both.old.allows.iter().flat_map(|allow| &allow.rules).map(|rule| &*rule.value);
        let known: BTreeSet<&str> = both.before.iter().map(|finding| finding.rule.name).chain(allowed).collect();
        let new: Vec<&Diagnostic> = both
            .after
            .iter()
            .filter(|finding| finding.severity != Severity::Note)
            .filter(|finding| finding.rule.name != "pending-value" && !known.contains(finding.rule.name))
            .collect();
        if new.is_empty() { Ok(()) } else { Err(fail(format!("{new:?}\n{}", both.rolled.text))) }
    });
}

#[test]
fn every_comment_stays_but_those_of_what_leaves() {
    law(24, plans(), |case| {
        let printed = case.print();
        let both = Both::of(&printed)?;
        let (old, _) = both.plans()?;
        let source = &printed.files[0].1;
        let comments = |text: &str| -> Vec<String> {
            let source = odp::source::Source::new(odp::source::FileId(0), "", text);
            let scanned = odp::syntax::scan(&source, &mut Default::default());
            scanned.comments.iter().map(|comment| source.slice(comment.span).trim_end().to_owned()).collect()
        };
        let stay: Vec<String> = comments(&both.rolled.text);
        let gone: String = old
            .datasets()
            .filter(|(_, dataset)| dataset.withdrawn.is_some())
            .map(|(_, dataset)| both.old.sources.slice(dataset.span))
            .collect();
        let leaves = both.rolled.fates.iter().any(|(_, fate)| *fate == Fate::Withdrawn);
        for comment in comments(source) {
            // one above what leaves goes with it, and cannot be told from others of the same words
            if !stay.contains(&comment) && !gone.contains(&comment) && !leaves {
                return Err(fail(format!("{comment} is gone:\n{}", both.rolled.text)));
            }
        }
        Ok(())
    });
}
