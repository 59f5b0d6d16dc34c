//! `odp compile`: check, then write everything.

use std::path::{Path, PathBuf};

use super::Exit;
use super::build::{self, Making};
use super::load::{Inputs, summary};
use super::output::{self, Failure, shown};
use super::terminal::Terminal;
use crate::diagnostic::{self as d, Diagnostic};
use crate::emit::{Artifact, TARGETS};
use crate::report::{Format, Report};
use crate::source::visible;

pub(super) static EXAMPLES: &str = "\
Examples:
  odp compile plan.odp                     everything, into out/PLAN-ID/
  odp compile plans/ --out public          every plan of a folder
  odp compile plan.odp --emit json,html    only these
  odp compile plan.odp --emit json --out - to standard output
  odp compile plans/ --workspace           one catalogue, calendar and workbook of all plans, too
  odp compile plans/ --emit site,pdf,csv   a web site of all plans, which links to their PDF and CSV
  odp compile plan.odp --final             refuse what is pending
  odp compile plans/ --deny warnings       refuse what is doubtful

Nothing is written where an error is found. Files of an earlier run are replaced, each at once.";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// The folder to write into; `-` is standard output, for a single file
    #[arg(long, short, value_name = "DIR", default_value = "out")]
    out: PathBuf,
    /// What to make, by commas [default: everything]
    #[arg(long, short, value_name = "LIST", value_delimiter = ',', long_help = targets_help())]
    emit: Vec<String>,
    /// The form of findings, on standard error
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    #[command(flatten)]
    making: Making,
    /// Say what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

fn targets_help() -> String {
    build::targets_help("What to make, by commas; everything unless said:", |target| target.usual)
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let targets = match &arguments.emit[..] {
        [] => TARGETS.iter().filter(|target| target.usual).collect(),
        names => build::targets(names)?,
    };
    let order = arguments.making.order(targets, !arguments.emit.is_empty());
    let settings = arguments.making.settings(terminal)?;
    let (disk, names) = arguments.inputs.open(terminal)?;
    let built = order.build(&disk, &names, &settings, terminal);
    let report = Report { found: &built.found, sources: &built.workspace.sources, lang: terminal.lang };
    output::tell(report.render(arguments.format, &terminal.stderr()));
    if built.is_empty() {
        return Err(arguments.inputs.no_plans().variant("libraries").into());
    }
    let (failed, artifacts) = (built.failed, &built.artifacts);
    let written = if artifacts.is_empty() { String::new() } else { deliver(artifacts, arguments, terminal)? };
    if (failed || artifacts.is_empty() || !written.is_empty()) && arguments.format.has_summary() {
        output::tell(written + &summary(&built.workspace, &report, terminal));
    }
    let exit = Exit::of(&built.found, failed);
    std::mem::forget(built.workspace);
    Ok(exit)
}

/// Writes all files; all names are known before the first is written. Gives the list of them, for people.
fn deliver(artifacts: &[Artifact], arguments: &Arguments, terminal: &Terminal) -> Result<String, Failure> {
    if arguments.out.as_os_str() == "-" {
        let [only] = artifacts else {
            return Err(Diagnostic::bare(&d::NOT_WRITTEN).variant("several").arg("count", artifacts.len()).into());
        };
        return output::print(&only.bytes).map(|()| String::new());
    }
    if let Some(double) = build::double(artifacts) {
        return Err(double.into());
    }
    if !arguments.dry_run {
        let files: Vec<_> = artifacts.iter().map(|artifact| (place(&arguments.out, artifact), &*artifact.bytes)).collect();
        output::write_all(&files)?;
    }
    Ok(table(artifacts, arguments, terminal))
}

fn place(out: &Path, artifact: &Artifact) -> PathBuf {
    artifact.path.split('/').fold(out.to_owned(), |path, part| path.join(part))
}

/// What was written: path and size. Of many plans, a line each.
fn table(artifacts: &[Artifact], arguments: &Arguments, terminal: &Terminal) -> String {
    let out = &arguments.out;
    // a file of all plans stands in no folder
    let folder = |artifact: &Artifact| artifact.path.split_once('/').map_or("", |(folder, _)| folder).to_owned();
    let mut folders: Vec<String> = artifacts.iter().map(folder).collect();
    folders.dedup();
    let mut lines: Vec<(String, usize)> = Vec::new();
    if folders.len() <= 4 {
        lines.extend(artifacts.iter().map(|artifact| (shown(&place(out, artifact)), artifact.bytes.len())));
    } else {
        for name in &folders {
            let of = artifacts.iter().filter(|artifact| folder(artifact) == *name);
            if name.is_empty() {
                lines.extend(of.map(|artifact| (shown(&place(out, artifact)), artifact.bytes.len())));
                continue;
            }
            let (count, bytes) = of.fold((0, 0), |(count, bytes), artifact| (count + 1, bytes + artifact.bytes.len()));
            if artifacts.iter().any(|artifact| artifact.path == *name) {
                lines.push((shown(&out.join(name)), bytes));
                continue;
            }
            lines.push((format!("{}/ ({count} {})", shown(&out.join(name)), terminal.say("files", "個檔案")), bytes));
        }
    }
    let width = lines.iter().map(|(name, _)| unicode_width::UnicodeWidthStr::width(name.as_str())).max().unwrap_or(0);
    let pad = |name: &str| " ".repeat(width - unicode_width::UnicodeWidthStr::width(name));
    let line = |(name, bytes): &(String, usize)| format!("  {}{}  {:>9}\n", visible(name), pad(name), size(*bytes));
    let head = if arguments.dry_run { terminal.say("Would write:\n", "將會寫入：\n") } else { "".into() };
    format!("{head}{}", lines.iter().map(line).collect::<String>())
}

fn size(bytes: usize) -> String {
    if bytes < 10_000 { format!("{bytes} B") } else { format!("{:.1} kB", bytes as f64 / 1000.0) }
}
