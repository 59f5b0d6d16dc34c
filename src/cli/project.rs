//! The `odp.toml` that belongs to what was named.

use std::path::{Path, PathBuf};

use super::disk::{find_root, read};
use super::house;
use super::output::shown;
use crate::diagnostic::Diagnostic;
use crate::emit::Logo;
use crate::files::{MAX_BYTES, ReadError, System};
use crate::resolve::{Loaded, unreadable};
use crate::settings::{self, Settings};
use crate::source::{FileId, Source, Sources};

/// A file with settings, read.
#[derive(Debug)]
pub(super) struct Project {
    name: String,
    folder: PathBuf,
    text: Result<String, ReadError>,
}

impl Project {
    /// The nearest one: in the root or above it. Without paths, from the working folder.
    pub(super) fn find(paths: &[PathBuf], root: Option<&Path>) -> Option<Self> {
        let root = match root {
            Some(root) => root.canonicalize().ok()?,
            None if paths.is_empty() => find_root(&[PathBuf::from("-")])?,
            None => find_root(paths)?,
        };
        let path = root.ancestors().map(|folder| folder.join(settings::FILE)).find(|path| path.exists())?;
        let folder = path.parent().unwrap_or(Path::new(".")).to_owned();
        Some(Self { name: from_here(&path), folder, text: read(&path, MAX_BYTES, false) })
    }

    /// What it says, as far as it can be read.
    pub(super) fn settings(&self) -> Settings {
        let text = self.text.as_deref().unwrap_or_default();
        settings::read(&Source::new(FileId(0), &self.name, text)).0
    }

    /// Its name in reports.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Its text, or why it was not read.
    pub(super) const fn text(&self) -> &Result<String, ReadError> {
        &self.text
    }

    /// Where the logo lies that it names.
    pub(super) fn logo_path(&self) -> Option<PathBuf> {
        self.settings().house.logo.map(|file| house::logo_path(&file, &self.folder))
    }

    /// The logo of documents; `sources` are those that [`Self::judge`] added the file to.
    ///
    /// # Errors
    /// A finding where it cannot be used.
    pub(super) fn logo(&self, sources: &Sources) -> Result<Option<Logo>, Box<Diagnostic>> {
        let Some(source) = sources.iter().find(|source| *source.name == *self.name) else { return Ok(None) };
        house::logo(&settings::read(source).0.house, &self.folder)
    }

    /// Adds the file to the sources of a run, and what is wrong with it to what was found.
    pub(super) fn judge(&self, loaded: &mut Loaded) {
        match &self.text {
            Ok(text) => {
                let source = loaded.workspace.sources.add(&self.name, text.as_str());
                loaded.found.extend(settings::read(&source).1);
            }
            Err(error) => {
                let sources = &mut loaded.workspace.sources;
                loaded.found.push(unreadable(error.clone(), &self.name, System::HERE, sources));
            }
        }
    }
}

/// A path as someone in the working folder would write it.
fn from_here(path: &Path) -> String {
    let Some(here) = std::env::current_dir().ok().and_then(|here| here.canonicalize().ok()) else { return shown(path) };
    let up = here.ancestors().enumerate().find_map(|(up, folder)| Some((up, path.strip_prefix(folder).ok()?)));
    match up {
        // further up it is clearer to name it whole
        Some((up, rest)) if up <= 3 => "../".repeat(up) + &shown(rest),
        _ => shown(path),
    }
}
