//! The next year's edition of a plan, as a change to its source: comments and shared phrases stay, ids never change.
//!
//! What was released goes to section D, what section B promises for the new first year to A; what is not out stays, and says
//! that it slipped; what was withdrawn leaves. A dataset that moves keeps every value it had: what it inherited is written out
//! where its new place would not give the same.

mod draft;
mod fate;
mod head;
mod heritage;
mod moves;

pub use fate::Fate;

use std::num::NonZeroU16;

use draft::Draft;
use fate::{Dated, Going};

use crate::diagnostic::{self as d, Diagnostic, MessageLang, Severity};
use crate::files::Files;
use crate::model::{Lang, Period, Plan};
use crate::resolve::load;
use crate::rules::{Settings, check};
use crate::source::Sources;

/// What a rollover is told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The first year of the new edition; without one, the year after that of the old.
    pub year: Option<NonZeroU16>,
    /// The name of the new file, by which paths in it are made relative; without one, it lies beside the old.
    pub name: Option<String>,
}

/// The new edition.
#[derive(Clone, Debug)]
pub struct Rolled {
    /// Its source, formatted.
    pub text: String,
    /// Its years.
    pub period: Period,
    /// What became of each dataset of the old edition, by id, in the old order.
    pub fates: Vec<(Box<str>, Fate)>,
}

/// What came of a rollover.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The new edition; nothing where the old has errors, or cannot be carried into that year.
    pub rolled: Option<Rolled>,
    /// What was found in the old edition.
    pub found: Vec<Diagnostic>,
    /// The texts that findings point into.
    pub sources: Sources,
}

/// Carries the plan of a file into another year.
#[must_use]
pub fn rollover(files: &dyn Files, path: &str, options: &Options) -> Outcome {
    let loaded = load(files, &[path.to_owned()]);
    let (found, _) = check(&loaded.workspace, loaded.found, &Settings::default());
    let mut found: Vec<Diagnostic> = found.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    let workspace = loaded.workspace;
    let mut rolled = None;
    if found.is_empty() {
        match workspace.plans.first() {
            Some(plan) => match roll(files, path, plan, &workspace.sources, options) {
                Ok(done) => rolled = Some(done),
                Err(finding) => found.push(*finding),
            },
            None => found.push(Diagnostic::bare(&d::NO_PLANS).arg("paths", path)),
        }
    }
    Outcome { rolled, found, sources: workspace.sources }
}

fn roll(files: &dyn Files, path: &str, plan: &Plan, sources: &Sources, options: &Options) -> Result<Rolled, Box<Diagnostic>> {
    let period = next_period(plan, options.year)?;
    let dated = Dated { old: plan.period.value, new: period };
    let going: Vec<Going> = plan.datasets().map(|(place, dataset)| dated.going(place, dataset, sources)).collect();
    let name = options.name.as_deref().unwrap_or(path);
    let mut draft = Draft::new(name, sources.get(plan.file).map(|source| &*source.text).unwrap_or_default(), comments_in(plan));
    draft.edit(|editor, tree| {
        head::rewrite(editor, tree, plan, &dated, path);
        going.iter().for_each(|dataset| moves::date(editor, tree, dataset));
    });
    draft.edit(|editor, tree| moves::shift(editor, tree, &going));
    heritage::keep(&mut draft, files, plan, sources, &going);
    let ours = |()| Box::new(Diagnostic::bare(&d::NOT_FORMATTED).variant("ours").arg("path", path));
    let text = draft.formatted().map_err(ours)?;
    let fates = going.into_iter().map(|dataset| (dataset.id, dataset.fate)).collect();
    Ok(Rolled { text, period, fates })
}

/// The years of the new edition: as many as the old one has.
fn next_period(plan: &Plan, year: Option<NonZeroU16>) -> Result<Period, Box<Diagnostic>> {
    let old = plan.period.value;
    let first = old.from.year_number();
    let year = year.map_or(first + 1, |year| i32::from(year.get()));
    let finding = || {
        let finding = Diagnostic::at(&d::ROLLOVER_YEAR, plan.period.span).arg("plan", &*plan.id.value);
        Box::new(finding.arg("period", old.to_string()).arg("year", year.to_string()).arg("next", (first + 1).to_string()))
    };
    if year <= first {
        return Err(finding());
    }
    old.shifted(year - first).ok_or_else(finding)
}

/// The language of comments: that of the plan.
fn comments_in(plan: &Plan) -> MessageLang {
    match plan.original() {
        Lang::TC | Lang::SC => MessageLang::Traditional,
        _ => MessageLang::English,
    }
}
