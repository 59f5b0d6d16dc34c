//! How findings are weighed: options over `odp.toml`, allow comments, and what may not be set aside.

use super::run::{Folder, Ran, plan};

/// A plan with a warning (ODP302 pending-value) and a note (ODP112 shadowed-import).
fn doubtful() -> String {
    let shadowing = "\nwording not-applicable { text: tc \"沒有\" en \"None\" }\n\nphrase machine-readable";
    plan("itib").replace(" en \"List of museums.\"", " en pending").replace("\nphrase machine-readable", shadowing)
}

fn folder() -> Folder {
    Folder::with("plan.odp", doubtful())
}

/// Exit code, and each finding as `severity CODE`.
fn weighed(folder: &Folder, arguments: &[&str]) -> (i32, Vec<String>) {
    let ran = folder.odp(&[&["check", "plan.odp", "--format", "json"], arguments].concat());
    let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{ran:?}"));
    let found = document["diagnostics"].as_array().expect("findings").iter();
    let word = |value: &serde_json::Value| value.as_str().expect("a word").to_owned();
    (ran.code, found.map(|finding| format!("{} {}", word(&finding["severity"]), word(&finding["code"]))).collect())
}

fn expect(folder: &Folder, arguments: &[&str], code: i32, found: &[&str]) {
    assert_eq!(weighed(folder, arguments), (code, found.iter().map(|one| (*one).to_owned()).collect()), "{arguments:?}");
}

#[test]
fn options_weigh_rules() {
    let folder = folder();
    expect(&folder, &[], 0, &["note ODP112", "warning ODP302"]);
    expect(&folder, &["--deny", "warnings"], 1, &["note ODP112", "error ODP302"]);
    expect(&folder, &["--deny", "pending-value"], 1, &["note ODP112", "error ODP302"]);
    expect(&folder, &["--deny", "ODP112,ODP302"], 1, &["error ODP112", "error ODP302"]);
    expect(&folder, &["--warn", "shadowed-import"], 0, &["warning ODP112", "warning ODP302"]);
    expect(&folder, &["--allow", "ODP112", "--allow", "ODP302"], 0, &[]);
    // a rule's own name is stronger than all warnings; what is denied is denied
    expect(&folder, &["--deny", "warnings", "--warn", "pending-value"], 0, &["note ODP112", "warning ODP302"]);
    expect(&folder, &["--deny", "warnings", "--allow", "pending-value"], 0, &["note ODP112"]);
    expect(&folder, &["--deny", "ODP302", "--allow", "ODP302"], 1, &["note ODP112", "error ODP302"]);
    // what is an error by another option stays one
    expect(&folder, &["--final", "--allow", "ODP302"], 1, &["note ODP112", "error ODP302"]);
}

#[test]
fn the_file_weighs_rules_and_options_have_the_last_word() {
    let folder = folder();
    folder.write("odp.toml", "[rules]\ndeny = [\"pending-value\"]\nallow = [\"ODP112\"]\n");
    expect(&folder, &[], 1, &["error ODP302"]);
    expect(&folder, &["--warn", "pending-value", "--deny", "ODP112"], 1, &["error ODP112", "warning ODP302"]);
    folder.write("odp.toml", "[rules]\ndeny = [\"warnings\"]\n");
    expect(&folder, &[], 1, &["note ODP112", "error ODP302"]);
    expect(&folder, &["--warn", "warnings"], 0, &["note ODP112", "warning ODP302"]);
    let compile = folder.odp(&["compile", "plan.odp"]);
    assert_eq!((compile.code, folder.files().len()), (1, 2), "nothing is written: {compile:?}");
    assert_eq!(folder.odp(&["compile", "plan.odp", "--emit", "json", "--warn", "ODP302"]).code, 0);
}

