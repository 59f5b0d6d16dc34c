//! Reads the head of a request, and judges whether it may be answered: only a page of ours in a browser of this machine may ask.

use std::io::Read as _;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use httparse::{EMPTY_HEADER, Status};

/// The most bytes and lines of a head.
const MOST_BYTES: usize = 16 << 10;
const MOST_LINES: usize = 64;
/// How long a client may take for the whole of it.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// Path and query, escaped as they came.
    pub(super) target: String,
    /// Whether the head of the answer alone is wanted.
    pub(super) head_only: bool,
}

/// Why a request is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is no request.
    Malformed,
    /// Its head is too large.
    TooLarge,
    /// It took too long.
    TooSlow,
    /// It was asked under another name than ours, by a page of another origin, or to be shown in one.
    Foreign,
    /// It is neither GET nor HEAD.
    Method,
    /// The client went away.
    Gone,
}

/// Reads a request that may be answered.
pub(super) fn read(mut stream: &TcpStream, port: u16) -> Result<Request, Refusal> {
    let until = Instant::now() + PATIENCE;
    let (mut head, mut part) = (Vec::new(), [0; 4096]);
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
            return Err(Refusal::TooSlow);
        }
        match stream.read(&mut part) {
            Ok(0) if head.is_empty() => return Err(Refusal::Gone),
            Ok(0) => return Err(Refusal::Malformed),
            Ok(count) => head.extend_from_slice(part.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {
                return Err(Refusal::TooSlow);
            }
            Err(_) => return Err(Refusal::Gone),
        }
        if let Some(request) = judged(&head, port)? {
            return Ok(request);
        }
        if head.len() > MOST_BYTES {
            return Err(Refusal::TooLarge);
        }
    }
}

/// Judges a head; nothing while it is not whole.
fn judged(head: &[u8], port: u16) -> Result<Option<Request>, Refusal> {
    let mut lines = [EMPTY_HEADER; MOST_LINES];
    let mut parsed = httparse::Request::new(&mut lines);
    match parsed.parse(head) {
        Ok(Status::Complete(length)) if length <= MOST_BYTES => {}
        Ok(Status::Complete(_)) | Err(httparse::Error::TooManyHeaders) => return Err(Refusal::TooLarge),
        Ok(Status::Partial) => return Ok(None),
        Err(_) => return Err(Refusal::Malformed),
    }
    let lines = Lines(parsed.headers);
    let host = lines.only("host")?.ok_or(Refusal::Malformed)?;
    let is_ours = |origin: &str| origin.strip_prefix("http://").is_some_and(|host| is_own(host, port));
    let is_opened = lines.only("sec-fetch-mode")? == Some("navigate") && lines.only("sec-fetch-dest")? == Some("document");
    let is_from_here = lines.only("sec-fetch-site")?.is_none_or(|site| matches!(site, "same-origin" | "none"));
    if !is_own(host, port) || !lines.only("origin")?.is_none_or(is_ours) || !(is_from_here || is_opened) {
        return Err(Refusal::Foreign);
    }
    let head_only = match parsed.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => return Err(Refusal::Method),
    };
    let has_body =
        lines.only("content-length")?.is_some_and(|length| length != "0") || lines.only("transfer-encoding")?.is_some();
    match parsed.path {
        Some(target) if target.starts_with('/') && !has_body => Ok(Some(Request { target: target.to_owned(), head_only })),
        _ => Err(Refusal::Malformed),
    }
}

/// Whether a name with its port is this machine's own, at our port.
fn is_own(host: &str, port: u16) -> bool {
    let (name, named) = match host.rsplit_once(':').filter(|_| !host.ends_with(']')) {
        Some((name, named)) => (name, named.parse().ok()),
        None => (host, Some(80)),
    };
    named == Some(port) && (["127.0.0.1", "[::1]"].contains(&name) || name.eq_ignore_ascii_case("localhost"))
}

/// The lines of a head.
struct Lines<'h, 'b>(&'h [httparse::Header<'b>]);

impl<'b> Lines<'_, 'b> {
    /// The value of a line that may be there once.
    fn only(&self, name: &str) -> Result<Option<&'b str>, Refusal> {
        let mut all = self.0.iter().filter(|line| line.name.eq_ignore_ascii_case(name));
        let Some(first) = all.next() else { return Ok(None) };
        match (std::str::from_utf8(first.value), all.next()) {
            (Ok(value), None) => Ok(Some(value.trim())),
            _ => Err(Refusal::Malformed),
        }
    }
}
