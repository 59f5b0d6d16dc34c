//! `odp ci`: what a bureau's repository asks of every change, in one command.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Exit;
use super::disk::Disk;
use super::git::{Revision, fork_of, knows};
use super::load;
use super::output::{self, Failure, keep, shown};
use super::status::{Failing, judge};
use super::terminal::Terminal;
use super::weigh::Weigh;
use crate::diagnostic::{self as d, Diagnostic};
use crate::digest::{Base, Form, Review, ci_digest};
use crate::edition::{Breaks, History, breaking, diff, status};
use crate::format::format;
use crate::model::{Date, Workspace};
use crate::report::{Format, Look, Report};
use crate::resolve::load as resolve;
use crate::rules::{Settings, check};
use crate::source::{Source, Sources, Span};

pub(super) static EXAMPLES: &str = "\
Examples:
  odp ci                                   every plan here, against the branch it goes to
  odp ci plans/ --base main
  odp ci --base HEAD                       before a commit
  odp ci --final --fail-on overdue         nothing pending, nothing overdue

It checks the plans, sees that they are formatted, that no promise of the base is
broken, and tells how promises stand. The base is that of --base, else the branch
that a pull request goes to (GITHUB_BASE_REF), the base of a merge request
(CI_MERGE_REQUEST_DIFF_BASE_SHA), or origin/HEAD; what a change is compared with is
the commit in which it left its base. On GitHub findings are annotations, and the
summary goes to the page of the run (GITHUB_STEP_SUMMARY).

Exit code: 0 all passed, 1 something did not, 2 a wrong command line or a file that
cannot be read.";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// Plans, libraries, or folders of them
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// The revision of git whose promises must not be broken
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    /// Refuse what is pending
    #[arg(long = "final")]
    is_final: bool,
    /// The date by which promises are judged: YYYY, YYYY-MM or YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE", value_parser = load::date)]
    as_of: Option<Date>,
    /// Fail where a promise stands so; may be given again
    #[arg(long, value_name = "STATE", value_delimiter = ',')]
    fail_on: Vec<Failing>,
    /// The form of findings [default: github on GitHub Actions, else human]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write the summary, as Markdown
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,
    /// Overwrite the summary
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    weigh: Weigh,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let summary = arguments.summary.as_ref().map(|path| keep(path, arguments.force)).transpose()?;
    let settings = Settings { is_final: arguments.is_final, levels: arguments.weigh.levels(terminal)? };
    let disk = Disk::open(&arguments.paths, terminal, "stdin.odp");
    let names = disk.names();
    if names.is_empty() {
        let named = arguments.paths.iter().map(|path| shown(path)).collect::<Vec<_>>().join(", ");
        return Err(Diagnostic::bare(&d::NO_PLANS).arg("paths", named).into());
    }
    let mut loaded = resolve(&disk, &names);
    if let Some(project) = &terminal.project {
        project.judge(&mut loaded);
    }
    let workspace = loaded.workspace;
    let (mut found, _) = check(&workspace, loaded.found, &settings);
    let unformatted = unformatted(&workspace.sources, &names);
    let count = unformatted.len();
    found.extend(unformatted);
    let base = Old::of(arguments, terminal)?;
    let compared = base.as_ref().map(|base| base.compare(&workspace, &settings));
    let history = History::read(&disk, &workspace);
    let judged = status(&workspace, &history, judge(arguments.as_of, None, None, terminal));
    let failing = arguments.fail_on.iter().map(|failing| failing.state());
    let is_failing = failing.into_iter().any(|state| judged.promises.iter().any(|promise| promise.state == state));
    let changes = base.as_ref().map(|base| diff(&base.workspace, &workspace));
    let compared_with = base.as_ref().zip(changes.as_ref()).zip(compared.as_ref());
    let review = Review {
        found: &found,
        sources: &workspace.sources,
        unformatted: count,
        base: compared_with.map(|((base, diff), breaks)| Base {
            name: &base.name,
            diff,
            broken: &breaks.found,
            sources: &breaks.sources,
        }),
        status: &judged,
        is_failing,
    };
    let house = terminal.project.as_ref().map(|project| project.settings().house).unwrap_or_default();
    let digest = ci_digest(&review, terminal.lang);
    let markdown = digest.render(Form::Markdown, &Look::default(), &house);
    if let Some(path) = summary {
        output::write(&path, markdown.as_bytes())?;
    }
    if let Some(path) = variable("GITHUB_STEP_SUMMARY") {
        append(Path::new(&path), &markdown)?;
    }
    let on_github = variable("GITHUB_ACTIONS").is_some_and(|value| value == "true");
    let form = arguments.format.unwrap_or(if on_github { Format::Github } else { Format::Human });
    let of_change = Report { found: &found, sources: &workspace.sources, lang: terminal.lang };
    output::print(of_change.render(form, &terminal.stdout()))?;
    if let Some(breaks) = &compared {
        let report = Report { found: &breaks.found, sources: &breaks.sources, lang: terminal.lang };
        output::print(report.render(form, &terminal.stdout()))?;
    }
    if form.has_summary() {
        let steps = crate::digest::Digest { sections: Vec::new(), ..digest };
        output::tell(steps.render(Form::Human, &terminal.stderr(), &house));
    }
    let is_broken = compared.is_some_and(|breaks| !breaks.found.is_empty());
    Ok(Exit::of(&found, is_broken || is_failing))
}