#[test]
fn the_nearest_file_upwards_counts() {
    let folder = Folder::with("plans/2026/plan.odp", doubtful());
    folder.write("odp.toml", "[rules]\ndeny = [\"warnings\"]\n");
    assert_eq!(folder.odp(&["check", "plans"]).code, 1);
    folder.write("plans/odp.toml", "");
    assert_eq!(folder.odp(&["check", "plans/2026/plan.odp"]).code, 0);
    assert_eq!(folder.odp(&["check", "plans/2026/plan.odp", "--root", "."]).code, 1, "the root's");
    folder.write("elsewhere/odp.toml", "[rules]\ndenied = []\n");
    folder.write("elsewhere/plan.odp", plan("itib"));
    for command in [&["check", "elsewhere"][..], &["list", "elsewhere"], &["why", "elsewhere/plan.odp", "libraries.name"]] {
        let ran = folder.odp(command);
        let told = ran.out + &ran.err;
        assert!(ran.code == 1 && told.contains("elsewhere/odp.toml:2:1"), "{command:?}: {told}");
    }
    assert_eq!(folder.run(&["check", "-"]).stdin(doubtful()).go().code, 1, "standard input belongs to the working folder");
}

#[test]
fn allow_comments_come_first() {
    let commented = doubtful().replace("en pending", "en pending # odp: allow(pending-value) The bureau writes it in May.");
    let folder = Folder::with("plan.odp", &commented);
    expect(&folder, &["--deny", "warnings"], 0, &["note ODP112"]);
    expect(&folder, &["--deny", "ODP302"], 0, &["note ODP112"]);
    // an option that allows the same does not make the comment idle
    expect(&folder, &["--allow", "ODP302", "--deny", "unused-allow"], 0, &["note ODP112"]);
    folder.write("plan.odp", commented.replace("en pending", "en \"List\""));
    expect(&folder, &[], 0, &["note ODP112", "warning ODP902"]);
    expect(&folder, &["--allow", "unused-allow"], 0, &["note ODP112"]);
    expect(&folder, &["--deny", "warnings"], 1, &["note ODP112", "error ODP902"]);
}

#[test]
fn names_that_are_no_rules_and_errors_are_refused() {
    let folder = folder();
    for (arguments, rule, said) in [
        (["--deny", "pending-valu"], "ODP813 unknown-rule", "did you mean `pending-value`?"),
        (["--warn", "nothing"], "ODP813 unknown-rule", "`odp explain` lists them all"),
        (["--allow", "warnings"], "ODP813 unknown-rule", "one by one"),
        (["--allow", "ODP104"], "ODP814 lowered-error", "`allow` does nothing for `malformed-date`"),
        (["--warn", "malformed-date"], "ODP814 lowered-error", "`warn` does nothing"),
    ] {
        for command in ["check", "compile"] {
            let ran = folder.odp(&[&[command, "plan.odp"], &arguments[..]].concat());
            assert_eq!((ran.code, &*ran.out), (2, ""), "{ran:?}");
            assert!(ran.err.starts_with(rule) && ran.err.contains(said), "{}", ran.err);
        }
    }
    assert_eq!(folder.odp(&["check", "plan.odp", "--deny", "malformed-date"]).code, 0, "errors are denied already");
}

#[test]
fn faults_of_the_file_are_findings_and_the_rest_is_checked() {
    let folder = folder();
    folder.write("odp.toml", "[rules]\ndeny = [\"pending-value\", \"pendin-value\"]\nallow = [\"ODP104\"]\n");
    expect(&folder, &[], 1, &["error ODP813", "error ODP814", "note ODP112", "error ODP302"]);
    let Ran { code, err, .. } = folder.odp(&["compile", "plan.odp"]);
    assert!(code == 1 && err.contains("odp.toml:2:26"), "{err}");
    folder.write("odp.toml", b"[rules]\n# \xb6\x7d\n");
    expect(&folder, &[], 1, &["error ODP003", "note ODP112", "warning ODP302"]);
    std::fs::remove_file(folder.path("odp.toml")).expect("there");
    std::fs::create_dir(folder.path("odp.toml")).expect("free");
    expect(&folder, &[], 1, &["error ODP002", "note ODP112", "warning ODP302"]);
}
