//! Follows the event log, once for all streams.

use std::{collections::HashSet, sync::Arc, time::Duration};

use axum::body::Bytes;
use domain::{PersonId, TicketId};
use store::{LoggedEvent, Subject};
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

use super::{audience::Audience, frame};
use crate::elbow::Elbow;

/// What a stream needs to know of an event.
#[derive(Debug)]
pub(super) struct Change {
    /// None for what is not in the log: alarms.
    pub sequence: Option<i64>,
    pub ticket: Option<TicketId>,
    pub people: HashSet<PersonId>,
    /// As it goes over the wire: written once for all streams.
    pub frame: Bytes,
}

/// Where streams listen. A stream that lags more than the buffer is told to start anew.
#[derive(Debug, Clone)]
pub struct Hub {
    changes: broadcast::Sender<Arc<Change>>,
}

/// Changes a slow client may be behind.
const BUFFER: usize = 1024;
/// Looks even if nobody called.
const LOOK_AT_LEAST_EVERY: Duration = Duration::from_secs(1);
const BATCH: u32 = 500;
/// All that pages hear of the canary: the board says when it was last back.
const CANARY_IS_BACK: &str = "resolved";

impl Default for Hub {
    fn default() -> Self {
        Self { changes: broadcast::Sender::new(BUFFER) }
    }
}

impl Hub {
    /// How many pages listen.
    pub(crate) fn streams(&self) -> usize {
        self.changes.receiver_count()
    }

    /// Boards show something that is not in the log.
    pub(crate) fn tell_boards(&self) {
        // No listener is no fault.
        let _ = self.changes.send(Arc::new(Change {
            sequence: None,
            ticket: None,
            people: HashSet::new(),
            frame: frame::RESET,
        }));
    }

    pub(super) fn listen(&self) -> broadcast::Receiver<Arc<Change>> {
        self.changes.subscribe()
    }
}

/// Runs until `shutdown`.
pub async fn run(elbow: Elbow, shutdown: CancellationToken) {
    let mut follower: Option<Follower> = None;
    loop {
        if let Err(error) = follow(&elbow, &mut follower).await {
            tracing::error!(%error, "live pages could not read the event log");
        }
        tokio::select! {
            () = elbow.wake.live.notified() => {}
            () = tokio::time::sleep(LOOK_AT_LEAST_EVERY) => {}
            () = shutdown.cancelled() => return,
        }
    }
}

struct Follower {
    sequence: i64,
    audience: Audience,
}

async fn follow(elbow: &Elbow, follower: &mut Option<Follower>) -> Result<(), store::Error> {
    let mut session = elbow.store.read().await?;
    let follower = match follower {
        Some(follower) => follower,
        None => follower.insert(Follower {
            sequence: session.latest_sequence().await?,
            audience: Audience::of(&session.list_open_tickets().await?),
        }),
    };
    loop {
        let events = session.list_events_after(follower.sequence, BATCH).await?;
        if events.is_empty() {
            return Ok(());
        }
        for event in &events {
            follower.sequence = event.sequence;
            if !matches!(event.subject, Subject::Ticket(ticket) if ticket.is_canary()) {
                elbow.metrics.saw_event(&event.kind);
            } else if event.kind != CANARY_IS_BACK {
                continue;
            }
            let change = change(event, &mut follower.audience);
            // No listener is no fault.
            let _ = elbow.hub.changes.send(Arc::new(change));
        }
    }
}

/// What only tells leads whether somebody was reached: no other page shows it.
const ABOUT_ALERTS: [&str; 2] = ["alert_arrived", "not_reached"];

fn change(event: &LoggedEvent, audience: &mut Audience) -> Change {
    let (ticket, people) = match event.subject {
        _ if ABOUT_ALERTS.contains(&event.kind.as_str()) => (None, HashSet::new()),
        Subject::Ticket(ticket) => (Some(ticket), audience.people(event)),
        Subject::Person(_) | Subject::Device(_) => (None, audience.people(event)),
    };
    Change { sequence: Some(event.sequence), ticket, people, frame: frame::change(event.sequence) }
}
