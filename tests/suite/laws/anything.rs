//! Any text at all can be read, and whatever is found in it can be reported.

use odp::diagnostic::{Diagnostic, MessageLang};
use odp::files::Memory;
use odp::report::{Format, Look, Report};
use odp::resolve::load;
use odp::rules::{Settings, check};
use odp::source::{FileId, Source, Sources, Span};
use odp::syntax::{Keyword, parse};
use proptest::prelude::*;

use super::{fail, law};
use crate::suite::fuzz::holds::spans;
use crate::suite::generate::{Tape, Tapes};

static PLAN: &str = include_str!("../../../plans/itib-2026.odp");
static SPATIAL: &str = include_str!("../../../examples/spatial/plan.odp");

/// What the soup is cooked of, beside the words of the language.
static BITS: &[&str] = &[
    "{",
    "}",
    "{",
    "}",
    "\n",
    "\n",
    "\n",
    ";",
    ":",
    ": ",
    ",",
    "- ",
    "\"",
    "\"",
    "\"\"\"",
    "\\",
    "\\u{",
    "#",
    "# odp: allow(pending-value) x",
    "# odp:",
    "@",
    "@x",
    "@hk-itib",
    "none",
    "pending",
    "every 2 weeks",
    "3 times a day",
    "2026",
    "2026-01",
    "2026-13",
    "2026..2028",
    "2026-01..2026-06",
    "01/2026",
    "2026年1月",
    "tc ",
    "en \"x\"",
    "tc \"數據\"",
    "sc pending",
    "fr",
    "x",
    "A",
    "B ",
    "odp 1\n",
    "\"odp:hk/2026\"",
    " as y",
    "y.z",
    "，",
    "：",
    "「",
    "」",
    "｛",
    "“",
    "　",
    "𨋢",
    "é",
    "e\u{301}",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "\r\n",
    "\r",
    "\t",
    "\0",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "1",
    "0",
    "..",
    ".",
    "-",
    "_",
    "/",
    "(",
    ")",
    "{portal}",
    "{{",
    "csv",
    "daily",
    "-1",
    "99999999999999999999",
];

/// Words and brackets of the language in any order.
fn soup() -> impl Strategy<Value = String> {
    Tapes::up_to(250).prop_map(|cells| {
        let length = cells.len() / 2;
        let mut tape = Tape::new(cells);
        let fields: Vec<&str> = odp::resolve::BLOCKS.iter().flat_map(|block| block.fields).map(|field| field.name).collect();
        let mut out = String::new();
        for _ in 0..length {
            match tape.below(8) {
                0 | 1 => out.push_str(tape.pick(&Keyword::ALL).word()),
                2 => {
                    out.push_str(tape.pick(&fields));
                    out.push_str(tape.pick(&[": ", ":", " "]));
                }
                _ => out.push_str(tape.pick(BITS)),
            }
            if tape.below(3) > 0 {
                out.push(' ');
            }
        }
        out
    })
}

/// A plan in which pieces are cut out, doubled, moved or overwritten; of a part of its lines, so that a case is quick.
pub fn mutilated() -> impl Strategy<Value = String> {
    Tapes::up_to(24).prop_map(|cells| {
        let mut tape = Tape::new(cells);
        let whole = tape.pick(&[PLAN, SPATIAL]);
        let mut text: Vec<char> = whole.chars().collect();
        if tape.below(4) > 0 {
            let from = tape.below(text.len());
            text = text[from..(from + 2500).min(text.len())].to_vec();
        }
        for _ in 0..1 + tape.below(4) {
            let from = tape.below(text.len() + 1);
            let to = (from + tape.pick(&[0, 1, 1, 2, 8, 60, 400])).min(text.len());
            let piece: Vec<char> = match tape.below(4) {
                0 => Vec::new(),
                1 => tape.pick(BITS).chars().collect(),
                2 => text[from..to].repeat(2),
                _ => {
                    let at = tape.below(text.len() + 1);
                    text[at..(at + 40).min(text.len())].to_vec()
                }
            };
            text.splice(from..to, piece);
        }
        text.into_iter().collect()
    })
}