/// An environment variable that says something.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The files that were named and are not formatted. What cannot be read the checks have told.
fn unformatted(sources: &Sources, names: &[String]) -> Vec<Diagnostic> {
    let named = sources.iter().filter(|source| names.iter().any(|name| **name == *source.name));
    let differs = |source: &Arc<Source>| {
        let formatted = format(source).ok().filter(|formatted| *formatted != *source.text)?;
        let finding = Diagnostic::at(&d::NOT_FORMATTED, first_difference(source, &formatted));
        Some(finding.arg("path", &*source.name))
    };
    named.filter_map(differs).collect()
}

/// The first line of a source that is another one in `formatted`, without its end.
fn first_difference(source: &Source, formatted: &str) -> Span {
    let mut start = 0;
    let mut other = formatted.split_inclusive('\n');
    for line in source.text.split_inclusive('\n') {
        if other.next() != Some(line) {
            let end = start + line.trim_end().len();
            return Span::new(source.id, start as u32, end as u32);
        }
        start += line.len();
    }
    Span::new(source.id, start as u32, start as u32)
}

/// Adds to a file that the system of the run keeps.
fn append(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: std::io::Error| {
        Failure::from(Diagnostic::bare(&d::NOT_WRITTEN).arg("path", shown(path)).arg("reason", error.to_string()))
    };
    let mut file = OpenOptions::new().append(true).create(true).open(path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
}

/// The plans as they were.
struct Old {
    name: String,
    workspace: Workspace,
}

impl Old {
    /// The plans in the base, as far as they were there; nothing where no base was named, and none is known.
    ///
    /// # Errors
    /// A finding where the base that was named cannot be read.
    fn of(arguments: &Arguments, terminal: &Terminal) -> Result<Option<Self>, Failure> {
        let by_request = || variable("GITHUB_BASE_REF").map(|branch| format!("origin/{branch}"));
        let by_merge = || variable("CI_MERGE_REQUEST_DIFF_BASE_SHA");
        let named = arguments.base.clone().or_else(by_request).or_else(by_merge);
        let Some(name) = named.or_else(|| Some("origin/HEAD".to_owned()).filter(|name| knows(name))) else { return Ok(None) };
        let revision = Revision::read(&fork_of(&name).unwrap_or_else(|| name.clone()), terminal.max_bytes)?;
        let mut paths: Vec<String> = arguments.paths.iter().flat_map(|path| revision.plans(&from_here(path))).collect();
        paths.sort_unstable();
        paths.dedup();
        let mut workspace = resolve(&revision, &paths).workspace;
        workspace.sources.rename(|file| format!("{name}:{file}"));
        Ok(Some(Self { name, workspace }))
    }

    fn compare(&self, workspace: &Workspace, settings: &Settings) -> Breaks {
        let mut breaks = breaking(&self.workspace, workspace);
        settings.levels.apply(&mut breaks.found);
        breaks
    }
}

/// A path as git takes it: from the working folder, with `/`.
fn from_here(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let relative = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned)).unwrap_or_else(|| path.to_owned());
    format!("./{}", shown(&relative).trim_start_matches("./"))
}
