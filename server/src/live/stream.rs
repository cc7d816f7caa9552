//! One page's stream of changes, as server-sent events.

use std::{convert::Infallible, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use domain::WallId;
use futures::StreamExt;
use tokio::{
    sync::broadcast::{self, error::RecvError},
    time::{Instant, MissedTickBehavior},
};
use tokio_util::sync::CancellationToken;

use super::{
    frame,
    hub::{Ended, Hub, Watching},
};
use crate::{
    auth::{self, SignedInPerson},
    core::Core,
    limits::Place,
};

/// A page that has heard nothing for ten seconds shows itself as not live, so a beat comes twice as often.
const BEAT: Duration = Duration::from_secs(5);

/// What a stream is open by.
#[derive(Debug, Clone)]
pub(crate) enum OpenedBy {
    /// A link that does not end while somebody looks.
    Anybody,
    Person(SignedInPerson),
    Wall(WallId),
}

/// Streams `change` (data `{"sequence": n}`, the id is the sequence), `beat` every five seconds and `reset` to a client
/// that is too far behind. `gone` is the last frame when the sign-in or link ends that it was `opened_by`, or one of its
/// roles. A client that knew less
/// than the log holds by now gets one `change` at once. `known` is the last sequence the page knows of. The stream keeps
/// `place` for as long as it is open.
pub(crate) async fn stream(
    core: &Core,
    hub: &Hub,
    watching: Watching,
    known: Option<i64>,
    opened_by: OpenedBy,
    shutdown: CancellationToken,
    place: Place,
) -> Result<Response, store::Error> {
    // Listen first, then look, so that nothing is missed; what was looked at already is not told again.
    let changes = hub.listen(watching);
    let ending = Box::pin(ended(core.clone(), opened_by, hub.hear_of_ends()));
    let latest = core.store.read().await?.latest_sequence().await?;
    // Every client waits a little differently before it comes back, so that a restart is not a stampede.
    let retry = 1_000 + u64::from(u16::from_be_bytes(core.random.bytes())) % 3_000;

    let mut greeting = vec![frame::retry(Duration::from_millis(retry)), frame::BEAT];
    let told = if known.is_some() { latest } else { 0 };
    if known.is_some_and(|known| known < latest) {
        greeting.push(frame::change(latest));
    }
    let mut beats = tokio::time::interval_at(Instant::now() + BEAT, BEAT);
    beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let later = futures::stream::unfold(Some((changes, beats, ending, place)), move |open| {
        let shutdown = shutdown.clone();
        async move {
            let (mut changes, mut beats, mut ending, place) = open?;
            let frame = loop {
                tokio::select! {
                    // In this order, so that most of the time one look is enough.
                    biased;
                    () = &mut ending => return Some((frame::GONE, None)),
                    change = changes.next() => match change {
                        Ok(change) if change.sequence.is_none_or(|sequence| sequence > told) => break change.frame,
                        Ok(_) => {}
                        Err(RecvError::Lagged(_)) => break frame::RESET,
                        Err(RecvError::Closed) => return None,
                    },
                    _ = beats.tick() => break frame::BEAT,
                    () = shutdown.cancelled() => return None,
                }
            };
            Some((frame, Some((changes, beats, ending, place))))
        }
    });
    let frames =
        futures::stream::iter([Bytes::from(greeting.concat())]).chain(later).map(Ok::<_, Infallible>);
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-cache"),
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, Body::from_stream(frames)).into_response())
}

/// Waits until a sign-in ends, or a role that it was opened with: by an event, whatever program wrote it, or by its time.
async fn ended(core: Core, opened_by: OpenedBy, mut ends: broadcast::Receiver<Ended>) {
    let person = match opened_by {
        OpenedBy::Anybody => return std::future::pending().await,
        OpenedBy::Wall(wall) => return wall_ended(&core, wall, ends).await,
        OpenedBy::Person(person) => person,
    };
    let mut until = person.until;
    loop {
        tokio::select! {
            end = ends.recv() => match end {
                Ok(Ended::Session(session)) if session == person.session => return,
                Ok(Ended::Device(device)) if Some(device) == person.device => return,
                Ok(Ended::RoleOf(whose)) if whose == person.id => {}
                Ok(_) => continue,
                // Which ended was missed: look.
                Err(_) => {}
            },
            () = tokio::time::sleep(BEAT) => if core.now() < until { continue },
        }
        match auth::lasts_until(&core, &person).await {
            Ok(Some(later)) => until = later,
            Ok(None) => return,
            // The database is away; the page hears of that otherwise.
            Err(error) => tracing::warn!(%error, "a sign-in could not be looked at"),
        }
    }
}

/// Waits until a wall's link is taken back. It may have been between its being looked up and our listening.
async fn wall_ended(core: &Core, wall: WallId, mut ends: broadcast::Receiver<Ended>) {
    loop {
        match is_there(core, wall).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => tracing::warn!(%error, "a wall screen could not be looked at"),
        }
        loop {
            match ends.recv().await {
                Ok(Ended::Wall(ended)) if ended == wall => return,
                Ok(_) => {}
                // Which ended was missed: look.
                Err(RecvError::Lagged(_)) => break,
                Err(RecvError::Closed) => return std::future::pending().await,
            }
        }
    }
}

async fn is_there(core: &Core, wall: WallId) -> Result<bool, store::Error> {
    let wall = core.store.read().await?.lookup_wall(wall).await?;
    Ok(wall.is_some_and(|wall| wall.revoked_at.is_none()))
}
