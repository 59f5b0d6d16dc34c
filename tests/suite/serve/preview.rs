//! A preview that runs, and how it is asked.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::Value;

use super::super::run::Folder;

/// A test that waits so long has failed.
const FAILED: Duration = Duration::from_secs(120);

/// A preview, ended with the test.
pub(super) struct Preview {
    child: Child,
    err: Arc<Mutex<String>>,
    reader: Option<JoinHandle<()>>,
    /// The line that it printed.
    pub(super) printed: String,
    pub(super) port: u16,
}

impl Preview {
    /// One at any port.
    pub(super) fn of(folder: &Folder, arguments: &[&str]) -> Self {
        Self::at(folder, arguments, &["--port", "0"])
    }

    pub(super) fn at(folder: &Folder, arguments: &[&str], port: &[&str]) -> Self {
        let mut command = folder.run(&[&["serve"], arguments, port].concat()).command();
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
        let err = Arc::new(Mutex::new(String::new()));
        let (mut stream, kept) = (child.stderr.take().expect("a pipe"), Arc::clone(&err));
        let reader = std::thread::spawn(move || {
            let mut part = [0; 4096];
            while let Ok(count @ 1..) = stream.read(&mut part) {
                kept.lock().expect("a log").push_str(&String::from_utf8_lossy(&part[..count]));
            }
        });
        let mut printed = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut printed).expect("a line");
        let port = printed.strip_prefix("http://127.0.0.1:").and_then(|rest| rest.split('/').next()?.parse().ok());
        let Some(port) = port else {
            let _ = child.wait();
            panic!("no address: {printed:?}: {}", err.lock().expect("a log"));
        };
        Self { child, err, reader: Some(reader), printed: printed.trim_end().to_owned(), port }
    }

    pub(super) fn events(&self) -> Events {
        let mut stream = connected(self.port);
        write!(stream, "GET /events HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port).expect("written");
        Events(BufReader::new(stream))
    }

    /// Ends it as Ctrl-C does: its exit code, and all that it wrote to standard error.
    pub(super) fn interrupt(&mut self) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        assert!(std::process::Command::new("kill").args(["-INT", &id]).status().expect("kill runs").success());
        let code = self.child.wait().expect("it ends").code();
        self.reader.take().map(JoinHandle::join);
        (code, self.err.lock().expect("a log").clone())
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A stream of events.
pub(super) struct Events(BufReader<TcpStream>);

impl Events {
    /// The next state, which comes sooner or later.
    pub(super) fn next(&mut self) -> Value {
        // of a stream without news there is a line every few seconds: after so many the test has failed
        for _ in 0..16 {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).expect("an event in time") > 0, "the stream has ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).expect("JSON");
            }
        }
        panic!("no event in time");
    }

    /// The first state of which this holds.
    pub(super) fn until(&mut self, holds: impl Fn(&Value) -> bool) -> Value {
        loop {
            let state = self.next();
            if holds(&state) {
                return state;
            }
        }
    }

    /// Whether it ends without a further state.
    pub(super) fn end(&mut self) -> bool {
        let mut rest = String::new();
        // a server that is gone may reset what it left
        let _ = self.0.read_to_string(&mut rest);
        !rest.contains("data:")
    }
}

/// An answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// A line of its head; empty where there is none.
    pub(super) fn line(&self, name: &str) -> &str {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }

    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }
}

pub(super) fn connected(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    stream.set_read_timeout(Some(FAILED)).expect("a socket");
    stream
}

/// The answer that is still to come on a connection.
pub(super) fn answer(mut stream: &TcpStream) -> Answer {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("an answer in time");
    let end = bytes
        .windows(4)
        .position(|part| part == b"\r\n\r\n")
        .unwrap_or_else(|| panic!("no head: {:?}", String::from_utf8_lossy(&bytes)));
    let head = String::from_utf8(bytes[..end].to_vec()).expect("a head in ASCII");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    Answer { status, head, body: bytes[end + 4..].to_vec() }
}

/// Sends these bytes and no more, and reads the answer.
pub(super) fn ask(port: u16, request: impl AsRef<[u8]>) -> Answer {
    let mut stream = connected(port);
    // a server may answer and close before it has read all of a request that it refuses
    let _ = stream.write_all(request.as_ref());
    let _ = stream.shutdown(Shutdown::Write);
    answer(&stream)
}

/// A page of ours asks.
pub(super) fn get(port: u16, target: &str) -> Answer {
    let escaped: String = target
        .bytes()
        .map(|byte| if byte.is_ascii_graphic() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    ask(port, format!("GET {escaped} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"))
}
