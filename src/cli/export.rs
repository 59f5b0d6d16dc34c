//! `odp export`: a plan → a working copy for those who have no odp.

use std::path::{Path, PathBuf};

use super::Exit;
use super::load::{Inputs, summary, tell};
use super::output::{self, Failure, keep, shown};
use super::terminal::Terminal;
use crate::diagnostic::{self as d, Diagnostic, Severity};
use crate::emit::Options;
use crate::emit::working::{FORMS, Form, export};
use crate::report::Report;
use crate::rules::{Settings, check};

pub(super) static EXAMPLES: &str = "\
Examples:
  odp export plan.odp --to xlsx                  PLAN-ID.xlsx: for colleagues who live in Excel
  odp export plan.odp --to docx -o for-you.docx  for those who live in Word
  odp export plan.odp -o plan-2026.csv           the ending says which form
  odp import plan-2026.xlsx --into plan.odp      their changes, as a diff to review

A working copy has a row or table for each dataset, drop-down lists for what is chosen,
ids that are locked, room for new datasets, and notes on how to fill it in, in Chinese
and English. Keep the plan as it is meanwhile, or do not: what was changed on both
sides is found.";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// The form of the working copy [default: by the ending of --output]
    #[arg(long, value_name = "FORM", value_parser = clap::builder::PossibleValuesParser::new(FORMS.iter().map(|form| form.name)))]
    to: Option<String>,
    /// The file to write, `-` for standard output [default: PLAN-ID and the form's ending]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite the file
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let form = form(arguments)?;
    let loaded = arguments.inputs.load(terminal)?;
    let named = || arguments.inputs.paths.iter().map(|path| shown(path)).collect::<Vec<_>>().join(", ");
    if loaded.workspace.plans.len() > 1 {
        return Err(Diagnostic::bare(&d::NO_PLANS).variant("several").arg("paths", named()).into());
    }
    let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    // what is doubtful or still to come is what working copies are for
    let found: Vec<Diagnostic> = found.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    let report = Report { found: &found, sources: &loaded.workspace.sources, lang: terminal.lang };
    tell(&report, terminal);
    let Some(valid) = valid else {
        output::tell(summary(&loaded.workspace, &report, terminal));
        return Ok(Exit::of(&found, true));
    };
    let Some(plan) = loaded.workspace.plans.first() else {
        return Err(Diagnostic::bare(&d::NO_PLANS).variant("libraries").arg("paths", named()).into());
    };
    let house = terminal.project.as_ref().map(|project| project.settings().house).unwrap_or_default();
    // without the mark of byte order, Excel takes a table for one in another encoding
    let options = Options { house, bom: true, ..Options::default() };
    let made = export(valid, plan, form, &options);
    let failed = |reason: String| Diagnostic::bare(&d::NOT_WRITTEN).arg("path", named()).arg("reason", reason);
    let artifact = made.map_err(|error| failed(error.to_string()))?;
    let path = arguments.output.clone().unwrap_or_else(|| PathBuf::from(&artifact.path));
    if path.as_os_str() == "-" {
        return output::print(&artifact.bytes).map(|()| Exit::of(&found, false));
    }
    output::write(&keep(&path, arguments.force)?, &artifact.bytes)?;
    output::tell(written(&path, &named(), terminal));
    Ok(Exit::of(&found, false))
}

/// The form that was asked for, or that the ending of the file names.
fn form(arguments: &Arguments) -> Result<&'static Form, Failure> {
    let ending = || arguments.output.as_ref()?.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let name = arguments.to.clone().or_else(ending);
    let found = FORMS.iter().find(|form| name.as_deref() == Some(form.name));
    found.ok_or_else(|| {
        let forms = FORMS.iter().map(|form| form.name).collect::<Vec<_>>().join(", ");
        let message = format!("say by --to or by the ending of --output which form it is to have: {forms}\n");
        clap::Error::raw(clap::error::ErrorKind::MissingRequiredArgument, message).into()
    })
}

/// What was written, and how it comes back: `Wrote itib-2026.xlsx. Next: odp import itib-2026.xlsx --into plan.odp`.
fn written(path: &Path, plan: &str, terminal: &Terminal) -> String {
    let typed = |name: &str| if name.contains(' ') { format!("\"{name}\"") } else { name.to_owned() };
    let path = shown(path);
    let (wrote, next) = (terminal.say("Wrote", "已寫入"), terminal.say(". To take changes back: ", "。取回改動："));
    crate::source::visible(&format!("{wrote} {path}{next}odp import {} --into {}", typed(&path), typed(plan))).to_string() + "\n"
}
