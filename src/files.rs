//! Where sources come from: a trait, so that the engine itself never touches a disk.

use std::collections::BTreeMap;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// There is none of that name.
    NotFound,
    /// It lies outside of the workspace root.
    OutsideRoot,
    /// It has more than [`MAX_BYTES`]; its size in bytes where known.
    TooLarge(Option<u64>),
    /// It is something else: the key of a term, such as `presentation`.
    NotOdp(&'static str),
    /// It is text in another encoding, or damaged; the first byte that is not UTF-8, and its line.
    NotUtf8 {
        /// Byte, from 0.
        offset: usize,
        /// Line, from 1.
        line: usize,
    },
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
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..offset];
        ReadError::NotUtf8 { offset, line: 1 + memchr::memchr_iter(b'\n', before).count() }
    })
}

/// What a file is that is no text, by its first bytes.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(4096)];
    let within = |needle: &[u8]| memchr::memmem::find(head, needle).is_some();
    match head {
        [b'P', b'K', 3, 4, ..] if within(b"opendocument.presentation") => Some("presentation"),
        [b'P', b'K', 3, 4, ..] => Some("zip"),
        [b'%', b'P', b'D', b'F', ..] => Some("pdf"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Some("office"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("utf-16"),
        _ => None,
    }
}
