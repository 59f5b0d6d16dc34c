//! Examples in pages and documents: fenced blocks that are whole files or fragments of one, and what they give.

use odp::diagnostic::{Diagnostic, Example, MessageLang};
use odp::files::Memory;
use odp::rules::{Settings, check};
use odp::source::{FileId, Source};

/// The plan of the bureau, and the examples.
pub const PLANS: [&str; 5] = [
    "plans/itib-2026.odp",
    "examples/smallest/plan.odp",
    "examples/mid-year/plan.odp",
    "examples/spatial/plan.odp",
    "examples/elsewhere/plan.odp",
];

/// Files by name; the first is the main one.
pub type Case = Vec<(String, String)>;

/// The examples that can be run: each with the further files that stand after it.
pub fn cases(examples: &[Example<'_>]) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for example in examples {
        if example.info == SETTINGS {
            cases.push(vec![main_file(SETTINGS, example.code)]);
            continue;
        }
        let Some(kind) = example.info.strip_prefix("odp ") else {
            assert_eq!(example.info, "console", "kind of example");
            continue;
        };
        match kind.strip_prefix("file=") {
            Some(name) => cases.last_mut().expect("a file to use this one").push((name.to_owned(), example.code.to_owned())),
            None => cases.push(vec![main_file(kind, example.code)]),
        }
    }
    cases
}

/// The kind of example that is an `odp.toml`.
const SETTINGS: &str = "toml";

/// The file around an example.
pub fn main_file(kind: &str, code: &str) -> (String, String) {
    if kind == SETTINGS {
        return (odp::settings::FILE.to_owned(), code.to_owned());
    }
    ("plan.odp".to_owned(), wrapped(kind, code))
}

const PLAN_HEAD: &[(&str, &str)] = &[
    ("title", r#"tc "開放數據計劃" en "Open data plan""#),
    ("publisher", "@hk-itib"),
    ("issued", "2025-12"),
    ("languages", "tc, en"),
];

const DATASET_HEAD: &[(&str, &str)] = &[
    ("name", r#"tc "圖書館" en "Libraries""#),
    ("description", r#"tc "公共圖書館名單。" en "List of public libraries.""#),
    ("category", "recreation-and-culture"),
    ("frequency", "quarterly"),
];

/// A whole file around a fragment.
pub fn wrapped(kind: &str, code: &str) -> String {
    let has = |key: &str| code.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with([':', '：'])));
    let head = |fields: &[(&str, &str)]| -> String {
        fields.iter().filter(|(key, _)| !has(key)).map(|(key, value)| format!("{key}: {value}\n")).collect()
    };
    let dataset = |due: (&str, &str)| {
        let mut fields = DATASET_HEAD.to_vec();
        fields.push(due);
        indented(&format!("dataset example-data {{\n{}{code}}}\n", head(&fields)))
    };
    match kind {
        "file" => code.to_owned(),
        "declaration" => format!("odp 1\n{code}"),
        "plan" => {
            let missing = ["A", "B", "C", "D"].map(|letter| format!("section {letter}"));
            let missing = missing.iter().filter(|section| !code.lines().any(|line| line.starts_with(section.as_str())));
            let missing: String = missing.map(|section| format!("{section} none\n")).collect();
            format!("odp 1\nuse \"odp:hk/2026\"\nplan example 2026..2028 {{\n{}{missing}{code}}}\n", head(PLAN_HEAD))
        }
        "dataset" => {
            let dataset = dataset(("target", "2026-06"));
            wrapped("plan", &format!("section A {{\nspatial none\nnon-spatial {{\n{dataset}}}\n}}\n"))
        }
        "dataset spatial" => {
            let dataset = dataset(("target", "2026-06"));
            wrapped("plan", &format!("section A {{\nspatial {{\n{dataset}}}\nnon-spatial none\n}}\n"))
        }
        "dataset D" => {
            let dataset = dataset(("released", "2020-01"));
            wrapped("plan", &format!("section D {{\nspatial none\nnon-spatial {{\n{dataset}}}\n}}\n"))
        }
        other => panic!("no such kind of example: {other}"),
    }
}

/// Away from the first column, where a fragment's own fields are looked for.
fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}

/// Loads and checks the main file, and the further ones that hold plans.
pub fn run(files: &Case) -> Vec<Diagnostic> {
    if let [(name, text)] = &files[..]
        && name == odp::settings::FILE
    {
        return odp::settings::read(&Source::new(FileId(0), name, text.as_str())).1;
    }
    let memory = files.iter().fold(Memory::new(), |memory, (name, text)| memory.with(name, text.as_str()));
    let named = files.iter().enumerate().filter(|(at, (_, text))| *at == 0 || text.lines().any(|line| line.starts_with("plan ")));
    findings(&memory, &named.map(|(_, (name, _))| name.clone()).collect::<Vec<_>>())
}

/// What is found in these files.
pub fn findings(memory: &Memory, paths: &[String]) -> Vec<Diagnostic> {
    let loaded = odp::resolve::load(memory, paths);
    check(&loaded.workspace, loaded.found, &Settings::default()).0
}

/// Files and what was found in them, for a failed test.
pub fn told(files: &Case, found: &[Diagnostic]) -> String {
    let told: Vec<String> = found
        .iter()
        .map(|finding| {
            let message = finding.message(MessageLang::English);
            format!("  {} {:?} {message}", finding.rule.code, finding.variant)
        })
        .collect();
    format!("\n{}\n{}", told.join("\n"), files.iter().map(|(name, text)| format!("--- {name}\n{text}")).collect::<String>())
}

/// The fenced blocks of a Markdown text: line of the opening fence, from 1; what follows it; the lines between.
pub fn fences(markdown: &str) -> Vec<(usize, Example<'_>)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, &str, usize)> = None;
    let mut at = 0;
    for (index, line) in markdown.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        match (open, line.trim_end().strip_prefix("```")) {
            (None, Some(info)) => open = Some((index + 1, info, at)),
            (Some((number, info, from)), Some("")) => {
                found.push((number, Example { info, code: &markdown[from..start] }));
                open = None;
            }
            _ => {}
        }
    }
    assert!(open.is_none(), "a fence is not closed: {open:?}");
    found
}
