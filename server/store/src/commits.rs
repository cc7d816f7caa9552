//! Who wants to know how long commits take.

use std::{fmt, sync::OnceLock, time::Duration};

/// Hears of a commit: how long it took, and how many writes shared it.
pub type CommitWatcher = Box<dyn Fn(Duration, usize) + Send + Sync>;

/// Tells the watcher, if there is one.
#[derive(Default)]
pub(crate) struct Commits(OnceLock<CommitWatcher>);

impl Commits {
    /// The first watcher is told; later ones are not.
    pub(crate) fn watch(&self, watcher: CommitWatcher) {
        let _ = self.0.set(watcher);
    }

    pub(crate) fn tell(&self, took: Duration, writes: usize) {
        if let Some(watcher) = self.0.get() {
            watcher(took, writes);
        }
    }
}

impl fmt::Debug for Commits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Commits").field(&self.0.get().is_some()).finish()
    }
}
