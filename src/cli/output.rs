//! What leaves the process: text on its streams, files by temporary file and rename.

use std::fmt::Display;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use rustc_hash::FxHashSet;

use super::terminal::Terminal;
use crate::diagnostic::{self as d, Diagnostic};
use crate::report::{Format, Report};
use crate::source::{Sources, visible};

/// Why a command could not do its work.
pub(super) enum Failure {
    /// A finding about the command line or the machine.
    Finding(Box<Diagnostic>),
    /// The command line, as clap puts it.
    Usage(clap::Error),
    /// Whoever read our output has stopped reading: nothing to say.
    Closed,
}

impl Failure {
    /// Prints it, and gives the exit code.
    pub(super) fn report(self, terminal: &Terminal) -> ExitCode {
        match self {
            Self::Finding(finding) => {
                let sources = Sources::default();
                let found = [*finding];
                let report = Report { found: &found, sources: &sources, lang: terminal.lang };
                let _ = io::stderr().write_all(report.render(Format::Human, &terminal.stderr()).as_bytes());
                ExitCode::from(2)
            }
            Self::Usage(error) => {
                let _ = error.print();
                ExitCode::from(2)
            }
            Self::Closed => ExitCode::SUCCESS,
        }
    }
}

impl From<clap::Error> for Failure {
    fn from(error: clap::Error) -> Self {
        Self::Usage(error)
    }
}

impl From<Diagnostic> for Failure {
    fn from(finding: Diagnostic) -> Self {
        Self::Finding(Box::new(finding))
    }
}

/// Writes to standard output.
///
/// # Errors
/// [`Failure::Closed`] where nobody reads any more, a finding for any other fault.
pub(super) fn print(text: impl AsRef<[u8]>) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_ref()).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Failure::Closed),
        Err(error) => Err(not_written("-", error).into()),
    }
}

/// Writes to standard error; that it cannot be written is nothing to stop for.
pub(super) fn tell(text: impl AsRef<str>) {
    let _ = io::stderr().write_all(text.as_ref().as_bytes());
}

/// Writes a file whole: to a temporary one beside it, then by rename.
///
/// # Errors
/// A finding that names the file and what the system said.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    make_folder(path)?;
    put(path, bytes)
}

/// Writes many files, each as [`write`] does; each folder is made once.
///
/// # Errors
/// A finding that names a file and what the system said.
pub(super) fn write_all(files: &[(PathBuf, &[u8])]) -> Result<(), Failure> {
    let mut folders = FxHashSet::default();
    let firsts = files.iter().filter(|(path, _)| folders.insert(folder_of(path)));
    firsts.map(|(path, _)| path).try_for_each(|path| make_folder(path))?;
    files.par_iter().try_for_each(|(path, bytes)| put(path, bytes))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes the folder of a file.
fn make_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder_of(path)).map_err(|error| not_written(&shown(path), error).into())
}

/// Writes a file whose folder is there.
fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::from(not_written(&shown(path), error));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".odp-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let kept = fs::metadata(path).map_or(0o666, |known| known.permissions().mode());
        builder.permissions(fs::Permissions::from_mode(kept));
    }
    let mut file = builder.tempfile_in(folder_of(path)).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.persist(path).map(drop).map_err(|error| failed(error.error))
}

fn not_written(name: &str, error: impl Display) -> Diagnostic {
    Diagnostic::bare(&d::NOT_WRITTEN).arg("path", name).arg("reason", error.to_string())
}

/// A unified diff, as `diff -u` writes it.
pub(super) fn diff(name: &str, old: &str, new: &str) -> String {
    let diff = similar::TextDiff::from_lines(old, new);
    diff.unified_diff().header(&format!("a/{}", visible(name)), &format!("b/{}", visible(name))).to_string()
}

/// A path for people: with `/` on every system.
pub(super) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// Refuses to overwrite what is there, unless told to.
///
/// # Errors
/// A finding that names the file.
pub(super) fn keep(path: &Path, force: bool) -> Result<PathBuf, Failure> {
    if !force && path.exists() {
        return Err(Diagnostic::bare(&d::NOT_WRITTEN).variant("exists").arg("path", shown(path)).into());
    }
    Ok(path.to_owned())
}
