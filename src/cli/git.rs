//! Files as a git revision has them, asked of the program `git`: `REV:PATH`, a path from the top of the repository, or with `./`
//! from the working folder.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use super::output::{Failure, shown};
use crate::diagnostic::{self as d, Diagnostic};
use crate::files::{Files, ReadError, System, to_text};

/// All files of a revision.
pub(super) struct Revision {
    /// As it was named.
    pub(super) name: String,
    /// The working folder, seen from the top of the repository.
    prefix: String,
    files: BTreeMap<String, Blob>,
    max_bytes: u64,
}

/// A file's object.
struct Blob {
    object: String,
    size: u64,
    is_link: bool,
}

/// The revision and path that an argument names, if it names no file of the disk.
pub(super) fn named(path: &Path) -> Option<(String, String)> {
    let text = shown(path);
    let (revision, inside) = text.split_once(':')?;
    let is_drive = cfg!(windows) && revision.len() == 1;
    (!revision.is_empty() && !is_drive && !path.exists()).then(|| (revision.to_owned(), inside.to_owned()))
}

impl Revision {
    /// Reads what there is in a revision, and which plans of it are meant: a file, or all `.odp` files of a folder.
    ///
    /// # Errors
    /// A finding where there is no git, no such revision, or nothing of that path in it.
    pub(super) fn open(revision: &str, path: &str, max_bytes: u64) -> Result<(Self, Vec<String>), Failure> {
        let read = Self::read(revision, max_bytes)?;
        let names = read.plans(path);
        if names.is_empty() {
            let finding = Diagnostic::bare(&d::NOT_IN_GIT).variant("path").arg("revision", revision);
            return Err(finding.arg("path", path).into());
        }
        Ok((read, names))
    }

    /// Reads what there is in a revision.
    ///
    /// # Errors
    /// A finding where there is no git, or no such revision.
    pub(super) fn read(revision: &str, max_bytes: u64) -> Result<Self, Failure> {
        let prefix = git(&["rev-parse", "--show-prefix"]).map_err(|error| error.finding(revision))?;
        let tree = format!("{revision}^{{tree}}");
        let tree = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &tree]);
        let tree = tree.map_err(|_| Diagnostic::bare(&d::NOT_IN_GIT).variant("revision").arg("revision", revision))?;
        let listed = git(&["ls-tree", "-r", "-z", "-l", "--full-tree", &line(&tree)]).map_err(|error| error.finding(revision))?;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        let files = listed.split('\0').filter_map(blob).collect();
        Ok(Self { name: revision.to_owned(), prefix: line(&prefix), files, max_bytes })
    }

    /// The plans that a path means: a file, or all `.odp` files of a folder.
    pub(super) fn plans(&self, path: &str) -> Vec<String> {
        let is_from_here = path == "." || path.starts_with("./") || path.starts_with("../");
        let wanted = if is_from_here { format!("{}{path}", self.prefix) } else { path.to_owned() };
        let wanted = crate::resolve::joined("", wanted.trim_start_matches('/')).unwrap_or_default();
        if self.files.contains_key(&wanted) { vec![wanted] } else { inside(&self.files, &wanted) }
    }
}

/// The commit in which a revision and the working copy were the same last, if git tells: what a branch changed begins there.
pub(super) fn fork_of(revision: &str) -> Option<String> {
    git(&["merge-base", "--end-of-options", revision, "HEAD"])
        .ok()
        .map(|commit| line(&commit))
        .filter(|commit| !commit.is_empty())
}

/// Whether git knows a revision.
pub(super) fn knows(revision: &str) -> bool {
    git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")]).is_ok()
}

/// One line that git printed.
fn line(printed: &[u8]) -> String {
    String::from_utf8_lossy(printed).trim_end_matches(['\n', '\r']).to_owned()
}

/// All `.odp` files below a folder, hidden ones aside, as [`super::disk::Disk`] finds them.
fn inside(files: &BTreeMap<String, Blob>, folder: &str) -> Vec<String> {
    let below = |name: &&String| {
        let rest =
            if folder.is_empty() { Some(&***name) } else { name.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')) };
        rest.is_some_and(|rest| rest.ends_with(".odp") && !rest.split('/').any(|part| part.starts_with('.')))
    };
    files.keys().filter(below).cloned().collect()
}

/// A line of `ls-tree -l`: `MODE TYPE OBJECT SIZE<tab>NAME`.
fn blob(line: &str) -> Option<(String, Blob)> {
    let (facts, name) = line.split_once('\t')?;
    let mut facts = facts.split_ascii_whitespace();
    let (mode, kind, object, size) = (facts.next()?, facts.next()?, facts.next()?, facts.next()?);
    let blob = Blob { object: object.to_owned(), size: size.parse().ok()?, is_link: mode == "120000" };
    (kind == "blob").then(|| (name.to_owned(), blob))
}

impl Files for Revision {
    fn read(&self, name: &str) -> Result<String, ReadError> {
        if name.starts_with("../") {
            return Err(ReadError::OutsideRoot);
        }
        let blob = self.files.get(name).ok_or(ReadError::NotFound)?;
        if blob.is_link {
            // where it leads is not known to git
            return Err(ReadError::OutsideRoot);
        }
        if blob.size > self.max_bytes {
            return Err(ReadError::TooLarge(self.max_bytes));
        }
        git(&["cat-file", "blob", &blob.object]).map_err(|error| ReadError::Other(error.reason)).and_then(to_text)
    }

    fn exists(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    fn system(&self) -> System {
        System::HERE
    }
}

/// Why git gave nothing.
struct GitError {
    is_absent: bool,
    reason: String,
}

impl GitError {
    fn finding(self, revision: &str) -> Failure {
        let finding = Diagnostic::bare(&d::NOT_IN_GIT).arg("revision", revision).arg("reason", self.reason);
        finding.variant(if self.is_absent { "program" } else { "" }).into()
    }
}

/// What git prints.
fn git(arguments: &[&str]) -> Result<Vec<u8>, GitError> {
    let mut command = Command::new("git");
    command.args(arguments).stdin(Stdio::null()).env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
    let done = command.output().map_err(|error| GitError { is_absent: true, reason: error.to_string() })?;
    if done.status.success() {
        return Ok(done.stdout);
    }
    let told = String::from_utf8_lossy(&done.stderr);
    let reason = told.lines().next().unwrap_or_default().trim_start_matches("fatal: ").to_owned();
    Err(GitError { is_absent: false, reason })
}
