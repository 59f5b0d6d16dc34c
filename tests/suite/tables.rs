//! The tables: CSV, the data package beside it, the workbook.

pub mod agree;
mod joint;
mod nasty;
mod shown;

use std::collections::BTreeMap;
use std::path::Path;

use odp::emit::{Artifact, Options, TARGETS, Target, emit, shield, unshield};
use odp::files::{Files, Memory, ReadError, to_text};
use odp::model::Workspace;
use odp::rules::{Settings, check};
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::RngSeed;

use agree::agrees;

pub const PLANS: [&str; 5] = [
    "plans/itib-2026.odp",
    "examples/smallest/plan.odp",
    "examples/mid-year/plan.odp",
    "examples/spatial/plan.odp",
    "examples/elsewhere/plan.odp",
];

pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &str) -> Result<String, ReadError> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        std::fs::read(root.join(path)).map_err(|_| ReadError::NotFound).and_then(to_text)
    }
}

/// The targets under test.
pub fn targets() -> Vec<&'static Target> {
    TARGETS.iter().filter(|target| ["csv", "datapackage", "xlsx"].contains(&target.name)).collect()
}

/// A workspace of one plan and its tables, by file name.
fn made(files: &dyn Files, path: &str, options: &Options) -> (Workspace, BTreeMap<String, Vec<u8>>) {
    let loaded = odp::resolve::load(files, &[path.to_owned()]);
    let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    let valid = valid.unwrap_or_else(|| panic!("{path}: {found:#?}"));
    let outputs = by_name(emit(valid, &targets(), options).artifacts);
    (loaded.workspace, outputs)
}

/// Artifacts of one plan by their file names.
pub fn by_name(artifacts: Vec<Artifact>) -> BTreeMap<String, Vec<u8>> {
    let name = |path: &str| path.split_once('/').expect("a folder").1.to_owned();
    artifacts.into_iter().map(|artifact| (name(&artifact.path), artifact.bytes)).collect()
}

#[test]
fn tables_say_what_the_plan_says() {
    for path in PLANS {
        for options in [Options::default(), Options { derived: false, bom: true, ..Options::default() }] {
            let (workspace, outputs) = made(&Disk, path, &options);
            agrees(&workspace, &outputs, &options).unwrap_or_else(|difference| panic!("{path}: {difference}"));
        }
    }
}

#[test]
fn what_is_hard_on_tables_comes_through() {
    let files = Memory::new().with("plan.odp", nasty::source());
    for options in [Options::default(), Options { derived: false, bom: true, ..Options::default() }] {
        let (workspace, outputs) = made(&files, "plan.odp", &options);
        agrees(&workspace, &outputs, &options).unwrap_or_else(|difference| panic!("{difference}"));
        assert_eq!(outputs, made(&files, "plan.odp", &options).1, "the same bytes again");
        let package: serde_json::Value = serde_json::from_slice(&outputs["datapackage.json"]).expect("JSON");
        assert_eq!(package["name"], "u8a08u5283-2026");
        assert_eq!(package["contributors"].as_array().map(Vec::len), Some(2));
        let field = |name: &str| {
            let fields = package["resources"][0]["schema"]["fields"].as_array().expect("fields");
            fields.iter().find(|field| field["name"] == name).expect("a field")["type"].clone()
        };
        assert_eq!([field("target"), field("withdrawn"), field("original_target")], ["string", "yearmonth", "yearmonth"]);
        let csv = String::from_utf8_lossy(&outputs["plan.csv"]).into_owned();
        for text in ["'=1+1,", "\"'=HYPERLINK(\"\"https://example.org\"\",", "'＝主任", "'tis", "[\"a b/數?\",null,\"𨋢\"]"]
        {
            assert!(csv.contains(text) || csv.contains(&text.replace('"', "\"\"")), "{text}\n{csv}");
        }
    }
}

