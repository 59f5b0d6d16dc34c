//! `odp init`: a first plan.

use std::path::{Path, PathBuf};

use chrono::Datelike as _;

use super::Exit;
use super::output::{self, Failure, keep, shown};
use super::terminal::Terminal;
use crate::diagnostic::{self as d, Diagnostic};
use crate::format::format;
use crate::settings;
use crate::source::{FileId, Source};

pub(super) static EXAMPLES: &str = "\
Examples:
  odp init                                     plan.odp, for this year and the next two
  odp init itib.odp --publisher hk-itib --year 2027";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// The file to write
    #[arg(value_name = "FILE", default_value = "plan.odp")]
    file: PathBuf,
    /// The publisher's id in the library odp:hk/2026
    #[arg(long, value_name = "ID", default_value = "hk-dpo")]
    publisher: String,
    /// The plan's first year [default: this year]
    #[arg(long, value_name = "YYYY", value_parser = clap::value_parser!(u16).range(1000..=9990))]
    year: Option<u16>,
    /// Overwrite the file
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let path = keep(&arguments.file, arguments.force)?;
    let year = arguments.year.map_or_else(|| chrono::Utc::now().year(), i32::from);
    let publisher = arguments.publisher.trim_start_matches('@');
    let library = crate::library::find("odp:hk/2026").unwrap_or_default();
    let known: Vec<&str> = library.lines().filter_map(|line| line.strip_prefix("organisation ")?.split(' ').next()).collect();
    if !known.contains(&publisher) {
        let finding = Diagnostic::bare(&d::UNKNOWN_PATH).variant("publisher").arg("found", publisher);
        let near = crate::syntax::nearest(publisher, known.iter().copied());
        return Err(match near {
            Some(near) => finding.variant("publisher-nearest").arg("nearest", near).into(),
            None => finding.into(),
        });
    }
    let text = TEMPLATE
        .replace("YEAR3", &(year + 2).to_string())
        .replace("LAST", &(year - 1).to_string())
        .replace("YEAR", &year.to_string())
        .replace("PUBLISHER", publisher)
        .replace("SHORT", publisher.trim_start_matches("hk-"));
    let text = format(&Source::new(FileId(0), "plan.odp", text.as_str())).unwrap_or(text);
    output::write(&path, text.as_bytes())?;
    let project = project(&path)?;
    let name = shown(&path);
    let typed = if name.contains(' ') { format!("\"{name}\"") } else { name.clone() };
    let (wrote, next) = (terminal.say("Wrote", "已寫入"), terminal.say(". Next: ", "。下一步："));
    let and = project.map(|project| format!("{}{}", terminal.say(" and ", "及"), shown(&project))).unwrap_or_default();
    output::tell(format!("{wrote} {name}{and}{next}odp compile {typed}\n"));
    Ok(Exit::Clean)
}

/// Writes settings beside a plan that has none, there or further up; gives their place.
fn project(plan: &Path) -> Result<Option<PathBuf>, Failure> {
    let folder = plan.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let known = folder.canonicalize().is_ok_and(|real| real.ancestors().any(|above| above.join(settings::FILE).exists()));
    if known {
        return Ok(None);
    }
    let path = plan.with_file_name(settings::FILE);
    output::write(&path, PROJECT.as_bytes())?;
    Ok(Some(path))
}

static TEMPLATE: &str = include_str!("init.odp");

static PROJECT: &str = include_str!("init.toml");
