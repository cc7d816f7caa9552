//! What is going to happen, the earliest first.

use std::{cmp::Reverse, collections::BinaryHeap};

use domain::Timestamp;

/// Workers and tickets by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Event {
    Starts(u32),
    Ends(u32),
    Asks(u32),
    Answers { ticket: u32, worker: u32, offer: u32, accepts: bool },
    Arrives { ticket: u32, worker: u32, walk: u32 },
    Finishes { ticket: u32, worker: u32 },
    GivesUp(u32),
    WalksOn { worker: u32, walk: u32 },
    LiftStops,
    LiftRuns,
}

/// Events of the same instant happen in the order in which they were added.
#[derive(Debug, Default)]
pub(super) struct Queue {
    events: BinaryHeap<Reverse<(Timestamp, u32, Event)>>,
    added: u32,
}

impl Queue {
    pub(super) fn add(&mut self, at: Timestamp, event: Event) {
        self.added += 1;
        self.events.push(Reverse((at, self.added, event)));
    }

    pub(super) fn next_at(&self) -> Option<Timestamp> {
        self.events.peek().map(|Reverse((at, ..))| *at)
    }

    pub(super) fn pop(&mut self) -> Option<Event> {
        self.events.pop().map(|Reverse((.., event))| event)
    }
}
