//! What most commands begin with: read what was named, check it, print what was found.

use std::path::PathBuf;

use super::disk::Disk;
use super::output::{self, Failure};
use super::terminal::Terminal;
use crate::diagnostic::{self as d, Diagnostic, Severity};
use crate::model::{Date, Workspace};
use crate::report::{Format, Report};
use crate::resolve::{Loaded, load};

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
        Ok(load(&disk, &names))
    }

    /// Finds what was named.
    ///
    /// # Errors
    /// A finding where there is nothing to read.
    pub(super) fn open(&self, terminal: &Terminal) -> Result<(Disk, Vec<String>), Failure> {
        let disk = Disk::open(&self.paths, terminal.root.as_deref(), &self.stdin_name);
        let names = disk.names();
        if names.is_empty() {
            let named = self.paths.iter().map(|path| output::shown(path)).collect::<Vec<_>>().join(", ");
            return Err(Diagnostic::bare(&d::NO_PLANS).arg("paths", named).into());
        }
        Ok((disk, names))
    }
}

/// The sum of a run, for people: `2 plans, 28 datasets: no errors, 1 warning`.
pub(super) fn summary(workspace: &Workspace, report: &Report<'_>, terminal: &Terminal) -> String {
    let datasets: usize = workspace.plans.iter().map(|plan| plan.datasets().count()).sum();
    let plans = workspace.plans.len();
    let count = |severity| report.count(severity);
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    if terminal.lang != d::MessageLang::English {
        let text = format!("{plans} 份計劃、{datasets} 個數據集：{errors} 個錯誤、{warnings} 個警告、{notes} 個提示\n");
        return if terminal.lang == d::MessageLang::Simplified { crate::model::to_simplified(&text) } else { text };
    }
    let word = |count: usize, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    let found = match (errors, warnings, notes) {
        (0, 0, 0) => "nothing found".to_owned(),
        _ => [(errors, "error"), (warnings, "warning"), (notes, "note")]
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, one)| word(*count, one))
            .collect::<Vec<_>>()
            .join(", "),
    };
    format!("{}, {}: {found}\n", word(plans, "plan"), word(datasets, "dataset"))
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
