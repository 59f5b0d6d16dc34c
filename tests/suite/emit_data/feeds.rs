//! The calendar feeds (RFC 5545), read by a small reader of our own.

use std::collections::BTreeMap;

use odp::emit::Options;
use proptest::prelude::*;

use super::{Disk, PLANS, dataset_of, datasets, feed, json, outputs, published, written};

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
pub(super) fn events(feed: &str) -> Vec<BTreeMap<String, String>> {
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
    let seen = |c: &char| !odp::source::is_hidden(*c);
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
