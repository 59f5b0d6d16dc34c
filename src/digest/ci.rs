//! What a bureau's repository is told of a change: each step with its outcome, what was found, what changed, how promises stand.

use super::{Cell, Column, Digest, Fact, Names, Part, Run, Section, Table, Tone, Voice, diff_digest, quoted, status_digest};
use crate::diagnostic::{Diagnostic, MessageLang, Severity};
use crate::edition::{Diff, Status};
use crate::source::Sources;

/// The most findings that are listed; the rest is counted.
const MOST: usize = 50;

/// All that was looked at.
#[derive(Debug)]
pub struct Review<'r> {
    /// The findings of the checks, of formatting too.
    pub found: &'r [Diagnostic],
    /// The texts they are about.
    pub sources: &'r Sources,
    /// How many files are not formatted.
    pub unformatted: usize,
    /// The comparison with the base; nothing without one.
    pub base: Option<Base<'r>>,
    /// How promises stand.
    pub status: &'r Status<'r>,
    /// Whether the state of promises is a fault here.
    pub is_failing: bool,
}

/// What the change was compared with.
#[derive(Debug)]
pub struct Base<'r> {
    /// Its name: a revision of git.
    pub name: &'r str,
    /// What changed.
    pub diff: &'r Diff<'r>,
    /// The promises that the change breaks.
    pub broken: &'r [Diagnostic],
    /// The texts they are about.
    pub sources: &'r Sources,
}

/// The whole, for people.
#[must_use]
pub fn ci_digest(review: &Review<'_>, lang: MessageLang) -> Digest {
    let voice = Voice(lang);
    let mut sections = Vec::new();
    let found = findings(review.found, review.sources, lang);
    sections.extend(found.map(|part| Section::new(voice.say("Findings", "發現"), vec![part])));
    if let Some(base) = &review.base {
        let broken = findings(base.broken, base.sources, lang);
        sections.extend(broken.map(|part| Section::new(voice.say("Broken promises", "未有履行的承諾"), vec![part])));
        let names = Names { old: base.name, new: "" };
        sections.extend(within(voice.say("What changed", "變更"), diff_digest(base.diff, names, lang)));
    }
    sections.extend(within(voice.say("How promises stand", "承諾進度"), status_digest(review.status, lang)));
    let plans = voice.count(review.status.plans.len(), "plan", "份計劃");
    let datasets = voice.count(review.status.promises.len(), "dataset", "個數據集");
    Digest {
        lang,
        title: voice.say("Open data plans", "開放數據計劃").into(),
        facts: vec![Fact { label: voice.say("plans", "計劃"), value: format!("{plans}{}", voice.aside(&datasets)).into() }],
        lead: vec![Part::Table(steps(review, voice))],
        sections,
        notes: Vec::new(),
    }
}

/// A digest under a heading of another.
fn within(heading: String, digest: Digest) -> Vec<Section> {
    let notes = if digest.notes.is_empty() { Vec::new() } else { vec![Part::List(digest.notes)] };
    let first = Section::new(heading, digest.lead.into_iter().chain(notes).collect());
    let rest = digest.sections.into_iter().map(|section| Section { level: 3, ..section });
    std::iter::once(first).chain(rest).collect()
}

fn steps(review: &Review<'_>, voice: Voice) -> Table {
    let count = |severity: Severity| review.found.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error) - review.unformatted, count(Severity::Warning));
    let told = voice.list(&[voice.count(errors, "error", "個錯誤"), voice.count(warnings, "warning", "個警告")]);
    let mut rows = vec![
        row(voice.say("check", "檢查"), errors == 0, told, voice),
        row(
            voice.say("format", "編排"),
            review.unformatted == 0,
            voice
                .say(&format!("files to be formatted: {}", review.unformatted), &format!("須編排的檔案：{}", review.unformatted)),
            voice,
        ),
    ];
    rows.push(match &review.base {
        Some(base) => row(
            voice.say("promises", "承諾"),
            base.broken.is_empty(),
            voice.say(
                &format!("broken since {}: {}", base.name, base.broken.len()),
                &format!("自 {} 起未有履行：{}", base.name, base.broken.len()),
            ),
            voice,
        ),
        None => vec![
            voice.say("promises", "承諾").into(),
            Run::new(voice.say("not judged", "未有比較")).tone(Tone::Doubt).into(),
            voice.say("there is no edition before to compare with", "沒有可作比較的舊版").into(),
        ],
    });
    let overdue = review.status.promises.iter().filter(|promise| promise.state == crate::edition::State::Overdue).count();
    rows.push(row(
        voice.say("status", "進度"),
        !review.is_failing,
        voice.say(&format!("overdue: {overdue}"), &format!("逾期：{overdue}")),
        voice,
    ));
    let columns =
        vec![Column::short(voice.say("step", "步驟")), Column::short(voice.say("outcome", "結果")), Column::words(String::new())];
    Table { columns, rows }
}

fn row(name: String, is_good: bool, told: String, voice: Voice) -> Vec<Cell> {
    let outcome = match is_good {
        true => Run::new(voice.say("passed", "通過")).tone(Tone::Good),
        false => Run::new(voice.say("failed", "未通過")).tone(Tone::Bad),
    };
    vec![name.into(), outcome.into(), told.into()]
}

/// Findings as a table: where, what, what to do.
fn findings(found: &[Diagnostic], sources: &Sources, lang: MessageLang) -> Option<Part> {
    let voice = Voice(lang);
    let told: Vec<&Diagnostic> = found.iter().filter(|finding| finding.severity != Severity::Note).collect();
    let row = |finding: &&Diagnostic| {
        let place = finding.span().and_then(|span| {
            let source = sources.get(span.file)?;
            Some(format!("{}:{}", source.name, source.position(span.start).line))
        });
        let tone = if finding.severity == Severity::Error { Tone::Bad } else { Tone::Doubt };
        let mut lines = vec![quoted(&finding.message(lang).replace('\n', " "))];
        lines.extend(finding.help(lang).map(|help| quoted(&help.replace('\n', " "))));
        vec![
            place.map(|place| Cell::from(Run::code(place))).unwrap_or_default(),
            Run::new(finding.rule.code).tone(tone).into(),
            Cell::of(lines),
        ]
    };
    let mut rows: Vec<Vec<Cell>> = told.iter().take(MOST).map(row).collect();
    if told.len() > MOST {
        let more = told.len() - MOST;
        rows.push(vec![
            Cell::default(),
            Cell::default(),
            voice.say(&format!("and {more} more"), &format!("另有 {more} 項")).into(),
        ]);
    }
    let columns = vec![
        Column::short(voice.say("where", "位置")),
        Column::short(voice.say("rule", "規則")),
        Column::words(voice.say("what", "內容")),
    ];
    (!rows.is_empty()).then_some(Part::Table(Table { columns, rows }))
}
