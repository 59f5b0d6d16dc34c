//! The text of PDF (ISO 32000): by its structure where it is tagged, else by where the words stand.
//!
//! PDF keeps glyphs at places, so that what comes of it is a draft in any case, and a finding says so. The structure of a tagged one
//! tells tables, lists and languages. What has no Unicode is not guessed: such words are left out, and said.
//!
//! The program that reads glyphs is not ours. It runs in a thread of its own, with a limit to what it may do, so that no file brings
//! down or holds up the import.

mod bounds;
mod flat;
mod letters;
mod page;
mod tree;

use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};

use super::archive::Refused;
use super::{Desk, File, Read};
use crate::diagnostic::{self as d, Diagnostic};
use crate::import::GUARDED;
use crate::import::material::{Block, Material};
use crate::source::Span;
use letters::Unread;
use page::Page;
use tree::Node;

/// The stack of the thread, in bytes.
const STACK: usize = 64 * 1024 * 1024;
/// Of how many characters one may have no Unicode before the whole is refused.
const READABLE: usize = 10;

pub(super) fn takes(file: &File) -> bool {
    crate::files::foreign(&file.bytes) == Some("pdf")
}

pub(super) fn read(file: &File, desk: &mut Desk<'_>) -> Option<Read> {
    let blocks = document(file, desk).map_err(|refused| refused.say(file, "pdf", desk)).ok()?;
    Some(Read::Material(Material { blocks }))
}

/// What was taken from a file.
struct Taken {
    pages: Vec<Page>,
    /// Its structure, where it is tagged.
    tree: Vec<Node>,
    /// The names of files that are attached as its source.
    sources: Vec<String>,
}

fn document(file: &File, desk: &mut Desk<'_>) -> Result<Vec<Block>, Refused> {
    if !bounds::are_kept(&file.bytes) {
        return Err(Refused::Large);
    }
    let taken = taken(&file.bytes)?;
    let all = taken.pages.iter().map(|page| page.glyphs.len()).sum::<usize>();
    let unread = taken.pages.iter().flat_map(|page| &page.glyphs).filter(|glyph| letters::is_unread(&glyph.text)).count();
    if all == 0 {
        return Err(Refused::Broken("it holds no text, only pictures".to_owned()));
    }
    if unread * READABLE > all {
        return Err(Refused::Broken(format!("{unread} of its {all} characters have no Unicode")));
    }
    let mut unread = Unread::default();
    let (blocks, start) = if taken.tree.is_empty() {
        flat::blocks(file, &taken.pages, desk, &mut unread)
    } else {
        tree::blocks(file, &taken, desk, &mut unread)
    };
    say(&taken, &unread, file, start, desk);
    Ok(blocks)
}

fn say(taken: &Taken, unread: &Unread, file: &File, start: Span, desk: &mut Desk<'_>) {
    let draft = Diagnostic::at(&d::IMPORT_DRAFT, start).arg("path", &*file.name);
    desk.sink.push(if taken.tree.is_empty() { draft.variant("flat") } else { draft });
    for name in &taken.sources {
        desk.sink.push(Diagnostic::at(&d::IMPORT_ATTACHED, start).arg("path", &*file.name).arg("found", &**name));
    }
    for (span, text) in &unread.places {
        desk.sink.push(Diagnostic::at(&d::IMPORT_GLYPHS, *span).arg("found", &**text));
    }
}

/// Reads a file in a thread of its own; a crash there is a file that cannot be read.
fn taken(bytes: &[u8]) -> Result<Taken, Refused> {
    let bytes = bytes.to_vec();
    let work = std::thread::Builder::new().name(GUARDED.to_owned()).stack_size(STACK).spawn(move || {
        let pdf = Pdf::new(bytes).map_err(|error| match error {
            LoadPdfError::Decryption(_) => Refused::Locked,
            LoadPdfError::Invalid => Refused::Broken("its parts do not fit together".to_owned()),
        })?;
        if !bounds::ends(&pdf) {
            return Err(Refused::Large);
        }
        let pages = page::all(&pdf);
        Ok(Taken { tree: tree::of(&pdf), sources: tree::sources(&pdf), pages })
    })?;
    work.join().unwrap_or_else(|_| Err(Refused::Broken("it asks for more than any document does, or is damaged".to_owned())))
}
