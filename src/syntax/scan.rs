//! Before the grammar: comments out, full-width punctuation into ASCII, strings closed. Never fails, keeps every byte offset.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3};

use super::characters::{ascii_twin, closing_quote, hidden_runs, is_of_word, looks_like_statement};
use crate::diagnostic::{self as d, Diagnostic, Sink};
use crate::source::{Source, Span, is_hidden};

/// How deep braces may nest.
pub const MAX_DEPTH: u32 = 64;
/// How many runs of hidden characters are reported of one string or comment.
const MAX_HIDDEN: usize = 20;

/// A comment, `#` to the end of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its place, without the line's end.
    pub span: Span,
    /// Whether nothing stands before it on its line.
    pub own_line: bool,
}

/// What the scanner hands on.
#[derive(Debug)]
pub struct Scanned<'a> {
    /// The text, byte for byte in the same places.
    pub text: Cow<'a, str>,
    /// The comments that were blanked out.
    pub comments: Vec<Comment>,
    /// Places reported here: a statement that touches one gets no second report.
    pub faults: Vec<Span>,
}

/// Scans a source.
#[must_use]
pub fn scan<'a>(source: &'a Source, sink: &mut Sink) -> Scanned<'a> {
    let mut scanner = Scanner {
        source,
        bytes: source.text.as_bytes(),
        owned: None,
        comments: Vec::new(),
        faults: Vec::new(),
        depth: 0,
        too_deep: false,
        wide: Vec::new(),
        unpaired: Vec::new(),
        sink,
    };
    scanner.run();
    let text = match scanner.owned.map(String::from_utf8) {
        Some(Ok(text)) => Cow::Owned(text),
        _ => Cow::Borrowed(&*source.text),
    };
    Scanned { text, comments: scanner.comments, faults: scanner.faults }
}

struct Scanner<'a, 's> {
    source: &'a Source,
    bytes: &'a [u8],
    owned: Option<Vec<u8>>,
    comments: Vec<Comment>,
    faults: Vec<Span>,
    depth: u32,
    too_deep: bool,
    /// Full-width punctuation of the current line, not yet reported.
    wide: Vec<(Span, Cow<'static, str>)>,
    /// Closing quotes that do not come any more before a byte, where a line ends: looked for once a line.
    unpaired: Vec<(char, usize)>,
    sink: &'s mut Sink,
}

/// What a byte may begin outside of strings.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Plain,
    Quote,
    Hash,
    Open,
    Close,
    Newline,
    Tab,
    Control,
    High,
}

static CLASSES: [Class; 256] = {
    let mut classes = [Class::Plain; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'"' => Class::Quote,
            b'#' => Class::Hash,
            b'{' => Class::Open,
            b'}' => Class::Close,
            b'\n' => Class::Newline,
            b'\t' => Class::Tab,
            0..=0x1f | 0x7f => Class::Control,
            0x80.. => Class::High,
            _ => Class::Plain,
        };
        byte += 1;
    }
    classes
};

