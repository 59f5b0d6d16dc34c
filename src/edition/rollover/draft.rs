//! The new edition as it is made, one reading after the other.

use crate::diagnostic::{MessageLang, Sink};
use crate::edit::{Editor, formatted_text};
use crate::source::{FileId, Source};
use crate::syntax::{Tree, parse};

/// A text that is changed in steps: each reads what the one before made.
pub(super) struct Draft<'p> {
    /// The name of the new edition's file.
    pub(super) name: &'p str,
    pub(super) text: String,
    /// The language of comments.
    lang: MessageLang,
}

/// An editor, and the language of the comments that it writes.
pub(super) struct Pen<'s> {
    pub(super) editor: Editor<'s>,
    pub(super) source: &'s Source,
    lang: MessageLang,
}

impl Pen<'_> {
    /// Words of ours, as a comment for the author.
    pub(super) fn comment(&self, english: &str, chinese: &str) -> String {
        format!("# odp rollover: {}", if self.lang == MessageLang::English { english } else { chinese })
    }
}

impl<'p> Draft<'p> {
    pub(super) fn new(name: &'p str, text: &str, lang: MessageLang) -> Self {
        Self { name, text: text.to_owned(), lang }
    }

    /// One step.
    pub(super) fn edit(&mut self, change: impl FnOnce(&mut Pen<'_>, &Tree)) {
        let source = Source::new(FileId(0), self.name, self.text.as_str());
        let tree = parse(&source, &mut Sink::default());
        let mut pen = Pen { editor: Editor::new(&source, &tree), source: &source, lang: self.lang };
        change(&mut pen, &tree);
        self.text = pen.editor.finish();
    }

    /// The text, formatted.
    pub(super) fn formatted(&self) -> Result<String, ()> {
        formatted_text(&self.text).map_err(drop)
    }
}
