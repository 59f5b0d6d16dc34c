//! Plans compiled, their outputs taken back, and what both say: what the tests of imports share.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use odp::diagnostic::MessageLang;
use odp::emit::{Artifact, Options as Emit, TARGETS, Target, emit};
use odp::files::Memory;
use odp::import::{File, Imported, Options, import};
use odp::rules::{Settings, check};
use zip::write::{SimpleFileOptions, ZipWriter};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("readable")
}

/// The plan of ITIB.
pub fn plan() -> String {
    read("plans/itib-2026.odp")
}

/// The plan in the middle of its year.
pub fn mid_year() -> String {
    read("examples/mid-year/plan.odp")
}

/// The outputs of a plan.
pub fn compiled(text: &str, targets: &[&str]) -> Vec<Artifact> {
    let loaded = odp::resolve::load(&Memory::new().with("plan.odp", text), &["plan.odp".to_owned()]);
    let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    let errors: Vec<String> = found.iter().map(|finding| finding.message(MessageLang::English)).collect();
    let valid = valid.unwrap_or_else(|| panic!("{errors:?}\n{text}"));
    let targets: Vec<&Target> = TARGETS.iter().filter(|target| targets.contains(&target.name)).collect();
    emit(valid, &targets, &Emit::default()).artifacts
}

/// The name of an output without its folder.
pub fn name(artifact: &Artifact) -> &str {
    artifact.path.rsplit('/').next().expect("a name")
}

/// Columns of the table of a language: section, half, number, category, name, description, dates and frequency, which every
/// document carries; and all of them, which a workbook does.
pub const PRINTED: &[usize] = &[0, 2, 3, 4, 5, 6, 7, 8, 10];
pub const WHOLE: &[usize] = &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/// Columns of the table of a language, for each dataset.
pub fn columns(text: &str, lang: &str, columns: &[usize]) -> Vec<Vec<String>> {
    let name = format!("plan.{lang}.csv");
    let table = compiled(text, &["csv"]).into_iter().find(|artifact| artifact.path.ends_with(&name)).expect("a table");
    let mut reader = csv::Reader::from_reader(&*table.bytes);
    let rows = reader.records().map(|record| record.expect("a record"));
    rows.map(|row| columns.iter().map(|at| row[*at].to_owned()).collect()).collect()
}

/// What every document carries of each dataset, as it is printed in a language.
pub fn facts(text: &str, lang: &str) -> Vec<Vec<String>> {
    columns(text, lang, PRINTED)
}

pub fn imported(name: &str, bytes: &[u8], from: Option<&str>) -> Imported {
    let options = Options { from: from.map(str::to_owned), ..Options::default() };
    import(&[File { name: name.to_owned(), bytes: bytes.to_vec() }], &options)
}

/// Takes the plan of ITIB back from a file, and compares it in these languages and columns.
pub fn comes_back(name: &str, bytes: &[u8], langs: &[&str], of: &[usize]) {
    let imported = imported(name, bytes, None);
    super::imports::imported(&imported);
    let text = imported.text.unwrap_or_else(|| panic!("{name}: nothing came back"));
    for lang in langs {
        let (original, back) = (columns(&plan(), lang, of), columns(&text, lang, of));
        for (original, back) in original.iter().zip(&back) {
            assert_eq!(original, back, "{name} in {lang}\n{text}");
        }
        assert_eq!(original.len(), back.len(), "{name} in {lang}");
    }
}

/// A packed file of parts.
pub fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("written");
        zip.write_all(content).expect("written");
    }
    zip.finish().expect("written").into_inner()
}

/// The parts of a packed file.
pub fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("packed");
    let count = zip.len();
    let part = |at| {
        let mut part = zip.by_index(at).expect("a part");
        let mut content = Vec::new();
        std::io::copy(&mut part, &mut content).expect("readable");
        (part.name().expect("a name").into_owned(), content)
    };
    (0..count).map(part).collect()
}
