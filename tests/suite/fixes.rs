//! Fixes: `tests/cases/fixes/NAME.odp` becomes `NAME.fixed.odp` (`UPDATE=1` writes it anew), and laws that hold for any text.

use std::fs;
use std::path::{Path, PathBuf};

use odp::diagnostic::{Diagnostic, Severity, Sink};
use odp::files::{Files as _, Memory};
use odp::fix::{Outcome, fix};
use odp::resolve::load;
use odp::rules::{Settings, check};
use odp::source::{FileId, Source};
use odp::syntax::parse;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::generate::{Case, Tape, Tapes, plans};
use super::laws::law;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/fixes")
}

fn found(memory: &Memory, name: &str) -> Vec<Diagnostic> {
    let loaded = load(memory, &[name.to_owned()]);
    check(&loaded.workspace, loaded.found, &Settings::default()).0
}

fn fixed<'a>(memory: &'a Memory, name: &str) -> (String, Outcome<'a>) {
    let outcome = fix(memory, &[name.to_owned()], &Settings::default());
    (outcome.files.read(name).expect("the file"), outcome)
}

fn comments(text: &str) -> Vec<String> {
    let source = Source::new(FileId(0), "x.odp", text);
    let tree = parse(&source, &mut Sink::default());
    tree.comments.iter().map(|comment| source.slice(comment.span).to_owned()).collect()
}

