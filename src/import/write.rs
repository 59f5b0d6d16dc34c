//! A draft → the text of a plan, formatted.

use std::fmt::Write as _;

use super::draft::{Dataset, Declared, Draft, Half, Halves, NOBODY, Section, Tongues, Value};
use super::source::text;
use crate::diagnostic::{Diagnostic, MessageLang};
use crate::edit::ORDER;
use crate::format::format;
use crate::model::{HalfKind, Lang, Letter};
use crate::source::{FileId, Source, Sources};

/// The text of a plan; comments in `lang`.
pub(super) fn write(draft: &Draft, sources: &Sources, lang: MessageLang) -> String {
    let mut writer = Writer { out: String::new(), sources, lang, languages: &draft.languages };
    writer.plan(draft);
    let text = writer.out;
    format(&Source::new(FileId(0), "plan.odp", text.as_str())).unwrap_or(text)
}

/// The text of a dataset by itself, not formatted.
pub(super) fn dataset(dataset: &Dataset, languages: &[Lang]) -> String {
    let (sources, lang) = (Sources::default(), MessageLang::English);
    let mut writer = Writer { out: String::new(), sources: &sources, lang, languages };
    writer.dataset(dataset);
    writer.out
}

struct Writer<'w> {
    out: String,
    sources: &'w Sources,
    lang: MessageLang,
    /// Those of the plan.
    languages: &'w [Lang],
}

