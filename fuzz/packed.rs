//! Packed documents are fuzzed by their parts: in a packed file, a byte that goes wrong only breaks a checksum.

use std::io::{Cursor, Write as _};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// What stands before the name of a part, at the beginning of a line.
pub const PART: &[u8] = b"\n=== ";

/// A packed document (ZIP) of parts, each after a line with its name: `=== word/document.xml`. What cannot be packed is left out.
pub fn packed(parts: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut rest = parts;
    while let Some(at) = rest.windows(PART.len()).position(|window| window == PART) {
        let after = &rest[at + PART.len()..];
        let end = after.iter().position(|byte| *byte == b'\n').unwrap_or(after.len());
        let name = String::from_utf8_lossy(&after[..end]).into_owned();
        rest = after.get(end + 1..).unwrap_or_default();
        let length = rest.windows(PART.len()).position(|window| window == PART).unwrap_or(rest.len());
        if zip.start_file(name, stored).is_ok() {
            let _ = zip.write_all(&rest[..length]);
        }
        rest = &rest[length..];
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}
