//! `odp reconcile` as a user meets it.

use std::fs;

use super::super::run::Folder;
use super::{cases::listings, text};

/// A folder with the plan, and the listing of a case.
fn with(case: &str) -> (Folder, String) {
    let (path, name) = listings().into_iter().find(|(path, _)| path.ends_with(case)).expect("a case");
    let folder = Folder::with("計劃/itib-2026.odp", text());
    folder.write(&name, fs::read(path.join(&name)).expect("readable"));
    (folder, name)
}

#[test]
fn a_difference_is_no_error_unless_asked() {
    let (folder, listing) = with("differing");
    let base = ["reconcile", "計劃/", "--portal", &listing, "--as-of", "2026-06"];
    let ran = folder.odp(&base);
    assert_eq!((ran.code, &*ran.err), (0, ""));
    assert!(ran.out.contains("Datasets: 12 found, 1 likely found, 1 missing, 2 not there"), "{}", ran.out);
    assert!(ran.out.contains("84 days late"), "the last day of the month counts, and seven days of grace: {}", ran.out);
    assert_eq!(folder.odp(&[&base[..], &["--exit-code"]].concat()).code, 1);
    let patient = folder.odp(&[&base[..], &["--grace", "91"]].concat());
    assert!(!patient.out.contains("late"), "{}", patient.out);
    let (folder, listing) = with("twelve");
    assert_eq!(folder.odp(&["reconcile", "計劃/", "--portal", &listing, "--as-of", "2026-06", "--exit-code"]).code, 0);
}

#[test]
fn edits_are_shown_and_put_in_only_on_demand() {
    let (folder, listing) = with("differing");
    let base = ["reconcile", "計劃/itib-2026.odp", "--portal", &listing, "--as-of", "2026-06"];
    let shown = folder.odp(&[&base[..], &["--diff"]].concat());
    assert_eq!(shown.code, 1);
    assert!(shown.out.starts_with("--- a/計劃/itib-2026.odp\n+++ b/計劃/itib-2026.odp\n"), "{}", shown.out);
    assert_eq!(shown.out.matches("\n+").count(), 1 + 5, "{}", shown.out);
    assert_eq!(folder.read("計劃/itib-2026.odp"), text());
    let put = folder.odp(&[&base[..], &["--fix"]].concat());
    assert_eq!(put.code, 0);
    assert!(put.out.contains("They were put into the plans."), "{}", put.out);
    let new = folder.read("計劃/itib-2026.odp");
    assert!(new.contains("        portal:      @data-gov-hk \"cyberport-mdss\"\n") && new.contains("  updated:   2026-02\n"));
    assert_eq!(folder.odp(&["check", "計劃/itib-2026.odp"]).err, "1 plan, 16 datasets: nothing found\n");
    let again = folder.odp(&[&base[..], &["--diff"]].concat());
    assert_eq!((again.code, &*again.out), (0, ""));
    assert_eq!(folder.odp(&[&base[..], &["--diff", "--fix"]].concat()).code, 2);
}

#[test]
fn a_plan_from_standard_input_is_printed() {
    let (folder, listing) = with("differing");
    let ran = folder.run(&["reconcile", "-", "--portal", &listing, "--as-of", "2026-06", "--fix"]).stdin(text()).go();
    assert_eq!(ran.code, 0);
    assert!(ran.out.starts_with("odp 1\n") && ran.out.contains("cyberport-mdss"), "{}", ran.out);
    assert!(ran.err.contains("They were put into the plans."), "{}", ran.err);
}

#[test]
fn a_broken_plan_is_left_alone() {
    let (folder, listing) = with("differing");
    let broken = text().replacen("frequency:   quarterly", "frequency:   quaterly", 1);
    folder.write("計劃/itib-2026.odp", &broken);
    let ran = folder.odp(&["reconcile", "計劃/", "--portal", &listing, "--as-of", "2026-06", "--fix"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("ODP107") && !ran.out.contains("take over"), "{ran:?}");
    assert_eq!(folder.read("計劃/itib-2026.odp"), broken);
}

#[test]
fn a_listing_that_cannot_be_read_is_no_difference() {
    for case in ["cut", "empty", "headless", "picture"] {
        let (folder, listing) = with(case);
        let ran = folder.odp(&["reconcile", "計劃/", "--portal", &listing]);
        assert_eq!((ran.code, &*ran.out), (2, ""), "{case}: {ran:?}");
        assert!(ran.err.contains("ODP650 listing-unread"), "{case}: {ran:?}");
    }
    let folder = Folder::with("plan.odp", text());
    for (portal, code) in [("absent.json", "ODP001"), ("ftp://portal.example/", "ODP655")] {
        let ran = folder.odp(&["reconcile", "plan.odp", "--portal", portal]);
        assert_eq!((ran.code, &*ran.out), (2, ""), "{portal}: {ran:?}");
        assert!(ran.err.contains(code), "{portal}: {ran:?}");
    }
}

#[test]
fn the_portal_may_be_named() {
    let (folder, listing) = with("twelve");
    let base = ["reconcile", "計劃/", "--portal", &listing, "--as-of", "2026-06"];
    let ran = folder.odp(&[&base[..], &["--of", "@csdi", "--format", "json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(json["portal"], "csdi");
    assert_eq!((&json["counts"]["found"], &json["counts"]["missing"]), (&12.into(), &0.into()), "all are found by name");
    assert!(json["found"].as_array().expect("a list").iter().all(|found| found["matchedBy"] == "name"));
}
