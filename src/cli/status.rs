//! `odp status`: how promises stand on a day.

use std::path::PathBuf;

use super::Exit;
use super::load::{self, Inputs};
use super::output::{self, Failure, keep};
use super::telling::Telling;
use super::terminal::Terminal;
use crate::diagnostic::Severity;
use crate::digest::{badge, plot, status_digest, status_json};
use crate::edition::{History, Judge, State, status};
use crate::emit::DUE;
use crate::model::Date;
use crate::report::Report;
use crate::resolve::load as resolve;
use crate::rules::{Settings, check};

pub(super) static EXAMPLES: &str = "\
Examples:
  odp status plans/                                   as of today
  odp status plans/ --as-of 2026-12-31 --due-within 60
  odp status plans/ --fail-on overdue                 exit code 1 if a promise is overdue
  odp status plans/ --format markdown                 for a page or a pull request
  odp status plans/ --plot status.svg --badge badge.svg

A promise is overdue once every day of its target, and the grace after it, has passed.
Where a plan names the edition before it (`previous`), what was first promised there
counts; a plan that another one names so is not judged.";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// The date by which promises are judged: YYYY, YYYY-MM or YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE", value_parser = load::date)]
    as_of: Option<Date>,
    /// What is due within so many days is told as due [default: 90, or that of odp.toml]
    #[arg(long, value_name = "DAYS")]
    due_within: Option<u32>,
    /// So many days after its month a release is in time still [default: 0, or that of odp.toml]
    #[arg(long, value_name = "DAYS")]
    grace: Option<u32>,
    /// Exit with 1 where a promise stands so; may be given again
    #[arg(long, value_name = "STATE", value_delimiter = ',')]
    fail_on: Vec<Failing>,
    /// Also write a plot of it (SVG)
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,
    /// Also write a badge for a README (SVG)
    #[arg(long, value_name = "FILE")]
    badge: Option<PathBuf>,
    #[command(flatten)]
    telling: Telling,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug)]
pub(super) enum Failing {
    /// A promise is overdue
    Overdue,
    /// A release came late
    Late,
    /// A promise is due soon
    Due,
    /// A promise has no date
    Undated,
}

impl Failing {
    pub(super) const fn state(self) -> State {
        match self {
            Self::Overdue => State::Overdue,
            Self::Late => State::Late,
            Self::Due => State::Due,
            Self::Undated => State::Undated,
        }
    }
}

/// By what promises are judged: as the command line says, else as `odp.toml` does; without a date, today.
pub(super) fn judge(as_of: Option<Date>, grace: Option<u32>, due: Option<u32>, terminal: &Terminal) -> Judge {
    let set = terminal.project.as_ref().map(|project| project.settings().status).unwrap_or_default();
    Judge {
        as_of: as_of.unwrap_or_else(|| chrono::Local::now().date_naive().into()),
        grace: grace.or(set.grace).unwrap_or_default(),
        due: due.or(set.due_within).unwrap_or(DUE),
    }
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let (disk, names) = arguments.inputs.open(terminal)?;
    let loaded = resolve(&disk, &names);
    let (found, _) = check(&loaded.workspace, loaded.found, &Settings::default());
    let errors: Vec<_> = found.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    load::tell(&Report { found: &errors, sources: &loaded.workspace.sources, lang: terminal.lang }, terminal);
    let history = History::read(&disk, &loaded.workspace);
    let judge = judge(arguments.as_of, arguments.grace, arguments.due_within, terminal);
    let judged = status(&loaded.workspace, &history, judge);
    if let Some(path) = &arguments.plot {
        output::write(&keep(path, arguments.telling.force)?, plot(&judged, terminal.lang).as_bytes())?;
    }
    if let Some(path) = &arguments.badge {
        output::write(&keep(path, arguments.telling.force)?, badge(&judged, terminal.lang).as_bytes())?;
    }
    arguments.telling.tell(terminal, || status_digest(&judged, terminal.lang), || status_json(&judged))?;
    let is_failing = |state: State| judged.promises.iter().any(|promise| promise.state == state);
    let failed = arguments.fail_on.iter().any(|failing| is_failing(failing.state()));
    Ok(Exit::of(&errors, failed))
}