impl Scanner<'_, '_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(&byte) = self.bytes.get(at) {
            at = match CLASSES[byte as usize] {
                Class::Plain => at + 1,
                Class::Quote => self.string(at),
                Class::Hash => self.comment(at),
                Class::Open | Class::Close => self.brace(at, byte == b'{'),
                Class::Newline => {
                    self.report_wide();
                    at + 1
                }
                Class::Tab => {
                    self.put(at, at + 1, b"");
                    at + 1
                }
                Class::Control => self.control(at),
                Class::High => self.high(at),
            };
        }
        self.report_wide();
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source.id, start as u32, end as u32)
    }

    /// Overwrites whole characters with ASCII of the same length.
    fn put(&mut self, start: usize, end: usize, text: &[u8]) {
        let owned = self.owned.get_or_insert_with(|| self.bytes.to_vec());
        let Some(place) = owned.get_mut(start..end) else { return };
        place.fill(b' ');
        for (to, from) in place.iter_mut().zip(text) {
            *to = *from;
        }
    }

    fn line_end(&self, at: usize) -> usize {
        self.bytes.get(at..).and_then(|rest| memchr(b'\n', rest)).map_or(self.bytes.len(), |length| at + length)
    }

    fn comment(&mut self, at: usize) -> usize {
        let end = self.line_end(at);
        let mut last = end;
        while last > at && self.bytes[last - 1].is_ascii_whitespace() {
            last -= 1;
        }
        let before = self.bytes[..at].iter().rev().find(|byte| !matches!(byte, b' ' | b'\t'));
        let own_line = matches!(before, None | Some(b'\n'));
        self.check_inside(at, last);
        self.comments.push(Comment { span: self.span(at, last), own_line });
        self.put(at, end, b"");
        end
    }

    fn brace(&mut self, at: usize, open: bool) -> usize {
        if open {
            self.depth += 1;
            if self.depth > MAX_DEPTH {
                if !self.too_deep {
                    self.too_deep = true;
                    let span = self.span(at, at + 1);
                    self.fault(Diagnostic::at(&d::TOO_DEEP, span).arg("limit", MAX_DEPTH as usize), span);
                }
                self.put(at, at + 1, b"");
            }
        } else {
            if self.depth > MAX_DEPTH {
                self.put(at, at + 1, b"");
            }
            self.depth = self.depth.saturating_sub(1);
        }
        at + 1
    }

    fn fault(&mut self, diagnostic: Diagnostic, span: Span) {
        self.faults.push(span);
        self.sink.push(diagnostic);
    }

    /// A control character: the CR of a CRLF goes silently, a run of others is reported once.
    fn control(&mut self, at: usize) -> usize {
        if self.bytes[at] == b'\r' && self.bytes.get(at + 1) == Some(&b'\n') {
            self.put(at, at + 1, b"");
            return at + 1;
        }
        let mut end = at + 1;
        while self.bytes.get(end).is_some_and(|&byte| CLASSES[byte as usize] == Class::Control) {
            end += 1;
        }
        self.control_found(at, end, u32::from(self.bytes[at]));
        end
    }

    fn control_found(&mut self, start: usize, end: usize, code: u32) {
        let span = self.span(start, end);
        let finding = Diagnostic::at(&d::CONTROL_CHARACTER, span).arg("code", format!("U+{code:04X}")).fix(span, "", false);
        self.fault(finding, span);
        self.put(start, end, b"");
    }

    /// Looks for hidden characters inside a string or comment; a run of them is reported once, [`MAX_HIDDEN`] at most.
    fn check_inside(&mut self, start: usize, end: usize) {
        let runs = hidden_runs(self.source.text.get(start..end).unwrap_or_default());
        for (range, first) in runs.iter().take(MAX_HIDDEN) {
            self.control_found(start + range.start, start + range.end, u32::from(*first));
        }
        for (range, _) in runs.iter().skip(MAX_HIDDEN) {
            self.put(start + range.start, start + range.end, b"");
        }
    }

    fn string(&mut self, at: usize) -> usize {
        if self.bytes[at..].starts_with(b"\"\"\"") {
            return self.triple(at);
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

    /// A string without an end: it ends with its line. Its last character becomes the stand-in for the quote.
    fn unclosed(&mut self, at: usize, line_end: usize) -> usize {
        let line_end = line_end.min(self.bytes.len());
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

    fn triple(&mut self, at: usize) -> usize {
        let mut end = at + 3;
        while let Some(step) = self.bytes.get(end..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
            end += step;
            if self.bytes[end] == b'\\' {
                end += 2;
            } else if self.bytes[end..].starts_with(b"\"\"\"") {
                end += 3;
                self.check_inside(at, end);
                self.blank_returns(at, end);
                return end;
            } else {
                end += 1;
            }
        }
        self.unclosed_triple(at)
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
            self.put(at, at + 3, b"\"\"\"");
            self.put(end - 3, end, b"\"\"\"");
        }
        end
    }

    /// A character beyond ASCII outside of strings: part of a name, punctuation to replace, or a hidden one.
    fn high(&mut self, at: usize) -> usize {
        let Some(character) = self.source.text.get(at..).and_then(|rest| rest.chars().next()) else { return at + 1 };
        let end = at + character.len_utf8();
        if is_hidden(character) {
            self.control_found(at, end, u32::from(character));
        } else if let Some(close) = closing_quote(character) {
            return self.wide_string(at, end, close);
        } else if ascii_twin(character).is_some_and(is_of_word) {
            return self.wide_word(at);
        } else if let Some(ascii) = ascii_twin(character) {
            self.put(at, end, ascii.as_bytes());
            if ascii == "#" {
                let comment_end = self.line_end(end);
                self.put(at, comment_end, b"");
                self.wide.push((self.span(at, end), ascii.into()));
                return comment_end;
            }
            self.wide.push((self.span(at, end), ascii.into()));
        }
        end
    }

    /// `２０２６－０６`: the ASCII goes together at its beginning, with what follows without a blank, or it would fall apart.
    fn wide_word(&mut self, at: usize) -> usize {
        let mut ascii = String::new();
        let (mut end, mut wide_end, mut wide_length) = (at, at, 0);
        for character in self.source.text.get(at..).unwrap_or_default().chars() {
            let twin = ascii_twin(character).filter(|twin| is_of_word(twin));
            match twin {
                Some(twin) => ascii.push_str(twin),
                None if character.is_ascii_alphanumeric() || matches!(character, '-' | '.' | '_') => ascii.push(character),
                None => break,
            }
            end += character.len_utf8();
            if twin.is_some() {
                (wide_end, wide_length) = (end, ascii.len());
            }
        }
        self.put(at, end, ascii.as_bytes());
        ascii.truncate(wide_length);
        self.wide.push((self.span(at, wide_end), ascii.into()));
        end
    }

    /// `「…」` or `“…”` where a string should stand.
    fn wide_string(&mut self, at: usize, open_end: usize, close: char) -> usize {
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

    /// One report for all of a line.
    fn report_wide(&mut self) {
        let wide = std::mem::take(&mut self.wide);
        let Some((first, _)) = wide.first() else { return };
        let blank = wide.iter().all(|(_, ascii)| ascii == " ");
        let told = || wide.iter().filter(|(_, ascii)| blank || ascii != " ").take(8);
        let found: String = told().map(|(span, _)| self.source.slice(*span)).collect::<Vec<_>>().join(" ");
        let written: Vec<&str> = told().map(|(_, ascii)| &**ascii).collect();
        let mut finding = Diagnostic::at(&d::FULL_WIDTH_PUNCTUATION, *first).arg("found", found).arg("ascii", written.join(" "));
        for (span, ascii) in &wide {
            finding = finding.fix(*span, &**ascii, true);
        }
        self.sink.push(finding);
    }
}
