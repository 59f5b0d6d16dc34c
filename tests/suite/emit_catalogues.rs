//! Catalogues for other systems: JSON-LD, Turtle and CKAN's packages.

mod graphs;
mod packages;

use std::collections::BTreeMap;
use std::fs;

use odp::emit::{Artifact, Options, TARGETS, Target, emit, emit_together};
use odp::files::{Files, Memory, ReadError, to_text};
use odp::model::Workspace;
use odp::rules::{Settings, check};

const PLANS: [&str; 5] = [
    "plans/itib-2026.odp",
    "examples/smallest/plan.odp",
    "examples/mid-year/plan.odp",
    "examples/spatial/plan.odp",
    "examples/elsewhere/plan.odp",
];

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
        emit(valid, &targets, &options).into_iter().chain(emit_together(valid, &targets, &options)).collect();
    let outputs = artifacts.into_iter().map(|Artifact { path, bytes, .. }| (path, bytes)).collect();
    Made { outputs, workspace: loaded.workspace }
}

/// A plan of what is odd and real: several owners, publishers, portals and frequencies, ids in Chinese, long and nasty texts.
fn odd() -> Made {
    make(&Memory::new().with("odd.odp", odd_plan("odd-2026", "2026-03")), &["odd.odp"])
}

fn odd_plan(id: &str, issued: &str) -> String {
    let long = "甲𨋢".repeat(200);
    format!(
        r#"odp 1
use "odp:hk/2026"
licence own {{ name: tc "本署條款" en "Own terms" }}
licence broken {{ name: tc "條款" en "Terms"; url: "see the website" }}
portal site {{ name: tc "網站" en "Site"; url: "https://example.gov.hk/<data>/{{id}}" }}
frequency each-tide {{ label: tc "每次潮汐" en "Each tide"; eu: "QUARTERLYY" }}
plan {id} 2026..2028 {{
  title: tc "計劃" en "Plan \"A\" \\ <b>&\t𨋢"
  publisher: @hk-td, @hk-hyd
  issued: {issued}
  languages: tc, en
  contact: "a b@example.gov.hk"
  section A {{
    spatial {{
      dataset 道路 {{
        name: tc "道路" en "Roads" fr "Routes"
        description: - tc "一" en "One"
                     - tc "二" fr "Deux"
        category: transport
        target: 2026-06
        frequency: yearly, as-needed tc "每年或有需要時" en "Yearly or as needed"
        owner: @hk-td, @hk-hyd
        portal: @csdi, @data-gov-hk
        geometry: line, 3d
        crs: "EPSG:2326", "HK80 (本地)"
        scale: "1:1000"
        coverage: tc "九龍" en "Kowloon"
        keywords: tc "路" en "road", tc "街(橋)" en "street, bridge"
        formerly: old-roads
      }}
    }}
    non-spatial {{
      dataset Long_Title {{
        name: tc "{long}" en "{long}"
        description: tc "C:\\路徑 \"引號\" <script>" en "a\\b \"q\" 'x' </script>"
        category: miscellaneous
        target: pending
        frequency: every 20 minutes
        licence: own
      }}
      dataset tides {{
        name: tc "潮汐" en pending
        description: tc "潮汐。" en pending
        category: pending
        target: 2026-07-15
        released: 2026-03
        frequency: each-tide
        portal: @data-gov-hk "hk-td-tides", @site "潮 汐", @csdi
        formats: csv, api, gtfs
        licence: broken
      }}
      dataset counts {{
        name: tc "數目" en "Counts"
        description: tc "數目。" en "Counts."
        category: finance
        target: 2026-08
        frequency: half-yearly tc "每年兩次" en "Twice a year"
        withdrawn 2026-03 {{ reason: tc "無" en "None" }}
        note: tc "備忘" en "A remark"
      }}
    }}
  }}
  section B none
  section C none
  section D none
}}
"#
    )
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
    let paths: Vec<String> = emit(valid, &all, &Options::default()).into_iter().map(|artifact| artifact.path).collect();
    assert!(paths.contains(&"smallest/ckan.en.json".to_owned()) && paths.contains(&"smallest/catalogue.json".to_owned()));
    assert!(!paths.iter().any(|path| path.ends_with("jsonld") || path.ends_with("ttl")), "{paths:?}");
    assert!(odp::emit::unmet(&all, &Options::default()).is_some());
    assert_eq!(make(&Disk, &[PLANS[4]]).outputs, make(&Disk, &[PLANS[4]]).outputs, "the same bytes each time");
}