fn lies_within(source: &Source, span: Span) -> bool {
    span.file == source.id && source.text.get(span.range()).is_some()
}

/// The places that findings name, fixes included, each in its own source.
fn findings_lie_within(sources: &Sources, found: &[Diagnostic]) -> Result<(), TestCaseError> {
    for finding in found {
        if let Some(fix) = &finding.fix {
            let apart = fix.edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
            prop_assert!(apart, "the edits of {} overlap, or are out of order: {:?}", finding.rule.name, fix.edits);
        }
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
        for span in finding.labels.iter().map(|label| label.span).chain(edits) {
            let inside = sources.get(span.file).is_some_and(|source| lies_within(source, span));
            prop_assert!(inside, "{} at {span:?}", finding.rule.name);
        }
    }
    Ok(())
}

fn reports(found: &[Diagnostic], sources: &Sources) -> Result<(), TestCaseError> {
    for lang in [MessageLang::English, MessageLang::Traditional, MessageLang::Simplified] {
        let report = Report { found, sources, lang };
        for (colour, unicode) in [(true, true), (false, true), (false, false)] {
            let look = Look { colour, unicode, width: 80, limit: None };
            for format in Format::ALL {
                let shown = report.render(*format, &look);
                prop_assert!(found.iter().all(|finding| shown.contains(finding.rule.code)), "a finding is not shown");
            }
        }
        let short = report.render(Format::Short, &Look::default());
        prop_assert!(short.lines().count() >= found.len(), "{short}");
    }
    let report = Report { found, sources, lang: MessageLang::English };
    let json: serde_json::Value =
        serde_json::from_str(&report.render(Format::Json, &Look::default())).map_err(|error| fail(error.to_string()))?;
    prop_assert_eq!(json["diagnostics"].as_array().map(Vec::len), Some(found.len()));
    Ok(())
}

/// Reads a text by itself: the tree is in the text.
fn reads(text: &str) -> Result<(), TestCaseError> {
    let source = Source::new(FileId(0), "any.odp", text);
    let mut sink = odp::diagnostic::Sink::default();
    let tree = parse(&source, &mut sink);
    prop_assert_eq!(tree.text.len(), source.text.len(), "the scanned text has another length");
    for span in spans(&tree) {
        prop_assert!(lies_within(&source, span), "{span:?} of {}", source.text.len());
    }
    let in_order = tree.comments.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
    prop_assert!(in_order, "comments out of order");
    Ok(())
}

/// Reads a text as a file of a workspace, and reports what is found.
fn resolves(text: &str) -> Result<(), TestCaseError> {
    let files = Memory::new().with("any.odp", text);
    let loaded = load(&files, &["any.odp".to_owned()]);
    let (mut found, _) = check(&loaded.workspace, loaded.found, &Settings { is_final: true, ..Settings::default() });
    findings_lie_within(&loaded.workspace.sources, &found)?;
    found.truncate(12);
    reports(&found, &loaded.workspace.sources)
}

#[test]
fn any_text_is_read_and_every_place_lies_on_character_borders() {
    law(400, prop_oneof![any::<String>(), soup(), mutilated()], |text| reads(&text));
}

#[test]
fn whatever_is_found_in_a_text_can_be_reported() {
    law(60, prop_oneof![1 => any::<String>(), 4 => soup(), 4 => mutilated()], |text| resolves(&text));
}

#[test]
fn formatting_any_text_is_never_a_fault_of_ours() {
    law(300, prop_oneof![soup(), mutilated()], |text| {
        let source = Source::new(FileId(0), "any.odp", text);
        let formatted = odp::format::format(&source);
        prop_assert!(!matches!(formatted, Err(odp::format::FormatError::Ours)), "what was printed reads otherwise");
        Ok(())
    });
}
