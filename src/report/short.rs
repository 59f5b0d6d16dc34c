//! One line a finding: `file:line:col: CODE: message`, lines and columns from 1, columns in characters.

use std::fmt::Write as _;

use super::place::place;
use super::{Look, Report};
use crate::source::visible;

pub(super) fn render(report: &Report<'_>, _: &Look) -> String {
    let mut out = String::new();
    for finding in report.found {
        let message = report.message(finding);
        let code = finding.rule.code;
        let _ = match finding.span().and_then(|span| place(span, report.sources)) {
            Some(at) => writeln!(out, "{}:{}:{}: {code}: {message}", visible(at.file), at.start.line, at.start.column),
            None => writeln!(out, "odp: {code}: {message}"),
        };
    }
    out
}
