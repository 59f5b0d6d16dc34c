//! Working copies: what stands in them, and what comes back of them.

pub mod cases;
#[cfg(feature = "cli")]
mod command;
mod laws;

use std::io::{Cursor, Read as _, Write as _};

use odp::emit::Options;
use odp::emit::working::{FORMS, export};
use odp::files::Memory;
use odp::rules::{Settings, check};

/// The working copy of a plan in a form.
pub(super) fn exported(text: &str, form: &str) -> Vec<u8> {
    let loaded = odp::resolve::load(&Memory::new().with("plan.odp", text), &["plan.odp".to_owned()]);
    let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    let valid = valid.unwrap_or_else(|| panic!("{found:?}\n{text}"));
    let form = FORMS.iter().find(|known| known.name == form).expect("a form");
    export(valid, &loaded.workspace.plans[0], form, &Options::default()).expect("a copy").bytes
}

pub(super) fn itib() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/plans/itib-2026.odp")).expect("readable")
}

/// A part of a packed file.
fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a ZIP");
    let mut text = String::new();
    zip.by_name(name).expect("the part").read_to_string(&mut text).expect("UTF-8");
    text
}

/// A packed file with another text in one of its parts.
fn repacked(bytes: &[u8], name: &str, change: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a ZIP");
    let changed = change(part(bytes, name));
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("a part");
        let path = file.name().expect("a name").into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("readable");
        out.start_file(&*path, zip::write::SimpleFileOptions::default()).expect("in memory");
        out.write_all(if path == name { changed.as_bytes() } else { &content }).expect("in memory");
    }
    out.finish().expect("in memory").into_inner()
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    for form in FORMS {
        assert!(exported(&itib(), form.name) == exported(&itib(), form.name), "{}", form.name);
    }
}

#[test]
fn a_workbook_has_lists_and_locks() {
    let bytes = exported(&itib(), "xlsx");
    let (notes, table) = (part(&bytes, "xl/worksheets/sheet1.xml"), part(&bytes, "xl/worksheets/sheet2.xml"));
    for sheet in [&notes, &table, &part(&bytes, "xl/worksheets/sheet3.xml")] {
        assert!(sheet.contains("<sheetProtection sheet=\"1\""), "locked");
        assert!(!sheet.contains("password="), "without a password");
    }
    // lists: section, organisation, half, category, frequency, formats, owners, portals, licence; dates: target, released
    assert_eq!(table.matches("<dataValidation type=\"list\"").count(), 9);
    assert_eq!(table.matches("<dataValidation type=\"custom\"").count(), 2);
    // 16 datasets, 30 empty rows
    assert!(table.contains("sqref=\"B2:B47\""), "the lists reach over the empty rows");
    assert!(table.contains("<row r=\"47\"") && !table.contains("<row r=\"48\""));
    let texts = part(&bytes, "xl/sharedStrings.xml");
    for text in ["每季 / Quarterly", "填寫方法", "How to fill in", "A. 在 2026 年發放的局／部門數據集", "name_tc"]
    {
        assert!(texts.contains(text), "{text}");
    }
}

#[test]
fn a_document_has_lists_and_locks() {
    let body = part(&exported(&itib(), "docx"), "word/document.xml");
    // labels and ids of 16 tables and 3 empty ones, of 21 rows each
    assert_eq!(body.matches("w:val=\"sdtContentLocked\"").count(), 19 * 21 + 19);
    assert_eq!(body.matches("<w:tbl>").count(), 19);
    assert!(body.contains("<w:listItem w:displayText=\"每季 / Quarterly\" w:value=\"quarterly\">"));
    // a category is chosen, of formats there may be several
    assert_eq!(body.matches("<w:dropDownList>").count(), 19 * 5);
    assert_eq!(body.matches("<w:comboBox>").count(), 19 * 4);
}
