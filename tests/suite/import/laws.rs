//! Laws over tables at random: every row is accounted for, whatever stands in it, and no name is lost.

use odp::import::{File, Options, import};
use proptest::prelude::*;

static HEADS: &[&str] =
    &["No.", "數據種類", "Dataset name", "一般說明", "目標發放日期 (月/年)", "Update frequency", "Remarks?", "Section"];

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[1-9]{1,2}",
        "[ -~]{0,12}",
        "[一-龥，。「」：𨋢]{1,8}",
        prop::sample::select(vec![
            "不適用",
            "01/2026",
            "13/2026",
            "民國115年1月",
            "每季",
            "Bi-weekly",
            "Yearly or ad hoc",
            "A",
            "科技及廣播",
            "N/A",
            "• a• b",
            "<ul>甲。乙。",
            "A. 在 2026 年發放",
            "i. 空間數據",
            "\u{200b}x",
            "\"",
            "=1",
            "備註：甲",
        ])
        .prop_map(str::to_owned),
    ]
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(prop::collection::vec(cell(), 0..9), 0..12)
}

fn csv(rows: &[Vec<String>], delimiter: &str) -> String {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(delimiter) + "\n";
    HEADS.join(delimiter) + "\n" + &rows.iter().map(line).collect::<String>()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_of_tables_add_up(rows in table(), tabs in any::<bool>()) {
        let (name, delimiter) = if tabs { ("any.tsv", "\t") } else { ("any.csv", ",") };
        let text = csv(&rows, delimiter);
        let imported = import(&[File { name: name.to_owned(), bytes: text.into_bytes() }], &Options::default());
        super::imports::imported(&imported);
        // a line without a cell is no row, nor is one of white space
        let count = rows.iter().filter(|row| !row.is_empty() && (row.len() > 1 || !row[0].trim().is_empty())).count();
        if imported.text.is_some() {
            // one cell of nothing but hidden characters is none either
            let hidden = rows.iter().filter(|row| row.len() == 1 && odp::source::is_hidden(row[0].chars().next().unwrap_or(' '))).count();
            prop_assert!(imported.account.rows == count + 1 || hidden > 0, "{} of {}", imported.account.rows, count + 1);
        }
    }

    #[test]
    fn any_text_is_read(text in "[\\PC\t\n]{0,200}", reader in prop::sample::select(vec!["text", "csv", "html", "catalogue"])) {
        super::imports::holds(reader, text.as_bytes());
    }
}
