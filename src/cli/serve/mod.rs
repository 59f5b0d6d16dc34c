//! `odp serve`: the site of plans in a browser of this machine, made anew whenever a source changes.
//!
//! One thread reads and makes; it hangs each state on a board. The threads of the server only read what hangs there, so that a page is
//! never of two states. Nothing is written, and nobody but this machine is answered.

mod pages;
mod place;
mod reply;
mod request;
mod routes;
mod server;
mod shell;
mod sources;
mod state;
mod told;
mod watch;

use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use clap::error::ErrorKind;

use self::pages::Pages;
use self::place::{Place, Places};
use self::routes::Routes;
use self::server::Port;
use self::shell::Shell;
use self::sources::{Remembering, Sources};
use self::state::{Board, State, Version};
use self::told::told;
use self::watch::{LOOKS, Signal, Watch, next, whole};
use super::Exit;
use super::build::{self, Built, Making, Order};
use super::disk::find_root;
use super::load::{self, Inputs};
use super::output::{self, Failure};
use super::terminal::Terminal;
use crate::diagnostic::{self as d, Diagnostic, Severity};
use crate::emit::{TARGETS, Target};
use crate::model::Workspace;
use crate::report::Report;
use crate::source;

pub(super) static EXAMPLES: &str = "\
Examples:
  odp serve plan.odp                    the site of a plan; its address is printed
  odp serve plans/ --open               of a folder, and open the browser there
  odp serve plans/itib-2026.odp:120     begin at the dataset on line 120
  odp serve plans/ --emit pdf,docx      with links to PDF and Word files too
  odp serve plans/ --port 8000          at a port of one's own; 0 is any

The site is made in memory, as `odp compile --emit site` would write it, and again
whenever a source changes. While there are errors the last good version stays. An
editor jumps to a dataset by opening http://127.0.0.1:4949/?at=FILE:LINE. Only this
machine is answered. Ctrl-C ends it.";

/// What is made beside the site unless more is asked for: what takes no time.
const CHEAP: &[&str] = &["json", "calendar", "ics", "html", "md", "csv"];

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// Plans, libraries, or folders of them; FILE:LINE begins at what stands there
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The port of this machine [default: 4949, or any where that is taken]
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// Open the browser
    #[arg(long)]
    open: bool,
    /// What to make beside the site, by commas [default: json,calendar,ics,html,md,csv, which are made in any case]
    #[arg(long, short, value_name = "LIST", value_delimiter = ',', long_help = targets_help())]
    emit: Vec<String>,
    #[command(flatten)]
    making: Making,
}

fn targets_help() -> String {
    build::targets_help("What to make beside the site, by commas:", is_usual)
}

fn is_usual(target: &Target) -> bool {
    target.name == "site" || CHEAP.contains(&target.name)
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        let text = "standard input cannot be watched: name a file or a folder\n";
        return Err(clap::Error::raw(ErrorKind::ValueValidation, text).into());
    }
    let asked = build::targets(&arguments.emit)?;
    let is_asked = |target: &Target| asked.iter().any(|asked| asked.name == target.name);
    let targets = TARGETS.iter().filter(|target| is_usual(target) || is_asked(target)).collect();
    let places: Vec<Place> = arguments.paths.iter().map(|path| Place::parse(path)).collect();
    let preview = Preview {
        inputs: Inputs { paths: places.iter().map(|place| place.path.clone()).collect(), stdin_name: String::new() },
        order: arguments.making.order(targets, !arguments.emit.is_empty()),
        making: &arguments.making,
        terminal,
    };
    let (sender, signals) = mpsc::channel();
    let end = sender.clone();
    // where no handler can be set, the system ends the process as ever
    let _ = ctrlc::set_handler(move || drop(end.send(Signal::End)));
    let board = Arc::new(Board::default());
    let mut sources = preview.first(&board)?;
    preview.open(arguments, &places, &board)?;
    let mut watch = match Watch::new(sender) {
        Ok(watch) => Some(watch),
        Err(error) => preview.unwatched(&error),
    };
    let mut moved = Vec::new();
    loop {
        // first watch, then look: what changes after the look is seen by the watch
        let folders = preview.folders(&sources);
        if let Some(Err(error)) = watch.as_mut().map(|watch| watch.follow(folders, &moved)) {
            watch = preview.unwatched(&error);
        }
        if sources.are_current(&preview.inputs, terminal) {
            match next(&signals) {
                Some(more) => moved = more,
                None => return Ok(Exit::Clean),
            }
        } else {
            let begun = Instant::now();
            let built;
            (sources, built) = preview.again();
            let took = begun.elapsed();
            moved.clear();
            // an error may be that of a file that is half written: it is shown if it stays
            if built.artifacts.is_empty() {
                match whole(&signals) {
                    Some(more) => moved = more,
                    None => return Ok(Exit::Clean),
                }
                if !sources.are_current(&preview.inputs, terminal) {
                    continue;
                }
            }
            preview.show(built, took, &board);
        }
    }
}

/// What is previewed, and how it is made.
struct Preview<'a> {
    inputs: Inputs,
    order: Order<'a>,
    making: &'a Making,
    terminal: &'a Terminal,
}

