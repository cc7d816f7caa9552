//! What became of something that was sent.

use std::time::Duration;

/// What became of one try at one destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The server has it. What it does with it, it does not say.
    Accepted,
    /// There is no such destination any more.
    Gone,
    /// It will not take this, however often it is asked: our fault, or its setting. Why, for the log.
    Refused(String),
    /// The message does not fit there; the destination is not to blame.
    TooLarge,
    /// Not now: the server is busy, down or slow. Not before the duration it asked for, if it did.
    Later { after: Option<Duration>, why: String },
    /// Nothing is left of the time in which the message makes sense.
    Expired,
}

/// How a message ended that was to be sent, to all of its destinations taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Accepted by at least one.
    Sent,
    /// There is no destination, or none any more.
    Nowhere,
    /// Not accepted before it made no more sense.
    Expired,
    /// Refused for good, or set aside.
    Refused,
}
