//! Plans beside what a portal holds: the plan of ITIB and listings made from it, in `tests/cases/reconcile/`.

mod cases;
mod chosen;
#[cfg(feature = "cli")]
mod command;
mod laws;
#[cfg(feature = "cli")]
mod portal;
mod whose;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use odp::edition::reconcile::{Listing, Options, Reconciliation, portal_of, reconcile};
use odp::files::Memory;
use odp::import::{File, ReadListing, listing};
use odp::model::Workspace;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder() -> PathBuf {
    root().join("tests/cases/reconcile")
}

/// The plan of ITIB.
fn text() -> String {
    std::fs::read_to_string(root().join("plans/itib-2026.odp")).expect("readable")
}

fn workspace(text: &str) -> Workspace {
    let loaded = odp::resolve::load(&Memory::new().with("plan.odp", text), &["plan.odp".to_owned()]);
    assert_eq!(loaded.found, [], "the plan is well");
    loaded.workspace
}

fn read(name: &str, bytes: impl AsRef<[u8]>) -> ReadListing {
    listing(&[File { name: name.to_owned(), bytes: bytes.as_ref().to_vec() }])
}

fn options(workspace: &Workspace) -> Options {
    Options { as_of: NaiveDate::from_ymd_opt(2026, 6, 30).expect("a day"), grace: 7, portal: portal_of(workspace, None, None) }
}

fn reconciled<'a>(workspace: &'a Workspace, listing: &'a Listing) -> Reconciliation<'a> {
    reconcile(workspace, listing, options(workspace))
}
