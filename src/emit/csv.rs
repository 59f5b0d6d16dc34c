//! `plan.csv` and `plan.LANG.csv`: the plan as flat tables (RFC 4180), in UTF-8, without a mark of byte order unless asked for; of
//! all plans together, `plans.csv` and `plans.LANG.csv`.
//!
//! Lines end with CRLF, as RFC 4180 has it and as data packages take for granted; a line break within a cell is LF. What a
//! spreadsheet would run as a formula is shielded: see [`super::shield`].

use ::csv::{Terminator, WriterBuilder};

use super::table::{Plans, Table, shield, tables};
use super::{Artifact, Options};
use crate::model::Plan;
use crate::rules::Valid;

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    artifacts(&format!("{}/", plan.id.value), &Plans::one(&workspace.vocabulary, plan, options), options)
}

pub(super) fn together(workspace: Valid<'_>, options: &Options) -> Vec<Artifact> {
    artifacts("", &Plans::all(&workspace, options), options)
}

fn artifacts(folder: &str, plans: &Plans<'_>, options: &Options) -> Vec<Artifact> {
    let artifact = |table: &Table| Artifact {
        path: format!("{folder}{}", table.file_name()),
        media_type: "text/csv",
        bytes: bytes(table, options),
    };
    tables(plans, options).iter().map(artifact).collect()
}

/// A table as CSV.
pub(super) fn bytes(table: &Table, options: &Options) -> Vec<u8> {
    let start = if options.bom { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(start);
    // Writing to memory cannot fail, and all records are of one length.
    let _ = writer.write_record(table.columns.iter().map(|column| shield(&column.head).into_owned()));
    for row in &table.rows {
        let _ = writer.write_record(row.iter().map(|cell| shield(cell).into_owned()));
    }
    writer.into_inner().unwrap_or_default()
}
