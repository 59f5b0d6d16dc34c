//! `odp why`: where a value comes from.

use std::path::PathBuf;

use super::Exit;
use super::load::Inputs;
use super::output::{self, Failure};
use super::terminal::Terminal;
use crate::diagnostic::{self as d, Arg, Diagnostic, Severity};
use crate::model::{Dataset, Declared, Id, Lang, Origin, Owed, Plan, Sourced, State, Text, Workspace};
use crate::report::Report;
use crate::rules::{Settings, check};
use crate::source::{Span, Spanned, visible};
use crate::syntax::nearest;

pub(super) static EXAMPLES: &str = "\
Examples:
  odp why plans/itib-2026.odp cyberport-community.owner
  odp why plans/itib-2026.odp cyberport-community          every field";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// A plan, or a folder of plans
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// A dataset's id, and a field: ID.FIELD
    #[arg(value_name = "DATASET.FIELD")]
    what: String,
}

static FIELDS: &[&str] = &[
    "name",
    "description",
    "category",
    "target",
    "released",
    "frequency",
    "formats",
    "owner",
    "portal",
    "licence",
    "keywords",
    "contact",
    "formerly",
    "note",
    "geometry",
    "crs",
    "scale",
    "coverage",
];

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let inputs = Inputs { paths: vec![arguments.path.clone()], stdin_name: "stdin.odp".to_owned() };
    let loaded = inputs.load(terminal)?;
    let (found, _) = check(&loaded.workspace, loaded.found, &Settings::default());
    let errors: Vec<_> = found.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    let report = Report { found: &errors, sources: &loaded.workspace.sources, lang: terminal.lang };
    super::load::tell(&report, terminal);
    let workspace = &loaded.workspace;
    if workspace.plans.is_empty() && !errors.is_empty() {
        return Ok(Exit::of(&errors, true));
    }
    let (id, field) = arguments.what.split_once('.').map_or((&*arguments.what, None), |(id, field)| (id, Some(field)));
    let (plan, dataset) = find(workspace, id)?;
    let fields: Vec<&str> = match field {
        None => FIELDS.to_vec(),
        Some(field) => vec![known(field)?],
    };
    let mut out = String::new();
    for field in fields {
        let told = Why { workspace, plan, dataset, terminal }.tell(field);
        match told {
            Some(told) => out.push_str(&format!("{id}.{field}\n{told}")),
            None => {
                let why = Why { workspace, plan, dataset, terminal };
                let cancelled = dataset.cancelled.iter().find(|cancelled| cancelled.value == field);
                let told = match cancelled {
                    Some(none) => {
                        format!("{} {}", terminal.say("cancelled by `none` at", "以 `none` 取消，寫於"), why.at(none.span))
                    }
                    None if arguments.what.contains('.') => {
                        terminal.say("not said, and nothing is inherited", "沒有寫，也沒有繼承").into_owned()
                    }
                    None => continue,
                };
                out.push_str(&format!("{id}.{field}\n  {told}\n"));
            }
        }
    }
    output::print(out)?;
    Ok(Exit::of(&errors, false))
}

fn find<'a>(workspace: &'a Workspace, id: &str) -> Result<(&'a Plan, &'a Dataset), Failure> {
    let all = || workspace.plans.iter().flat_map(|plan| plan.datasets().map(move |(_, dataset)| (plan, dataset)));
    if let Some(found) = all().find(|(_, dataset)| *dataset.id.value == *id) {
        return Ok(found);
    }
    let finding = Diagnostic::bare(&d::UNKNOWN_PATH).variant("dataset").arg("found", id);
    Err(match nearest(id, all().map(|(_, dataset)| &*dataset.id.value)) {
        Some(near) => finding.variant("dataset-nearest").arg("nearest", near).into(),
        None => finding.into(),
    })
}

