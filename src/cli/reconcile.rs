//! `odp reconcile`: plans beside what a portal holds.

use std::path::Path;
use std::time::Duration;

use chrono::NaiveDate;
use rustc_hash::FxHashSet;

use super::Exit;
use super::disk::{Disk, read_bytes};
use super::load::{Inputs, date, tell};
use super::output::{self, Failure, shown};
use super::portal::{Limits, fetch, is_address};
use super::telling::Telling;
use super::terminal::Terminal;
use crate::diagnostic::{self as d, Arg, Diagnostic, Severity};
use crate::digest::{Form, Put, reconcile_digest, reconcile_json};
use crate::edition::reconcile::{Edit, Options, edited, edits, portal_of, reconcile};
use crate::files::System;
use crate::import::{File, listing};
use crate::model::{Date, Id, Portal, Workspace};
use crate::report::Report;
use crate::resolve::{load, unreadable};
use crate::rules::{Settings, check};
use crate::source::{FileId, Sources};
use crate::syntax::nearest;

pub(super) static EXAMPLES: &str = "\
Examples:
  odp reconcile plans/ --portal listing.json               what package_search printed
  odp reconcile plans/ --portal datasets.csv               a table with a column of names
  odp reconcile plan.odp --portal listing.json --diff      what the plan can take over
  odp reconcile plan.odp --portal listing.json --fix       put it in
  odp reconcile plan.odp --portal listing.json -o portal.html
  odp reconcile plans/ --portal https://portal.example.org over the network, page by page
  odp reconcile plan.odp --portal listing.json --exit-code 1 if anything differs

A dataset is found by the id in its `portal` field, else by its names; then it is
said how alike they are. --fix puts in the ids of what is sure, and the month of a
release where the portal has a field for it. Comments stay as they are. The network
is used only where an address is given; http and https alone, and a redirect only
within its host.";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// What the portal lists: a file (JSON of CKAN, CSV, XLSX, HTML), or the address of a CKAN portal
    #[arg(long, value_name = "FILE|URL")]
    portal: String,
    /// How long a portal may take for each part of an answer
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=600))]
    timeout: u64,
    /// The portal that was listed, an id of the library [default: by its address, else the only one that the plans name]
    #[arg(long, value_name = "ID")]
    of: Option<String>,
    /// The day as of which updates are late [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    /// How many days late an update may be
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    grace: u32,
    /// Put into the plans what is sure, then report
    #[arg(long, conflicts_with = "diff")]
    fix: bool,
    /// Write nothing; print as a diff what --fix would put in
    #[arg(long)]
    diff: bool,
    #[command(flatten)]
    telling: Telling,
    /// Exit with 1 if anything differs
    #[arg(long)]
    exit_code: bool,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let (disk, names) = arguments.inputs.open(terminal)?;
    let mut loaded = load(&disk, &names);
    let found = std::mem::take(&mut loaded.found);
    let workspace = loaded.workspace;
    let (found, _) = check(&workspace, found, &Settings::default());
    let errors: Vec<Diagnostic> = found.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    tell(&Report { found: &errors, sources: &workspace.sources, lang: terminal.lang }, terminal);

    let Some(pages) = arguments.pages(terminal)? else { return Ok(Exit::Unread) };
    let read = listing(&pages);
    tell(&Report { found: &read.found, sources: &read.sources, lang: terminal.lang }, terminal);
    let broken: FxHashSet<FileId> = errors.iter().filter_map(Diagnostic::span).map(|span| span.file).collect();
    let Some(listing) = read.listing else { return Ok(Exit::Unread) };

    let options = Options { as_of: as_of(arguments.as_of), grace: arguments.grace, portal: arguments.portal(&workspace)? };
    let reconciled = reconcile(&workspace, &listing, options);
    let mut edits = edits(&reconciled);
    edits.retain(|edit| !broken.contains(&edit.file));
    let differs = arguments.exit_code && !reconciled.is_empty();
    if arguments.diff {
        show(&workspace, &edits)?;
        return Ok(Exit::of(&errors, differs || !edits.is_empty()));
    }
    let put = if arguments.fix { Put::Written } else { Put::Shown };
    let is_piped = arguments.fix && write(&workspace, &edits, &disk)?;
    let digest = || reconcile_digest(&reconciled, &arguments.portal, &edits, put, terminal.lang);
    if is_piped {
        let house = terminal.project.as_ref().map(|project| project.settings().house).unwrap_or_default();
        output::tell(digest().render(Form::Human, &terminal.stderr(), &house));
    } else {
        arguments.telling.tell(terminal, digest, || reconcile_json(&reconciled, &arguments.portal, &edits))?;
    }
    Ok(Exit::of(&errors, differs))
}

