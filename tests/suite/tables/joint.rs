//! The tables of all plans together say what those of each plan say, and count what `catalogue.json` counts.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use odp::emit::{Options, TARGETS, Target, emit, emit_together, unshield};
use odp::files::{Files, ReadError};
use odp::rules::{Settings, check};
use serde_json::Value;

use super::{Disk, PLANS, nasty};

type Outputs = BTreeMap<String, Vec<u8>>;

/// The plans of the project, and the nasty one.
struct Mixed;

impl Files for Mixed {
    fn read(&self, path: &str) -> Result<String, ReadError> {
        if path == "nasty.odp" { Ok(nasty::source()) } else { Disk.read(path) }
    }
}

/// The outputs of each plan, and those of all together.
pub fn made(paths: &[&str], options: &Options) -> (Outputs, Outputs) {
    let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
    let loaded = odp::resolve::load(&Mixed, &paths);
    let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    let valid = valid.unwrap_or_else(|| panic!("{found:#?}"));
    let wanted = ["json", "csv", "datapackage", "xlsx"];
    let targets: Vec<&Target> = TARGETS.iter().filter(|target| wanted.contains(&target.name)).collect();
    let by_path = |artifacts: Vec<odp::emit::Artifact>| artifacts.into_iter().map(|one| (one.path, one.bytes)).collect();
    (by_path(emit(valid, &targets, options).artifacts), by_path(emit_together(valid, &targets, options)))
}

/// A CSV file: its heads, and its rows by head.
fn table(outputs: &Outputs, path: &str) -> (Vec<String>, Vec<BTreeMap<String, String>>) {
    let bytes = outputs.get(path).unwrap_or_else(|| panic!("no {path}"));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&**bytes);
    let record = |record: Result<csv::StringRecord, csv::Error>| -> Vec<String> {
        record.expect("a record").iter().map(|cell| unshield(cell).to_owned()).collect()
    };
    let mut rows = reader.records().map(record);
    let heads = rows.next().expect("heads");
    let rows = rows.map(|row| heads.iter().cloned().zip(row).collect()).collect();
    (heads, rows)
}

/// The plans of the joint `catalogue.json`, bureau by bureau.
fn plans(catalogue: &Value) -> Vec<&Value> {
    let publishers = catalogue["publishers"].as_array().expect("publishers");
    publishers.iter().flat_map(|publisher| publisher["plans"].as_array().expect("plans")).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn all_paths() -> Vec<&'static str> {
    PLANS.into_iter().chain(["nasty.odp"]).collect()
}

#[test]
fn the_table_for_programs_has_the_rows_of_every_plan() {
    let (apart, together) = made(&all_paths(), &Options::default());
    let catalogue: Value = serde_json::from_slice(&together["catalogue.json"]).expect("JSON");
    let (heads, rows) = table(&together, "plans.csv");
    assert_eq!(heads[..3], ["plan", "publishers", "id"]);
    let mut left = rows.iter();
    for part in plans(&catalogue) {
        let plan = &part["plan"];
        let publishers: Vec<&str> =
            plan["publishers"].as_array().expect("publishers").iter().map(|one| text(&one["id"])).collect();
        let (known, own) = table(&apart, &format!("{}/plan.csv", text(&plan["id"])));
        for alone in own {
            let joint = left.next().expect("a row");
            assert_eq!(joint["plan"], text(&plan["id"]));
            assert_eq!(joint["publishers"], serde_json::to_string(&publishers).expect("JSON"));
            for head in heads.iter().filter(|head| !head.starts_with("publisher") && *head != "plan") {
                let expected = if known.contains(head) { &alone[head] } else { "" };
                assert_eq!(joint[head], expected, "{}: {head}", joint["id"]);
            }
        }
    }
    assert!(left.next().is_none());
    assert_eq!(rows.len() as u64, catalogue["totals"]["datasets"]);
}

#[test]
fn a_table_in_a_language_has_the_plans_of_that_language() {
    let (apart, together) = made(&all_paths(), &Options::default());
    let catalogue: Value = serde_json::from_slice(&together["catalogue.json"]).expect("JSON");
    let joint_publisher = "香港天文台、創新科技及工業局";
    for (suffix, tag, head) in [("tc", "zh-Hant", "發布機構"), ("en", "en", "Publisher"), ("fr", "fr", "publisher")] {
        let (heads, rows) = table(&together, &format!("plans.{suffix}.csv"));
        assert_eq!(heads[0], head);
        let mut left = rows.iter();
        for part in plans(&catalogue) {
            let languages = part["plan"]["languages"].as_array().expect("languages");
            if languages.iter().all(|language| language["tag"] != tag) {
                continue;
            }
            let (known, own) = table(&apart, &format!("{}/plan.{suffix}.csv", text(&part["plan"]["id"])));
            for alone in own {
                let joint = left.next().expect("a row");
                assert_eq!(joint[&heads[1]], text(&part["plan"]["id"]));
                for (old, new) in known.iter().zip(&heads[2..]) {
                    assert_eq!(joint[new], alone[old], "{new}");
                }
            }
        }
        assert!(left.next().is_none());
        assert_eq!(rows.iter().any(|row| row[head] == joint_publisher), suffix == "tc");
    }
}

