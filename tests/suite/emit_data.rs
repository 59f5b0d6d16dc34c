//! catalogue.json, calendar.json and the calendar feeds.

use std::collections::BTreeMap;
use std::fs;

use odp::emit::{Artifact, Options, TARGETS, Target, calendar_schema, catalogue_schema, emit};
use odp::files::{Files, Memory, ReadError, to_text};
use odp::model::{Date, Workspace};
use odp::rules::{Settings, check};
use proptest::prelude::*;
use serde_json::Value;

const PLANS: [&str; 5] = [
    "plans/itib-2026.odp",
    "examples/smallest/plan.odp",
    "examples/mid-year/plan.odp",
    "examples/spatial/plan.odp",
    "examples/elsewhere/plan.odp",
];

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
    let artifacts = emit(valid, &targets, options);
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

/// The datasets of a catalogue, in order.
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

/// The properties of a feed after unfolding: name, parameters, value; each line is checked on the way.
fn unfold(feed: &str) -> Vec<(String, String, String)> {
    let body = feed.strip_suffix("\r\n").expect("the last line ends");
    let mut lines: Vec<String> = Vec::new();
    for line in body.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains(['\r', '\n']), "a bare line end: {line:?}");
        match line.strip_prefix(' ') {
            Some(rest) => lines.last_mut().expect("a line to go on").push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    let part = |line: String| {
        let (head, value) = line.split_once(':').expect("a colon");
        let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
        (name.to_owned(), parameters.to_owned(), value.to_owned())
    };
    lines.into_iter().map(part).collect()
}

fn unescape(value: &str) -> String {
    let mut out = String::new();
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next().expect("an escape ends") {
                'n' => out.push('\n'),
                escaped @ ('\\' | ';' | ',') => out.push(escaped),
                other => panic!("\\{other} is no escape"),
            },
            ';' | ',' => panic!("unescaped: {value}"),
            other => out.push(other),
        }
    }
    out
}

