//! Valid plans → files. Emitters are pure: same input, same bytes; what depends on a date takes it from [`Options`].

mod bureaux;
mod document;
mod frequency;
mod headings;
mod markup;
mod table;
mod totals;
mod url;

pub use calendar::calendar_schema;
pub use json::{catalogue_schema, workspace_schema};
pub use table::{shield, unshield};
pub(crate) use url::percent_encoded;

use rayon::prelude::*;

use crate::diagnostic::{self as d, Arg, Diagnostic};
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
#[derive(Clone, Debug)]
pub struct Options {
    /// The date at which promises are judged; without one, the newest that the plan states as fact.
    pub as_of: Option<Date>,
    /// Whether Simplified Chinese is derived from Traditional where it is not written.
    pub derived: bool,
    /// Where what is published lives, an `http(s)` address that ends in `/`; catalogues make their URIs from it.
    pub base: Option<Box<str>>,
    /// Whether CSV begins with the mark of byte order, by which Excel knows UTF-8.
    pub bom: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { as_of: None, derived: true, base: None, bom: false }
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

    /// The languages that any of several plans is published in.
    fn languages_of<'a>(&self, plans: impl IntoIterator<Item = &'a Plan>) -> Vec<Lang> {
        each_once(plans.into_iter().flat_map(|plan| self.languages(plan)))
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
    /// The files of all plans together, where there are such.
    pub together: Option<fn(Valid<'_>, &Options) -> Vec<Artifact>>,
    /// Whether it is made where no target is named.
    pub usual: bool,
    /// Whether it makes nothing without [`Options::base`].
    pub needs_base: bool,
}

macro_rules! targets {
    ($($module:ident $name:literal $about:literal $($trait:ident)*;)*) => {
        $(mod $module;)*
        /// Every kind of output, in the order of `--help`.
        pub static TARGETS: &[Target] = &[$(
            Target { $($trait: targets!(@$trait $module),)* ..Target::plain($name, $about, $module::emit) }
        ),*];
    };
    (@together $module:ident) => { Some($module::together) };
    (@usual $module:ident) => { false };
    (@needs_base $module:ident) => { true };
}

impl Target {
    const fn plain(name: &'static str, about: &'static str, emit: fn(Valid<'_>, &Plan, &Options) -> Vec<Artifact>) -> Self {
        Self { name, about, emit, together: None, usual: true, needs_base: false }
    }
}

targets! {
    json "json" "catalogue.json: all of the plan for programs, in every language" together;
    calendar "calendar" "calendar.json: the datasets by the month in which they come out";
    ics "ics" "calendar.LANG.ics: the same as iCalendar feeds, one per language" together;
    updates "updates" "updates.LANG.ics: when released datasets are due to be updated, as iCalendar feeds" together usual;
    html "html" "plan.tc.html, plan.tc-en.html: the plan as a page, in each language and in two beside each other";
    markdown "md" "plan.tc.md, plan.tc-en.md: the same as Markdown";
    csv "csv" "plan.csv, plan.LANG.csv: the datasets as flat tables, one for programs, one in each language" together;
    datapackage "datapackage" "datapackage.json: what stands in these tables (Frictionless Data Package)" together;
    xlsx "xlsx" "plan.xlsx: the same as a workbook to filter, a sheet for each section" together;
    dcat "dcat" "catalogue.jsonld: a catalogue of DCAT-AP 3 as JSON-LD, for data portals" together needs_base;
    turtle "ttl" "catalogue.ttl: the same as Turtle" together usual needs_base;
    ckan "ckan" "ckan.LANG.json: the datasets as packages of a CKAN portal, one file per language";
}

/// The files of all plans, plan by plan. A target that needs what is not there makes nothing: see [`unmet`].
#[must_use]
pub fn emit(workspace: Valid<'_>, targets: &[&Target], options: &Options) -> Vec<Artifact> {
    let plans = workspace.plans.par_iter();
    let targets = can(targets, options);
    plans.flat_map_iter(|plan| targets.iter().flat_map(move |target| (target.emit)(workspace, plan, options))).collect()
}

/// The files of all plans together: one catalogue, calendar, table and workbook for a whole government.
#[must_use]
pub fn emit_together(workspace: Valid<'_>, targets: &[&Target], options: &Options) -> Vec<Artifact> {
    let makers: Vec<_> = can(targets, options).into_iter().filter_map(|target| target.together).collect();
    makers.par_iter().flat_map_iter(|together| together(workspace, options)).collect()
}

fn can<'t>(targets: &[&'t Target], options: &Options) -> Vec<&'t Target> {
    targets.iter().copied().filter(|target| !target.needs_base || options.base.is_some()).collect()
}

/// What these targets lack: one finding for all that need an address.
#[must_use]
pub fn unmet(targets: &[&Target], options: &Options) -> Option<Diagnostic> {
    let lacking: Vec<Arg> =
        targets.iter().filter(|target| target.needs_base && options.base.is_none()).map(|target| target.name.into()).collect();
    (!lacking.is_empty()).then(|| Diagnostic::bare(&d::NO_BASE).arg("targets", Arg::List(lacking)))
}

/// What is there, once each, where it first comes.
fn each_once<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut once = Vec::new();
    for one in all {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}
