//! What the standing check found last.

use std::sync::{PoisonError, RwLock};

/// Promises that do not hold at the moment, in words.
#[derive(Debug, Default)]
pub(crate) struct Alarms(RwLock<Vec<String>>);

impl Alarms {
    pub(crate) fn list(&self) -> Vec<String> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether they are others than before.
    pub(crate) fn replace(&self, found: Vec<String>) -> bool {
        let mut alarms = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for alarm in found.iter().filter(|alarm| !alarms.contains(alarm)) {
            tracing::error!(%alarm, "invariant violated");
        }
        let has_changed = *alarms != found;
        *alarms = found;
        has_changed
    }
}
