//! What to say of lines and blocks that the grammar could not read.

use super::heads;
use super::tree::{AtomKind, Block, Keyword};
use super::words::{FIELD_NAMES, Near, classify, nearest, nearest_keyword};
use crate::diagnostic::{self as d, Diagnostic};
use crate::source::{FileId, Span};

/// The first word of a text and what follows it.
fn first_word(text: &str) -> (&str, &str) {
    if !text.starts_with(char::is_alphanumeric) {
        return ("", text);
    }
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(text.len());
    text.split_at(end)
}

/// A line that is no statement.
pub(super) fn bad_line(file: FileId, text: &str, span: Span, parent: Option<Keyword>) -> Diagnostic {
    let (word, rest) = first_word(text);
    let rest_trimmed = rest.trim_start();
    let word_span = Span::new(file, span.start, span.start + word.len() as u32);
    let first_line = Span::new(file, span.start, span.start + text.lines().next().unwrap_or_default().trim_end().len() as u32);
    if word.is_empty() {
        let finding = Diagnostic::at(&d::STRAY_TEXT, first_line).arg("found", line_of(text));
        return finding.variant(if text.starts_with('-') { "bullet" } else { "alone" });
    }
    // `category`, `portal` and the like are fields too, and all but declarations stand inside of blocks
    let is_field = FIELD_NAMES.contains(&word) && !rest_trimmed.starts_with(':');
    if let Some(keyword) = Keyword::of(word).filter(|_| !is_field || parent.is_none()) {
        if rest_trimmed.starts_with(':') {
            let colon = colon_span(word_span, rest);
            return Diagnostic::at(&d::FIELD_FOR_BLOCK, word_span).arg("keyword", word).fix(colon, "", true);
        }
        return misplaced(keyword, word_span, parent).unwrap_or_else(|| {
            Diagnostic::at(&d::NOT_A_STATEMENT, first_line).arg("found", line_of(text)).variant("incomplete").arg("keyword", word)
        });
    }
    if FIELD_NAMES.contains(&word) {
        if rest_trimmed.starts_with(':') {
            // a field outside of all blocks
            let finding = Diagnostic::at(&d::MISPLACED_BLOCK, word_span).arg("keyword", word).term("here", "top");
            return finding.term("home", "block");
        }
        let after = word_span_end(word_span);
        return Diagnostic::at(&d::MISSING_COLON, word_span).arg("field", word).fix(after, ":", true);
    }
    if word.len() <= 3 && rest_trimmed.starts_with('"') {
        return Diagnostic::at(&d::STRAY_TEXT, first_line).arg("found", line_of(text)).variant("translation");
    }
    if let Some((_, write, is_sure)) = nearest_keyword(word).filter(|_| !rest_trimmed.starts_with(':')) {
        return misspelt(word, word_span, write, is_sure);
    }
    if let Some(field) = nearest(word, FIELD_NAMES.iter().copied()).filter(|_| !rest_trimmed.starts_with(':')) {
        let finding = Diagnostic::at(&d::MISSING_COLON, word_span).arg("field", field);
        return finding.fix(word_span, format!("{field}:"), false);
    }
    Diagnostic::at(&d::NOT_A_STATEMENT, first_line).arg("found", line_of(text))
}

/// A block that begins with no keyword of its place; with the keyword that was meant and the place of the rest of its head.
pub(super) fn bad_block(file: FileId, head: Span, text: &str, parent: Option<Keyword>) -> (Diagnostic, Option<(Keyword, Span)>) {
    let (word, rest) = first_word(text);
    let word_span = Span::new(file, head.start, head.start + word.len() as u32);
    let after = |skip: usize| Span::new(file, word_span.end + skip as u32, head.end);
    let colon = rest.trim_start().starts_with(':');
    let Some(keyword) = Keyword::of(word) else {
        if FIELD_NAMES.contains(&word) || (colon && !word.is_empty()) {
            return (Diagnostic::at(&d::BLOCK_FOR_FIELD, head).arg("field", word), None);
        }
        if let Some(keyword) = forgotten(text, parent) {
            let finding = Diagnostic::at(&d::UNKNOWN_KEYWORD, head).arg("found", text.trim()).arg("keyword", keyword.word());
            let finding = finding.variant("forgotten").fix(head.at_start(), format!("{} ", keyword.word()), true);
            return (finding, Some((keyword, head)));
        }
        return match nearest_keyword(word) {
            Some((keyword, write, is_sure)) => (misspelt(word, word_span, write, is_sure), Some((keyword, after(0)))),
            None if word.is_empty() => (Diagnostic::at(&d::NOT_A_STATEMENT, head).arg("found", text).variant("brace"), None),
            None => (Diagnostic::at(&d::UNKNOWN_KEYWORD, word_span).arg("found", word), None),
        };
    };
    if colon {
        let place = colon_span(word_span, rest);
        let finding = Diagnostic::at(&d::FIELD_FOR_BLOCK, word_span).arg("keyword", word).fix(place, "", true);
        return (finding, Some((keyword, after(rest.find(':').map_or(0, |at| at + 1)))));
    }
    if let reserved @ ("none" | "pending" | "every") = rest.trim()
        && (keyword.declares() || matches!(keyword, Keyword::Dataset | Keyword::Plan))
    {
        let start = word_span.end + (rest.len() - rest.trim_start().len()) as u32;
        let place = Span::new(file, start, start + reserved.len() as u32);
        return (Diagnostic::at(&d::RESERVED_NAME, place).arg("name", reserved), None);
    }
    if let Some(finding) = misplaced(keyword, word_span, parent) {
        return (finding, Some((keyword, after(0))));
    }
    (Diagnostic::at(&d::BAD_HEAD, head).arg("keyword", word).arg("found", rest.trim()).variant(keyword.word()), None)
}

