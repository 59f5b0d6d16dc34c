//! The client of CKAN against a server of our own that pages, fails, stalls and lies. Nothing here touches another machine.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use odp::cli::portal::{Fetched, Limits, fetch};
use odp::diagnostic::{Diagnostic, MessageLang, Page};
use odp::import::listing;
use odp::report::{Format, Look, Report};
use odp::rules::all;
use serde_json::{Value, json};

use super::{folder, read};

/// What the server does when it is asked.
enum Reply {
    /// This status, these further lines of the head, this body.
    Says(u16, String, Vec<u8>),
    /// Nothing, until whoever asked gives up.
    Stalls,
    /// The head and the beginning of a body, then nothing.
    Breaks,
}

/// A server on this machine, and what it was asked: the first lines and who asked.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<(String, String)>>>,
}

impl Server {
    /// One that answers by the target asked for, and by how often it was asked before.
    fn new(reply: impl Fn(&str, usize) -> Reply + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let (mut target, mut agent) = (String::new(), String::new());
                for line in BufReader::new(&stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty()) {
                    if let Some(rest) = line.strip_prefix("GET ") {
                        target = rest.split(' ').next().unwrap_or_default().to_owned();
                    } else if let Some(name) = line.to_lowercase().strip_prefix("user-agent: ") {
                        agent = name.to_owned();
                    }
                }
                let before = log.lock().expect("a log").len();
                log.lock().expect("a log").push((target.clone(), agent));
                let (status, head, body, is_whole) = match reply(&target, before) {
                    Reply::Says(status, head, body) => (status, head, body, true),
                    Reply::Breaks => (200, String::new(), b"{\"result\":".to_vec(), false),
                    Reply::Stalls => {
                        let _ = stream.read_to_end(&mut Vec::new());
                        continue;
                    }
                };
                let length = if is_whole { body.len() } else { 1_000_000 };
                let head = format!("HTTP/1.1 {status} x\r\nConnection: close\r\nContent-Length: {length}\r\n{head}\r\n");
                let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
                if !is_whole {
                    let _ = stream.read_to_end(&mut Vec::new());
                }
            }
        });
        Self { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("a log").iter().map(|(target, _)| target.clone()).collect()
    }
}

fn json(value: &Value) -> Reply {
    Reply::Says(200, String::new(), value.to_string().into_bytes())
}

/// A number of the address's query.
fn number(target: &str, key: &str) -> usize {
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let found = query.split('&').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='));
    found.expect("a number").parse().expect("a number")
}

/// The entries that are asked for, of so many, which the portal says are `count`.
fn page(target: &str, of: usize, count: Value) -> Value {
    let (start, rows) = (number(target, "start"), number(target, "rows"));
    let entry = |at: usize| json!({ "name": format!("lifts-{at}"), "title": format!("升降機𨋢 {at}") });
    let results: Vec<Value> = (start..of.min(start + rows)).map(entry).collect();
    json!({ "success": true, "result": { "count": count, "results": results } })
}

const LIMITS: Limits = Limits { timeout: Duration::from_secs(20), bytes: 20_000, rows: 2, pages: 10, tries: 3 };

/// What a portal answers, and for how long the client waited.
fn asked(address: &str, limits: &Limits) -> (Fetched, Vec<u64>) {
    let mut waited = Vec::new();
    let fetched = fetch(address, limits, &mut |time| waited.push(time.as_secs()));
    (fetched, waited)
}

#[test]
fn pages_are_put_together() {
    let server = Server::new(|target, _| json(&page(target, 5, json!(5))));
    let (fetched, waited) = asked(&format!("{}/portal/", server.address), &LIMITS);
    assert_eq!((fetched.found, waited), (Vec::new(), Vec::new()));
    let ids: Vec<_> =
        listing(&fetched.pages).listing.expect("a listing").entries.iter().map(|entry| entry.ids[0].to_string()).collect();
    assert_eq!(ids, (0..5).map(|at| format!("lifts-{at}")).collect::<Vec<_>>());
    let pages = [0, 2, 4].map(|start| format!("/portal/api/3/action/package_search?start={start}&rows=2"));
    assert_eq!(server.asked(), pages);
    assert!(server.asked.lock().expect("a log").iter().all(|(_, agent)| agent.starts_with("odp/")));
}

