//! `odp man`: manual pages, from the same source as `--help`.

use std::path::PathBuf;

use super::Exit;
use super::output::{self, Failure};
use super::terminal::Terminal;
use crate::diagnostic::{self as d, Diagnostic};

pub(super) static EXAMPLES: &str = "\
Examples:
  odp man | man -l -
  odp man --out ~/.local/share/man/man1";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// Write odp.1 and a page for each command into this folder
    #[arg(long, short, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, _: &Terminal) -> Result<Exit, Failure> {
    let Some(folder) = &arguments.out else {
        output::print(page(super::command())?)?;
        return Ok(Exit::Clean);
    };
    let mut whole = super::command();
    whole.build();
    output::write(&folder.join("odp.1"), &page(whole.clone())?)?;
    for command in whole.get_subcommands().filter(|command| command.get_name() != "help") {
        output::write(&folder.join(format!("odp-{}.1", command.get_name())), &page(command.clone())?)?;
    }
    Ok(Exit::Clean)
}

fn page(command: clap::Command) -> Result<Vec<u8>, Failure> {
    let mut text = Vec::new();
    let made = clap_mangen::Man::new(command).render(&mut text);
    made.map_err(|error| Diagnostic::bare(&d::NOT_WRITTEN).arg("path", "-").arg("reason", error.to_string()))?;
    Ok(text)
}
