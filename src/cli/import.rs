//! `odp import`: foreign documents → a plan.

use std::path::PathBuf;

use super::Exit;
use super::disk::read_bytes;
use super::output::{self, Failure, keep, shown};
use super::terminal::Terminal;
use crate::files::System;
use crate::import::{Account, File, Imported, LIBRARY, Options, READERS, hush, import};
use crate::model::Period;
use crate::report::{Format, Report};
use crate::resolve::unreadable;
use crate::source::Sources;

pub(super) static EXAMPLES: &str = "\
Examples:
  odp import old-plan.txt -o plan.odp            from text, as copied from a document
  odp import datasets.csv --years 2026..2028     to standard output
  odp import old-plan.docx -o plan.odp           from Word; .xlsx and .pdf likewise
  odp import out/itib-2026/plan.tc-en.html       both languages of a page
  odp import plan.tc.html --with plan.en.html    one plan of two documents in two languages
  odp import edited.xlsx --into plan.odp         changes of a working copy, as a diff (see odp export)
  odp import register.csv --map register.toml --publisher hk-afcd -o plan.odp

Several files are read as one document, in their order. What is not known is `pending`; each doubt is a comment.
With --into nothing is written without --write, and the exit code is 1 where something would be.";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// Documents: text, CSV, HTML, XLSX, DOCX, PDF, catalogue.json, CKAN's JSON; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// The same plan in another language, whose texts go beside the first's; may be given again
    #[arg(long, value_name = "OTHER")]
    with: Vec<PathBuf>,
    /// The plan to write; without it, the plan is printed
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite the plan
    #[arg(long)]
    force: bool,
    /// The form of the files [default: by their names and contents]
    #[arg(long, value_name = "FORM", value_parser = clap::builder::PossibleValuesParser::new(READERS.iter().map(|reader| reader.name)))]
    from: Option<String>,
    /// The id of the plan's publisher in the library
    #[arg(long, value_name = "ID")]
    publisher: Option<String>,
    /// The plan's years; months where they are not calendar years: 2026-04..2029-03
    #[arg(long, value_name = "YYYY..YYYY", value_parser = |text: &str| Period::parse(text).ok_or("years are YYYY..YYYY or YYYY-MM..YYYY-MM"))]
    years: Option<Period>,
    /// What the heads of other registers mean (TOML)
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// The plan that FILE is a working copy of: print as a diff what it changes
    #[arg(long, value_name = "PLAN", conflicts_with_all = ["with", "output", "force", "publisher", "years", "map"])]
    into: Option<PathBuf>,
    /// Write these changes into the plan
    #[arg(long, requires = "into")]
    write: bool,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    hush();
    if let Some(plan) = &arguments.into {
        return super::take_back::run_into(&arguments.paths, plan, arguments.from.as_deref(), arguments.write, terminal);
    }
    let output = arguments.output.as_ref().map(|path| keep(path, arguments.force)).transpose()?;
    let mut files = Vec::new();
    for path in arguments.map.iter().chain(&arguments.paths).chain(&arguments.with) {
        let name = shown(path);
        match read_bytes(path, terminal.max_bytes) {
            Ok(bytes) => files.push(File { name, bytes }),
            Err(error) => return Err(unreadable(error, &name, System::HERE, &mut Sources::default()).into()),
        }
    }
    let map = arguments.map.as_ref().map(|_| files.remove(0));
    let with = files.split_off(arguments.paths.len());
    let options = Options {
        map,
        with,
        from: arguments.from.clone(),
        publisher: arguments.publisher.as_ref().map(|name| name.trim_start_matches('@').to_owned()),
        years: arguments.years,
        library: LIBRARY.to_owned(),
        ..Options::default()
    };
    let imported = import(&files, &options);
    let report = Report { found: &imported.found, sources: &imported.sources, lang: terminal.lang };
    output::tell(report.render(Format::Human, &terminal.stderr()));
    output::tell(sum(&imported, terminal));
    if let Some(text) = &imported.text {
        match output {
            Some(path) => output::write(&path, text.as_bytes())?,
            None => output::print(text)?,
        }
    }
    Ok(Exit::of(&imported.found, imported.text.is_none()))
}

/// The word for one, or for several.
const fn number(count: usize, [one, several]: [&str; 2]) -> &str {
    if count == 1 { one } else { several }
}

/// What became of the rows: `36 rows: 16 datasets, 14 heads, 6 rows that say there is nothing`.
fn sum(imported: &Imported, terminal: &Terminal) -> String {
    let Account { rows, datasets, paired, joined, heads, none, blank, unread } = imported.account;
    let parts = [
        (datasets, ["dataset", "datasets"], "個數據集"),
        (paired, ["paired with another document's"; 2], "行與另一文件配對"),
        (joined, ["joined to the one before"; 2], "行併入上一行"),
        (heads, ["head", "heads"], "行欄名或標題"),
        (none, ["that says there is nothing", "that say there is nothing"], "行表示沒有數據集"),
        (blank, ["blank"; 2], "行空白"),
        (unread, ["not understood"; 2], "行未能理解"),
    ];
    let said = parts.iter().enumerate().filter(|(at, (count, ..))| *at == 0 || *count > 0);
    let said: Vec<String> = said
        .map(|(_, (count, english, chinese))| format!("{count} {}", terminal.say(number(*count, *english), chinese)))
        .collect();
    let (head, colon) = (terminal.say(number(rows, ["row", "rows"]), "行"), terminal.say(": ", "："));
    format!("{rows} {head}{colon}{}\n", said.join(&terminal.say(", ", "、")))
}
