//! What is made of many plans together: the catalogue of a workspace and the calendars; and the feeds of updates.

use std::collections::BTreeSet;

use odp::emit::{Artifact, Options, TARGETS, Target, emit, emit_together, workspace_schema};
use odp::files::Memory;
use odp::rules::{Settings, check};
use serde_json::Value;

/// A plan with one dataset in each of A and D.
fn plan(id: &str, publisher: &str, years: (u32, u32), datasets: &str) -> String {
    format!(
        "odp 1\nuse \"odp:hk/2026\"\nplan {id} {}..{} {{\n title: tc \"計劃𨋢\" en \"Plan\"\n publisher: {publisher}\n issued: {}-12\n \
         languages: tc, en\n section A {{ spatial none; non-spatial none }}\n section B none\n section C none\n \
         section D {{ spatial none; non-spatial {{\n{datasets}\n}} }}\n}}\n",
        years.0,
        years.1,
        years.0 - 1
    )
}

fn dataset(id: &str, released: &str, frequency: &str) -> String {
    format!(
        "dataset {id} {{\n name: tc \"數據集：{id}𨋢\" en \"Data {id}\"\n description: tc \"乙\" en \"B\"\n category: transport\n \
         released: {released}\n frequency: {frequency}\n}}\n"
    )
}

struct Made {
    apart: Vec<Artifact>,
    together: Vec<Artifact>,
}

fn made(plans: &[(&str, String)], target: &str) -> Made {
    let memory = plans.iter().fold(Memory::new(), |memory, (name, text)| memory.with(name, text.as_str()));
    let names: Vec<String> = plans.iter().map(|(name, _)| (*name).to_owned()).collect();
    made_from(&memory, &names, target)
}

fn made_from(files: &Memory, names: &[String], target: &str) -> Made {
    let loaded = odp::resolve::load(files, names);
    let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    let valid = valid.unwrap_or_else(|| panic!("{found:#?}"));
    let targets: Vec<&Target> = TARGETS.iter().filter(|known| known.name == target).collect();
    let options = Options::default();
    Made { apart: emit(valid, &targets, &options).artifacts, together: emit_together(valid, &targets, &options) }
}

fn text<'a>(artifacts: &'a [Artifact], path: &str) -> &'a str {
    let artifact = artifacts.iter().find(|artifact| artifact.path == path).unwrap_or_else(|| panic!("no {path}"));
    std::str::from_utf8(&artifact.bytes).expect("UTF-8")
}

