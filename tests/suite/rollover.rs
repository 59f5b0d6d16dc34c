//! The next edition of plans: whole files as they come out, and the command. `UPDATE=1` writes the files anew.

use std::fs;
use std::path::Path;

use odp::edition::rollover::{Options, rollover};
use odp::files::Memory;

use super::promises::plans_of;
#[cfg(feature = "cli")]
use super::run::{Folder, plan};

/// A plan, the name of its next edition's file, and where it is recorded.
const CASES: &[(&str, &str, &str)] = &[
    ("plans/itib-2026.odp", "plans/itib-2027.odp", "itib-2027"),
    ("examples/mid-year/plan.odp", "examples/mid-year/next.odp", "mid-year-2027"),
    ("examples/history/2026/harbour.odp", "examples/history/2027/next.odp", "harbour-2027"),
    ("examples/history/2028/parks.odp", "examples/history/2029/parks.odp", "parks-2029"),
    ("tests/cases/rollover/everything.odp", "tests/cases/rollover/next.odp", "everything-2027"),
];

#[test]
fn next_editions_come_out_as_recorded() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let all = ["plans", "examples", "tests/cases/rollover"].into_iter().flat_map(plans_of);
    let files = all.fold(Memory::new(), |files, path| {
        let text = fs::read(root.join(&path)).expect("a plan");
        files.with(&path, text)
    });
    let mut faults = Vec::new();
    for (old, next, recorded) in CASES {
        let outcome = rollover(&files, old, &Options { year: None, name: Some((*next).to_owned()) });
        let rolled = outcome.rolled.unwrap_or_else(|| panic!("{old}: {:?}", outcome.found));
        // not `.odp`: it is no plan of the folder it lies in
        let path = root.join(format!("tests/cases/rollover/{recorded}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &rolled.text).expect("a file");
        }
        if fs::read_to_string(&path).unwrap_or_default() != rolled.text {
            faults.push(path.display().to_string());
        }
    }
    assert!(faults.is_empty(), "not what is recorded (UPDATE=1 writes it):\n{}", faults.join("\n"));
}

#[cfg(feature = "cli")]
#[test]
fn nothing_is_overwritten_and_a_folder_is_carried_over_whole() {
    let folder = Folder::with("計劃/甲-2026.odp", plan("one-2026"));
    folder.write("計劃/two.odp", plan("two"));
    folder.write("計劃/library.odp", "odp 1\nphrase lifts { text: tc \"每部「𨋢」\" en \"Each lift\" }\n");
    let printed = folder.odp(&["rollover", "計劃/甲-2026.odp"]);
    assert!(printed.code == 0 && printed.out.contains("plan one-2027 2027.."), "{printed:?}");
    assert!(printed.out.contains("previous:  \"甲-2026.odp\""), "{printed:?}");
    let into = |target: &str| folder.odp(&["rollover", "計劃", "-o", target, "--lang", "tc"]);
    let first = into("下年");
    assert!(first.code == 0 && first.err.contains("計劃/甲-2026.odp → 下年/甲-2027.odp："), "{first:?}");
    assert!(folder.read("下年/two.odp").contains("plan two-2027 2027.."));
    assert!(folder.read("下年/two.odp").contains("previous:  \"../計劃/two.odp\""));
    let again = into("下年");
    assert!(again.code == 2 && again.err.contains("ODP701"), "{again:?}");
    folder.write("計劃/wrong.odp", plan("three").replace("section A", "sektion A"));
    let wrong = into("別處");
    assert!(wrong.code == 1 && !folder.path("別處").exists(), "{wrong:?}");
}
