//! Catalogues for other systems: JSON-LD, Turtle and CKAN's packages.

mod graphs;
mod packages;

use std::collections::BTreeMap;
use std::fs;

use odp::emit::{Artifact, Options, TARGETS, Target, emit, emit_together};
use odp::files::{Files, ReadError, to_text};
use odp::model::Workspace;
use odp::rules::{Settings, check};

use super::examples::PLANS;

const ODD: &str = "tests/cases/catalogues/odd.odp";

const BASE: &str = "https://www.example.gov.hk/open-data/";

/// The files of the project.
pub(super) struct Disk;

impl Files for Disk {
    fn read(&self, path: &str) -> Result<String, ReadError> {
        fs::read(path).map_err(|_| ReadError::NotFound).and_then(to_text)
    }
}

/// Outputs by path, with what they were made from.
struct Made {
    outputs: BTreeMap<String, Vec<u8>>,
    workspace: Workspace,
}

impl Made {
    fn text(&self, path: &str) -> &str {
        let bytes = self.outputs.get(path).unwrap_or_else(|| panic!("no {path} in {:?}", self.outputs.keys()));
        std::str::from_utf8(bytes).expect("UTF-8")
    }
}

fn make(files: &dyn Files, paths: &[&str]) -> Made {
    let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
    let loaded = odp::resolve::load(files, &paths);
    let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    let valid = valid.unwrap_or_else(|| panic!("{paths:?}: {found:?}"));
    let targets: Vec<&Target> = TARGETS.iter().filter(|target| ["dcat", "ttl", "ckan"].contains(&target.name)).collect();
    let options = Options { base: Some(BASE.into()), ..Options::default() };
    let artifacts: Vec<Artifact> =
        emit(valid, &targets, &options).artifacts.into_iter().chain(emit_together(valid, &targets, &options)).collect();
    let outputs = artifacts.into_iter().map(|Artifact { path, bytes, .. }| (path, bytes)).collect();
    Made { outputs, workspace: loaded.workspace }
}

/// A plan of what is odd and real: several owners, publishers, portals and frequencies, ids in Chinese, long and nasty texts.
fn odd() -> Made {
    make(&Disk, &[ODD])
}

/// The odd plan under another id, as of another month.
fn odd_plan(id: &str, issued: &str) -> String {
    fs::read_to_string(ODD).expect("a plan").replace("plan odd-2026 ", &format!("plan {id} ")).replace("2026-03", issued)
}

/// `UPDATE=1` renews the files.
#[test]
fn catalogues_are_as_they_were() {
    for (path, bytes) in PLANS[1..3].iter().flat_map(|path| make(&Disk, &[path]).outputs) {
        let Some((folder, _)) = path.split_once('/') else { continue };
        let golden = format!("tests/golden/{path}");
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(format!("tests/golden/{folder}")).expect("a folder");
            fs::write(&golden, &bytes).expect("it can be written");
        }
        let kept = fs::read(&golden).unwrap_or_default();
        assert_eq!(String::from_utf8_lossy(&bytes), String::from_utf8_lossy(&kept), "{golden}");
    }
}

#[test]
fn without_an_address_there_is_no_catalogue_of_links() {
    let loaded = odp::resolve::load(&Disk, &[PLANS[1].to_owned()]);
    let (_, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    let valid = valid.expect("a valid plan");
    let all: Vec<&Target> = TARGETS.iter().collect();
    let paths: Vec<String> = emit(valid, &all, &Options::default()).artifacts.into_iter().map(|artifact| artifact.path).collect();
    assert!(paths.contains(&"smallest/ckan.en.json".to_owned()) && paths.contains(&"smallest/catalogue.json".to_owned()));
    assert!(!paths.iter().any(|path| path.ends_with("jsonld") || path.ends_with("ttl")), "{paths:?}");
    assert!(odp::emit::unmet(&all, &Options::default()).is_some());
    assert_eq!(make(&Disk, &[PLANS[4]]).outputs, make(&Disk, &[PLANS[4]]).outputs, "the same bytes each time");
}
