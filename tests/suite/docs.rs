//! The documents for users: their commands are run, their examples checked, their tables compared with the code.
//!
//! In a guide, ```` ```odp save=NAME ```` writes a file, ```` ```odp edit=NAME ```` changes a part of it, and ```` ```console ```` runs commands: `$ odp …`, then what it prints,
//! or nothing where that is not shown. `UPDATE=1` writes the real outputs where some were shown.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use odp::diagnostic::Example;
use odp::model::{Kind, Words};

use super::examples::{Case, fences, main_file, run, told, wrapped};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text_of(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).expect("a document")
}

/// Runs what a guide says, in its order, in a folder of its own.
fn walk(path: &str, locale: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join(".git")).expect("a root");
    for name in ["plans", "examples"] {
        copy(&root().join(name), &folder.path().join(name));
    }
    let text = text_of(path);
    let (mut faults, mut new) = (Vec::new(), String::new());
    let mut lines = text.lines();
    let mut at = 0;
    for (line, example) in fences(&text) {
        for kept in lines.by_ref().take(line - at) {
            new.push_str(kept);
            new.push('\n');
        }
        let length = example.code.lines().count();
        lines.by_ref().take(length).for_each(drop);
        at = line + length;
        match example.info.split_once(' ').unwrap_or((example.info, "")) {
            ("odp", kind) => {
                new.push_str(example.code);
                match kind.split_once('=') {
                    Some(("save", name)) => std::fs::write(folder.path().join(name), example.code).expect("a file"),
                    Some(("edit", name)) => edit(&folder.path().join(name), example.code, &format!("{path}:{line}")),
                    _ => assert_eq!(kind, "part", "{path}:{line}: kind of block"),
                }
            }
            ("console", "") => {
                new.push_str(&session(example.code, folder.path(), locale, &format!("{path}:{line}"), &mut faults))
            }
            ("sh" | "text" | "rust", "") => new.push_str(example.code),
            other => panic!("{path}:{line}: kind of block {other:?}"),
        }
    }
    lines.for_each(|kept| new.extend([kept, "\n"]));
    if std::env::var_os("UPDATE").is_some() && new != text {
        std::fs::write(root().join(path), &new).expect("the document can be written");
        faults.retain(|fault| fault.contains("` fails:"));
    }
    assert!(faults.is_empty(), "\n{}\n(UPDATE=1 writes what is real)", faults.join("\n"));
}

/// Puts lines in the place of what begins like the first of them: a block up to its brace, else the field of that key.
fn edit(file: &Path, code: &str, place: &str) {
    let text = std::fs::read_to_string(file).expect("a file to edit");
    let first = code.lines().next().expect("a line");
    let key = first.split_once(':').map_or(first, |(key, _)| key);
    let begins = |line: &str| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'));
    let old: Vec<&str> = text.lines().collect();
    let from = old.iter().position(|line| begins(line)).unwrap_or_else(|| panic!("{place}: no {key} in the file"));
    let indent = &old[from][..old[from].len() - old[from].trim_start().len()];
    let brace = format!("{indent}}}");
    let length = if first.ends_with('{') { old[from..].iter().position(|line| **line == brace).expect("a brace") } else { 0 };
    let new = code.lines().map(|line| if line.is_empty() { String::new() } else { format!("{indent}{line}") });
    let kept = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    let all = [kept(&old[..from]), new.collect(), kept(&old[from + length + 1..])].concat();
    std::fs::write(file, all.join("\n") + "\n").expect("a file");
}

/// Runs the commands of one block; gives the block with their real outputs where it shows some.
fn session(code: &str, folder: &Path, locale: &str, place: &str, faults: &mut Vec<String>) -> String {
    let mut real = String::new();
    let mut commands: Vec<(&str, String)> = Vec::new();
    for line in code.lines() {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(command), _) => commands.push((command, String::new())),
            (None, Some((_, shown))) => shown.extend([line, "\n"]),
            (None, None) => panic!("{place}: a block of commands begins with `$ `"),
        }
    }
    for (command, shown) in commands {
        let (output, success) = odp(command, folder, locale);
        let _ = writeln!(real, "$ {command}");
        if shown.is_empty() {
            if !success {
                faults.push(format!("{place}: `{command}` fails:\n{output}"));
            }
        } else {
            real.push_str(&output);
            if shown != output {
                faults.push(format!("{place}: `{command}` prints\n{output}"));
            }
        }
    }
    real
}

