//! Parts → a ZIP whose bytes depend on nothing but them: in their order, with the time at which ZIP begins.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// A file within the document.
pub(super) struct Part {
    /// Its path, such as `word/document.xml`.
    pub(super) path: &'static str,
    /// What it holds.
    pub(super) bytes: Vec<u8>,
}

/// The parts as one file.
///
/// # Errors
/// Where more bytes come together than a ZIP may have.
pub(super) fn zipped(parts: &[Part]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // else it would name the system that it was made on
    let options = SimpleFileOptions::default()
        .system(System::Unix)
        .unix_permissions(0o644)
        .last_modified_time(DateTime::DEFAULT)
        .compression_method(CompressionMethod::Deflated);
    for part in parts {
        zip.start_file(part.path, options)?;
        zip.write_all(&part.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
