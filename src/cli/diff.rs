//! `odp diff`: what changed from one edition to another.

use super::Exit;
use super::editions::Editions;
use super::output::Failure;
use super::telling::Telling;
use super::terminal::Terminal;
use crate::digest::{Names, diff_digest, diff_json};
use crate::edition::diff;

pub(super) static EXAMPLES: &str = "\
Examples:
  odp diff plans/2026/ plans/2027/              all bureaux, from one year to the next
  odp diff HEAD~1:plans/ plans/                 what the working copy changed since a commit
  odp diff main:plan.odp HEAD:plan.odp          two revisions of git
  odp diff old.odp new.odp --format markdown    for a pull request or a paper
  odp diff old.odp new.odp -o changes.html      a page in the house style
  odp diff old.odp new.odp --exit-code          1 if anything changed

REV:PATH is a path from the top of the repository; REV:./PATH from here. A dataset
is the same by its id, or by `formerly`; where only the names are alike it is said
to be likely the same, with the likeness from 0 to 1. The order of datasets and
their numbers are no change.";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    editions: Editions,
    #[command(flatten)]
    telling: Telling,
    /// Exit with 1 if anything changed
    #[arg(long)]
    exit_code: bool,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let [old, new] = arguments.editions.load(terminal)?;
    let diff = diff(&old.workspace, &new.workspace);
    let names = Names { old: &old.name, new: &new.name };
    arguments.telling.tell(terminal, || diff_digest(&diff, names, terminal.lang), || diff_json(&diff, names))?;
    let differs = arguments.exit_code && !diff.is_empty();
    Ok(Exit::of(&[old.errors, new.errors].concat(), differs))
}
