//! Answers: a status, a few lines, a body. Each closes its connection, so that none is kept and none can be confused with the next.

use std::io::{self, Write};
use std::sync::Arc;

use super::request::Refusal;
use crate::emit::Artifact;

/// An answer.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: Status,
    media_type: &'static str,
    policy: &'static str,
    /// Further lines of its head.
    lines: Vec<(&'static str, String)>,
    body: Body,
}

#[derive(Debug)]
enum Body {
    Text(String),
    Ours(&'static str),
    File(Arc<Artifact>),
}

/// A status that we give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Ok,
    Found,
    BadRequest,
    Forbidden,
    NotFound,
    NoMethod,
    TooSlow,
    TooLarge,
    Busy,
}

impl Status {
    const fn line(self) -> &'static str {
        match self {
            Self::Ok => "200 OK",
            Self::Found => "302 Found",
            Self::BadRequest => "400 Bad Request",
            Self::Forbidden => "403 Forbidden",
            Self::NotFound => "404 Not Found",
            Self::NoMethod => "405 Method Not Allowed",
            Self::TooSlow => "408 Request Timeout",
            Self::TooLarge => "431 Request Header Fields Too Large",
            Self::Busy => "503 Service Unavailable",
        }
    }
}

/// What a page of the site may do is in the page; here only who may frame it.
const FRAMED: &str = "frame-ancestors 'self'";
/// What is no page runs nothing.
const INERT: &str = "script-src 'none'; frame-ancestors 'self'";
/// Our page: its own script, style, picture, frame and events; nothing else, and it is framed by nobody.
const SHELL: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; \
                                base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// A page of ours with a sentence, which may stand in the frame.
const NOTICE: &str =
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

impl Reply {
    /// The page around the preview.
    pub(super) const fn shell(html: String) -> Self {
        Self { status: Status::Ok, media_type: "text/html", policy: SHELL, lines: Vec::new(), body: Body::Text(html) }
    }

    /// That there is nothing, on a page of ours.
    pub(super) const fn missing(html: String) -> Self {
        Self { status: Status::NotFound, media_type: "text/html", policy: NOTICE, lines: Vec::new(), body: Body::Text(html) }
    }

    /// A file of ours.
    pub(super) const fn ours(media_type: &'static str, text: &'static str) -> Self {
        Self { status: Status::Ok, media_type, policy: INERT, lines: Vec::new(), body: Body::Ours(text) }
    }

    /// A text that is made now.
    pub(super) const fn text(status: Status, media_type: &'static str, text: String) -> Self {
        Self { status, media_type, policy: INERT, lines: Vec::new(), body: Body::Text(text) }
    }

    /// A file of the site, byte for byte.
    pub(super) fn file(file: &Arc<Artifact>) -> Self {
        let policy = if file.media_type == "text/html" { FRAMED } else { INERT };
        Self { status: Status::Ok, media_type: file.media_type, policy, lines: Vec::new(), body: Body::File(Arc::clone(file)) }
    }

    /// The way to another address.
    pub(super) fn moved(address: String) -> Self {
        let mut reply = Self::text(Status::Found, "text/plain", String::new());
        reply.lines.push(("Location", address));
        reply
    }

    /// That a request is not answered.
    pub(super) fn refused(refusal: Refusal) -> Self {
        let status = match refusal {
            Refusal::Malformed | Refusal::Gone => Status::BadRequest,
            Refusal::TooLarge => Status::TooLarge,
            Refusal::TooSlow => Status::TooSlow,
            Refusal::Foreign => Status::Forbidden,
            Refusal::Method => Status::NoMethod,
        };
        let mut reply = Self::text(status, "text/plain", format!("{}\n", status.line()));
        if refusal == Refusal::Method {
            reply.lines.push(("Allow", "GET, HEAD".to_owned()));
        }
        reply
    }

    /// That there are too many clients.
    pub(super) fn busy() -> Self {
        Self::text(Status::Busy, "text/plain", format!("{}\n", Status::Busy.line()))
    }

    fn bytes(&self) -> &[u8] {
        match &self.body {
            Body::Text(text) => text.as_bytes(),
            Body::Ours(text) => text.as_bytes(),
            Body::File(file) => &file.bytes,
        }
    }

    /// Writes it, its head alone where no more is wanted.
    ///
    /// # Errors
    /// What the system says of a client that went away or does not read.
    pub(super) fn write(&self, out: &mut impl Write, head_only: bool) -> io::Result<()> {
        let mut head = begun(self.status, self.media_type, self.policy);
        for (name, value) in &self.lines {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", self.bytes().len()));
        out.write_all(head.as_bytes())?;
        if head_only { Ok(()) } else { out.write_all(self.bytes()) }
    }
}

/// The head of a stream of events, whole.
pub(super) fn stream_head() -> String {
    begun(Status::Ok, "text/event-stream", INERT) + "\r\n"
}

/// The beginning of every head.
fn begun(status: Status, media_type: &str, policy: &str) -> String {
    let is_text =
        media_type.starts_with("text/") || ["application/json", "application/ld+json", "image/svg+xml"].contains(&media_type);
    let charset = if is_text && !media_type.contains(';') { "; charset=utf-8" } else { "" };
    format!(
        "HTTP/1.1 {}\r\nContent-Type: {media_type}{charset}\r\nContent-Security-Policy: {policy}\r\nCache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\nCross-Origin-Opener-Policy: same-origin\r\n\
         Referrer-Policy: no-referrer\r\nConnection: close\r\n",
        status.line()
    )
}
