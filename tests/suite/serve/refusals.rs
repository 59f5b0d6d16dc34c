//! Who is refused, and that nobody who is slow or mad holds up another.

use std::io::{Read as _, Write as _};

use super::super::run::{Folder, plan};
use super::preview::{Preview, answer, ask, connected, get};

/// Lines of a head in which PORT is ours, and the status they get.
const HEADS: &[(&str, u16)] = &[
    ("Host: 127.0.0.1:PORT", 200),
    ("Host: localhost:PORT", 200),
    ("Host: LocalHost:PORT", 200),
    ("Host: [::1]:PORT", 200),
    // a name that leads to this machine now, and did not before
    ("Host: rebound.example:PORT", 403),
    ("Host: 127.0.0.1.rebound.example:PORT", 403),
    ("Host: localhost.rebound.example:PORT", 403),
    ("Host: 127.0.0.1:1", 403),
    ("Host: 127.0.0.1", 403),
    ("Host: [::1]", 403),
    ("Host: 0.0.0.0:PORT", 403),
    ("Host: user@127.0.0.1:PORT", 403),
    ("Host: 127.0.0.1:PORT:PORT", 403),
    ("Host: ", 403),
    ("Accept: */*", 400),
    ("Host: 127.0.0.1:PORT\r\nHost: 127.0.0.1:PORT", 400),
    ("Host: 127.0.0.1:PORT\r\nhost: rebound.example", 400),
    // pages of others
    ("Host: 127.0.0.1:PORT\r\nOrigin: http://127.0.0.1:PORT", 200),
    ("Host: 127.0.0.1:PORT\r\nOrigin: https://127.0.0.1:PORT", 403),
    ("Host: 127.0.0.1:PORT\r\nOrigin: http://other.example", 403),
    ("Host: 127.0.0.1:PORT\r\nOrigin: http://127.0.0.1:1", 403),
    ("Host: 127.0.0.1:PORT\r\nOrigin: null", 403),
    ("Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: same-origin", 200),
    ("Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: none", 200),
    ("Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: same-site", 403),
    ("Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: cross-site", 403),
    ("Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document", 200),
    ("Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe", 403),
    ("Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script", 403),
    // a body has nothing to say
    ("Host: 127.0.0.1:PORT\r\nContent-Length: 0", 200),
    ("Host: 127.0.0.1:PORT\r\nContent-Length: 5", 400),
    ("Host: 127.0.0.1:PORT\r\nTransfer-Encoding: chunked", 400),
];

#[test]
fn only_a_page_of_ours_may_ask() {
    let folder = Folder::with("plan.odp", plan("lifts"));
    let preview = Preview::of(&folder, &["plan.odp"]);
    let port = preview.port.to_string();
    for (lines, status) in HEADS {
        for target in ["/", "/site/en/index.html", "/events-of-none", "/source?page=en"] {
            let answer = ask(preview.port, format!("GET {target} HTTP/1.1\r\n{}\r\n\r\n", lines.replace("PORT", &port)));
            let wanted = if *status == 200 && target == "/events-of-none" { 404 } else { *status };
            assert_eq!(answer.status, wanted, "{lines}: {target}: {}", answer.head);
            if *status != 200 {
                assert!(!answer.text().contains("lifts"), "{lines}: {}", answer.text());
            }
        }
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PATCH", "QUERY", "get"] {
        let answer = ask(preview.port, format!("{method} / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"));
        assert_eq!((answer.status, answer.line("allow")), (405, "GET, HEAD"), "{method}");
    }
}

/// Nothing but what is in memory is served, however it is asked for.
#[test]
fn nothing_lies_outside() {
    let folder = Folder::with("plan.odp", plan("lifts"));
    folder.write("secret.txt", "secret");
    let preview = Preview::of(&folder, &["plan.odp"]);
    for target in [
        "/secret.txt",
        "/plan.odp",
        "/site/../plan.odp",
        "/site/../../secret.txt",
        "/site/%2e%2e/plan.odp",
        "/site/%2e%2e%2fplan.odp",
        "/site/..%5cplan.odp",
        "/site//etc/passwd",
        "/site/%00",
        "/site/%",
        "/site/%4",
        "/site/%+1",
        "/site/%ff",
        "/site/tc",
        "/site/tc/lifts/index.html/",
        "/shell/../plan.odp",
        "/shell/",
        "//site/",
        "/%73ite/",
    ] {
        let answer = get(preview.port, target);
        assert_eq!(answer.status, 404, "{target}: {}", answer.head);
        assert!(!answer.text().contains("secret") && !answer.text().contains("publisher"), "{target}");
    }
    for target in ["http://127.0.0.1/", "*", "site/", "\\", "https://other.example/"] {
        assert_eq!(get(preview.port, target).status, 400, "{target}");
    }
    assert_eq!(get(preview.port, "/site/en/").body, get(preview.port, "/site/en/index.html").body);
    assert_eq!(get(preview.port, "/site").line("location"), "/site/");
    assert_eq!(get(preview.port, "/site/en/%6cifts/index.html?x=../y").status, 200);
}

