//! What was read to make a version, and whether it is the same still.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::cli::disk::{Disk, read_bytes};
use crate::cli::load::Inputs;
use crate::cli::terminal::Terminal;
use crate::files::{Files, MAX_BYTES, ReadError, System};

/// What a file came to: a hash of its text, or why it was not read.
type Fingerprint = Result<[u8; 32], ReadError>;

fn fingerprint(text: &Result<String, ReadError>) -> Fingerprint {
    text.as_ref().map(|text| Sha256::digest(text).into()).map_err(Clone::clone)
}

/// The files of a run, which remembers what was read of them.
pub(super) struct Remembering<'a> {
    disk: &'a Disk,
    read: Mutex<BTreeMap<String, Fingerprint>>,
}

impl<'a> Remembering<'a> {
    pub(super) const fn new(disk: &'a Disk) -> Self {
        Self { disk, read: Mutex::new(BTreeMap::new()) }
    }

    /// What was read, by name.
    fn read_so_far(self) -> BTreeMap<String, Fingerprint> {
        self.read.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Files for Remembering<'_> {
    fn read(&self, name: &str) -> Result<String, ReadError> {
        let text = self.disk.read(name);
        self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), fingerprint(&text));
        text
    }

    fn exists(&self, name: &str) -> bool {
        let exists = self.disk.exists(name);
        if !exists {
            let absent = Err(ReadError::NotFound);
            self.read.lock().unwrap_or_else(PoisonError::into_inner).entry(name.to_owned()).or_insert(absent);
        }
        exists
    }

    fn system(&self) -> System {
        self.disk.system()
    }
}

/// All that a version was made from.
pub(super) struct Sources {
    /// What the command line named, folders opened.
    names: Vec<String>,
    read: BTreeMap<String, Fingerprint>,
    /// The settings, and the picture that they name.
    project: Option<(String, Fingerprint)>,
    logo: Option<(PathBuf, Option<[u8; 32]>)>,
}

impl Sources {
    /// Nothing yet but the settings of this terminal, and their logo as it is now.
    pub(super) fn new(terminal: &Terminal) -> Self {
        let (project, logo) = set(terminal);
        Self { names: Vec::new(), read: BTreeMap::new(), project, logo }
    }

    /// With what was named, and what was read.
    pub(super) fn with(self, names: Vec<String>, read: Remembering<'_>) -> Self {
        Self { names, read: read.read_so_far(), ..self }
    }

    /// Whether reading it all anew would give the same.
    pub(super) fn are_current(&self, inputs: &Inputs, terminal: &Terminal) -> bool {
        let terminal = terminal.anew(&inputs.paths);
        let same = |(name, known): (&String, &Fingerprint), disk: &Disk| {
            let now = fingerprint(&disk.read(name));
            // of what was only asked for it counts that it is not there
            now == *known || (now.is_err() && *known == Err(ReadError::NotFound))
        };
        let (project, logo) = set(&terminal);
        self.project == project
            && self.logo == logo
            && match inputs.open(&terminal) {
                Ok((disk, names)) => names == self.names && self.read.iter().all(|entry| same(entry, &disk)),
                Err(_) => self.names.is_empty(),
            }
    }

    /// The folders in which a change would matter: those of all that was read, and those named, with the ones inside.
    pub(super) fn folders(&self, inputs: &Inputs, root: Option<&Path>) -> BTreeSet<PathBuf> {
        let mut all = BTreeSet::new();
        for path in &inputs.paths {
            if path.is_dir() {
                inside(path, &mut all);
            }
        }
        let named = inputs.paths.iter().filter(|path| !path.is_dir()).map(PathBuf::as_path);
        let read = self.read.keys().map(Path::new).filter(|name| !name.to_string_lossy().starts_with("odp:"));
        let set = self.project.iter().map(|(name, _)| Path::new(name)).chain(self.logo.iter().map(|(path, _)| path.as_path()));
        for path in named.chain(read).chain(set) {
            all.extend(std::path::absolute(path).ok().as_deref().and_then(Path::parent).and_then(there));
            // the link is in one folder, what it leads to in another
            all.extend(path.canonicalize().ok().as_deref().and_then(Path::parent).map(Path::to_owned));
        }
        all.extend(root.map(Path::to_owned));
        all
    }
}

/// What the settings came to, and the logo.
type Set = (Option<(String, Fingerprint)>, Option<(PathBuf, Option<[u8; 32]>)>);

fn set(terminal: &Terminal) -> Set {
    let project = terminal.project.as_ref();
    let logo = project.and_then(|project| project.logo_path());
    let logo = logo.map(|path| {
        let bytes = read_bytes(&path, MAX_BYTES).ok();
        (path, bytes.map(|bytes| Sha256::digest(bytes).into()))
    });
    (project.map(|project| (project.name().to_owned(), fingerprint(project.text()))), logo)
}

/// A folder with all in it that are searched for plans: none that is hidden or a link.
fn inside(folder: &Path, all: &mut BTreeSet<PathBuf>) {
    all.extend(std::path::absolute(folder).ok());
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !is_hidden && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            inside(&entry.path(), all);
        }
    }
}

/// The folder, or the nearest one above it that is there: a folder that is gone may come back.
fn there(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|folder| folder.is_dir()).map(Path::to_owned)
}
