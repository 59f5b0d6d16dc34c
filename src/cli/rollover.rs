//! `odp rollover`: the next year's edition of a plan.

use std::num::NonZeroU16;
use std::path::{Path, PathBuf};

use super::Exit;
use super::disk::Disk;
use super::load::{self, Inputs};
use super::output::{self, Failure, keep, shown};
use super::terminal::Terminal;
use crate::diagnostic::{self as d, Diagnostic};
use crate::edition::rollover::{Fate, Options, Rolled, rollover};
use crate::report::Report;
use crate::resolve::load as resolve;

pub(super) static EXAMPLES: &str = "\
Examples:
  odp rollover plans/itib-2026.odp -o plans/itib-2027.odp            the edition of the year after
  odp rollover plans/itib-2026.odp --to 2028 -o plans/itib-2028.odp
  odp rollover plans/itib-2026.odp                                   to standard output
  odp rollover plans/2026/ -o plans/2027/                            all bureaux: all plans, or none

What was released goes to section D, what is due to A; a promise that was missed waits for its new month and its reason
(`slipped 2026-06..pending { reason: pending }`); what was withdrawn leaves. Ids and comments stay.";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// The plan of this year, or a folder of plans
    #[arg(value_name = "PLAN")]
    path: PathBuf,
    /// The first year of the new edition [default: the year after]
    #[arg(long, value_name = "YEAR")]
    to: Option<NonZeroU16>,
    /// The plan to write, or the folder; without it, the plan is printed
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite plans
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let inputs = Inputs { paths: vec![arguments.path.clone()], stdin_name: "stdin.odp".to_owned() };
    let (disk, names) = inputs.open(terminal)?;
    if arguments.path.is_dir() {
        return folder(arguments, &disk, &names, terminal);
    }
    let output = arguments.output.as_ref().map(|path| keep(path, arguments.force)).transpose()?;
    let name = names.first().map(String::as_str).unwrap_or_default();
    let options = Options { year: arguments.to, name: output.as_deref().map(|path| named_like(name, path)) };
    let outcome = rollover(&disk, name, &options);
    load::tell(&Report { found: &outcome.found, sources: &outcome.sources, lang: terminal.lang }, terminal);
    if let Some(rolled) = &outcome.rolled {
        match output {
            Some(path) => output::write(&path, rolled.text.as_bytes())?,
            None => output::print(&rolled.text)?,
        }
        output::tell(sum(rolled, terminal));
    }
    Ok(Exit::of(&outcome.found, outcome.rolled.is_none()))
}

/// All plans of a folder, into another: all of them, or none where one cannot be carried over.
fn folder(arguments: &Arguments, disk: &Disk, names: &[String], terminal: &Terminal) -> Result<Exit, Failure> {
    let Some(target) = &arguments.output else {
        let finding = Diagnostic::bare(&d::ROLLOVER_YEAR).variant("several").arg("path", shown(&arguments.path));
        return Err(finding.arg("count", names.len()).into());
    };
    let mut made: Vec<(PathBuf, String, Rolled)> = Vec::new();
    let mut faults = Vec::new();
    for name in names {
        let inside = disk.path(name).and_then(|path| path.strip_prefix(&arguments.path).ok()).unwrap_or(Path::new(name));
        let path = target.join(next_name(&shown(inside), disk, name, arguments.to));
        let options = Options { year: arguments.to, name: Some(named_like(name, &path)) };
        let outcome = rollover(disk, name, &options);
        let is_library = outcome.found.iter().all(|finding| *finding.rule == d::NO_PLANS);
        match outcome.rolled {
            Some(rolled) => made.push((keep(&path, arguments.force)?, name.clone(), rolled)),
            None if is_library => {}
            None => {
                load::tell(&Report { found: &outcome.found, sources: &outcome.sources, lang: terminal.lang }, terminal);
                faults.extend(outcome.found);
            }
        }
    }
    if made.is_empty() && faults.is_empty() {
        return Err(Diagnostic::bare(&d::NO_PLANS).variant("libraries").arg("paths", shown(&arguments.path)).into());
    }
    if faults.is_empty() {
        for (path, name, rolled) in &made {
            output::write(path, rolled.text.as_bytes())?;
            let colon = terminal.say(": ", "：");
            output::tell(format!("{name} → {}{colon}{}", shown(path), sum(rolled, terminal)));
        }
    }
    Ok(Exit::of(&faults, !faults.is_empty()))
}

/// The name of the next edition's file: that of the old with its first year moved on.
fn next_name(inside: &str, disk: &Disk, name: &str, year: Option<NonZeroU16>) -> String {
    let loaded = resolve(disk, &[name.to_owned()]).workspace;
    let old = loaded.plans.first().map(|plan| plan.period.value.from.year_number());
    let Some(old) = old else { return inside.to_owned() };
    let next = year.map_or(old + 1, |year| i32::from(year.get()));
    let (folder, file) = inside.rsplit_once('/').map_or(("", inside), |(folder, file)| (folder, file));
    let file = file.replace(&format!("{old:04}"), &format!("{next:04}"));
    if folder.is_empty() { file } else { format!("{folder}/{file}") }
}

/// The name of a file from where another's name is: from the current folder, unless that one is absolute.
fn named_like(other: &str, path: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if Path::new(other).is_absolute() {
        return shown(&absolute(path));
    }
    if path.is_relative() {
        return shown(path);
    }
    let (here, path) = (absolute(Path::new(".")), absolute(path));
    let common = here.components().zip(path.components()).take_while(|(a, b)| a == b).count();
    let up = here.components().skip(common).map(|_| Path::new(".."));
    let relative: PathBuf = up.chain(path.components().skip(common).map(|part| Path::new(part.as_os_str()))).collect();
    shown(&relative)
}

/// What became of the datasets: `2027..2029: 16 datasets: 3 released, now in section D; 2 due, now in section A; …`
fn sum(rolled: &Rolled, terminal: &Terminal) -> String {
    let words = [
        (Fate::Stays, "unchanged", "個不變"),
        (Fate::Released, "released, now in section D", "個已開放，移至 D 部分"),
        (Fate::Due, "due, now in section A", "個到期，移至 A 部分"),
        (Fate::Overdue, "overdue, now in section A, to be dated anew", "個逾期，移至 A 部分，須另定日期"),
        (Fate::Slipped, "slipped, to be dated anew", "個延期，須另定日期"),
        (Fate::Withdrawn, "withdrawn, left out", "個已撤回，不再列出"),
    ];
    let count = |fate| rolled.fates.iter().filter(|(_, own)| *own == fate).count();
    let told = words.into_iter().map(|(fate, english, chinese)| (count(fate), english, chinese)).filter(|(count, ..)| *count > 0);
    let told: Vec<String> = told.map(|(count, english, chinese)| format!("{count} {}", terminal.say(english, chinese))).collect();
    let (total, head) = (rolled.fates.len(), if rolled.fates.len() == 1 { "dataset" } else { "datasets" });
    let (head, colon) = (terminal.say(head, "個數據集"), terminal.say(": ", "："));
    format!("{}{colon}{total} {head}{colon}{}\n", rolled.period, told.join(&terminal.say("; ", "；")))
}
