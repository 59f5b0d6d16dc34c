//! The libraries inside the binary, written in odp itself. A yearly snapshot is frozen: what compiled with it keeps compiling.

use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::Sink;
use crate::source::{FileId, Source};
use crate::syntax::{Tree, parse};

/// The source of a library by the name that `use` gives, such as `odp:hk/2026`.
#[must_use]
pub fn find(name: &str) -> Option<&'static str> {
    LIBRARIES.iter().find(|(known, _)| *known == name).map(|(_, source)| *source)
}

/// The names of all libraries.
pub fn names() -> impl Iterator<Item = &'static str> {
    LIBRARIES.iter().map(|(name, _)| *name)
}

/// The country or territory that a library is of: its code in the EU authority table `country`.
#[must_use]
pub fn country(name: &str) -> Option<&'static str> {
    COUNTRIES.iter().find(|(prefix, _)| name.starts_with(prefix)).map(|(_, code)| *code)
}

static COUNTRIES: &[(&str, &str)] = &[("odp:hk/", "HKG")];

static LIBRARIES: &[(&str, &str)] = &[("odp:hk/2026", include_str!("hk-2026.odp"))];

/// A parsed library: its name, and its place among the files of a run, which its spans hold.
type Parsed = (Arc<str>, FileId, Arc<Tree>);

/// How many parsed libraries are kept: as files of a workspace they come at few places.
const KEPT: usize = 8;

/// A parsed library, read once for each place that it has among the files of a run. Programs that check again and again, as an
/// editor does, need not read it again and again.
#[must_use]
pub fn parsed(source: &Source) -> Arc<Tree> {
    static KNOWN: Mutex<Vec<Parsed>> = Mutex::new(Vec::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((.., tree)) = known.iter().find(|(name, id, _)| **name == *source.name && *id == source.id) {
        return Arc::clone(tree);
    }
    let tree = Arc::new(parse(source, &mut Sink::default()));
    if known.len() == KEPT {
        known.remove(0);
    }
    known.push((Arc::from(&*source.name), source.id, Arc::clone(&tree)));
    tree
}
