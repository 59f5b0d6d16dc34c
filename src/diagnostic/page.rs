//! A rule's page, `src/rules/NAME.md`, read as data: there is no second catalogue of texts.

use super::Arg;
use super::terms::{Lang, render};

/// The parts of a page.
#[derive(Debug)]
pub struct Page<'a> {
    english: Texts<'a>,
    chinese: Texts<'a>,
    /// What goes wrong: files or fragments in which the rule speaks.
    pub wrong: Vec<Example<'a>>,
    /// The same, mended.
    pub right: Vec<Example<'a>>,
}

/// The words of a page in one language.
#[derive(Debug, Default)]
pub struct Texts<'a> {
    /// What the rule is about, as a heading.
    pub title: &'a str,
    /// Key and template of each text: `message`, `help` and labels.
    pub entries: Vec<(&'a str, &'a str)>,
    /// Why it matters, as Markdown.
    pub why: &'a str,
}

/// A fenced block of a page.
#[derive(Debug)]
pub struct Example<'a> {
    /// What follows the three backticks, such as `odp dataset`.
    pub info: &'a str,
    /// The lines between.
    pub code: &'a str,
}

impl<'a> Page<'a> {
    /// Reads a page; what it does not understand it leaves out (a test sees to it that there is no such thing).
    #[must_use]
    pub fn parse(text: &'a str) -> Self {
        let part = |heading: &str| part(text, heading).unwrap_or_default();
        Self {
            english: Texts::parse(part("English")),
            chinese: Texts::parse(part("繁體中文")),
            wrong: examples(part("Wrong")),
            right: examples(part("Right")),
        }
    }

    /// The words for a reader; for Simplified Chinese the Traditional ones, to be derived.
    #[must_use]
    pub const fn texts(&self, lang: Lang) -> &Texts<'a> {
        match lang {
            Lang::English => &self.english,
            Lang::Traditional | Lang::Simplified => &self.chinese,
        }
    }
}

impl<'a> Texts<'a> {
    fn parse(part: &'a str) -> Self {
        let mut texts = Self::default();
        let mut rest = part.trim_start();
        if let Some((title, after)) = rest.strip_prefix("**").and_then(|text| text.split_once("**")) {
            texts.title = title;
            rest = after.trim_start();
        }
        while let Some(line) = rest.lines().next().filter(|line| line.starts_with("- ")) {
            if let Some((key, template)) = line[2..].split_once(": ") {
                texts.entries.push((key, template));
            }
            rest = rest[line.len()..].trim_start_matches(['\r', '\n']);
        }
        texts.why = rest.trim();
        texts
    }

    /// The template under a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'a str> {
        self.entries.iter().find(|(entry, _)| *entry == key).map(|(_, template)| *template)
    }
}

fn part<'a>(text: &'a str, heading: &str) -> Option<&'a str> {
    let mark = format!("\n## {heading}\n");
    let start = text.find(&mark)? + mark.len();
    let rest = &text[start..];
    Some(rest.find("\n## ").map_or(rest, |end| &rest[..end]))
}

fn examples(mut part: &str) -> Vec<Example<'_>> {
    let mut found = Vec::new();
    while let Some(open) = part.find("```") {
        let after = &part[open + 3..];
        let Some((info, body)) = after.split_once('\n') else { break };
        let Some(close) = body.find("```") else { break };
        found.push(Example { info: info.trim(), code: &body[..close] });
        part = &body[close + 3..];
    }
    found
}

/// Puts the arguments into a template; a placeholder without an argument becomes nothing. `{count:row|rows}` is the word for one where
/// the argument is 1, else that for several.
pub(super) fn fill(template: &str, args: &[(&'static str, Arg)], lang: Lang, convert: &dyn Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&convert(&rest[..at]));
        let after = &rest[at + 1..];
        if let Some(literal) = after.strip_prefix(&rest[at..=at]) {
            out.push_str(&rest[at..=at]);
            rest = literal;
            continue;
        }
        let Some((key, tail)) = after.split_once('}').filter(|_| rest[at..].starts_with('{')) else {
            out.push_str(&rest[at..=at]);
            rest = after;
            continue;
        };
        let (name, forms) = key.split_once(':').map_or((key, None), |(name, forms)| (name, forms.split_once('|')));
        if let Some((_, arg)) = args.iter().find(|(known, _)| *known == name) {
            let words = render(arg, lang, convert);
            match forms {
                Some((one, several)) => out.push_str(if words == "1" { one } else { several }),
                None => out.push_str(&words),
            }
        }
        rest = tail;
    }
    out.push_str(&convert(rest));
    out
}
