//! Files that mean harm, or are something else: none of them breaks odp, and each is told in one report.

use odp::diagnostic::{Diagnostic, MessageLang};
use odp::files::{Encoding, Memory, ReadError, System, to_text};
use odp::report::{Format, Look, Report};

mod limits;
mod outputs;
mod shapes;

pub use limits::limits;

const PLAN: &str = include_str!("../../plans/itib-2026.odp");

/// A plan in another encoding.
pub fn encoded(encoding: &'static encoding_rs::Encoding, text: &str) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

fn wide<const N: usize>(text: &str, units: impl Fn(char) -> Vec<[u8; N]>) -> Vec<u8> {
    text.chars().flat_map(units).flatten().collect()
}

pub fn utf_16(text: &str, big: bool) -> Vec<u8> {
    let units = |c: char| {
        c.encode_utf16(&mut [0; 2]).iter().map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    wide(text, units)
}

pub fn utf_32(text: &str, big: bool) -> Vec<u8> {
    wide(text, |c| vec![if big { u32::from(c).to_be_bytes() } else { u32::from(c).to_le_bytes() }])
}

/// A name and the bytes of a file that is no plan in odp, or no text in UTF-8.
pub fn wrong_files() -> Vec<(String, Vec<u8>)> {
    let zip = |inside: &str| [b"PK\x03\x04\x14\0".as_slice(), inside.as_bytes()].concat();
    let office = |folder: &str| zip(&format!("[Content_Types].xml ... {folder}/document.xml"));
    let open = |kind: &str| zip(&format!("mimetypeapplication/vnd.oasis.opendocument.{kind}"));
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("big5.odp", encoded(encoding_rs::BIG5, PLAN)),
        ("hkscs.odp", [&b"odp 1\n# "[..], &encoded(encoding_rs::BIG5, "深水街市開放數據"), b"\xfa\x40\n"].concat()),
        ("gbk.odp", encoded(encoding_rs::GBK, "odp 1\n# 创新科技及工业局的年度开放数据计划\n")),
        ("cp1252.odp", encoded(encoding_rs::WINDOWS_1252, "odp 1\n# café, naïve, déjà vu – “quoted”\n")),
        ("cp 1252's.odp", encoded(encoding_rs::WINDOWS_1252, "odp 1\n# café, naïve, déjà vu – “quoted”\n")),
        ("\u{1b}cp1252.odp", encoded(encoding_rs::WINDOWS_1252, "odp 1\n# café, naïve, déjà vu – “quoted”\n")),
        ("utf16le.odp", utf_16(&format!("\u{feff}{PLAN}"), false)),
        ("utf16be.odp", utf_16(&format!("\u{feff}{PLAN}"), true)),
        ("utf16le-bare.odp", utf_16(PLAN, false)),
        ("utf16be-bare.odp", utf_16(PLAN, true)),
        ("utf32le.odp", utf_32(&format!("\u{feff}{PLAN}"), false)),
        ("utf32be-bare.odp", utf_32(PLAN, true)),
        (
            "damaged.odp",
            PLAN.replacen("數據", "數\u{1}", 1).into_bytes().iter().map(|byte| if *byte == 1 { 0xe6 } else { *byte }).collect(),
        ),
        ("mac.odp", PLAN.replace('\n', "\r").into_bytes()),
        ("presentation.odp", open("presentation")),
        ("text.odp", open("text")),
        ("sheet.odp", open("spreadsheet")),
        ("word.odp", office("word")),
        ("excel.odp", office("xl")),
        ("slides.odp", office("ppt")),
        ("archive.odp", zip("plan.odp")),
        ("pdf.odp", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec()),
        ("old-word.odp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0".to_vec()),
        ("rich.odp", b"{\\rtf1\\ansi\\deff0 plan}".to_vec()),
        ("page.odp", b"\xef\xbb\xbf\r\n<!DOCTYPE html>\n<html><body>odp 1</body></html>".to_vec()),
        ("image.odp", b"\x89PNG\r\n\x1a\n".to_vec()),
        ("zeros.odp", vec![0; 100_000]),
        ("torn.odp", [PLAN.as_bytes(), &[0; 512]].concat()),
    ];
    files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect()
}

fn encoding_of(bytes: Vec<u8>) -> Option<Encoding> {
    match to_text(bytes) {
        Err(ReadError::NotUtf8(found)) => found.encoding,
        other => panic!("{other:?}"),
    }
}

fn name_of(bytes: Vec<u8>) -> &'static str {
    encoding_of(bytes).map_or("damaged", |encoding| encoding.name)
}

fn loaded(files: &[(String, Vec<u8>)], name: &str) -> (Vec<Diagnostic>, odp::source::Sources) {
    let memory = files.iter().fold(Memory::new(), |memory, (name, bytes)| memory.with(name, bytes.as_slice()));
    let loaded = odp::resolve::load(&memory, &[name.to_owned()]);
    let (found, _) = odp::rules::check(&loaded.workspace, loaded.found, &odp::rules::Settings::default());
    (found, loaded.workspace.sources)
}

#[test]
fn every_wrong_file_is_one_report() {
    let files = wrong_files();
    for (name, _) in &files {
        let (found, sources) = loaded(&files, name);
        let report = Report { found: &found, sources: &sources, lang: MessageLang::English };
        let shown = report.render(Format::Human, &Look::default());
        assert_eq!(found.len(), 1, "{shown}");
        assert!(["ODP002", "ODP003"].contains(&found[0].rule.code), "{shown}");
        assert!(!shown.contains(odp::source::is_hidden), "{shown:?}");
    }
}

