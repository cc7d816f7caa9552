//! One page's stream of changes, as server-sent events.

use std::{convert::Infallible, time::Duration};

use axum::{
    http::HeaderValue,
    response::{IntoResponse, Response, Sse, sse::Event},
};
use domain::{PersonId, TicketId};
use futures::StreamExt;
use tokio::{sync::broadcast::error::RecvError, time::Instant};
use tokio_util::sync::CancellationToken;

use super::hub::Change;
use crate::elbow::Elbow;

/// What a page shows.
#[derive(Debug, Clone, Copy)]
pub enum Watching {
    Everything,
    JobsOf(PersonId),
    Ticket(TicketId),
}

/// A page that has heard nothing for ten seconds shows itself as not live, so a beat comes twice as often.
const BEAT: Duration = Duration::from_secs(5);

impl Watching {
    fn concerns(self, change: &Change) -> bool {
        match self {
            Self::Everything => true,
            Self::JobsOf(person) => change.people.contains(&person),
            Self::Ticket(ticket) => change.ticket == Some(ticket),
        }
    }
}

/// Streams `change` (data `{"sequence": n}`, the id is the sequence), `beat` every five seconds and `reset` to a client
/// that is too far behind. A client that knew less than the log holds by now gets one `change` at once. `known` is the
/// last sequence the page knows of.
pub async fn stream(
    elbow: &Elbow,
    watching: Watching,
    known: Option<i64>,
    shutdown: CancellationToken,
) -> Result<Response, store::Error> {
    // Listen first, then look, so that nothing is missed; what was looked at already is not told again.
    let changes = elbow.hub.listen();
    let latest = elbow.store.read().await?.latest_sequence().await?;
    // Every client waits a little differently before it comes back, so that a restart is not a stampede.
    let retry = 1_000 + u64::from(u16::from_be_bytes(elbow.random.bytes())) % 3_000;

    let mut greeting = vec![signal("beat").retry(Duration::from_millis(retry))];
    let told = if known.is_some() { latest } else { 0 };
    if known.is_some_and(|known| known < latest) {
        greeting.push(change_event(latest));
    }
    let later =
        futures::stream::unfold((changes, Instant::now() + BEAT), move |(mut changes, mut next_beat)| {
            let shutdown = shutdown.clone();
            async move {
                let event = loop {
                    tokio::select! {
                        () = shutdown.cancelled() => return None,
                        () = tokio::time::sleep_until(next_beat) => {
                            next_beat += BEAT;
                            break signal("beat");
                        }
                        change = changes.recv() => match change {
                            Ok(change) if watching.concerns(&change) => match change.sequence {
                                Some(sequence) if sequence > told => break change_event(sequence),
                                Some(_) => {}
                                None => break signal("reset"),
                            },
                            Ok(_) => {}
                            Err(RecvError::Lagged(_)) => break signal("reset"),
                            Err(RecvError::Closed) => return None,
                        }
                    }
                };
                Some((event, (changes, next_beat)))
            }
        });
    let events = futures::stream::iter(greeting).chain(later).map(Ok::<_, Infallible>);
    let mut response = Sse::new(events).into_response();
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

fn change_event(sequence: i64) -> Event {
    Event::default().event("change").id(sequence.to_string()).data(format!(r#"{{"sequence":{sequence}}}"#))
}

/// An event that says all by its name. Browsers drop events without data.
fn signal(name: &str) -> Event {
    Event::default().event(name).data("{}")
}