/// The events of a feed, each by property; texts as they were.
fn events(feed: &str) -> Vec<BTreeMap<String, String>> {
    let mut events = Vec::new();
    for (name, parameters, value) in unfold(feed) {
        match (name.as_str(), value.as_str()) {
            ("BEGIN", "VEVENT") => events.push(BTreeMap::new()),
            ("UID" | "SUMMARY" | "DESCRIPTION" | "CATEGORIES", _) if !events.is_empty() => {
                let event: &mut BTreeMap<_, _> = events.last_mut().expect("an event");
                event.insert(format!("{name};"), parameters);
                assert!(event.insert(name, unescape(&value)).is_none());
            }
            _ => {
                events.last_mut().map(|event| event.insert(name, value));
            }
        }
    }
    events
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
fn every_dataset_stands_in_every_calendar() {
    for (path, count) in PLANS.into_iter().zip([16, 1, 7, 10, 6]) {
        let (outputs, workspace) = outputs(&Disk, path, &Options::default());
        let plan = &workspace.plans[0];
        let calendar = json(&outputs, "calendar.json");
        let months = calendar["months"].as_array().expect("months");
        let listed: usize = months.iter().map(|month| month["datasets"].as_array().map_or(0, Vec::len)).sum();
        assert_eq!(listed, count, "{path}");
        for lang in Options::default().languages(plan) {
            let events = events(feed(&outputs, lang.suffix()));
            assert_eq!(events.len(), count, "{path} {lang}");
            for ((_, dataset), event) in plan.datasets().zip(&events) {
                let name = dataset.name.as_ref().and_then(|name| name.get(lang)).expect("a name");
                let date = dataset.released_date().or_else(|| dataset.target_date()).expect("a date");
                assert!(event["SUMMARY"].ends_with(name), "{path} {lang}: {}", event["SUMMARY"]);
                assert_eq!(event["SUMMARY;"], format!("LANGUAGE={}", lang.tag()));
                assert_eq!(event["DTSTART"], date.last_day().format("%Y%m%d").to_string());
                assert_eq!(event["DTEND"], date.last_day().succ_opt().expect("a day").format("%Y%m%d").to_string());
                let month =
                    months.iter().find(|month| month["month"].as_str().or(month["year"].as_str()) == Some(&date.to_string()));
                let entries = month.expect("its month")["datasets"].as_array().expect("datasets");
                assert!(entries.iter().any(|entry| entry["name"][lang.tag()]["text"] == name), "{path} {name}");
            }
        }
    }
}

#[test]
fn what_happened_to_a_promise_is_told() {
    let outputs = published("examples/mid-year/plan.odp");
    let catalogue = json(&outputs, "catalogue.json");
    let of = |id: &str| datasets(&catalogue).into_iter().find(|dataset| dataset["id"] == id).expect("it is there").clone();
    let slipped = of("escalator-register");
    assert_eq!((&slipped["originalTarget"]["date"], &slipped["target"]["date"]), (&"2025-10".into(), &"2026-11".into()));
    assert_eq!((&slipped["slips"][0]["months"], &slipped["slips"][1]["months"]), (&6.into(), &7.into()));
    assert_eq!(of("minibus-charging-trial")["withdrawn"]["date"], "2026-05");
    assert_eq!(of("lift-inspection-records")["formerly"][0], "lift-examination-records");
    let totals = &catalogue["totals"];
    assert_eq!((&totals["planned"], &totals["released"], &totals["withdrawn"]), (&3.into(), &3.into(), &1.into()));
    let told: Vec<(String, String, String)> = events(feed(&outputs, "en"))
        .into_iter()
        .map(|event| (event["UID"].clone(), event["STATUS"].clone(), event["SEQUENCE"].clone()))
        .collect();
    let expected = [
        ("lift-inspection-records", "CONFIRMED", "1"),
        ("lift-incidents", "CONFIRMED", "2"),
        ("escalator-register", "TENTATIVE", "2"),
        ("minibus-charging-trial", "CANCELLED", "1"),
        ("energy-labels", "TENTATIVE", "0"),
        ("district-cooling", "TENTATIVE", "1"),
        ("registered-lift-contractors", "CONFIRMED", "1"),
    ];
    let expected =
        expected.map(|(id, status, sequence)| (format!("hk-emsd.{id}.en@odp"), status.to_owned(), sequence.to_owned()));
    assert_eq!(told, expected);
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
fn what_is_not_translated_says_so() {
    let outputs =
        written(&dataset_of("a", &[("name", "tc \"甲\" en pending"), ("description", "tc \"乙\"")]), &Options::default());
    let event = &events(feed(&outputs, "en"))[0];
    assert_eq!(
        (event["SUMMARY"].as_str(), event["SUMMARY;"].as_str()),
        ("Release planned: 甲 [not translated]", "LANGUAGE=zh-Hant")
    );
    assert!(event["DESCRIPTION"].starts_with("乙 [not translated]\n\n"), "{}", event["DESCRIPTION"]);
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

/// A character of four octets at every place around a fold.
#[test]
fn no_character_is_torn_at_a_fold() {
    let names: Vec<String> = (0..80).map(|length| format!("{}𨋢{}𨋢", "x".repeat(length), "升".repeat(30))).collect();
    assert_eq!(summaries(&names), names);
}

/// The titles that a feed gives to datasets of these names.
fn summaries(names: &[String]) -> Vec<String> {
    let quoted = |name: &String| name.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
    let dataset = |(index, name): (usize, &String)| {
        let name = quoted(name);
        dataset_of(&format!("d{index}-x"), &[("name", &format!("tc \"{name}\" en \"{name}\""))])
    };
    let outputs = written(&names.iter().enumerate().map(dataset).collect::<String>(), &Options::default());
    let summary =
        |event: BTreeMap<String, String>| event["SUMMARY"].strip_prefix("Release planned: ").expect("a prefix").to_owned();
    events(feed(&outputs, "en")).into_iter().map(summary).collect()
}

/// Any character that a plan's text may hold.
fn writable() -> impl Strategy<Value = String> {
    let seen = |c: &char| {
        !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let character = prop_oneof![
        4 => any::<char>().prop_filter("not shown", seen),
        2 => prop::sample::select(vec!['\\', ';', ',', ':', '\n', '\t', ' ', '"', '{', '}', '數', '𨋢', 'é']),
    ];
    prop::collection::vec(character, 1..120).prop_map(|characters| format!("x{}x", characters.into_iter().collect::<String>()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_folds_and_unfolds_to_itself(names in prop::collection::vec(writable(), 1..12)) {
        prop_assert_eq!(summaries(&names), names);
    }
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
#[test]
fn zz_speed() {
    let all: String = (0..10_000).map(|i| dataset_of(&format!("d{i}-x"), &[("name", &format!("tc \"數碼港社群企業資料{i}\" en \"Cyberport community companies {i}\"")), ("description", &format!("- tc \"社群企業按範疇的分布數字及年度增長率{i}。\" en \"Distribution of community companies by area, and annual growth rate {i}.\""))])).collect();
    let files = Memory::new().with("p.odp", plan_of(&all));
    let loaded = odp::resolve::load(&files, &["p.odp".to_owned()]);
    let (_, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    let valid = valid.unwrap();
    for name in ["json", "json", "calendar", "ics"] {
        let t: Vec<&Target> = TARGETS.iter().filter(|t| t.name == name).collect();
        let start = std::time::Instant::now();
        let out = emit(valid, &t, &Options::default());
        println!("{name} {:?} {} bytes", start.elapsed(), out.iter().map(|a| a.bytes.len()).sum::<usize>());
    }
}