impl Arguments {
    /// What the portal lists: a file, or its answers; nothing where it does not answer as it should.
    fn pages(&self, terminal: &Terminal) -> Result<Option<Vec<File>>, Failure> {
        if !is_address(&self.portal) {
            return file(&self.portal, terminal).map(|file| Some(vec![file]));
        }
        let limits = Limits { timeout: Duration::from_secs(self.timeout), ..Limits::default() };
        let fetched = fetch(&self.portal, &limits, &mut std::thread::sleep);
        tell(&Report { found: &fetched.found, sources: &fetched.sources, lang: terminal.lang }, terminal);
        Ok((!fetched.pages.is_empty()).then_some(fetched.pages))
    }

    /// The portal that was listed.
    fn portal(&self, workspace: &Workspace) -> Result<Option<Id<Portal>>, Failure> {
        let name = self.of.as_ref().map(|name| name.trim_start_matches('@'));
        let found = portal_of(workspace, name, Some(&self.portal));
        match (name, found) {
            (Some(name), None) => {
                let known: Vec<&str> = workspace.vocabulary.all::<Portal>().map(|(_, portal)| &*portal.id.value).collect();
                let finding = Diagnostic::bare(&d::UNKNOWN_PATH).arg("found", name);
                Err(match nearest(name, known.iter().copied()) {
                    Some(near) => finding.variant("portal-nearest").arg("nearest", near),
                    None => finding.variant("portal").arg("known", Arg::List(known.into_iter().map(Arg::from).collect())),
                }
                .into())
            }
            _ => Ok(found),
        }
    }
}

/// The listing, read from the disk.
fn file(name: &str, terminal: &Terminal) -> Result<File, Failure> {
    let path = Path::new(name);
    let name = shown(path);
    match read_bytes(path, terminal.max_bytes) {
        Ok(bytes) => Ok(File { name, bytes }),
        Err(error) => Err(unreadable(error, &name, System::HERE, &mut Sources::default()).into()),
    }
}

/// The day that is meant: the last of a month or year; today where nothing is said.
fn as_of(said: Option<Date>) -> NaiveDate {
    said.map_or_else(|| chrono::Local::now().date_naive(), Date::last_day)
}

fn show(workspace: &Workspace, edits: &[Edit]) -> Result<(), Failure> {
    for (file, text) in edited(workspace, edits) {
        if let Some(source) = workspace.sources.get(file) {
            output::print(output::diff(&source.name, &source.text, &text))?;
        }
    }
    Ok(())
}

/// Writes the plans with the edits in them; one from standard input is printed. Whether there was such a one.
fn write(workspace: &Workspace, edits: &[Edit], disk: &Disk) -> Result<bool, Failure> {
    let texts = edited(workspace, edits);
    for (file, text) in &texts {
        let Some(source) = workspace.sources.get(*file) else { continue };
        if let Some(path) = disk.path(&source.name) {
            output::write(path, text.as_bytes())?;
        }
    }
    let piped = disk.names().into_iter().find(|name| disk.path(name).is_none());
    let Some(source) = piped.as_ref().and_then(|name| workspace.sources.iter().find(|source| *source.name == **name)) else {
        return Ok(false);
    };
    let text = texts.iter().find(|(file, _)| *file == source.id).map_or(&*source.text, |(_, text)| text);
    output::print(text)?;
    Ok(true)
}
