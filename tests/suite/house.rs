//! The laws of the house: floors, tables and folders, lengths, and no way to panic.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The rooms from the ground up: each uses only those before it. The edges come last, and nothing uses them.
const FLOORS: &[&str] = &[
    "source",
    "diagnostic",
    "syntax",
    "format",
    "edit",
    "files",
    "library",
    "model",
    "resolve",
    "rules",
    "settings",
    "fix",
    "edition",
    "emit",
    "import",
    "report",
    "digest",
    "cli",
];

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// All Rust files of `src` with their paths below it.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, out: &mut Vec<(String, String)>) {
        for path in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").path()) {
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(src()).expect("below src").to_string_lossy().replace('\\', "/");
                out.push((name, std::fs::read_to_string(&path).expect("a source")));
            }
        }
    }
    let mut all = Vec::new();
    walk(&src(), &mut all);
    all.sort();
    all
}

/// Code without comments: what follows `//` is none, nor is what follows a test module.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
    lines.enumerate().map(|(index, line)| (index + 1, line.split("//").next().unwrap_or_default()))
}

#[test]
fn data_goes_one_way() {
    let floor = |room: &str| FLOORS.iter().position(|known| *known == room);
    let mut faults = Vec::new();
    for (name, text) in sources() {
        let room = name.split(['/', '.']).next().unwrap_or_default();
        if ["lib", "main"].contains(&room) {
            continue;
        }
        let own = floor(room).unwrap_or_else(|| panic!("{name}: its room is on no floor"));
        for (number, line) in code(&text) {
            for path in line.split("crate::").skip(1) {
                let used = path.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).next().unwrap_or_default();
                let up = match floor(used) {
                    Some(used) => used > own,
                    // a name at the root, such as the macro `crate::rule!`; only a list hides what it uses
                    None => used.is_empty(),
                };
                if up {
                    faults.push(format!("src/{name}:{number}: {room} uses {used}: {}", line.trim()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// The modules in a folder of `src` that hold a function of this signature.
fn with_function(folder: &str, signature: &str) -> BTreeSet<String> {
    let inside = format!("{folder}/");
    let direct = sources().into_iter().filter_map(|(name, text)| Some((name.strip_prefix(&inside)?.to_owned(), text)));
    let module = |name: &str| name.strip_suffix("/mod.rs").or_else(|| name.strip_suffix(".rs")).map(str::to_owned);
    let holds = direct.filter(|(_, text)| text.lines().any(|line| line.starts_with(signature)));
    holds.filter_map(|(name, _)| module(&name)).filter(|module| !module.contains('/')).collect()
}

/// The first words of a table's lines, `table! { … }`.
fn listed(file: &str, table: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(src().join(file)).expect("a source");
    let (_, after) = text.split_once(&format!("\n{table}! {{\n")).expect("a table");
    let is_entry = |line: &&str| !line.trim_start().starts_with("#[");
    let lines = after.lines().take_while(|line| *line != "}").filter(is_entry);
    lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn the_tables_have_what_the_folders_have() {
    assert_eq!(listed("emit/mod.rs", "targets"), with_function("emit", "pub(super) fn emit("), "targets");
    assert_eq!(listed("import/readers/mod.rs", "readers"), with_function("import/readers", "pub(super) fn read("), "readers");
    assert_eq!(listed("report/mod.rs", "formats"), with_function("report", "pub(super) fn render("), "formats");
    assert_eq!(listed("cli/mod.rs", "commands"), with_function("cli", "pub(super) fn run("), "commands");
    assert_eq!(listed("rules/mod.rs", "checks"), with_function("rules", "pub(super) static CHECK: "), "checks");
}

#[test]
fn every_file_is_read_by_the_compiler() {
    let all = sources();
    let mut faults = Vec::new();
    for (name, _) in &all {
        let path = name.strip_suffix("/mod.rs").or_else(|| name.strip_suffix(".rs")).unwrap_or(name);
        let (folder, module) = path.rsplit_once('/').unwrap_or(("", path));
        if ["lib", "main"].contains(&path) {
            continue;
        }
        let parents = match folder {
            "" => vec!["lib.rs".to_owned()],
            folder => vec![format!("{folder}/mod.rs"), format!("{folder}.rs")],
        };
        let declared = all.iter().filter(|(file, _)| parents.contains(file)).any(|(_, text)| {
            text.lines().any(|line| {
                let line = line.trim_start();
                line.ends_with(&format!("mod {module};")) || line.split_whitespace().next() == Some(module)
            })
        });
        if !declared {
            faults.push(format!("src/{name} is no module"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn files_are_short() {
    let long = sources().into_iter().map(|(name, text)| (name, text.lines().count())).filter(|(_, lines)| *lines > 400);
    assert_eq!(long.collect::<Vec<_>>(), [], "files of more than 400 lines");
}

#[test]
fn nothing_panics_on_purpose() {
    let mut faults = Vec::new();
    for (name, text) in sources() {
        for (number, line) in code(&text) {
            let found = [".unwrap()", ".expect(", "panic!", "unreachable!", "todo!", "unimplemented!"];
            if found.iter().any(|word| line.contains(word)) {
                faults.push(format!("src/{name}:{number}: {}", line.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
