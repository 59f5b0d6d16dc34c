//! `odp check`: all findings, no files.

use super::Exit;
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
  odp check plan.odp --format short    one line a finding, for editors
  odp check plans/ --format sarif      for code scanning
  odp check plans/ --deny warnings     nothing doubtful passes
  odp check plans/ --deny ODP301 --allow same-name
  odp check - < plan.odp               standard input

Findings go to standard output. Exit code: 0 clean or warnings only, 1 errors,
2 a wrong command line or a file that cannot be read.";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
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
    let loaded = arguments.inputs.load(terminal)?;
    let (found, _) = check(&loaded.workspace, loaded.found, &settings);
    let report = Report { found: &found, sources: &loaded.workspace.sources, lang: terminal.lang };
    output::print(report.render(arguments.format, &terminal.stdout()))?;
    if arguments.format.has_summary() {
        output::tell(summary(&loaded.workspace, &report, terminal));
    }
    std::mem::forget(loaded.workspace);
    Ok(Exit::of(&found, false))
}
