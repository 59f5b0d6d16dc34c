//! Findings as sentences, for those who listen to them or read them by touch: nothing is said by place or by drawing.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::picture::harmless;
use super::{Look, Report, say};
use crate::diagnostic::{Diagnostic, Label, MessageLang, Severity};
use crate::source::{Source, visible};

/// Characters of a line that are quoted, and how many of them before the place.
const QUOTED: usize = 200;
const BEFORE: usize = 40;

pub(super) fn render(report: &Report<'_>, _: &Look) -> String {
    let words = Words(report.lang);
    report.found.iter().map(|finding| told(finding, report, words) + "\n").collect()
}

fn told(finding: &Diagnostic, report: &Report<'_>, words: Words) -> String {
    let mut out = words.heading(finding);
    let main = finding.labels.first().and_then(|label| Some((label, report.sources.get(label.span.file)?)));
    if let Some((label, source)) = main {
        let at = source.position(label.span.start);
        out.push_str(&words.place(&visible(&source.name), at.line, at.column));
    }
    let _ = writeln!(out, "{}", words.end());
    let _ = writeln!(out, "{}", words.sentence(&report.message(finding)));
    let mut quoted = None;
    for label in &finding.labels {
        let Some(source) = report.sources.get(label.span.file) else { continue };
        let line = source.position(label.span.start).line;
        let elsewhere = main.filter(|(_, main)| main.id != source.id).map(|_| visible(&source.name));
        if quoted != Some((source.id, line)) {
            let _ = writeln!(out, "{}", words.line(elsewhere.as_deref(), line, &quote(source, label)));
            quoted = Some((source.id, line));
        }
        if let Some(text) = report.text(finding, label.key) {
            let marked = source.slice(label.span).lines().next().unwrap_or_default();
            let marked = shortened(marked, QUOTED / 2);
            let _ = writeln!(out, "{}", words.label(source.position(label.span.start).column, &marked, &text));
        }
    }
    if let Some(help) = report.text(finding, "help") {
        let _ = writeln!(out, "{}", words.help(&help));
    }
    let _ = writeln!(out, "{}odp explain {}", words.say("For the reasons, run: ", "如想知道原因，請執行："), finding.rule.code);
    out
}

/// The line of a label, without its indentation; of a long one the part about the label.
fn quote(source: &Source, label: &Label) -> String {
    let start = label.span.start as usize;
    let from = source.text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let line = source.text.get(from..).unwrap_or_default().lines().next().unwrap_or_default();
    let skipped = line.get(..start - from).map_or(0, |before| before.chars().count().saturating_sub(BEFORE));
    if line.chars().count() <= QUOTED || skipped == 0 {
        return shortened(line.trim(), QUOTED);
    }
    format!("…{}", shortened(&line.chars().skip(skipped).collect::<String>(), QUOTED))
}

fn shortened(text: &str, length: usize) -> String {
    let text = harmless(text).map_or(Cow::Borrowed(text), |text| text.into_string().into());
    match text.char_indices().nth(length) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}

/// The sentences in the reader's language.
#[derive(Clone, Copy)]
struct Words(MessageLang);

impl Words {
    fn say<'a>(self, english: &'a str, chinese: &'a str) -> Cow<'a, str> {
        say(self.0, english, chinese)
    }

    fn is_english(self) -> bool {
        self.0 == MessageLang::English
    }

    fn heading(self, finding: &Diagnostic) -> String {
        let weight = match finding.severity {
            Severity::Error => self.say("Error", "錯誤"),
            Severity::Warning => self.say("Warning", "警告"),
            Severity::Note => self.say("Note", "提示"),
        };
        let (code, name) = (finding.rule.code, finding.rule.name);
        if self.is_english() { format!("{weight} {code}, {name}") } else { format!("{weight} {code}（{name}）") }
    }

    fn place(self, file: &str, line: u32, column: u32) -> String {
        if self.is_english() {
            format!(", in file {file}, line {line}, column {column}")
        } else {
            format!("{}{file}{}", self.say("", "，檔案 "), self.say("", &format!("，第 {line} 行第 {column} 字")))
        }
    }

    fn end(self) -> &'static str {
        if self.is_english() { "." } else { "。" }
    }

    /// A text of a page, which has neither capital nor full stop, as a sentence.
    fn sentence(self, text: &str) -> String {
        let mut characters = text.chars();
        let first = characters.next().map(char::to_uppercase).into_iter().flatten();
        let end = if text.ends_with(['?', '？']) { "" } else { self.end() };
        first.chain(characters).collect::<String>() + end
    }

    fn line(self, file: Option<&str>, line: u32, text: &str) -> String {
        match (file, self.is_english()) {
            (None, true) => format!("Line {line} is: {text}"),
            (Some(file), true) => format!("In file {file}, line {line} is: {text}"),
            (None, false) => format!("第 {line} 行是：{text}"),
            (Some(file), false) => format!("{}{file}，第 {line} 行是：{text}", self.say("", "檔案 ")),
        }
    }

    fn label(self, column: u32, marked: &str, text: &str) -> String {
        let end = if text.ends_with(['?', '？']) { "" } else { self.end() };
        match (marked.trim().is_empty(), self.is_english()) {
            (true, true) => format!("At column {column}: {text}{end}"),
            (false, true) => format!("At column {column}, about `{marked}`: {text}{end}"),
            (true, false) => format!("第 {column} 字：{text}{end}"),
            (false, false) => format!("第 {column} 字「{marked}」：{text}{end}"),
        }
    }

    fn help(self, text: &str) -> String {
        let end = if text.ends_with(['?', '？']) { "" } else { self.end() };
        format!("{}{text}{end}", self.say("What to do: ", "建議："))
    }
}
