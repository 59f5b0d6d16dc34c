//! `odp explain`: the page of a rule.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr as _;

use super::Exit;
use super::output::{self, Failure};
use super::terminal::Terminal;
use crate::diagnostic::{self as d, Diagnostic, MessageLang, Page, Rule, Severity};
use crate::rules;
use crate::syntax::nearest;

pub(super) static EXAMPLES: &str = "\
Examples:
  odp explain ODP203
  odp explain target-outside-section
  odp explain                           every rule, one line each
  odp explain --all --format markdown   every page, as in docs/rules.md";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// A code such as ODP203, or a name such as target-outside-section; without one, the list of all
    #[arg(value_name = "CODE")]
    rule: Option<String>,
    /// The pages of all rules
    #[arg(long, conflicts_with = "rule")]
    all: bool,
    /// The form of the pages
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Form,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Plain text
    Human,
    /// Markdown
    Markdown,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let text = match (&arguments.rule, arguments.format) {
        (Some(name), Form::Human) => page(find(name)?, terminal),
        (Some(name), Form::Markdown) => markdown(find(name)?, 1, terminal),
        (None, Form::Human) if arguments.all => {
            rules::all().iter().map(|rule| page(rule, terminal)).collect::<Vec<_>>().join("\n")
        }
        (None, Form::Human) => list(terminal),
        (None, Form::Markdown) => index(arguments.all, terminal),
    };
    output::print(text)?;
    Ok(Exit::Clean)
}

fn find(name: &str) -> Result<&'static Rule, Failure> {
    let all = rules::all();
    let wanted = name.trim().to_lowercase();
    if let Some(rule) = all.iter().find(|rule| rule.name == wanted || rule.code.to_lowercase() == wanted) {
        return Ok(rule);
    }
    let finding = Diagnostic::bare(&d::UNKNOWN_PATH).variant("rule").arg("found", name);
    Err(match nearest(&wanted, all.iter().flat_map(|rule| [rule.name, rule.code])) {
        Some(near) => finding.variant("rule-nearest").arg("nearest", near).into(),
        None => finding.into(),
    })
}

fn list(terminal: &Terminal) -> String {
    let line = |rule: &&'static Rule| {
        let page = Page::parse(rule.page);
        let title = own(terminal, |lang| page.texts(lang).title);
        let weight = severity(rule, terminal);
        let gap = " ".repeat(9usize.saturating_sub(weight.width()));
        format!("{}  {weight}{gap}{:<28} {title}\n", rule.code, rule.name)
    };
    rules::all().iter().map(line).collect()
}

/// Words of a page in the reader's language; its examples stay as they are.
fn own<'a>(terminal: &Terminal, text: impl Fn(MessageLang) -> &'a str) -> Cow<'a, str> {
    terminal.say(text(MessageLang::English), text(MessageLang::Traditional))
}

fn page(rule: &'static Rule, terminal: &Terminal) -> String {
    let page = Page::parse(rule.page);
    let title = own(terminal, |lang| page.texts(lang).title);
    let why = own(terminal, |lang| page.texts(lang).why);
    let mut out = format!("{} {} ({})\n{title}\n\n{why}\n", rule.code, rule.name, severity(rule, terminal));
    let (wrong, right) = (terminal.say("Wrong:", "錯："), terminal.say("Right:", "對："));
    for (heading, examples) in [(wrong, &page.wrong), (right, &page.right)] {
        for example in examples {
            out.push_str(&match example.info.split_once("file=") {
                Some((_, name)) => format!("\n{name}:\n"),
                None => format!("\n{heading}\n"),
            });
            for line in example.code.lines() {
                out.push_str(&if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") });
            }
        }
    }
    out
}

/// All rules as a document: a table, and with `pages` the page of each.
fn index(pages: bool, terminal: &Terminal) -> String {
    let heading = terminal.say("Rules", "規則");
    let columns = terminal.say("code | name | severity | what it finds", "編號 | 名稱 | 輕重 | 所指情況");
    let mut out = format!("# {heading}\n\n| {columns} |\n|---|---|---|---|\n");
    for rule in rules::all() {
        let page = Page::parse(rule.page);
        let code =
            if pages { format!("[{0}](#{1}-{2})", rule.code, rule.code.to_lowercase(), rule.name) } else { rule.code.to_owned() };
        let title = own(terminal, |lang| page.texts(lang).title);
        out.push_str(&format!("| {code} | `{}` | {} | {title} |\n", rule.name, severity(rule, terminal)));
    }
    if pages {
        out.extend(rules::all().into_iter().map(|rule| format!("\n{}", markdown(rule, 2, terminal))));
    }
    out
}

/// The page of a rule under a heading of `level`.
fn markdown(rule: &'static Rule, level: usize, terminal: &Terminal) -> String {
    let page = Page::parse(rule.page);
    let title = own(terminal, |lang| page.texts(lang).title);
    let why = own(terminal, |lang| page.texts(lang).why);
    let mut out = format!("{} {} {}\n\n", "#".repeat(level), rule.code, rule.name);
    out.push_str(&format!("**{title}** ({})\n\n{why}\n", severity(rule, terminal)));
    let (wrong, right) = (terminal.say("Wrong:", "錯："), terminal.say("Right:", "對："));
    for (heading, examples) in [(wrong, &page.wrong), (right, &page.right)] {
        for example in examples {
            let name = example.info.split_once("file=").map(|(_, name)| format!("`{name}`:"));
            let language = if example.info.starts_with("console") { "console" } else { "text" };
            let name = name.as_deref().unwrap_or(&heading);
            out.push_str(&format!("\n{name}\n\n```{language}\n{}\n```\n", example.code.trim_end()));
        }
    }
    out
}

fn severity(rule: &Rule, terminal: &Terminal) -> String {
    let chinese = match rule.severity {
        Severity::Error => "錯誤",
        Severity::Warning => "警告",
        Severity::Note => "提示",
    };
    terminal.say(rule.severity.word(), chinese).into_owned()
}
