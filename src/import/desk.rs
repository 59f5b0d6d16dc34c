//! What every step of an import works on: the foreign files as sources, what was found, the library.

use super::{File, marks};
use crate::diagnostic::{self as d, Diagnostic, Severity, Sink};
use crate::files::decoded;
use crate::resolve::Lexicon;
use crate::source::{Source, Sources, Span};

use std::sync::Arc;

/// Foreign files as sources, what was found in them, and the library whose names are looked for.
pub(super) struct Desk<'a> {
    pub(super) sources: Sources,
    pub(super) sink: Sink,
    pub(super) lexicon: &'a Lexicon,
    /// Its name.
    pub(super) library: String,
}

impl Desk<'_> {
    /// Whether something was found with which no plan can be made.
    pub(super) fn has_errors(&self) -> bool {
        self.sink.found.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// The text of a file as a source. What is in another encoding is converted, what nobody sees is left out; both are said.
    pub(super) fn text(&mut self, file: &File) -> Arc<Source> {
        let (text, other) = decoded(file.bytes.clone());
        // the mark of byte order is no character of the text
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let (clean, hidden) = marks::seen(text);
        let source = self.sources.add(&file.name, clean);
        if let Some(other) = other {
            let place = (hidden == 0).then(|| source.text.get(other.place.clone())).flatten();
            let span = place
                .map_or(Span::new(source.id, 0, 0), |_| Span::new(source.id, other.place.start as u32, other.place.end as u32));
            let finding = Diagnostic::at(&d::IMPORT_ENCODING, span).arg("path", &*file.name);
            self.sink.push(match other.encoding {
                Some(encoding) => finding.arg("encoding", encoding.name),
                None => finding.variant("damaged"),
            });
        }
        if hidden > 0 {
            let start = Span::new(source.id, 0, 0);
            self.sink.push(Diagnostic::at(&d::IMPORT_HIDDEN, start).arg("path", &*file.name).arg("count", hidden));
        }
        source
    }
}
