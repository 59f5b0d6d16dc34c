//! `odp diff` and `odp breaking` as commands: exit codes, files, and revisions of git.

use std::process::Command;

use super::run::{Folder, Ran, plan};

const PLAN: &str = "計劃/plan.odp";
const LIBRARY: &str = "odp 1\nphrase machine-readable { text: tc \"以機器可讀格式開放。\" en \"Machine-readable.\" }\n";

/// A plan that uses a library beside it.
fn using() -> String {
    let text = plan("itib");
    let (head, rest) = text.split_once("phrase machine-readable {").expect("a phrase");
    let (_, rest) = rest.split_once("}\n\n").expect("its end");
    format!("{head}use \"../shared/words.odp\"\n\n{rest}")
}

fn git(folder: &Folder, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=甲", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]).args(arguments);
    let done = command.current_dir(folder.path("")).env("GIT_CONFIG_GLOBAL", "/dev/null").output().expect("git runs");
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// A repository with one commit; its working copy is as that.
fn repository() -> Folder {
    let folder = Folder::with(PLAN, using());
    folder.write("shared/words.odp", LIBRARY);
    git(&folder, &["init", "--quiet"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "--message", "First"]);
    folder
}

#[test]
fn exit_codes_tell_what_was_found() {
    let folder = Folder::with("old.odp", plan("itib"));
    folder.write("same.odp", plan("itib"));
    folder.write("later.odp", plan("itib").replace("2026-06", "2026-09"));
    folder.write("sooner.odp", plan("itib").replace("2026-06", "2026-05"));
    folder.write("broken.odp", plan("itib").replace("yearly", "yeerly"));
    let code = |arguments: &[&str]| folder.odp(arguments).code;
    assert_eq!(code(&["diff", "old.odp", "same.odp", "--exit-code"]), 0);
    assert_eq!(code(&["diff", "old.odp", "later.odp"]), 0);
    assert_eq!(code(&["diff", "old.odp", "later.odp", "--exit-code"]), 1);
    assert_eq!(code(&["breaking", "old.odp", "sooner.odp"]), 0);
    assert_eq!(code(&["breaking", "old.odp", "later.odp"]), 1);
    // errors are told, and the rest is compared
    for command in ["diff", "breaking"] {
        let ran = folder.odp(&[command, "old.odp", "broken.odp"]);
        assert!(ran.code == 1 && ran.err.contains("ODP107"), "{ran:?}");
        let absent = folder.odp(&[command, "old.odp", "absent.odp"]);
        assert!(absent.code == 2 && absent.err.contains("ODP001"), "{absent:?}");
    }
    let Ran { out, err, .. } = folder.odp(&["breaking", "old.odp", "later.odp", "--lang", "tc"]);
    assert!(out.contains("原定 2026-06 發放，現改為 2026-09") && err == "2 個數據集：1 項承諾未有履行\n", "{out}{err}");
    assert_eq!(folder.odp(&["breaking", "old.odp", "old.odp"]).err, "2 datasets: every promise is kept\n");
    assert_eq!(folder.odp(&["diff", "old.odp", "-"]).code, 1, "an empty standard input is no plan");
}

#[test]
fn rules_of_editions_are_weighed_and_allowed() {
    let folder = Folder::with("old.odp", plan("itib"));
    let rarer = plan("itib").replacen("frequency:   yearly", "frequency:   every 2 years", 1);
    assert_ne!(rarer, plan("itib"), "the plan of the tests has a yearly dataset");
    folder.write("new.odp", &rarer);
    let ran = folder.odp(&["breaking", "old.odp", "new.odp", "--format", "short"]);
    assert!(ran.code == 1 && ran.out.contains("ODP403: dataset"), "{ran:?}");
    assert_eq!(folder.odp(&["breaking", "old.odp", "new.odp", "--allow", "updates-rarer"]).code, 0);
    let github = folder.odp(&["breaking", "old.odp", "new.odp", "--deny", "warnings", "--format", "github"]);
    assert!(github.out.starts_with("::error file=new.odp,line="), "{github:?}");
    folder.write("odp.toml", "[rules]\nallow = [\"updates-rarer\"]\n");
    assert_eq!(folder.odp(&["breaking", "old.odp", "new.odp"]).code, 0);
}

#[test]
fn a_digest_is_written_in_the_form_of_its_ending_and_over_nothing() {
    let folder = Folder::with("old.odp", plan("itib"));
    folder.write("new.odp", plan("itib").replace("2026-06", "2026-09"));
    for (file, begins) in [
        ("變更.md", "# What changed\n"),
        ("變更.html", "<!DOCTYPE html>"),
        ("變更.json", "{\n  \"format\": \"odp-diff\""),
        ("變更.txt", "What changed\n"),
    ] {
        let arguments = ["diff", "old.odp", "new.odp", "-o", file];
        let ran = folder.odp(&arguments);
        assert_eq!((ran.code, &*ran.out), (0, ""), "{ran:?}");
        assert!(folder.read(file).starts_with(begins), "{file}: {}", folder.read(file));
        folder.write(file, "𨋢");
        let refused = folder.odp(&arguments);
        assert!(refused.code == 2 && refused.err.contains("ODP701") && folder.read(file) == "𨋢", "{refused:?}");
        assert_eq!(folder.odp(&[&arguments[..], &["--force"]].concat()).code, 0);
        assert!(folder.read(file).starts_with(begins));
    }
    let json = folder.odp(&["diff", "old.odp", "new.odp", "-o", "x.md", "--format", "json"]);
    assert!(json.code == 0 && folder.read("x.md").starts_with('{'));
    let coloured = folder.odp(&["diff", "old.odp", "new.odp", "--color", "always"]);
    assert!(coloured.out.contains("\u{1b}[31m3 months later\u{1b}[0m"), "{}", coloured.out);
    let ascii = folder.run(&["diff", "old.odp", "new.odp"]).env("LC_ALL", "C").go();
    assert!(ascii.out.contains("2026-06 -> 2026-09") && ascii.out.is_ascii(), "{}", ascii.out);
    let page = folder.odp(&["schema", "diff"]).out;
    assert!(page.contains("odp-diff"));
}

#[test]
fn revisions_of_git_are_read_with_what_they_use() {
    let folder = repository();
    let first = folder.odp(&["diff", "HEAD:計劃", "計劃", "--exit-code"]);
    assert_eq!((first.code, &*first.err), (0, ""), "{first:?}");
    folder.write("shared/words.odp", LIBRARY.replace("格式", "形式（𨋢）"));
    folder.write(PLAN, using().replace("2026-06", "2026-11"));
    let json = folder.odp(&["diff", "HEAD:計劃/plan.odp", PLAN, "--format", "json"]).out;
    assert!(json.contains("\"file\": \"HEAD:計劃/plan.odp\"") && json.contains("\"file\": \"計劃/plan.odp\""), "{json}");
    assert!(json.contains("形式（𨋢）") && json.contains("\"slipped\""), "the library is that of the revision: {json}");
    let breaks = folder.odp(&["breaking", "main:", ".", "--format", "plain"]);
    assert!(breaks.code == 1 && breaks.out.contains("HEAD:計劃") != breaks.out.contains("main:計劃/plan.odp"), "{breaks:?}");
    git(&folder, &["commit", "--quiet", "--all", "--message", "Second"]);
    assert_eq!(folder.odp(&["breaking", "HEAD~1:", "HEAD:"]).code, 1);
    assert_eq!(folder.odp(&["diff", "HEAD:", ".", "--exit-code"]).code, 0);
    // a path from where one stands, and one that is there wins over a revision
    assert_eq!(folder.odp(&["diff", "HEAD:./計劃", "HEAD:計劃/", "--exit-code"]).code, 0);
    folder.write("HEAD:x.odp", plan("other"));
    assert_eq!(folder.odp(&["diff", "HEAD:x.odp", "HEAD:x.odp", "--exit-code"]).code, 0);
    let here = folder.odp(&["diff", "HEAD:no-such.odp", "."]);
    assert!(here.code == 2 && here.err.contains("ODP804"), "{here:?}");
}

#[test]
#[cfg(unix)]
fn a_link_in_a_revision_is_not_followed() {
    let folder = repository();
    std::os::unix::fs::symlink("/etc/passwd", folder.path("計劃/link.odp")).expect("a link");
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "--message", "Link"]);
    let ran = folder.odp(&["diff", "HEAD:", "HEAD~1:"]);
    assert!(ran.err.contains("ODP041") && !ran.err.contains("root:"), "{ran:?}");
}

