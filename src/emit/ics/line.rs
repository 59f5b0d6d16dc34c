//! Content lines of iCalendar (RFC 5545, section 3.1): escaped, folded at 75 octets, ended by CRLF.

use crate::model::Lang;

/// The octets that a line may have, its CRLF not counted.
const LIMIT: usize = 75;

/// A calendar being written.
pub(in crate::emit) struct Lines {
    out: String,
    /// The line being put together: kept to spare allocations.
    line: String,
}

impl Lines {
    pub(in crate::emit) fn new(capacity: usize) -> Self {
        Self { out: String::with_capacity(capacity), line: String::new() }
    }

    pub(in crate::emit) fn finish(self) -> Vec<u8> {
        self.out.into_bytes()
    }

    /// A property whose value is no text, such as a date or an address; `name` may carry parameters.
    pub(in crate::emit) fn plain(&mut self, name: &str, value: &str) {
        self.line.clear();
        self.line.push_str(name);
        self.line.push(':');
        self.line.push_str(value);
        self.fold();
    }

    /// A text property, in a language where that is known.
    pub(in crate::emit) fn text(&mut self, name: &str, lang: Option<Lang>, value: &str) {
        self.line.clear();
        self.line.push_str(name);
        if let Some(lang) = lang {
            self.line.push_str(";LANGUAGE=");
            self.line.push_str(lang.tag());
        }
        self.line.push(':');
        escape_into(&mut self.line, value);
        self.fold();
    }

    /// Writes the line: what does not fit goes on after CRLF and a space, which counts.
    fn fold(&mut self) {
        let mut rest = self.line.as_str();
        let mut room = LIMIT;
        while rest.len() > room {
            let (head, tail) = rest.split_at(cut(rest, room));
            self.out.push_str(head);
            self.out.push_str("\r\n ");
            rest = tail;
            room = LIMIT - 1;
        }
        self.out.push_str(rest);
        self.out.push_str("\r\n");
    }
}

/// Where a line is to be cut to leave `room` octets at most: never inside a character; nor, where that can be helped,
/// inside an escape or after a space, which editors and mailers like to strip.
fn cut(line: &str, room: usize) -> usize {
    let at = line.floor_char_boundary(room);
    let kept = line[..at].trim_end_matches(['\\', ' ']).len();
    if kept == 0 { at } else { kept }
}

/// Escapes a TEXT value (section 3.3.11). Control characters but the tab cannot be said in one and are left out.
fn escape_into(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            control if control.is_ascii_control() => {}
            other => out.push(other),
        }
    }
}
