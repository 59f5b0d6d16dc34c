//! What most commands begin with: read what was named, check it, print what was found.

use std::path::PathBuf;

use super::disk::Disk;
use super::output::{self, Failure};
use super::terminal::Terminal;
use crate::diagnostic::{self as d, Diagnostic, Severity};
use crate::files::Files;
use crate::model::{Date, Workspace};
use crate::report::{Format, Report};
use crate::resolve::{Loaded, load};

impl clap::ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.name()).help(self.about()))
    }
}

// The files that a command reads. (A comment, for clap would print documentation.)
#[derive(clap::Args, Debug)]
pub(super) struct Inputs {
    /// Plans, libraries, or folders of them; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// The name of standard input in reports
    #[arg(long, value_name = "NAME", default_value = "stdin.odp")]
    pub(super) stdin_name: String,
}

impl Inputs {
    /// Reads everything that was named, and what that uses.
    ///
    /// # Errors
    /// A finding where there is nothing to read.
    pub(super) fn load(&self, terminal: &Terminal) -> Result<Loaded, Failure> {
        let (disk, names) = self.open(terminal)?;
        Ok(judged(&disk, &names, terminal))
    }

    /// Finds what was named.
    ///
    /// # Errors
    /// A finding where there is nothing to read.
    pub(super) fn open(&self, terminal: &Terminal) -> Result<(Disk, Vec<String>), Failure> {
        let disk = Disk::open(&self.paths, terminal, &self.stdin_name);
        let names = disk.names();
        if names.is_empty() {
            return Err(self.no_plans().into());
        }
        Ok((disk, names))
    }

    /// That there is no plan in what was named.
    pub(super) fn no_plans(&self) -> Diagnostic {
        let named = self.paths.iter().map(|path| output::shown(path)).collect::<Vec<_>>().join(", ");
        Diagnostic::bare(&d::NO_PLANS).arg("paths", named)
    }
}

/// Reads what was found, and the settings with it.
pub(super) fn judged(files: &dyn Files, names: &[String], terminal: &Terminal) -> Loaded {
    let mut loaded = load(files, names);
    if let Some(project) = &terminal.project {
        project.judge(&mut loaded);
    }
    loaded
}

/// So many of a kind: `1 plan`, `2 plans`.
fn several(count: usize, one: &str, chinese: &str, terminal: &Terminal) -> String {
    match (terminal.lang == d::MessageLang::English, count) {
        (false, _) => format!("{count} {}", terminal.say("", chinese)),
        (true, 1) => format!("1 {one}"),
        (true, _) => format!("{count} {one}s"),
    }
}

/// What was found, for people: `2 errors, 1 warning`.
pub(super) fn counts(report: &Report<'_>, terminal: &Terminal) -> String {
    let weights =
        [(Severity::Error, "error", "個錯誤"), (Severity::Warning, "warning", "個警告"), (Severity::Note, "note", "個提示")];
    let weights = weights.into_iter().map(|(severity, one, chinese)| (report.count(severity), one, chinese));
    let found: Vec<String> =
        weights.filter(|(count, ..)| *count > 0).map(|(count, one, chinese)| several(count, one, chinese, terminal)).collect();
    match &found[..] {
        [] => terminal.say("nothing found", "沒有發現問題").into_owned(),
        found => found.join(&terminal.say(", ", "、")),
    }
}

/// The sum of a run, for people: `2 plans, 28 datasets: no errors, 1 warning`.
pub(super) fn summary(workspace: &Workspace, report: &Report<'_>, terminal: &Terminal) -> String {
    let datasets: usize = workspace.plans.iter().map(|plan| plan.datasets().count()).sum();
    let plans = several(workspace.plans.len(), "plan", "份計劃", terminal);
    let datasets = several(datasets, "dataset", "個數據集", terminal);
    format!("{plans}{}{datasets}{}{}\n", terminal.say(", ", "、"), terminal.say(": ", "："), counts(report, terminal))
}

/// Prints findings on standard error.
pub(super) fn tell(report: &Report<'_>, terminal: &Terminal) {
    output::tell(report.render(Format::Human, &terminal.stderr()));
}

/// A date of the command line: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
///
/// # Errors
/// What a date looks like, for anything else.
pub(super) fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "a date is YYYY, YYYY-MM or YYYY-MM-DD".to_owned())
}
