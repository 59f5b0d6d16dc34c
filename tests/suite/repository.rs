//! A bureau's repository, `examples/repository`: its hook and its workflow are run as git and GitHub run them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A copy of the example under git, with a repository that it was cloned from.
struct Repository(tempfile::TempDir);

/// What a program gave.
struct Ran {
    is_good: bool,
    told: String,
}

impl Repository {
    fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("odp-test-").tempdir().expect("a temporary folder");
        let repository = Self(folder);
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/repository");
        copy(&example, &repository.here());
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        repository.git(&["config", "core.hooksPath", ".githooks"]);
        repository
    }

    fn here(&self) -> PathBuf {
        self.0.path().join("here")
    }

    fn plan(&self) -> PathBuf {
        self.here().join("plans/tramways-2026.odp")
    }

    fn edit(&self, old: &str, new: &str) {
        let text = fs::read_to_string(self.plan()).expect("a plan");
        assert!(text.contains(old), "{old:?} is in the plan");
        fs::write(self.plan(), text.replace(old, new)).expect("a plan");
    }

    /// Records why the promise moved.
    fn record(&self) {
        self.edit("target:      2026-09\n        frequency:   quarterly", SLIP);
        assert!(self.run("odp", &["fmt", "plans"], &[]).is_good);
    }

    /// Runs a program with odp on its path, and nothing of this machine's git.
    fn run(&self, program: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        let own = Path::new(env!("CARGO_BIN_EXE_odp")).parent().expect("a folder").to_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(std::iter::once(own).chain(std::env::split_paths(&path))).expect("a path");
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.here()).env("PATH", path).env("LC_ALL", "C.UTF-8").env("HOME", self.0.path());
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GITHUB_ACTIONS", "GITHUB_BASE_REF", "GITHUB_STEP_SUMMARY"] {
            command.env_remove(name);
        }
        for name in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"] {
            command.env(name, "nobody@example.org");
        }
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("COLUMNS", "100").envs(variables.iter().copied());
        let done = command.output().expect("the program runs");
        let told = [done.stdout, done.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        Ran { is_good: done.status.success(), told }
    }

    fn git(&self, arguments: &[&str]) {
        let ran = self.run("git", arguments, &[]);
        assert!(ran.is_good, "git {arguments:?}: {}", ran.told);
    }

    fn commit(&self) -> Ran {
        self.git(&["add", "--all"]);
        self.run("git", &["commit", "--quiet", "--message", "A change"], &[])
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("readable").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}

const SLIP: &str = "target:      2026-09\n        frequency:   quarterly\n        slipped 2026-06..2026-09 { reason: tc \"須核實「𨋢」的資料。\" en \"Records of lifts had to be verified.\" }";

#[cfg(unix)]
#[test]
fn the_hook_refuses_what_breaks_a_promise_and_takes_what_says_why() {
    let repository = Repository::new();
    let first = repository.commit();
    assert!(first.is_good, "{}", first.told);
    repository.edit("target:      2026-06", "target:      2026-09");
    let broken = repository.commit();
    assert!(!broken.is_good && broken.told.contains("ODP401 target-later"), "{}", broken.told);
    repository.record();
    let recorded = repository.commit();
    assert!(recorded.is_good, "{}", recorded.told);
}

#[cfg(unix)]
#[test]
fn the_hook_judges_what_is_committed_not_what_lies_in_the_folder() {
    let repository = Repository::new();
    assert!(repository.commit().is_good);
    repository.edit("category: transport", "category: tranport");
    repository.git(&["add", "--all"]);
    repository.edit("category: tranport", "category: transport");
    let wrong = repository.run("git", &["commit", "--quiet", "--message", "Wrong in the index"], &[]);
    assert!(!wrong.is_good && wrong.told.contains("ODP107"), "{}", wrong.told);
    repository.git(&["add", "--all"]);
    repository.edit("category: transport", "category: tranport");
    let right = repository.run("git", &["commit", "--quiet", "--allow-empty", "--message", "Right in the index"], &[]);
    assert!(right.is_good, "{}", right.told);
    repository.edit("category: tranport", "category:   transport");
    let untidy = repository.commit();
    assert!(!untidy.is_good && untidy.told.contains("ODP903"), "{}", untidy.told);
    assert!(untidy.told.contains("category:   transport"), "it shows the line: {}", untidy.told);
}

