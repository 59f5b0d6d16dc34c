//! Files that could not be read → findings, with the command that mends the file where there is one.

use crate::diagnostic::{self as d, Diagnostic};
use crate::files::{NotUtf8, ReadError, System};
use crate::source::{Sources, Span};

/// The finding for a file that could not be read. A text that is not UTF-8 becomes a source as it reads, to point at.
pub(crate) fn unreadable(error: ReadError, path: &str, system: System, sources: &mut Sources) -> Diagnostic {
    let finding = match error {
        ReadError::NotFound => Diagnostic::bare(&d::NOT_READABLE).variant("missing"),
        ReadError::Dangling => Diagnostic::bare(&d::NOT_READABLE).variant("dangling"),
        ReadError::OutsideRoot => Diagnostic::bare(&d::IMPORT_OUTSIDE_ROOT),
        ReadError::TooLarge(limit) => Diagnostic::bare(&d::TOO_LARGE).arg("limit", size(limit)),
        ReadError::NotOdp(kind) => {
            let finding = Diagnostic::bare(&d::NOT_ODP).variant(kind);
            let command = (kind == "old-mac").then(|| system.to_newlines(path)).flatten();
            command.into_iter().fold(finding, |finding, command| finding.arg("command", command))
        }
        ReadError::NotUtf8(text) => not_utf8(*text, path, system, sources),
        ReadError::Other(reason) => Diagnostic::bare(&d::NOT_READABLE).arg("reason", reason),
    };
    finding.arg("path", path)
}

fn not_utf8(found: NotUtf8, path: &str, system: System, sources: &mut Sources) -> Diagnostic {
    let source = sources.add(path, found.text);
    let span = Span::new(source.id, found.place.start as u32, found.place.end as u32);
    let line = source.position(span.start).line as usize;
    let finding = Diagnostic::at(&d::NOT_UTF8, span).arg("line", line).arg("offset", found.offset);
    let Some(encoding) = found.encoding else { return finding.variant("damaged") };
    let finding = finding.arg("encoding", encoding.name);
    match system.to_utf8(encoding, path) {
        Some(command) => finding.variant("guessed").arg("command", command),
        None => finding,
    }
}

/// Bytes for people: `8 MiB`.
fn size(bytes: u64) -> String {
    match bytes {
        _ if bytes >= 1 << 20 && bytes.is_multiple_of(1 << 20) => format!("{} MiB", bytes >> 20),
        _ if bytes >= 1 << 20 => format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20)),
        _ => format!("{bytes} B"),
    }
}
