//! A working copy that comes back → a change to the plan's source.
//!
//! It is read as it stands ([`read`]), compared value by value with the plan ([`compare`]), and what was edited is put into the text
//! of the plan ([`apply`]), where all else stays as it was written. The text that comes of it is read again: what does not say then
//! what the copy says is found.

mod apply;
mod compare;
mod edits;
mod new;
mod place;
mod read;
mod texts;
mod value;
mod verify;

use super::desk::Desk;
use super::{File, LIBRARY, Reader};
use crate::diagnostic::{Diagnostic, Sink, Subject};
use crate::emit::working::{self, FORMS};
use crate::files::Files;
use crate::resolve::{Lexicon, load};
use crate::source::Sources;
use compare::Comparer;
use edits::Written;

/// What came of a working copy.
#[derive(Debug, Default)]
pub struct Taken {
    /// The plan's text as it was.
    pub old: String,
    /// The same with the changes in it; nothing where the file is no working copy of it.
    pub text: Option<String>,
    /// What was found, with places in [`Taken::sources`].
    pub found: Vec<Diagnostic>,
    /// The copy as it was read.
    pub sources: Sources,
    /// How many values were changed.
    pub changed: usize,
    /// How many datasets were added.
    pub added: usize,
    /// How many datasets of the plan the copy does not have.
    pub removed: usize,
    /// How many values were changed on both sides.
    pub conflicts: usize,
}

/// Whether a file is a working copy that carries the marks of a plan.
pub(super) fn is_copy(file: &File, reader: &Reader, desk: &Desk<'_>) -> bool {
    let is_form = FORMS.iter().any(|form| form.name == reader.name);
    // what is found in it is told when it is read as what it was given for
    let mut aside = Desk { sources: Sources::default(), sink: Sink::default(), library: String::new(), ..*desk };
    is_form && read::read(file, Some(reader.name), &mut aside).is_some_and(|copied| copied.is_marked())
}

/// Takes a working copy back into the plan at `path`, which can be read without errors. `from` is the form of the copy, where its
/// name and bytes do not tell.
#[must_use]
pub fn take_back(copy: &File, from: Option<&str>, files: &dyn Files, path: &str) -> Taken {
    let mut taken = Taken { old: files.read(path).unwrap_or_default(), ..Taken::default() };
    let loaded = load(files, &[path.to_owned()]);
    let plan = loaded.workspace.plans.first();
    let (Some(plan), Some(lexicon)) = (plan, Lexicon::of_plan(files, path)) else { return taken };
    let mut desk = Desk { sources: Sources::default(), sink: Sink::default(), lexicon: &lexicon, library: LIBRARY.to_owned() };
    let (grid, choices) = working::read(plan, &loaded.workspace.vocabulary);
    let reader = value::Reader { lexicon: &lexicon, choices: &choices };
    if let Some(copied) = read::read(copy, from, &mut desk) {
        let written = Written::of(desk.sources.add(path, &*taken.old));
        let mut comparer = Comparer { plan, grid: &grid, written: &written, reader, desk: &mut desk, taken: &mut taken };
        if let Some(compared) = comparer.compare(&copied, &copy.name) {
            let change = apply::Change { plan, grid: &grid, lexicon: &lexicon, files, path };
            let text = change.apply(&compared, &mut desk, &mut taken);
            taken.text = Some(text);
        }
    }
    taken.found = desk.sink.into_found();
    taken.found.sort_by_key(|finding| finding.span().map_or((u32::MAX, 0), |span| (span.file.0, span.start)));
    taken.sources = desk.sources;
    taken
}

/// Whose matter a finding is.
fn subject(id: &str) -> Subject {
    if id.is_empty() { Subject::default() } else { Subject::Dataset(id.into()) }
}
