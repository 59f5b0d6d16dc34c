//! The command line: the only room that reads or writes files, and that prints.
//!
//! Exit codes: 0 clean, or warnings only; 1 errors remain, a difference was found, or something is not formatted;
//! 2 usage, or the machine said no.

mod build;
mod disk;
mod editions;
mod fixes;
#[cfg(feature = "pdf")]
mod fonts;
mod git;
mod house;
mod load;
mod output;
pub mod portal;
mod project;
mod take_back;
mod telling;
mod terminal;
mod weigh;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use output::Failure;
use terminal::{Globals, Terminal};

use crate::diagnostic::{Diagnostic, NOT_READABLE, Severity};

/// The argument by which a command takes plans: its id.
const PATHS: &[&str] = &["paths", "path", "old", "new"];

/// One command: a file of this folder.
struct Command {
    name: &'static str,
    about: &'static str,
    arguments: fn(clap::Command) -> clap::Command,
    run: fn(&ArgMatches, &Terminal) -> Result<Exit, Failure>,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// 0
    Clean,
    /// 1: errors remain, a difference was found.
    Found,
    /// 2: a file that was named cannot be read.
    Unread,
}

impl Exit {
    /// How a command ends that found `found`; `failed` says that it must not end well.
    fn of(found: &[Diagnostic], failed: bool) -> Self {
        if found.iter().any(|finding| *finding.rule == NOT_READABLE) {
            return Self::Unread;
        }
        let errors = found.iter().any(|finding| finding.severity == Severity::Error);
        if errors || failed { Self::Found } else { Self::Clean }
    }
}

macro_rules! commands {
    ($($module:ident $about:literal;)*) => {
        $(mod $module;)*
        static COMMANDS: &[Command] = &[$(Command {
            name: stringify!($module),
            about: $about,
            arguments: |command| $module::Arguments::augment_args(command).after_help($module::EXAMPLES),
            run: |matches, terminal| $module::run(&$module::Arguments::from_arg_matches(matches)?, terminal),
        }),*];
    };
}

commands! {
    compile "Check plans, then write their catalogues, calendars and documents";
    serve "Show the web site of plans in a browser while they are written";
    check "Check plans and libraries; with --fix, mend what is certain";
    fmt "Format plans and libraries in place";
    init "Write a first plan, with comments, that compiles";
    import "Bring in a document or table as a plan, with comments at each doubt";
    export "Write a working copy for colleagues who have no odp: XLSX, DOCX, CSV";
    rollover "Write the next year's edition of a plan: dates, sections and slips carried over";
    diff "Say what changed from one edition of plans to another";
    status "Say how promises stand on a day: kept, late, due, overdue";
    breaking "Say which promises a new edition of plans breaks";
    ci "Check, format, promises and status in one, for a bureau's repository";
    reconcile "Compare plans with what a portal really holds";
    list "List the datasets of plans, as a table or JSON";
    why "Say where a value of a dataset comes from";
    explain "Explain a finding by its code or name";
    schema "Print the JSON Schema of a format that odp writes";
    completions "Print completions for a shell";
    man "Print the manual page, or write one for each command";
}

/// The whole command line.
fn command() -> clap::Command {
    let base = Globals::augment_args(clap::Command::new("odp"))
        .version(env!("CARGO_PKG_VERSION"))
        .about("Plans for open data, as code: one .odp file in; catalogue, calendar and bilingual documents out")
        .after_help("Begin with `odp init`, then `odp compile plan.odp`. `odp COMMAND --help` has examples.")
        .subcommand_required(true)
        .arg_required_else_help(true);
    COMMANDS
        .iter()
        .fold(base, |base, entry| base.subcommand(clap::Command::new(entry.name).about(entry.about).defer(entry.arguments)))
}

/// The names and one-line descriptions of all commands, as `--help` has them.
pub fn commands() -> impl Iterator<Item = (&'static str, &'static str)> {
    COMMANDS.iter().map(|command| (command.name, command.about))
}

/// The plans that the command line names; none for a command that takes none.
fn named(matches: &ArgMatches) -> Vec<PathBuf> {
    let Some((_, matches)) = matches.subcommand() else { return Vec::new() };
    let all = PATHS.iter().filter_map(|id| matches.try_get_many::<PathBuf>(id).ok().flatten());
    // a revision of git is no place on the disk
    all.flatten().filter(|path| git::named(path).is_none()).cloned().collect()
}

/// Runs the command that the process was started with.
#[must_use]
pub fn main() -> ExitCode {
    let matches = command().get_matches();
    let globals = Globals::from_arg_matches(&matches).unwrap_or_default();
    let terminal = Terminal::new(globals, &named(&matches));
    let result = match matches.subcommand() {
        Some((name, matches)) => match COMMANDS.iter().find(|command| command.name == name) {
            Some(command) => (command.run)(matches, &terminal),
            None => Ok(Exit::Clean),
        },
        None => Ok(Exit::Clean),
    };
    match result {
        Ok(Exit::Clean) => ExitCode::SUCCESS,
        Ok(Exit::Found) => ExitCode::from(1),
        Ok(Exit::Unread) => ExitCode::from(2),
        Err(failure) => failure.report(&terminal),
    }
}
