//! Files on disk, none of them outside the workspace root but those that were named.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use super::output::shown;
use super::terminal::Terminal;
use crate::files::{Files, HEAD, ReadError, System, foreign, to_text};

/// The files of a run.
pub(super) struct Disk {
    /// No `use` leads out of it; absent where it could not be found, then no file can be used.
    root: Option<PathBuf>,
    /// Name → path of what the command line named, folders opened.
    named: BTreeMap<String, Named>,
    stdin: Option<(String, Result<String, ReadError>)>,
    max_bytes: u64,
}

/// A file to be read.
struct Named {
    path: PathBuf,
    /// Whether the command line named the file itself, not a folder in which it lies.
    by_hand: bool,
}

impl Disk {
    /// What was named: files, folders with all `.odp` files in them, `-` for standard input under `stdin_name`.
    pub(super) fn open(paths: &[PathBuf], terminal: &Terminal, stdin_name: &str) -> Self {
        let max_bytes = terminal.max_bytes;
        let mut disk = Self { root: None, named: BTreeMap::new(), stdin: None, max_bytes };
        for path in paths {
            if path.as_os_str() == "-" {
                let text = read_limited(io::stdin().lock(), None, max_bytes);
                disk.stdin = Some((stdin_name.to_owned(), text));
            } else if path.is_dir() {
                walk(path, &mut disk.named);
            } else {
                disk.named.insert(name_of(path), Named { path: path.clone(), by_hand: true });
            }
        }
        disk.root = terminal.root.as_deref().map_or_else(|| find_root(paths), |root| root.canonicalize().ok());
        disk
    }

    /// The names of what is to be read, sorted.
    pub(super) fn names(&self) -> Vec<String> {
        let stdin = self.stdin.iter().map(|(name, _)| name.clone());
        stdin.chain(self.named.keys().cloned()).collect()
    }

    /// The path of a name on disk.
    pub(super) fn path(&self, name: &str) -> Option<&Path> {
        self.named.get(name).map(|named| &*named.path)
    }
}

impl Files for Disk {
    fn read(&self, name: &str) -> Result<String, ReadError> {
        if let Some((_, text)) = self.stdin.as_ref().filter(|(stdin, _)| stdin == name) {
            return text.clone();
        }
        match self.named.get(name) {
            Some(named) if named.by_hand => read(&named.path, self.max_bytes, true),
            // a link in a folder may lead anywhere
            Some(named) if named.path.is_symlink() => read(&self.inside(name)?, self.max_bytes, false),
            Some(named) => read(&named.path, self.max_bytes, false),
            None => read(&self.inside(name)?, self.max_bytes, false),
        }
    }

    fn exists(&self, name: &str) -> bool {
        self.named.contains_key(name) || self.inside(name).is_ok()
    }

    fn system(&self) -> System {
        System::HERE
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
        let real = Path::new(name).canonicalize().map_err(|error| reason(Path::new(name), &error))?;
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

fn reason(path: &Path, error: &io::Error) -> ReadError {
    match error.kind() {
        io::ErrorKind::NotFound if path.is_symlink() => ReadError::Dangling,
        io::ErrorKind::NotFound => ReadError::NotFound,
        _ => ReadError::Other(error.to_string()),
    }
}

/// Reads a file. Only where it was `named` may it be a pipe or a device: those can wait for ever.
pub(super) fn read(path: &Path, limit: u64, named: bool) -> Result<String, ReadError> {
    let known = fs::metadata(path).map_err(|error| reason(path, &error))?;
    if known.is_dir() {
        return Err(ReadError::NotOdp("folder"));
    }
    if !known.is_file() && !named {
        return Err(ReadError::NotOdp("pipe"));
    }
    let file = File::open(path).map_err(|error| reason(path, &error))?;
    read_limited(file, known.is_file().then_some(known.len()), limit)
}

/// Reads a file of any kind, `-` being standard input, of no more bytes than a limit.
pub(super) fn read_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    let failed = |error: io::Error| ReadError::Other(error.to_string());
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        io::stdin().lock().take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        let known = fs::metadata(path).map_err(|error| reason(path, &error))?;
        if known.is_dir() {
            return Err(ReadError::NotOdp("folder"));
        }
        File::open(path).map_err(|error| reason(path, &error))?.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    }
    if bytes.len() as u64 > limit { Err(ReadError::TooLarge(limit)) } else { Ok(bytes) }
}

/// Reads no more than a limit, and of what is no plan only its beginning.
fn read_limited(mut input: impl io::Read, size: Option<u64>, limit: u64) -> Result<String, ReadError> {
    let failed = |error: io::Error| ReadError::Other(error.to_string());
    let within = size.filter(|size| *size <= limit);
    let mut bytes = Vec::with_capacity(within.map_or(HEAD, |size| size as usize + 1));
    input.by_ref().take(HEAD as u64).read_to_end(&mut bytes).map_err(failed)?;
    if size.is_none_or(|size| size <= limit) {
        input.take((limit + 1).saturating_sub(bytes.len() as u64)).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 <= limit {
            return to_text(bytes);
        }
    }
    Err(foreign(&bytes).map_or(ReadError::TooLarge(limit), ReadError::NotOdp))
}

fn name_of(path: &Path) -> String {
    let name = shown(path);
    name.strip_prefix("./").map(str::to_owned).unwrap_or(name)
}

/// All `.odp` files below a folder, hidden ones and links to folders aside.
fn walk(folder: &Path, named: &mut BTreeMap<String, Named>) {
    let Ok(entries) = fs::read_dir(folder) else {
        // reading it as a file tells why
        named.insert(name_of(folder), Named { path: folder.to_owned(), by_hand: true });
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let Ok(kind) = entry.file_type() else { continue };
        if hidden {
            continue;
        }
        if kind.is_dir() {
            walk(&path, named);
        } else if path.extension().is_some_and(|extension| extension == "odp") && !(kind.is_symlink() && path.is_dir()) {
            named.entry(name_of(&path)).or_insert(Named { path, by_hand: false });
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
