//! The lines of source under a finding: whole lines, or of a long one the part that holds its marks.

use std::sync::Arc;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar as _;

use super::Look;
use crate::source::{Position, Source, Span, is_hidden, visible as one_line};

/// Cells to the left of a line: its number and a rule.
const GUTTER: usize = 8;
/// Cells from the middle of a mark to its words.
const LEAD: usize = 4;
/// Cells that the signs take which stand for what is left out of a line, and the bytes of one such sign.
const SIGNS: usize = 6;
const SIGN: usize = 3;
/// Cells that are shown before the first mark of a long line, and that the longest mark takes.
const BEFORE: usize = 30;
const LONGEST: usize = 40;

/// A place on whole characters of one line, and its words.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) text: Option<String>,
}

impl Mark {
    /// Of several lines, the first; one at the end of the text moves onto the last visible character.
    pub(super) fn new(source: &Source, span: Span, text: Option<String>) -> Self {
        Self { span: visible(&source.text, span), text }
    }
}

fn visible(text: &str, span: Span) -> Span {
    let length = text.len();
    let mut start = (span.start as usize).min(length);
    let mut end = (span.end as usize).min(length);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    // of several lines, the first
    if let Some(newline) = text.get(start..end).and_then(|inside| inside.find('\n')) {
        end = start + text[start..start + newline].trim_end().len();
    }
    if start == end {
        let after = text[start..].chars().next().filter(|next| !next.is_whitespace());
        match (after, text[..start].char_indices().rfind(|(_, before)| !before.is_whitespace())) {
            (Some(next), _) => end = start + next.len_utf8(),
            (None, Some((at, before))) => (start, end) = (at, at + before.len_utf8()),
            (None, None) => {}
        }
    }
    Span::new(span.file, start as u32, end as u32)
}

/// A source as miette wants it.
#[derive(Debug)]
pub(super) struct Picture {
    source: Arc<Source>,
    /// Of lines that are too long, or hold what a terminal would obey, what to show.
    parts: Vec<Part>,
    /// Where the finding is: the first mark, which need not be the first in the source.
    at: Option<Position>,
    /// What stands for what is left out of a line.
    sign: &'static str,
}

/// What is shown of a line.
#[derive(Debug)]
struct Part {
    span: Span,
    /// The text, with hidden characters made visible and signs for what is left out; as long as the span.
    text: Box<str>,
}

/// As few characters as a sign needs to stand in their place: their bytes.
fn least(characters: impl Iterator<Item = char>) -> usize {
    let mut bytes = 0;
    for character in characters {
        if bytes >= SIGN {
            break;
        }
        bytes += character.len_utf8();
    }
    bytes
}

impl Picture {
    /// Chooses what to show of long lines. Marks that do not fit are taken out of `marks` and given back.
    pub(super) fn new(source: Arc<Source>, marks: &mut Vec<Mark>, look: &Look) -> (Self, Vec<Mark>) {
        let at = marks.first().map(|mark| source.position(mark.span.start));
        let mut picture = Self { source, parts: Vec::new(), at, sign: if look.unicode { "…" } else { "..." } };
        let (mut kept, mut left_out): (Vec<Mark>, Vec<Mark>) = (Vec::new(), Vec::new());
        let available = look.width.saturating_sub(GUTTER);
        for mark in marks.drain(..) {
            let line = picture.line(mark.span.start);
            let on_line = |known: &&Mark| line.start <= known.span.start && known.span.end <= line.end;
            let cells = Cells(picture.source.slice(line), line.start);
            let known: Vec<&Mark> = kept.iter().filter(on_line).collect();
            let all: Vec<&Mark> = known.iter().copied().chain([&mark]).collect();
            match cells.window(&all, available) {
                Window::Whole => {
                    if harmless(picture.source.slice(line)).is_some() {
                        picture.show(line, line.start..line.end);
                    }
                    kept.push(mark);
                }
                Window::Part(part) => {
                    picture.show(line, part);
                    kept.push(mark);
                }
                Window::None if known.is_empty() => {
                    let room = available.saturating_sub(SIGNS);
                    let span = cells.clip(mark.span, room.min(LONGEST));
                    let part = cells.from(span.start, room);
                    let taken = (cells.of(span.end) - cells.of(span.start)) / 2 + LEAD;
                    let fits =
                        mark.text.as_deref().is_none_or(|text| taken + text.chars().map(width).sum::<usize>() <= available);
                    picture.show(line, part);
                    kept.push(Mark { span, text: mark.text.clone().filter(|_| fits) });
                    left_out.extend((!fits).then_some(mark));
                }
                Window::None => left_out.push(mark),
            }
        }
        *marks = kept;
        (picture, left_out)
    }

    /// Shows these bytes of a line, instead of what was to be shown of it.
    fn show(&mut self, line: Span, bytes: std::ops::Range<u32>) {
        self.parts.retain(|part| part.span.start < line.start || line.end < part.span.end);
        let shown = Span::new(self.source.id, bytes.start, bytes.end);
        let text = self.source.slice(line);
        let (before, after) = text.split_at_checked((bytes.start - line.start) as usize).unwrap_or_default();
        let after = after.get((bytes.end - bytes.start) as usize..).unwrap_or_default();
        let head = least(before.chars().rev());
        let tail = least(after.chars());
        let span = Span::new(self.source.id, bytes.start - head as u32, bytes.end + tail as u32);
        let shown = harmless(self.source.slice(shown)).unwrap_or_else(|| self.source.slice(shown).into());
        let end = |bytes: usize, rest: &str| match bytes {
            0 => String::new(),
            // too little is left out for a sign
            1..SIGN => harmless(rest).map_or_else(|| rest.to_owned(), String::from),
            _ => format!("{}{}", self.sign, " ".repeat(bytes - SIGN)),
        };
        let head = end(head, &before[before.len() - head..]);
        let tail = end(tail, &after[..tail]);
        self.parts.push(Part { span, text: format!("{head}{shown}{tail}").into() });
    }

