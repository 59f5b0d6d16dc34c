//! The listing of a CKAN portal, asked page by page (`package_search`, CKAN API 3).
//!
//! A portal is another's machine: every answer is bounded in time and size, none is trusted, and a listing that is not whole is none.

mod address;
mod answer;
mod paging;

use std::time::Duration;

use address::Address;
use answer::Client;
use paging::Paging;

use crate::diagnostic::Diagnostic;
use crate::import::File;
use crate::source::Sources;

/// What a portal is given.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long each part of an answer may take: to connect, to begin, to end.
    pub timeout: Duration,
    /// The most bytes of an answer, unpacked.
    pub bytes: u64,
    /// How many entries are asked for at a time.
    pub rows: usize,
    /// The most answers.
    pub pages: usize,
    /// How often what may pass is tried.
    pub tries: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { timeout: Duration::from_secs(30), bytes: 32 << 20, rows: 200, pages: 500, tries: 3 }
    }
}

/// What a portal answered.
#[derive(Debug, Default)]
pub struct Fetched {
    /// The answers, each named by its address; none where the listing is not whole.
    pub pages: Vec<File>,
    /// What was found, with places in [`Fetched::sources`].
    pub found: Vec<Diagnostic>,
    /// The answers that findings point into.
    pub sources: Sources,
}

/// Whether something names a place on a network rather than a file.
#[must_use]
pub fn is_address(text: &str) -> bool {
    text.contains("://")
}

/// Asks a portal for all that it lists. `wait` passes the time before something is tried again.
#[must_use]
pub fn fetch(address: &str, limits: &Limits, wait: &mut dyn FnMut(Duration)) -> Fetched {
    let mut fetched = Fetched::default();
    let address = match Address::parse(address) {
        Ok(address) => address,
        Err(finding) => return Fetched { found: vec![*finding], ..fetched },
    };
    let mut client = Client::new(limits, wait);
    let mut paging = Paging::new(address, *limits);
    while let Some(url) = paging.next() {
        let taken = client.get(&url).and_then(|bytes| {
            paging.take(&url, &bytes)?;
            Ok(File { name: url.whole(), bytes })
        });
        match taken {
            Ok(page) => fetched.pages.push(page),
            Err(refusal) => {
                fetched.found.push(refusal.located(&mut fetched.sources));
                fetched.pages.clear();
                return fetched;
            }
        }
    }
    fetched.found.extend(paging.end());
    fetched
}
