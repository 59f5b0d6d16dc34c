//! Packages of CKAN: names that it takes, and what stands in them.

use std::collections::BTreeSet;

use odp::model::Status;
use serde_json::{Value, json};

use super::{Disk, PLANS, make, odd};
use odp::files::Memory;

fn packages(made: &super::Made, plan: &str, lang: &str) -> Vec<Value> {
    let value: Value = serde_json::from_str(made.text(&format!("{plan}/ckan.{lang}.json"))).expect("JSON");
    value["packages"].as_array().cloned().expect("packages")
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}"))
}

#[test]
fn every_dataset_is_a_package_of_a_name_that_ckan_takes() {
    let mut all: Vec<super::Made> = PLANS.iter().map(|path| make(&Disk, &[path])).collect();
    all.push(odd());
    for made in all {
        let plan = &made.workspace.plans[0];
        let mut of_languages = BTreeSet::new();
        for lang in odp::emit::Options::default().languages(plan) {
            let packages = packages(&made, &plan.id, lang.suffix());
            assert_eq!(packages.len(), plan.datasets().count());
            let names: Vec<&str> = packages.iter().map(|package| text(package, "name")).collect();
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "each once: {names:?}");
            for name in &names {
                let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
                assert!((2..=100).contains(&name.len()) && name.bytes().all(fits), "{name}");
            }
            of_languages.insert(names.join(" "));
            for ((_, dataset), package) in plan.datasets().zip(&packages) {
                assert!(!text(package, "title").is_empty() && !text(package, "notes").is_empty());
                let resources = package["resources"].as_array().expect("resources");
                assert!(dataset.status() == Status::Released || resources.is_empty(), "{package}");
            }
        }
        assert_eq!(of_languages.len(), 1, "the names are the same in every language");
    }
}

#[test]
fn a_package_has_the_shape_of_the_portal() {
    let made = make(&Disk, &[PLANS[0]]);
    let english = packages(&made, "itib-2026", "en");
    let fund = english.iter().find(|package| text(package, "name").ends_with("creative-micro-fund")).expect("it is released");
    assert_eq!(fund["name"], "cyberport-cyberport1-data-on-cyberport-creative-micro-fund", "the portal's own");
    assert_eq!(fund["owner_org"], "cyberport");
    assert_eq!(fund["groups"], json!([{"name": "information-technology-and-broadcasting"}]));
    assert_eq!([&fund["type"], &fund["state"], &fund["private"]], [&json!("dataset"), &json!("active"), &json!(false)]);
    let resource = &fund["resources"][0];
    assert_eq!([&resource["format"], &resource["is_api"], &resource["inLanguage"]], ["CSV", "N", "en"]);
    assert!(text(resource, "url").starts_with("https://data.gov.hk/en-data/dataset/cyberport-"));
    assert!(text(resource, "datePublished").len() == 7, "a month");
    let chinese = packages(&made, "itib-2026", "tc");
    let words = |packages: &[Value]| packages.iter().map(|p| text(p, "update_frequency").to_owned()).collect::<BTreeSet<_>>();
    assert!(words(&chinese).contains("每年兩次") && words(&english).contains("Twice a year"));
}

