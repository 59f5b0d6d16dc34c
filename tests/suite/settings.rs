//! `odp.toml`: read from any text, its keys in the reference.

use odp::diagnostic::{Diagnostic, MessageLang};
use odp::report::{Format, Look, Report};
use odp::settings::{FILE, KEYS, Settings, read};
use odp::source::Sources;
use proptest::prelude::*;

fn reading(text: &str) -> (Settings, Vec<Diagnostic>, Sources) {
    let mut sources = Sources::default();
    let (settings, found) = read(&sources.add(FILE, text));
    (settings, found, sources)
}

/// Line and rule of each finding.
fn told(text: &str) -> Vec<String> {
    let (_, found, sources) = reading(text);
    let line = |finding: &Diagnostic| {
        let span = finding.span().expect("a place");
        sources.get(span.file).expect("the file").position(span.start).line
    };
    found.iter().map(|finding| format!("{} {}", line(finding), finding.rule.name)).collect()
}

#[test]
fn what_is_set_is_read() {
    let (settings, found, _) = reading("[report]\nlang = \"sc\"\n\n[rules]\ndeny = [\"warnings\", \"ODP301\"]\nallow = []\n");
    assert_eq!((settings.lang, &found[..]), (Some(MessageLang::Simplified), &[][..]));
    assert_eq!(reading("").1, []);
    assert_eq!(reading("\u{feff}# 設定\r\n[rules]\r\n").1, []);
    assert_eq!(reading("rules.allow = [\n  'same-name', # ours\n]\n").1, []);
}

#[test]
fn every_fault_is_told_once_and_hides_no_other() {
    assert_eq!(
        told("[rules]\ndeny = [missing-translation]\nwarn = 3\nx = 1\n\n[rule]\n[report]\nlang = tc\n"),
        ["2 broken-settings", "8 broken-settings", "6 unknown-setting", "4 unknown-setting", "3 wrong-setting"]
    );
    assert_eq!(told("[rules\ndeny = [\"warnings\"]\n"), ["1 broken-settings"], "nothing follows from it");
    assert_eq!(told("[rules]\ndeny = [\"warnings\"\nwarn = [\"ODP301\"]\n"), ["3 broken-settings"], "a list that is open");
    assert_eq!(told("[rules]\nallow = [1, \"ODP301\", \"ODP9999\"]\n"), ["2 wrong-setting", "2 unknown-rule"]);
    assert_eq!(told("rules = 1\nreport = \"tc\"\n").len(), 2);
}

#[test]
fn good_settings_count_beside_bad_ones() {
    let (settings, found, _) = reading("[report]\nlang = \"tc\"\ncolour = \"red\"\n[rules]\ndeny: x\n");
    assert_eq!((settings.lang, found.len()), (Some(MessageLang::Traditional), 2));
}

#[test]
fn the_reference_has_every_setting() {
    let reference = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/reference.md")).expect("the reference");
    let (_, after) = reference.split_once("<!-- settings -->").expect("a table of settings");
    let rows = after.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|')).skip(2);
    let told: Vec<Vec<&str>> = rows.map(|row| row.split('`').skip(1).step_by(2).take(2).collect()).collect();
    let real: Vec<Vec<String>> = KEYS.iter().map(|key| vec![format!("[{}]", key.table), key.name.to_owned()]).collect();
    assert_eq!(told, real);
}

proptest! {
    #[test]
    fn any_text_is_read_and_reported(text in r#"(\[rules\]\n)?((deny|warn|lang|"|'|=|\[|\]|\{|,|\.|#|\n|\r|[0-9]|\PC|"[a-z-]{0,9}"| ){0,3}){0,12}"#) {
        let (_, found, sources) = reading(&text);
        for finding in &found {
            let span = finding.span().expect("a place");
            let text = &sources.get(span.file).expect("the file").text;
            prop_assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize), "{span:?}");
        }
        for format in Format::ALL {
            let report = Report { found: &found, sources: &sources, lang: MessageLang::Traditional };
            prop_assert!(found.is_empty() || !report.render(*format, &Look::default()).is_empty());
        }
    }
}
