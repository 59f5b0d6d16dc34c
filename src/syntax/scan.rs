//! Before the grammar: comments out, full-width punctuation into ASCII, strings closed. Never fails, keeps every byte offset.

use std::borrow::Cow;

use memchr::memchr;

use super::characters::{ascii_twin, closing_quote, hidden_runs, is_of_word};
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
        line_start: 0,
        unpaired: Vec::new(),
        sink,
    };
    scanner.run(0, source.text.len());
    scanner.report_wide();
    let text = match scanner.owned.map(String::from_utf8) {
        Some(Ok(text)) => Cow::Owned(text),
        _ => Cow::Borrowed(&*source.text),
    };
    Scanned { text, comments: scanner.comments, faults: scanner.faults }
}

/// A scan under way.
pub(super) struct Scanner<'a, 's> {
    pub(super) source: &'a Source,
    pub(super) bytes: &'a [u8],
    pub(super) owned: Option<Vec<u8>>,
    pub(super) comments: Vec<Comment>,
    pub(super) faults: Vec<Span>,
    pub(super) depth: u32,
    too_deep: bool,
    /// Full-width punctuation of the current line, not yet reported.
    pub(super) wide: Vec<(Span, Cow<'static, str>)>,
    /// Where the current line began.
    pub(super) line_start: usize,
    /// Closing quotes that do not come any more before a byte, where a line ends: looked for once a line.
    pub(super) unpaired: Vec<(char, usize)>,
    pub(super) sink: &'s mut Sink,
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
    /// Scans from one place to another; both lie outside of strings.
    pub(super) fn run(&mut self, from: usize, to: usize) {
        let mut at = from;
        while let Some(&byte) = self.bytes.get(at).filter(|_| at < to) {
            at = match CLASSES[byte as usize] {
                Class::Plain => at + 1,
                Class::Quote => self.string(at),
                Class::Hash => self.comment(at),
                Class::Open | Class::Close => self.brace(at, byte == b'{'),
                Class::Newline => {
                    self.report_wide();
                    self.line_start = at + 1;
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
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source.id, start as u32, end as u32)
    }

    /// Overwrites whole characters with ASCII of the same length.
    pub(super) fn put(&mut self, start: usize, end: usize, text: &[u8]) {
        let owned = self.owned.get_or_insert_with(|| self.bytes.to_vec());
        let Some(place) = owned.get_mut(start..end) else { return };
        place.fill(b' ');
        for (to, from) in place.iter_mut().zip(text) {
            *to = *from;
        }
    }

    pub(super) fn line_end(&self, at: usize) -> usize {
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

    pub(super) fn fault(&mut self, diagnostic: Diagnostic, span: Span) {
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
    pub(super) fn check_inside(&mut self, start: usize, end: usize) {
        let runs = hidden_runs(self.source.text.get(start..end).unwrap_or_default());
        for (range, first) in runs.iter().take(MAX_HIDDEN) {
            self.control_found(start + range.start, start + range.end, u32::from(*first));
        }
        for (range, _) in runs.iter().skip(MAX_HIDDEN) {
            self.put(start + range.start, start + range.end, b"");
        }
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