/// Runs `odp …`, with `< FILE` and `> FILE`: what it prints on both streams, and whether it exits with 0.
fn odp(command: &str, folder: &Path, locale: &str) -> (String, bool) {
    let mut words: Vec<&str> = command.split_whitespace().collect();
    assert_eq!(words.first(), Some(&"odp"), "only `odp` is run: {command}");
    let mut file = |sign: &str| {
        let at = words.iter().position(|word| *word == sign)?;
        Some(folder.join(words.drain(at..at + 2).nth(1).expect("a file")))
    };
    let (input, target) = (file("<"), file(">"));
    let mut program = Command::new(env!("CARGO_BIN_EXE_odp"));
    program.args(&words[1..]).current_dir(folder).env("LC_ALL", locale).env("COLUMNS", "100");
    program.env_remove("NO_COLOR").env_remove("FORCE_COLOR").stdin(std::process::Stdio::null());
    if let Some(input) = input {
        program.stdin(std::fs::File::open(input).expect("an input"));
    }
    let done = program.output().expect("odp runs");
    let mut out = String::from_utf8(done.stdout).expect("UTF-8");
    if let Some(target) = target {
        std::fs::write(target, &out).expect("an output");
        out.clear();
    }
    let told = String::from_utf8(done.stderr).expect("UTF-8");
    (format!("{out}{told}").lines().map(|line| line.trim_end().to_owned() + "\n").collect(), done.status.success())
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("readable").path()) {
        let name: PathBuf = to.join(entry.file_name().expect("a name"));
        if entry.is_dir() {
            copy(&entry, &name);
        } else {
            std::fs::copy(&entry, &name).expect("a copy");
        }
    }
}

#[test]
fn the_readme_is_real() {
    walk("README.md", "C.UTF-8");
}

#[test]
fn plan_and_portal_do_what_is_said() {
    walk("docs/reconcile.md", "C.UTF-8");
}

#[test]
fn the_english_guide_is_real() {
    walk("docs/guide.en.md", "C.UTF-8");
}

#[test]
fn the_chinese_guide_is_real() {
    walk("docs/guide.zh-Hant.md", "zh_HK.UTF-8");
}

#[test]
fn the_page_of_editions_is_real() {
    walk("docs/editions.md", "C.UTF-8");
    let page = text_of("docs/editions.md");
    let told: Vec<(&str, &str)> =
        table(&page, "<!-- kinds of change -->").iter().map(|row| (row[0].trim_matches('`'), row[1])).collect();
    assert_eq!(told, odp::edition::Kind::ALL.iter().map(|kind| (kind.word(), kind.about())).collect::<Vec<_>>());
}

/// The rows of the table after a line, each as its cells.
fn table<'a>(text: &'a str, marker: &str) -> Vec<Vec<&'a str>> {
    let (_, after) = text.split_once(marker).unwrap_or_else(|| panic!("no {marker}"));
    let rows = after.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let cells = |line: &'a str| line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>();
    rows.skip(2).map(cells).collect()
}

/// The words of a cell in backticks.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn the_readme_lists_commands_and_targets() {
    let readme = text_of("README.md");
    let pairs = |marker: &str| -> Vec<(String, String)> {
        table(&readme, marker).iter().map(|row| (row[0].trim_matches('`').to_owned(), row[1].replace('`', ""))).collect()
    };
    let commands: Vec<(String, String)> =
        odp::cli::commands().map(|(name, about)| (format!("odp {name}"), about.to_owned())).collect();
    assert_eq!(pairs("## Commands"), commands);
    let targets = odp::emit::TARGETS.iter().map(|target| (target.name.to_owned(), target.about.to_owned()));
    // the tests are built without PDF, the program with it
    let told = pairs("## Outputs").into_iter().filter(|(name, _)| cfg!(feature = "pdf") || name != "pdf");
    assert_eq!(told.collect::<Vec<_>>(), targets.collect::<Vec<_>>());
}