#[test]
fn what_git_lacks_is_said() {
    let folder = repository();
    let bare = Folder::with("plan.odp", plan("itib"));
    for (lang, told) in [
        (
            "en",
            [
                "git cannot be asked about `main`",
                "there is no revision `nope`",
                "has no plan, and no folder of plans, at `其他`",
                "cannot be run",
            ],
        ),
        ("tc", ["未能向 git 查詢「main」", "沒有版本「nope」", "的「其他」沒有計劃", "未能執行 git 程式"]),
    ] {
        let wide = |folder: &Folder, old: &str, path: Option<&str>| {
            let run = folder.run(&["diff", old, ".", "--lang", lang]).env("COLUMNS", "160");
            let ran = match path {
                Some(path) => run.env("PATH", path).go(),
                None => run.go(),
            };
            assert!(ran.code == 2 && ran.out.is_empty() && ran.err.starts_with("ODP804 not-in-git"), "{ran:?}");
            ran.err.replace("\n  │ ", "")
        };
        let said = [
            wide(&bare, "main:plan.odp", None),
            wide(&folder, "nope:計劃", None),
            wide(&folder, "main:其他", None),
            wide(&folder, "main:計劃", Some("")),
        ];
        for (said, told) in said.iter().zip(told) {
            assert!(said.contains(told), "{told}: {said}");
        }
    }
}
