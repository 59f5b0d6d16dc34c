//! Strings as the scanner meets them: closed ones are passed by, of others it is found out where a quotation mark is missing.

use std::ops::Range;

use memchr::{memchr2, memchr3};

use super::characters::{closing_quote, is_wide_quote, looks_like_statement};
use super::quotes::{self, Missing};
use super::scan::Scanner;
use crate::diagnostic::{self as d, Diagnostic};

const TRIPLE: &[u8] = b"\"\"\"";

impl Scanner<'_, '_> {
    pub(super) fn string(&mut self, at: usize) -> usize {
        if self.bytes[at..].starts_with(TRIPLE) {
            return self.triple(at, at + 3);
        }
        let mut end = at + 1;
        loop {
            let Some(rest) = self.bytes.get(end..) else { return self.unclosed(at, self.bytes.len()) };
            match memchr3(b'"', b'\\', b'\n', rest) {
                Some(step) if rest[step] == b'"' => {
                    end += step + 1;
                    break;
                }
                Some(step) if rest[step] == b'\\' && rest.get(step + 1) != Some(&b'\n') => end += step + 2,
                Some(step) => return self.unclosed(at, end + step),
                None => return self.unclosed(at, self.bytes.len()),
            }
        }
        self.check_inside(at, end);
        end
    }

    /// A string without an end on its line.
    fn unclosed(&mut self, at: usize, line_end: usize) -> usize {
        let line_end = line_end.min(self.bytes.len());
        if let Some(end) = self.reread(line_end) {
            return end;
        }
        self.ended_by_line(at, line_end)
    }

    /// It ends with its line. Its last character becomes the stand-in for the quote.
    fn ended_by_line(&mut self, at: usize, line_end: usize) -> usize {
        let text = self.source.text.get(at..line_end).unwrap_or_default().trim_end();
        let end = at + text.len();
        let span = self.span(at, end);
        let finding = Diagnostic::at(&d::UNCLOSED_STRING, span).fix(self.span(end, end), "\"", false);
        self.fault(finding, span);
        self.check_inside(at, end);
        match text.char_indices().next_back() {
            Some((last, _)) if last > 0 => {
                self.put(at + last, end, b"\"");
                // a backslash before it would take the stand-in for a character of the text
                let backslashes = text[..last].bytes().rev().take_while(|byte| *byte == b'\\').count();
                if backslashes % 2 == 1 {
                    self.put(at + last - 1, at + last, b"");
                }
            }
            _ => self.put(at, end, b""),
        }
        line_end
    }

    /// Reads the line anew where its words tell that another quotation mark is the one that is missing.
    fn reread(&mut self, line_end: usize) -> Option<usize> {
        let start = self.line_start;
        let line = self.source.text.get(start..line_end)?;
        let texts = quotes::texts(line)?;
        self.forget(start, line_end);
        let mut at = start;
        for text in texts {
            let range = start + text.range.start..start + text.range.end;
            self.run(at, range.start);
            match text.missing {
                None => {}
                Some(Missing::Opening) => {
                    self.put(range.start, range.start + 1, b"\"");
                    let span = self.span(range.start + 1, range.end);
                    let finding = Diagnostic::at(&d::UNCLOSED_STRING, span).variant("opening");
                    self.sink.push(finding.fix(span.at_start(), "\"", false));
                }
                Some(Missing::Closing) => {
                    self.put(range.end - 1, range.end, b"\"");
                    let span = self.span(range.start, range.end - 1);
                    let after = self.span(range.end - 1, range.end - 1);
                    self.sink.push(Diagnostic::at(&d::UNCLOSED_STRING, span).fix(after, "\"", false));
                }
            }
            self.check_inside(range.start, range.end);
            at = range.end;
        }
        Some(at)
    }

    /// Takes back what was read and reported from `start` on.
    fn forget(&mut self, start: usize, end: usize) {
        let begin = start as u32;
        let file = self.source.id;
        let later = |finding: &mut Diagnostic| finding.span().is_some_and(|span| span.file == file && span.start >= begin);
        while self.comments.pop_if(|comment| comment.span.start >= begin).is_some() {}
        while self.faults.pop_if(|fault| fault.start >= begin).is_some() {}
        while self.wide.pop_if(|(span, _)| span.start >= begin).is_some() {}
        while self.sink.found.pop_if(later).is_some() {}
        let read = &self.bytes[start..end];
        let braces = |brace| memchr::memchr_iter(brace, read).count() as u32;
        self.depth = self.depth.saturating_sub(braces(b'{').saturating_sub(braces(b'}')));
        if let Some(place) = self.owned.as_mut().and_then(|owned| owned.get_mut(start..end)) {
            place.copy_from_slice(read);
        }
    }

    /// A text of several lines; `inside` is where its words begin.
    fn triple(&mut self, at: usize, inside: usize) -> usize {
        if let Some(end) = self.opened_before(at) {
            return end;
        }
        let mut end = inside;
        while let Some(step) = self.bytes.get(end..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
            end += step;
            if self.bytes[end] == b'\\' {
                end += 2;
            } else if self.bytes[end..].starts_with(TRIPLE) {
                if self.opens_another(at, end) {
                    break;
                }
                end += 3;
                self.check_inside(inside, end);
                self.blank_returns(inside, end);
                return end;
            } else {
                end += 1;
            }
        }
        self.unclosed_triple(at)
    }

