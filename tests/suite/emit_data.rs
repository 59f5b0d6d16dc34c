//! catalogue.json, calendar.json and the calendar feeds: here what they share, and the JSON.

mod feeds;

use std::collections::BTreeMap;
use std::fs;

use feeds::events;
use odp::emit::{Artifact, Options, TARGETS, Target, calendar_schema, catalogue_schema, emit};
use odp::files::{Files, Memory, ReadError, to_text};
use odp::model::{Date, Workspace};
use odp::rules::{Settings, check};
use serde_json::Value;

use super::examples::PLANS;

struct Disk;

impl Files for Disk {
    fn read(&self, path: &str) -> Result<String, ReadError> {
        fs::read(path).map_err(|_| ReadError::NotFound).and_then(to_text)
    }
}

/// The outputs of the targets under test, by path.
type Outputs = BTreeMap<String, Vec<u8>>;

fn outputs(files: &dyn Files, path: &str, options: &Options) -> (Outputs, Workspace) {
    let loaded = odp::resolve::load(files, &[path.to_owned()]);
    let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    let valid = valid.unwrap_or_else(|| panic!("{path}: {found:?}"));
    let targets: Vec<&Target> = TARGETS.iter().filter(|target| ["json", "calendar", "ics"].contains(&target.name)).collect();
    let artifacts = emit(valid, &targets, options).artifacts;
    (artifacts.into_iter().map(|Artifact { path, bytes, .. }| (path, bytes)).collect(), loaded.workspace)
}

fn published(path: &str) -> Outputs {
    outputs(&Disk, path, &Options::default()).0
}

/// A plan whose section A holds these datasets.
fn plan_of(datasets: &str) -> String {
    format!(
        "odp 1\nuse \"odp:hk/2026\"\nplan p 2026..2028 {{\n title: tc \"計劃\" en \"Plan\"\n publisher: @hk-hko\n issued: 2025-12\n \
         languages: tc, en\n section A {{ spatial none; non-spatial {{\n{datasets}\n}} }}\n section B none\n section C none\n \
         section D none\n}}\n"
    )
}

/// A dataset with these fields, and plain ones for the rest of what is owed.
fn dataset_of(id: &str, fields: &[(&str, &str)]) -> String {
    let plain = [
        ("name", "tc \"甲\" en \"A\""),
        ("description", "tc \"乙\" en \"B\""),
        ("category", "finance"),
        ("target", "2026-06"),
        ("frequency", "quarterly"),
    ];
    let owed = plain.iter().filter(|(key, _)| !fields.iter().any(|(given, _)| given == key));
    let lines: String = fields.iter().chain(owed).map(|(key, value)| format!("  {key}: {value}\n")).collect();
    format!("dataset {id} {{\n{lines}}}\n")
}

fn written(datasets: &str, options: &Options) -> Outputs {
    outputs(&Memory::new().with("p.odp", plan_of(datasets)), "p.odp", options).0
}

fn json(outputs: &Outputs, name: &str) -> Value {
    let (_, bytes) = outputs.iter().find(|(path, _)| path.ends_with(name)).expect("it is there");
    assert!(bytes.ends_with(b"}\n") && !bytes.contains(&b'\r'), "{name}: LF, and one at the end");
    serde_json::from_slice(bytes).expect("it is JSON")
}

fn feed<'a>(outputs: &'a Outputs, suffix: &str) -> &'a str {
    let (_, bytes) = outputs.iter().find(|(path, _)| path.ends_with(&format!("calendar.{suffix}.ics"))).expect("it is there");
    std::str::from_utf8(bytes).expect("it is UTF-8")
}

/// The datasets of a catalogue, in no order.
fn datasets(catalogue: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    let mut waiting = vec![&catalogue["sections"]];
    while let Some(part) = waiting.pop() {
        for of in part.as_array().into_iter().flatten() {
            found.extend(of["datasets"].as_array().into_iter().flatten());
            waiting.extend([&of["organisations"], &of["halves"]]);
        }
    }
    found
}

#[test]
fn outputs_satisfy_their_schemas() {
    for (name, schema) in [("catalogue.json", catalogue_schema()), ("calendar.json", calendar_schema())] {
        let schema: Value = serde_json::from_str(schema).expect("a schema is JSON");
        jsonschema::meta::validate(&schema).expect("a schema is one");
        let validator = jsonschema::validator_for(&schema).expect("a schema compiles");
        for path in PLANS {
            let found: Vec<String> =
                validator.iter_errors(&json(&published(path), name)).map(|e| format!("{e} at {}", e.instance_path())).collect();
            assert!(found.is_empty(), "{path} {name}: {found:#?}");
        }
        for wrong in ["version", "format", "plan"] {
            let mut value = json(&published(PLANS[0]), name);
            value[wrong] = "wrong".into();
            assert!(!validator.is_valid(&value), "{name} with a wrong {wrong}");
        }
        let mut value = json(&published(PLANS[0]), name);
        value["more"] = 1.into();
        assert!(!validator.is_valid(&value), "{name} with more than the schema knows");
    }
}

