//! Files on disk, none of them outside the workspace root but those that were named.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use super::output::shown;
use crate::files::{Files, MAX_BYTES, ReadError, to_text};

/// The files of a run.
pub(super) struct Disk {
    /// No `use` leads out of it; absent where it could not be found, then no file can be used.
    root: Option<PathBuf>,
    /// Name → path of what the command line named, folders opened.
    named: BTreeMap<String, PathBuf>,
    stdin: Option<(String, Result<String, ReadError>)>,
}

impl Disk {
    /// What was named: files, folders with all `.odp` files in them, `-` for standard input under `stdin_name`.
    pub(super) fn open(paths: &[PathBuf], root: Option<&Path>, stdin_name: &str) -> Self {
        let mut disk = Self { root: None, named: BTreeMap::new(), stdin: None };
        for path in paths {
            if path.as_os_str() == "-" {
                let text = read_limited(io::stdin().lock(), None).and_then(to_text);
                disk.stdin = Some((stdin_name.to_owned(), text));
            } else if path.is_dir() {
                walk(path, &mut disk.named);
            } else {
                disk.named.insert(name_of(path), path.clone());
            }
        }
        disk.root = root.map_or_else(|| find_root(paths), |root| root.canonicalize().ok());
        disk
    }

    /// The names of what is to be read, sorted.
    pub(super) fn names(&self) -> Vec<String> {
        let stdin = self.stdin.iter().map(|(name, _)| name.clone());
        stdin.chain(self.named.keys().cloned()).collect()
    }

    /// The path of a name on disk.
    pub(super) fn path(&self, name: &str) -> Option<&Path> {
        self.named.get(name).map(PathBuf::as_path)
    }
}

impl Files for Disk {
    fn read(&self, name: &str) -> Result<String, ReadError> {
        if let Some((_, text)) = self.stdin.as_ref().filter(|(stdin, _)| stdin == name) {
            return text.clone();
        }
        if let Some(path) = self.named.get(name) {
            return read(path);
        }
        let path = self.inside(name)?;
        read(&path)
    }

    fn exists(&self, name: &str) -> bool {
        self.named.contains_key(name) || self.inside(name).is_ok()
    }
}

impl Disk {
    /// A path that was not named must lie inside the root, links followed.
    fn inside(&self, name: &str) -> Result<PathBuf, ReadError> {
        let root = self.root.as_ref().ok_or(ReadError::OutsideRoot)?;
        // a path that climbs out is refused before the disk is asked, so that it does not tell what is there
        let lexical = std::path::absolute(name).map(|path| normal(&path)).map_err(|error| ReadError::Other(error.to_string()))?;
        let base = std::path::absolute(".").ok().and_then(|base| base.canonicalize().ok());
        if !lexical.starts_with(root) && base.is_some_and(|base| base.starts_with(root)) {
            return Err(ReadError::OutsideRoot);
        }
        let real = Path::new(name).canonicalize().map_err(|error| reason(&error))?;
        if real.starts_with(root) { Ok(real) } else { Err(ReadError::OutsideRoot) }
    }
}

/// A path without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            Component::CurDir => {}
            other => out.push(other),
        }
    }
    out
}

fn reason(error: &io::Error) -> ReadError {
    if error.kind() == io::ErrorKind::NotFound { ReadError::NotFound } else { ReadError::Other(error.to_string()) }
}

/// A file whole.
pub(super) fn read(path: &Path) -> Result<String, ReadError> {
    let file = File::open(path).map_err(|error| reason(&error))?;
    let size = file.metadata().ok().filter(fs::Metadata::is_file).map(|known| known.len());
    read_limited(file, size).and_then(to_text)
}

/// Reads no more than [`MAX_BYTES`].
fn read_limited(input: impl io::Read, size: Option<u64>) -> Result<Vec<u8>, ReadError> {
    if size.is_some_and(|size| size > MAX_BYTES) {
        return Err(ReadError::TooLarge(size));
    }
    let mut bytes = Vec::with_capacity(size.map_or(0, |size| size as usize + 1));
    input.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| ReadError::Other(error.to_string()))?;
    if bytes.len() as u64 > MAX_BYTES { Err(ReadError::TooLarge(None)) } else { Ok(bytes) }
}

fn name_of(path: &Path) -> String {
    let name = shown(path);
    name.strip_prefix("./").map(str::to_owned).unwrap_or(name)
}

/// All `.odp` files below a folder, hidden ones and links to folders aside.
fn walk(folder: &Path, named: &mut BTreeMap<String, PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let Ok(kind) = entry.file_type() else { continue };
        if hidden {
            continue;
        }
        if kind.is_dir() {
            walk(&path, named);
        } else if path.extension().is_some_and(|extension| extension == "odp") {
            named.insert(name_of(&path), path);
        }
    }
}

/// The nearest folder upwards with `odp.toml`, else with `.git`, else the folder of what was named.
pub(super) fn find_root(paths: &[PathBuf]) -> Option<PathBuf> {
    let mut common: Option<PathBuf> = None;
    for path in paths {
        let here = if path.as_os_str() == "-" { PathBuf::from(".") } else { path.clone() };
        let folder = if here.is_dir() { here.canonicalize().ok()? } else { folder_of(&here)?.canonicalize().ok()? };
        common = Some(match common {
            None => folder,
            Some(known) => known.ancestors().find(|ancestor| folder.starts_with(ancestor))?.to_owned(),
        });
    }
    let common = common?;
    let with = |marker: &str| common.ancestors().find(|folder| folder.join(marker).exists()).map(Path::to_owned);
    with("odp.toml").or_else(|| with(".git")).or(Some(common))
}

fn folder_of(path: &Path) -> Option<PathBuf> {
    let parent = path.parent()?;
    Some(if parent.as_os_str().is_empty() { PathBuf::from(".") } else { parent.to_owned() })
}
