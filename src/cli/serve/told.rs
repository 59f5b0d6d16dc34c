//! What the page of the preview is told of a state, as JSON.

use serde::Serialize;

use super::place::Places;
use super::state::Version;
use crate::cli::load::counts;
use crate::cli::terminal::Terminal;
use crate::diagnostic::Severity;
use crate::report::{Card, Report, cards};

#[derive(Serialize)]
struct Told<'a> {
    /// The version that is served; null where none was ever good.
    version: Option<&'a str>,
    /// The page to begin with.
    start: Option<String>,
    /// Whether that version is of the sources as they are now.
    current: bool,
    /// What was found, in a few words.
    found: String,
    errors: usize,
    findings: Vec<Finding>,
    /// How many findings are left out, in a few words.
    more: Option<String>,
}

#[derive(Serialize)]
struct Finding {
    #[serde(flatten)]
    card: Card,
    /// The page of the dataset that it is about.
    page: Option<String>,
}

/// What is told of a report, and of the version that is served beside it. It is one line.
pub(super) fn told(
    report: &Report<'_>,
    terminal: &Terminal,
    version: Option<&Version>,
    places: &Places,
    current: bool,
) -> String {
    let folder = version.map(|version| version.language(terminal.lang));
    let finding = |card: Card| {
        let at = card.place.as_ref().zip(version);
        let page = at.and_then(|(place, version)| places.page_at(&place.file, place.line, &version.pages));
        let page = folder.zip(page).map(|(folder, page)| format!("{folder}/{page}"));
        Finding { card, page }
    };
    let findings: Vec<Finding> = cards(report, terminal.most()).into_iter().map(finding).collect();
    let more = report.found.len() - findings.len();
    let more = (more > 0).then(|| {
        let (english, chinese) = (format!("and {more} more"), format!("另有 {more} 項"));
        terminal.say(&english, &chinese).into_owned()
    });
    let told = Told {
        version: version.map(|version| version.name.as_str()),
        start: folder.map(|folder| format!("{folder}/index.html")),
        current,
        found: counts(report, terminal),
        errors: report.count(Severity::Error),
        findings,
        more,
    };
    serde_json::to_string(&told).unwrap_or_default()
}