#[test]
fn pending_and_missing_values_satisfy_the_schema() {
    let fields = [
        ("name", "tc \"甲\" en pending"),
        ("description", "tc \"乙\" fr \"B\""),
        ("category", "pending"),
        ("target", "pending"),
        ("frequency", "pending"),
    ];
    let outputs = written(&dataset_of("a", &fields), &Options::default());
    for (name, schema) in [("catalogue.json", catalogue_schema()), ("calendar.json", calendar_schema())] {
        let schema: Value = serde_json::from_str(schema).expect("a schema is JSON");
        jsonschema::validate(&schema, &json(&outputs, name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    let catalogue = json(&outputs, "catalogue.json");
    let dataset = datasets(&catalogue)[0];
    for field in ["category", "target", "frequency"] {
        assert_eq!(dataset[field], serde_json::json!({"state": "pending"}), "{field}");
    }
    assert_eq!(dataset["name"]["en"], serde_json::json!({"state": "pending"}));
    let text = &dataset["description"]["items"][0]["text"];
    assert_eq!(text["en"], serde_json::json!({"state": "missing"}));
    assert_eq!(text["fr"], serde_json::json!({"text": "B", "state": "written"}));
    assert_eq!(text["zh-Hans"]["state"], "derived");
    assert_eq!(catalogue["totals"]["categories"][0]["state"], "pending");
    let calendar = json(&outputs, "calendar.json");
    assert_eq!((&calendar["months"], &calendar["undated"][0]["id"]), (&serde_json::json!([]), &"a".into()));
    assert!(events(feed(&outputs, "tc")).is_empty(), "what has no date has no event");
}

#[test]
fn the_twelve_portal_ids_are_in_the_catalogue() {
    let catalogue = json(&published(PLANS[0]), "catalogue.json");
    let id = |dataset: &&Value| dataset["portals"][0]["datasetId"].as_str().map(str::to_owned);
    let ids: Vec<String> = datasets(&catalogue).iter().filter_map(id).collect();
    let source = fs::read_to_string(PLANS[0]).expect("the plan is there");
    assert_eq!(ids.len(), 12);
    for id in ids {
        assert!(source.contains(&format!("portal:      @data-gov-hk \"{id}\"")), "{id}");
        assert!(
            feed(&published(PLANS[0]), "sc")
                .replace("\r\n ", "")
                .contains(&format!("URL:https://data.gov.hk/sc-data/dataset/{id}\r\n"))
        );
    }
}

#[test]
fn a_promise_is_overdue_once_all_of_its_month_has_passed() {
    let overdue = |as_of: Option<&str>| {
        let options = Options { as_of: as_of.and_then(Date::parse), ..Options::default() };
        json(&outputs(&Disk, PLANS[0], &options).0, "catalogue.json")["totals"]["overdue"].clone()
    };
    let counts = [None, Some("2026-01"), Some("2026-02"), Some("2026-06-30"), Some("2026-07"), Some("2026")].map(overdue);
    assert_eq!(counts, [0, 0, 3, 3, 4, 0].map(Value::from));
}

#[test]
fn derived_chinese_is_left_out_where_it_is_not_wanted() {
    let outputs = outputs(&Disk, PLANS[0], &Options { derived: false, ..Options::default() }).0;
    assert!(!outputs.keys().any(|path| path.contains(".sc.")));
    let bytes = outputs.values().flatten().copied().collect::<Vec<u8>>();
    assert!(!String::from_utf8_lossy(&bytes).contains("\"derived\""));
}

#[test]
fn frequencies_that_count_have_codes() {
    let codes = [
        ("every 2 weeks", "P2W BIWEEKLY fortnightly biweekly"),
        ("every 15 minutes", "PT15M 15MIN continual -"),
        ("every 20 minutes", "PT20M OTHER continual -"),
        ("every 60 minutes", "PT60M HOURLY continual -"),
        ("every 1 day", "P1D DAILY daily daily"),
        ("every 7 days", "P7D WEEKLY weekly weekly"),
        ("every 3 months", "P3M QUARTERLY quarterly quarterly"),
        ("every 12 months", "P1Y ANNUAL annually annual"),
        ("every 2 years", "P2Y BIENNIAL biennially biennial"),
        ("every 7 years", "P7Y OTHER irregular -"),
        ("2 times a day", "PT12H DAILY_2 continual -"),
        ("3 times a week", "- WEEKLY_3 irregular threeTimesAWeek"),
        ("4 times a year", "P3M QUARTERLY quarterly quarterly"),
        ("5 times a year", "- OTHER irregular -"),
        ("quarterly", "P3M QUARTERLY quarterly quarterly"),
    ];
    let words: Vec<&str> = codes.iter().map(|(words, _)| *words).collect();
    let source = dataset_of("a", &[("frequency", &words.join(", "))]);
    let catalogue = json(&written(&source, &Options::default()), "catalogue.json");
    let items = datasets(&catalogue)[0]["frequency"]["items"].as_array().cloned().expect("frequencies");
    for ((words, expected), item) in codes.into_iter().zip(items) {
        let part = |key: &str| item[key].as_str().unwrap_or("-").to_owned();
        assert_eq!(["period", "eu", "iso19115", "dublinCore"].map(part).join(" "), expected, "{words}");
        assert_eq!(item["code"], words);
        assert_eq!(item["label"]["en"]["state"], "written", "{words}");
    }
}

#[test]
fn ids_are_encoded_in_addresses() {
    let source = dataset_of("a", &[("portal", "@data-gov-hk \"a b/數?\"")]);
    let outputs = written(&source, &Options::default());
    let url = "https://data.gov.hk/en-data/dataset/a%20b%2F%E6%95%B8%3F";
    assert_eq!(datasets(&json(&outputs, "catalogue.json"))[0]["portals"][0]["urls"]["en"], url);
    assert_eq!(events(feed(&outputs, "en"))[0]["URL"], url);
}

/// `UPDATE=1` renews the files.
#[test]
fn the_smallest_plan_is_as_it_was() {
    for (path, bytes) in published("examples/smallest/plan.odp") {
        let golden = format!("tests/golden/{path}");
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all("tests/golden/smallest").expect("a folder");
            fs::write(&golden, &bytes).expect("it can be written");
        }
        let kept = fs::read(&golden).unwrap_or_default();
        assert_eq!(String::from_utf8_lossy(&bytes), String::from_utf8_lossy(&kept), "{golden}");
    }
}
