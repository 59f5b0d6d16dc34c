//! What a file is that is no text of a plan, by its bytes.

use memchr::memmem;

/// How many bytes tell what a file is.
pub const HEAD: usize = 4096;

/// What a file is that cannot be a plan, by its first [`HEAD`] bytes or more: the key of a wording of `not-odp`.
#[must_use]
pub fn foreign(bytes: &[u8]) -> Option<&'static str> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    match head {
        [b'P', b'K', 3, 4, ..] => Some(packed(bytes)),
        [b'P', b'K', 5, 6, ..] | [0x1f, 0x8b, ..] | [b'7', b'z', 0xbc, 0xaf, ..] | [b'R', b'a', b'r', b'!', ..] => Some("zip"),
        [b'%', b'P', b'D', b'F', ..] => Some("pdf"),
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => Some("office"),
        [b'{', b'\\', b'r', b't', b'f', ..] => Some("rtf"),
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] | [b'G', b'I', b'F', b'8', ..] => Some("image"),
        _ if is_page(head) => Some("html"),
        _ if !head.is_empty() && head.iter().all(|byte| *byte == 0) => Some("zeros"),
        _ => None,
    }
}

/// Of which kind a ZIP is: OpenDocument names itself in its first entry, Office by the folders in it.
fn packed(bytes: &[u8]) -> &'static str {
    static KINDS: &[(&[u8], &str)] =
        &[(b"opendocument.presentation", "presentation"), (b"opendocument.text", "odt"), (b"opendocument.spreadsheet", "ods")];
    static FOLDERS: &[(&[u8], &str)] = &[(b"word/", "docx"), (b"xl/", "xlsx"), (b"ppt/", "pptx")];
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let find = |text: &[u8], kinds: &[(&[u8], &'static str)]| {
        kinds.iter().find(|(mark, _)| memmem::find(text, mark).is_some()).map(|(_, kind)| *kind)
    };
    let office = || memmem::find(bytes, b"[Content_Types].xml").and_then(|_| find(bytes, FOLDERS));
    find(head, KINDS).or_else(office).unwrap_or("zip")
}

/// A page of the web, or other XML, whatever the case of its first letters.
fn is_page(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let begins = |mark: &[u8]| text.get(..mark.len()).is_some_and(|first| first.eq_ignore_ascii_case(mark));
    begins(b"<!doctype") || begins(b"<html") || begins(b"<?xml")
}

/// What a text is that only looks like one: kept with the line ends of old Macs, or full of bytes that are no text.
pub(super) fn unfit(text: &str) -> Option<&'static str> {
    let bytes = text.as_bytes();
    let count = |byte: u8| memchr::memchr_iter(byte, bytes).count();
    if memchr::memchr(0, bytes).is_some() && count(0) > 8 {
        return Some("zeros");
    }
    (memchr::memchr(b'\n', bytes).is_none() && count(b'\r') > 1).then_some("old-mac")
}