#[test]
fn reports_of_wrong_files_are_as_recorded() {
    let files = wrong_files();
    let mut shown = String::new();
    for (name, _) in &files {
        let (found, sources) = loaded(&files, name);
        for lang in [MessageLang::English, MessageLang::Traditional] {
            shown.push_str(&Report { found: &found, sources: &sources, lang }.render(Format::Human, &Look::default()));
        }
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/wrong-files.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &shown).expect("writable");
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), shown);
}

#[test]
fn encodings_are_told_apart_in_a_few_bytes_and_in_whole_plans() {
    let traditional = "創新科技及工業局年度開放數據計劃";
    for (encoding, name, text) in [
        (encoding_rs::BIG5, "Big5", traditional),
        (encoding_rs::GBK, "GBK", "创新科技及工业局年度开放数据计划"),
        (encoding_rs::WINDOWS_1252, "Windows-1252", "résumé façade naïve"),
        (encoding_rs::SHIFT_JIS, "Shift_JIS", "オープンデータの計画です"),
        (encoding_rs::EUC_KR, "EUC-KR", "공공데이터 개방 계획입니다"),
        (encoding_rs::WINDOWS_1251, "Windows-1251", "План открытых данных"),
    ] {
        assert_eq!(name_of(encoded(encoding, text)), name, "{text}");
        assert_eq!(name_of(encoded(encoding, &format!("odp 1\n{}# {text}\n", "# in English\n".repeat(5)))), name, "{text}");
    }
    assert_eq!(name_of(encoded(encoding_rs::BIG5, PLAN)), "Big5");
    assert_eq!(name_of([&*encoded(encoding_rs::BIG5, "深水街市開放數據"), b"\xfa\x40"].concat()), "Big5-HKSCS");
}

#[test]
fn a_stray_byte_in_good_text_names_no_encoding() {
    let text = PLAN.as_bytes();
    for at in (0..text.len()).step_by(997) {
        for stray in [0x80, 0xa4, 0xff] {
            let mut bytes = text.to_vec();
            bytes.insert(at, stray);
            assert_eq!(name_of(bytes), "damaged", "{stray:x} at {at}");
        }
    }
    let (found, sources) = loaded(&[("plan.odp".into(), b"odp 1\n\n# \xe6\x95 \xe9\x96\x8b\xe6\x94\xbe\n".to_vec())], "plan.odp");
    let place = found[0].span().and_then(|span| Some(sources.get(span.file)?.position(span.start))).expect("a place");
    assert_eq!((place.line, place.column), (3, 3));
    assert_eq!(found[0].message(MessageLang::English), "`plan.odp` has damaged UTF-8 at byte 9, line 3");
}

#[test]
fn a_mark_and_other_line_ends_are_read() {
    for text in [format!("\u{feff}{PLAN}"), PLAN.replace('\n', "\r\n"), format!("\u{feff}{}", PLAN.replace('\n', "\r\n"))] {
        let (found, _) = loaded(&[("plan.odp".into(), text.into_bytes())], "plan.odp");
        assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn neighbours_of_a_wrong_file_are_checked() {
    let mut files = wrong_files();
    files.push((
        "user.odp".into(),
        b"odp 1\nuse \"big5.odp\"\nuse \"pdf.odp\"\nuse \"gone.odp\"\nphrase x { text: tc \"\" }\n".to_vec(),
    ));
    let (found, _) = loaded(&files, "user.odp");
    let codes: Vec<&str> = found.iter().map(|finding| finding.rule.code).collect();
    assert_eq!(codes.iter().filter(|code| **code < "ODP100").collect::<Vec<_>>(), [&"ODP003", &"ODP002", &"ODP040"], "{codes:?}");
    assert_eq!(found[0].labels.len(), 2, "the `use`, and the place in the file");
}

#[test]
fn commands_are_one_word_a_path_on_each_system() {
    let big5 = encoding_of(encoded(encoding_rs::BIG5, "創新科技及工業局")).expect("guessed");
    let unix = |path: &str| System::Unix.to_utf8(big5, path);
    assert_eq!(unix("a/計劃.odp").as_deref(), Some("iconv -f BIG5 -t UTF-8 a/計劃.odp > a/計劃.utf8.odp"));
    assert_eq!(unix("it's $(rm).odp").as_deref(), Some(r"iconv -f BIG5 -t UTF-8 'it'\''s $(rm).odp' > 'it'\''s $(rm).utf8.odp'"));
    assert_eq!(unix("-o.odp").as_deref(), Some("iconv -f BIG5 -t UTF-8 ./-o.odp > ./-o.utf8.odp"));
    assert_eq!(unix("a\u{1b}[2J.odp"), None);
    assert_eq!(System::Unix.to_newlines("x").as_deref(), Some(r"tr '\r' '\n' < x > x.utf8.odp"));
    assert_eq!(
        System::Windows.to_utf8(big5, "it's.odp").as_deref(),
        Some(
            "[IO.File]::WriteAllText([IO.Path]::Combine($PWD, 'it''s.utf8.odp'), [IO.File]::ReadAllText([IO.Path]::Combine($PWD, 'it''s.odp'), [Text.Encoding]::GetEncoding(950)))"
        )
    );
}
