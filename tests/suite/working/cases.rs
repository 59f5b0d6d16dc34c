//! Working copies that come back edited: `tests/cases/working/NAME.csv` is a copy of `plan.odp`, or of what `NAME.odp` was before
//! it was changed. What the command prints stands in `NAME.diff`, what it finds in `NAME.found.txt`. `UPDATE=1` writes both anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use odp::diagnostic::MessageLang;
use odp::files::Memory;
use odp::import::{File, Taken, take_back};
use odp::report::{Format, Look, Report};

use super::exported;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/working")
}

fn copies() -> Vec<PathBuf> {
    let files = fs::read_dir(folder()).expect("a folder").map(|entry| entry.expect("readable").path());
    let is_copy = |path: &PathBuf| {
        let name = path.to_string_lossy();
        !name.ends_with(".odp") && !name.ends_with(".diff") && !name.ends_with(".found.txt")
    };
    let mut all: Vec<PathBuf> = files.filter(is_copy).collect();
    all.sort();
    all
}

/// The plan that a copy belongs to.
fn plan_of(copy: &Path) -> String {
    let own = copy.with_extension("odp");
    fs::read_to_string(if own.exists() { own } else { folder().join("plan.odp") }).expect("readable")
}

/// What comes of a working copy of a plan.
pub fn taken(plan: &str, name: &str, bytes: &[u8]) -> Taken {
    let files = Memory::new().with("plan.odp", plan);
    let taken = take_back(&File { name: name.to_owned(), bytes: bytes.to_vec() }, None, &files, "plan.odp");
    for span in taken.found.iter().flat_map(|finding| &finding.labels).map(|label| label.span) {
        let source = taken.sources.get(span.file).expect("a place is in a source");
        assert!(source.text.get(span.range()).is_some(), "{span:?} is not on character borders");
    }
    taken
}

fn said(taken: &Taken) -> String {
    let report = Report { found: &taken.found, sources: &taken.sources, lang: MessageLang::English };
    let Taken { changed, added, removed, conflicts, .. } = taken;
    let sum = format!("changed {changed}, added {added}, removed {removed}, conflicts {conflicts}\n");
    report.render(Format::Short, &Look { limit: None, ..Look::default() }) + &sum
}

fn compare(path: &Path, text: &str) -> Option<String> {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, text).expect("writable");
    }
    let known = fs::read_to_string(path).unwrap_or_default();
    (known != text).then(|| format!("{} differs:\n{text}", path.display()))
}

