//! What miette leaves to be done: its boxes of one finding become one, and its word `help:` the reader's.

use std::borrow::Cow;

/// `help: ` as miette writes it at the beginning of a line; any other word must be as wide.
const HELP: &str = "  help: ";

/// The boxes of a finding as one, with `⋮` where lines are left out between them.
pub(super) fn joined(drawn: &str, unicode: bool) -> String {
    let lines: Vec<Line<'_>> = drawn.lines().map(Line::new).collect();
    let indent = lines.iter().filter(|line| line.opens()).map(Line::indent).max().unwrap_or(0);
    let mut out = String::with_capacity(drawn.len());
    let (mut pad, mut number, mut left_out) = (0, 0, false);
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| lines.get(before));
        let after = lines.get(at + 1);
        if line.opens() {
            pad = indent - line.indent();
            if before.is_some_and(Line::closes) {
                continue;
            }
        } else if line.closes() && after.is_some_and(Line::opens) {
            left_out = true;
            continue;
        }
        if let Some(shown) = line.number() {
            if left_out && shown > number + 1 {
                out.push_str(&format!("{}{}\n", " ".repeat(indent), if unicode { '⋮' } else { ':' }));
            }
            (number, left_out) = (shown, false);
        }
        out.push_str(&" ".repeat(if line.text.is_empty() { 0 } else { pad }));
        out.push_str(line.text);
        out.push('\n');
        if line.closes() {
            pad = 0;
        }
    }
    out
}

/// Puts the reader's word in the place of miette's; it takes eight cells too.
pub(super) fn with_word(drawn: &str, word: &str) -> String {
    let place = drawn.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    let help = place.filter(|(_, line)| bare(line).starts_with(HELP)).find_map(|(at, line)| Some(at + line.find(HELP)?));
    match help {
        Some(at) => format!("{}{word}{}", &drawn[..at], &drawn[at + HELP.len()..]),
        None => drawn.to_owned(),
    }
}

/// A line as it was drawn, and without its colours.
struct Line<'a> {
    text: &'a str,
    bare: Cow<'a, str>,
}

impl<'a> Line<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, bare: bare(text) }
    }

    fn opens(&self) -> bool {
        let text = self.bare.trim_start();
        text.starts_with("╭─[") || text.starts_with(",-[")
    }

    fn closes(&self) -> bool {
        matches!(self.bare.trim(), "╰────" | "`----")
    }

    fn indent(&self) -> usize {
        self.bare.len() - self.bare.trim_start().len()
    }

    /// The number of a line of the source.
    fn number(&self) -> Option<u32> {
        let (number, rest) = self.bare.trim_start().split_once(' ')?;
        number.parse().ok().filter(|_| rest.starts_with(['│', '|']))
    }
}

/// A line without its colours.
fn bare(text: &str) -> Cow<'_, str> {
    if !text.contains('\u{1b}') {
        return text.into();
    }
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once('m').map_or(part, |(_, rest)| rest)).into()
}