impl Preview<'_> {
    /// Makes the first version.
    ///
    /// # Errors
    /// A finding where what was named is not there, or is no plan: then there is nothing to wait for.
    fn first(&self, board: &Board) -> Result<Sources, Failure> {
        let begun = Instant::now();
        let (sources, built) = self.build(self.terminal);
        let built = built?;
        if let Some(finding) = built.found.iter().find(|finding| *finding.rule == d::NOT_READABLE) {
            return Err(finding.clone().into());
        }
        if built.is_empty() {
            return Err(self.inputs.no_plans().variant("libraries").into());
        }
        self.show(built, begun.elapsed(), board);
        Ok(sources)
    }

    /// Makes another version.
    fn again(&self) -> (Sources, Built) {
        let (sources, built) = self.build(&self.terminal.anew(&self.inputs.paths));
        let built = built.unwrap_or_else(|failure| match failure {
            Failure::Finding(finding) => Built::failed(*finding),
            Failure::Usage(_) | Failure::Closed => Built::failed(self.inputs.no_plans()),
        });
        let built = if built.is_empty() { Built::failed(self.inputs.no_plans().variant("libraries")) } else { built };
        (sources, built)
    }

    /// Reads, checks and makes.
    fn build(&self, terminal: &Terminal) -> (Sources, Result<Built, Failure>) {
        let sources = Sources::new(terminal);
        let settings = match self.making.settings(terminal) {
            Ok(settings) => settings,
            Err(failure) => return (sources, Err(failure)),
        };
        let (disk, names) = match self.inputs.open(terminal) {
            Ok(opened) => opened,
            Err(failure) => return (sources, Err(failure)),
        };
        let files = Remembering::new(&disk);
        let mut built = self.order.build(&files, &names, &settings, terminal);
        if let Some(double) = build::double(&built.artifacts) {
            built.artifacts.clear();
            built.found.push(double);
        }
        (sources.with(names, files), Ok(built))
    }

    /// Hangs up what was made, and reports it.
    fn show(&self, built: Built, took: Duration, board: &Board) {
        let Built { workspace, found, artifacts, .. } = built;
        let is_good = !artifacts.is_empty();
        let version = if is_good {
            let pages = Pages::of(&workspace, &artifacts);
            Some(Arc::new(Version::new(artifacts, pages)))
        } else {
            board.state().1.version.clone()
        };
        let report = Report { found: &found, sources: &workspace.sources, lang: self.terminal.lang };
        let places = Places::of(&workspace);
        let told = told(&report, self.terminal, version.as_deref(), &places, is_good);
        board.hang(State { version, places, told });
        load::tell(&report, self.terminal);
        self.sum(&workspace, &report, took);
    }

    /// A line: what was found, and in what time.
    fn sum(&self, workspace: &Workspace, report: &Report<'_>, took: Duration) {
        let sum = load::summary(workspace, report, self.terminal);
        let time = took.as_millis();
        let time = self.terminal.say(&format!(" ({time} ms)"), &format!("（{time} 毫秒）")).into_owned();
        output::tell(format!("{}{time}\n", sum.trim_end()));
    }

    /// Begins to answer, and prints where.
    fn open(&self, arguments: &Arguments, places: &[Place], board: &Arc<Board>) -> Result<(), Failure> {
        let shell = Shell::new(self.terminal.lang);
        let begin = places.iter().find(|place| place.line.is_some());
        let begin = match begin.map(|place| shell.address(place, &board.state().1)) {
            Some(Err(finding)) if finding.variant != "no-page" => return Err(finding.into()),
            Some(Ok(address)) => address,
            // a plan with errors has a page as soon as they are mended
            Some(Err(_)) | None => "/".to_owned(),
        };
        let port = Port::take(arguments.port).map_err(|error| {
            let port = arguments.port.map_or_else(String::new, |port| format!(":{port}"));
            Diagnostic::bare(&d::NOT_SERVED).arg("address", format!("127.0.0.1{port}")).arg("reason", error.to_string())
        })?;
        if let Some(taken) = port.instead_of {
            let (english, chinese) =
                (format!("port {taken} is taken; this is another\n"), format!("連接埠 {taken} 已被佔用，改用另一個\n"));
            output::tell(self.terminal.say(&english, &chinese));
        }
        let address = format!("http://127.0.0.1:{}{begin}", port.number);
        port.open(Routes { board: Arc::clone(board), shell });
        output::print(format!("{address}\n"))?;
        if arguments.open
            && let Err(error) = open::that_detached(&address)
        {
            let (english, chinese) = (format!("no browser could be opened: {error}\n"), format!("未能開啟瀏覽器：{error}\n"));
            output::tell(self.terminal.say(&english, &chinese));
        }
        Ok(())
    }

    fn folders(&self, sources: &Sources) -> std::collections::BTreeSet<PathBuf> {
        let root = self.terminal.root.clone().or_else(|| find_root(&self.inputs.paths));
        sources.folders(&self.inputs, root.as_deref())
    }

    /// Says that changes are noticed only by looking for them, and why.
    fn unwatched<T>(&self, error: &notify::Error) -> Option<T> {
        let (error, seconds) = (source::visible(&error.to_string()).into_owned(), LOOKS.as_secs());
        let english = format!("changes are noticed only every {seconds} seconds: {error}\n");
        let chinese = format!("每隔 {seconds} 秒才察覺檔案改動：{error}\n");
        output::tell(self.terminal.say(&english, &chinese));
        None
    }
}

impl Built {
    /// Nothing but the reason why.
    fn failed(mut finding: Diagnostic) -> Self {
        finding.severity = Severity::Error;
        Self { workspace: Workspace::default(), found: vec![finding], failed: true, artifacts: Vec::new() }
    }
}
