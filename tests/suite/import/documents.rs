//! Documents of offices: the plan of ITIB comes back from workbook, DOCX and PDF; no bytes bring a reader down.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::sync::OnceLock;

use odp::diagnostic::MessageLang;
use odp::emit::{Artifact, Options as Emit, TARGETS, Target, emit};
use odp::files::Memory;
use odp::import::{File, Imported, Options, import};
use odp::rules::{Settings, check};
use proptest::prelude::*;
use zip::write::{SimpleFileOptions, ZipWriter};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn compiled(text: &str, targets: &[&str]) -> Vec<Artifact> {
    let loaded = odp::resolve::load(&Memory::new().with("plan.odp", text), &["plan.odp".to_owned()]);
    let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    let errors: Vec<String> = found.iter().map(|finding| finding.message(MessageLang::English)).collect();
    let valid = valid.unwrap_or_else(|| panic!("{errors:?}\n{text}"));
    let targets: Vec<&Target> = TARGETS.iter().filter(|target| targets.contains(&target.name)).collect();
    emit(valid, &targets, &Emit::default()).artifacts
}

fn plan() -> String {
    fs::read_to_string(root().join("plans/itib-2026.odp")).expect("readable")
}

fn workbook() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| compiled(&plan(), &["xlsx"]).remove(0).bytes)
}

fn document() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        let all = compiled(&plan(), &["docx"]);
        all.into_iter().find(|artifact| artifact.path.ends_with("plan.tc-en.docx")).expect("an edition").bytes
    })
}

fn sample(name: &str) -> Vec<u8> {
    fs::read(root().join("tests/import").join(name)).expect("readable")
}

fn imported(name: &str, bytes: &[u8], from: Option<&str>) -> Imported {
    let options = Options { from: from.map(str::to_owned), ..Options::default() };
    import(&[File { name: name.to_owned(), bytes: bytes.to_vec() }], &options)
}

/// Columns of the table of a language: what every document carries, and what a workbook does beside that.
const PRINTED: &[usize] = &[0, 2, 3, 4, 5, 6, 7, 8, 10];
const WHOLE: &[usize] = &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

fn facts(text: &str, lang: &str, columns: &[usize]) -> Vec<Vec<String>> {
    let name = format!("plan.{lang}.csv");
    let table = compiled(text, &["csv"]).into_iter().find(|artifact| artifact.path.ends_with(&name)).expect("a table");
    let mut reader = csv::Reader::from_reader(&*table.bytes);
    let rows = reader.records().map(|record| record.expect("a record"));
    rows.map(|row| columns.iter().map(|at| row[*at].to_owned()).collect()).collect()
}

fn comes_back(name: &str, bytes: &[u8], columns: &[usize]) {
    let imported = imported(name, bytes, None);
    assert!(imported.account.is_right(), "{:?}", imported.account);
    let text = imported.text.unwrap_or_else(|| panic!("{name}: nothing came back"));
    for lang in ["tc", "en"] {
        let (original, back) = (facts(&plan(), lang, columns), facts(&text, lang, columns));
        for (original, back) in original.iter().zip(&back) {
            assert_eq!(original, back, "{name} in {lang}\n{text}");
        }
        assert_eq!(original.len(), back.len(), "{name} in {lang}");
    }
}

#[test]
fn a_workbook_of_ours_comes_back() {
    comes_back("plan.xlsx", workbook(), WHOLE);
}

#[test]
fn a_document_of_ours_comes_back() {
    comes_back("plan.docx", document(), PRINTED);
}

#[test]
fn a_pdf_of_ours_comes_back_and_names_its_source() {
    let bytes = sample("plan.tc-en.pdf");
    comes_back("plan.pdf", &bytes, PRINTED);
    let found = imported("plan.pdf", &bytes, None).found;
    let said = |rule: &str| found.iter().find(|finding| finding.rule.name == rule).map(|one| one.message(MessageLang::English));
    assert_eq!(said("import-draft").expect("said"), "`plan.pdf` is PDF: what was read is a draft");
    assert!(said("import-attached").expect("said").contains("`itib-2026.odp`"));
}

/// A packed file of parts.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("written");
        zip.write_all(content).expect("written");
    }
    zip.finish().expect("written").into_inner()
}

/// The parts of a packed file.
fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
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

fn said(imported: &Imported) -> Vec<String> {
    imported.found.iter().map(|finding| format!("{} {}", finding.rule.name, finding.variant)).collect()
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let zeros = vec![b' '; 129 * 1024 * 1024];
    let bomb = packed(&[("[Content_Types].xml", b""), ("word/document.xml", &zeros)]);
    assert!(bomb.len() < 1024 * 1024);
    let imported = imported("bomb.docx", &bomb, None);
    assert!(imported.text.is_none());
    assert_eq!(said(&imported), ["import-form large"]);
}

/// A workbook of one sheet whose XML this is.
fn sheet(xml: &str) -> Vec<u8> {
    let mut parts = unpacked(workbook());
    for (name, content) in &mut parts {
        if name == "xl/worksheets/sheet2.xml" {
            *content = xml.as_bytes().to_vec();
        }
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (&**name, &**content)).collect();
    packed(&parts)
}

#[test]
fn the_size_that_a_sheet_claims_takes_no_memory() {
    let text = |at: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>甲</t></is></c>");
    let xml = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension ref=\"A1:XFD1048576\"/>\
         <sheetData><row r=\"1\">{}</row><row r=\"1048576\">{}</row></sheetData></worksheet>",
        text("A1"),
        text("XFD1048576"),
    );
    let imported = imported("wide.xlsx", &sheet(&xml), None);
    assert!(imported.account.is_right());
    // the two rows of that sheet have no head; the others are as they were
    assert_eq!(imported.account.unread, 2, "{:?}", said(&imported));
}

/// The bytes of a file with some of them exchanged, and its end cut off.
fn spoilt(mut bytes: Vec<u8>, changes: &[(prop::sample::Index, u8)], end: usize) -> Vec<u8> {
    for (at, byte) in changes {
        let at = at.index(bytes.len());
        bytes[at] = *byte;
    }
    let length = bytes.len() * end / 100;
    bytes.truncate(length);
    bytes
}

fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(
        reader in prop::sample::select(vec!["xlsx", "docx", "pdf", "ckan"]),
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let imported = imported("any", &bytes, Some(reader));
        prop_assert!(imported.text.is_some() || !imported.found.is_empty());
    }

    #[test]
    fn spoilt_parts_are_read_or_refused(which in any::<bool>(), part in any::<prop::sample::Index>(), changes in changes(), end in 0..101_usize) {
        let (name, bytes) = if which { ("a.xlsx", workbook().to_vec()) } else { ("a.docx", document().to_vec()) };
        let mut parts = unpacked(&bytes);
        let at = part.index(parts.len());
        parts[at].1 = if parts[at].1.is_empty() { Vec::new() } else { spoilt(parts[at].1.clone(), &changes, end) };
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (&**name, &**content)).collect();
        let imported = imported(name, &packed(&parts), None);
        prop_assert!(imported.account.is_right());
        prop_assert!(imported.text.is_some() || !imported.found.is_empty());
    }

    #[test]
    fn spoilt_pdf_is_read_or_refused(changes in changes(), end in 0..101_usize) {
        let imported = imported("a.pdf", &spoilt(sample("plan.tc-en.pdf"), &changes, end), Some("pdf"));
        prop_assert!(imported.account.is_right());
        prop_assert!(imported.text.is_some() || !imported.found.is_empty());
    }
}