fn name_of(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

#[test]
#[cfg(feature = "cli")]
fn copies_change_what_is_recorded() {
    let mut faults = Vec::new();
    for path in copies() {
        let (plan, bytes) = (plan_of(&path), fs::read(&path).expect("readable"));
        faults.extend(compare(&path.with_extension("found.txt"), &said(&taken(&plan, &name_of(&path), &bytes))));
        let run = crate::suite::run::Folder::with("plan.odp", plan.clone());
        run.write(&name_of(&path), String::from_utf8(bytes).expect("UTF-8"));
        let ran = run.odp(&["import", &name_of(&path), "--into", "plan.odp"]);
        faults.extend(compare(&path.with_extension("diff"), &ran.out));
        assert_eq!(run.read("plan.odp"), plan, "nothing is written unasked");
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_conflict_tells_both_places() {
    let copy = folder().join("since.csv");
    let taken = taken(&plan_of(&copy), "since.csv", &fs::read(&copy).expect("readable"));
    let conflict = taken.found.iter().find(|finding| finding.rule.name == "copy-conflict").expect("a conflict");
    let place = |key: &str| {
        let span = conflict.labels.iter().find(|label| label.key == key).expect("a label").span;
        let source = taken.sources.get(span.file).expect("a source");
        (source.name.to_string(), source.slice(span).to_owned())
    };
    assert_eq!(place("here"), ("since.csv".to_owned(), "Lifts in use".to_owned()));
    let (name, field) = place("plan");
    assert_eq!(name, "plan.odp");
    assert!(field.starts_with("name:") && field.contains("Lifts counted"), "{field}");
}

/// Every wording of a rule that some case gives.
pub fn seen() -> BTreeSet<(&'static str, &'static str)> {
    let of_files = copies().into_iter().flat_map(|path| {
        let bytes = fs::read(&path).expect("readable");
        taken(&plan_of(&path), &name_of(&path), &bytes).found
    });
    let mut all: BTreeSet<_> = of_files.map(|finding| (finding.rule.code, finding.variant)).collect();
    let plan = fs::read_to_string(folder().join("plan.odp")).expect("readable");
    let long = plan.replace("Number of lifts by district.", &"𨋢".repeat(20_000));
    let copy = String::from_utf8(exported(&long, "csv")).expect("UTF-8");
    let edited = copy.replacen("[…]", "short", 1);
    assert_ne!(edited, copy, "a text that is too long stands as […]");
    let taken = taken(&long, "long.csv", edited.as_bytes());
    assert_eq!(taken.text.as_deref(), Some(&*long), "a text that does not fit stays");
    all.extend(taken.found.iter().map(|finding| (finding.rule.code, finding.variant)));
    all
}

/// What is edited in each form, as it stands in the copy and in the plan.
const EDITS: &[[&str; 4]] = &[
    [">Escalators<", ">Moving stairs 𨋢<", "en \"Escalators\"", "en \"Moving stairs 𨋢\""],
    [">2026-09<", ">2026-10<", "2026-09", "2026-10"],
    [">逢四月調整。<", ">逢四月「調整」。<", "逢四月調整。", "逢四月「調整」。"],
    ["Lifts out of use.<", "Lifts &amp; more.<", "Lifts out of use.", "Lifts & more."],
];

#[test]
fn each_form_brings_back_the_same_edits() {
    let plan = fs::read_to_string(folder().join("plan.odp")).expect("readable");
    let wanted = EDITS.iter().fold(plan.clone(), |plan, [_, _, old, new]| plan.replace(old, new));
    for (form, part) in [("xlsx", "xl/sharedStrings.xml"), ("docx", "word/document.xml")] {
        let edited = super::repacked(&exported(&plan, form), part, |xml| {
            EDITS.iter().fold(xml, |xml, [old, new, ..]| {
                // in a workbook the bullets of a cell are one string
                let (old, new) =
                    if xml.contains(old) { (*old, *new) } else { (old.trim_end_matches('<'), new.trim_end_matches('<')) };
                assert!(xml.contains(old), "{form}: {old}");
                xml.replace(old, new)
            })
        });
        let taken = taken(&plan, &format!("改.{form}"), &edited);
        assert_eq!(said(&taken), "changed 4, added 0, removed 0, conflicts 0\n", "{form}");
        assert_eq!(taken.text.as_deref(), Some(&*wanted), "{form}");
    }
}

#[test]
fn a_row_added_in_word_or_excel_becomes_a_dataset() {
    let plan = fs::read_to_string(folder().join("plan.odp")).expect("readable");
    let docx = super::repacked(&exported(&plan, "docx"), "word/document.xml", |xml| {
        // the first empty table
        let at = xml.find(">New dataset<").or_else(|| xml.find("New dataset")).expect("an empty table");
        let (before, table) = xml.split_at(at);
        let fill = |table: String, name: &str, value: &str| {
            let label = format!(">{name}<");
            let row = table.find(&label).expect("a label");
            let cell = table[row..].find("</w:tc>").map(|end| row + end).expect("the label's end");
            let value_cell = cell + table[cell + 1..].find("<w:p>").expect("a paragraph") + 1;
            let end = value_cell + table[value_cell..].find("</w:p>").expect("its end");
            format!("{}<w:p><w:r><w:t>{value}</w:t></w:r>{}", &table[..value_cell], &table[end..])
        };
        let table = [("section", "A"), ("half", "非空間數據"), ("name_tc", "𨋢槽"), ("target", "2026年11月")]
            .iter()
            .fold(table.to_owned(), |table, (name, value)| fill(table, name, value));
        format!("{before}{table}")
    });
    let taken = taken(&plan, "計劃.docx", &docx);
    assert_eq!((taken.added, taken.changed), (1, 0), "{}", said(&taken));
    let text = taken.text.expect("a plan");
    assert!(text.contains("tc \"𨋢槽\" en pending") && text.contains("target:      2026-11"), "{text}");
}
