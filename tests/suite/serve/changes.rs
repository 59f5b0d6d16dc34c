//! What happens to sources while they are previewed.

use std::fs;

use serde_json::{Value, json};

use super::super::run::{Folder, plan};
use super::preview::{Events, Preview, get};

/// A preview of a folder, its events, and the first state.
fn previewed(folder: &Folder, arguments: &[&str]) -> (Preview, Events, Value) {
    let preview = Preview::of(folder, arguments);
    let mut events = preview.events();
    let first = events.next();
    (preview, events, first)
}

/// The page of a dataset as it is now.
fn page(preview: &Preview) -> String {
    get(preview.port, "/site/en/lifts/dataset-libraries.html").text().to_owned()
}

#[test]
fn an_edit_is_shown() {
    let folder = Folder::with("plan.odp", plan("lifts"));
    let (preview, mut events, first) = previewed(&folder, &["plan.odp"]);
    assert_eq!(
        (&first["found"], &first["current"], &first["start"]),
        (&json!("nothing found"), &json!(true), &json!("en/index.html"))
    );
    folder.save("plan.odp", plan("lifts").replace("\"Libraries\"", "\"Libraries 𨋢\""));
    let second = events.next();
    assert_ne!(first["version"], second["version"]);
    assert!(page(&preview).contains("Libraries 𨋢"));
    // what was there before has its name again
    folder.save("plan.odp", plan("lifts"));
    assert_eq!(events.next(), first);
}

#[test]
fn the_last_good_version_stays_while_there_are_errors() {
    let folder = Folder::with("plan.odp", plan("lifts"));
    let (mut preview, mut events, first) = previewed(&folder, &["plan.odp"]);
    let good = page(&preview);
    folder
        .save("plan.odp", plan("lifts").replace("target:      2026-06", "target: 06/2026").replace("\"Libraries\"", "\"Books\""));
    let broken = events.next();
    assert_eq!((&broken["version"], &broken["current"]), (&first["version"], &json!(false)));
    assert_eq!((&broken["errors"], &broken["found"]), (&json!(1), &json!("1 error")));
    assert_eq!(page(&preview), good);
    let finding = &broken["findings"][0];
    let wanted = json!({
        "weight": "error", "word": "Error", "code": "ODP104", "name": "malformed-date",
        "message": "the date `06/2026` of dataset `libraries` is not in the form that dates have here",
        "help": finding["help"],
        "place": { "file": "plan.odp", "line": 28, "column": 17 },
        "lines": [{ "number": 28, "parts": ["        target: ", "06/2026", ""], "says": ["means 2026-06"] }],
        "page": "en/lifts/dataset-libraries.html",
    });
    assert_eq!(*finding, wanted);
    assert!(finding["help"].as_str().expect("help").contains("2026-06"));
    folder.save("plan.odp", plan("lifts").replace("\"Libraries\"", "\"Books\""));
    let mended = events.next();
    assert_eq!((&mended["errors"], &mended["current"]), (&json!(0), &json!(true)));
    assert_ne!(mended["version"], first["version"]);
    assert!(page(&preview).contains("Books"));
    let (_, err) = preview.interrupt();
    assert!(err.contains("1 plan, 2 datasets: 1 error ("), "{err}");
}

#[test]
fn a_preview_that_was_never_good_begins_when_it_is() {
    let folder = Folder::with("plan.odp", plan("lifts").replace("quarterly", "quaterly"));
    let (preview, mut events, first) = previewed(&folder, &["plan.odp"]);
    assert_eq!((&first["version"], &first["start"], &first["findings"][0]["page"]), (&Value::Null, &Value::Null, &Value::Null));
    assert_eq!(get(preview.port, "/site/").status, 404);
    let at = get(preview.port, "/?at=plan.odp:24");
    assert!(at.status == 404 && at.text().contains("has no page"), "{}", at.text());
    folder.save("plan.odp", plan("lifts"));
    assert_eq!(events.next()["start"], "en/index.html");
    assert_eq!(get(preview.port, "/site/").status, 200);
}

