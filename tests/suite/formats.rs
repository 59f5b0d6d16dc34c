//! The forms of reports for programs and for screen readers: recorded under `tests/cases/formats`, and held against the
//! definitions of others. `UPDATE=1` writes the records anew.

use std::fs;
use std::path::{Path, PathBuf};

use odp::diagnostic::{Diagnostic, MessageLang, Severity};
use odp::files::Memory;
use odp::report::{Format, Look, Report};
use odp::rules::{Settings, check};
use odp::source::Sources;
use serde_json::Value;

const FORMS: &[(&str, Format, MessageLang)] = &[
    ("plain.en.txt", Format::Plain, MessageLang::English),
    ("plain.tc.txt", Format::Plain, MessageLang::Traditional),
    ("plain.sc.txt", Format::Plain, MessageLang::Simplified),
    ("sarif", Format::Sarif, MessageLang::English),
    ("github.txt", Format::Github, MessageLang::English),
    ("junit.xml", Format::Junit, MessageLang::English),
];

fn cases(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder)
}

/// The wrong files of `tests/cases/reports`, with what is found in each.
fn wrong() -> Vec<(String, Vec<Diagnostic>, Sources)> {
    let files = |folder: &str| {
        let entries = fs::read_dir(cases(folder)).expect("a folder").map(|entry| entry.expect("readable").path());
        let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|ending| ending == "odp")).collect();
        paths.sort();
        paths
    };
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    let mut memory = Memory::new();
    for path in files("reports/lib") {
        memory = memory.with(&format!("lib/{}", name(&path)), fs::read(&path).expect("readable"));
    }
    let all = files("reports");
    for path in &all {
        memory = memory.with(&name(path), fs::read(path).expect("readable"));
    }
    all.iter()
        .map(|path| {
            let (found, sources) = found(&memory, &name(path));
            (name(path), found, sources)
        })
        .collect()
}

fn found(memory: &Memory, name: &str) -> (Vec<Diagnostic>, Sources) {
    let loaded = odp::resolve::load(memory, &[name.to_owned()]);
    let (found, _) = check(&loaded.workspace, loaded.found, &Settings::default());
    (found, loaded.workspace.sources.clone())
}

fn printed(found: &[Diagnostic], sources: &Sources, format: Format) -> String {
    Report { found, sources, lang: MessageLang::English }.render(format, &Look::default())
}

