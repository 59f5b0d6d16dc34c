//! One line a finding: `file:line:col: CODE: message`, lines and columns from 1, columns in characters.

use std::fmt::Write as _;

use super::Report;
use crate::source::visible;

pub(super) fn render(report: &Report<'_>) -> String {
    let mut out = String::new();
    for finding in report.found {
        let message = report.message(finding);
        let code = finding.rule.code;
        let place = finding.span().and_then(|span| Some((report.sources.get(span.file)?, span.start)));
        let _ = match place {
            Some((source, start)) => {
                let at = source.position(start);
                writeln!(out, "{}:{}:{}: {code}: {message}", visible(&source.name), at.line, at.column)
            }
            None => writeln!(out, "odp: {code}: {message}"),
        };
    }
    out
}
