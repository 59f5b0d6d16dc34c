//! What is made of plans: `odp compile` writes it, `odp serve` shows it.

#[cfg(feature = "pdf")]
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashSet;

use super::load;
use super::output::Failure;
use super::terminal::Terminal;
use super::weigh::Weigh;
use crate::diagnostic::{self as d, Arg, Diagnostic, Severity};
use crate::edition::History;
use crate::emit::{Artifact, DUE, Fonts, Options, TARGETS, Target, emit_all, unmet};
use crate::files::Files;
use crate::model::{Date, Lang, Plan, Workspace};
use crate::rules::{Settings, check};
use crate::syntax::nearest;

// How outputs are made. (A comment, for clap would print documentation.)
#[derive(clap::Args, Debug)]
pub(super) struct Making {
    /// Make one catalogue, calendar, table and workbook of all plans too
    #[arg(long)]
    workspace: bool,
    /// Refuse what is pending
    #[arg(long = "final")]
    is_final: bool,
    #[command(flatten)]
    weigh: Weigh,
    /// Judge promises as of this year, month or day [default: the newest date that the plan states]
    #[arg(long, value_name = "DATE", value_parser = load::date)]
    as_of: Option<Date>,
    /// Do not derive Simplified Chinese
    #[arg(long)]
    no_derived: bool,
    /// The editions of the documents, by commas, such as tc,en,tc+en [default: each language, and the first two together]
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = edition)]
    editions: Option<Vec<Edition>>,
    /// Look here for fonts before the system's; may be said several times
    #[cfg(feature = "pdf")]
    #[arg(long = "font-dir", value_name = "DIR")]
    font_dirs: Vec<PathBuf>,
    /// Leave the plan's source out of its PDF, which is PDF/A-2a then and not PDF/A-3a
    #[arg(long)]
    no_source: bool,
    /// Begin CSV files with a mark of byte order, by which Excel knows UTF-8
    #[arg(long)]
    bom: bool,
}

/// What is to be made, and how.
pub(super) struct Order<'a> {
    making: &'a Making,
    targets: Vec<&'static Target>,
    /// Whether the targets were asked for by name: then one that cannot be made is an error.
    by_name: bool,
    fonts: OnceLock<Option<Arc<dyn Fonts>>>,
}

/// What plans came to.
pub(super) struct Built {
    pub(super) workspace: Workspace,
    pub(super) found: Vec<Diagnostic>,
    /// Whether an error forbids that anything is made.
    pub(super) failed: bool,
    pub(super) artifacts: Vec<Artifact>,
}

impl Making {
    /// An order for these targets.
    pub(super) fn order(&self, targets: Vec<&'static Target>, by_name: bool) -> Order<'_> {
        Order { making: self, targets, by_name, fonts: OnceLock::new() }
    }

    /// What rules weigh in this run.
    ///
    /// # Errors
    /// A finding about a name that is no rule, or about an error that was to be set aside.
    pub(super) fn settings(&self, terminal: &Terminal) -> Result<Settings, Failure> {
        Ok(Settings { is_final: self.is_final, levels: self.weigh.levels(terminal)? })
    }
}

impl Order<'_> {
    /// Reads plans, checks them, and makes what was ordered where no error is found.
    pub(super) fn build(&self, files: &dyn Files, names: &[String], settings: &Settings, terminal: &Terminal) -> Built {
        let loaded = load::judged(files, names, terminal);
        let mut options = self.options(terminal);
        let (mut found, valid) = check(&loaded.workspace, loaded.found, settings);
        if valid.is_some() {
            let mut lacking: Vec<Diagnostic> = unmet(&self.targets, &options).into_iter().collect();
            match terminal.project.as_ref().map(|project| project.logo(&loaded.workspace.sources)) {
                Some(Ok(logo)) => options.logo = logo,
                Some(Err(finding)) => lacking.push(*finding),
                None => {}
            }
            lacking.extend(no_edition(&loaded.workspace.plans, &options));
            settings.levels.apply(&mut lacking);
            found.extend(lacking);
        }
        let failed = found.iter().any(|finding| finding.severity == Severity::Error);
        let mut artifacts = Vec::new();
        if let Some(valid) = valid.filter(|_| !failed && !loaded.workspace.plans.is_empty()) {
            if self.targets.iter().any(|target| target.whole) {
                options.history = Arc::new(History::read(files, &loaded.workspace));
            }
            let mut made = emit_all(valid, &self.targets, self.making.workspace, &options);
            settings.levels.apply(&mut made.found);
            if self.by_name {
                made.found.iter_mut().for_each(|finding| finding.severity = Severity::Error);
            }
            found.extend(made.found);
            artifacts = made.artifacts;
        }
        Built { workspace: loaded.workspace, found, failed, artifacts }
    }

