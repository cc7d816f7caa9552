//! When something is done.

use crate::Timestamp;

/// What is said by a tap is said when it was tapped, however long that waited for a connection, and becomes so when it arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// From when on it is so.
    pub now: Timestamp,
    /// When it was tapped, by our clock: never after `now`. Whether it is in time is about this.
    pub tapped_at: Timestamp,
    /// The same by the clock of the device, which may be wrong.
    pub device_at: Option<Timestamp>,
}

impl When {
    /// At once, by whoever has no device that says when.
    #[must_use]
    pub const fn at(now: Timestamp) -> Self {
        Self { now, tapped_at: now, device_at: None }
    }
}
