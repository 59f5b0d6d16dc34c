//! Wrong files and what is said of them: `tests/cases/reports/NAME.odp` has the codes it must give as comments on their
//! lines, or in its first line; what is printed stands beside it. `UPDATE=1` writes the latter anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use odp::diagnostic::{Diagnostic, MessageLang, Sink};
use odp::files::Memory;
use odp::report::{Format, Look, Report};
use odp::rules::{Settings, check};
use odp::source::{Source, Sources, Span};
use odp::syntax::{Keyword, Statement, parse};
use unicode_width::UnicodeWidthStr as _;

const FORMS: &[(&str, Format, MessageLang)] = &[
    ("en.txt", Format::Human, MessageLang::English),
    ("tc.txt", Format::Human, MessageLang::Traditional),
    ("short.txt", Format::Short, MessageLang::English),
    ("json", Format::Json, MessageLang::English),
];

#[test]
fn reports_are_as_recorded() {
    let mut faults = Vec::new();
    let memory = files();
    for name in cases() {
        let loaded = odp::resolve::load(&memory, &[format!("{name}.odp")]);
        let sources = loaded.workspace.sources.clone();
        let (found, _) = check(&loaded.workspace, loaded.found, &Settings::default());
        let text = &sources.iter().next().expect("the case itself").text;
        let (expected, given) = (expected(text), given(&found, &sources));
        if expected != given {
            faults.push(format!("{name}.odp expects {expected:?}, gives {given:?}"));
        }
        for (ending, format, lang) in FORMS {
            let report = Report { found: &found, sources: &sources, lang: *lang };
            let printed = report.render(*format, &Look::default());
            faults.extend(compare(&folder().join(format!("{name}.{ending}")), &printed));
            let wide = printed.lines().filter(|line| *format == Format::Human && line.width() > 100);
            faults.extend(wide.map(|line| format!("{name}.{ending} has more than 100 cells: {line}")));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_capture_is_left_over() {
    let known: BTreeSet<String> =
        cases().iter().flat_map(|name| FORMS.iter().map(move |(ending, ..)| format!("{name}.{ending}"))).collect();
    let captures = fs::read_dir(folder()).expect("a folder").map(|entry| entry.expect("readable"));
    let captures = captures.filter(|entry| entry.path().extension().is_some_and(|ending| ending != "odp"));
    let left: Vec<_> = captures.map(|entry| entry.file_name()).filter(|name| !known.contains(&*name.to_string_lossy())).collect();
    assert!(left.is_empty(), "{left:?}");
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/reports")
}

fn odp_files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").file_name());
    let mut names: Vec<String> =
        names.filter_map(|name| name.to_str()?.ends_with(".odp").then(|| name.to_string_lossy().into_owned())).collect();
    names.sort();
    names
}

fn cases() -> Vec<String> {
    odp_files(&folder()).iter().map(|name| name.trim_end_matches(".odp").to_owned()).collect()
}

/// What every case gives.
pub(super) fn found_in_cases() -> Vec<Diagnostic> {
    let memory = files();
    let find = |name: String| {
        let loaded = odp::resolve::load(&memory, &[format!("{name}.odp")]);
        check(&loaded.workspace, loaded.found, &Settings::default()).0
    };
    cases().into_iter().flat_map(find).collect()
}

/// The cases, and in `lib/` what they use.
fn files() -> Memory {
    let read = |folder: &Path, prefix: &str, memory: Memory| {
        odp_files(folder)
            .iter()
            .fold(memory, |memory, name| memory.with(&format!("{prefix}{name}"), fs::read(folder.join(name)).expect("readable")))
    };
    let memory = read(&folder(), "", Memory::new());
    read(&folder().join("lib"), "lib/", memory)
}

/// Line → `severity[CODE]`, sorted.
type Marks = BTreeMap<u32, Vec<String>>;

/// `# error[ODP203]` on a line speaks of that line, `# 7: error[ODP203] 9: note[ODP115]` in the first line of those.
fn expected(text: &str) -> Marks {
    let mut marks = Marks::new();
    for (number, line) in (1..).zip(text.lines()) {
        let mut of = number;
        for word in line.rsplit_once('#').map_or("", |(_, comment)| comment).split_whitespace() {
            if let Some(named) = word.strip_suffix(':').filter(|_| number == 1).and_then(|word| word.parse().ok()) {
                of = named;
            } else if word.contains("[ODP") && word.ends_with(']') {
                marks.entry(of).or_default().push(word.to_owned());
            }
        }
    }
    marks.values_mut().for_each(|codes| codes.sort());
    marks
}

fn given(found: &[Diagnostic], sources: &Sources) -> Marks {
    let mut marks = Marks::new();
    for finding in found {
        let line = finding.span().and_then(|span| Some(sources.get(span.file)?.position(span.start).line));
        let mark = format!("{}[{}]", finding.severity.word(), finding.rule.code);
        marks.entry(line.unwrap_or(0)).or_default().push(mark);
    }
    marks.values_mut().for_each(|codes| codes.sort());
    marks
}

fn compare(path: &Path, printed: &str) -> Option<String> {
    if fs::read_to_string(path).is_ok_and(|recorded| recorded == printed) {
        return None;
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, printed).expect("writable");
        return None;
    }
    Some(format!("{} is not as recorded; now:\n{printed}", path.display()))
}

/// Where each dataset of a file stands, and its id.
fn datasets(source: &Source) -> Vec<(Span, String)> {
    fn walk(source: &Source, statements: &[Statement], all: &mut Vec<(Span, String)>) {
        for statement in statements {
            let Statement::Block(block) = statement else { continue };
            match block.head.first().filter(|_| block.keyword == Keyword::Dataset) {
                Some(head) => all.push((block.span, source.slice(head.span).trim_matches('"').to_owned())),
                None => walk(source, block.body.statements(), all),
            }
        }
    }
    let mut all = Vec::new();
    walk(source, &parse(source, &mut Sink::default()).statements, &mut all);
    all
}

#[test]
fn what_is_found_in_a_dataset_names_it() {
    let memory = files();
    let mut faults = Vec::new();
    for name in cases() {
        let loaded = odp::resolve::load(&memory, &[format!("{name}.odp")]);
        let sources = loaded.workspace.sources.clone();
        let (found, _) = check(&loaded.workspace, loaded.found, &Settings::default());
        let source = sources.iter().next().expect("the case itself");
        let datasets = datasets(source);
        // the stage of syntax knows no datasets, and an allow comment is nobody's
        for finding in found.iter().filter(|finding| finding.rule.code > "ODP1" && finding.rule.code < "ODP9") {
            let Some(span) = finding.span() else { continue };
            let Some((_, id)) = datasets.iter().find(|(place, _)| place.contains(span)) else { continue };
            for lang in [MessageLang::English, MessageLang::Traditional] {
                let message = finding.message(lang);
                if !message.contains(id.as_str()) {
                    faults.push(format!("{name}.odp: {} does not name `{id}`: {message}", finding.rule.code));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