#[test]
fn forms_are_as_recorded() {
    let mut faults = Vec::new();
    for (name, found, sources) in wrong() {
        let name = name.trim_end_matches(".odp");
        if !["ten-faults", "two-files"].contains(&name) {
            continue;
        }
        for (ending, format, lang) in FORMS {
            let printed = Report { found: &found, sources: &sources, lang: *lang }.render(*format, &Look::default());
            let path = cases("formats").join(format!("{name}.{ending}"));
            if fs::read_to_string(&path).is_ok_and(|recorded| recorded == printed) {
                continue;
            }
            if std::env::var_os("UPDATE").is_some() {
                fs::create_dir_all(cases("formats")).expect("a folder");
                fs::write(path, printed).expect("writable");
            } else {
                faults.push(format!("{} is not as recorded; now:\n{printed}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn programs_read_the_same_in_every_language() {
    for (name, found, sources) in wrong() {
        for format in Format::ALL.iter().filter(|format| !format.is_for_people()) {
            let in_lang = |lang| Report { found: &found, sources: &sources, lang }.render(*format, &Look::default());
            assert_eq!(in_lang(MessageLang::English), in_lang(MessageLang::Traditional), "{name} {}", format.name());
        }
    }
}

/// The schema is the one of OASIS, with a slip of theirs mended: a bracket in a pattern that opens nowhere.
#[test]
fn sarif_is_what_its_schema_says() {
    let schema = fs::read_to_string(cases("../schemas/sarif-2.1.0.json")).expect("the schema");
    let schema = schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let mut faults = Vec::new();
    let (mut fixes, mut related) = (0, 0);
    for (name, found, sources) in wrong() {
        let document: Value = serde_json::from_str(&printed(&found, &sources, Format::Sarif)).expect("JSON");
        faults.extend(validator.iter_errors(&document).map(|error| format!("{name}: {error} at {}", error.instance_path())));
        let results = document["runs"][0]["results"].as_array().expect("results");
        assert_eq!(results.len(), found.len());
        for result in results {
            let rule = &document["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().expect("an index") as usize];
            assert_eq!(rule["id"], result["ruleId"]);
            assert!(rule["help"]["markdown"].as_str().is_some_and(|text| text.contains("**Right**")), "{rule}");
            fixes += usize::from(result["fixes"].is_array());
            related += usize::from(result["relatedLocations"].is_array());
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert!(fixes > 10 && related > 5, "the cases show both: {fixes}, {related}");
}

#[test]
fn junit_counts_errors_and_forbids_nothing_to_xml() {
    for (name, found, sources) in wrong() {
        let text = printed(&found, &sources, Format::Junit);
        let read = quick_junit::Report::deserialize_from_str(&text).expect("JUnit");
        let errors = found.iter().filter(|finding| finding.severity == Severity::Error).count();
        assert_eq!((read.failures, read.skipped), (errors, found.len() - errors), "{name}");
    }
    let odd = "a<&\"'\u{fffe}\u{1}>.odp";
    let memory = Memory::new().with(odd, "odp 1\nuse \"<&]]>\u{ffff}\"\n");
    let (found, sources) = found(&memory, odd);
    let text = printed(&found, &sources, Format::Junit);
    assert!(!text.contains(['\u{fffe}', '\u{ffff}', '\u{1}']) && !text.contains("]]>"), "{text}");
    quick_junit::Report::deserialize_from_str(&text).expect("JUnit");
}

#[test]
fn a_clean_file_is_a_case_that_passed() {
    let memory = Memory::new().with("clean.odp", "odp 1\nuse \"odp:hk/2026\"\n");
    let (found, sources) = found(&memory, "clean.odp");
    let read = quick_junit::Report::deserialize_from_str(&printed(&found, &sources, Format::Junit)).expect("JUnit");
    let suites: Vec<(&str, usize)> = read.test_suites.iter().map(|suite| (suite.name.as_str(), suite.tests)).collect();
    assert_eq!((suites, read.failures, read.skipped), (vec![("clean.odp", 1)], 0, 0));
    assert_eq!(printed(&found, &sources, Format::Github), "");
}

#[test]
fn annotations_are_escaped() {
    let name = "100%,a:b\n.odp";
    let memory = Memory::new().with(name, "odp 1\nplan 50% 2026..2028 {\n}\n");
    let (found, sources) = found(&memory, name);
    let text = printed(&found, &sources, Format::Github);
    assert_eq!(text.lines().count(), found.len(), "{text}");
    for line in text.lines() {
        assert!(line.starts_with("::") && line.contains(" file=100%25%2Ca%3Ab%0A.odp,line="), "{line}");
        assert!(!line.replace("%25", "").replace("%0A", "").replace("%2C", "").replace("%3A", "").contains('%'), "{line}");
    }
}

#[test]
fn errors_are_not_hidden_by_warnings() {
    let (name, all, sources) = wrong().into_iter().find(|(name, ..)| name == "ten-faults.odp").expect("a case");
    let errors = all.iter().filter(|finding| finding.severity == Severity::Error).count();
    assert!(errors < all.len(), "{name} has a warning among its errors");
    let render = |format, lang, limit| {
        Report { found: &all, sources: &sources, lang }.render(format, &Look { limit: Some(limit), ..Look::default() })
    };
    let cut = render(Format::Short, MessageLang::English, errors);
    assert_eq!(cut.lines().count(), errors + 1);
    assert!(!cut.contains("ODP301") && cut.ends_with("and 1 more: --all-errors shows them\n"), "{cut}");
    let whole = render(Format::Short, MessageLang::English, all.len());
    let kept: Vec<&str> = whole.lines().filter(|line| !line.contains("ODP301")).collect();
    assert_eq!(kept, cut.lines().take(errors).collect::<Vec<_>>(), "in the order of the source");
    for format in Format::ALL {
        let cut = render(*format, MessageLang::Traditional, 1);
        let more = format!("另有 {} 項，加上 --all-errors 可全部列出\n", all.len() - 1);
        assert_eq!(cut.ends_with(&more), format.is_for_people(), "{}", format.name());
    }
}