#[test]
fn a_filter_stays_and_words_are_encoded() {
    let server = Server::new(|target, _| json(&page(target, 1, json!(1))));
    let (fetched, _) = asked(&format!("{}/api/3/action/package_search?fq=title:𨋢&rows=7&sort=name", server.address), &LIMITS);
    assert_eq!((fetched.found.len(), fetched.pages.len()), (0, 1));
    assert_eq!(server.asked(), ["/api/3/action/package_search?fq=title:%F0%A8%8B%A2&sort=name&start=0&rows=2"]);
}

#[test]
fn a_portal_without_a_count_ends_with_a_short_page() {
    let server = Server::new(|target, _| json(&page(target, 3, Value::Null)));
    let (fetched, _) = asked(&server.address, &LIMITS);
    assert_eq!((fetched.found.len(), fetched.pages.len(), server.asked().len()), (0, 2, 2));
}

#[test]
fn what_may_pass_is_tried_again_after_a_pause_that_grows() {
    let server =
        Server::new(
            |target, before| {
                if before < 2 { Reply::Says(500, String::new(), Vec::new()) } else { json(&page(target, 2, json!(2))) }
            },
        );
    let (fetched, waited) = asked(&server.address, &LIMITS);
    assert_eq!((fetched.found.len(), fetched.pages.len(), waited), (0, 1, vec![1, 2]));
    // a portal may say how long; not for ever
    for (said, time) in [("7", 7), ("86400", 30), ("Fri, 27 Nov 2026 08:00:00 GMT", 1)] {
        let server = Server::new(move |target, before| {
            let later = format!("Retry-After: {said}\r\n");
            if before == 0 { Reply::Says(429, later, Vec::new()) } else { json(&page(target, 2, json!(2))) }
        });
        let (fetched, waited) = asked(&server.address, &LIMITS);
        assert_eq!((fetched.pages.len(), waited), (1, vec![time]), "{said}");
    }
    // what does not pass is not tried again
    let server = Server::new(|_, _| Reply::Says(404, String::new(), Vec::new()));
    assert_eq!((asked(&server.address, &LIMITS).1.len(), server.asked().len()), (0, 1));
}

#[test]
fn redirects_are_followed_within_a_host() {
    let server = Server::new(|target, _| match target.split_once("/new") {
        Some(_) => json(&page(target, 1, json!(1))),
        None => Reply::Says(308, format!("Location: /new{target}\r\n"), Vec::new()),
    });
    let (fetched, _) = asked(&server.address, &LIMITS);
    assert_eq!((fetched.found.len(), fetched.pages.len(), server.asked().len()), (0, 1, 2));
}

/// What portals that fail and lie are told to be: what they do, the code and wording that says so, how often they are asked.
fn lies() -> Vec<(&'static str, &'static str, usize, Fetched)> {
    let says = |text: &'static str| move |_: &str, _: usize| Reply::Says(200, String::new(), text.as_bytes().to_vec());
    let leads = |to: &'static str| move |_: &str, _: usize| Reply::Says(302, format!("Location: {to}\r\n"), Vec::new());
    let quick = Limits { timeout: Duration::from_millis(50), ..LIMITS };
    let mut all = Vec::new();
    let mut try_one = |code, variant, count: usize, limits: Limits, server: Server| {
        let (fetched, waited) = asked(&server.address, &limits);
        // who is given up may not have read the last question yet
        let questions = if variant == "timeout" { waited.len() + 1 } else { server.asked().len() };
        assert_eq!(questions, count, "{code} {variant}");
        all.push((code, variant, count, fetched));
    };
    try_one("ODP656", "status", 3, LIMITS, Server::new(|_, _| Reply::Says(503, String::new(), b"{}".to_vec())));
    try_one("ODP656", "timeout", 3, quick, Server::new(|_, _| Reply::Stalls));
    try_one("ODP656", "timeout", 3, quick, Server::new(|_, _| Reply::Breaks));
    try_one("ODP657", "", 1, LIMITS, Server::new(says("<html>\n<p>維修中𨋢</p>")));
    try_one("ODP657", "", 1, LIMITS, Server::new(says("{\"success\":true,\"result\":[\"lifts\"]}")));
    try_one("ODP657", "", 1, LIMITS, Server::new(says("[1]")));
    try_one("ODP657", "", 1, LIMITS, Server::new(says("{\"hello\":\"𨋢\"}")));
    try_one(
        "ODP657",
        "refused",
        1,
        LIMITS,
        Server::new(says("{\"success\":false,\"error\":{\"message\":\"Access denied：𨋢\"}}")),
    );
    try_one("ODP657", "large", 1, LIMITS, Server::new(|_, _| Reply::Says(200, String::new(), vec![b' '; 1 << 20])));
    try_one("ODP657", "repeated", 2, LIMITS, Server::new(|_, _| json(&page("/?start=0&rows=2", 9, json!(9)))));
    try_one("ODP657", "endless", 10, LIMITS, Server::new(|target, _| json(&page(target, usize::MAX, json!(u64::MAX)))));
    try_one("ODP658", "", 3, LIMITS, Server::new(|target, _| json(&page(target, 3, json!(40)))));
    try_one("ODP655", "redirect-scheme", 1, LIMITS, Server::new(leads("file:///etc/passwd")));
    try_one("ODP655", "redirect", 1, LIMITS, Server::new(leads("http://portal.example/")));
    try_one("ODP655", "redirect", 1, LIMITS, Server::new(leads("//portal.example/")));
    try_one("ODP655", "redirect", 1, LIMITS, Server::new(leads("https://127.0.0.1/")));
    try_one("ODP655", "redirect-scheme", 1, LIMITS, Server::new(leads("data:application/json,{}")));
    try_one("ODP656", "status", 1, LIMITS, Server::new(leads("")));
    try_one("ODP655", "circle", 6, LIMITS, Server::new(leads("again")));
    // addresses that are not asked, and one at which nobody is
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    for (code, variant, address) in [
        ("ODP655", "", "https://".to_owned()),
        ("ODP655", "", "https://name:word@portal.example/".to_owned()),
        ("ODP655", "scheme", "file:///etc/passwd".to_owned()),
        ("ODP656", "", format!("http://{closed}/")),
    ] {
        all.push((code, variant, 0, asked(&address, &LIMITS).0));
    }
    all
}

