//! How promises stand: the examples with all forms of output beside each other, single promises at their borders, and laws tried on
//! plans made at random. `UPDATE=1` writes `tests/cases/status` anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use odp::diagnostic::MessageLang;
use odp::digest::{Form, badge, plot, status_digest, status_json, status_schema};
use odp::edition::{History, Judge, State, Status, status};
use odp::files::Memory;
use odp::model::{Date, Workspace};
use odp::report::Look;
use odp::resolve::load;
use odp::settings::House;
use proptest::test_runner::TestCaseError;

use super::generate::plans;
use super::laws::law;
use super::promises::plans_of;

/// Name, folders of plans, date, days within which something is due.
const CASES: &[(&str, &[&str], &str, u32)] = &[
    ("mid-year", &["examples/mid-year"], "2026-10-15", 60),
    ("government", &["examples/history/2026", "examples/mid-year"], "2026-10-15", 90),
    ("second-year", &["examples/history/2027"], "2027-09-30", 90),
    ("all-editions", &["examples/history"], "2029-02", 90),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The examples with their libraries, and the plans of some folders.
fn example(folders: &[&str]) -> (Memory, Vec<String>) {
    let all = plans_of("examples").into_iter();
    let files = all.fold(Memory::new(), |files, path| {
        let text = fs::read(root().join(&path)).expect("a plan");
        files.with(&path, text)
    });
    (files, folders.iter().flat_map(|folder| plans_of(folder)).collect())
}

fn judge(as_of: &str, due: u32) -> Judge {
    Judge { as_of: Date::parse(as_of).expect("a date"), grace: 0, due }
}

/// All that a status prints: the ending of its file, and what.
fn outputs(status: &Status<'_>) -> Vec<(&'static str, String)> {
    let digest = |form, lang| status_digest(status, lang).render(form, &Look::default(), &House::default());
    vec![
        ("en.txt", digest(Form::Human, MessageLang::English)),
        ("tc.txt", digest(Form::Human, MessageLang::Traditional)),
        ("sc.txt", digest(Form::Human, MessageLang::Simplified)),
        ("md", digest(Form::Markdown, MessageLang::English)),
        ("tc.md", digest(Form::Markdown, MessageLang::Traditional)),
        ("html", digest(Form::Html, MessageLang::English)),
        ("json", status_json(status)),
        ("svg", plot(status, MessageLang::English)),
        ("tc.svg", plot(status, MessageLang::Traditional)),
        ("badge.svg", badge(status, MessageLang::English)),
        ("badge.tc.svg", badge(status, MessageLang::Traditional)),
    ]
}

#[test]
fn the_examples_stand_as_recorded() {
    let mut faults = Vec::new();
    for (name, folders, as_of, due) in CASES {
        let (files, paths) = example(folders);
        let workspace = load(&files, &paths).workspace;
        let history = History::read(&files, &workspace);
        let status = status(&workspace, &history, judge(as_of, *due));
        // a page holds the whole style: one is enough to look at
        let recorded = |ending: &str| ending != "html" || *name == "government";
        for (ending, text) in outputs(&status).into_iter().filter(|(ending, _)| recorded(ending)) {
            let path: PathBuf = root().join("tests/cases/status").join(format!("{name}.{ending}"));
            if std::env::var_os("UPDATE").is_some() {
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(&path, &text).expect("a file");
            }
            if fs::read_to_string(&path).unwrap_or_default() != text {
                faults.push(path.display().to_string());
            }
        }
    }
    assert!(faults.is_empty(), "not what is recorded (UPDATE=1 writes it):\n{}", faults.join("\n"));
}

#[test]
fn the_json_is_as_its_schema_says_and_svg_is_xml() {
    let schema = serde_json::from_str(status_schema()).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for (name, folders, as_of, due) in CASES {
        let (files, paths) = example(folders);
        let workspace = load(&files, &paths).workspace;
        let history = History::read(&files, &workspace);
        let status = status(&workspace, &history, judge(as_of, *due));
        let json = serde_json::from_str(&status_json(&status)).expect("JSON");
        let faults: Vec<String> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");
        for svg in [plot(&status, MessageLang::Traditional), badge(&status, MessageLang::English)] {
            let mut reader = quick_xml::Reader::from_str(&svg);
            while !matches!(reader.read_event().expect("well-formed"), quick_xml::events::Event::Eof) {}
        }
    }
}

/// A plan with one promise.
fn promise(section: &str, fields: &str) -> String {
    let dataset = format!(
        "dataset lifts {{\nname: tc \"升降機（「𨋢」）\" en \"Lifts\"\ndescription: tc \"每部𨋢。\" en \"Each lift.\"\ncategory: transport\nfrequency: yearly\n{fields}\n}}"
    );
    format!(
        "odp 1\nuse \"odp:hk/2026\"\nplan x 2026..2028 {{\ntitle: tc \"甲\" en \"A\"\npublisher: @hk-emsd\nissued: 2025-12\nlanguages: tc, en\nsection {section} {{\nspatial none\nnon-spatial {{\n{dataset}\n}}\n}}\n}}\n"
    )
}

/// `tests/cases/status/judged.tsv`: section, fields, as of, grace, due, and the state with its months and days.
#[test]
fn single_promises_are_judged_as_recorded() {
    let table = include_str!("../cases/status/judged.tsv");
    let mut faults = String::new();
    for (number, line) in table.lines().enumerate().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [section, fields, as_of, grace, due, expected] = *cells else { panic!("line {}", number + 1) };
        let files = Memory::new().with("x.odp", promise(section, &fields.replace("; ", "\n")));
        let workspace = load(&files, &["x.odp".to_owned()]).workspace;
        let history = History::default();
        let judge = Judge {
            as_of: Date::parse(as_of).expect("a date"),
            grace: grace.parse().expect("days"),
            due: due.parse().expect("days"),
        };
        let status = status(&workspace, &history, judge);
        let [promise] = &*status.promises else { panic!("line {}: not one promise", number + 1) };
        let by = promise.shift.map(|shift| match shift.days {
            Some(days) => format!(" {days}d"),
            None if shift.least == shift.most => format!(" {}m", shift.least),
            None => format!(" {}-{}m", shift.least, shift.most),
        });
        let said = format!("{}{}", promise.state.word(), by.unwrap_or_default());
        if said != expected {
            let _ = writeln!(faults, "line {}: {fields} as of {as_of}: {said}, not {expected}", number + 1);
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

fn fail(reason: impl Into<String>) -> TestCaseError {
    TestCaseError::fail(reason.into())
}

fn states(workspace: &Workspace, judge: Judge) -> Vec<State> {
    let history = History::default();
    let status = status(workspace, &history, judge);
    status.promises.iter().map(|promise| promise.state).collect()
}

#[test]
fn every_dataset_is_counted_once_and_time_makes_nothing_better() {
    law(24, plans(), |case| {
        let printed = case.print();
        let workspace = load(&printed.memory(), &[printed.plan().to_owned()]).workspace;
        let datasets: usize = workspace.plans.iter().map(|plan| plan.datasets().count()).sum();
        let history = History::default();
        let json: serde_json::Value = serde_json::from_str(&status_json(&status(&workspace, &history, judge("2027-03", 90))))
            .map_err(|error| fail(error.to_string()))?;
        for groups in ["publishers", "places", "quarters", "categories"] {
            let groups = json[groups].as_array().into_iter().flatten();
            let counts = groups.flat_map(|group| group["counts"].as_object().into_iter().flat_map(|counts| counts.values()));
            if counts.filter_map(serde_json::Value::as_u64).sum::<u64>() != datasets as u64 {
                return Err(fail(format!("{datasets} datasets: {json}")));
            }
        }
        let dates = ["2025-01-01", "2026-06-30", "2027-01-01", "2028-02-29", "2040-12-31"];
        let by_date: Vec<Vec<State>> = dates.iter().map(|date| states(&workspace, judge(date, 90))).collect();
        for pair in by_date.windows(2) {
            for (before, after) in pair[0].iter().zip(&pair[1]) {
                let is_open = matches!(before, State::Due | State::Ahead);
                if !(before == after || (is_open && matches!(after, State::Due | State::Overdue))) {
                    return Err(fail(format!("{before:?} became {after:?}")));
                }
            }
        }
        let patient = states(&workspace, Judge { grace: 60, ..judge("2027-01-15", 90) });
        for (strict, patient) in states(&workspace, judge("2027-01-15", 90)).into_iter().zip(patient) {
            let is_milder = matches!((strict, patient), (State::Overdue, State::Due) | (State::Late, State::OnTime));
            if strict != patient && !is_milder {
                return Err(fail(format!("with grace {strict:?} became {patient:?}")));
            }
        }
        Ok(())
    });
}
