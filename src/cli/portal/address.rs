//! Addresses of portals: http and https only.

use crate::diagnostic::{self as d, Diagnostic};

/// What CKAN is asked.
const ACTION: &str = "/api/3/action/package_search";

/// An address in its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// `https`
    scheme: String,
    /// `portal.example.org:8080`
    host: String,
    /// With its first `/`.
    path: String,
    /// Without its `?`.
    query: String,
}

impl Address {
    /// Reads the address of a portal, or of its `package_search`; a filter in it stays.
    ///
    /// # Errors
    /// A finding where it is none, or of another scheme.
    pub(super) fn parse(text: &str) -> Result<Self, Box<Diagnostic>> {
        let mut address = Self::read(text)?;
        let bare = address.path.trim_end_matches('/');
        if !bare.ends_with("/package_search") {
            let known = ["/api/3/action", "/api/3", "/api"].iter().find_map(|end| bare.strip_suffix(end));
            address.path = format!("{}{ACTION}", known.unwrap_or(bare));
        }
        let own = |pair: &&str| !pair.is_empty() && !matches!(pair.split('=').next(), Some("start" | "rows"));
        address.query = address.query.split('&').filter(own).collect::<Vec<_>>().join("&");
        Ok(address)
    }

    fn read(text: &str) -> Result<Self, Box<Diagnostic>> {
        let finding = || Diagnostic::bare(&d::PORTAL_ADDRESS).arg("address", text);
        let Some((scheme, rest)) = text.split_once("://") else { return Err(Box::new(finding())) };
        let scheme = scheme.to_ascii_lowercase();
        if !matches!(&*scheme, "http" | "https") {
            return Err(Box::new(finding().variant("scheme").arg("scheme", scheme)));
        }
        let rest = rest.split('#').next().unwrap_or_default();
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (host, rest) = rest.split_at(end);
        // nobody's name and password belong on a command line
        let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        if host.is_empty() || !host.chars().all(is_host) {
            return Err(Box::new(finding()));
        }
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let path = if path.is_empty() { "/".to_owned() } else { encoded(path) };
        Ok(Self { scheme, host: host.to_ascii_lowercase(), path, query: encoded(query) })
    }

    /// The address of a page.
    pub(super) fn page(&self, start: usize, rows: usize) -> Self {
        let before = if self.query.is_empty() { String::new() } else { format!("{}&", self.query) };
        Self { query: format!("{before}start={start}&rows={rows}"), ..self.clone() }
    }

    /// The whole address.
    pub(super) fn whole(&self) -> String {
        let query = if self.query.is_empty() { String::new() } else { format!("?{}", self.query) };
        format!("{}://{}{}{query}", self.scheme, self.host, self.path)
    }

    /// Where a redirect leads.
    ///
    /// # Errors
    /// A finding where that is another host or scheme.
    pub(super) fn redirected(&self, location: &str) -> Result<Self, Box<Diagnostic>> {
        let first = location.split(['/', '?', '#']).next().unwrap_or_default();
        let whole = if first.contains(':') {
            location.to_owned()
        } else if location.starts_with("//") {
            format!("{}:{location}", self.scheme)
        } else if location.starts_with('/') {
            format!("{}://{}{location}", self.scheme, self.host)
        } else {
            let folder = self.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            format!("{}://{}{folder}/{location}", self.scheme, self.host)
        };
        let finding = |variant| {
            let finding = Diagnostic::bare(&d::PORTAL_ADDRESS).variant(variant).arg("address", self.whole());
            Box::new(finding.arg("to", &*whole))
        };
        let to = Self::read(&whole).map_err(|_| finding("redirect-scheme"))?;
        if (&to.scheme, &to.host) == (&self.scheme, &self.host) { Ok(to) } else { Err(finding("redirect")) }
    }
}

/// What no address may hold, in percent signs (RFC 3986); those that stand there stay.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
