//! Tree and source → text. No options; every comment and single blank line stays; what it prints it reads again and compares.

mod print;
mod verify;

use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::source::Source;
use crate::syntax::parse;

/// Why a file was not formatted.
#[derive(Debug)]
pub enum FormatError {
    /// It has syntax errors; formatting would guess.
    Syntax(Vec<Diagnostic>),
    /// A fault of ours: what was printed does not read back the same. The file is better left alone.
    Ours,
}

/// The formatted text of a source.
///
/// # Errors
/// [`FormatError::Syntax`] where it cannot be read whole, [`FormatError::Ours`] where the result would not say the same.
pub fn format(source: &Source) -> Result<String, FormatError> {
    let mut sink = Sink::default();
    let tree = parse(source, &mut sink);
    if sink.found.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(FormatError::Syntax(sink.into_found()));
    }
    let printed = print::print(source, &tree);
    if verify::says_the_same(source, &tree, &printed) { Ok(printed) } else { Err(FormatError::Ours) }
}
