//! Valid plans → files. Emitters are pure: same input, same bytes; what depends on a date takes it from [`Options`].

mod document;
mod frequency;
mod headings;
mod url;

pub use calendar::calendar_schema;
pub use json::catalogue_schema;
pub(crate) use url::percent_encoded;

use rayon::prelude::*;

use crate::model::{Date, Lang, Plan};
use crate::rules::Valid;

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Its path below the output folder, with `/`: `itib-2026/catalogue.json`.
    pub path: String,
    /// Its media type, such as `application/json`.
    pub media_type: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What emitters are told beside the plans.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The date at which promises are judged; without one, the newest that the plan states as fact.
    pub as_of: Option<Date>,
    /// Whether Simplified Chinese is derived from Traditional where it is not written.
    pub derived: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { as_of: None, derived: true }
    }
}

impl Options {
    /// The languages a plan is published in: those it owes, then Simplified Chinese where that is derived.
    #[must_use]
    pub fn languages(&self, plan: &Plan) -> Vec<Lang> {
        let mut all: Vec<Lang> = plan.languages.iter().map(|lang| lang.value).collect();
        if self.derived && all.contains(&Lang::TC) && !all.contains(&Lang::SC) {
            all.push(Lang::SC);
        }
        all
    }

    /// The date at which a plan's promises are judged.
    #[must_use]
    pub fn as_of(&self, plan: &Plan) -> Option<Date> {
        self.as_of.or_else(|| plan.state_of())
    }
}

/// A kind of output.
#[derive(Debug)]
pub struct Target {
    /// Its name in `--emit`.
    pub name: &'static str,
    /// What it makes, in one line.
    pub about: &'static str,
    /// The files of one plan.
    pub emit: fn(Valid<'_>, &Plan, &Options) -> Vec<Artifact>,
}

macro_rules! targets {
    ($($module:ident $name:literal $about:literal;)*) => {
        $(mod $module;)*
        /// Every kind of output, in the order of `--help`.
        pub static TARGETS: &[Target] = &[$(Target { name: $name, about: $about, emit: $module::emit }),*];
    };
}

targets! {
    json "json" "catalogue.json: all of the plan for programs, in every language";
    calendar "calendar" "calendar.json: the datasets by the month in which they come out";
    ics "ics" "calendar.LANG.ics: the same as iCalendar feeds, one per language";
    html "html" "plan.tc.html, plan.tc-en.html: the plan as a page, in each language and in two beside each other";
    markdown "md" "plan.tc.md, plan.tc-en.md: the same as Markdown";
}

/// The files of all plans, plan by plan.
#[must_use]
pub fn emit(workspace: Valid<'_>, targets: &[&Target], options: &Options) -> Vec<Artifact> {
    let plans = workspace.plans.par_iter();
    plans.flat_map_iter(|plan| targets.iter().flat_map(move |target| (target.emit)(workspace, plan, options))).collect()
}