/// The commands of the workflow, in order; that which gets odp is left out, for it is here.
fn commands() -> Vec<String> {
    let text = include_str!("../../examples/repository/.github/workflows/plans.yml");
    let runs = text.lines().filter_map(|line| line.trim_start().strip_prefix("run: "));
    runs.filter(|run| !run.starts_with("cargo install")).map(str::to_owned).collect()
}

#[cfg(unix)]
#[test]
fn the_workflow_annotates_and_sums_up_a_pull_request() {
    let repository = Repository::new();
    assert!(repository.commit().is_good);
    repository.git(&["init", "--quiet", "--bare", "--initial-branch", "main", "../origin.git"]);
    repository.git(&["remote", "add", "origin", "../origin.git"]);
    repository.git(&["push", "--quiet", "origin", "main"]);
    repository.git(&["switch", "--quiet", "--create", "later"]);
    repository.edit("target:      2026-06", "target:      2026-09");
    repository.git(&["commit", "--quiet", "--no-verify", "--all", "--message", "A later target"]);
    let summary = repository.0.path().join("summary.md");
    let variables =
        [("GITHUB_ACTIONS", "true"), ("GITHUB_BASE_REF", "main"), ("GITHUB_STEP_SUMMARY", summary.to_str().expect("a path"))];
    let [check, compile] = &*commands() else { panic!("two commands: {:?}", commands()) };
    let ran = repository.run("sh", &["-e", "-c", check], &variables);
    let annotation = "::error file=plans/tramways-2026.odp,line=29,col=22,endLine=29,endColumn=29,title=ODP401 target-later::";
    assert!(!ran.is_good && ran.told.contains(annotation), "{}", ran.told);
    let told = fs::read_to_string(&summary).expect("a summary");
    for words in ["| promises | **failed** | broken since origin/main: 1 |", "## Broken promises", "`plans/tramways-2026.odp:29`"]
    {
        assert!(told.contains(words), "{words} in\n{told}");
    }
    repository.record();
    let ran = repository.run("sh", &["-e", "-c", check], &variables);
    assert!(ran.is_good, "{}", ran.told);
    let ran = repository.run("sh", &["-e", "-c", compile], &variables);
    assert!(ran.is_good, "{}", ran.told);
    assert!(repository.here().join("public/tramways-2026/catalogue.json").is_file());
}

#[test]
fn without_a_base_promises_are_not_judged_and_an_unknown_one_is_a_finding() {
    let repository = Repository::new();
    let odp = env!("CARGO_BIN_EXE_odp");
    let alone = repository.run(odp, &["ci", "plans"], &[]);
    assert!(alone.is_good && alone.told.contains("not judged"), "{}", alone.told);
    let unknown = repository.run(odp, &["ci", "plans", "--base", "nowhere"], &[]);
    assert!(!unknown.is_good && unknown.told.contains("ODP804"), "{}", unknown.told);
    let chinese = repository.run(odp, &["ci", "plans", "--lang", "tc", "--as-of", "2027-01", "--fail-on", "overdue"], &[]);
    assert!(!chinese.is_good && chinese.told.contains("進度") && chinese.told.contains("未通過"), "{}", chinese.told);
    let written = repository.run(odp, &["ci", "plans", "--summary", "總結.md"], &[]);
    assert!(written.is_good && repository.here().join("總結.md").is_file(), "{}", written.told);
    let again = repository.run(odp, &["ci", "plans", "--summary", "總結.md"], &[]);
    assert!(!again.is_good && again.told.contains("ODP701"), "{}", again.told);
}
