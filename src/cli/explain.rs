//! `odp explain`: the page of a rule.

use std::borrow::Cow;

use super::Exit;
use super::output::{self, Failure};
use super::terminal::Terminal;
use crate::diagnostic::{self as d, Diagnostic, MessageLang, Page, Rule};
use crate::rules;
use crate::syntax::nearest;

pub(super) static EXAMPLES: &str = "\
Examples:
  odp explain ODP203
  odp explain target-outside-section
  odp explain                           every rule, one line each";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// A code such as ODP203, or a name such as target-outside-section; without one, the list of all
    #[arg(value_name = "CODE")]
    rule: Option<String>,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let text = match &arguments.rule {
        None => list(terminal),
        Some(name) => page(find(name)?, terminal),
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
        format!("{}  {:<8} {:<28} {}\n", rule.code, rule.severity.word(), rule.name, own(terminal, |lang| page.texts(lang).title))
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
    let mut out = format!("{} {} ({})\n{title}\n\n{why}\n", rule.code, rule.name, rule.severity.word());
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
