//! Findings in parts: what stands on the page of the preview.

use odp::diagnostic::MessageLang;
use odp::files::Memory;
use odp::report::{Report, cards};
use odp::resolve::load;
use odp::rules::{Settings, check};
use serde_json::{Value, json};

use super::super::run::plan;

/// The cards of a plan, as JSON.
fn told(text: &str, lang: MessageLang, most: usize) -> Vec<Value> {
    let loaded = load(&Memory::new().with("計劃.odp", text), &["計劃.odp".to_owned()]);
    let (found, _) = check(&loaded.workspace, loaded.found, &Settings::default());
    let report = Report { found: &found, sources: &loaded.workspace.sources, lang };
    cards(&report, most).iter().map(|card| serde_json::to_value(card).expect("JSON")).collect()
}

/// The text of a line without its parts is the line of the source; every second part is what is marked.
#[test]
fn a_line_is_told_in_parts() {
    let text = plan("lifts")
        .replace("\"圖書館\"", "\"圖書館𨋢\"")
        .replace("target:      2026-06", "target: 06/2026 # 𨋢")
        .replace('\n', "\r\n");
    let [card] = &told(&text, MessageLang::Traditional, 9)[..] else { panic!("one finding") };
    assert_eq!((&card["word"], &card["place"]), (&json!("錯誤"), &json!({ "file": "計劃.odp", "line": 28, "column": 17 })));
    assert_eq!(card["lines"][0]["parts"], json!(["        target: ", "06/2026", " # 𨋢"]));
    let two = plan("lifts").replace("target:      2026-06", "target: 2026-06; target: 2026-07");
    let [card] = &told(&two, MessageLang::English, 9)[..] else { panic!("one finding: {two}") };
    let lines = card["lines"].as_array().expect("lines");
    let whole: Vec<String> =
        lines.iter().map(|line| line["parts"].as_array().expect("parts").iter().filter_map(Value::as_str).collect()).collect();
    assert_eq!(whole, ["        target: 2026-06; target: 2026-07"], "both marks are on one line: {card}");
    assert_eq!(lines[0]["parts"].as_array().map(Vec::len), Some(5), "{card}");
}

/// Of a long line there is the part about the mark; what nobody sees is shown.
#[test]
fn what_is_long_or_hidden_is_bounded_and_shown() {
    let long = format!("target: \"{}\u{202e}\" 06/2026 # {}", "升降機𨋢".repeat(200), "尾".repeat(2_000));
    for card in told(&plan("lifts").replace("target:      2026-06", &long), MessageLang::English, 9) {
        for line in card["lines"].as_array().expect("lines") {
            let parts: Vec<&str> = line["parts"].as_array().expect("parts").iter().filter_map(Value::as_str).collect();
            assert!(parts.concat().chars().count() <= 242, "{parts:?}");
            assert!(parts.len() % 2 == 1 && !parts.concat().contains('\u{202e}'), "{parts:?}");
        }
    }
}

/// A line of 240 characters is whole; where a longer one goes on, an ellipsis says so.
#[test]
fn where_a_line_goes_on_is_shown() {
    let before = "        target: 06/2026 # ";
    for length in [239, 240, 241, 2_000] {
        let line = format!("{before}{}", "尾𨋢".repeat(1_000)).chars().take(length).collect::<String>();
        let text = plan("lifts").replace("        target:      2026-06", &line);
        let [card] = &told(&text, MessageLang::Traditional, 9)[..] else { panic!("one finding") };
        let parts = card["lines"][0]["parts"].as_array().expect("parts").iter().filter_map(Value::as_str).collect::<String>();
        let wanted = if length > 240 { line.chars().take(240).chain(['…']).collect() } else { line };
        assert_eq!(parts, wanted, "{length}");
    }
}

#[test]
fn the_weightiest_stay_where_there_are_too_many() {
    let text = plan("lifts").replace(" en \"Libraries\"", "").replace("quarterly", "quaterly");
    let all = told(&text, MessageLang::English, 9);
    assert_eq!(all.iter().map(|card| card["weight"].as_str().expect("a weight")).collect::<Vec<_>>(), ["warning", "error"]);
    let some = told(&text, MessageLang::English, 1);
    assert_eq!((some.len(), &some[0]), (1, &all[1]));
}
