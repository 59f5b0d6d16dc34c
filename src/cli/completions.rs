//! `odp completions`: for bash, zsh, fish, PowerShell and elvish.

use clap_complete::Shell;

use super::Exit;
use super::output::{self, Failure};
use super::terminal::Terminal;

pub(super) static EXAMPLES: &str = "\
Examples:
  odp completions bash > ~/.local/share/bash-completion/completions/odp
  odp completions zsh > ~/.zfunc/_odp
  odp completions fish > ~/.config/fish/completions/odp.fish";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// The shell
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, _: &Terminal) -> Result<Exit, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::command(), "odp", &mut text);
    output::print(text)?;
    Ok(Exit::Clean)
}
