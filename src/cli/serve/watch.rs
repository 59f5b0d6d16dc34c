//! Tells that something changed in a folder. What changed is not asked: whoever is told looks.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _, recommended_watcher};

/// An editor writes a file in several steps: so long nothing may happen before it is read, and so long at most it is waited.
const QUIET: Duration = Duration::from_millis(30);
const LONGEST: Duration = Duration::from_millis(400);

/// So often the preview looks for changes that no system told of, as on drives of a network; also where it cannot watch.
pub(super) const LOOKS: Duration = Duration::from_secs(2);

/// A file that was met while it is written is whole in this time.
const WRITTEN: Duration = Duration::from_millis(200);

/// Why the preview goes on.
#[derive(Debug)]
pub(super) enum Signal {
    /// Something happened; of these folders it may be that they are others now.
    Changed(Vec<PathBuf>),
    /// The preview is to end.
    End,
}

/// The folders that are watched.
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    folders: BTreeSet<PathBuf>,
}

impl Watch {
    /// Watches nothing yet, and tells what happens through a channel.
    ///
    /// # Errors
    /// What the system says where it cannot watch.
    pub(super) fn new(sender: Sender<Signal>) -> notify::Result<Self> {
        let watcher = recommended_watcher(move |event: notify::Result<Event>| {
            let moved = match event {
                Ok(event) if !matters(event.kind) => return,
                Ok(event) if matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))) => event.paths,
                // of an error it is not known what was missed
                Ok(_) | Err(_) => Vec::new(),
            };
            // whoever listened has ended
            let _ = sender.send(Signal::Changed(moved));
        })?;
        Ok(Self { watcher, folders: BTreeSet::new() })
    }

    /// Watches these folders from now on, and no others; `moved` anew.
    ///
    /// # Errors
    /// What the system says of a folder that is there and cannot be watched.
    pub(super) fn follow(&mut self, folders: BTreeSet<PathBuf>, moved: &[PathBuf]) -> notify::Result<()> {
        let (kept, left): (BTreeSet<PathBuf>, BTreeSet<PathBuf>) =
            std::mem::take(&mut self.folders).into_iter().partition(|folder| folders.contains(folder) && !moved.contains(folder));
        for folder in left {
            // it may be gone, and the watch with it
            let _ = self.watcher.unwatch(&folder);
        }
        self.folders = kept;
        let mut failed = None;
        for folder in folders {
            if self.folders.contains(&folder) {
                continue;
            }
            match self.watcher.watch(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => drop(self.folders.insert(folder)),
                Err(error) if folder.is_dir() => failed = Some(error),
                Err(_) => {}
            }
        }
        failed.map_or(Ok(()), Err)
    }
}

/// Whether an event may be a change: to be read is none, to be closed after writing is one.
const fn matters(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => matches!(access, AccessKind::Close(AccessMode::Write)),
        _ => true,
    }
}

/// Waits for a change, then until it is over, or until it is time to look; gives what may have moved. Nothing once the preview is to
/// end.
pub(super) fn next(signals: &Receiver<Signal>) -> Option<Vec<PathBuf>> {
    let mut moved = match signals.recv_timeout(LOOKS) {
        Ok(Signal::Changed(moved)) => moved,
        Err(RecvTimeoutError::Timeout) => return Some(Vec::new()),
        Ok(Signal::End) | Err(RecvTimeoutError::Disconnected) => return None,
    };
    let until = Instant::now() + LONGEST;
    loop {
        let left = until.saturating_duration_since(Instant::now()).min(QUIET);
        match signals.recv_timeout(left) {
            Ok(Signal::Changed(more)) => moved.extend(more),
            Err(RecvTimeoutError::Timeout) => return Some(moved),
            Ok(Signal::End) | Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}

/// Waits so long as it may take until a file is whole, or for a change; gives what may have moved. Nothing once the preview is to end.
pub(super) fn whole(signals: &Receiver<Signal>) -> Option<Vec<PathBuf>> {
    match signals.recv_timeout(WRITTEN) {
        Ok(Signal::Changed(moved)) => Some(moved),
        Err(RecvTimeoutError::Timeout) => Some(Vec::new()),
        Ok(Signal::End) | Err(RecvTimeoutError::Disconnected) => None,
    }
}
