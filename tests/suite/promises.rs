//! Two editions, what changed between them and which promises the new one breaks: `tests/cases/editions/NAME/{old,new}`. A line of a
//! plan names in a comment the codes that it must give, with their wordings; what is printed stands beside. `UPDATE=1` writes that anew.
//! The history of `examples/` is recorded too.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use odp::diagnostic::{Diagnostic, MessageLang};
use odp::digest::{Form, Names, diff_digest, diff_json};
use odp::edition::{Breaks, breaking, diff};
use odp::files::Memory;
use odp::model::Workspace;
use odp::report::{Format, Look, Report};
use odp::rules::{Settings, check};
use odp::settings::House;
use unicode_width::UnicodeWidthStr as _;

const REPORTS: &[(&str, Format, MessageLang)] = &[
    ("en.txt", Format::Human, MessageLang::English),
    ("tc.txt", Format::Human, MessageLang::Traditional),
    ("sc.txt", Format::Plain, MessageLang::Simplified),
    ("short.txt", Format::Short, MessageLang::English),
    ("json", Format::Json, MessageLang::English),
    ("sarif", Format::Sarif, MessageLang::English),
    ("github.txt", Format::Github, MessageLang::English),
    ("junit.xml", Format::Junit, MessageLang::English),
];

const DIGESTS: &[(&str, Form, MessageLang)] = &[
    ("en.txt", Form::Human, MessageLang::English),
    ("tc.txt", Form::Human, MessageLang::Traditional),
    ("sc.txt", Form::Human, MessageLang::Simplified),
    ("md", Form::Markdown, MessageLang::English),
    ("tc.md", Form::Markdown, MessageLang::Traditional),
    ("html", Form::Html, MessageLang::English),
    ("tc.html", Form::Html, MessageLang::Traditional),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All `.odp` files below a folder by their paths from the root of the project.
pub fn plans_of(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut left = vec![root().join(folder)];
    while let Some(folder) = left.pop() {
        for path in fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("readable").path()) {
            if path.is_dir() {
                left.push(path);
            } else if path.extension().is_some_and(|ending| ending == "odp") {
                found.push(path.strip_prefix(root()).expect("inside").to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// An edition, and what is found in it.
pub fn edition(folder: &str) -> (Workspace, Vec<Diagnostic>) {
    let names = plans_of(folder);
    let read = |name: &String| fs::read(root().join(name)).expect("readable");
    // what the history uses and names lies beside it
    let history = plans_of("examples/history");
    let memory = names.iter().chain(&history).fold(Memory::new(), |memory, name| memory.with(name, read(name)));
    let loaded = odp::resolve::load(&memory, &names);
    let (found, _) = check(&loaded.workspace, loaded.found, &Settings::default());
    (loaded.workspace, found)
}

/// A case: its old edition, its new one, and the folder with its records.
struct Case {
    old: String,
    new: String,
    records: PathBuf,
}

fn cases() -> Vec<Case> {
    let folder = "tests/cases/editions";
    let names = fs::read_dir(root().join(folder)).expect("the cases").map(|entry| entry.expect("readable").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    assert!(names.len() >= 4, "no case is ever taken away");
    let own = names.iter().map(|name| Case {
        old: format!("{folder}/{name}/old"),
        new: format!("{folder}/{name}/new"),
        records: root().join(folder).join(name),
    });
    let history = [(2026, 2027), (2027, 2028)].map(|(old, new)| Case {
        old: format!("examples/history/{old}"),
        new: format!("examples/history/{new}"),
        records: root().join(format!("tests/golden/history/{new}")),
    });
    own.chain(history).collect()
}

impl Case {
    /// The digests that are recorded: of small cases no pages, for they are all alike.
    fn digests(&self) -> impl Iterator<Item = &'static (&'static str, Form, MessageLang)> {
        let is_small = self.old.starts_with("tests/");
        DIGESTS.iter().filter(move |(_, form, _)| !is_small || *form != Form::Html)
    }
}

fn broken(case: &Case) -> Breaks {
    let (old, new) = (edition(&case.old).0, edition(&case.new).0);
    breaking(&old, &new)
}

/// What is found in all cases, for the test of the wordings.
pub fn found_in_cases() -> Vec<Diagnostic> {
    cases().iter().flat_map(|case| broken(case).found).collect()
}

/// What lines say that they give: file, line, code and wording.
fn expected(folder: &str) -> Vec<String> {
    let mut all = Vec::new();
    for name in plans_of(folder) {
        let text = fs::read_to_string(root().join(&name)).expect("readable");
        for (index, line) in text.lines().enumerate() {
            let Some((_, codes)) = line.split_once("# ODP4") else { continue };
            all.extend(codes.split("; ODP4").map(|code| format!("{name}:{}: ODP4{code}", index + 1)));
        }
    }
    all
}

#[test]
fn what_lines_say_is_broken_and_nothing_else() {
    for case in cases().iter().filter(|case| case.old.starts_with("tests/")) {
        let breaks = broken(case);
        let given = breaks.found.iter().map(|finding| {
            let span = finding.span().expect("a place");
            let source = breaks.sources.get(span.file).expect("a source");
            let at = source.position(span.start).line;
            format!("{}:{at}: {} {}", source.name, finding.rule.code, finding.variant).trim_end().to_owned()
        });
        let mut given: Vec<String> = given.collect();
        let mut expected = [expected(&case.old), expected(&case.new)].concat();
        given.sort();
        expected.sort();
        assert_eq!(given, expected);
    }
}

#[test]
fn cases_are_plans_without_errors_whose_comments_are_in_use() {
    for case in cases() {
        for folder in [&case.old, &case.new] {
            let (_, found) = edition(folder);
            let wrong: Vec<String> = found
                .iter()
                .filter(|finding| finding.rule.name != "pending-value")
                .map(|finding| format!("{} {}", finding.rule.code, finding.message(MessageLang::English)))
                .collect();
            assert_eq!(wrong, [""; 0], "{folder}");
        }
    }
    let (_, found) = edition("examples/history");
    assert_eq!(found, [], "the history has no finding at all");
}

#[test]
fn records_are_what_is_printed() {
    let mut faults = Vec::new();
    for case in cases() {
        let (old, new) = (edition(&case.old).0, edition(&case.new).0);
        let mut record = |name: String, text: &str| faults.extend(compare(&case.records.join(name), text));
        let breaks = breaking(&old, &new);
        for (ending, format, lang) in REPORTS {
            let report = Report { found: &breaks.found, sources: &breaks.sources, lang: *lang };
            record(format!("breaking.{ending}"), &report.render(*format, &Look::default()));
        }
        let diff = diff(&old, &new);
        let names = Names { old: &case.old, new: &case.new };
        for (ending, form, lang) in case.digests() {
            let text = diff_digest(&diff, names, *lang).render(*form, &Look::default(), &House::default());
            let wide: Vec<&str> = text.lines().filter(|line| *form == Form::Human && line.width() > 100).collect();
            assert!(wide.is_empty(), "{}: more than 100 cells: {wide:?}", case.new);
            record(format!("diff.{ending}"), &text);
        }
        record("diff.json".to_owned(), &diff_json(&diff, names));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_record_is_left_over() {
    for case in cases() {
        let known = REPORTS.iter().map(|(ending, ..)| format!("breaking.{ending}"));
        let known = known.chain(case.digests().map(|(ending, ..)| format!("diff.{ending}"))).chain(["diff.json".to_owned()]);
        let known: BTreeSet<String> = known.collect();
        let there = fs::read_dir(&case.records).expect("records").map(|entry| entry.expect("readable"));
        let there = there.filter(|entry| entry.path().is_file()).map(|entry| entry.file_name().to_string_lossy().into_owned());
        assert_eq!(there.collect::<BTreeSet<_>>(), known, "{}", case.records.display());
    }
}

fn compare(path: &Path, text: &str) -> Option<String> {
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(path, text).expect("writable");
    }
    let kept = fs::read_to_string(path).unwrap_or_default();
    (kept != text).then(|| format!("{} is not what is printed (UPDATE=1 writes it)\n{text}", path.display()))
}
