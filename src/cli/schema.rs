//! `odp schema`: JSON Schemas of our own formats.

use super::Exit;
use super::output::{self, Failure};
use super::terminal::Terminal;

pub(super) static EXAMPLES: &str = "\
Examples:
  odp schema catalogue > catalogue.schema.json";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// Which format
    #[arg(value_name = "FORMAT", default_value = "catalogue")]
    format: Schema,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum Schema {
    /// catalogue.json
    Catalogue,
    /// catalogue.json of many plans: odp compile --workspace
    Workspace,
    /// calendar.json
    Calendar,
    /// odp check --format json
    Diagnostics,
    /// odp diff --format json
    Diff,
    /// odp status --format json
    Status,
    /// odp reconcile --format json
    Reconciliation,
}

pub(super) fn run(arguments: &Arguments, _: &Terminal) -> Result<Exit, Failure> {
    output::print(match arguments.format {
        Schema::Catalogue => crate::emit::catalogue_schema().to_owned(),
        Schema::Workspace => crate::emit::workspace_schema(),
        Schema::Calendar => crate::emit::calendar_schema().to_owned(),
        Schema::Diagnostics => crate::report::diagnostics_schema().to_owned(),
        Schema::Diff => crate::digest::diff_schema().to_owned(),
        Schema::Status => crate::digest::status_schema().to_owned(),
        Schema::Reconciliation => crate::digest::reconcile_schema().to_owned(),
    })?;
    Ok(Exit::Clean)
}
