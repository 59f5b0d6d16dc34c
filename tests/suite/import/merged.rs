//! Two documents of one plan in two languages become the plan in both.

use std::collections::BTreeMap;

use odp::diagnostic::Severity;
use odp::import::{File, Imported, Options, import};

use super::back::{compiled, facts, mid_year, name, plan};

/// The artifacts of a plan by their names without folders.
fn outputs(text: &str) -> BTreeMap<String, Vec<u8>> {
    let all = compiled(text, &["html", "csv"]).into_iter();
    all.map(|artifact| (name(&artifact).to_owned(), artifact.bytes.to_vec())).collect()
}

fn merged(outputs: &BTreeMap<String, Vec<u8>>, names: &[&str]) -> Imported {
    let mut files: Vec<File> =
        names.iter().map(|name| File { name: (*name).to_owned(), bytes: outputs[*name].clone() }).collect();
    let with = files.split_off(1);
    let imported = import(&files, &Options { with, ..Options::default() });
    super::imports::imported(&imported);
    assert_eq!(super::faults(&imported), Vec::<String>::new(), "{names:?}");
    imported
}

/// A plan without its comments, which name the places of other files.
fn uncommented(imported: &Imported) -> String {
    let text = imported.text.as_deref().expect("a plan");
    text.lines().filter(|line| !line.trim_start().starts_with('#')).map(|line| format!("{line}\n")).collect()
}

/// Tables in one language have reasons without months: they come back as notes.
fn without_labels(facts: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let plain = |cell: String| {
        cell.replace("備註：原因：", "原因：").replace("备注：原因：", "原因：").replace("Note: Reason: ", "Reason: ")
    };
    facts.into_iter().map(|row| row.into_iter().map(plain).collect()).collect()
}

#[test]
fn two_languages_become_the_plan_in_both() {
    let pages = [["plan.tc.html", "plan.en.html"], ["plan.en.html", "plan.tc.html"], ["plan.tc.html", "plan.en.csv"]];
    let tables = [["plan.tc.csv", "plan.en.csv"], ["plan.en.csv", "plan.tc.csv"]];
    for (text, all) in [(plan(), pages.as_slice()), (plan(), &tables), (mid_year(), &tables)] {
        let outputs = outputs(&text);
        for names in all {
            let imported = merged(&outputs, names);
            let back = imported.text.as_deref().expect("a plan");
            for lang in ["tc", "en"] {
                assert_eq!(facts(&text, lang), without_labels(facts(back, lang)), "{names:?} in {lang}\n{back}");
            }
            assert_eq!(imported.account.paired, imported.account.datasets, "{names:?}");
        }
    }
}

#[test]
fn both_pages_are_the_page_in_both_languages() {
    for text in [plan(), mid_year()] {
        let outputs = outputs(&text);
        let two = merged(&outputs, &["plan.tc.html", "plan.en.html"]);
        let one = merged(&outputs, &["plan.tc-en.html"]);
        assert_eq!(uncommented(&one), uncommented(&two));
    }
}

/// Simplified Chinese is taken only where it is not what would be made of the Traditional.
#[test]
fn a_third_language_adds_what_is_its_own() {
    let text = mid_year();
    let outputs = outputs(&text);
    let imported = merged(&outputs, &["plan.tc.csv", "plan.en.csv", "plan.sc.csv"]);
    let back = imported.text.as_deref().expect("a plan");
    for lang in ["tc", "sc", "en"] {
        assert_eq!(facts(&text, lang), without_labels(facts(back, lang)), "{lang}\n{back}");
    }
    assert_eq!(back.matches("sc \"").count(), 2, "{back}");
    assert!(back.contains("languages: tc, en\n"), "{back}");
}

/// A document in no new language adds nothing, and that is an error.
#[test]
fn the_same_language_is_refused() {
    let outputs = outputs(&plan());
    let file = |name: &str| File { name: name.to_owned(), bytes: outputs["plan.tc.html"].clone() };
    let imported = import(&[file("one.html")], &Options { with: vec![file("two.html")], ..Options::default() });
    assert!(imported.text.is_none());
    assert!(imported.found.iter().any(|finding| finding.severity == Severity::Error && finding.variant == "same"));
}
