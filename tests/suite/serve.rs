//! `odp serve`: the real binary, asked by HTTP over its loopback address. No test waits for a time: each waits for what it is told.

mod cards;
mod changes;
mod places;
mod preview;
mod refusals;
mod shell;

use std::io::{BufRead as _, BufReader, Write as _};

use serde_json::{Value, json};

use self::preview::{Preview, get};
use super::run::{Folder, plan};

/// What `compile` writes is what is served, byte for byte, with the type of each file; and nothing is written.
#[test]
fn what_is_served_is_what_compile_writes() {
    let usual = "json,calendar,ics,html,md,csv,site";
    let more = "json,calendar,ics,html,docx,md,csv,datapackage,xlsx,site";
    for (made, flags) in [
        (usual, &[][..]),
        (
            more,
            &["--emit", "datapackage,xlsx,docx", "--workspace", "--as-of", "2031", "--no-derived", "--bom", "--editions", "en"][..],
        ),
    ] {
        let folder = Folder::with("plans/𨋢 計劃.odp", plan("lifts"));
        folder.write("plans/b.odp", plan("parks"));
        folder.write("odp.toml", "[publish]\nbase = \"https://www.example.org/data/\"\n[document]\ncolour = \"#224488\"\n");
        let before = folder.files();
        let preview = Preview::of(&folder, &[&["plans"], flags].concat());
        assert_eq!(folder.files(), before, "something was written");
        let flags = flags.iter().skip_while(|flag| **flag == "--emit" || flag.contains("xlsx")).copied();
        let compile: Vec<&str> = ["compile", "plans", "--emit", made].into_iter().chain(flags).collect();
        let ran = folder.odp(&compile);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let files: Vec<String> =
            folder.files().into_iter().filter_map(|name| name.strip_prefix("out/").map(str::to_owned)).collect();
        assert!(files.len() > 30, "{files:?}");
        for name in &files {
            let answer = get(preview.port, &format!("/site/{name}"));
            assert_eq!(answer.status, 200, "{name}");
            let bytes = std::fs::read(folder.path(&format!("out/{name}"))).expect("readable");
            assert!(answer.body == bytes, "{name} is not what compile writes");
            let media_type = match name.rsplit_once('.').expect("an ending").1 {
                "html" => "text/html; charset=utf-8",
                "css" => "text/css; charset=utf-8",
                "js" => "text/javascript; charset=utf-8",
                "json" => "application/json; charset=utf-8",
                "csv" => "text/csv; charset=utf-8",
                "md" => "text/markdown; charset=utf-8",
                "ics" => "text/calendar; charset=utf-8",
                "atom" => "application/atom+xml",
                _ => "application/vnd.openxmlformats-officedocument",
            };
            assert!(answer.line("content-type").starts_with(media_type), "{name}: {}", answer.head);
        }
    }
}

