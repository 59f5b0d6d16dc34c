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

/// A cell of a merge, or of a string that sheets share, may be said again any number of times by a file of a few kilobytes.
#[test]
fn what_a_short_file_multiplies_is_refused() {
    let spanned = |rest: &str| format!("<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"255\"/>{rest}</w:tcPr><w:p/></w:tc></w:tr>");
    let xml = format!(
        "<w:document xmlns:w=\"w\"><w:body><w:tbl>{}</w:tbl></w:body></w:document>",
        spanned("<w:vMerge/>").repeat(8_000)
    );
    let wide = packed(&[("[Content_Types].xml", b""), ("word/document.xml", xml.as_bytes())]);
    let cells = "<c t=\"inlineStr\"><is><t>𨋢</t></is></c>";
    let merges = "<mergeCell ref=\"A1:A1048576\"/>".repeat(20);
    let xml = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">\
         <c r=\"A1\" t=\"inlineStr\"><is><t>{}</t></is></c></row><row r=\"400000\">{cells}</row></sheetData>\
         <mergeCells>{merges}</mergeCells></worksheet>",
        "升降機".repeat(200)
    );
    for (name, bytes) in [("wide.docx", wide), ("merged.xlsx", sheet(&xml))] {
        assert!(bytes.len() < 200_000, "{name}: {}", bytes.len());
        let imported = imported(name, &bytes, None);
        assert!(imported.text.is_none());
        assert_eq!(said(&imported), ["import-form large"], "{name}");
    }
}

/// A PDF with one page, whose content is packed by these filters.
fn drawn(filters: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[4 0 R]>>\nendobj\n\
         4 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R>>\nendobj\n\
         3 0 obj\n<</Length {}/Filter {filters}>>stream\n",
        content.len()
    );
    [head.as_bytes(), content, b"\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF"].concat()
}

/// A PDF without structure: for each page texts of 10 points, each with its place from the lower left.
fn set(pages: &[Vec<(u32, u32, &str)>]) -> Vec<u8> {
    let (widths, names) = (vec!["500"; 95].join(" "), "/box".repeat(95));
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", 10 + 2 * page)).collect();
    let stream = |number: u32, content: &str| {
        format!("{number} 0 obj\n<</Length {}>>stream\n{content}\nendstream\nendobj\n", content.len() + 1)
    };
    // a font of boxes, for the characters of ASCII
    let mut pdf = format!(
        "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count {}/Kids[{kids}]>>\nendobj\n\
         3 0 obj\n<</Type/Font/Subtype/Type3/FontBBox[0 0 500 700]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</box 4 0 R>>\n\
         /Encoding<</Differences[32{names}]>>/FirstChar 32/LastChar 126/Widths[{widths}]/ToUnicode 5 0 R>>\nendobj\n",
        pages.len()
    );
    pdf += &stream(4, "500 0 0 0 400 700 d1 0 0 400 700 re f");
    pdf +=
        &stream(5, "begincmap 1 begincodespacerange <00><ff> endcodespacerange 1 beginbfrange <20><7e><0020> endbfrange endcmap");
    for (page, texts) in pages.iter().enumerate() {
        let one = |(x, y, text): &(u32, u32, &str)| {
            let text = text.replace('(', "\\(").replace(')', "\\)");
            format!("BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n")
        };
        let content: String = texts.iter().map(one).collect();
        let (own, its) = (10 + 2 * page, 11 + 2 * page);
        pdf += &format!(
            "{own} 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Resources<</Font<</F 3 0 R>>>>/Contents {its} 0 R>>\nendobj\n"
        );
        pdf += &stream(its as u32, &content);
    }
    (pdf + "trailer\n<</Root 1 0 R>>\n%%EOF").into_bytes()
}

/// A page with one dataset. The heads are centred and of two lines, the cells begin at the left.
fn page<'a>(section: &'a str, name: &'a str, month: &'a str, end: u32, foot: &'a str) -> Vec<(u32, u32, &'a str)> {
    vec![
        (50, 570, section),
        (50, 540, "i. Spatial data"),
        (60, 510, "No."),
        (130, 510, "Data category"),
        (280, 510, "Dataset name"),
        (450, 510, "General description"),
        (620, 522, "Target release"),
        (635, 510, "date (month/year)"),
        (755, 510, "Frequency"),
        (100, 490, "Not applicable"),
        (50, 460, "ii. Non-spatial data"),
        (60, 430, "No."),
        (130, 430, "Data category"),
        (280, 430, "Dataset name"),
        (450, 430, "General description"),
        (620, 442, "Target release"),
        (635, 430, "date (month/year)"),
        (755, 430, "Frequency"),
        (62, 410, "1"),
        (100, 410, "Transport"),
        (250, 410, name),
        (400, 410, "Counted by hand."),
        (620, 410, month),
        (745, 410, "Yearly"),
        // the same on each page, but not at the same height
        (400, end, "Released as CSV."),
        (50, 30, foot),
    ]
}

