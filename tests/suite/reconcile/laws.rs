//! What holds for any plan and any listing.

use odp::diagnostic::{Diagnostic, MessageLang, Severity};
use odp::digest::{Form, Put, reconcile_digest, reconcile_json};
use odp::edition::reconcile::{Edit, Listing, Options, Reconciliation, edited, edits, reconcile};
use odp::files::Memory;
use odp::model::Workspace;
use odp::report::Look;
use odp::resolve::load;
use odp::rules::{Settings, check};
use odp::settings::House;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};

use super::super::generate::plans;
use super::super::laws::law;
use super::{folder, options, read, reconciled};

fn loaded(files: &Memory, path: &str) -> (Workspace, Vec<Diagnostic>) {
    let loaded = load(files, &[path.to_owned()]);
    let (found, _) = check(&loaded.workspace, loaded.found, &Settings::default());
    (loaded.workspace, found.into_iter().filter(|finding| finding.severity == Severity::Error).collect())
}

/// A portal that has every dataset under its name, released in a month.
fn everything(workspace: &Workspace, month: &str) -> String {
    let datasets = workspace.plans.iter().flat_map(|plan| plan.datasets());
    let package = |(at, (_, dataset)): (usize, (_, &odp::model::Dataset))| {
        let titles: serde_json::Map<String, Value> = dataset
            .name
            .iter()
            .flat_map(|name| &name.entries)
            .filter_map(|entry| Some((entry.lang.tag().to_owned(), Value::from(&**entry.value.given()?))))
            .collect();
        json!({ "name": format!("entry-{at}"), "title_translated": titles, "date_released": month, "update_frequency": "每月" })
    };
    json!({ "result": { "results": datasets.enumerate().map(package).collect::<Vec<_>>() } }).to_string()
}

/// The reconciliation with the first portal that the plan names.
fn on_a_portal<'a>(workspace: &'a Workspace, listing: &'a Listing) -> Reconciliation<'a> {
    let datasets = workspace.plans.iter().flat_map(|plan| plan.datasets());
    let portal = datasets.flat_map(|(_, dataset)| dataset.portals.iter().flat_map(|all| &all.value)).map(|one| one.portal).next();
    reconcile(workspace, listing, Options { portal, ..options(workspace) })
}

/// Every dataset and every entry is told once.
fn adds_up(of: &Reconciliation<'_>) -> Result<(), TestCaseError> {
    let datasets: usize = of.workspace.plans.iter().map(|plan| plan.datasets().count()).sum();
    prop_assert_eq!(of.found.len() + of.missing.len() + of.awaited.len(), datasets);
    let entries: std::collections::BTreeSet<*const _> = of.found.iter().map(|found| std::ptr::from_ref(found.listed)).collect();
    prop_assert_eq!(entries.len() + of.unplanned.len() + of.others, of.listing.entries.len());
    Ok(())
}

#[test]
fn edits_leave_a_plan_well_and_nothing_more_to_edit() {
    let counted = std::cell::Cell::new(0);
    law(64, (plans(), 2024_i32..2029, 1_u32..13), |(case, year, month)| {
        let printed = case.print();
        let (old, before) = loaded(&printed.memory(), printed.plan());
        prop_assert!(before.is_empty());
        let text = everything(&old, &format!("{year}-{month:02}-15"));
        let Some(listing) = read("listing.json", &text).listing else { return Ok(()) };
        let first = on_a_portal(&old, &listing);
        adds_up(&first)?;
        let edits_of = edits(&first);
        let Some((_, new)) = edited(&old, &edits_of).into_iter().next() else {
            prop_assert!(edits_of.is_empty(), "{edits_of:?} are not put in");
            return Ok(());
        };
        counted.set(counted.get() + edits_of.len());
        let (new_workspace, after) = loaded(&printed.memory().with(printed.plan(), new.as_str()), printed.plan());
        prop_assert!(
            after.is_empty(),
            "{:?}\n{new}",
            after.iter().map(|finding| finding.message(MessageLang::English)).collect::<Vec<_>>()
        );
        let again: Vec<Edit> = edits(&on_a_portal(&new_workspace, &listing));
        prop_assert!(again.is_empty(), "{again:?}\n{new}");
        Ok(())
    });
    assert!(counted.get() > 20, "hardly anything was edited: {}", counted.get());
}

/// Whatever the bytes are.
fn holds(workspace: &Workspace, name: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    let said = read(name, bytes);
    for span in said.found.iter().flat_map(|finding| &finding.labels).map(|label| label.span) {
        let source = said.sources.get(span.file).expect("a place is in a source");
        prop_assert!(source.text.get(span.range()).is_some(), "{span:?}");
    }
    let Some(listing) = said.listing else {
        prop_assert!(said.found.iter().any(|finding| finding.severity == Severity::Error), "nothing is said");
        return Ok(());
    };
    let told = |listing: &Listing| {
        let reconciled = reconciled(workspace, listing);
        adds_up(&reconciled)?;
        let edits = edits(&reconciled);
        let digest = reconcile_digest(&reconciled, name, &edits, Put::Shown, MessageLang::Traditional);
        let page = digest.render(Form::Html, &Look::default(), &House::default());
        prop_assert!(edited(workspace, &edits).len() <= 1);
        Ok(page + &reconcile_json(&reconciled, name, &edits))
    };
    prop_assert_eq!(told(&listing)?, told(&listing)?);
    Ok(())
}

#[test]
fn no_bytes_bring_it_down() {
    let workspace = super::workspace(&super::text());
    let json = std::fs::read(folder().join("differing/listing.json")).expect("readable");
    let table = std::fs::read(folder().join("doubtful/listing.csv")).expect("readable");
    let piece = || {
        prop_oneof![
            any::<Vec<u8>>(),
            Just(b"\"".to_vec()),
            Just("𨋢".as_bytes().to_vec()),
            Just(b"null".to_vec()),
            Just(b"{}".to_vec())
        ]
    };
    let change = (any::<prop::sample::Index>(), 0_usize..60, piece());
    law(96, (any::<bool>(), prop::collection::vec(change, 0..4)), |(is_json, changes)| {
        let mut bytes = if is_json { json.clone() } else { table.clone() };
        for (at, length, new) in changes {
            let from = at.index(bytes.len().max(1)).min(bytes.len());
            let to = (from + length).min(bytes.len());
            bytes.splice(from..to, new);
        }
        holds(&workspace, if is_json { "listing.json" } else { "listing.csv" }, &bytes)
    });
}
