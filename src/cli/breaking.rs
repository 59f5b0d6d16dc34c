//! `odp breaking`: the promises that a new edition breaks.

use super::Exit;
use super::editions::Editions;
use super::output::{self, Failure};
use super::terminal::Terminal;
use super::weigh::Weigh;
use crate::edition::breaking;
use crate::report::{Format, Report};

pub(super) static EXAMPLES: &str = "\
Examples:
  odp breaking plans/2026/ plans/2027/          does next year's edition keep its word?
  odp breaking main:plans/ plans/               before a change is merged
  odp breaking old.odp new.odp --format github  annotations on the lines of the new edition
  odp breaking old.odp new.odp --format sarif   for code scanning

A promise is broken by a target later than before, a dataset gone, updates made
rarer, a format or a portal lost. What is recorded with its reason is not broken:
`slipped` for a target, `withdrawn` for a dataset; for the others a comment
`# odp: allow(updates-rarer) reason` before the dataset. A reason that is pending
excuses nothing yet.

Exit code: 0 every promise is kept, 1 one is broken or cannot be judged, 2 a wrong
command line or a file that cannot be read.";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    editions: Editions,
    /// The form of findings
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    #[command(flatten)]
    weigh: Weigh,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let levels = arguments.weigh.levels(terminal)?;
    let [old, new] = arguments.editions.load(terminal)?;
    let mut breaks = breaking(&old.workspace, &new.workspace);
    levels.apply(&mut breaks.found);
    let report = Report { found: &breaks.found, sources: &breaks.sources, lang: terminal.lang };
    output::print(report.render(arguments.format, &terminal.stdout()))?;
    if arguments.format.has_summary() {
        output::tell(summary(breaks.promises, breaks.found.len(), terminal));
    }
    Ok(Exit::of(&[old.errors, new.errors].concat(), !breaks.found.is_empty()))
}

/// The sum, for people: `14 datasets: 3 promises broken`.
fn summary(datasets: usize, broken: usize, terminal: &Terminal) -> String {
    let noun = |count: usize, one: &str| if count == 1 { one.to_owned() } else { format!("{one}s") };
    let told = match broken {
        0 => terminal.say("every promise is kept", "承諾全部履行").into_owned(),
        _ => terminal
            .say(&format!("{broken} {} broken", noun(broken, "promise")), &format!("{broken} 項承諾未有履行"))
            .into_owned(),
    };
    let datasets =
        terminal.say(&format!("{datasets} {}: ", noun(datasets, "dataset")), &format!("{datasets} 個數據集：")).into_owned();
    format!("{datasets}{told}\n")
}
