//! Packed files (ZIP) within bounds: what unpacks to more than any document has is refused before it fills the memory.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::{Desk, File};
use crate::diagnostic::{self as d, Arg, Diagnostic};

/// The most bytes that a file unpacks to.
const MOST: u64 = 128 * 1024 * 1024;
/// The most parts that it has.
const PARTS: usize = 10_000;

/// The most bytes of text that come of a file: cells may say the same text any number of times.
const TEXT: usize = 128 * 1024 * 1024;
/// The most cells that come of it, those that hold nothing included.
const CELLS: usize = 2_000_000;

/// What a file may still become.
#[derive(Debug)]
pub(super) struct Room {
    text: usize,
    cells: usize,
}

impl Room {
    pub(super) const fn new() -> Self {
        Self { text: TEXT, cells: CELLS }
    }

    /// Takes room for cells, and for the text in them.
    pub(super) fn take(&mut self, cells: usize, text: usize) -> Result<(), Refused> {
        self.cells = self.cells.checked_sub(cells).ok_or(Refused::Large)?;
        self.text = self.text.checked_sub(text).ok_or(Refused::Large)?;
        Ok(())
    }
}

/// Why a file was not read.
#[derive(Debug)]
pub(super) enum Refused {
    /// It is larger than any document, once it is unpacked.
    Large,
    /// It needs a password.
    Locked,
    /// What is wrong with it.
    Broken(String),
}

impl<E: std::error::Error> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Broken(error.to_string())
    }
}

impl Refused {
    /// Says why a file was not read as a form.
    pub(super) fn say(self, file: &File, form: &'static str, desk: &mut Desk<'_>) {
        let forms = super::READERS.iter().map(|reader| Arg::from(reader.name)).collect();
        let finding = Diagnostic::bare(&d::IMPORT_FORM).arg("path", &*file.name).arg("form", form).arg("forms", Arg::List(forms));
        desk.sink.push(match self {
            Self::Large => finding.variant("large"),
            Self::Locked => finding.variant("locked"),
            Self::Broken(reason) => finding.variant("broken").arg("reason", reason),
        });
    }
}

/// The parts of a packed file that are wanted, by name. All are unpacked once, so that their sizes are known to be fit.
pub(super) fn parts(bytes: &[u8], wanted: impl Fn(&str) -> bool) -> Result<BTreeMap<String, Vec<u8>>, Refused> {
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Refused::Locked);
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes))?;
    if zip.len() > PARTS {
        return Err(Refused::Large);
    }
    let mut left = MOST;
    let mut all = BTreeMap::new();
    for at in 0..zip.len() {
        let part = zip.by_index(at)?;
        if part.encrypted() {
            return Err(Refused::Locked);
        }
        let name = part.name()?.into_owned();
        let mut part = part.take(left + 1);
        let mut content = Vec::new();
        let length =
            if wanted(&name) { part.read_to_end(&mut content)? as u64 } else { std::io::copy(&mut part, &mut std::io::sink())? };
        left = left.checked_sub(length).ok_or(Refused::Large)?;
        all.insert(name, content);
    }
    all.retain(|name, _| wanted(name));
    Ok(all)
}
