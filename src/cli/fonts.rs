//! The fonts of the machine, and those in folders that the command line names.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use fontdb::{Database, FaceInfo, Source, Style};

use crate::emit::{Face, Fonts};

/// Fonts on disk. A file is read when it is asked for, once.
#[derive(Debug)]
pub(super) struct DiskFonts {
    faces: Vec<Face>,
    files: Vec<FontFile>,
}

/// A file with one face or several.
#[derive(Debug)]
struct FontFile {
    path: PathBuf,
    bytes: OnceLock<Option<Arc<[u8]>>>,
}

impl DiskFonts {
    /// All faces of these folders, then all that the system knows.
    pub(super) fn find(folders: &[PathBuf]) -> Self {
        let mut fonts = Self { faces: Vec::new(), files: Vec::new() };
        let mut named = Database::new();
        for folder in folders {
            named.load_fonts_dir(folder);
        }
        fonts.add(&named, true);
        let mut system = Database::new();
        system.load_system_fonts();
        fonts.add(&system, false);
        fonts
    }

    /// The faces of a database, by path: the order in which a folder is read is nobody's choice.
    fn add(&mut self, database: &Database, is_named: bool) {
        let mut files: BTreeMap<&PathBuf, Vec<&FaceInfo>> = BTreeMap::new();
        for face in database.faces() {
            if let Source::File(path) | Source::SharedFile(path, _) = &face.source {
                files.entry(path).or_default().push(face);
            }
        }
        for (path, mut found) in files {
            found.sort_by_key(|face| face.index);
            let file = self.files.len();
            self.files.push(FontFile { path: path.clone(), bytes: OnceLock::new() });
            let face = |face: &FaceInfo| {
                let (family, _) = face.families.first()?;
                let (weight, is_upright) = (face.weight.0, face.style == Style::Normal);
                Some(Face { family: family.clone(), file, index: face.index, weight, is_upright, is_named })
            };
            self.faces.extend(found.into_iter().filter_map(face));
        }
    }
}

impl Fonts for DiskFonts {
    fn faces(&self) -> &[Face] {
        &self.faces
    }

    fn file(&self, number: usize) -> Option<Arc<[u8]>> {
        let file = self.files.get(number)?;
        file.bytes.get_or_init(|| std::fs::read(&file.path).ok().map(Arc::from)).clone()
    }
}
