//! Valid plans → files. Emitters are pure: same input, same bytes; what depends on a date takes it from [`Options`].

mod bureaux;
mod document;
mod fonts;
mod frequency;
mod headings;
mod markup;
mod table;
mod totals;
mod url;
pub mod working;

pub use calendar::calendar_schema;
pub use fonts::{Face, Fonts, Logo, MOST_DOTS, Picture};
pub(crate) use html::{hash as page_hash, style as page_style};
pub use json::{catalogue_schema, workspace_schema};
pub(crate) use markdown::{at_start as markdown_line, escaped as markdown_words};
pub use site::{dataset_page, plan_page};
pub use table::{shield, unshield};
pub(crate) use totals::Quarter;
pub(crate) use url::percent_encoded;

use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{self as d, Arg, Diagnostic};
use crate::edition::History;
use crate::model::{Date, Lang, Plan};
use crate::rules::Valid;
use crate::settings::House;

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
    /// The editions of the documents, each in one language or in several beside each other; without them, one in each language
    /// and one in the first two.
    pub editions: Option<Vec<Vec<Lang>>>,
    /// How documents look.
    pub house: House,
    /// The picture at the top of documents.
    pub logo: Option<Logo>,
    /// What documents with pages are set with; without fonts none is made.
    pub fonts: Option<Arc<dyn Fonts>>,
    /// Whether a PDF carries the plan's source.
    pub attach: bool,
    /// Whether CSV begins with the mark of byte order, by which Excel knows UTF-8.
    pub bom: bool,
    /// What earlier editions promised; a site tells it.
    pub history: Arc<History>,
    /// How many days after its month a release is in time still, and within how many days a promise is due soon.
    pub grace_and_due: (u32, u32),
    /// What is made beside, for a site to link to.
    pub beside: Vec<Beside>,
}

/// A file that is made beside a site.
#[derive(Clone, Debug)]
pub struct Beside {
    /// Its path below the output folder.
    pub path: String,
    /// Its size in bytes.
    pub bytes: usize,
}

/// What is due within so many days is due soon, unless told otherwise.
pub const DUE: u32 = 90;