#[test]
fn every_answer_has_its_guards() {
    let folder = Folder::with("plan.odp", plan("lifts"));
    let preview = Preview::of(&folder, &["plan.odp"]);
    for target in
        ["/", "/site/", "/site/tc/lifts/index.html", "/site/site/style.css", "/shell/shell.js", "/nowhere", "/source", "/?at=x"]
    {
        let answer = get(preview.port, target);
        for (name, value) in [
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-resource-policy", "same-origin"),
            ("referrer-policy", "no-referrer"),
            ("connection", "close"),
        ] {
            assert_eq!(answer.line(name), value, "{target}: {}", answer.head);
        }
        assert!(answer.line("content-security-policy").contains("frame-ancestors '"), "{target}: {}", answer.head);
        assert!(!answer.head.to_lowercase().contains("access-control"), "{target}: {}", answer.head);
        assert_eq!(answer.line("content-length"), answer.body.len().to_string(), "{target}");
        let head = preview::ask(preview.port, format!("HEAD {target} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port));
        assert_eq!((head.status, head.head, head.body.len()), (answer.status, answer.head, 0), "{target}");
    }
}

/// A stream of events has the guards of every answer; of its head alone no event follows.
#[test]
fn the_head_of_a_stream_is_guarded_and_ends() {
    let folder = Folder::with("plan.odp", plan("lifts"));
    let preview = Preview::of(&folder, &["plan.odp"]);
    let mut stream = preview::connected(preview.port);
    write!(stream, "HEAD /events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port).expect("written");
    let mut lines = BufReader::new(stream).lines().map(|line| line.expect("a line in time"));
    let head: Vec<String> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
    for line in [
        "HTTP/1.1 200 OK",
        "Content-Type: text/event-stream; charset=utf-8",
        "Content-Security-Policy: script-src 'none'; frame-ancestors 'self'",
        "X-Content-Type-Options: nosniff",
        "Cross-Origin-Resource-Policy: same-origin",
        "Cache-Control: no-store",
    ] {
        assert!(head.iter().any(|known| known == line), "{line}: {head:?}");
    }
    assert_eq!(lines.next(), None);
}

#[test]
fn an_address_is_printed_and_the_end_is_clean() {
    let folder = Folder::with("plan.odp", plan("lifts"));
    let mut preview = Preview::of(&folder, &["plan.odp", "--lang", "en"]);
    assert_eq!(preview.printed, format!("http://127.0.0.1:{}/", preview.port));
    let mut events = preview.events();
    events.next();
    let (code, err) = preview.interrupt();
    assert_eq!(code, Some(0), "{err}");
    assert!(events.end(), "the stream ends with the server");
    assert!(err.starts_with("1 plan, 2 datasets: nothing found ("), "{err}");
    assert_eq!(err.lines().count(), 1, "{err}");
}

#[test]
fn two_pages_are_told_the_same() {
    let folder = Folder::with("plan.odp", plan("lifts"));
    let preview = Preview::of(&folder, &["plan.odp"]);
    let (mut one, mut two) = (preview.events(), preview.events());
    let first = one.next();
    assert_eq!(first, two.next());
    folder.save("plan.odp", plan("lifts").replace("Libraries", "All libraries"));
    let next = one.next();
    assert_eq!(next, two.next());
    assert_ne!(first["version"], next["version"]);
}

#[test]
fn a_port_that_is_taken_is_told() {
    let folder = Folder::with("plan.odp", plan("lifts"));
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port().to_string();
    let ran = folder.odp(&["serve", "plan.odp", "--port", &port]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("ODP805") && ran.err.contains(&format!("127.0.0.1:{port}")), "{}", ran.err);
    assert_eq!(ran.out, "");
    // the usual port is taken here, or was by another
    let _usual = std::net::TcpListener::bind("127.0.0.1:4949");
    let mut preview = Preview::at(&folder, &["plan.odp", "--lang", "tc"], &[]);
    assert_ne!(preview.port, 4949);
    assert_eq!(get(preview.port, "/").status, 200);
    let (_, err) = preview.interrupt();
    assert!(err.contains("連接埠 4949 已被佔用"), "{err}");
}

#[test]
fn what_cannot_be_previewed_is_told_at_once() {
    let folder = Folder::with("library.odp", "odp 1\nportal mine {\n  name: tc \"平台\" en \"Portal\"\n}\n");
    folder.write("plan.odp", plan("lifts"));
    std::fs::create_dir(folder.path("empty")).expect("a folder");
    for (arguments, told) in [
        (&["-"][..], "standard input"),
        (&["nowhere.odp"], "ODP001"),
        (&["empty"], "ODP801"),
        (&["library.odp"], "ODP801"),
        (&["plan.odp:99"], "ODP806"),
        (&["plan.odp", "--emit", "papyrus"], "ODP802"),
        (&["plan.odp", "--deny", "papyrus"], "ODP813"),
        (&["plan.odp", "--port", "70000"], "70000"),
    ] {
        let ran = folder.odp(&[&["serve"], arguments].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(told), "{arguments:?}: {}", ran.err);
    }
}

/// Rules weigh what the command line says.
#[test]
fn rules_weigh_as_they_are_told_to() {
    let folder = Folder::with("plan.odp", plan("lifts").replace(" en \"Libraries\"", ""));
    let found = |arguments: &[&str]| Preview::of(&folder, arguments).events().next()["findings"][0]["weight"].clone();
    assert_eq!(found(&["plan.odp"]), json!("warning"));
    assert_eq!(found(&["plan.odp", "--deny", "missing-translation"]), json!("error"));
    assert_eq!(found(&["plan.odp", "--allow", "ODP301"]), Value::Null);
}