#[test]
fn a_difference_is_found() {
    let (workspace, outputs) = made(&Disk, PLANS[1], &Options::default());
    let csv = String::from_utf8(outputs["plan.en.csv"].clone()).expect("UTF-8");
    let first = csv.split_once("\r\n").expect("a head").1.split(',').nth(5).expect("a name").to_owned();
    let mut fewer: Vec<&str> = csv.split_inclusive("\r\n").collect();
    fewer.pop();
    let cases = [
        ("plan.en.csv", csv.replacen(&first, "Another name", 1).into_bytes(), "name"),
        ("plan.en.csv", fewer.concat().into_bytes(), "ids"),
        ("plan.xlsx", made(&Disk, PLANS[2], &Options::default()).1["plan.xlsx"].clone(), "plan.xlsx"),
        ("plan.tc.csv", Vec::new(), "plan.tc.csv"),
    ];
    for (name, bytes, expected) in cases {
        let mut outputs = outputs.clone();
        outputs.insert(name.to_owned(), bytes);
        let difference = agrees(&workspace, &outputs, &Options::default()).expect_err(name);
        assert!(difference.contains(expected), "{name}: {difference}");
    }
}

#[test]
fn the_mark_of_byte_order_is_there_where_it_is_asked_for() {
    let plain = made(&Disk, PLANS[1], &Options::default()).1;
    let marked = made(&Disk, PLANS[1], &Options { bom: true, ..Options::default() }).1;
    for (name, bytes) in plain.iter().filter(|(name, _)| name.ends_with(".csv")) {
        assert_eq!(marked[name], ["\u{feff}".as_bytes(), bytes].concat(), "{name}");
    }
    assert_eq!(plain["plan.xlsx"], marked["plan.xlsx"]);
}

/// What a workbook says of when it was made is the month in which the plan was issued, and the files in it say nothing.
#[test]
fn a_workbook_does_not_tell_when_it_was_compiled() {
    let bytes = &made(&Disk, PLANS[0], &Options::default()).1["plan.xlsx"];
    let times: Vec<&[u8]> = bytes.windows(14).filter(|part| part.starts_with(b"PK\x03\x04")).map(|part| &part[10..]).collect();
    assert!(times.len() > 8 && times.iter().all(|time| *time == [0, 0, 0x21, 0]), "1980-01-01 00:00: {times:?}");
}

#[test]
fn what_a_spreadsheet_runs_is_shielded() {
    for risky in
        ["=1+1", "+1", "-1", "@sum", "\t=1", "\r", "\n", " =1", "\u{3000}＝1", "＋1", "－1", "＠甲", "'=1", "''\t", "' =1"]
    {
        assert_eq!(shield(risky), format!("'{risky}"), "{risky:?}");
        assert_eq!(unshield(&shield(risky)), risky, "{risky:?}");
    }
    for plain in ["", "'", "''", "'tis", "1-1", "數據", "a=b", "• -1", "−1", "'a=1"] {
        assert_eq!((&*shield(plain), unshield(plain)), (plain, plain));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, rng_seed: RngSeed::Fixed(2026), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_shielded_text_reads_as_it_was(text in "['=+@＝－ \t\r\na數-]{0,6}", other in any::<String>()) {
        for text in [text, other] {
            let cell = shield(&text);
            prop_assert_eq!(unshield(&cell), &*text);
            let bare = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
            prop_assert!(!bare.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']));
        }
    }
}

/// `UPDATE=1` renews the files. A workbook is an archive: what is in it is compared with the CSV files instead.
#[test]
fn tables_are_as_they_were() {
    let nasty = Memory::new().with("plan.odp", nasty::source());
    for (files, path, folder) in [(&Disk as &dyn Files, PLANS[1], "smallest"), (&nasty, "plan.odp", "nasty")] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(folder);
        let (_, outputs) = made(files, path, &Options::default());
        for (name, bytes) in outputs.iter().filter(|(name, _)| !name.ends_with(".xlsx")) {
            let path = folder.join(name);
            if std::env::var_os("UPDATE").is_some() {
                std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, bytes)).expect("written");
            }
            let known = std::fs::read(&path).unwrap_or_default();
            assert!(known == *bytes, "{} has changed; UPDATE=1 renews it", path.display());
        }
    }
}
