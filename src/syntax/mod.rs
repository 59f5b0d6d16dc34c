//! Text → tree. Reading never fails: there is always a tree, and errors stand beside it.

mod characters;
mod dates;
mod grammar;
mod heads;
mod literal;
mod lower;
mod meant;
mod mend;
mod quotes;
mod recover;
mod scan;
mod squeeze;
mod string;
mod tree;
mod unclosed;
mod words;

pub use scan::{Comment, MAX_DEPTH, Scanned, scan};
pub use string::{decode, folds_away};
pub use tree::{Atom, AtomKind, Block, Body, Field, Keyword, Statement, Tree};
pub(crate) use words::is_name;
pub use words::{FIELD_NAMES, Near, near, nearest};

pub(crate) use dates::likely_date;
pub(crate) use heads::letter;
pub(crate) use meant::{FILLERS, UNITS, field_names, former_name, meant_fields, number};

use crate::diagnostic::Sink;
use crate::source::Source;

/// Reads a source whole: scanner, grammar, tree. Findings go to `sink`.
#[must_use]
pub fn parse(source: &Source, sink: &mut Sink) -> Tree {
    let scanned = scan(source, sink);
    let statements = lower::lower(source, &scanned, sink);
    Tree { statements, comments: scanned.comments, text: scanned.text.into() }
}
