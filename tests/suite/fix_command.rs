//! `odp check --fix` as a user meets it.

use super::run::{Folder, Ran, plan};

/// The plan with two slips, and one fault that nobody can mend for its author.
fn slips() -> String {
    let text = plan("itib").replace("yearly", "yeerly").replace(" en \"List of museums.\"", "");
    text.replacen("issued:    2025-12", "issued： 12/2025  # 註：𨋢", 1)
}

#[test]
fn what_is_certain_is_written_and_the_rest_reported() {
    let folder = Folder::with("plan.odp", slips());
    let ran = folder.odp(&["check", "plan.odp", "--fix", "--format", "short"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains(": ODP301: ") && ran.out.lines().count() == 1, "{ran:?}");
    let text = folder.read("plan.odp");
    assert!(text.contains("issued: 2025-12  # 註：𨋢") && text.contains("yearly"), "{text}");
    let again = folder.odp(&["check", "plan.odp", "--fix"]);
    assert!(again.err.starts_with("0 fixed, 1 remains\n"), "{again:?}");
    assert_eq!(folder.read("plan.odp"), text);
}

#[test]
fn a_dry_run_and_a_diff_write_nothing() {
    let folder = Folder::with("plan.odp", slips());
    let dry = folder.odp(&["check", "plan.odp", "--fix", "--dry-run"]);
    assert_eq!((dry.code, &*dry.err), (1, "3 would be fixed, 1 would remain\n"), "{dry:?}");
    assert!(dry.out.contains("\n    12/2025 → 2025-12\n") && dry.out.contains("\n    yeerly → yearly\n"), "{dry:?}");
    let diff = folder.odp(&["check", "plan.odp", "--diff"]);
    assert!(diff.out.starts_with("--- a/plan.odp\n+++ b/plan.odp\n@@ "), "{diff:?}");
    assert!(
        diff.out.contains("\n-  issued： 12/2025  # 註：𨋢\n") && diff.out.contains("\n+  issued: 2025-12  # 註：𨋢\n"),
        "{diff:?}"
    );
    assert_eq!(folder.read("plan.odp"), slips());
    let clean = Folder::with("plan.odp", plan("itib"));
    let nothing = Ran { code: 0, out: String::new(), err: "0 would be fixed, 0 would remain\n".to_owned() };
    assert_eq!(clean.odp(&["check", "plan.odp", "--diff"]), nothing);
}

#[test]
fn standard_input_goes_fixed_to_standard_output() {
    let folder = Folder::new();
    let ran = folder.run(&["check", "-", "--fix", "--format", "short"]).stdin(slips()).go();
    assert!(ran.out.starts_with("odp 1\n") && ran.out.contains("issued: 2025-12  # 註：𨋢"), "{ran:?}");
    assert!(ran.err.contains("stdin.odp:") && ran.err.contains(": ODP301: "), "{ran:?}");
    assert!(folder.files().is_empty());
}

#[test]
fn files_that_were_not_named_are_left_alone() {
    let folder =
        Folder::with("plan.odp", plan("itib").replace("use \"odp:hk/2026\"\n", "use \"odp:hk/2026\"\nuse \"own.odp\"\n"));
    let library = "odp 1\nphrase own { txet: tc \"甲𨋢\" en \"A\" }\n";
    folder.write("own.odp", library);
    let ran = folder.odp(&["check", "plan.odp", "--fix"]);
    assert!(ran.code == 1 && ran.err.starts_with("0 fixed, 1 remains\n"), "{ran:?}");
    assert_eq!(folder.read("own.odp"), library);
    folder.odp(&["check", ".", "--fix"]);
    assert!(folder.read("own.odp").contains("text: "));
}

#[test]
fn the_sum_is_in_the_readers_language() {
    for (locale, expected) in [
        ("zh_HK.UTF-8", "可修正 3 項，將餘 1 項\n"),
        ("zh_CN.UTF-8", "可修正 3 项，将余 1 项\n"),
        ("C", "3 would be fixed, 1 would remain\n"),
    ] {
        let folder = Folder::with("plan.odp", slips());
        let ran = folder.run(&["check", "plan.odp", "--dry-run"]).env("LC_ALL", locale).go();
        assert_eq!(ran.err, expected);
    }
}
