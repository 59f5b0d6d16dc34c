//! Files that are too much: each limit is a finding, and none of them hides the others.

use odp::diagnostic::{MAX_FOUND, Severity};
use odp::files::Memory;
use odp::rules::{Settings, check};

/// A plan around some lines of a dataset, and around its heading.
fn plan(before: &str, languages: &str, dataset: &str) -> String {
    format!(
        "odp 1\nuse \"odp:hk/2026\"\n{before}\nplan x 2026..2028 {{\n  title: tc \"甲\" en \"A\"\n  publisher: @hk-itib\n  issued: 2025-12\n  \
         languages: {languages}\n  section A {{\n    spatial none\n    non-spatial {{\n      dataset one {{\n        category: environment\n        \
         target: 2026-03\n        frequency: daily\n{dataset}\n      }}\n    }}\n  }}\n  section B none\n  section C none\n  section D none\n}}\n"
    )
}

/// A short file that would print much: a long name, put many times into a phrase.
fn phrases() -> String {
    let phrase = format!("phrase much {{ text: tc \"{0}\" en \"{0}\" }}", "{name}".repeat(2_000));
    plan(&phrase, "tc, en", &format!("        name: tc \"{0}\" en \"{0}\"\n        description: @much", "x".repeat(70_000)))
}

/// A long name in a great many languages.
fn languages() -> String {
    let letters = || b'a'..=b'z';
    let tags: Vec<String> =
        letters().flat_map(|a| letters().map(move |b| format!("{}{}", a as char, b as char))).take(200).collect();
    plan("", &tags.join(", "), &format!("        name: aa \"{}\"", "x".repeat(700_000)))
}

/// Names and bytes of files that pass a limit; what lies in `used/` is used by others.
pub fn limits() -> Vec<(String, Vec<u8>)> {
    let deep = format!("odp 1\nplan x 2026..2026 {}{}", "{\n".repeat(80), "}\n".repeat(80));
    let uses: String = (0..1_001).map(|index| format!("use \"used/{index}.odp\"\n")).collect();
    let mut files = vec![
        ("deep.odp".to_owned(), deep),
        ("hidden.odp".to_owned(), "odp 1\n# a\u{202e}b\n".to_owned()),
        ("imports.odp".to_owned(), format!("odp 1\n{uses}")),
        ("languages.odp".to_owned(), languages()),
        ("list.odp".to_owned(), plan("", "tc, en", &format!("        formats: {}csv", "json, ".repeat(250)))),
        ("phrases.odp".to_owned(), phrases()),
        ("rubbish.odp".to_owned(), format!("odp 1\n{}", "x y\n".repeat(MAX_FOUND + 10))),
    ];
    files.extend((0..1_001).map(|index| (format!("used/{index}.odp"), "odp 1\n".to_owned())));
    files.into_iter().map(|(name, text)| (name, text.into_bytes())).collect()
}

#[test]
fn each_limit_is_one_finding() {
    let files = limits();
    let memory = files.iter().fold(Memory::new(), |memory, (name, bytes)| memory.with(name, bytes.as_slice()));
    for (name, code) in [
        ("deep.odp", "ODP005"),
        ("hidden.odp", "ODP006"),
        ("imports.odp", "ODP045"),
        ("languages.odp", "ODP216"),
        ("list.odp", "ODP128"),
        ("phrases.odp", "ODP216"),
        ("rubbish.odp", "ODP007"),
    ] {
        let loaded = odp::resolve::load(&memory, &[name.to_owned()]);
        let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
        let told: Vec<_> = found.iter().filter(|finding| finding.rule.code == code).collect();
        assert_eq!((told.len(), told.first().map(|finding| finding.severity)), (1, Some(Severity::Error)), "{name}");
        assert!(valid.is_none() && found.len() <= MAX_FOUND + 1, "{name}: {}", found.len());
    }
}

#[test]
fn warnings_beyond_the_limit_stop_nothing() {
    let own = |at: usize| {
        format!("name: tc \"甲{at}\" en \"A{at}\"\ndescription: tc \"甲\" en \"A\"\nformats: {}csv\n", "csv, ".repeat(249))
    };
    let head = |at: usize| format!("}}\ndataset d{at} {{\ncategory: environment\ntarget: 2026-03\nfrequency: daily\n{}", own(at));
    let dataset = own(0) + &(1..=MAX_FOUND / 249 + 1).map(head).collect::<String>();
    let memory = Memory::new().with("x.odp", plan("", "tc, en", &dataset));
    let loaded = odp::resolve::load(&memory, &["x.odp".to_owned()]);
    let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    let more = found.iter().find(|finding| finding.rule.code == "ODP007").expect("some were left out");
    assert_eq!((more.severity, valid.is_some()), (Severity::Warning, true));
}

#[test]
fn no_path_leads_out() {
    for path in [
        "/etc/passwd",
        "//server/share/x.odp",
        "C:/x.odp",
        "c:x.odp",
        "..\\\\x.odp",
        "\\\\\\\\server\\\\x.odp",
        "a/C:/x.odp",
        "x.odp:stream",
        "../../x.odp",
        "a/../../../x.odp",
    ] {
        let memory = Memory::new().with("plans/plan.odp", format!("odp 1\nuse \"{path}\"\n"));
        let loaded = odp::resolve::load(&memory, &["plans/plan.odp".to_owned()]);
        let codes: Vec<&str> = loaded.found.iter().map(|finding| finding.rule.code).collect();
        assert_eq!(codes, ["ODP041"], "{path}");
    }
}
