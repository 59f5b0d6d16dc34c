//! `odp check`: all findings; no files, but those that `--fix` mends.

use super::Exit;
use super::fixes::Fixes;
use super::load::{Inputs, summary};
use super::output::{self, Failure};
use super::terminal::Terminal;
use super::weigh::Weigh;
use crate::report::{Format, Report};
use crate::rules::{Settings, check};

pub(super) static EXAMPLES: &str = "\
Examples:
  odp check plans/                     every plan of a folder
  odp check plan.odp --final           nothing may be pending any more
  odp check plan.odp --fix             put in what is certain, such as 01/2026 -> 2026-01
  odp check plans/ --dry-run           what would --fix put in? (--diff shows it as a diff)
  odp check plan.odp --format short    one line a finding, for editors
  odp check plans/ --format sarif      for code scanning
  odp check plans/ --deny warnings     nothing doubtful passes
  odp check plans/ --deny ODP301 --allow same-name
  odp check - < plan.odp               standard input

--fix writes the files that were named, and no other; `-` goes fixed to standard
output. Comments stay as they are, and what would bring new errors is left out.
With --dry-run or --diff nothing is written, and the exit code is 1 where
something would be.

Findings go to standard output. Exit code: 0 clean or warnings only, 1 errors,
2 a wrong command line or a file that cannot be read.";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    fixes: Fixes,
    /// The form of findings
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Refuse what is pending
    #[arg(long = "final")]
    is_final: bool,
    #[command(flatten)]
    weigh: Weigh,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let settings = Settings { is_final: arguments.is_final, levels: arguments.weigh.levels(terminal)? };
    let mut fixed = match arguments.fixes.apply(&arguments.inputs, &settings, terminal)? {
        Ok(fixed) => fixed,
        Err(shown) => return Ok(shown),
    };
    let loaded = match &mut fixed {
        Some(fixed) => std::mem::take(&mut fixed.loaded),
        None => arguments.inputs.load(terminal)?,
    };
    let (found, _) = check(&loaded.workspace, loaded.found, &settings);
    let report = Report { found: &found, sources: &loaded.workspace.sources, lang: terminal.lang };
    if fixed.as_ref().is_some_and(|fixed| fixed.is_piped) {
        output::tell(report.render(arguments.format, &terminal.stderr()));
    } else {
        output::print(report.render(arguments.format, &terminal.stdout()))?;
    }
    if arguments.format.has_summary() {
        output::tell(fixed.map(|fixed| fixed.summary(found.len(), terminal)).unwrap_or_default());
        output::tell(summary(&loaded.workspace, &report, terminal));
    }
    std::mem::forget(loaded.workspace);
    Ok(Exit::of(&found, false))
}
