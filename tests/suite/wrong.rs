//! What is no file, or leads elsewhere, on a real disk.

use std::fs::{self, File};

use super::run::{Folder, Ran, plan};

/// What a folder with a good plan and one wrong file gives, in short lines.
fn check(folder: &Folder, arguments: &[&str]) -> Ran {
    folder.odp(&[&["check", "--format", "short"], arguments].concat())
}

#[test]
fn a_large_file_is_told_by_its_size() {
    let folder = Folder::with("plan.odp", plan("itib"));
    let large = File::create(folder.path("large.odp")).expect("writable");
    large.set_len(1 << 30).expect("a file with a hole");
    let ran = check(&folder, &["."]);
    assert_eq!((ran.code, ran.out.lines().count()), (1, 1), "{}", ran.out);
    // what it begins with is looked at first, and here that is enough
    assert!(ran.out.contains("ODP002: `large.odp` is no text"), "{}", ran.out);
    folder.write("large.odp", vec![b'#'; 3_000]);
    let raised = check(&folder, &["large.odp", "--max-bytes", "2999"]);
    assert_eq!(raised.out, "odp: ODP004: `large.odp` is larger than 2999 B\n");
    assert!(!check(&folder, &["large.odp", "--max-bytes", "3000"]).out.contains("ODP004"));
    assert_eq!(check(&folder, &["large.odp", "--max-bytes", "0"]).code, 2);
}

#[test]
fn an_empty_file_is_one_report() {
    let folder = Folder::with("empty.odp", "");
    let ran = check(&folder, &["empty.odp"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, "empty.odp:1:1: ODP030: this file does not begin with `odp 1`\n"));
}

#[test]
#[cfg(unix)]
fn pipes_devices_and_broken_links_do_not_hang() {
    let folder = Folder::with("plan.odp", plan("itib"));
    let fifo = folder.path("pipe.odp");
    let made = std::process::Command::new("mkfifo").arg(&fifo).status().expect("mkfifo");
    assert!(made.success());
    let ran = check(&folder, &["."]);
    assert_eq!((ran.code, ran.out.as_str()), (1, "odp: ODP002: `pipe.odp` is a pipe or a device, not a file\n"));
    folder.write("user.txt", "odp 1\nuse \"pipe.odp\"\n");
    assert!(check(&folder, &["user.txt"]).out.contains("ODP002"));
    fs::remove_file(&fifo).expect("mine");
    std::os::unix::fs::symlink("gone.odp", folder.path("link.odp")).expect("a link");
    for named in [".", "link.odp"] {
        let ran = check(&folder, &[named]);
        assert_eq!((ran.code, ran.out.as_str()), (2, "odp: ODP001: `link.odp` is a link to a file that does not exist\n"));
    }
    let zero = check(&folder, &["/dev/zero"]);
    assert_eq!((zero.code, zero.out.as_str()), (1, "odp: ODP002: `/dev/zero` is no text: it is full of zero bytes\n"));
    let endless = std::process::Command::new("sh")
        .args(["-c", "yes '# x' | \"$0\" check --format short /dev/stdin", env!("CARGO_BIN_EXE_odp")])
        .output()
        .expect("a shell");
    assert!(String::from_utf8_lossy(&endless.stdout).contains("ODP004"), "{endless:?}");
}

#[test]
#[cfg(unix)]
fn a_link_in_a_folder_does_not_lead_out() {
    let outside = Folder::with("secret.odp", "the secret\nis here\n");
    let folder = Folder::with("plans/plan.odp", plan("itib"));
    std::os::unix::fs::symlink(outside.path("secret.odp"), folder.path("plans/link.odp")).expect("a link");
    std::os::unix::fs::symlink(outside.path(""), folder.path("plans/elsewhere")).expect("a link");
    std::os::unix::fs::symlink(folder.path("plans"), folder.path("plans/round.odp")).expect("a link");
    let ran = folder.odp(&["check", "plans"]);
    assert_eq!((ran.code, ran.out.matches("odp explain").count()), (1, 1), "{}", ran.out);
    assert!(ran.out.contains("ODP041") && !ran.out.contains("secret\n"), "{}", ran.out);
}

#[test]
#[cfg(unix)]
fn what_may_not_be_read_is_said() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::with("plan.odp", plan("itib"));
    folder.write("locked/plan.odp", plan("other"));
    let none = fs::Permissions::from_mode(0o000);
    fs::set_permissions(folder.path("plan.odp"), none.clone()).expect("mine");
    fs::set_permissions(folder.path("locked"), none).expect("mine");
    let ran = check(&folder, &["."]);
    fs::set_permissions(folder.path("locked"), fs::Permissions::from_mode(0o700)).expect("mine");
    // root may read everything
    if File::open(folder.path("plan.odp")).is_err() {
        assert_eq!((ran.code, ran.out.matches("ODP001").count()), (2, 2), "{}", ran.out);
    }
}

#[test]
#[cfg(unix)]
fn names_of_files_do_not_reach_the_terminal_raw() {
    let folder = Folder::new();
    let name = "a\u{1b}[31m\u{202e}b\nc.odp";
    folder.write(name, plan("itib").replace("2026-06", "2027-06"));
    folder.write("good\u{1b}.odp", plan("other"));
    let hidden = |text: &str| text.contains(odp::source::is_hidden);
    for arguments in [
        &["check", "."][..],
        &["check", ".", "--format", "short"],
        &["check", ".", "--format", "json"],
        &["fmt", "--check", "."],
        &["fmt", "--diff", "."],
        &["list", "."],
        &["list", ".", "--format", "json"],
        &["why", ".", "libraries"],
        &["compile", "."],
        &["compile", "good\u{1b}.odp", "--dry-run"],
        &["check", "absent\u{1b}"],
    ] {
        let ran = folder.odp(arguments);
        assert!(!hidden(&ran.out) && !hidden(&ran.err), "{arguments:?}: {ran:?}");
    }
    let short = check(&folder, &["."]).out;
    assert!(short.lines().all(|line| line.contains("ODP")), "one line each: {short}");
}
