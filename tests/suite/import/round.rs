//! The plan of ITIB, compiled and taken back: what a format carries comes back the same.

use std::fs;
use std::path::Path;

use super::back::{PRINTED, comes_back, compiled, facts, imported, name, plan};

#[test]
fn outputs_come_back() {
    let all = compiled(&plan(), &["html", "csv", "json"]);
    let mut seen = 0;
    for artifact in &all {
        let name = name(artifact);
        let langs: &[&str] = match name {
            "plan.tc.html" | "plan.tc.csv" => &["tc"],
            "plan.en.html" | "plan.en.csv" => &["en"],
            "plan.sc.html" | "plan.sc.csv" => &["sc"],
            "plan.tc-en.html" | "plan.csv" | "catalogue.json" => &["tc", "en"],
            _ => continue,
        };
        seen += 1;
        comes_back(name, &artifact.bytes, langs, PRINTED);
    }
    assert_eq!(seen, 9);
}

#[test]
fn the_catalogue_comes_back_whole() {
    let catalogue = compiled(&plan(), &["json"]).remove(0);
    let back = imported("catalogue.json", &catalogue.bytes, None).text.expect("a plan");
    let again = compiled(&back, &["json"]).remove(0);
    let plain = |bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        // a phrase comes back as its text
        text.lines()
            .filter(|line| !line.contains("\"phrase\": "))
            .map(|line| line.trim_end_matches(',').to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(plain(&catalogue.bytes), plain(&again.bytes));
}

/// The plan as text, in the form in which it is copied from the published document: bullets run into each other, heads stand again
/// at page breaks.
fn as_text() -> String {
    let rows = facts(&plan(), "tc");
    let head = |date: &str| format!("編號\t數據種類\t數據集名稱\t一般說明\t{date}\t更新頻率\n");
    let mut text = String::from("\n\n創新科技及工業局\n\n2026-2028年度整合開放數據計劃（包含空間數據計劃）\n\n");
    for (letter, heading, date) in [
        ("A", "A. 在 2026 年發放的局／部門數據集", "目標發放日期 (月/年)"),
        ("B", "B. 在 2027 年及 2028 年發放的局／部門數據集", "目標發放日期 (月/年)"),
        ("D", "D. 進度：局／部門及其他機構已經上載至「開放數據平台」及/或「空間數據共享平台」網站的數據集", "發放日期(月/年)"),
    ] {
        text += &format!("{heading}\n\ni. 空間數據\n\n{}\t不適用\t\t\t\t\n\nii. 非空間數據\n\n{}", head(date), head(date));
        let own: Vec<_> = rows.iter().filter(|row| row[0] == letter).collect();
        for (at, row) in own.iter().enumerate() {
            let bullets = if letter == "A" { row[5].replace("• ", "").replace('\n', "") } else { row[5].replace('\n', "") };
            let month: Vec<&str> = row[if letter == "D" { 7 } else { 6 }].split('-').collect();
            let cell = format!("<ul style=\"list-style-type: none\"> {bullets} ");
            text += &format!("{}\t{}\t{}\t{cell}\t{}/{}\t{}\n", row[2], row[3], row[4], month[1], month[0], row[8]);
            if at % 3 == 1 {
                text += &format!("\n{}", head(date));
            }
        }
        if own.is_empty() {
            text += "\t不適用\t\t\t\t\n";
        }
        text.push('\n');
    }
    text + "創新科技及工業局\n2025年12月\n"
}

#[test]
fn the_text_becomes_the_same_datasets() {
    comes_back("itib.txt", as_text().as_bytes(), &["tc"], PRINTED);
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases/itib-2026.zh.txt");
    if let Ok(bytes) = fs::read(real) {
        comes_back("itib-2026.zh.txt", &bytes, &["tc"], PRINTED);
    }
}

#[test]
fn other_encodings_are_converted_and_said() {
    let text = as_text();
    // Big5 has no such sign
    let plain = text.replace("• ", "");
    let (big5, ..) = encoding_rs::BIG5.encode(&plain);
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [&*big5, &*utf16] {
        comes_back("itib.txt", bytes, &["tc"], PRINTED);
        let found = imported("itib.txt", bytes, None).found;
        assert!(found.iter().any(|finding| finding.rule.name == "import-encoding"), "nothing is said of the encoding");
    }
}

/// A translation that is still to come is printed as a mark, beside the original or behind it: it comes back as one that is to come.
#[test]
fn what_is_not_translated_comes_back_so() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/working/plan.odp")).expect("readable");
    let mut seen = 0;
    for artifact in compiled(&text, &["html", "docx", "csv", "xlsx", "json"]) {
        let wanted = match name(&artifact).split_once('.') {
            Some(("plan", "tc.html" | "tc.docx" | "tc.csv")) => "tc \"自動梯的數目。\"",
            Some(("plan", "sc.html" | "sc.docx" | "sc.csv")) => "sc \"自动梯的数目。\"",
            Some(("plan", "en.html" | "en.docx" | "en.csv")) => "en pending tc \"自動梯的數目。\"",
            Some(("plan", "tc-en.html" | "tc-en.docx" | "csv" | "xlsx") | ("catalogue", "json")) => {
                "tc \"自動梯的數目。\" en pending"
            }
            _ => continue,
        };
        let back = imported(name(&artifact), &artifact.bytes, None).text.expect("a plan");
        assert!(back.contains(&format!("description: {wanted}\n")), "{}\n{back}", artifact.path);
        seen += 1;
    }
    assert_eq!(seen, 14);
}
