//! The fonts of the machine, and those in folders that the command line names.

use std::path::{Path, PathBuf};

use fontdb::{Database, Source, Style};

use crate::emit::{Face, Fonts};

/// Fonts on disk. A file is read when it is asked for.
#[derive(Debug)]
pub(super) struct DiskFonts {
    faces: Vec<Face>,
    files: Vec<PathBuf>,
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
        let path = |source: &Source| match source {
            Source::File(path) | Source::SharedFile(path, _) => Some(path.clone()),
            Source::Binary(_) => None,
        };
        let mut found: Vec<(PathBuf, Face)> = Vec::new();
        for face in database.faces() {
            let family = face.families.iter().find(|(_, language)| is_english(*language)).or(face.families.first());
            if let (Some(path), Some((family, _))) = (path(&face.source), family) {
                let (weight, is_upright) = (face.weight.0, face.style == Style::Normal);
                found.push((path, Face { family: family.clone(), index: face.index, weight, is_upright, is_named }));
            }
        }
        found.sort_by(|(a, first), (b, second)| (a, first.index).cmp(&(b, second.index)));
        for (path, face) in found {
            self.files.push(path);
            self.faces.push(face);
        }
    }
}

fn is_english(language: fontdb::Language) -> bool {
    language == fontdb::Language::English_UnitedStates
}

impl Fonts for DiskFonts {
    fn faces(&self) -> &[Face] {
        &self.faces
    }

    fn data(&self, face: usize) -> Option<Vec<u8>> {
        std::fs::read::<&Path>(self.files.get(face)?.as_ref()).ok()
    }
}
