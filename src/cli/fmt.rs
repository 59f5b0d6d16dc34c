//! `odp fmt`: format files in place.

use std::path::PathBuf;

use super::Exit;
use super::disk::Disk;
use super::output::{self, Failure};
use super::terminal::Terminal;
use crate::diagnostic::{self as d, Diagnostic};
use crate::files::Files as _;
use crate::format::{FormatError, format};
use crate::report::{Format, Report};
use crate::source::{Source, Sources};

pub(super) static EXAMPLES: &str = "\
Examples:
  odp fmt plan.odp            in place
  odp fmt plans/ --check      which files are not formatted? (exit code 1 if any)
  odp fmt plan.odp --diff     what would change
  odp fmt - < plan.odp        standard input to standard output

There are no options of style. A file with syntax errors is left alone.";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// Plans, libraries, or folders of them; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The name of standard input in reports
    #[arg(long, value_name = "NAME", default_value = "stdin.odp")]
    stdin_name: String,
    /// Write nothing; exit with 1 where a file is not formatted
    #[arg(long)]
    check: bool,
    /// Write nothing; print what would change
    #[arg(long)]
    diff: bool,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let disk = Disk::open(&arguments.paths, terminal, &arguments.stdin_name);
    let names = disk.names();
    if names.is_empty() {
        let named = arguments.paths.iter().map(|path| output::shown(path)).collect::<Vec<_>>().join(", ");
        return Err(Diagnostic::bare(&d::NO_PLANS).arg("paths", named).into());
    }
    let mut sources = Sources::default();
    let mut found = Vec::new();
    for name in names {
        match disk.read(&name) {
            Ok(text) => {
                let source = sources.add(&name, text);
                one(&source, &disk, arguments, &mut found)?;
            }
            Err(error) => found.push(crate::resolve::unreadable(error, &name, disk.system(), &mut sources)),
        }
    }
    let report = Report { found: &found, sources: &sources, lang: terminal.lang };
    output::tell(report.render(Format::Human, &terminal.stderr()));
    Ok(Exit::of(&found, false))
}

fn one(source: &Source, disk: &Disk, arguments: &Arguments, found: &mut Vec<Diagnostic>) -> Result<(), Failure> {
    let formatted = match format(source) {
        Ok(formatted) => formatted,
        Err(FormatError::Syntax(errors)) => {
            found.extend(errors);
            return Ok(());
        }
        Err(FormatError::Ours) => {
            found.push(Diagnostic::bare(&d::NOT_FORMATTED).variant("ours").arg("path", &*source.name));
            return Ok(());
        }
    };
    let changed = formatted != *source.text;
    if arguments.diff && changed {
        output::print(output::diff(&source.name, &source.text, &formatted))?;
    }
    if (arguments.check || arguments.diff) && changed {
        found.push(Diagnostic::bare(&d::NOT_FORMATTED).arg("path", &*source.name));
    } else if !arguments.check && !arguments.diff {
        match disk.path(&source.name) {
            Some(path) if changed => output::write(path, formatted.as_bytes())?,
            Some(_) => {}
            None => output::print(formatted)?,
        }
    }
    Ok(())
}