#[test]
fn the_reference_has_every_field() {
    let reference = text_of("docs/reference.md");
    for block in odp::resolve::BLOCKS {
        let markers = reference.lines().filter_map(|line| line.strip_prefix("<!-- fields: ")?.strip_suffix(" -->"));
        let marker = markers.into_iter().find(|names| names.split("; ").any(|name| name == block.keyword));
        let marker = marker.unwrap_or_else(|| panic!("no table for `{}`", block.keyword));
        let told: BTreeSet<(&str, bool, bool)> = table(&reference, &format!("<!-- fields: {marker} -->"))
            .iter()
            .flat_map(|row| {
                quoted(row[0]).into_iter().map(|name| (name, row[1].contains("required"), row[1].contains("spatial")))
            })
            .collect();
        let real = block.fields.iter().map(|field| (field.name, field.required, field.spatial));
        assert_eq!(told, real.collect(), "fields of `{}`: name, required, spatial", block.keyword);
    }
}

#[test]
fn the_reference_has_every_form_of_report() {
    let reference = text_of("docs/reference.md");
    let told: Vec<(&str, &str)> =
        table(&reference, "<!-- formats -->").iter().map(|row| (row[0].trim_matches('`'), row[1])).collect();
    assert_eq!(told, odp::report::Format::ALL.iter().map(|format| (format.name(), format.about())).collect::<Vec<_>>());
}

#[test]
fn the_documents_have_every_form_to_import_and_to_export() {
    let told = |path: &str, marker: &str| {
        let text = text_of(path);
        let rows = table(&text, marker);
        rows.iter().map(|row| (row[0].trim_matches('`').to_owned(), row[1].to_owned())).collect::<Vec<_>>()
    };
    let readers = odp::import::READERS.iter().map(|reader| (reader.name.to_owned(), reader.about.to_owned()));
    assert_eq!(told("docs/import.md", "<!-- readers -->"), readers.collect::<Vec<_>>());
    let forms = odp::emit::working::FORMS.iter().map(|form| (form.name.to_owned(), form.about.to_owned()));
    assert_eq!(told("docs/working-copies.md", "<!-- copies -->"), forms.collect::<Vec<_>>());
}

#[test]
fn the_reference_has_every_kind_and_wording() {
    let reference = text_of("docs/reference.md");
    let kinds: Vec<&str> = table(&reference, "<!-- kinds -->").iter().flat_map(|row| quoted(row[0])).collect();
    let kinds: BTreeSet<&str> = kinds.iter().filter_map(|head| head.split(' ').next()).collect();
    assert_eq!(kinds, Kind::ALL.into_iter().map(Kind::word).collect());
    let mut told = BTreeSet::new();
    for row in table(&reference, "<!-- wordings -->") {
        for id in quoted(row[0]) {
            assert!(told.insert(id), "`{id}` stands twice");
            let placeholders: BTreeSet<String> =
                quoted(row[2]).iter().map(|key| key.trim_matches(['{', '}']).to_owned()).collect();
            let real = Words::placeholders(id).iter().map(|key| (*key).to_owned()).collect();
            assert_eq!(placeholders, real, "placeholders of `{id}`");
        }
    }
    assert_eq!(told, Words::known().iter().copied().collect());
}

