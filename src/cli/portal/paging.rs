//! Page after page of a listing, until it is whole.

use rustc_hash::FxHashSet;
use serde::Deserialize;
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::Limits;
use super::address::Address;
use super::answer::Refusal;
use crate::diagnostic::{self as d, Diagnostic};

#[derive(Deserialize)]
struct Answer<'j> {
    success: Option<bool>,
    error: Option<Json>,
    #[serde(borrow)]
    result: Option<&'j RawValue>,
}

#[derive(Deserialize)]
struct Page<'j> {
    count: Option<Json>,
    #[serde(borrow)]
    results: Vec<&'j RawValue>,
}

/// How far a listing was read.
pub(super) struct Paging {
    address: Address,
    limits: Limits,
    /// The ids so far.
    seen: FxHashSet<String>,
    /// How many entries came, those twice too.
    received: usize,
    /// How many there are, as the portal says.
    announced: Option<u64>,
    pages: usize,
    is_whole: bool,
}

impl Paging {
    pub(super) fn new(address: Address, limits: Limits) -> Self {
        Self { address, limits, seen: FxHashSet::default(), received: 0, announced: None, pages: 0, is_whole: false }
    }

    /// The address of the next page; nothing where the listing is whole.
    pub(super) fn next(&self) -> Option<Address> {
        (!self.is_whole).then(|| self.address.page(self.received, self.limits.rows))
    }

    /// Takes an answer.
    pub(super) fn take(&mut self, url: &Address, bytes: &[u8]) -> Result<(), Refusal> {
        let text = String::from_utf8_lossy(bytes);
        let page = page(url, &text)?;
        let finding = |variant| Diagnostic::bare(&d::PORTAL_ANSWER).variant(variant).arg("address", url.whole());
        let before = self.seen.len();
        self.seen.extend(page.results.iter().map(|raw| key(raw)));
        self.received += page.results.len();
        self.pages += 1;
        self.announced = page.count.as_ref().and_then(Json::as_u64).or(self.announced);
        let is_empty = page.results.is_empty();
        if !is_empty && self.seen.len() == before {
            return Err(Refusal::new(finding("repeated").arg("count", self.seen.len())));
        }
        self.is_whole = is_empty
            || match self.announced {
                Some(announced) => self.received as u64 >= announced,
                None => page.results.len() < self.limits.rows,
            };
        if !self.is_whole && self.pages >= self.limits.pages {
            return Err(Refusal::new(finding("endless").arg("count", self.seen.len())));
        }
        Ok(())
    }

    /// What is to be said of a listing that is whole.
    pub(super) fn end(&self) -> Option<Diagnostic> {
        let announced = self.announced.filter(|announced| *announced != self.seen.len() as u64)?;
        let finding = Diagnostic::bare(&d::PORTAL_COUNT).arg("address", self.address.whole());
        Some(finding.arg("announced", announced.to_string()).arg("count", self.seen.len()))
    }
}

/// The page in an answer.
fn page<'j>(url: &Address, text: &'j str) -> Result<Page<'j>, Refusal> {
    let finding = Diagnostic::bare(&d::PORTAL_ANSWER).arg("address", url.whole());
    let no_listing = |reason: String| Refusal::shown(finding.clone().arg("reason", reason), url, text.to_owned());
    let odd = |error: serde_json::Error| if error.is_data() { "it is no answer of CKAN".to_owned() } else { error.to_string() };
    let answer: Answer<'j> = serde_json::from_str(text).map_err(|error| no_listing(odd(error)))?;
    if answer.success == Some(false) {
        let said = |error: &Json| {
            error.get("message").or(Some(error)).map(|said| said.as_str().map_or_else(|| said.to_string(), str::to_owned))
        };
        let reason = answer.error.as_ref().and_then(said).filter(|said| !said.trim().is_empty());
        let reason: String =
            reason.unwrap_or_else(|| "success: false".to_owned()).split_whitespace().collect::<Vec<_>>().join(" ");
        let short: String = reason.chars().take(200).collect();
        return Err(Refusal::shown(finding.variant("refused").arg("reason", short), url, text.to_owned()));
    }
    let result = answer.result.ok_or_else(|| no_listing("it has no `result`".to_owned()))?;
    serde_json::from_str(result.get()).map_err(|_| no_listing("its `result` has no list of `results`".to_owned()))
}

/// By what an entry is known.
fn key(raw: &RawValue) -> String {
    let json: Json = serde_json::from_str(raw.get()).unwrap_or_default();
    let id = ["id", "name"].iter().find_map(|key| json.get(*key).and_then(Json::as_str));
    id.map_or_else(|| raw.get().to_owned(), str::to_owned)
}