impl Default for Options {
    fn default() -> Self {
        Self {
            as_of: None,
            derived: true,
            base: None,
            editions: None,
            house: House::default(),
            logo: None,
            fonts: None,
            attach: true,
            bom: false,
            history: Arc::default(),
            grace_and_due: (0, DUE),
            beside: Vec::new(),
        }
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

/// What emitters made, and what they lacked for the rest: fonts, pictures.
#[derive(Debug, Default)]
pub struct Made {
    /// The files.
    pub artifacts: Vec<Artifact>,
    /// What was lacking; content cannot fail.
    pub found: Vec<Diagnostic>,
}

impl From<Vec<Artifact>> for Made {
    fn from(artifacts: Vec<Artifact>) -> Self {
        Self { artifacts, found: Vec::new() }
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
    pub emit: fn(Valid<'_>, &Plan, &Options) -> Made,
    /// The files of all plans together, where there are such.
    pub together: Option<fn(Valid<'_>, &Options) -> Vec<Artifact>>,
    /// Whether it is made where no target is named.
    pub usual: bool,
    /// Whether it makes nothing without [`Options::base`].
    pub needs_base: bool,
    /// Whether it makes nothing without [`Options::fonts`].
    pub needs_fonts: bool,
    /// Whether it is one thing of all plans and of nothing else, and links to what was made before it.
    pub whole: bool,
}

macro_rules! targets {
    ($($(#[$cfg:meta])* $module:ident $name:literal $about:literal $($trait:ident)*;)*) => {
        $($(#[$cfg])* mod $module;)*
        /// Every kind of output, in the order of `--help`.
        pub static TARGETS: &[Target] = &[$(
            $(#[$cfg])*
            Target { $($trait: targets!(@$trait $module),)* ..Target::plain($name, $about, |all, plan, options| $module::emit(all, plan, options).into()) }
        ),*];
    };
    (@together $module:ident) => { Some($module::together) };
    (@usual $module:ident) => { false };
    (@needs_base $module:ident) => { true };
    (@needs_fonts $module:ident) => { true };
    (@whole $module:ident) => { true };
}

impl Target {
    const fn plain(name: &'static str, about: &'static str, emit: fn(Valid<'_>, &Plan, &Options) -> Made) -> Self {
        Self { name, about, emit, together: None, usual: true, needs_base: false, needs_fonts: false, whole: false }
    }
}

targets! {
    json "json" "catalogue.json: all of the plan for programs, in every language" together;
    calendar "calendar" "calendar.json: the datasets by the month in which they come out";
    ics "ics" "calendar.LANG.ics: the same as iCalendar feeds, one per language" together;
    updates "updates" "updates.LANG.ics: when released datasets are due to be updated, as iCalendar feeds" together usual;
    html "html" "plan.tc.html, plan.tc-en.html: the plan as a page, in each language and in two beside each other";
    #[cfg(feature = "pdf")]
    pdf "pdf" "plan.tc.pdf: the same on paper, tagged and to be kept (PDF/UA, PDF/A), its source inside" needs_fonts;
    docx "docx" "plan.tc.docx, plan.tc-en.docx: the same for Word";
    markdown "md" "plan.tc.md, plan.tc-en.md: the same as Markdown";
    csv "csv" "plan.csv, plan.LANG.csv: the datasets as flat tables, one for programs, one in each language" together;
    datapackage "datapackage" "datapackage.json: what stands in these tables (Frictionless Data Package)" together;
    xlsx "xlsx" "plan.xlsx: the same as a workbook to filter, a sheet for each section" together;
    dcat "dcat" "catalogue.jsonld: a catalogue of DCAT-AP 3 as JSON-LD, for data portals" together needs_base;
    turtle "ttl" "catalogue.ttl: the same as Turtle" together usual needs_base;
    ckan "ckan" "ckan.LANG.json: the datasets as packages of a CKAN portal, one file per language";
    site "site" "index.html, tc/index.html: a web site of all plans: figures, datasets, calendar, changes, search" together usual whole;
}

/// The most things of a kind that a finding names.
const MOST_NAMED: usize = 12;

/// The files of all plans, plan by plan. A target that needs what is not there makes nothing: see [`unmet`].
#[must_use]
pub fn emit(workspace: Valid<'_>, targets: &[&Target], options: &Options) -> Made {
    let plans = workspace.plans.par_iter();
    let targets = can(targets, options);
    let made: Vec<Made> =
        plans.flat_map_iter(|plan| targets.iter().map(move |target| (target.emit)(workspace, plan, options))).collect();
    let mut all = Made::default();
    for made in made {
        all.artifacts.extend(made.artifacts);
        all.found.extend(made.found);
    }
    all.found = together(all.found);
    all
}

/// What several plans lack is one finding; its lists name all, up to some.
fn together(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut all: Vec<Diagnostic> = Vec::new();
    for finding in found {
        let known = all.iter_mut().find(|known| (known.rule, known.variant) == (finding.rule, finding.variant));
        let Some(known) = known else {
            all.push(finding);
            continue;
        };
        for (key, value) in finding.args {
            let list = known.args.iter_mut().find(|(known, _)| *known == key);
            if let (Some((_, Arg::List(list))), Arg::List(more)) = (list, value) {
                let new: Vec<Arg> = more.into_iter().filter(|item| !list.contains(item)).collect();
                list.extend(new);
            }
        }
    }
    for list in all.iter_mut().flat_map(|finding| &mut finding.args) {
        if let (_, Arg::List(list)) = list
            && list.len() > MOST_NAMED
        {
            list.truncate(MOST_NAMED);
            list.push(Arg::from("…"));
        }
    }
    all
}

/// The files of all plans together: one catalogue, calendar, table and workbook for a whole government.
#[must_use]
pub fn emit_together(workspace: Valid<'_>, targets: &[&Target], options: &Options) -> Vec<Artifact> {
    let makers: Vec<_> = can(targets, options).into_iter().filter_map(|target| target.together).collect();
    makers.par_iter().flat_map_iter(|together| together(workspace, options)).collect()
}

/// Everything: the files of each plan, those of all plans together where `joint`, and last what is whole, which links to the others.
#[must_use]
pub fn emit_all(workspace: Valid<'_>, targets: &[&Target], joint: bool, options: &Options) -> Made {
    let (whole, parts): (Vec<&Target>, Vec<&Target>) = targets.iter().partition(|target| target.whole);
    let mut made = emit(workspace, &parts, options);
    if joint {
        made.artifacts.extend(emit_together(workspace, &parts, options));
    }
    if !whole.is_empty() {
        let beside = made.artifacts.iter().map(|artifact| Beside { path: artifact.path.clone(), bytes: artifact.bytes.len() });
        let options = Options { beside: beside.collect(), ..options.clone() };
        made.artifacts.extend(emit_together(workspace, &whole, &options));
    }
    made
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
