//! The outputs page shows what is written: the first ten lines of each table.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use odp::emit::Options;

/// How many lines are shown, and how many characters of each.
const LINES: usize = 10;
const LENGTH: usize = 140;

/// The beginning of an output, as the page shows it.
fn shown(name: &str, bytes: &[u8]) -> String {
    let text = if name.ends_with(".xlsx") {
        sheet(bytes, usize::from(name == "plan.xlsx"))
    } else {
        String::from_utf8(bytes.to_vec()).expect("UTF-8")
    };
    let line = |line: &str| match line.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…\n", &line[..end]),
        None => format!("{line}\n"),
    };
    text.lines().take(LINES).map(line).collect()
}

/// A sheet, a line for each row: of a plan that of section A, of all plans that of the totals.
fn sheet(bytes: &[u8], number: usize) -> String {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range_at(number).expect("a sheet").expect("cells");
    let cell = |cell: &Data| cell.to_string().replace('\n', " ");
    range.rows().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" | ").trim_end().to_owned() + "\n").collect()
}

#[test]
fn the_page_of_outputs_shows_them() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tables.md");
    let page = std::fs::read_to_string(&path).expect("the page");
    let mut outputs: BTreeMap<String, Vec<u8>> = super::made(&super::Disk, super::PLANS[0], &Options::default()).1;
    let joint = super::joint::made(&[super::PLANS[0], super::PLANS[2], super::PLANS[3]], &Options::default()).1;
    outputs.extend(joint.into_iter().filter(|(name, _)| name.starts_with("plans.")));
    let mut new = page.clone();
    for name in ["plan.csv", "plan.en.csv", "datapackage.json", "plan.xlsx", "plans.csv", "plans.xlsx"] {
        let marker = format!("<!-- output: {name} -->\n\n```text\n");
        let (before, rest) = new.split_once(&marker).unwrap_or_else(|| panic!("no output of {name}"));
        let (_, after) = rest.split_once("```\n").expect("an end");
        new = format!("{before}{marker}{}```\n{after}", shown(name, &outputs[name]));
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &new).expect("written");
    }
    let kept = std::fs::read_to_string(&path).expect("the page");
    assert!(kept == new, "docs/tables.md shows other outputs than there are; UPDATE=1 renews it");
}