fn two_editions() -> [(&'static str, String); 3] {
    let older = [dataset("pools", "2019-03", "quarterly"), dataset("parks", "2020", "yearly")].concat();
    let newer = [dataset("pools", "2019-03", "quarterly"), dataset("halls", "2021-05-04", "monthly")].concat();
    [
        ("a.odp", plan("lcsd-2025", "@hk-lcsd", (2025, 2027), &older)),
        ("b.odp", plan("lcsd-2026", "@hk-lcsd, @hk-hko", (2026, 2028), &newer)),
        ("c.odp", plan("hko-2026", "@hk-hko", (2026, 2028), &dataset("rain", "2018-12", "daily"))),
    ]
}

#[test]
fn a_workspace_is_one_catalogue() {
    let made = made(&two_editions(), "json");
    let document: Value = serde_json::from_str(text(&made.together, "catalogue.json")).expect("JSON");
    let schema: Value = serde_json::from_str(&workspace_schema()).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<String> =
        validator.iter_errors(&document).map(|error| format!("{error} at {}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let publishers = document["publishers"].as_array().expect("publishers");
    let ids: Vec<&str> = publishers.iter().filter_map(|publisher| publisher["id"].as_str()).collect();
    assert_eq!(ids, ["hk-lcsd", "hk-hko"]);
    let mut datasets = 0;
    for part in publishers.iter().flat_map(|publisher| publisher["plans"].as_array().expect("plans")) {
        let path = format!("{}/catalogue.json", part["plan"]["id"].as_str().expect("an id"));
        let alone: Value = serde_json::from_str(text(&made.apart, &path)).expect("JSON");
        for key in ["plan", "sections", "totals", "asOf"] {
            assert_eq!(part[key], alone[key], "{path}: {key}");
        }
        datasets += alone["totals"]["datasets"].as_u64().expect("a number");
    }
    assert_eq!(document["totals"]["datasets"], datasets);
    let quarters = document["totals"]["quarters"].as_array().expect("quarters");
    let named: Vec<&str> = quarters.iter().filter_map(|one| one["quarter"].as_str().or(one["year"].as_str())).collect();
    assert_eq!(named, ["2018-Q4", "2019-Q1", "2020", "2021-Q2"]);
    assert_eq!(quarters.iter().filter_map(|one| one["released"].as_u64()).sum::<u64>(), datasets);
}

#[test]
fn a_workspace_is_one_calendar_of_each_language() {
    let made = made(&two_editions(), "ics");
    let paths: Vec<&str> = made.together.iter().map(|artifact| artifact.path.as_str()).collect();
    assert_eq!(paths, ["calendar.tc.ics", "calendar.en.ics", "calendar.sc.ics"]);
    let feed = text(&made.together, "calendar.en.ics");
    let uids: Vec<&str> = feed.lines().filter_map(|line| line.strip_prefix("UID:")).collect();
    assert_eq!(uids.iter().collect::<BTreeSet<_>>().len(), uids.len(), "{uids:?}");
    assert_eq!(uids, ["hk-lcsd.parks.en@odp", "hk-lcsd.pools.en@odp", "hk-lcsd.halls.en@odp", "hk-hko.rain.en@odp"]);
    // the event that stands in two editions is the newer one's
    let pools = feed.split("BEGIN:VEVENT").find(|event| event.contains("hk-lcsd.pools")).expect("an event");
    assert!(pools.contains("DTSTAMP:20251201T000000Z"), "{pools}");
    assert!(feed.lines().all(|line| line.len() <= 75));
}

#[test]
fn a_workspace_is_one_calendar_of_updates() {
    let made = made(&two_editions(), "updates");
    let feed = text(&made.together, "updates.tc.ics");
    let uids: Vec<&str> = feed.lines().filter_map(|line| line.strip_prefix("UID:")).collect();
    assert_eq!(uids, ["hk-lcsd.parks.updates.tc@odp", "hk-lcsd.pools.updates.tc@odp", "hk-lcsd.halls.updates.tc@odp"]);
    // that which stands in two editions goes on to the end of the newer
    let rules: Vec<&str> = feed.lines().filter_map(|line| line.strip_prefix("RRULE:")).collect();
    assert_eq!(rules, ["FREQ=YEARLY;UNTIL=20271231", "FREQ=MONTHLY;INTERVAL=3;UNTIL=20281231", "FREQ=MONTHLY;UNTIL=20281231"]);
    assert!(feed.contains("NAME;LANGUAGE=zh-Hant:開放數據更新日曆\r\n"), "{feed}");
}

/// A library need not have the words of the feeds of updates.
#[test]
fn without_its_words_a_feed_has_the_names_alone() {
    let library = odp::library::find("odp:hk/2026").expect("a library").to_owned();
    let without = |text: String, id: &&str| {
        let (before, rest) = text.split_once(&format!("\nwording {id} {{")).expect("a wording");
        let next = rest.find("\nwording ").expect("another");
        format!("{before}{}", &rest[next..])
    };
    let bare = ["calendar-updated", "calendar-updates-name", "calendar-all-updates-name"].iter().fold(library, without);
    let plan = plan("hko-2026", "@hk-hko", (2026, 2028), &dataset("a", "2019-03", "monthly"));
    let plan = plan.replace("odp:hk/2026", "bare.odp");
    let memory = Memory::new().with("p.odp", plan).with("bare.odp", bare);
    let made = made_from(&memory, &["p.odp".to_owned()], "updates");
    for (artifacts, path) in [(&made.apart, "hko-2026/updates.tc.ics"), (&made.together, "updates.tc.ics")] {
        let feed = text(artifacts, path);
        assert!(feed.contains("SUMMARY;LANGUAGE=zh-Hant:數據集：a𨋢\r\n") && !feed.contains("NAME"), "{feed}");
    }
}

#[test]
fn updates_recur_from_the_month_after_the_release() {
    let datasets = [
        dataset("quarterly", "2019-03", "quarterly"),
        dataset("yearly", "2020", "yearly"),
        dataset("weekly", "2021-01-31", "every 2 weeks"),
        dataset("ten-days", "2021-01-31", "every 10 days"),
        dataset("two-days", "2021-01-31", "every 2 days"),
        dataset("daily", "2019-03", "daily"),
        dataset("as-needed", "2019-03", "as-needed"),
        dataset("twice", "2019-12", "monthly, half-yearly tc \"每月及每半年\" en \"Monthly and half-yearly\""),
    ];
    let plans = [("p.odp", plan("hko-2026", "@hk-hko", (2026, 2028), &datasets.concat()))];
    let made = made(&plans, "updates");
    let feed = text(&made.apart, "hko-2026/updates.en.ics").replace("\r\n ", "");
    let events: Vec<(&str, &str, &str)> = feed
        .split("BEGIN:VEVENT")
        .skip(1)
        .map(|event| {
            let value = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).expect("a property");
            (value("UID:"), value("DTSTART;VALUE=DATE:"), value("RRULE:"))
        })
        .collect();
    assert_eq!(
        events,
        [
            ("hk-hko.quarterly.updates.en@odp", "20190401", "FREQ=MONTHLY;INTERVAL=3;UNTIL=20281231"),
            ("hk-hko.yearly.updates.en@odp", "20210101", "FREQ=YEARLY;UNTIL=20281231"),
            ("hk-hko.weekly.updates.en@odp", "20210201", "FREQ=WEEKLY;INTERVAL=2;UNTIL=20281231"),
            ("hk-hko.ten-days.updates.en@odp", "20210201", "FREQ=DAILY;INTERVAL=10;UNTIL=20281231"),
            ("hk-hko.twice.updates.en@odp", "20200101", "FREQ=MONTHLY;UNTIL=20281231"),
            ("hk-hko.twice.updates-2.en@odp", "20200101", "FREQ=MONTHLY;INTERVAL=6;UNTIL=20281231"),
        ]
    );
    let usual = TARGETS.iter().find(|target| target.name == "updates").expect("a target").usual;
    assert!(!usual, "it is made on request");
}

/// The time between updates is a text that any library may write.
#[test]
fn odd_periods_give_no_updates() {
    for period in ["P", "", "PM", "P0M", "P-1M", "P1月", "1M", "PT1M", "P1Y6M", "P99999999999Y", "P𨋢Y"] {
        let frequency = format!("frequency odd {{\n label: tc \"怪\" en \"Odd\"\n period: \"{period}\"\n}}\nplan ");
        let plan = plan("hko-2026", "@hk-hko", (2026, 2028), &dataset("a", "2019-03", "odd")).replacen("plan ", &frequency, 1);
        let made = made(&[("p.odp", plan)], "updates");
        assert!(!text(&made.apart, "hko-2026/updates.en.ics").contains("VEVENT"), "{period}");
    }
}

#[test]
fn pages_tell_search_engines_what_they_hold() {
    let nasty = "dataset a {\n name: tc \"</script>數據𨋢：<!--\" en \"A \\\"title\\\" & more\"\n description: - tc \"乙\" en \"B\"\n - tc \"丙\" en \"C\"\n \
                 category: transport\n released: 2019-03\n frequency: yearly\n portal: @data-gov-hk \"a\"\n}\n";
    let made = made(&[("p.odp", plan("hko-2026", "@hk-hko", (2026, 2028), nasty))], "html");
    let page = scraper::Html::parse_document(text(&made.apart, "hko-2026/plan.tc-en.html"));
    let selector = scraper::Selector::parse("script").expect("a selector");
    let scripts: Vec<String> = page.select(&selector).map(|script| script.text().collect()).collect();
    let [script] = &*scripts else { panic!("{scripts:?}") };
    let data: Value = serde_json::from_str(script).expect("JSON");
    assert_eq!((&data["@type"], &data["publisher"]["@type"]), (&"DataCatalog".into(), &"Organization".into()));
    let dataset = &data["dataset"][0];
    assert_eq!(dataset["name"][0]["@value"], "</script>數據𨋢：<!--");
    assert_eq!(dataset["name"][1]["@value"], "A \"title\" & more");
    assert_eq!(dataset["description"][1]["@value"], "B\nC");
    assert_eq!((&dataset["creativeWorkStatus"], &dataset["datePublished"]), (&"Published".into(), &"2019-03".into()));
    assert_eq!(dataset["url"], "https://data.gov.hk/tc-data/dataset/a");
}
