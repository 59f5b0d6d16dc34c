//! `odp explain`: the page of a rule.

use super::Exit;
use super::output::{self, Failure};
use super::terminal::Terminal;
use crate::diagnostic::{self as d, Diagnostic, MessageLang, Page, Rule};
use crate::model::to_simplified;
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
        None => list(terminal.lang),
        Some(name) => page(find(name)?, terminal.lang),
    };
    output::print(if terminal.lang == MessageLang::Simplified { to_simplified(&text) } else { text })?;
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

fn list(lang: MessageLang) -> String {
    let line =
        |rule: &&'static Rule| format!("{}  {:<8} {:<28} {}\n", rule.code, rule.severity.word(), rule.name, title(rule, lang));
    rules::all().iter().map(line).collect()
}

fn title(rule: &'static Rule, lang: MessageLang) -> &'static str {
    Page::parse(rule.page).texts(lang).title
}

fn page(rule: &'static Rule, lang: MessageLang) -> String {
    let page = Page::parse(rule.page);
    let texts = page.texts(lang);
    let (wrong, right) = if lang == MessageLang::English { ("Wrong", "Right") } else { ("錯", "對") };
    let mut out = format!("{} {} ({})\n{}\n\n{}\n", rule.code, rule.name, rule.severity.word(), texts.title, texts.why);
    for (heading, examples) in [(wrong, &page.wrong), (right, &page.right)] {
        for example in examples {
            let file = example.info.split_once("file=").map(|(_, name)| format!(" ({name})")).unwrap_or_default();
            out.push_str(&format!("\n{heading}{file}:\n"));
            for line in example.code.lines() {
                out.push_str(&if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") });
            }
        }
    }
    out
}
