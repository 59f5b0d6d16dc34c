//! Listings and what is said of them: `tests/cases/reconcile/NAME/listing.ENDING` beside the plan of ITIB gives what stands in its
//! folder. `UPDATE=1` writes that anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use odp::diagnostic::MessageLang;
use odp::digest::{Form, Put, reconcile_digest, reconcile_json, reconcile_schema};
use odp::edition::reconcile::{Kind, edited, edits};
use odp::report::{Format, Look, Report};
use odp::settings::House;

use super::{folder, read, reconciled, text, workspace};

/// The folders with their listings.
pub(super) fn listings() -> Vec<(PathBuf, String)> {
    let mut all = Vec::new();
    for folder in
        fs::read_dir(folder()).expect("a folder").map(|entry| entry.expect("readable").path()).filter(|path| path.is_dir())
    {
        let mut names = fs::read_dir(&folder)
            .expect("a folder")
            .map(|entry| entry.expect("readable").file_name().into_string().expect("UTF-8"));
        let name = names.find(|name| name.starts_with("listing.")).expect("a listing");
        all.push((folder, name));
    }
    all.sort();
    all
}

fn compare(path: &Path, text: &str) -> Option<String> {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, text).expect("writable");
    }
    let known = fs::read_to_string(path).unwrap_or_default();
    (known != text).then(|| format!("{} differs (UPDATE=1 writes it):\n{text}", path.display()))
}

#[test]
fn listings_give_what_is_recorded() {
    let workspace = workspace(&text());
    let schema = jsonschema::validator_for(&serde_json::from_str(reconcile_schema()).expect("JSON")).expect("a schema");
    let mut faults = Vec::new();
    for (folder, name) in listings() {
        let read = read(&name, fs::read(folder.join(&name)).expect("readable"));
        let look = Look { limit: None, ..Look::default() };
        let report = Report { found: &read.found, sources: &read.sources, lang: MessageLang::English };
        faults.extend(compare(&folder.join("found.txt"), &report.render(Format::Short, &look)));
        let Some(listing) = read.listing else { continue };
        let reconciled = reconciled(&workspace, &listing);
        let edits = edits(&reconciled);
        for (lang, form, file) in [
            (MessageLang::English, Form::Human, "report.en.txt"),
            (MessageLang::Traditional, Form::Human, "report.tc.txt"),
            (MessageLang::Simplified, Form::Markdown, "report.sc.md"),
            (MessageLang::English, Form::Html, "report.html"),
        ] {
            let digest = reconcile_digest(&reconciled, &name, &edits, Put::Shown, lang);
            faults.extend(compare(&folder.join(file), &digest.render(form, &look, &House::default())));
        }
        let json = reconcile_json(&reconciled, &name, &edits);
        let instance = serde_json::from_str(&json).expect("JSON");
        faults.extend(schema.iter_errors(&instance).map(|error| format!("{name}: {error}")));
        faults.extend(compare(&folder.join("report.json"), &json));
        let changed: String = edited(&workspace, &edits).into_iter().map(|(_, text)| changes(&super::text(), &text)).collect();
        faults.extend(compare(&folder.join("edits.diff"), &changed));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn changes(old: &str, new: &str) -> String {
    similar::TextDiff::from_lines(old, new).unified_diff().context_radius(1).to_string()
}

/// The listing of a case.
fn listed(name: &str) -> odp::edition::reconcile::Listing {
    let (folder, file) = listings().into_iter().find(|(folder, _)| folder.ends_with(name)).expect("a case");
    read(&file, fs::read(folder.join(&file)).expect("readable")).listing.expect("a listing")
}

#[test]
fn a_listing_of_the_twelve_finds_twelve() {
    let workspace = workspace(&text());
    let mut tried = vec![listed("twelve"), listed("names")];
    if let Ok(real) = fs::read(super::root().join("../shared/cases/itib-portal-entries.tsv")) {
        tried.push(read("itib-portal-entries.tsv", real).listing.expect("a listing"));
    }
    for listing in tried {
        let reconciled = reconciled(&workspace, &listing);
        let counts = (reconciled.found.len(), reconciled.missing.len(), reconciled.awaited.len(), reconciled.unplanned.len());
        assert_eq!(counts, (12, 0, 4, 0));
        assert!(reconciled.is_empty(), "{:?}", reconciled.found);
    }
}

#[test]
fn every_kind_of_difference_has_a_case() {
    let withdrawn = text().replacen(
        "        frequency:   quarterly\n",
        "        frequency:   quarterly\n        withdrawn 2026-03 { reason: tc \"甲\" en \"A\" }\n",
        1,
    );
    let plans = [workspace(&text()), workspace(&withdrawn)];
    let listing = listed("differing");
    let mut seen = BTreeSet::new();
    for plan in &plans {
        let reconciled = reconciled(plan, &listing);
        seen.extend(reconciled.found.iter().flat_map(|found| &found.differences).map(|difference| difference.kind));
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), Kind::ALL);
}

#[test]
fn what_is_put_in_is_found_the_next_time() {
    let old = workspace(&text());
    let listing = listed("differing");
    let reconciled_before = reconciled(&old, &listing);
    let [(_, new)] = &edited(&old, &edits(&reconciled_before))[..] else { panic!("one plan is changed") };
    let loaded = odp::resolve::load(&odp::files::Memory::new().with("plan.odp", new.as_str()), &["plan.odp".to_owned()]);
    let (found, valid) = odp::rules::check(&loaded.workspace, loaded.found, &odp::rules::Settings::default());
    assert!(valid.is_some() && found.is_empty(), "{found:?}\n{new}");
    let after = reconciled(&loaded.workspace, &listing);
    assert_eq!(edits(&after), []);
    assert_eq!(after.found.len(), reconciled_before.found.len());
    let by_name = |of: &odp::edition::reconcile::Reconciliation<'_>| {
        of.found.iter().filter(|found| found.by != odp::edition::reconcile::By::Id).count()
    };
    assert_eq!((by_name(&reconciled_before), by_name(&after)), (4, 1), "only what is not sure is left to names");
    // comments stay
    let comments = |text: &str| text.lines().filter(|line| line.contains('#')).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(comments(&text()), comments(new));
}