#[test]
fn fixes_are_as_recorded() {
    let mut faults = Vec::new();
    let names = fs::read_dir(folder()).expect("a folder").map(|entry| entry.expect("readable").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    let cases: Vec<&str> =
        names.iter().filter_map(|name| name.strip_suffix(".odp").filter(|name| !name.ends_with(".fixed"))).collect();
    assert!(cases.len() > 5, "{names:?}");
    for name in cases {
        let text = fs::read(folder().join(format!("{name}.odp"))).expect("readable");
        let memory = Memory::new().with("case.odp", text);
        let (now, outcome) = fixed(&memory, "case.odp");
        let recorded = folder().join(format!("{name}.fixed.odp"));
        if fs::read_to_string(&recorded).is_ok_and(|recorded| recorded == now) {
            // the marks of the case say how many
        } else if std::env::var_os("UPDATE").is_some() {
            fs::write(recorded, &now).expect("writable");
        } else {
            faults.push(format!("{name}.odp is not fixed as recorded; now:\n{now}"));
        }
        let again = Memory::new().with("case.odp", now.as_str());
        let left = found(&again, "case.odp");
        let certain = left.iter().filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.certain)).count();
        if certain != outcome.refused {
            faults.push(format!("{name}.odp: {certain} certain fixes are left, {} refused", outcome.refused));
        }
        let spoken = now.lines().next().and_then(|line| line.split("remain: ").nth(1)).unwrap_or_default();
        let codes: Vec<&str> = left.iter().map(|finding| finding.rule.code).collect();
        if codes.join(" ") != spoken.trim() {
            faults.push(format!("{name}.odp leaves {codes:?}; its first line says {spoken:?}"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn what_would_do_harm_is_left_out() {
    // the field that was meant is there: a second one would be worse than none
    let text = "odp 1\nphrase x { txet: tc \"甲\" en \"A\"; text: tc \"乙𨋢\" en \"B\" }\n";
    let memory = Memory::new().with("x.odp", text);
    assert_eq!(fixed(&memory, "x.odp").0, text);
}

#[test]
fn a_field_outside_of_all_blocks_got_one_colon_after_another() {
    let text = "odp 1\nname: tc \"出租屋邨𨋢，共兩座\" en \"Estates\"\n";
    let memory = Memory::new().with("x.odp", text);
    assert_eq!(fixed(&memory, "x.odp").0, text);
    assert!(found(&memory, "x.odp").iter().any(|finding| finding.rule.name == "misplaced-block"));
}

#[test]
fn frequencies_in_peoples_own_words_are_understood() {
    for (written, expected) in [
        ("\"Three times per week\"", Some(("3 times a week", true))),
        ("Quarterly update", Some(("quarterly", true))),
        ("monthly.", Some(("monthly", true))),
        ("every month", Some(("monthly", true))),
        ("annually", Some(("yearly", true))),
        ("每兩個月更新一次", Some(("every 2 months", true))),
        ("\"Every four years\"", Some(("every 4 years", true))),
        ("每年三次", Some(("three-times-yearly", true))),
        ("Yearly or as and when necessary", Some(("yearly, as-needed", false))),
        ("\"Annual/ Ad hoc\"", Some(("yearly, as-needed", false))),
        ("\"每月或有需要時\"", Some(("monthly, as-needed", false))),
        ("\"N/A\"", None),
        ("\"January and July 𨋢\"", None),
        ("Bi-Weekly", None),
    ] {
        let text = super::examples::wrapped("dataset", &format!("frequency: {written}\n"));
        let found = found(&Memory::new().with("x.odp", text), "x.odp");
        let fixes = found.iter().filter_map(|finding| finding.fix.as_ref()).map(|fix| (&*fix.edits[0].text, fix.certain));
        assert_eq!(fixes.collect::<Vec<_>>(), expected.into_iter().collect::<Vec<_>>(), "{written}");
    }
}

#[test]
fn only_what_was_named_is_fixed() {
    let library = "odp 1\nphrase x { txet: tc \"甲\" en \"A\" }\n";
    let memory = Memory::new().with("lib.odp", library).with("a.odp", "odp 1\nuse \"lib.odp\"\nformat y { lable: en \"Y\" }\n");
    let outcome = fix(&memory, &["a.odp".to_owned()], &Settings::default());
    assert_eq!(outcome.files.changed().map(|(name, _)| name).collect::<Vec<_>>(), ["a.odp"]);
    let both = fix(&memory, &["a.odp".to_owned(), "lib.odp".to_owned()], &Settings::default());
    assert_eq!(both.mended.len(), 2);
}

#[test]
fn line_ends_and_the_byte_order_mark_are_kept() {
    let text = "\u{feff}odp 1\r\nphrase x {\r\n  txet： tc 「甲𨋢」 en \"A\"  # 註：「甲」\r\n}\r\n";
    let memory = Memory::new().with("x.odp", text);
    let expected = "\u{feff}odp 1\r\nphrase x {\r\n  text: tc \"甲𨋢\" en \"A\"  # 註：「甲」\r\n}\r\n";
    assert_eq!(fixed(&memory, "x.odp").0, expected);
}

/// Slips of the pen: what is written for what.
static SLIPS: &[(&str, &str)] = &[
    (": ", "： "),
    (" {", "｛"),
    ("}\n", "｝\n"),
    (", ", "，"),
    ("dataset ", "datset "),
    ("dataset ", "數據集 "),
    ("section ", "sectoin "),
    ("section ", "section: "),
    ("name:", "nmae:"),
    ("name:", "名稱:"),
    ("description:", "desc:"),
    ("category:", "類別:"),
    ("frequency:", "更新频率:"),
    ("target:", "targte:"),
    ("formats:", "format:"),
    ("owner:", "department:"),
    ("monthly", "montly"),
    ("monthly", "every month"),
    ("quarterly", "每季"),
    ("yearly", "annually"),
    ("csv", "CSV"),
    ("csv", "@csv"),
    ("csv", "csv, csv"),
    ("json", "jsno"),
    ("@hk-", "hk-"),
    ("2026-0", "2026/0"),
    ("2027-", "2027年"),
    ("tc \"", "tc 「"),
    ("none", "none # 註：「𨋢」"),
    ("\n", "\r\n"),
    ("..", "-"),
    ("section A", "section a"),
];

/// A plan with slips in it.
fn slipped() -> impl Strategy<Value = (Case, Vec<u32>)> {
    (plans(), Tapes::up_to(16))
}

fn with_slips(case: &Case, cells: &[u32]) -> (Memory, String, String) {
    let printed = case.print();
    let mut tape = Tape::new(cells.to_vec());
    let mut text = printed.files[0].1.clone();
    for _ in 0..1 + tape.below(5) {
        let (right, wrong) = tape.pick(SLIPS);
        let places: Vec<usize> = text.match_indices(right).map(|(at, _)| at).collect();
        if places.is_empty() {
            continue;
        }
        let at = places[tape.below(places.len())];
        text.replace_range(at..at + right.len(), wrong);
    }
    let name = printed.plan().to_owned();
    (printed.memory().with(&name, text.as_str()), name, text)
}

fn errors(found: &[Diagnostic]) -> usize {
    found.iter().filter(|finding| finding.severity == Severity::Error).count()
}

fn obeys(memory: &Memory, name: &str, text: &str) -> Result<(), TestCaseError> {
    let before = found(memory, name);
    let (now, outcome) = fixed(memory, name);
    let again = memory.clone().with(name, now.as_str());
    let after = found(&again, name);
    prop_assert!(errors(&after) <= errors(&before), "more errors than before:\n{now}");
    prop_assert_eq!(comments(text), comments(&now), "other comments");
    let left: Vec<&str> = after
        .iter()
        .filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.certain))
        .map(|finding| finding.rule.code)
        .collect();
    prop_assert!(left.len() <= outcome.refused, "left although certain: {left:?}, refused {}\n{now}", outcome.refused);
    let (twice, second) = fixed(&again, name);
    prop_assert!(twice == now && second.mended.is_empty(), "not the same the second time:\n{now}\n────\n{twice}");
    Ok(())
}

#[test]
fn fixing_is_safe_and_done_once() {
    law(60, slipped(), |(case, cells)| {
        let (memory, name, text) = with_slips(&case, &cells);
        obeys(&memory, &name, &text)
    });
}

#[test]
fn a_valid_plan_without_doubles_is_left_alone() {
    law(16, plans(), |case| {
        let printed = case.print();
        let (now, outcome) = (fixed(&printed.memory(), printed.plan()).0, printed.files[0].1.clone());
        let memory = printed.memory();
        let notes = found(&memory, printed.plan());
        let certain = notes.iter().any(|finding| finding.fix.as_ref().is_some_and(|fix| fix.certain));
        prop_assert!(certain || now == outcome, "{now}");
        Ok(())
    });
}

#[test]
fn fixing_anything_does_no_harm() {
    law(40, super::laws::mutilated(), |text| {
        let memory = Memory::new().with("any.odp", text.as_str());
        obeys(&memory, "any.odp", &text)
    });
}