/// Editors write beside and rename, delete and write anew, or write in steps; the last state is what is shown.
#[test]
fn every_way_to_save_is_seen() {
    let folder = Folder::with("計劃/升降機𨋢.odp", plan("lifts"));
    let (preview, mut events, first) = previewed(&folder, &["計劃/升降機𨋢.odp"]);
    let path = folder.path("計劃/升降機𨋢.odp");
    folder.save("計劃/.升降機𨋢.odp.swp", plan("lifts").replace("\"Libraries\"", "\"Renamed\""));
    fs::rename(folder.path("計劃/.升降機𨋢.odp.swp"), &path).expect("renamed");
    events.until(|state| state["version"] != first["version"]);
    assert!(page(&preview).contains("Renamed"));

    fs::remove_file(&path).expect("removed");
    let gone = events.until(|state| state["errors"] == 1);
    assert_eq!(gone["findings"][0]["code"], "ODP001");
    assert!(page(&preview).contains("Renamed"));
    folder.save("計劃/升降機𨋢.odp", plan("lifts"));
    events.until(|state| state["version"] == first["version"] && state["current"] == true);

    for at in 0..50 {
        folder.write("計劃/升降機𨋢.odp", plan("lifts").replace("\"Libraries\"", &format!("\"Step {at}\"")));
    }
    // between them it may be seen half written
    while !page(&preview).contains("Step 49") {
        events.next();
    }
    // a folder that goes with all that is in it, and comes back
    fs::rename(folder.path("計劃"), folder.path("away")).expect("renamed");
    events.until(|state| state["errors"] == 1);
    fs::rename(folder.path("away"), folder.path("計劃")).expect("renamed");
    events.until(|state| state["errors"] == 0);
    folder.save("計劃/升降機𨋢.odp", plan("lifts"));
    events.until(|state| state["version"] == first["version"]);
}

/// A file that has a second name elsewhere, and is written there: no system tells of it in the folder of the first.
#[test]
fn what_no_system_tells_of_is_seen() {
    let folder = Folder::with("plans/計劃.odp", plan("lifts"));
    fs::create_dir(folder.path("elsewhere")).expect("made");
    fs::hard_link(folder.path("plans/計劃.odp"), folder.path("elsewhere/𨋢.odp")).expect("linked");
    let (preview, mut events, first) = previewed(&folder, &["plans"]);
    fs::write(folder.path("elsewhere/𨋢.odp"), plan("lifts").replace("\"Libraries\"", "\"Silent\"")).expect("written");
    events.until(|state| state["version"] != first["version"] && state["current"] == true);
    assert!(page(&preview).contains("Silent"));
}

/// A folder in the place of another of its name, so soon that it was never missed: what happens in it is seen.
#[test]
fn a_folder_that_is_replaced_is_watched() {
    let folder = Folder::with("計劃/升降機𨋢.odp", plan("lifts"));
    let (preview, mut events, _) = previewed(&folder, &["計劃/升降機𨋢.odp"]);
    for at in 0..3 {
        let text = |title: &str| plan("lifts").replace("\"Libraries\"", &format!("\"{title} {at}\""));
        folder.save("next/升降機𨋢.odp", text("Replaced"));
        fs::rename(folder.path("計劃"), folder.path(&format!("old-{at}"))).expect("renamed");
        fs::rename(folder.path("next"), folder.path("計劃")).expect("renamed");
        while !page(&preview).contains(&format!("Replaced {at}")) {
            events.next();
        }
        folder.save("計劃/升降機𨋢.odp", text("Edited"));
        while !page(&preview).contains(&format!("Edited {at}")) {
            events.next();
        }
    }
}

#[test]
fn plans_come_and_go_in_a_folder() {
    let folder = Folder::with("plans/lifts.odp", plan("lifts"));
    let (preview, mut events, _) = previewed(&folder, &["plans"]);
    let page = |id: &str| get(preview.port, &format!("/site/en/{id}/index.html")).status;
    folder.save("plans/parks.odp", plan("parks"));
    events.until(|state| state["errors"] == 0);
    assert_eq!((page("lifts"), page("parks")), (200, 200));
    folder.save("plans/deep/er/roads.odp", plan("roads"));
    while page("roads") == 404 {
        events.next();
    }
    folder.save("plans/deep/er/roads.odp", plan("streets"));
    while page("streets") == 404 {
        events.next();
    }
    assert_eq!(page("roads"), 404);
    fs::remove_file(folder.path("plans/parks.odp")).expect("removed");
    while page("parks") == 200 {
        events.next();
    }
    fs::remove_dir_all(folder.path("plans")).expect("removed");
    events.until(|state| state["findings"][0]["code"] == "ODP801" || state["findings"][0]["code"] == "ODP001");
    folder.save("plans/lifts.odp", plan("lifts"));
    events.until(|state| state["errors"] == 0);
}