/// The keyword that was left out before a head, where the place and the head leave only one.
fn forgotten(head: &str, parent: Option<Keyword>) -> Option<Keyword> {
    let words: Vec<&str> = head.split_whitespace().collect();
    let is_name = |word: &str| matches!(classify(word), AtomKind::Name);
    match (parent?, &*words) {
        (Keyword::Plan, ["A" | "B" | "C" | "D"]) => Some(Keyword::Section),
        (Keyword::Section, [body]) if matches!(classify(body), AtomKind::Reference) => Some(Keyword::Organisation),
        (Keyword::Spatial | Keyword::NonSpatial, [name]) if is_name(name) && nearest_keyword(name).is_none() => {
            Some(Keyword::Dataset)
        }
        (Keyword::Dataset, [range]) if matches!(classify(range), AtomKind::Range) => Some(Keyword::Slipped),
        _ => None,
    }
}

fn word_span_end(span: Span) -> Span {
    Span::new(span.file, span.end, span.end)
}

fn colon_span(word: Span, rest: &str) -> Span {
    let at = word.end + rest.find(':').unwrap_or(0) as u32;
    Span::new(word.file, at, at + 1)
}

fn line_of(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim()
}

fn misspelt(word: &str, span: Span, write: &str, is_sure: bool) -> Diagnostic {
    Near::one(write, is_sure).on(Diagnostic::at(&d::UNKNOWN_KEYWORD, span).arg("found", word), span, str::to_owned)
}

/// A keyword that stands where it cannot; nothing where it can.
fn misplaced(keyword: Keyword, span: Span, parent: Option<Keyword>) -> Option<Diagnostic> {
    let here = match parent {
        None => "top",
        Some(Keyword::Spatial | Keyword::NonSpatial) => "half",
        Some(parent) => parent.word(),
    };
    let homes: &[&'static str] = match keyword {
        Keyword::Odp | Keyword::Use | Keyword::Plan => &["top"],
        Keyword::Section => &["plan"],
        Keyword::Spatial | Keyword::NonSpatial => &["section", "organisation"],
        Keyword::Dataset => &["half"],
        Keyword::Slipped | Keyword::Withdrawn => &["dataset"],
        Keyword::Defaults => &["plan", "section", "organisation", "half"],
        Keyword::Organisation => &["top", "section"],
        _ => &["top"],
    };
    if homes.contains(&here) {
        return None;
    }
    let home = homes.iter().map(|home| d::Arg::Term(home)).collect();
    let finding = Diagnostic::at(&d::MISPLACED_BLOCK, span).arg("keyword", keyword.word());
    Some(finding.term("here", here).arg("home", d::Arg::List(home)))
}

/// What is wrong with a block's head, if anything.
pub(super) fn bad_head<'a>(block: &Block, slice: impl Fn(Span) -> &'a str) -> Option<Diagnostic> {
    use AtomKind::{As, Date, Junk, Name, Number, Range, Reference, String};
    let kinds: Vec<AtomKind> = block.head.iter().map(|atom| atom.kind).collect();
    let fits = match block.keyword {
        Keyword::Odp => matches!(*kinds, [Number]),
        Keyword::Use => matches!(*kinds, [String] | [String, As, Name]),
        Keyword::Plan => matches!(*kinds, [Name, Range]),
        Keyword::Section => matches!(*kinds, [Name]),
        Keyword::Spatial | Keyword::NonSpatial | Keyword::Defaults => kinds.is_empty(),
        Keyword::Slipped => matches!(*kinds, [Range]),
        Keyword::Withdrawn => matches!(*kinds, [Date]),
        Keyword::Organisation => matches!(*kinds, [Name | Reference]),
        _ => matches!(*kinds, [Name]),
    };
    let whole = block.head.iter().fold(block.word, |span, atom| span.to(atom.span));
    if !fits {
        let found = block.head.iter().map(|atom| slice(atom.span)).collect::<Vec<_>>().join(" ");
        let odd = block.head.iter().find(|atom| atom.kind == Junk).map_or(whole, |atom| atom.span);
        let mended = heads::mend(block.keyword, &found);
        let finding = Diagnostic::at(&d::BAD_HEAD, odd).arg("keyword", block.keyword.word()).arg("found", found);
        let finding = finding.variant(block.keyword.word());
        let Some((write, is_sure)) = mended else { return Some(finding) };
        let place = block.head.iter().map(|atom| atom.span).reduce(Span::to).unwrap_or(whole);
        return Some(finding.variant("meant").arg("meant", &*write).fix(place, write, is_sure));
    }
    let named = block.head.iter().find(|atom| atom.kind == Name)?;
    let name = slice(named.span);
    if matches!(name, "none" | "pending" | "every") {
        return Some(Diagnostic::at(&d::RESERVED_NAME, named.span).arg("name", name));
    }
    let odd = name.contains('.').then(|| Diagnostic::at(&d::BAD_HEAD, named.span).arg("keyword", block.keyword.word()));
    odd.map(|finding| finding.arg("found", name).variant(block.keyword.word()))
}