#[test]
fn a_resource_keeps_its_id() {
    let ids = |source: &str, lang: &str| -> Vec<String> {
        let made = make(&Memory::new().with("p.odp", source), &["p.odp"]);
        let resources = packages(&made, "p", lang).into_iter().flat_map(|package| package["resources"].as_array().cloned());
        resources.flatten().map(|resource| text(&resource, "id").to_owned()).collect()
    };
    let plan = "odp 1\nuse \"odp:hk/2026\"\nplan p 2026..2028 {\n title: tc \"計劃\" en \"Plan\"\n publisher: @hk-td\n issued: 2025-12\n \
         languages: tc, en\n section A none\n section B none\n section C none\n section D {\n spatial none\n non-spatial {\n \
         dataset d {\n name: tc \"  𨋢\u{3000}\" en \" Lifts \"\n description: tc \"甲\" en \"A\"\n category: transport\n \
         released: 2025-11\n frequency: yearly\n formats: csv, geojson\n portal: @data-gov-hk \"a-b\", @data-gov-hk \"a-b\", \
         @csdi \"c\"\n }\n }\n }\n}\n";
    let english = ids(plan, "en");
    assert_eq!(english.len(), 4, "an entry that stands twice is one resource: {english:?}");
    assert_eq!(english[0], "e462a160-e8e2-84e0-985a-af97efcdaaab", "it may never change");
    let shape = |id: &String| id.split('-').map(str::len).collect::<Vec<_>>() == [8, 4, 4, 4, 12] && id.as_bytes()[14] == b'8';
    assert!(english.iter().all(shape), "{english:?}");
    let later = ids(&plan.replace("csv, geojson", "geojson, csv").replace("\"A\"", "\"B\""), "en");
    assert_eq!(english.iter().collect::<BTreeSet<_>>(), later.iter().collect(), "what a resource is has not changed");
    let chinese = ids(plan, "tc");
    assert_eq!(english.iter().chain(&chinese).collect::<BTreeSet<_>>().len(), 8, "each its own: {english:?} {chinese:?}");
    let made = make(&Memory::new().with("p.odp", plan), &["p.odp"]);
    let title = |lang: &str| packages(&made, "p", lang)[0]["title"].clone();
    assert_eq!([title("tc"), title("en"), title("sc")], ["𨋢", "Lifts", "䢂"], "without the white space that CKAN takes away");
}

#[test]
fn odd_datasets_get_names_too() {
    let made = odd();
    let english = packages(&made, "odd-2026", "en");
    let names: Vec<&str> = english.iter().map(|package| text(package, "name")).collect();
    assert!(names[0].starts_with("hk-td-") && names[0].len() == "hk-td-".len() + 10, "an id in Chinese: {names:?}");
    assert!(names[1].starts_with("hk-td-long_title-"), "capitals: {names:?}");
    assert_eq!(names[2..], ["hk-td-tides", "hk-td-counts"]);
    assert_eq!(english[0]["tags"], json!([{"name": "road"}, {"name": "street bridge"}]));
    assert_eq!(english[0]["update_frequency"], "Yearly or as needed");
    assert_eq!(english[2]["title"], "潮汐", "the original where there is no other");
    assert_eq!(english[2]["resources"].as_array().map(Vec::len), Some(6), "two portals, three formats");
    assert_eq!(english[2]["resources"][1]["is_api"], "Y");
    assert!(english[2].get("groups").is_some_and(|groups| groups == &json!([])));
}

#[test]
fn names_that_would_meet_are_told_apart() {
    let one = |id: &str, portal: &str| {
        format!(
            "dataset {id} {{ name: tc \"{id}\" en \"{id}\"; description: tc \"乙\" en \"B\"; category: finance; target: 2026-06; \
             frequency: daily; portal: @data-gov-hk{portal} }}\n"
        )
    };
    let long = "a".repeat(120);
    let datasets = [
        one("b", " \"hk-hko-a\""),
        one("a", ""),
        one(&long, ""),
        one(&format!("{long}b"), ""),
        one("c", " \"Not A Name\""),
        one("d", &format!(" \"{}\"", "x".repeat(101))),
    ];
    let plan = format!(
        "odp 1\nuse \"odp:hk/2026\"\nplan p 2026..2028 {{\n title: tc \"計劃\" en \"Plan\"\n publisher: @hk-hko\n issued: 2025-12\n \
         languages: tc, en\n section A {{ spatial none; non-spatial {{\n{}\n}} }}\n section B none\n section C none\n section D none\n}}\n",
        datasets.concat().replace("; ", "\n")
    );
    let made = make(&Memory::new().with("p.odp", plan), &["p.odp"]);
    let all = packages(&made, "p", "en");
    let names: Vec<&str> = all.iter().map(|package| text(package, "name")).collect();
    assert_eq!((names[0], names[4], names[5]), ("hk-hko-a", "hk-hko-c", "hk-hko-d"));
    assert!(names[1].starts_with("hk-hko-a-"), "{names:?}");
    assert_eq!((names[2].len(), names[3].len()), (100, 100));
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 6, "{names:?}");
}