    /// Whether a `"""` is the beginning of another text and not the end of the one that began at `at`.
    fn opens_another(&self, at: usize, quote: usize) -> bool {
        let newline = self.bytes.get(at..quote).and_then(|inside| memchr::memrchr(b'\n', inside));
        newline.is_some_and(|newline| self.source.text.get(at + newline + 1..quote).is_some_and(quotes::announces_text))
    }

    /// A `"""` alone on its line ends a text, so that before it one was left out: the text began after the nearest word that
    /// announces one.
    fn opened_before(&mut self, at: usize) -> Option<usize> {
        let before = self.bytes[self.line_start.min(at)..at].iter().rev().all(u8::is_ascii_whitespace);
        if !before || !self.ends_line(at + 3) {
            return None;
        }
        let mut start = self.line_start;
        loop {
            let end = start.checked_sub(1)?;
            start = self.source.text[..end].rfind('\n').map_or(0, |newline| newline + 1);
            let line = self.source.text.get(start..end)?;
            let announced = line.trim_end().trim_end_matches('"').trim_end();
            if quotes::announces_text(announced) {
                return self.close_from(start + announced.len(), at);
            }
            if line.contains('"') || looks_like_statement(line) {
                return None;
            }
        }
    }

    /// Whether nothing but blanks follows on the line.
    fn ends_line(&self, at: usize) -> bool {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let next = rest.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
        next.is_none_or(|byte| *byte == b'\n')
    }

    /// Takes what stands between `from` and the `"""` at `close` for a text.
    fn close_from(&mut self, from: usize, close: usize) -> Option<usize> {
        let end = close + 3;
        let room = self.bytes.get(from..from + 3)?;
        if from + 3 > close || !room.iter().all(|byte| byte.is_ascii_whitespace() || *byte == b'"') {
            return None;
        }
        self.forget(from, end);
        self.put(from, from + 3, TRIPLE);
        self.check_inside(from, end);
        self.blank_returns(from, end);
        let before = self.source.text.get(..from).unwrap_or_default();
        let word = before.rfind([' ', '\n', '\t']).map_or(0, |blank| blank + 1);
        let finding = Diagnostic::at(&d::UNCLOSED_STRING, self.span(word, from)).variant("triple-opening");
        self.sink.push(finding.label("closing", self.span(close, end)).fix(self.span(from, from), " \"\"\"", false));
        Some(end)
    }

    /// The CR of line ends inside a long string.
    fn blank_returns(&mut self, start: usize, end: usize) {
        let returns: Vec<usize> = memchr::memchr_iter(b'\r', &self.bytes[start..end]).collect();
        for at in returns {
            self.put(start + at, start + at + 1, b"");
        }
    }

    /// A long string without an end: it is taken to end before the first line that reads like a statement.
    fn unclosed_triple(&mut self, at: usize) -> usize {
        let mut end = self.line_end(at);
        while end < self.bytes.len() {
            let next_end = self.line_end(end + 1);
            if looks_like_statement(self.source.text.get(end + 1..next_end).unwrap_or_default()) {
                break;
            }
            end = next_end;
        }
        let span = self.span(at, (at + 3).min(end));
        self.fault(Diagnostic::at(&d::UNCLOSED_STRING, span).variant("triple"), span);
        // the opening quotes go, the rest becomes one plain string on no line of its own
        let length = end - at;
        self.put(at, end, b"");
        if length >= 6 {
            self.put(at, at + 3, TRIPLE);
            self.put(end - 3, end, TRIPLE);
        }
        end
    }

    /// `「…」` or `“…”` where a string should stand.
    pub(super) fn wide_string(&mut self, at: usize, open_end: usize, close: char) -> usize {
        if let Some(range) = self.wide_triple(at) {
            self.wide.push((self.span(range.start, range.end), "\"\"\"".into()));
            self.put(range.start, range.end, b"");
            self.put(range.end - 3, range.end, TRIPLE);
            return self.triple(at, range.end);
        }
        let searched = self.unpaired.iter().any(|(quote, end)| *quote == close && at < *end);
        let line_end = if searched { open_end } else { self.line_end(at) };
        let line = self.source.text.get(open_end..line_end).unwrap_or_default();
        let Some(inside) = line.find([close, '"']) else {
            if !searched {
                self.unpaired.retain(|(quote, _)| *quote != close);
                self.unpaired.push((close, line_end));
            }
            self.put(at, open_end, b"");
            self.wide.push((self.span(at, open_end), "\"".into()));
            return open_end;
        };
        let close_at = open_end + inside;
        let close_end = close_at + line[inside..].chars().next().map_or(1, char::len_utf8);
        self.put(at, open_end, b"");
        self.put(open_end - 1, open_end, b"\"");
        self.put(close_at, close_end, b"\"");
        self.wide.push((self.span(at, open_end), "\"".into()));
        if close_end - close_at > 1 {
            self.wide.push((self.span(close_at, close_end), "\"".into()));
        }
        self.check_inside(open_end, close_at);
        close_end
    }

    /// `"""` as an input method writes it, with a text of several lines after it that ends in ASCII.
    fn wide_triple(&self, at: usize) -> Option<Range<usize>> {
        let rest = self.source.text.get(at..)?;
        let length: usize = rest.chars().take(3).take_while(|mark| is_wide_quote(*mark)).map(char::len_utf8).sum();
        (length == 9 && self.ends_line(at + length) && closing_quote(rest.chars().next()?).is_some()).then_some(at..at + length)
    }
}
