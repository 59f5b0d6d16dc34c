//! The likeness from which names are acted upon, chosen by a labelled set: `labelled.tsv` has for each of the twelve released
//! datasets its name edited, swapped, cut, in Simplified characters and in English, and thirty names of other things.
//!
//! Each name is a listing of its own, so that no entry helps another.

use std::fmt::Write as _;

use odp::edition::LIKELY;
use odp::edition::reconcile::{By, SURE};

use super::{folder, read, reconciled, root, text, workspace};

/// A name of the set, and what the program makes of it.
struct Tried {
    /// The dataset that it is of; nothing for a name of something else.
    label: Option<String>,
    title: String,
    /// What was found, and how alike.
    found: Option<(String, f64, bool)>,
}

fn tried() -> Vec<Tried> {
    // without their ids on the portal, names are all there is
    let bare: String =
        text().lines().filter(|line| !line.trim_start().starts_with("portal:      @")).map(|line| format!("{line}\n")).collect();
    let workspace = workspace(&bare);
    let table = std::fs::read_to_string(folder().join("labelled.tsv")).expect("the set");
    let mut all = Vec::new();
    for line in table.lines().skip(1) {
        let [label, _, title] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("three cells: {line}") };
        let package = serde_json::json!({ "result": { "results": [{ "name": "x", "title": title }] } });
        let listing = read("listing.json", package.to_string()).listing.expect("a listing");
        let reconciled = reconciled(&workspace, &listing);
        assert!(reconciled.found.len() <= 1);
        let found = reconciled.found.first().map(|found| match found.by {
            By::Name { likeness, is_sure } => (found.entry.id().to_owned(), likeness, is_sure),
            By::Id => panic!("no id is known"),
        });
        all.push(Tried { label: (label != "-").then(|| label.to_owned()), title: title.to_owned(), found });
    }
    all
}

/// Of those at or above a likeness: right, wrong; and names of datasets that are missed.
fn counts(all: &[Tried], from: f64) -> [usize; 3] {
    let mut counts = [0; 3];
    for one in all {
        let found = one.found.as_ref().filter(|(_, likeness, _)| *likeness >= from).map(|(id, ..)| id);
        match (&one.label, found) {
            (Some(label), Some(id)) if label == id => counts[0] += 1,
            (_, Some(_)) => counts[1] += 1,
            (Some(_), None) => counts[2] += 1,
            (None, None) => {}
        }
    }
    counts
}

#[test]
fn nothing_wrong_is_acted_upon() {
    let all = tried();
    assert_eq!((all.len(), all.iter().filter(|one| one.label.is_none()).count()), (90, 30));
    let wrong = all.iter().filter_map(|one| {
        let (id, likeness, is_sure) = one.found.as_ref()?;
        (one.label.as_ref() != Some(id) && (*is_sure || *likeness >= SURE))
            .then(|| format!("{} is not {id}: {likeness}", one.title))
    });
    assert_eq!(wrong.collect::<Vec<_>>(), Vec::<String>::new());
    let sure = all.iter().filter(|one| one.found.as_ref().is_some_and(|(.., is_sure)| *is_sure)).count();
    assert!(sure >= 12, "only {sure} are sure");
    // a likeness is sure from the threshold on, and only there
    assert!(all.iter().filter_map(|one| one.found.as_ref()).all(|(_, likeness, is_sure)| *is_sure == (*likeness >= SURE)));
}

#[test]
fn the_document_has_the_table() {
    let all = tried();
    let mut table = String::from("| likeness from | right | wrong | missed |\n|---|---|---|---|\n");
    for percent in (75..=100).step_by(5).chain([88, 92, 94, 97, 99]).collect::<std::collections::BTreeSet<u32>>() {
        let from = f64::from(percent) / 100.0;
        let [right, wrong, missed] = counts(&all, from);
        let name = match from {
            from if from == LIKELY => " (likely)",
            from if from == SURE => " (sure)",
            _ => "",
        };
        let _ = writeln!(table, "| {from:.2}{name} | {right} | {wrong} | {missed} |");
    }
    let path = root().join("docs/reconcile.md");
    let document = std::fs::read_to_string(&path).expect("the document");
    let (before, rest) = document.split_once("<!-- thresholds -->\n").expect("a place for the table");
    let (_, after) = rest.split_once("<!-- end -->").expect("its end");
    let new = format!("{before}<!-- thresholds -->\n{table}<!-- end -->{after}");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &new).expect("writable");
    }
    assert!(
        new == document || std::env::var_os("UPDATE").is_some(),
        "docs/reconcile.md has another table (UPDATE=1 renews it):\n{table}"
    );
}
