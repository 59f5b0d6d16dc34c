//! What documents need of the world: the logo that `odp.toml` names, and the fonts of the machine.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::diagnostic::{self as d, Diagnostic};
use crate::emit::{Logo, MOST_DOTS, Picture};
use crate::settings::{House, LogoFile};

/// The most bytes of a logo: every document holds a copy.
const MOST: u64 = 1_000_000;

/// Where a logo lies that is named from `folder`.
pub(super) fn logo_path(file: &LogoFile, folder: &Path) -> PathBuf {
    file.path.split('/').fold(folder.to_owned(), |path, part| path.join(part))
}

/// Reads the logo, which lies below `folder`.
///
/// # Errors
/// A finding where it cannot be read, is no picture, is too large, or has no words.
pub(super) fn logo(house: &House, folder: &Path) -> Result<Option<Logo>, Box<Diagnostic>> {
    let Some(file) = &house.logo else { return Ok(None) };
    let finding = || Diagnostic::at(&d::UNUSABLE_LOGO, file.span).arg("path", &*file.path);
    let mut bytes = Vec::new();
    let read = File::open(logo_path(file, folder)).and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes));
    if let Err(error) = read {
        return Err(Box::new(finding().arg("reason", error.to_string())));
    }
    if bytes.len() as u64 > MOST {
        return Err(Box::new(finding().variant("size").arg("most", MOST as usize)));
    }
    let Some(kind) = Picture::of(&bytes) else { return Err(Box::new(finding().variant("kind"))) };
    if !kind.is_drawable(&bytes) {
        return Err(Box::new(finding().variant("broken").arg("dots", MOST_DOTS as usize)));
    }
    if house.logo_text.entries.is_empty() {
        return Err(Box::new(finding().variant("text")));
    }
    Ok(Some(Logo { kind, bytes, text: house.logo_text.clone() }))
}