/// What plans use, the settings, their logo, and the earlier editions that history is read from.
#[test]
fn all_that_was_read_is_watched() {
    let folder = Folder::with(
        "plans/lifts.odp",
        plan("lifts")
            .replacen("use \"odp:hk/2026\"", "use \"odp:hk/2026\"\nuse \"../shared/lib.odp\"", 1)
            .replacen("languages:", "previous: \"../old/lifts.odp\"\n  languages:", 1)
            .replace("@data-gov-hk", "@mine"),
    );
    let library = |name: &str| format!("odp 1\nportal mine {{\n  name: tc \"平台\" en \"{name}\"\n}}\n");
    let old = |month: u32| {
        plan("lifts-2025")
            .replace("2026..2028", "2025..2027")
            .replace("2026-06", &format!("2025-{month:02}"))
            .replace("2026-09", "2025-09")
            .replace("2025-12", "2024-12")
    };
    let logo = |width: u32| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"1\"/>");
    // the root of all, with settings or without
    folder.save(".git/HEAD", "");
    folder.save("shared/lib.odp", library("First"));
    folder.save("old/lifts.odp", old(3));
    folder.save("pictures/logo.svg", logo(1));
    folder.save("odp.toml", "[document]\nlogo = \"pictures/logo.svg\"\nlogo-text = { tc = \"徽號𨋢\", en = \"Logo\" }\n");
    let (preview, mut events, first) = previewed(&folder, &["plans/lifts.odp"]);
    assert_eq!(first["errors"], 0, "{first:#}");
    assert!(page(&preview).contains("First") && page(&preview).contains("March 2025"), "{}", page(&preview));
    folder.save("shared/lib.odp", library("Second"));
    let mut last = events.until(|state| state["version"] != first["version"]);
    assert!(page(&preview).contains("Second"));
    folder.save("old/lifts.odp", old(4));
    last = events.until(|state| state["version"] != last["version"]);
    assert!(page(&preview).contains("April 2025"));
    folder.save("pictures/logo.svg", logo(2));
    events.until(|state| state["version"] != last["version"]);
    assert_eq!(get(preview.port, "/site/site/logo.svg").text(), logo(2));
    folder.save("odp.toml", "[document]\ncolour = \"#224488\"\n");
    while !get(preview.port, "/site/site/style.css").text().contains("#224488") {
        events.next();
    }
    folder.save("odp.toml", "[document]\ncolour = \"blue\"\n");
    events.until(|state| state["errors"] == 1);
    fs::remove_file(folder.path("odp.toml")).expect("removed");
    events.until(|state| state["errors"] == 0);
    assert!(!get(preview.port, "/site/site/style.css").text().contains("#224488"));
    folder.save("odp.toml", "[document]\ncolour = \"#224488\"\n");
    while !get(preview.port, "/site/site/style.css").text().contains("#224488") {
        events.next();
    }
}

/// What is written with the same content, or is no source, makes no other version.
#[test]
fn what_does_not_change_is_not_made_anew() {
    let folder = Folder::with("plans/lifts.odp", plan("lifts"));
    let (mut preview, mut events, first) = previewed(&folder, &["."]);
    for at in 0..20 {
        folder.save("plans/lifts.odp", plan("lifts"));
        folder.save(&format!("plans/notes-{at}.txt"), "筆記𨋢");
    }
    assert_eq!(folder.odp(&["compile", "plans"]).code, 0);
    fs::create_dir(folder.path("plans/empty")).expect("a folder");
    folder.save("plans/lifts.odp", plan("lifts").replace("\"Libraries\"", "\"Books\""));
    let second = events.until(|state| state["current"] == true && state["version"] != first["version"]);
    assert!(page(&preview).contains("Books"), "{second}");
    drop(events);
    let (_, err) = preview.interrupt();
    let builds = err.lines().filter(|line| line.contains("1 plan, 2 datasets: nothing found (")).count();
    assert_eq!(builds, 2, "{err}");
}