    /// What emitters are told, but for the logo and the history.
    fn options(&self, terminal: &Terminal) -> Options {
        let set = terminal.project.as_ref().map(|project| project.settings()).unwrap_or_default();
        let making = self.making;
        Options {
            as_of: making.as_of,
            derived: !making.no_derived,
            base: set.base,
            editions: making.editions.as_ref().map(|all| all.iter().map(|edition| edition.0.clone()).collect()),
            house: set.house,
            fonts: self.fonts.get_or_init(|| self.found_fonts()).clone(),
            attach: !making.no_source,
            bom: making.bom,
            grace_and_due: (set.status.grace.unwrap_or_default(), set.status.due_within.unwrap_or(DUE)),
            ..Options::default()
        }
    }

    /// The fonts of the machine, where a target needs them: to look for them takes a while.
    #[cfg(feature = "pdf")]
    fn found_fonts(&self) -> Option<Arc<dyn Fonts>> {
        let needed = self.targets.iter().any(|target| target.needs_fonts);
        needed.then(|| Arc::new(super::fonts::DiskFonts::find(&self.making.font_dirs)) as Arc<dyn Fonts>)
    }

    #[cfg(not(feature = "pdf"))]
    const fn found_fonts(&self) -> Option<Arc<dyn Fonts>> {
        None
    }
}

impl Built {
    /// Whether there was nothing to make: only declarations, and no error in them.
    pub(super) fn is_empty(&self) -> bool {
        !self.failed && self.workspace.plans.is_empty()
    }
}

/// An edition as the command line names it: `tc`, `tc+en`.
#[derive(Clone, Debug)]
struct Edition(Vec<Lang>);

fn edition(text: &str) -> Result<Edition, String> {
    let langs: Option<Vec<Lang>> = text.split('+').map(|tag| Lang::parse(tag.trim())).collect();
    let langs = langs.ok_or("an edition is a language, such as tc, or several with + between, such as tc+en")?;
    let repeats = langs.iter().enumerate().any(|(at, lang)| langs.iter().take(at).any(|earlier| earlier == lang));
    if repeats { Err("an edition has each language once".to_owned()) } else { Ok(Edition(langs)) }
}

/// The editions asked for that no plan has.
fn no_edition(plans: &[Plan], options: &Options) -> Vec<Diagnostic> {
    let mut known: Vec<Lang> = Vec::new();
    for lang in plans.iter().flat_map(|plan| options.languages(plan)) {
        if !known.contains(&lang) {
            known.push(lang);
        }
    }
    let asked = options.editions.iter().flatten();
    let has = |edition: &[Lang], plan| edition.iter().all(|lang| options.languages(plan).contains(lang));
    let absent = asked.filter(|edition| !plans.is_empty() && !plans.iter().any(|plan| has(edition, plan)));
    let finding = |edition: &Vec<Lang>| {
        let found = edition.iter().map(Lang::suffix).collect::<Vec<_>>().join("+");
        let known = Arg::List(known.iter().map(|lang| lang.suffix().into()).collect());
        Diagnostic::bare(&d::NO_EDITION).arg("found", found).arg("known", known)
    };
    absent.map(finding).collect()
}

/// The targets of these names.
///
/// # Errors
/// A finding about a name that is none.
pub(super) fn targets(names: &[String]) -> Result<Vec<&'static Target>, Failure> {
    Ok(names.iter().map(|name| target(name)).collect::<Result<_, _>>()?)
}

fn target(name: &str) -> Result<&'static Target, Diagnostic> {
    let known = || TARGETS.iter().map(|target| target.name);
    TARGETS.iter().find(|target| target.name == name.trim()).ok_or_else(|| {
        let all = Arg::List(known().map(Arg::from).collect());
        let finding = Diagnostic::bare(&d::UNKNOWN_TARGET).arg("found", name).arg("known", all);
        match nearest(name, known()) {
            Some(near) => finding.variant("nearest").arg("nearest", near),
            None => finding,
        }
    })
}

/// That two artifacts would be one file on some system.
pub(super) fn double(artifacts: &[Artifact]) -> Option<Diagnostic> {
    let mut names = FxHashSet::default();
    let double = artifacts.iter().find(|artifact| !names.insert(artifact.path.to_lowercase()))?;
    Some(Diagnostic::bare(&d::NOT_WRITTEN).variant("twice").arg("path", double.path.as_str()))
}

/// The targets, a line each, after a sentence that says which are made unless named.
pub(super) fn targets_help(intro: &str, is_usual: impl Fn(&Target) -> bool) -> String {
    let line = |target: &Target| {
        let asked = if is_usual(target) { "" } else { " (only where named)" };
        format!("\n  {:<11} {}{asked}", target.name, target.about)
    };
    format!("{intro}{}", TARGETS.iter().map(line).collect::<String>())
}
