//! `plan.tc.pdf`: the plan on paper, set by Typst; tagged (PDF/UA-1), to be kept (PDF/A), its source inside.
//!
//! The template `pdf/plan.typ` knows how a page looks; the words go to it as data, never as markup.

mod data;
mod fonts;
mod world;

use typst::WorldExt as _;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use self::fonts::Chosen;
use self::world::PlanWorld;
use super::document::{Document, build, editions, file_name};
use super::{Artifact, Made, Options};
use crate::diagnostic::{self as d, Arg, Diagnostic};
use crate::model::{Date, Plan};
use crate::rules::Valid;

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Made {
    let documents: Vec<Document> = editions(plan, options).iter().map(|languages| build(workspace, plan, languages)).collect();
    let chosen = match fonts::choose(&documents, plan, options) {
        Ok(chosen) => chosen,
        Err(finding) => return Made { artifacts: Vec::new(), found: vec![*finding] },
    };
    let source = workspace.sources.get(plan.id.span.file).map(|source| &*source.text).filter(|_| options.attach);
    let mut made = Made::default();
    for document in &documents {
        match print(document, plan, source, &chosen, options) {
            Ok(bytes) => {
                let path = file_name(plan, &document.languages, "pdf");
                made.artifacts.push(Artifact { path, media_type: "application/pdf", bytes });
            }
            Err(reason) => {
                made.found.push(finding(plan).variant("failed").arg("reason", reason));
                break;
            }
        }
    }
    made
}

fn finding(plan: &Plan) -> Diagnostic {
    Diagnostic::bare(&d::NO_FONT).arg("plans", Arg::List(vec![Arg::from(&*plan.id.value)]))
}

/// One edition.
fn print(document: &Document, plan: &Plan, source: Option<&str>, fonts: &Chosen, options: &Options) -> Result<Vec<u8>, String> {
    let data = data::of(document, plan, source.is_some(), fonts, options);
    let world = PlanWorld::new(data, source, fonts, options.logo.as_ref())?;
    let set = typst::compile::<PagedDocument>(&world).output.map_err(|errors| told(&errors, &world))?;
    let archive = if source.is_some() { PdfStandard::A_3a } else { PdfStandard::A_2a };
    let standards = PdfStandards::new(&[archive, PdfStandard::Ua_1]).map_err(|error| error.message().to_string())?;
    let ident = format!("{} {}", plan.id.value, file_name(plan, &document.languages, "pdf"));
    let creator = Smart::Custom(Some(format!("odp {}", env!("CARGO_PKG_VERSION"))));
    let timestamp = document.issued.and_then(begin).map(Timestamp::new_utc);
    let pdf = PdfOptions { ident: Smart::Custom(ident), creator, timestamp, standards, ..PdfOptions::default() };
    let bytes = typst_pdf::pdf(&set, &pdf).map_err(|errors| told(&errors, &world));
    // what Typst remembers between documents is of no use to the next plan
    typst::comemo::evict(0);
    bytes
}

/// The first moment of a date: a file's properties have no months.
fn begin(date: Date) -> Option<Datetime> {
    let number = |number: Option<u32>| u8::try_from(number.unwrap_or(1)).ok();
    Datetime::from_ymd_hms(date.year_number(), number(date.month_number())?, number(date.day_number())?, 0, 0, 0)
}

/// The first error in Typst's words, with its line of the template.
fn told(errors: &[SourceDiagnostic], world: &PlanWorld<'_>) -> String {
    let Some(first) = errors.first() else { return String::new() };
    let line = world.range(first.span).map(|range| world.line(range.start));
    line.map_or_else(|| first.message.to_string(), |line| format!("{} (plan.typ:{line})", first.message))
}
