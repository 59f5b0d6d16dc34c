//! Where sources come from: a trait, so that the engine itself never touches a disk; and what bytes are.

mod command;
mod encoding;
mod kind;

use std::collections::BTreeMap;

pub use command::System;
pub use encoding::{Encoding, NotUtf8};
pub use kind::{HEAD, foreign};

/// The largest file that is read unless more is asked for, in bytes.
pub const MAX_BYTES: u64 = 8 * 1024 * 1024;
/// The most that may be asked for: places in a text are counted in 32 bits.
pub const MOST_BYTES: u64 = 1024 * 1024 * 1024;

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// There is none of that name.
    NotFound,
    /// It is a link to something that is not there.
    Dangling,
    /// It lies outside of the workspace root.
    OutsideRoot,
    /// It has more bytes than this limit.
    TooLarge(u64),
    /// It is something else: the key of a wording of `not-odp`, such as `presentation`.
    NotOdp(&'static str),
    /// It is text in another encoding, or damaged.
    NotUtf8(Box<NotUtf8>),
    /// What the system said.
    Other(String),
}

/// Gives the text of a file by its name, in which `/` parts folders.
pub trait Files: Sync {
    /// Reads a file whole.
    ///
    /// # Errors
    /// Each reason of [`ReadError`].
    fn read(&self, path: &str) -> Result<String, ReadError>;

    /// Whether there is a file of that name.
    fn exists(&self, path: &str) -> bool {
        self.read(path).is_ok()
    }

    /// The system whose commands mend files here.
    fn system(&self) -> System {
        System::Unix
    }
}

/// Files in memory, by name: for programs that embed the engine, and for tests.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// No files yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    #[must_use]
    pub fn with(mut self, path: &str, content: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.to_owned(), content.into());
        self
    }
}

impl Files for Memory {
    fn read(&self, path: &str) -> Result<String, ReadError> {
        if path.starts_with("../") {
            return Err(ReadError::OutsideRoot);
        }
        self.files.get(path).cloned().ok_or(ReadError::NotFound).and_then(to_text)
    }
}

/// The text of a file's bytes.
///
/// # Errors
/// [`ReadError::NotOdp`] for what is no text, [`ReadError::NotUtf8`] for text in another encoding.
pub fn to_text(bytes: Vec<u8>) -> Result<String, ReadError> {
    if let Some(kind) = foreign(&bytes) {
        return Err(ReadError::NotOdp(kind));
    }
    if let Some(wide) = encoding::wide(&bytes) {
        return Err(ReadError::NotUtf8(Box::new(wide)));
    }
    match String::from_utf8(bytes) {
        Ok(text) => kind::unfit(&text).map_or(Ok(text), |kind| Err(ReadError::NotOdp(kind))),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            Err(ReadError::NotUtf8(Box::new(encoding::narrow(error.as_bytes(), valid))))
        }
    }
}

/// The text of bytes of any kind, in whatever encoding they seem to be; beside it what is not UTF-8 there, its own text left out.
#[must_use]
pub fn decoded(bytes: Vec<u8>) -> (String, Option<NotUtf8>) {
    let other = match encoding::wide(&bytes) {
        Some(wide) => wide,
        None => match String::from_utf8(bytes) {
            Ok(text) => return (text, None),
            Err(error) => encoding::narrow(error.as_bytes(), error.utf8_error().valid_up_to()),
        },
    };
    let NotUtf8 { text, place, offset, encoding } = other;
    (text, Some(NotUtf8 { text: String::new(), place, offset, encoding }))
}
