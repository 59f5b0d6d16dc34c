//! Foreign documents and the plans they become: `tests/cases/import/NAME.ENDING` becomes `NAME.odp`, and what was found stands in
//! `NAME.found.txt`. `NAME.with.ENDING` is the same plan in another language. `UPDATE=1` writes both anew.

mod back;
mod documents;
mod frequencies;
mod laws;
mod merged;
mod promises;
mod round;
mod seeds;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use odp::diagnostic::{MessageLang, Page, Severity};
use odp::files::Memory;
use odp::import::{File, Imported, Options, READERS, import};
use odp::report::{Format, Look, Report};
use odp::rules::{Settings, all, check};

#[path = "../../fuzz/imports.rs"]
mod imports;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/import")
}

/// The foreign files of the folder.
fn cases() -> Vec<PathBuf> {
    let files = fs::read_dir(folder()).expect("a folder").map(|entry| entry.expect("readable").path());
    let foreign = |path: &PathBuf| !matches!(path.extension().and_then(|ending| ending.to_str()), Some("odp" | "md" | "toml"));
    let beside = |path: &PathBuf| [".found.txt", ".with."].iter().any(|part| path.to_string_lossy().contains(part));
    let mut all: Vec<PathBuf> = files.filter(|path| foreign(path) && !beside(path)).collect();
    all.sort();
    all
}

fn read(path: &Path) -> Imported {
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    // beside the foreign file, what its heads mean
    let map = fs::read(path.with_extension("toml")).ok().map(|bytes| File { name: "map.toml".to_owned(), bytes });
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let other = path.with_extension(format!("with.{ending}"));
    let other_name = other.file_name().expect("a name").to_string_lossy().into_owned();
    let with = fs::read(&other).into_iter().map(|bytes| File { name: other_name.clone(), bytes }).collect();
    import(&[File { name, bytes: fs::read(path).expect("readable") }], &Options { map, with, ..Options::default() })
}

/// What an import says, in short form, with the account of the rows.
fn said(imported: &Imported) -> String {
    let report = Report { found: &imported.found, sources: &imported.sources, lang: MessageLang::English };
    let look = Look { limit: None, ..Look::default() };
    format!("{}{:?}\n", report.render(Format::Short, &look), imported.account)
}

fn compare(path: &Path, text: &str) -> Option<String> {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, text).expect("writable");
    }
    let known = fs::read_to_string(path).unwrap_or_default();
    (known != text).then(|| format!("{} differs:\n{text}", path.display()))
}

/// What else holds for the cases: the plan compiles.
fn faults(imported: &Imported) -> Vec<String> {
    imports::imported(imported);
    let Some(text) = &imported.text else { return Vec::new() };
    let loaded = odp::resolve::load(&Memory::new().with("plan.odp", text.as_str()), &["plan.odp".to_owned()]);
    let (found, _) = check(&loaded.workspace, loaded.found, &Settings::default());
    // said of a plan in none but languages for which the library has no words: it does not compile
    let is_alone = imported.found.iter().any(|finding| (finding.rule.name, finding.variant) == ("import-languages", "alone"));
    let errors = found.iter().filter(|finding| finding.severity == Severity::Error);
    let errors = errors.filter(|finding| !(is_alone && finding.rule.name == "missing-wording"));
    errors.map(|finding| format!("it does not compile: {}", finding.message(MessageLang::English))).collect()
}

#[test]
fn cases_become_what_is_recorded() {
    let mut faults = Vec::new();
    for path in cases() {
        let imported = read(&path);
        faults.extend(self::faults(&imported).into_iter().map(|fault| format!("{}: {fault}", path.display())));
        faults.extend(compare(&path.with_extension("odp"), imported.text.as_deref().unwrap_or_default()));
        faults.extend(compare(&path.with_extension("found.txt"), &said(&imported)));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_finding_of_imports_has_a_case() {
    let mut seen = BTreeSet::new();
    for path in cases() {
        seen.extend(read(&path).found.iter().map(|finding| (finding.rule.code, finding.variant)));
    }
    seen.extend(super::working::cases::seen());
    let file = |name: &str, text: &str| File { name: name.to_owned(), bytes: text.into() };
    let two = import(
        &[file("a.csv", "Name,Description,Frequency\n"), file("b.json", "{\"format\":\"odp-catalogue\"}")],
        &Options::default(),
    );
    seen.extend(two.found.iter().map(|finding| (finding.rule.code, finding.variant)));
    let mut lacking = Vec::new();
    // from ODP650 on they are of listings: see `reconcile/portal.rs`
    for rule in all().into_iter().filter(|rule| ("ODP600".."ODP650").contains(&rule.code)) {
        let page = Page::parse(rule.page);
        let keys = page.texts(MessageLang::English).entries.iter().map(|(key, _)| *key);
        let variants = keys.filter_map(|key| key.strip_prefix("message")).map(|rest| rest.trim_start_matches('.'));
        lacking.extend(
            variants.filter(|variant| !seen.contains(&(rule.code, *variant))).map(|variant| format!("{} {variant}", rule.name)),
        );
    }
    assert!(lacking.is_empty(), "no case gives: {lacking:?}");
}

#[test]
fn the_guide_lists_every_form() {
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/import.md")).expect("readable");
    let rows: Vec<String> = READERS.iter().map(|reader| format!("| `{}` | {} |", reader.name, reader.about)).collect();
    assert!(guide.contains(&rows.join("\n")), "docs/import.md has not this table:\n{}", rows.join("\n"));
}

/// Real registers, where they are present: every row is accounted for, and every dataset comes out.
#[test]
fn real_registers_lose_no_row() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases");
    for (name, datasets) in [("itib-2026.zh.txt", 16), ("hk-datasets-2018.csv", 304), ("taoyuan-supply-list.csv", 700)] {
        let path = shared.join(name);
        if path.exists() {
            let imported = read(&path);
            assert_eq!(self::faults(&imported), Vec::<String>::new(), "{name}");
            assert_eq!((imported.account.datasets, imported.account.unread), (datasets, 0), "{name}");
        }
    }
    let broken = fs::read_dir(shared.join("broken-tables")).into_iter().flatten();
    for path in broken.map(|entry| entry.expect("readable").path()) {
        let imported = read(&path);
        assert_eq!(self::faults(&imported), Vec::<String>::new(), "{}", path.display());
        assert!(!imported.found.is_empty(), "{} is broken, and nothing is said of it", path.display());
    }
}

/// What the program that reads PDF says when it panics is not for people.
#[test]
fn a_panic_of_a_reader_is_a_finding_and_nothing_else() {
    let folder = super::run::Folder::with("短鑰匙𨋢.pdf", fs::read(folder().join("short-key.pdf")).expect("the case"));
    let ran = folder.odp(&["import", "短鑰匙𨋢.pdf"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.starts_with("ODP616") && !ran.err.contains("panicked"), "{}", ran.err);
}
