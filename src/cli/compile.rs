//! `odp compile`: check, then write everything.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::Exit;
use super::load::{self, Inputs, summary};
use super::output::{self, Failure, shown};
use super::terminal::Terminal;
use super::weigh::Weigh;
use crate::diagnostic::{self as d, Arg, Diagnostic, Severity};
use crate::edition::History;
use crate::emit::{Artifact, DUE, Fonts, Options, TARGETS, Target, emit_all, unmet};
use crate::model::{Date, Lang, Plan};
use crate::report::{Format, Report};
use crate::rules::{Settings, check};
use crate::source::visible;
use crate::syntax::nearest;

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
    /// Make one catalogue, calendar, table and workbook of all plans too
    #[arg(long)]
    workspace: bool,
    /// Refuse what is pending
    #[arg(long = "final")]
    is_final: bool,
    #[command(flatten)]
    weigh: Weigh,
    /// Judge promises as of this year, month or day [default: the newest date that the plan states]
    #[arg(long, value_name = "DATE", value_parser = load::date)]
    as_of: Option<Date>,
    /// Do not derive Simplified Chinese
    #[arg(long)]
    no_derived: bool,
    /// The editions of the documents, by commas, such as tc,en,tc+en [default: each language, and the first two together]
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = edition)]
    editions: Option<Vec<Edition>>,
    /// Look here for fonts before the system's; may be said several times
    #[cfg(feature = "pdf")]
    #[arg(long = "font-dir", value_name = "DIR")]
    font_dirs: Vec<PathBuf>,
    /// Leave the plan's source out of its PDF, which is PDF/A-2a then and not PDF/A-3a
    #[arg(long)]
    no_source: bool,
    /// Begin CSV files with a mark of byte order, by which Excel knows UTF-8
    #[arg(long)]
    bom: bool,
    /// Say what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

fn targets_help() -> String {
    let line = |target: &Target| {
        let asked = if target.usual { "" } else { " (only where named)" };
        format!("\n  {:<11} {}{asked}", target.name, target.about)
    };
    format!("What to make, by commas; everything unless said:{}", TARGETS.iter().map(line).collect::<String>())
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let targets = targets(&arguments.emit)?;
    let settings = Settings { is_final: arguments.is_final, levels: arguments.weigh.levels(terminal)? };
    let (disk, names) = arguments.inputs.open(terminal)?;
    let loaded = load::judged(&disk, &names, terminal);
    let mut options = arguments.options(&targets, terminal);
    let (mut found, valid) = check(&loaded.workspace, loaded.found, &settings);
    if valid.is_some() {
        let mut lacking: Vec<Diagnostic> = unmet(&targets, &options).into_iter().collect();
        match terminal.project.as_ref().map(|project| project.logo(&loaded.workspace.sources)) {
            Some(Ok(logo)) => options.logo = logo,
            Some(Err(finding)) => lacking.push(*finding),
            None => {}
        }
        lacking.extend(no_edition(&loaded.workspace.plans, &options));
        settings.levels.apply(&mut lacking);
        found.extend(lacking);
    }
    let failed = found.iter().any(|finding| finding.severity == Severity::Error);
    let valid = valid.filter(|_| !failed);
    let mut artifacts = Vec::new();
    if let Some(valid) = valid.filter(|_| !loaded.workspace.plans.is_empty()) {
        if targets.iter().any(|target| target.whole) {
            options.history = Arc::new(History::read(&disk, &loaded.workspace));
        }
        let mut made = emit_all(valid, &targets, arguments.workspace, &options);
        settings.levels.apply(&mut made.found);
        // what was asked for by name and cannot be made is an error
        if !arguments.emit.is_empty() {
            made.found.iter_mut().for_each(|finding| finding.severity = Severity::Error);
        }
        found.extend(made.found);
        artifacts = made.artifacts;
    }
    let report = Report { found: &found, sources: &loaded.workspace.sources, lang: terminal.lang };
    output::tell(report.render(arguments.format, &terminal.stderr()));
    if valid.is_some() && loaded.workspace.plans.is_empty() {
        let named = arguments.inputs.paths.iter().map(|path| shown(path)).collect::<Vec<_>>().join(", ");
        return Err(Diagnostic::bare(&d::NO_PLANS).variant("libraries").arg("paths", named).into());
    }
    let written = if artifacts.is_empty() { String::new() } else { deliver(&artifacts, arguments, terminal)? };
    if (failed || artifacts.is_empty() || !written.is_empty()) && arguments.format.has_summary() {
        output::tell(written + &summary(&loaded.workspace, &report, terminal));
    }
    std::mem::forget(loaded.workspace);
    Ok(Exit::of(&found, failed))
}

