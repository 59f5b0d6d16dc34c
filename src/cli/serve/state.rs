//! What is served now, and the board on which it hangs: whoever waits there is told of the next.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::pages::Pages;
use super::place::Places;
use crate::diagnostic::MessageLang;
use crate::emit::Artifact;

/// A site that was made, in memory.
#[derive(Debug, Default)]
pub(super) struct Version {
    /// A name for what it holds: the same for the same bytes.
    pub(super) name: String,
    pub(super) pages: Pages,
    files: FxHashMap<String, Arc<Artifact>>,
}

impl Version {
    pub(super) fn new(artifacts: Vec<Artifact>, pages: Pages) -> Self {
        let mut digest = Sha256::new();
        for artifact in &artifacts {
            for part in [artifact.path.as_bytes(), &artifact.bytes] {
                digest.update((part.len() as u64).to_le_bytes());
                digest.update(part);
            }
        }
        let name = digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let files = artifacts.into_iter().map(|artifact| (artifact.path.clone(), Arc::new(artifact))).collect();
        Self { name, pages, files }
    }

    /// The folder of a reader's language, or of the language that leads.
    pub(super) fn language(&self, lang: MessageLang) -> &str {
        let own = match lang {
            MessageLang::English => "en",
            MessageLang::Traditional => "tc",
            MessageLang::Simplified => "sc",
        };
        let langs = &self.pages.langs;
        langs.iter().find(|lang| *lang == own).or(langs.first()).map_or("", String::as_str)
    }

    /// What lies at a path.
    pub(super) fn file(&self, path: &str) -> Option<&Arc<Artifact>> {
        self.files.get(path)
    }
}

/// What is served.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The last version without errors, where there was one.
    pub(super) version: Option<Arc<Version>>,
    /// Where plans and datasets are written now.
    pub(super) places: Places,
    /// What the page that shows it is told, as JSON on one line.
    pub(super) told: String,
}

/// Where the state hangs, with its number.
#[derive(Debug, Default)]
pub(super) struct Board {
    hangs: Mutex<(u64, Arc<State>)>,
    changed: Condvar,
}

impl Board {
    /// Hangs up another state, and tells all who wait.
    pub(super) fn hang(&self, state: State) {
        let mut hangs = self.hangs.lock().unwrap_or_else(PoisonError::into_inner);
        *hangs = (hangs.0 + 1, Arc::new(state));
        self.changed.notify_all();
    }

    /// The state and its number.
    pub(super) fn state(&self) -> (u64, Arc<State>) {
        self.hangs.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The next state after that of a number; nothing where none comes in time.
    pub(super) fn after(&self, number: u64, time: Duration) -> Option<(u64, Arc<State>)> {
        let hangs = self.hangs.lock().unwrap_or_else(PoisonError::into_inner);
        let (hangs, _) =
            self.changed.wait_timeout_while(hangs, time, |hangs| hangs.0 <= number).unwrap_or_else(PoisonError::into_inner);
        (hangs.0 > number).then(|| hangs.clone())
    }
}
