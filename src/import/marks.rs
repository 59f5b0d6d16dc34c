//! The text of a cell → its paragraphs and bullets.

use super::material::{Mark, Piece};
use crate::model::Lang;
use crate::source::is_hidden;
use crate::syntax::folds_away;

/// Signs that begin a bullet wherever they stand.
static SIGNS: &[char] = &['•', '●', '▪', '◦', '‣', '⁃', '∙', '■', '◆', '➢', '\u{f0b7}'];
/// Signs that begin a bullet only at the beginning of a line, with white space after them.
static LINE_SIGNS: &[char] = &['-', '–', '—', '*', '·', '‧', 'o'];

/// The pieces of a cell's text, as people and programs put lists into cells: by signs, by lines, by remnants of HTML.
pub(super) fn pieces(text: &str, lang: Option<Lang>) -> Vec<Piece> {
    let (text, listed) = without_tags(text);
    let mut all: Vec<Piece> = Vec::new();
    let mut any_sign = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        for (mark, part) in parts(line) {
            any_sign |= mark == Mark::Bullet;
            let part = part.trim();
            if !part.is_empty() {
                all.push(Piece { lang, mark, text: part.to_owned() });
            }
        }
    }
    if listed && !any_sign {
        all.iter_mut().for_each(|piece| piece.mark = Mark::Fused);
    }
    all
}

/// A line parted before each sign.
fn parts(line: &str) -> Vec<(Mark, &str)> {
    let mut all = Vec::new();
    let mut rest = line;
    let mut mark = Mark::Plain;
    let mut characters = line.chars();
    if characters.next().is_some_and(|first| LINE_SIGNS.contains(&first)) && characters.next().is_some_and(char::is_whitespace) {
        mark = Mark::Bullet;
        rest = characters.as_str();
    }
    while let Some((before, after)) = rest.split_once(SIGNS) {
        all.push((mark, before));
        mark = Mark::Bullet;
        rest = after;
    }
    all.push((mark, rest));
    all
}

/// A text without remnants of HTML lists and line breaks, and whether there were such of a list.
fn without_tags(text: &str) -> (String, bool) {
    static TAGS: &[&str] = &["ul", "ol", "li", "br", "p", "div", "span"];
    let mut out = String::with_capacity(text.len());
    let mut listed = false;
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        let inner = tail[1..].trim_start_matches('/');
        let name = inner.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        let end = tail.find('>').filter(|end| TAGS.contains(&&*name) && !tail[1..*end].contains('<'));
        let Some(end) = end else {
            out.push('<');
            rest = &tail[1..];
            continue;
        };
        let closes = tail[1..].starts_with('/');
        match &*name {
            "ul" | "ol" => listed = true,
            "li" if !closes => {
                listed = true;
                out.push_str("\n•");
            }
            "br" | "p" | "div" => out.push('\n'),
            _ => {}
        }
        rest = &tail[end + 1..];
    }
    out.push_str(rest);
    (out, listed)
}

/// Lines of one text put together: nothing between East Asian characters, else a blank.
pub(super) fn joined<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
        if let (Some(before), Some(after)) = (out.chars().next_back(), line.chars().next())
            && !folds_away(before, after)
        {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

/// A text without what nobody sees and no plan may hold, and how many such characters there were.
pub(super) fn seen(text: &str) -> (String, usize) {
    let hidden = |c: &char| is_hidden(*c) && !matches!(c, '\n' | '\t' | '\r');
    let count = text.chars().filter(hidden).count();
    (text.chars().filter(|c| !hidden(c)).collect(), count)
}
