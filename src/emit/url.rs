//! Addresses of datasets on their portals (RFC 3986).

use std::borrow::Cow;
use std::fmt::Write;

use crate::model::{Lang, Portal, fill};

/// A dataset's address on a portal in a language; nothing where the portal has no address for datasets.
pub(super) fn dataset_url(portal: &Portal, id: &str, lang: Lang) -> Option<String> {
    let template = portal.url.as_deref()?;
    Some(fill(template, |key| match key {
        "id" => Some(percent_encoded(id)),
        "lang" => Some(lang.suffix().to_owned().into()),
        _ => None,
    }))
}

/// Whether an address is one of the web, and so no danger behind a link.
pub(super) fn is_web(url: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| url.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme)))
}

/// A text as one segment of an address: all but unreserved characters as the percent-encoded octets of UTF-8.
pub(crate) fn percent_encoded(text: &str) -> Cow<'_, str> {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    if text.as_bytes().iter().all(plain) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if plain(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out.into()
}