    /// The line of a byte, without its end.
    fn line(&self, at: u32) -> Span {
        let text = &self.source.text;
        let before = text.get(..at as usize).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let rest = text.get(start..).unwrap_or_default();
        let length = rest.lines().next().unwrap_or_default().len();
        Span::new(self.source.id, start as u32, (start + length) as u32)
    }
}

enum Window {
    /// The whole line fits.
    Whole,
    /// These bytes show all marks.
    Part(std::ops::Range<u32>),
    /// The marks cannot be shown together.
    None,
}

/// A line in cells; the byte where it begins.
struct Cells<'a>(&'a str, u32);

impl Cells<'_> {
    /// The cell of a byte of the source.
    fn of(&self, at: u32) -> usize {
        let before = self.0.get(..(at.saturating_sub(self.1)) as usize).unwrap_or(self.0);
        before.chars().map(width).sum()
    }

    /// The bytes that show `available` cells, beginning at a byte.
    fn from(&self, start: u32, available: usize) -> std::ops::Range<u32> {
        let mut cells = 0;
        let mut end = start;
        for character in self.0.get((start - self.1) as usize..).unwrap_or_default().chars() {
            cells += width(character);
            if cells > available {
                break;
            }
            end += character.len_utf8() as u32;
        }
        start..end
    }

    /// The first character that begins at or after a cell.
    fn byte(&self, cell: usize) -> u32 {
        let mut cells = 0;
        for (at, character) in self.0.char_indices() {
            if cells >= cell {
                return self.1 + at as u32;
            }
            cells += width(character);
        }
        self.1 + self.0.len() as u32
    }

    /// A mark cut to a length that fits.
    fn clip(&self, span: Span, length: usize) -> Span {
        let end = self.from(span.start, length).end.min(span.end);
        Span::new(span.file, span.start, end)
    }

    fn window(&self, marks: &[&Mark], available: usize) -> Window {
        let ends = marks.iter().map(|mark| {
            let (start, end) = (self.of(mark.span.start), self.of(mark.span.end));
            let words = mark.text.iter().flat_map(|text| text.chars()).map(width).sum::<usize>();
            end.max(usize::midpoint(start, end) + LEAD + words)
        });
        let last = ends.max().unwrap_or(0);
        if last <= available && self.0.chars().map(width).sum::<usize>() <= available {
            return Window::Whole;
        }
        let available = available.saturating_sub(SIGNS);
        let first = marks.iter().map(|mark| self.of(mark.span.start)).min().unwrap_or(0);
        // a character of two cells may not fit at the end
        let least = (last + 1).saturating_sub(available);
        if least > first {
            return Window::None;
        }
        let start = if least == 0 && first <= available / 2 { 0 } else { least.max(first.saturating_sub(BEFORE)) };
        Window::Part(self.from(self.byte(start), available))
    }
}

/// A text whose hidden and control characters are replaced by visible ones of as many bytes; nothing where there are none.
pub(super) fn harmless(text: &str) -> Option<Box<str>> {
    let replaced = |character: char| match character {
        '\r' => '?',
        hidden if is_hidden(hidden) => ['?', '\u{b7}', '\u{fffd}', '\u{1fbc4}'][hidden.len_utf8() - 1],
        other => other,
    };
    text.chars().any(|character| replaced(character) != character).then(|| text.chars().map(replaced).collect::<String>().into())
}

/// The cells of a character as miette draws it: a tab is four.
fn width(character: char) -> usize {
    if character == '\t' { 4 } else { character.width().unwrap_or(0) }
}

impl SourceCode for Picture {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset() as u32, (span.offset() + span.len()) as u32);
        let at = self.source.position(start);
        let heading = self.at.filter(|_| before == 0).unwrap_or(Position { line: at.line, column: 1 });
        let (line, column) = (heading.line as usize - 1, heading.column as usize - 1);
        let named = |shown: Span, text: Option<&'a str>, lines| {
            let place = (shown.start as usize, (shown.end - shown.start) as usize).into();
            let data = text.unwrap_or_else(|| self.source.slice(shown)).as_bytes();
            Box::new(MietteSpanContents::new_named(one_line(&self.source.name).into_owned(), data, place, line, column, lines))
        };
        if before == 0 {
            // only the place is wanted, for the heading; its column counts characters, where miette would count bytes
            return Ok(named(Span::new(self.source.id, start, end), None, 0));
        }
        let (first, last) = (self.line(start), self.line(end));
        let whole = first.to(last);
        let part = self.parts.iter().find(|part| part.span.start < whole.end && whole.start < part.span.end);
        match part {
            None => Ok(named(whole, None, 1 + (self.source.position(end).line - at.line) as usize)),
            Some(part) if first == last => Ok(named(part.span, Some(&part.text), 1)),
            // lines of which one is cut are not joined
            Some(_) => Err(MietteError::OutOfBounds),
        }
    }
}