#[test]
fn the_package_tells_rows_of_several_plans_apart() {
    let (_, together) = made(&all_paths(), &Options::default());
    let package: Value = serde_json::from_slice(&together["datapackage.json"]).expect("JSON");
    assert_eq!((&package["name"], &package["title"]), (&"plans".into(), &"All open data plans".into()));
    let resources = package["resources"].as_array().expect("resources");
    let paths: Vec<&str> = resources.iter().map(|resource| text(&resource["path"])).collect();
    assert_eq!(paths, ["plans.csv", "plans.en.csv", "plans.fr.csv", "plans.tc.csv", "plans.sc.csv"]);
    assert_eq!(resources[0]["schema"]["primaryKey"], serde_json::json!(["plan", "id"]));
    assert_eq!(resources[1]["schema"]["primaryKey"], serde_json::json!(["Plan", "Id"]));
    let reference = &resources[1]["schema"]["foreignKeys"][0]["reference"];
    assert_eq!(*reference, serde_json::json!({"resource": "plans", "fields": ["plan", "id"]}));
    for (resource, path) in resources.iter().zip(paths) {
        assert_eq!(resource["bytes"], together[path].len());
        let fields = resource["schema"]["fields"].as_array().expect("fields");
        let names: Vec<&str> = fields.iter().map(|field| unshield(text(&field["name"]))).collect();
        assert_eq!(names, table(&together, path).0);
        assert!(fields.iter().all(|field| field["constraints"]["unique"].is_null()), "an id is unique in its plan only");
    }
    let once = |key: &str| package[key].as_array().expect("a list").len();
    assert_eq!((once("sources"), once("contributors")), (6, 5), "a publisher of several plans stands there once");
}

/// A sheet: its rows as texts.
fn sheet(book: &mut Xlsx<Cursor<&Vec<u8>>>, name: &str) -> Vec<Vec<String>> {
    let range = book.worksheet_range(name).unwrap_or_else(|error| panic!("{name}: {error}"));
    let cell = |cell: &Data| match cell {
        Data::Float(number) => number.to_string(),
        Data::String(text) => text.clone(),
        Data::Empty => String::new(),
        other => panic!("{name}: a cell of another kind: {other:?}"),
    };
    range.rows().map(|row| row.iter().map(cell).collect()).collect()
}

#[test]
fn the_workbook_counts_what_the_catalogue_counts() {
    let (_, together) = made(&all_paths(), &Options { as_of: odp::model::Date::parse("2026-09"), ..Options::default() });
    let catalogue: Value = serde_json::from_slice(&together["catalogue.json"]).expect("JSON");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&together["plans.xlsx"])).expect("a workbook");
    let names = ["Totals", "Plans", "A", "B", "C. Datasets that other or…", "D"];
    assert_eq!(book.sheet_names(), names, "headings of other years differ");
    let rows = sheet(&mut book, "Totals");
    let blocks: Vec<&[Vec<String>]> = rows.split(|row| row.iter().all(String::is_empty)).collect();
    let totals = &catalogue["totals"];
    let lines = |block: usize| blocks[block][1..].iter().map(|row| row.iter().map(String::as_str).collect::<Vec<_>>());
    let counts = |of: &Value, keys: &[&str]| keys.iter().map(|key| of[key].to_string()).collect::<Vec<_>>();
    let status = ["datasets", "planned", "released", "withdrawn"];
    assert_eq!(lines(0).next().expect("a line")[1..6], counts(totals, &[&status[..], &["overdue"]].concat()));
    assert_ne!(totals["overdue"], 0);
    let list = |key: &str| totals[key].as_array().expect("a list").clone();
    assert_eq!([1, 2, 3].map(|block| lines(block).count()), ["sections", "quarters", "categories"].map(|key| list(key).len()));
    for (line, section) in lines(1).zip(list("sections")) {
        assert_eq!(line[0], section["letter"]);
        assert_eq!([line[1], line[6], line[7]].as_slice(), counts(&section, &["datasets", "spatial", "nonSpatial"]));
    }
    for (line, quarter) in lines(2).zip(list("quarters")) {
        let name = quarter["quarter"].as_str().or(quarter["year"].as_str());
        assert_eq!(line[0], name.unwrap_or("[To be confirmed / À confirmer / 待定]"));
        assert_eq!(line[1..5], counts(&quarter, &status));
    }
    for (line, category) in lines(3).zip(list("categories")) {
        assert_eq!(line[1..5], counts(&category, &status), "{}", line[0]);
    }
    assert!(lines(3).any(|line| line[0] == "Technology and Broadcasting / 科技及廣播"));
    let rows = sheet(&mut book, "Plans");
    assert_eq!(rows.len(), plans(&catalogue).len() + 1);
    let heads = ["Publisher", "publisher", "發布機構", "发布机构\n(自动转换)", "Title", "title"];
    assert_eq!(rows[0][..6], heads, "the library of the plan in French has no words for them");
    for (row, part) in rows[1..].iter().zip(plans(&catalogue)) {
        assert!(row.contains(&text(&part["plan"]["id"]).to_owned()));
        let at = row.len() - 7;
        assert_eq!(row[at..at + 5], counts(&part["totals"], &[&status[..], &["overdue"]].concat()));
        for title in part["plan"]["title"].as_object().expect("a title").values() {
            assert!(row.contains(&text(&title["text"]).to_owned()), "{row:?}");
        }
    }
}

