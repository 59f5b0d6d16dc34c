//! Puts fixes that are certain into the files that were named.
//!
//! It works in rounds, for one fault may hide another. In a round the fixes are taken by place; one that meets an earlier one, or
//! a comment, waits. After it everything is read again: a fix that would leave a file with more errors than before, break a file
//! that could be read, or change a comment, is left out.

mod round;

use std::collections::BTreeMap;

use round::Round;

use crate::diagnostic::Diagnostic;
use crate::files::{Files, ReadError};
use crate::rules::Settings;
use crate::source::Position;

/// How often fixes are put in with care after they did harm.
const TRIES: usize = 3;
/// So many rounds at most: each mends what the one before uncovered.
const ROUNDS: usize = 10;

/// Files of which some have another text now.
#[derive(Clone)]
pub struct Overlay<'a> {
    files: &'a dyn Files,
    texts: BTreeMap<String, String>,
}

impl<'a> Overlay<'a> {
    /// The files as they are.
    #[must_use]
    pub const fn new(files: &'a dyn Files) -> Self {
        Self { files, texts: BTreeMap::new() }
    }

    /// The same, but this file has this text.
    #[must_use]
    pub fn with(mut self, path: &str, text: &str) -> Self {
        self.texts.insert(path.to_owned(), text.to_owned());
        self
    }

    /// The files whose text was changed, and what it is now.
    pub fn changed(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }
}

impl Files for Overlay<'_> {
    fn read(&self, path: &str) -> Result<String, ReadError> {
        self.texts.get(path).map_or_else(|| self.files.read(path), |text| Ok(text.clone()))
    }

    fn exists(&self, path: &str) -> bool {
        self.texts.contains_key(path) || self.files.exists(path)
    }
}

/// One fix that was put in.
#[derive(Clone, Debug)]
pub struct Mended {
    /// The file.
    pub name: Box<str>,
    /// Where it was, when its turn came.
    pub position: Position,
    /// What it mended.
    pub finding: Diagnostic,
    /// What was taken out and what was put in, for each edit.
    pub changes: Vec<(Box<str>, Box<str>)>,
}

/// What became of the files.
#[derive(Clone)]
pub struct Outcome<'a> {
    /// The files with the fixes in them; nothing is written.
    pub files: Overlay<'a>,
    /// The fixes, in the order in which they were put in.
    pub mended: Vec<Mended>,
    /// How many fixes were left out, for they would have done harm.
    pub refused: usize,
}

/// Puts every certain fix into the files of `paths`, and into no other.
///
/// ```
/// use odp::files::{Files, Memory};
///
/// let files = Memory::new().with("lib.odp", "odp 1\nphrase x { txet: tc \"數據\" en \"Data\" }\n");
/// let outcome = odp::fix::fix(&files, &["lib.odp".to_owned()], &Default::default());
/// assert_eq!(outcome.files.read("lib.odp").as_deref(), Ok("odp 1\nphrase x { text: tc \"數據\" en \"Data\" }\n"));
/// ```
#[must_use]
pub fn fix<'a>(files: &'a dyn Files, paths: &[String], settings: &Settings) -> Outcome<'a> {
    let mut careful = Outcome { files: Overlay::new(files), mended: Vec::new(), refused: 0 };
    for _ in 0..TRIES {
        // what a round uncovers the next may mend, so the harm is judged at the end; only where there is some, step by step
        let hopeful = rounds(careful.clone(), paths, settings, false);
        let tally = |outcome: &Outcome<'_>| Round::new(&outcome.files, paths, settings).tally();
        let before = tally(&careful);
        if let Some(hopeful) = hopeful.filter(|hopeful| !tally(hopeful).is_worse_than(&before)) {
            return Outcome { refused: 0, ..hopeful };
        }
        let known = careful.mended.len();
        let Some(next) = rounds(careful.clone(), paths, settings, true) else {
            return Outcome { refused: Round::new(&careful.files, paths, settings).run(false).mended.len(), ..careful };
        };
        careful = next;
        if careful.mended.len() == known {
            break;
        }
    }
    careful
}

/// Rounds until one finds nothing to mend; nothing where there is no end of it.
fn rounds<'a>(mut outcome: Outcome<'a>, paths: &[String], settings: &Settings, careful: bool) -> Option<Outcome<'a>> {
    for _ in 0..ROUNDS {
        let next = Round::new(&outcome.files, paths, settings).run(careful);
        outcome.refused = next.refused;
        if next.mended.is_empty() {
            return Some(outcome);
        }
        outcome.mended.extend(next.mended);
        outcome.files = next.files;
    }
    None
}