impl Arguments {
    /// What emitters are told, but for the logo.
    fn options(&self, targets: &[&Target], terminal: &Terminal) -> Options {
        let set = terminal.project.as_ref().map(|project| project.settings()).unwrap_or_default();
        Options {
            as_of: self.as_of,
            derived: !self.no_derived,
            base: set.base,
            editions: self.editions.as_ref().map(|all| all.iter().map(|edition| edition.0.clone()).collect()),
            house: set.house,
            logo: None,
            fonts: self.fonts(targets),
            attach: !self.no_source,
            bom: self.bom,
            grace_and_due: (set.status.grace.unwrap_or_default(), set.status.due_within.unwrap_or(DUE)),
            ..Options::default()
        }
    }

    /// The fonts of the machine, where a target needs them: to look for them takes a while.
    #[cfg(feature = "pdf")]
    fn fonts(&self, targets: &[&Target]) -> Option<Arc<dyn Fonts>> {
        let needed = targets.iter().any(|target| target.needs_fonts);
        needed.then(|| Arc::new(super::fonts::DiskFonts::find(&self.font_dirs)) as Arc<dyn Fonts>)
    }

    #[cfg(not(feature = "pdf"))]
    const fn fonts(&self, _: &[&Target]) -> Option<Arc<dyn Fonts>> {
        None
    }
}

/// An edition as the command line names it: `tc`, `tc+en`.
#[derive(Clone, Debug)]
struct Edition(Vec<Lang>);

fn edition(text: &str) -> Result<Edition, String> {
    let langs: Option<Vec<Lang>> = text.split('+').map(|tag| Lang::parse(tag.trim())).collect();
    let langs = langs.ok_or("an edition is a language, such as tc, or several with + between, such as tc+en")?;
    let repeats = langs.iter().enumerate().any(|(at, lang)| langs.iter().take(at).any(|earlier| earlier == lang));
    if repeats { Err("an edition has each language once".to_owned()) } else { Ok(Edition(langs)) }
}

/// The editions asked for that no plan has.
fn no_edition(plans: &[Plan], options: &Options) -> Vec<Diagnostic> {
    let mut known: Vec<Lang> = Vec::new();
    for lang in plans.iter().flat_map(|plan| options.languages(plan)) {
        if !known.contains(&lang) {
            known.push(lang);
        }
    }
    let asked = options.editions.iter().flatten();
    let has = |edition: &[Lang], plan| edition.iter().all(|lang| options.languages(plan).contains(lang));
    let absent = asked.filter(|edition| !plans.is_empty() && !plans.iter().any(|plan| has(edition, plan)));
    let finding = |edition: &Vec<Lang>| {
        let found = edition.iter().map(Lang::suffix).collect::<Vec<_>>().join("+");
        let known = Arg::List(known.iter().map(|lang| lang.suffix().into()).collect());
        Diagnostic::bare(&d::NO_EDITION).arg("found", found).arg("known", known)
    };
    absent.map(finding).collect()
}

fn targets(names: &[String]) -> Result<Vec<&'static Target>, Failure> {
    if names.is_empty() {
        return Ok(TARGETS.iter().filter(|target| target.usual).collect());
    }
    let known = || TARGETS.iter().map(|target| target.name);
    let find = |name: &String| {
        TARGETS.iter().find(|target| target.name == name.trim()).ok_or_else(|| {
            let all = Arg::List(known().map(Arg::from).collect());
            let finding = Diagnostic::bare(&d::UNKNOWN_TARGET).arg("found", name.as_str()).arg("known", all);
            match nearest(name, known()) {
                Some(near) => finding.variant("nearest").arg("nearest", near),
                None => finding,
            }
        })
    };
    Ok(names.iter().map(find).collect::<Result<Vec<_>, _>>()?)
}

/// Writes all files; all names are known before the first is written. Gives the list of them, for people.
fn deliver(artifacts: &[Artifact], arguments: &Arguments, terminal: &Terminal) -> Result<String, Failure> {
    if arguments.out.as_os_str() == "-" {
        let [only] = artifacts else {
            return Err(Diagnostic::bare(&d::NOT_WRITTEN).variant("several").arg("count", artifacts.len()).into());
        };
        return output::print(&only.bytes).map(|()| String::new());
    }
    let mut names = FxHashSet::default();
    if let Some(double) = artifacts.iter().find(|artifact| !names.insert(artifact.path.to_lowercase())) {
        return Err(Diagnostic::bare(&d::NOT_WRITTEN).variant("twice").arg("path", double.path.as_str()).into());
    }
    if !arguments.dry_run {
        use rayon::prelude::*;
        artifacts
            .par_iter()
            .map(|artifact| output::write(&place(&arguments.out, artifact), &artifact.bytes))
            .collect::<Result<(), _>>()?;
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