#[test]
fn the_workbook_has_every_dataset_with_its_bureau() {
    let (_, together) = made(&all_paths(), &Options::default());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&together["plans.xlsx"])).expect("a workbook");
    let (_, machine) = table(&together, "plans.csv");
    let mut found = 0;
    for letter in ["A", "B", "C", "D"] {
        let name = book.sheet_names().into_iter().find(|name| name.starts_with(letter) && name.len() != 5).expect("a sheet");
        let rows = sheet(&mut book, &name);
        assert_eq!(rows[0][..4], ["Publisher", "publisher", "發布機構", "发布机构\n(自动转换)"]);
        let due = machine.iter().filter(|row| row["section"] == letter);
        for (row, of) in rows[1..].iter().zip(due.clone()) {
            assert_eq!((&row[4], row.last()), (&of["plan"], Some(&of["id"])));
            for (at, tag) in ["en", "fr", "zh-Hant", "zh-Hans"].into_iter().enumerate() {
                let names: Vec<Option<String>> = serde_json::from_str(&of[&format!("publisher_names_{tag}")]).unwrap_or_default();
                let names: Vec<String> = names.into_iter().flatten().collect();
                let joiner = if tag.starts_with("zh") { "、" } else { ", " };
                assert_eq!(row[at], names.join(joiner), "{}", of["id"]);
                let name = &of[&format!("name_{tag}")];
                let squeezed = |text: &str| text.split_whitespace().collect::<String>();
                assert!(name.is_empty() || row.iter().any(|cell| squeezed(cell) == squeezed(name)), "{name}");
            }
            for month in [&of["target"], &of["released"]] {
                assert!(month.is_empty() || row.contains(month), "{month}");
            }
        }
        assert_eq!(rows.len() - 1, due.count());
        found += rows.len() - 1;
    }
    assert_eq!(found, machine.len());
}

/// Plans of the same years have headings alike: then they name the sheets.
#[test]
fn headings_that_are_alike_name_the_sheets() {
    let (_, together) = made(&["plans/itib-2026.odp", "examples/mid-year/plan.odp"], &Options::default());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&together["plans.xlsx"])).expect("a workbook");
    assert!(book.sheet_names()[2].starts_with("A. 在 2026 年發放"), "{:?}", book.sheet_names());
    let heads = &sheet(&mut book, "各計劃")[0];
    let expected = ["發布機構", "Publisher", "发布机构\n(自动转换)", "名稱", "Title", "名称\n(自动转换)", "計劃\nPlan"];
    assert_eq!(heads[..7], expected);
}

#[test]
fn the_tables_of_one_plan_stay_as_they_are() {
    let (alone, _) = made(&PLANS[..1], &Options::default());
    let (among, together) = made(&all_paths(), &Options::default());
    for (path, bytes) in &alone {
        assert_eq!(among[path], *bytes, "{path}");
    }
    assert_eq!(together, made(&all_paths(), &Options::default()).1, "the same bytes again");
    assert_eq!(made(&[], &Options::default()).1.into_keys().collect::<Vec<_>>(), ["catalogue.json"], "no plans, no tables");
}
