//! What a live page knows about its own freshness.

use domain::Timestamp;
use leptos::prelude::*;

/// Signals that the stream drives and views read. On the server they keep their first value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Live {
    /// Server time, for relative times; moves every 10 seconds.
    pub(crate) now: RwSignal<Timestamp>,
    /// Server time, for countdowns; moves every second.
    pub(crate) second: RwSignal<Timestamp>,
    /// Wall-clock time of the last sign of life, when that is too long ago.
    pub(crate) silent_since: RwSignal<Option<String>>,
    /// Wall-clock time at which the reader stopped the updates.
    pub(crate) paused_since: RwSignal<Option<String>>,
    /// The program runs; before that, what needs it stays hidden.
    pub(crate) running: RwSignal<bool>,
}

impl Live {
    pub(crate) fn new(now: Timestamp) -> Self {
        Self {
            now: RwSignal::new(now),
            second: RwSignal::new(now),
            silent_since: RwSignal::new(None),
            paused_since: RwSignal::new(None),
            running: RwSignal::new(false),
        }
    }

    /// Whether what is shown may be out of date.
    pub(crate) fn is_old(&self) -> bool {
        self.silent_since.with(Option::is_some) || self.paused_since.with(Option::is_some)
    }

    /// The sentence on top of the page: when it was last live, or that it is.
    pub(crate) fn in_words(&self) -> String {
        match (self.silent_since.get(), self.paused_since.get()) {
            (Some(clock), _) => format!("Not live since {clock}. Trying again."),
            (None, Some(clock)) => format!("Updates paused at {clock}."),
            (None, None) if self.running.get() => "Live.".to_owned(),
            (None, None) => String::new(),
        }
    }
}

/// A model that can be fetched again.
#[cfg(feature = "hydrate")]
pub(crate) trait Snapshot: serde::de::DeserializeOwned + Send + Sync + 'static {
    fn now(&self) -> Timestamp;
    /// Last event it knows of.
    fn sequence(&self) -> i64;
}