impl Writer<'_> {
    fn line(&mut self, line: impl AsRef<str>) {
        self.out.push_str(line.as_ref());
        self.out.push('\n');
    }

    /// A doubt as a comment, with its place in the foreign file.
    fn comment(&mut self, finding: &Diagnostic) {
        let place = finding.span().and_then(|span| {
            let source = self.sources.get(span.file)?;
            Some(format!("{}:{}: ", source.name, source.position(span.start).line))
        });
        let message = finding.message(self.lang);
        self.line(format!("# odp import: {}{message}", crate::source::visible(&place.unwrap_or_default())));
    }

    fn field(&mut self, name: &str, value: &Value) {
        match value {
            Value::Absent => {}
            Value::Pending => self.line(format!("{name}: pending")),
            Value::Written(value) => self.line(format!("{name}: {value}")),
            Value::Worded(value, words) => self.line(format!("{name}: {value} {}", self.in_order(words))),
            Value::Texts(all) => {
                let all: Vec<String> = all.iter().map(|text| self.in_order(text)).collect();
                self.line(format!("{name}: {}", all.join(", ")));
            }
        }
    }

    fn text(&mut self, name: &str, tongues: &Tongues) {
        self.line(format!("{name}: {}", self.in_order(tongues)));
    }

    /// A text, the languages of the plan first and in its order.
    fn in_order(&self, tongues: &Tongues) -> String {
        let place = |lang: &Lang| self.languages.iter().position(|known| known == lang).unwrap_or(usize::MAX);
        let mut sorted = tongues.clone();
        sorted.sort_by_key(|(lang, _)| place(lang));
        text(&sorted)
    }

    fn note(&mut self, note: &Tongues) {
        if !note.is_empty() {
            self.text("note", note);
        }
    }

    fn plan(&mut self, draft: &Draft) {
        self.line("odp 1");
        self.line(format!("\nuse \"{}\"\n", draft.library));
        draft.declared.iter().for_each(|declared| self.declared(declared));
        let original = draft.languages.first().map_or("tc", |lang| lang.suffix()).to_owned();
        if draft.publishers.is_empty() {
            self.line(format!("organisation {NOBODY} {{\nname: {original} pending\n}}\n"));
        }
        draft.doubts.iter().for_each(|doubt| self.comment(doubt));
        let period = draft.period.map(|period| period.to_string()).unwrap_or_default();
        self.line(format!("plan {} {period} {{", draft.id));
        self.text("title", &draft.title);
        let publishers: Vec<String> = draft.publishers.iter().map(|name| format!("@{name}")).collect();
        self.line(format!("publisher: {}", if publishers.is_empty() { format!("@{NOBODY}") } else { publishers.join(", ") }));
        self.field("issued", &draft.issued);
        self.field("updated", &draft.updated);
        self.field("previous", &draft.previous);
        let languages: Vec<&str> = draft.languages.iter().map(|lang| lang.suffix()).collect();
        self.line(format!("languages: {}", languages.join(", ")));
        self.field("licence", &draft.licence);
        self.field("contact", &draft.contact);
        for (letter, section) in &draft.sections {
            self.section(*letter, section);
        }
        self.line("");
        draft.left.iter().for_each(|doubt| self.comment(doubt));
        self.line("}");
    }

    fn declared(&mut self, declared: &Declared) {
        declared.doubts.iter().for_each(|doubt| self.comment(doubt));
        let field = match declared.keyword {
            "organisation" | "portal" | "licence" => "name",
            "phrase" | "wording" => "text",
            _ => "label",
        };
        let original = self.languages.first().map_or("tc", |lang| lang.suffix());
        let words = if declared.text.is_empty() { format!("{original} pending") } else { self.in_order(&declared.text) };
        self.line(format!("{} {} {{ {field}: {words} }}\n", declared.keyword, declared.id));
    }

    fn section(&mut self, letter: Letter, section: &Section) {
        let says_nothing = |halves: &Halves| halves.len() == HalfKind::ALL.len() && halves.values().all(Half::says_nothing);
        let is_none = section.note.is_empty() && section.bodies.is_empty() && says_nothing(&section.halves);
        if is_none {
            self.line(format!("\nsection {} none", letter.word()));
            return;
        }
        self.line(format!("\nsection {} {{", letter.word()));
        self.note(&section.note);
        self.halves(&section.halves);
        for body in &section.bodies {
            self.line(format!("\norganisation @{} {{", body.organisation));
            self.note(&body.note);
            self.halves(&body.halves);
            self.line("}");
        }
        self.line("}");
    }

    fn halves(&mut self, halves: &Halves) {
        for (kind, half) in halves {
            self.half(kind.word(), half);
        }
    }

    fn half(&mut self, kind: &str, half: &Half) {
        if half.says_nothing() {
            self.line(format!("{kind} none"));
            return;
        }
        let none = if half.none && half.datasets.is_empty() { " none" } else { "" };
        self.line(format!("{kind}{none} {{"));
        self.note(&half.note);
        for (at, dataset) in half.datasets.iter().enumerate() {
            if at > 0 || !half.note.is_empty() {
                self.line("");
            }
            self.dataset(dataset);
        }
        self.line("}");
    }

    fn dataset(&mut self, dataset: &Dataset) {
        self.doubts(dataset, "");
        self.line(format!("dataset {} {{", dataset.id));
        self.doubts(dataset, "name");
        self.text("name", &dataset.name);
        self.description(dataset);
        // its name and description stand already
        for name in ORDER.iter().skip_while(|name| **name != "category") {
            self.doubts(dataset, name);
            if let Some((_, value)) = dataset.fields.iter().find(|(field, _)| field == name) {
                self.field(name, value);
            }
            if let Some((_, tongues)) = dataset.texts.iter().find(|(field, _)| field == name) {
                self.text(name, tongues);
            }
        }
        for event in &dataset.events {
            self.line(format!("{} {{", event.head));
            self.text("reason", &event.reason);
            self.line("}");
        }
        self.line("}");
    }

    fn doubts(&mut self, dataset: &Dataset, field: &str) {
        for (_, doubt) in dataset.doubts.iter().filter(|(about, _)| *about == field) {
            self.comment(doubt);
        }
    }

    fn description(&mut self, dataset: &Dataset) {
        self.doubts(dataset, "description");
        match &*dataset.description {
            [] => self.line("description: pending"),
            [one] if !dataset.listed => self.text("description", one),
            all => {
                let mut field = String::from("description:");
                for item in all {
                    let _ = write!(field, "\n- {}", self.in_order(item));
                }
                self.line(field);
            }
        }
    }
}