#[test]
fn what_is_no_request_is_refused() {
    let folder = Folder::with("plan.odp", plan("lifts"));
    let preview = Preview::of(&folder, &["plan.odp"]);
    let host = format!("Host: 127.0.0.1:{}\r\n", preview.port);
    let long = "x".repeat(20_000);
    let many = "a: b\r\n".repeat(100);
    let garbage: Vec<u8> = (0..4_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let requests: Vec<(Vec<u8>, u16)> = vec![
        (garbage, 400),
        (b"\r\n\r\n".to_vec(), 400),
        (b"GET".to_vec(), 400),
        (b"GET / HTTP/9.9\r\n\r\n".to_vec(), 400),
        (b"GET / HTTP/1.1\r\n\r\n".to_vec(), 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(), 400),
        ("升降機𨋢 / HTTP/1.1\r\n\r\n".into(), 400),
        (format!("GET / HTTP/1.1\r\n{host}Origin: \u{fffd}\r\n\r\n").into(), 403),
        (format!("GET / HTTP/1.1\r\n{host}a\0b: c\r\n\r\n").into(), 400),
        (format!("GET /{long} HTTP/1.1\r\n{host}\r\n").into(), 431),
        (format!("GET / HTTP/1.1\r\n{host}a: {long}\r\n\r\n").into(), 431),
        (format!("GET / HTTP/1.1\r\n{host}{many}\r\n").into(), 431),
    ];
    for (request, status) in requests {
        let answer = ask(preview.port, &request);
        assert_eq!(answer.status, status, "{:?}", String::from_utf8_lossy(&request[..request.len().min(60)]));
    }
    // any beginning of a good request, and the whole of it in single bytes
    let good = format!("GET /site/ HTTP/1.1\r\n{host}\r\n");
    for length in 1..good.len() {
        assert_eq!(ask(preview.port, &good[..length]).status, 400, "{length} bytes");
    }
    let mut stream = connected(preview.port);
    for byte in good.bytes() {
        stream.write_all(&[byte]).expect("written");
    }
    assert_eq!(answer(&stream).status, 200);
}

/// Half a request, an answer that nobody reads, and streams of events: all others are answered meanwhile.
#[test]
fn who_is_slow_holds_up_nobody() {
    let folder = Folder::with("plan.odp", plan("lifts"));
    let preview = Preview::of(&folder, &["plan.odp"]);
    let host = format!("Host: 127.0.0.1:{}\r\n", preview.port);
    let half: Vec<_> = (0..40)
        .map(|_| {
            let mut stream = connected(preview.port);
            write!(stream, "GET /site/ HTTP/1.1\r\n{host}").expect("written");
            stream
        })
        .collect();
    let mut events: Vec<_> = (0..32).map(|_| preview.events()).collect();
    events.iter_mut().for_each(|events| drop(events.next()));
    let mut one_too_many = connected(preview.port);
    write!(one_too_many, "GET /events HTTP/1.1\r\n{host}\r\n").expect("written");
    let mut begun = [0; 12];
    one_too_many.read_exact(&mut begun).expect("an answer in time");
    assert_eq!(begun, *b"HTTP/1.1 503");
    assert_eq!(get(preview.port, "/site/").status, 200);
    // one that leaves makes room, as soon as the server notices
    for mut stream in half {
        stream.write_all(b"\r\n").expect("written");
        assert_eq!(answer(&stream).status, 200);
    }
}

/// So many connections at most; whoever comes then is told so, and not left waiting.
#[test]
fn there_are_so_many_at_most() {
    let folder = Folder::with("plan.odp", plan("lifts"));
    let preview = Preview::of(&folder, &["plan.odp"]);
    let idle: Vec<_> = (0..128).map(|_| connected(preview.port)).collect();
    let mut stream = connected(preview.port);
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("an answer in time");
    assert!(bytes.starts_with(b"HTTP/1.1 503 "), "{:?}", String::from_utf8_lossy(&bytes));
    drop(idle);
}
