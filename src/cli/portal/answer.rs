//! One answer of a portal, within bounds.

use std::io::Read as _;
use std::time::Duration;

use ureq::Agent;
use ureq::http::Response;

use super::Limits;
use super::address::Address;
use crate::diagnostic::{self as d, Diagnostic, Label};
use crate::import::broken_json;
use crate::source::Sources;

/// How portals are told who asks.
const AGENT: &str = concat!("odp/", env!("CARGO_PKG_VERSION"), " (odp reconcile)");
/// How many redirects are followed.
const REDIRECTS: usize = 5;
/// The longest pause that a portal may ask for.
const PATIENCE: u64 = 30;

/// Why a listing was given up.
pub(super) struct Refusal {
    finding: Box<Diagnostic>,
    /// The answer that it is about, if that can be shown: its address, its text.
    answer: Option<Box<(String, String)>>,
}

impl Refusal {
    pub(super) fn new(finding: Diagnostic) -> Self {
        Box::new(finding).into()
    }

    /// Why an answer is no listing, shown in it.
    pub(super) fn shown(finding: Diagnostic, url: &Address, text: String) -> Self {
        Self { finding: Box::new(finding), answer: Some(Box::new((url.whole(), text))) }
    }

    /// The finding with its place.
    pub(super) fn located(self, sources: &mut Sources) -> Diagnostic {
        let mut finding = *self.finding;
        let Some((name, text)) = self.answer.map(|answer| *answer) else { return finding };
        let source = sources.add(&name, text);
        finding.labels.push(Label { span: broken_json(&source), key: "here" });
        finding
    }
}

impl From<Box<Diagnostic>> for Refusal {
    fn from(finding: Box<Diagnostic>) -> Self {
        Self { finding, answer: None }
    }
}

/// Why one try failed.
enum Fault {
    /// It may pass; the portal may say in how many seconds.
    Passing(Refusal, Option<u64>),
    Lasting(Refusal),
}

pub(super) struct Client<'w> {
    agent: Agent,
    limits: Limits,
    wait: &'w mut dyn FnMut(Duration),
}

impl<'w> Client<'w> {
    pub(super) fn new(limits: &Limits, wait: &'w mut dyn FnMut(Duration)) -> Self {
        let timeout = Some(limits.timeout);
        let config = Agent::config_builder()
            .user_agent(AGENT)
            .accept("application/json")
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_resolve(timeout)
            .timeout_connect(timeout)
            .timeout_recv_response(timeout)
            .timeout_recv_body(timeout);
        Self { agent: config.build().into(), limits: *limits, wait }
    }

    /// What stands at an address. What may pass is tried again.
    pub(super) fn get(&mut self, url: &Address) -> Result<Vec<u8>, Refusal> {
        let mut tried = 0;
        loop {
            tried += 1;
            match self.follow(url) {
                Ok(bytes) => return Ok(bytes),
                Err(Fault::Passing(_, asked)) if tried < self.limits.tries => {
                    (self.wait)(Duration::from_secs(asked.unwrap_or(1 << (tried - 1)).min(PATIENCE)));
                }
                Err(Fault::Passing(refusal, _) | Fault::Lasting(refusal)) => return Err(refusal),
            }
        }
    }

    fn follow(&self, url: &Address) -> Result<Vec<u8>, Fault> {
        let mut at = url.clone();
        for _ in 0..=REDIRECTS {
            let mut response = self.agent.get(at.whole()).call().map_err(|error| self.fault(&at, error))?;
            let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
            match response.status().as_u16() {
                200 => return self.body(&at, &mut response),
                301 | 302 | 303 | 307 | 308 if header("location").is_some_and(|to| !to.trim().is_empty()) => {
                    let to = header("location").unwrap_or_default().trim();
                    at = at.redirected(to).map_err(|finding| Fault::Lasting(finding.into()))?;
                }
                status => {
                    let finding = Diagnostic::bare(&d::PORTAL_UNREACHABLE).variant("status").arg("address", at.whole());
                    let refusal = Refusal::new(finding.arg("status", usize::from(status)));
                    let asked = header("retry-after").and_then(|seconds| seconds.parse().ok());
                    return Err(if status == 429 || status >= 500 {
                        Fault::Passing(refusal, asked)
                    } else {
                        Fault::Lasting(refusal)
                    });
                }
            }
        }
        let finding = Diagnostic::bare(&d::PORTAL_ADDRESS).variant("circle").arg("address", url.whole());
        Err(Fault::Lasting(Refusal::new(finding.arg("to", at.whole()))))
    }

    fn body(&self, url: &Address, response: &mut Response<ureq::Body>) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        let mut body = response.body_mut().as_reader().take(self.limits.bytes.saturating_add(1));
        body.read_to_end(&mut bytes).map_err(|error| self.fault(url, error.into()))?;
        if bytes.len() as u64 > self.limits.bytes {
            let finding = Diagnostic::bare(&d::PORTAL_ANSWER).variant("large").arg("address", url.whole());
            return Err(Fault::Lasting(Refusal::new(finding.arg("limit", self.limits.bytes.to_string()))));
        }
        Ok(bytes)
    }

    fn fault(&self, url: &Address, error: ureq::Error) -> Fault {
        let is_late =
            |error: &std::io::Error| matches!(error.kind(), std::io::ErrorKind::TimedOut | std::io::ErrorKind::WouldBlock);
        match error {
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => {
                Fault::Lasting(Refusal::new(Diagnostic::bare(&d::PORTAL_ADDRESS).arg("address", url.whole())))
            }
            ureq::Error::Timeout(_) => self.late(url),
            ureq::Error::Io(error) if is_late(&error) => self.late(url),
            error => {
                let finding = Diagnostic::bare(&d::PORTAL_UNREACHABLE).arg("address", url.whole());
                Fault::Passing(Refusal::new(finding.arg("reason", error.to_string().replace(['\n', '\r'], " "))), None)
            }
        }
    }

    fn late(&self, url: &Address) -> Fault {
        let finding = Diagnostic::bare(&d::PORTAL_UNREACHABLE).variant("timeout").arg("address", url.whole());
        Fault::Passing(Refusal::new(finding.arg("seconds", self.limits.timeout.as_secs_f64().to_string())), None)
    }
}