/// Nothing that belongs to the document is taken for a running title, wherever it stands; columns are where the rows have them.
#[test]
fn a_pdf_without_structure_keeps_what_stands_at_the_edge_of_pages() {
    let heads = ["A. Datasets to be released in 2026", "B. Datasets to be released in 2027 and 2028"];
    let pdf = set(&[
        page(heads[0], "Lifts", "03/2026", 380, "Open Data Plan 2026-2028: page 1"),
        page(heads[1], "Ferries", "06/2027", 376, "Open Data Plan 2026-2028: page 2"),
        // a page that begins with a half, as the one before does with a section
        page("C. Datasets of other organisations", "Buses", "09/2028", 372, "Open Data Plan 2026-2028: page 3"),
    ]);
    let imported = imported("set.pdf", &pdf, None);
    super::imports::imported(&imported);
    let text = imported.text.expect("a plan");
    assert_eq!(imported.account.datasets, 3, "{text}");
    assert_eq!(text.matches("description: en \"Counted by hand. Released as CSV.\"").count(), 3, "{text}");
    assert_eq!(text.matches("spatial none").count(), 3, "{text}");
    for (name, target) in [("Lifts", "2026-03"), ("Ferries", "2027-06"), ("Buses", "2028-09")] {
        let dataset = text.split("dataset ").find(|part| part.contains(&format!("name:        en \"{name}\""))).expect(name);
        assert!(
            dataset.contains("category:    transport\n") && dataset.contains(&format!("target:      {target}\n")),
            "{dataset}"
        );
    }
    assert_eq!(text.matches("Open Data Plan 2026-2028: page").count(), 1, "{text}");
}

/// Pages that begin with the same heading, at the same height, and end with the same item, at another.
#[test]
fn what_pages_have_in_common_is_no_running_title() {
    let all = [
        page("A. Datasets to be released in 2026", "Lifts", "03/2026", 380, ""),
        page("B. Datasets to be released in 2027 and 2028", "Ferries", "06/2027", 376, ""),
    ];
    let half = |page: usize, is_second: bool| -> Vec<(u32, u32, &str)> {
        let texts = all[page].iter().filter(|(_, y, text)| (*y <= 460) == is_second && !text.is_empty());
        texts.copied().collect()
    };
    let pdf = set(&[half(0, false), half(0, true), half(1, false), half(1, true)]);
    let text = imported("set.pdf", &pdf, None).text.expect("a plan");
    assert_eq!(text.matches("Released as CSV.\"\n").count(), 2, "{text}");
    assert_eq!(text.matches("    spatial none\n    non-spatial {").count(), 2, "{text}");
}

/// LZW gives up to 1,400 bytes for one, run lengths 64; what they give is not counted, so that there may be only so much of them.
#[test]
fn ways_to_pack_of_old_are_bounded() {
    let runs = |count: usize| [129, b' '].repeat(count);
    let many = runs(600_000);
    let cases: [(&str, &[u8], &[&str]); 5] = [
        ("/RunLengthDecode", &runs(4), &["import-form broken"]),
        ("/RunLengthDecode", &many, &["import-form large"]),
        ("[/LZW]", &many, &["import-form large"]),
        ("[/RL/RL]", &runs(4), &["import-form large"]),
        ("[/Fl /LZWDecode]", &runs(4), &["import-form large"]),
    ];
    for (filters, content, expected) in cases {
        assert_eq!(said(&imported("old.pdf", &drawn(filters, content), None)), expected, "{filters}, {}", content.len());
    }
}

/// A stream that is packed twice unpacks to a million times what it takes.
#[test]
fn what_is_packed_twice_is_refused() {
    let packed = |bytes: &[u8]| {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut encoder, bytes).expect("written");
        encoder.finish().expect("written")
    };
    let pdf = drawn("[/FlateDecode/FlateDecode]", &packed(&packed(&vec![b' '; 256 << 20])));
    assert!(pdf.len() < 4_000, "{}", pdf.len());
    let imported = imported("twice.pdf", &pdf, None);
    assert!(imported.text.is_none());
    assert_eq!(said(&imported), ["import-form large"]);
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
