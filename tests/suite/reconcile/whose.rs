//! Whose an entry is, and what two of one name are.

use odp::edition::reconcile::{By, Listing, edits, reconcile};
use odp::files::Memory;
use serde_json::{Value, json};

use super::{options, read, reconciled, text, workspace};

/// A promised dataset whose id on the portal nobody knows.
const NAME: &str = "數碼港人工智能超算中心資料";

fn listed(entries: &[Value]) -> Listing {
    read("listing.json", json!({ "result": { "results": entries } }).to_string()).listing.expect("a listing")
}

fn entry(id: &str, owner: Option<&str>) -> Value {
    let owner = owner.map(|name| json!({ "name": name }));
    json!({ "name": id, "title": NAME, "organization": owner, "extras": [{ "key": "date_released", "value": "2026-02-28" }] })
}

/// How many are found, how many of them surely, how many edits there are, and what is left: in no plan, of others.
fn counts(entries: &[Value]) -> [usize; 5] {
    let (workspace, listing) = (workspace(&text()), listed(entries));
    let of = reconciled(&workspace, &listing);
    let sure = of.found.iter().filter(|found| found.by.is_sure()).count();
    [of.found.len(), sure, edits(&of).len(), of.unplanned.len(), of.others]
}

#[test]
fn an_entry_is_acted_upon_where_it_is_the_owners_or_nobody_says_whose() {
    // the id, the month of release, the month up to which the plan states facts
    assert_eq!(counts(&[entry("a", Some("cyberport"))]), [1, 1, 3, 0, 0]);
    assert_eq!(counts(&[entry("a", Some("Hong Kong Cyberport Management Company Limited"))]), [1, 1, 3, 0, 0]);
    assert_eq!(counts(&[entry("a", Some("hk-itib"))]), [1, 1, 3, 0, 0], "the plan's publisher");
    assert_eq!(counts(&[entry("a", None)]), [1, 1, 3, 0, 0]);
    assert_eq!(counts(&[entry("a", Some("某𨋢有限公司"))]), [1, 0, 0, 0, 0], "who that is nobody knows");
    assert_eq!(counts(&[entry("a", Some("hk-epd"))]), [0, 0, 0, 0, 1], "another bureau");
}

#[test]
fn of_two_of_one_name_neither_is_acted_upon() {
    assert_eq!(counts(&[entry("a", Some("cyberport")), entry("b", Some("cyberport"))]), [1, 0, 0, 1, 0]);
    assert_eq!(counts(&[entry("a", Some("cyberport")), entry("b", Some("hk-epd"))]), [1, 1, 3, 0, 1]);
}

#[test]
fn both_editions_of_a_plan_find_one_entry() {
    let next = text().replace("plan itib-2026 2026..2028", "plan itib-2027 2026..2028");
    let files = Memory::new().with("2026.odp", text()).with("2027.odp", next);
    let loaded = odp::resolve::load(&files, &["2026.odp".to_owned(), "2027.odp".to_owned()]);
    let listing = listed(&[json!({ "name": "hk-itib-itib02-itib-spending-data", "title": "開支" }), entry("a", None)]);
    let of = reconcile(&loaded.workspace, &listing, options(&loaded.workspace));
    let by: Vec<(&str, bool)> = of.found.iter().map(|found| (&*found.entry.plan.id.value, found.by == By::Id)).collect();
    assert_eq!(by, [("itib-2026", false), ("itib-2026", true), ("itib-2027", false), ("itib-2027", true)]);
    assert!(of.unplanned.is_empty());
}

#[test]
fn a_release_that_does_not_fit_its_section_is_left_to_the_author() {
    let month = |released: &str| {
        let mut entry = entry("a", None);
        entry["extras"][0]["value"] = released.into();
        let (workspace, listing) = (workspace(&text()), listed(&[entry]));
        let of = reconciled(&workspace, &listing);
        let told =
            edits(&of).into_iter().filter(|edit| edit.field != "portal").map(|edit| format!("{} {}", edit.field, edit.new));
        told.collect::<Vec<_>>()
    };
    assert_eq!(month("2026-02-28"), ["updated 2026-02", "released 2026-02"]);
    assert_eq!(month("2025-12"), ["released 2025-12"], "the month of issue moves nothing");
    assert_eq!(month("2025-11-30"), Vec::<String>::new(), "out before the plan: that is section D");
    assert_eq!(month("2026"), Vec::<String>::new(), "no month");
    assert_eq!(month("2026-07-01"), Vec::<String>::new(), "after the day of the comparison");
    assert_eq!(month("2026-06-30"), ["updated 2026-06", "released 2026-06"]);
}
