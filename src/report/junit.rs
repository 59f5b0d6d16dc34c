//! JUnit XML: a suite for each file, a failure for each error. What is no error fails nothing: it is a skipped case. A file
//! without findings is a case that passed.

use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite};

use super::place::place;
use super::{Look, Report};
use crate::diagnostic::{Diagnostic, MessageLang, Severity};
use crate::source::{FileId, is_hidden};

pub(super) fn render(report: &Report<'_>, _: &Look) -> String {
    let mut document = Document::new("odp");
    let of = |file: Option<FileId>| report.found.iter().filter(move |one| one.span().map(|span| span.file) == file);
    let cases = |file| of(file).map(|finding| case(finding, report)).collect::<Vec<_>>();
    for source in report.sources.iter() {
        let mut all = cases(Some(source.id));
        // a library of ours is no file of the reader's
        if all.is_empty() && !source.name.starts_with("odp:") {
            all.push(named("check", &source.name, TestCaseStatus::success()));
        }
        add(&mut document, &source.name, all);
    }
    add(&mut document, "odp", cases(None));
    document.to_string().unwrap_or_default()
}

fn add(document: &mut Document, name: &str, cases: Vec<TestCase>) {
    if !cases.is_empty() {
        let mut suite = TestSuite::new(legal(name));
        suite.add_test_cases(cases);
        document.add_test_suite(suite);
    }
}

fn case(finding: &Diagnostic, report: &Report<'_>) -> TestCase {
    let rule = finding.rule;
    let mut status = match finding.severity {
        Severity::Error => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Severity::Warning | Severity::Note => TestCaseStatus::skipped(),
    };
    let message = finding.message(MessageLang::English);
    let at = finding.span().and_then(|span| place(span, report.sources));
    let (file, line) = at.map_or_else(
        || ("odp".to_owned(), String::new()),
        |at| (at.file.to_owned(), format!(":{}:{}", at.start.line, at.start.column)),
    );
    let help = finding.help(MessageLang::English).map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let told = format!("{file}{line}: {}: {message}{help}", finding.severity.word());
    status.set_type(rule.code).set_message(legal(&message)).set_description(legal(&told));
    let place = line.strip_prefix(':').map(|place| format!(" at {place}")).unwrap_or_default();
    named(&format!("{} {}{place}", rule.code, rule.name), &file, status)
}

fn named(name: &str, file: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(name, status);
    case.set_classname(legal(file));
    case
}

/// Without the two characters that XML forbids and `quick-junit` lets through.
fn legal(text: &str) -> String {
    text.replace(|character| is_hidden(character) || matches!(character, '\u{fffe}' | '\u{ffff}'), "\u{fffd}")
}