/// Examples of the reference: `odp KIND` gives nothing, `odp KIND gives=CODE` that and nothing else.
#[test]
fn the_examples_of_the_reference_give_what_it_says() {
    let reference = text_of("docs/reference.md");
    let mut cases: Vec<(usize, Option<&str>, Case)> = Vec::new();
    for (line, Example { info, code }) in fences(&reference) {
        let Some(kind) = info.strip_prefix("odp ") else {
            assert!(["text", "sh", "toml"].contains(&info), "docs/reference.md:{line}: kind of block {info}");
            if info == "toml" {
                cases.push((line, None, vec![main_file(info, code)]));
            }
            continue;
        };
        let (kind, gives) = kind.split_once(" gives=").map_or((kind, None), |(kind, code)| (kind, Some(code)));
        match kind.strip_prefix("file=") {
            Some(name) => cases.last_mut().expect("a file to use this one").2.push((name.to_owned(), code.to_owned())),
            None => cases.push((line, gives, vec![("plan.odp".to_owned(), wrapped(kind, code))])),
        }
    }
    let mut faults = Vec::new();
    for (line, gives, files) in cases {
        let found = run(&files);
        let codes: BTreeSet<&str> = found.iter().map(|finding| finding.rule.code).collect();
        if codes != gives.into_iter().collect() {
            faults.push(format!("docs/reference.md:{line}: {}", told(&files, &found)));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// `<!-- excerpt: FILE from TEXT lines N -->` stands before N lines of what is really written, from the one with that text; FILE is one
/// of mid-year's, or of `all/` examples together. `UPDATE=1` renews them.
#[test]
fn the_outputs_shown_are_real() {
    let loaded = odp::resolve::load(
        &super::emit_catalogues::Disk,
        &["mid-year", "spatial"].map(|name| format!("examples/{name}/plan.odp")),
    );
    let (_, valid) = odp::rules::check(&loaded.workspace, loaded.found, &odp::rules::Settings::default());
    let targets: Vec<_> = odp::emit::TARGETS.iter().collect();
    let options = odp::emit::Options { base: Some("https://www.example.gov.hk/open-data/".into()), ..Default::default() };
    let valid = valid.expect("valid plans");
    let mut made = odp::emit::emit(valid, &targets, &options).artifacts;
    made.extend(odp::emit::emit_together(valid, &targets, &options).into_iter().map(|mut artifact| {
        artifact.path.insert_str(0, "all/");
        artifact
    }));
    let text = text_of("docs/outputs.md");
    let (mut new, mut lines, mut shown) = (String::new(), text.lines(), 0);
    while let Some(line) = lines.next() {
        new.extend([line, "\n"]);
        let Some(marker) = line.strip_prefix("<!-- excerpt: ").and_then(|rest| rest.strip_suffix(" -->")) else { continue };
        let (file, rest) = marker.split_once(" from ").expect("a text");
        let (from, count) = rest.rsplit_once(" lines ").expect("a number");
        let path = if file.starts_with("all/") { file.to_owned() } else { format!("mid-year-example/{file}") };
        let artifact = made.iter().find(|artifact| artifact.path == path).expect("an output");
        let real = std::str::from_utf8(&artifact.bytes).expect("UTF-8");
        let at = real.lines().position(|line| line.contains(from)).unwrap_or_else(|| panic!("{file} has no {from}"));
        let part: Vec<&str> = real.lines().skip(at).take(count.parse().expect("a number")).collect();
        let indent = part.iter().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
        new.extend([lines.next().expect("a block"), "\n"]);
        lines.by_ref().take_while(|line| *line != "```").for_each(drop);
        part.iter().for_each(|line| new.extend([&line[indent..], "\n"]));
        new.push_str("```\n");
        shown += 1;
    }
    assert!(shown > 0);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(root().join("docs/outputs.md"), &new).expect("the document can be written");
    } else {
        assert!(new == text, "docs/outputs.md shows other lines than are written (UPDATE=1 renews them)");
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut faults = Vec::new();
    for path in [
        "README.md",
        "CHANGELOG.md",
        "docs/reference.md",
        "docs/guide.en.md",
        "docs/guide.zh-Hant.md",
        "docs/architecture.md",
        "docs/reconcile.md",
        "docs/outputs.md",
        "docs/tables.md",
    ] {
        let text = text_of(path);
        let folder = root().join(path).parent().expect("a folder").to_owned();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(link, _)| link)) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            if file.contains("://") {
                continue;
            }
            let target = if file.is_empty() { root().join(path) } else { folder.join(file) };
            if !target.exists() {
                faults.push(format!("{path}: {link}"));
            } else if !anchor.is_empty() {
                let text = std::fs::read_to_string(&target).expect("a document");
                if !text.lines().filter(|line| line.starts_with('#')).any(|line| slug(line) == anchor) {
                    faults.push(format!("{path}: no heading for {link}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// The anchor of a heading, as GitHub makes it.
fn slug(heading: &str) -> String {
    let words = heading.trim_start_matches('#').trim().to_lowercase();
    words
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}