/// Findings as people read them, without the ports, which are others each time.
fn shown(fetched: &Fetched, lang: MessageLang) -> String {
    let report = Report { found: &fetched.found, sources: &fetched.sources, lang };
    let text = report.render(Format::Human, &Look { width: 100, limit: None, ..Look::default() });
    let mut out = String::new();
    for (at, part) in text.split("127.0.0.1:").enumerate() {
        let part = if at == 0 { part } else { part.trim_start_matches(|c: char| c.is_ascii_digit()) };
        out.extend([if at == 0 { "" } else { "127.0.0.1:PORT" }, part]);
    }
    out
}

#[test]
fn every_lie_is_told() {
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    let mut note = |found: &[Diagnostic]| {
        seen.extend(found.iter().map(|finding| (finding.rule.code.to_owned(), finding.variant.to_owned())))
    };
    let mut texts = [MessageLang::English, MessageLang::Traditional].map(|lang| (lang, String::new()));
    for (code, variant, _, fetched) in lies() {
        let found: Vec<_> = fetched.found.iter().map(|finding| (finding.rule.code, finding.variant)).collect();
        assert_eq!(found, [(code, variant)], "{}", shown(&fetched, MessageLang::English));
        // a listing that is not whole is none; one of which only the count is wrong is kept
        assert_eq!(fetched.pages.is_empty(), code != "ODP658", "{code} {variant}");
        for (lang, text) in &mut texts {
            *text += &shown(&fetched, *lang);
        }
        note(&fetched.found);
    }
    for (lang, text) in texts {
        let path = folder().join(if lang == MessageLang::English { "portals.en.txt" } else { "portals.tc.txt" });
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &text).expect("writable");
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), text, "{} (UPDATE=1 writes it)", path.display());
    }
    for (folder, name) in super::cases::listings() {
        note(&read(&name, std::fs::read(folder.join(&name)).expect("readable")).found);
    }
    let mut lacking = Vec::new();
    for rule in all().into_iter().filter(|rule| rule.code.starts_with("ODP65")) {
        let page = Page::parse(rule.page);
        let keys: Vec<&str> =
            page.texts(MessageLang::English).entries.iter().filter_map(|(key, _)| key.strip_prefix("message")).collect();
        // a page with wordings for every case needs none without
        let own = |key: &&str| !key.is_empty() || rule.name != "listing-entry";
        let variants = keys.into_iter().filter(own).map(|key| key.trim_start_matches('.').to_owned());
        lacking.extend(
            variants
                .filter(|variant| !seen.contains(&(rule.code.to_owned(), variant.clone())))
                .map(|variant| format!("{} {variant}", rule.name)),
        );
    }
    assert!(lacking.is_empty(), "no case gives: {lacking:?}");
}
