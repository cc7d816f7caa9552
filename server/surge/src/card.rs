//! What a lead is shown.

use domain::{TicketId, Timestamp};

use crate::{places::Stream, scan::Asked};

/// The ticket whose request was the first alarm of a card: as good a name for the card as any, and the same each time. Of cards that were
/// joined, that of the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CardId(pub TicketId);

/// A surge: alarms within an hour of each other, of streams of which one contains the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    pub id: CardId,
    pub(crate) head: Head,
    /// In the order of [`Asked::order`].
    pub(crate) tickets: Vec<Asked>,
    pub(crate) is_left_out: bool,
}

/// What changes with each alarm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Head {
    pub(crate) opened_at: Timestamp,
    pub(crate) last_at: Timestamp,
    /// The most surprising one.
    pub(crate) sighting: Sighting,
}

/// More requests than usual, in one stream and window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sighting {
    pub(crate) stream: Stream,
    pub(crate) window_minutes: u32,
    pub(crate) seen: u32,
    pub(crate) wards: u32,
    pub(crate) expected: f64,
    pub(crate) score: f64,
}

impl Card {
    /// What there is too much of.
    pub const fn stream(&self) -> Stream {
        self.head.sighting.stream
    }

    /// Its first alarm, whichever stream that was of.
    pub const fn opened_at(&self) -> Timestamp {
        self.head.opened_at
    }

    /// Its last alarm.
    pub const fn last_at(&self) -> Timestamp {
        self.head.last_at
    }

    /// The window in which it was most surprising.
    pub const fn window_minutes(&self) -> u32 {
        self.head.sighting.window_minutes
    }

    /// Requests in that window …
    pub const fn seen(&self) -> u32 {
        self.head.sighting.seen
    }

    /// … from so many wards …
    pub const fn wards(&self) -> u32 {
        self.head.sighting.wards
    }

    /// … of which so many are usual.
    pub const fn expected(&self) -> f64 {
        self.head.sighting.expected
    }

    /// Decades: so many requests or more come by chance once in 10^score windows.
    pub const fn score(&self) -> f64 {
        self.head.sighting.score
    }

    /// The requests in the windows of its alarms, the first one first.
    pub fn tickets(&self) -> &[Asked] {
        &self.tickets
    }

    /// Whether it is no longer learnt from.
    pub const fn is_left_out(&self) -> bool {
        self.is_left_out
    }
}
