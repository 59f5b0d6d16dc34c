//! Documents of offices: the plan of ITIB comes back from workbook, DOCX and PDF; no bytes bring a reader down.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use odp::diagnostic::MessageLang;
use odp::import::Imported;
use proptest::prelude::*;

use super::back::{PRINTED, WHOLE, comes_back, compiled, imported, name, packed, plan, unpacked};

fn workbook() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| compiled(&plan(), &["xlsx"]).remove(0).bytes)
}

fn document() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        let all = compiled(&plan(), &["docx"]).into_iter();
        all.filter(|artifact| name(artifact) == "plan.tc-en.docx").map(|artifact| artifact.bytes).next().expect("made")
    })
}

/// A plan as PDF: it takes Typst to make one.
fn paper() -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/plan.tc-en.pdf")).expect("readable")
}

const BOTH: &[&str] = &["tc", "en"];

#[test]
fn a_workbook_of_ours_comes_back() {
    comes_back("plan.xlsx", workbook(), BOTH, WHOLE);
}

#[test]
fn a_document_of_ours_comes_back() {
    comes_back("plan.docx", document(), BOTH, PRINTED);
}

#[test]
fn a_pdf_of_ours_comes_back_and_names_its_source() {
    let bytes = paper();
    comes_back("plan.pdf", &bytes, BOTH, PRINTED);
    let found = imported("plan.pdf", &bytes, None).found;
    let said = |rule: &str| found.iter().find(|finding| finding.rule.name == rule).map(|one| one.message(MessageLang::English));
    assert_eq!(said("import-draft").expect("said"), "`plan.pdf` is PDF: what was read is a draft");
    assert!(said("import-attached").expect("said").contains("`itib-2026.odp`"));
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
        let imported = imported("a.pdf", &spoilt(paper(), &changes, end), Some("pdf"));
        prop_assert!(imported.account.is_right());
        prop_assert!(imported.text.is_some() || !imported.found.is_empty());
    }
}
