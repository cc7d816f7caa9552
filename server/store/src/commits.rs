//! Who wants to know how long commits take.

use std::{
    fmt,
    sync::{
        OnceLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// Hears of a commit: how long it took, and how many writes shared it.
pub type CommitWatcher = Box<dyn Fn(Duration, usize) + Send + Sync>;

/// Tells the watcher, if there is one, and remembers whether the last commit came to anything.
#[derive(Default)]
pub(crate) struct Commits {
    watcher: OnceLock<CommitWatcher>,
    last_failed: AtomicBool,
}

impl Commits {
    /// The first watcher is told; later ones are not.
    pub(crate) fn watch(&self, watcher: CommitWatcher) {
        let _ = self.watcher.set(watcher);
    }

    pub(crate) fn tell(&self, took: Duration, writes: usize, went_well: bool) {
        self.last_failed.store(!went_well, Ordering::Relaxed);
        if let Some(watcher) = self.watcher.get() {
            watcher(took, writes);
        }
    }

    pub(crate) fn last_failed(&self) -> bool {
        self.last_failed.load(Ordering::Relaxed)
    }
}

impl fmt::Debug for Commits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Commits").field(&self.watcher.get().is_some()).finish()
    }
}