fn known(field: &str) -> Result<&'static str, Failure> {
    FIELDS.iter().copied().find(|known| *known == field).ok_or_else(|| {
        let all = Arg::List(FIELDS.iter().copied().map(Arg::from).collect());
        let finding = Diagnostic::bare(&d::UNKNOWN_PATH).variant("field").arg("found", field).arg("known", all);
        match nearest(field, FIELDS.iter().copied()) {
            Some(near) => finding.variant("field-nearest").arg("nearest", near).into(),
            None => finding.into(),
        }
    })
}

struct Why<'a> {
    workspace: &'a Workspace,
    plan: &'a Plan,
    dataset: &'a Dataset,
    terminal: &'a Terminal,
}

impl Why<'_> {
    fn tell(&self, field: &str) -> Option<String> {
        let dataset = self.dataset;
        let mut lines = match field {
            "name" => self.text(dataset.name.as_ref()?),
            "note" => self.text(dataset.note.as_ref()?),
            "description" => {
                let bullets = dataset.description.iter().flat_map(|description| &description.bullets);
                let one = |bullet: &crate::model::Bullet| {
                    let mut lines = self.text(&bullet.text);
                    if let Some(phrase) = &bullet.phrase {
                        lines.push(format!(
                            "{} {}",
                            self.terminal.say("by the phrase used at", "出自短語，引用於"),
                            self.at(phrase.span)
                        ));
                    }
                    lines
                };
                Some(bullets.flat_map(one).collect::<Vec<_>>()).filter(|lines| !lines.is_empty())?
            }
            "target" => self.date(dataset.target.as_ref()?),
            "released" => self.date(dataset.released.as_ref()?),
            "frequency" => {
                let frequency = dataset.frequency.as_ref()?;
                let shown = match &frequency.value {
                    Owed::Given(all) => self.plan.words.frequencies(all, &self.workspace.vocabulary, self.lang()).0,
                    Owed::Pending => "pending".to_owned(),
                };
                vec![shown, self.written(frequency.span)]
            }
            "category" => {
                let category = dataset.category.as_ref()?;
                let mut lines = category.value.given().map_or_else(|| vec!["pending".to_owned()], |id| self.declared(*id));
                lines.push(self.origin(category));
                lines
            }
            "formats" => self.list(dataset.formats.as_ref()?),
            "owner" => self.list(dataset.owners.as_ref()?),
            "licence" => {
                let licence = dataset.licence.as_ref()?;
                let mut lines = self.declared(licence.value);
                lines.push(self.origin(licence));
                lines
            }
            "portal" => self.portals()?,
            "keywords" => self.texts(dataset.keywords.as_ref()?),
            "coverage" => self.one_text(dataset.coverage.as_ref()?),
            "contact" => {
                let contact = dataset.contact.as_ref()?;
                let mut lines: Vec<String> = contact.value.email.iter().map(|email| email.value.to_string()).collect();
                lines.extend(contact.value.post.iter().flat_map(|post| self.text(post)));
                lines.push(self.origin(contact));
                lines
            }
            "formerly" => dataset.formerly.iter().map(|id| format!("{}  {}", id.value, self.written(id.span))).collect(),
            "geometry" => self.words(dataset.geometry.as_ref()?, |geometry| geometry.word().to_owned()),
            "crs" => self.words(dataset.crs.as_ref()?, |crs| crs.to_string()),
            "scale" => {
                let scale = dataset.scale.as_ref()?;
                vec![scale.value.value.to_string(), self.origin(scale)]
            }
            _ => return None,
        };
        lines.retain(|line| !line.is_empty());
        (!lines.is_empty()).then(|| lines.iter().map(|line| format!("  {line}\n")).collect())
    }

    const fn lang(&self) -> Lang {
        match self.terminal.lang {
            d::MessageLang::English => Lang::EN,
            d::MessageLang::Traditional => Lang::TC,
            d::MessageLang::Simplified => Lang::SC,
        }
    }

    fn at(&self, span: Span) -> String {
        let Some(source) = self.workspace.sources.get(span.file) else { return String::new() };
        let at = source.position(span.start);
        format!("{}:{}:{}", visible(&source.name), at.line, at.column)
    }

    fn written(&self, span: Span) -> String {
        format!("{} {}", self.terminal.say("written at", "寫於"), self.at(span))
    }

    fn origin<T>(&self, value: &Sourced<T>) -> String {
        match value.origin {
            Origin::Written => self.written(value.span),
            Origin::Defaults(block) => {
                let from = self.terminal.say("inherited from the defaults at", "繼承自 defaults，位於");
                format!("{from} {}{}{}", self.at(block), self.terminal.say(", ", "，"), self.written(value.span))
            }
            Origin::Publisher => {
                let by = self.terminal.say("nobody says: the plan's publisher, ", "沒有寫：採用計劃的發布機構，");
                format!("{by}{}", self.written(value.span))
            }
            Origin::Organisation => {
                let by = self
                    .terminal
                    .say("nobody says: the organisation of its place in section C, ", "沒有寫：採用其在 C 部所屬的機構，");
                format!("{by}{}", self.written(value.span))
            }
        }
    }

    fn text(&self, text: &Text) -> Vec<String> {
        let mut lines: Vec<String> = text
            .entries
            .iter()
            .map(|entry| {
                let words = entry.value.given().map_or("pending", |words| words);
                format!("{} {words}  ({})", entry.lang, self.written(entry.span))
            })
            .collect();
        if text.state(Lang::SC) == State::Derived {
            let how = self.terminal.say("derived from tc", "由 tc 轉換");
            lines.extend(text.get(Lang::SC).map(|words| format!("sc {words}  ({how})")));
        }
        lines
    }

    fn date(&self, date: &Spanned<Owed<crate::model::Date>>) -> Vec<String> {
        let shown = date.given().map_or_else(|| "pending".to_owned(), |date| date.to_string());
        vec![shown, self.written(date.span)]
    }

    fn declared<T: Declared>(&self, id: Id<T>) -> Vec<String> {
        let declaration = self.workspace.vocabulary.get(id);
        let label = declaration.label().render(self.lang(), self.plan.original()).map_or("", |label| label.text);
        let declared = self.terminal.say("declared at", "宣告於");
        vec![format!("{}  {label}  ({declared} {})", declaration.id().value, self.at(declaration.id().span))]
    }

    fn list<T: Declared>(&self, all: &Sourced<Vec<Spanned<Id<T>>>>) -> Vec<String> {
        let mut lines: Vec<String> = all.value.iter().flat_map(|item| self.declared(item.value)).collect();
        lines.push(self.origin(all));
        lines
    }

    fn portals(&self) -> Option<Vec<String>> {
        let portals = self.dataset.portals.as_ref()?;
        let mut lines = Vec::new();
        for entry in &portals.value {
            lines.extend(self.declared(entry.portal));
            lines.extend(entry.id.iter().map(|id| format!("\"{}\"  ({})", id.value, self.written(id.span))));
        }
        lines.push(self.origin(portals));
        Some(lines)
    }

    fn texts(&self, all: &Sourced<Vec<Text>>) -> Vec<String> {
        let mut lines: Vec<String> = all.value.iter().flat_map(|text| self.text(text)).collect();
        lines.push(self.origin(all));
        lines
    }

    fn one_text(&self, text: &Sourced<Text>) -> Vec<String> {
        let mut lines = self.text(&text.value);
        lines.push(self.origin(text));
        lines
    }

    fn words<T>(&self, all: &Sourced<Vec<Spanned<T>>>, word: impl Fn(&T) -> String) -> Vec<String> {
        let words = all.value.iter().map(|item| word(&item.value)).collect::<Vec<_>>().join(", ");
        vec![words, self.origin(all)]
    }
}
