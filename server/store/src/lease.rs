//! Work that one program at a time does, of all that share a database.

use std::time::Duration;

/// How long a program that falls silent keeps others from its work. Longer than the engine's pause between two looks, and short
/// enough for alerts to go on within ten seconds after it was killed.
pub const TURN: Duration = Duration::from_secs(7);

/// The stored name is the snake-case name of the variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Work {
    /// Deciding whom to ask.
    Dispatch,
    /// Sending alerts.
    Alerts,
    /// Having people called.
    Calls,
    /// Following the event log.
    Followers,
    /// Writing down where more is asked than usual.
    Surges,
    /// What is due at set times.
    Schedule,
}

/// The right to do some work until somebody else was let in. Its number is higher than that of everyone who had it
/// before, so a program that was held up and comes back late is told apart from who has taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    pub(crate) work: Work,
    pub(crate) number: i64,
}

/// Whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    Ours(Lease),
    /// Another program's, for so long unless it asks again.
    Theirs(Duration),
}
