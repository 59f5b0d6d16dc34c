//! What is at which address. Of files only those of the last good version are there, by their names, and those of the shell.

use std::path::Path;
use std::sync::Arc;

use super::place::Place;
use super::reply::{Reply, Status};
use super::shell::Shell;
use super::state::{Board, State, Version};
use crate::diagnostic::Diagnostic;

/// The folder of the site.
const SITE: &str = "/site/";

/// All that is answered.
pub(super) struct Routes {
    pub(super) board: Arc<Board>,
    pub(super) shell: Shell,
}

/// How a request is answered.
pub(super) enum Answer {
    Reply(Reply),
    /// By events, as they come.
    Events,
}

impl Routes {
    /// The answer to a path with its query.
    pub(super) fn answer(&self, target: &str) -> Answer {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let (_, state) = self.board.state();
        Answer::Reply(match path {
            "/events" => return Answer::Events,
            "/" => match parameter(query, "at") {
                Some(place) => self.jump(&place, &state),
                None => Reply::shell(self.shell.page().to_owned()),
            },
            "/source" => source(&parameter(query, "page").unwrap_or_default(), &state),
            "/site" => Reply::moved(SITE.to_owned()),
            path => match path.strip_prefix(SITE) {
                Some(file) => self.file(file, &state),
                None => Shell::file(path).unwrap_or_else(|| self.missing()),
            },
        })
    }

    /// A file of the site; of a folder its first page.
    fn file(&self, path: &str, state: &State) -> Reply {
        let Some(mut path) = unescaped(path) else { return self.missing() };
        if path.is_empty() || path.ends_with('/') {
            path.push_str("index.html");
        }
        state.version.as_ref().and_then(|version| version.file(&path)).map_or_else(|| self.missing(), Reply::file)
    }

    fn missing(&self) -> Reply {
        Reply::missing(self.shell.missing().to_owned())
    }

    /// To the page of what stands at a place of a source.
    fn jump(&self, place: &str, state: &State) -> Reply {
        match self.shell.address(&Place::parse(Path::new(place)), state) {
            Ok(address) => Reply::moved(address),
            Err(finding) => Reply::missing(self.shell.explanation(&finding)),
        }
    }
}

impl Shell {
    /// The address of the page of what stands at a place, in the reader's language: `/#/tc/itib-2026/dataset-ID.html`.
    ///
    /// # Errors
    /// A finding where no plan is written there, or no page was ever made.
    pub(super) fn address(&self, place: &Place, state: &State) -> Result<String, Diagnostic> {
        let none = Version::default();
        let version = state.version.as_deref().unwrap_or(&none);
        let page = state.places.page(place, &version.pages)?;
        Ok(format!("/#/{}/{page}", version.language(self.lang)))
    }
}

/// Where what a page tells of is written, as JSON; null for a page that tells of nothing of the kind.
fn source(page: &str, state: &State) -> Reply {
    let place = state.version.as_ref().and_then(|version| state.places.source(page, &version.pages));
    Reply::text(Status::Ok, "application/json", serde_json::json!(place).to_string())
}

/// The value of a parameter of a query, unescaped.
fn parameter(query: &str, name: &str) -> Option<String> {
    let value = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    unescaped(value)
}

/// A text without its escapes (RFC 3986); nothing where it is none.
fn unescaped(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let (figures, rest) = part.split_at_checked(2)?;
        let is_hexadecimal = figures.bytes().all(|byte| byte.is_ascii_hexdigit());
        bytes.push(u8::from_str_radix(figures, 16).ok().filter(|_| is_hexadecimal)?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}
