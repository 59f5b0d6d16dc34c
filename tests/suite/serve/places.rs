//! From a place in a source to its page, and back: `tests/cases/serve/places.tsv`.

use std::path::Path;

use super::super::run::{Folder, plan};
use super::preview::{Preview, get};

/// What stands before the plan of the cases: lines end in CRLF there, and a character lies beyond the BMP.
fn crlf() -> String {
    format!("# 升降機𨋢：第一行\n{}", plan("crlf")).replace('\n', "\r\n")
}

fn folder() -> Folder {
    let folder = Folder::with("plans/parks.odp", plan("parks"));
    folder.write("計劃 𨋢/升降機𨋢.odp", crlf());
    folder.write("C:\\計劃\\b.odp", plan("windows"));
    folder.write("old.odp", plan("old"));
    folder.write("new.odp", plan("new").replacen("languages:", "previous: \"old.odp\"\n  languages:", 1));
    folder.write("others.odp", plan("others"));
    folder
}

/// The inputs of the preview.
const NAMED: &[&str] = &["plans", "計劃 𨋢", "C:\\計劃\\b.odp", "old.odp", "new.odp", "--lang", "en"];

#[test]
fn a_place_leads_to_its_page() {
    let folder = folder();
    let preview = Preview::of(&folder, NAMED);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/serve/places.tsv");
    let text = std::fs::read_to_string(file).expect("readable");
    let mut cases = 0;
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (place, wanted) = line.split_once('\t').expect("a place, and where it leads");
        let place = place.replace("ROOT", folder.path("").to_str().expect("UTF-8").trim_end_matches('/'));
        let answer = get(preview.port, &format!("/?at={}", place.replace('%', "%25").replace('&', "%26")));
        match wanted.strip_prefix("- ") {
            None => assert_eq!((answer.status, answer.line("location")), (302, &*format!("/#/en/{wanted}")), "{place}"),
            Some(told) => {
                assert_eq!(answer.status, 404, "{place}: {}", answer.head);
                assert!(answer.text().contains(told), "{place}: {}", answer.text());
            }
        }
        cases += 1;
    }
    assert!(cases > 20, "{cases}");
}

/// The command line takes the same places, and begins there.
#[test]
fn a_preview_begins_at_a_place() {
    let folder = folder();
    let begins = |arguments: &[&str]| {
        let preview = Preview::of(&folder, arguments);
        preview.printed.replace(&preview.port.to_string(), "PORT")
    };
    let libraries = "http://127.0.0.1:PORT/#/tc/parks/dataset-libraries.html";
    assert_eq!(begins(&["plans/parks.odp:24", "--lang", "tc"]), libraries);
    assert_eq!(begins(&["new.odp", "plans/parks.odp:24:7", "--lang", "tc"]), libraries);
    assert_eq!(begins(&["C:\\計劃\\b.odp:3", "--lang", "sc"]), "http://127.0.0.1:PORT/#/sc/windows/index.html");
    assert_eq!(begins(&["C:\\計劃\\b.odp"]), "http://127.0.0.1:PORT/");
    // what has no page yet may get one
    folder.write("broken.odp", plan("broken").replace("quarterly", "quaterly"));
    assert_eq!(begins(&["broken.odp:24"]), "http://127.0.0.1:PORT/");
}

/// Each page of a dataset or a plan names its line, in every language.
#[test]
fn a_page_leads_back_to_its_place() {
    let folder = folder();
    let preview = Preview::of(&folder, NAMED);
    let source = |page: &str| get(preview.port, &format!("/source?page={page}")).text().to_owned();
    for lang in ["tc", "sc", "en"] {
        assert_eq!(source(&format!("{lang}/parks/dataset-libraries.html")), "\"plans/parks.odp:23\"");
        assert_eq!(source(&format!("{lang}/parks/dataset-museums.html")), "\"plans/parks.odp:32\"");
        assert_eq!(source(&format!("{lang}/crlf/dataset-libraries.html")), "\"計劃 𨋢/升降機𨋢.odp:24\"");
        assert_eq!(source(&format!("{lang}/new/dataset-libraries.html")), "\"new.odp:24\"");
        assert_eq!(source(&format!("{lang}/parks/index.html")), "\"plans/parks.odp:8\"");
    }
    for page in [
        "",
        "en",
        "index.html",
        "en/index.html",
        "en/search.html",
        "fr/parks/index.html",
        "en/old/index.html",
        "../plans/parks.odp",
    ] {
        assert_eq!(source(page), "null", "{page}");
    }
}

/// Lines are those of the source as it is now, be there errors in it; pages are those of the last good version.
#[test]
fn places_follow_an_edit() {
    let folder = Folder::with("plan.odp", plan("lifts"));
    let preview = Preview::of(&folder, &["plan.odp"]);
    let mut events = preview.events();
    events.next();
    let target = |line: u32| get(preview.port, &format!("/?at=plan.odp:{line}")).line("location").to_owned();
    assert_eq!(target(32), "/#/en/lifts/dataset-museums.html");
    folder.save("plan.odp", format!("# 一\n# 二\n{}", plan("lifts").replace("quarterly", "quaterly")));
    assert_eq!(events.next()["errors"], 1);
    assert_eq!(target(32), "/#/en/lifts/dataset-libraries.html");
    assert_eq!(target(34), "/#/en/lifts/dataset-museums.html");
    // a dataset that has no page yet leads to its plan
    folder.save("plan.odp", plan("lifts").replace("quarterly", "quaterly").replace("dataset museums", "dataset theatres"));
    assert_eq!(events.next()["errors"], 1);
    assert_eq!(target(34), "/#/en/lifts/index.html");
}
