//! Cells that a spreadsheet would run as formulas, and how they are kept from it.
//!
//! A program that opens CSV takes a cell for a formula where it begins with `=`, `+`, `-` or `@`, in ASCII or in full width; some
//! do so after white space, and a tab or a line's end at the beginning moves the rest where it is read anew. Such a text gets an
//! apostrophe before it. So does one in which only apostrophes stand before that: it could not be told from the first otherwise.
//! Every other text stays as it is, those that begin with an apostrophe too.

use std::borrow::Cow;

/// Whether a spreadsheet could take a cell for a formula, or [`unshield`] could take it for one that was shielded.
pub(in crate::emit) fn is_risky(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    let begins = bare.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
    bare.starts_with(['\t', '\r', '\n']) || begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// A text as a cell that no spreadsheet runs: `=1+1` becomes `'=1+1`. [`unshield`] gives back the text, whatever it is.
#[must_use]
pub fn shield(text: &str) -> Cow<'_, str> {
    if is_risky(text) { format!("'{text}").into() } else { text.into() }
}

/// The text of a cell that [`shield`] made.
#[must_use]
pub fn unshield(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_risky(text) => text,
        _ => cell,
    }
}
