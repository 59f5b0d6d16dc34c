//! An edition that the command line names: a file, a folder, or either of a git revision.

use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::git::{Revision, named};
use super::load;
use super::output::{Failure, shown};
use super::terminal::Terminal;
use crate::diagnostic::{self as d, Diagnostic, Severity};
use crate::model::Workspace;
use crate::report::Report;
use crate::resolve::load as resolve;
use crate::rules::{Settings, check};

// The editions that a command compares. (A comment, for clap would print documentation.)
#[derive(clap::Args, Debug)]
pub(super) struct Editions {
    /// The old edition: a plan, a folder of plans, or REV:PATH of git
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The new edition, likewise
    #[arg(value_name = "NEW")]
    new: PathBuf,
}

/// One edition, read.
pub(super) struct Edition {
    /// As the command line named it.
    pub(super) name: String,
    pub(super) workspace: Workspace,
    /// The errors in it: of what could not be read nothing is said.
    pub(super) errors: Vec<Diagnostic>,
}

impl Editions {
    /// Reads both, and tells the errors in them.
    ///
    /// # Errors
    /// A finding where there is nothing to read.
    pub(super) fn load(&self, terminal: &Terminal) -> Result<[Edition; 2], Failure> {
        let editions = [open(&self.old, terminal)?, open(&self.new, terminal)?];
        for edition in &editions {
            let report = Report { found: &edition.errors, sources: &edition.workspace.sources, lang: terminal.lang };
            load::tell(&report, terminal);
        }
        Ok(editions)
    }
}

pub(super) fn open(path: &Path, terminal: &Terminal) -> Result<Edition, Failure> {
    let mut loaded = match named(path) {
        Some((revision, inside)) => {
            let (revision, names) = Revision::open(&revision, &inside, terminal.max_bytes)?;
            let mut loaded = resolve(&revision, &names);
            loaded.workspace.sources.rename(|name| format!("{}:{name}", revision.name));
            loaded
        }
        None => {
            let disk = Disk::open(&[path.to_owned()], terminal, "stdin.odp");
            let names = disk.names();
            if names.is_empty() {
                return Err(Diagnostic::bare(&d::NO_PLANS).arg("paths", shown(path)).into());
            }
            resolve(&disk, &names)
        }
    };
    let found = std::mem::take(&mut loaded.found);
    let (found, _) = check(&loaded.workspace, found, &Settings::default());
    let errors = found.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    Ok(Edition { name: shown(path), workspace: loaded.workspace, errors })
}
