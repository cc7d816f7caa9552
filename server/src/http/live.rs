//! Streams of changes.

use std::{net::IpAddr, sync::Arc};

use axum::{extract::State, http::HeaderMap, response::Response};
use domain::{Permission, WallId};
use serde::Deserialize;
use tokio_util::sync::CancellationToken;

use super::{Problem, address::Address, extract::Query, visit::Visit};
use crate::{
    auth::SignedInPerson,
    core::Core,
    limits::{Limits, Reader},
    live::{Hub, OpenedBy, Watching, stream},
};

#[derive(Debug, Deserialize)]
pub(crate) struct After {
    /// The last sequence the page was made with.
    #[serde(default)]
    pub(crate) after: Option<String>,
}

/// What opens a stream of changes.
#[derive(Clone, Debug)]
pub(crate) struct Streams {
    core: Core,
    hub: Hub,
    limits: Arc<Limits>,
    shutdown: CancellationToken,
}

impl Streams {
    pub(crate) const fn new(core: Core, hub: Hub, limits: Arc<Limits>, shutdown: CancellationToken) -> Self {
        Self { core, hub, limits, shutdown }
    }

    /// For this reader, at this address, if there is room; `known` and `opened_by` as [`stream`] takes them.
    pub(crate) async fn open(
        &self,
        watching: Watching,
        known: Option<i64>,
        opened_by: Option<SignedInPerson>,
        reader: Reader,
        address: IpAddr,
    ) -> Result<Response, Problem> {
        let opened_by = opened_by.map_or(OpenedBy::Anybody, OpenedBy::Person);
        self.open_by(watching, known, opened_by, reader, address).await
    }

    /// For a screen on a wall.
    pub(crate) async fn open_on_wall(
        &self,
        wall: WallId,
        known: Option<i64>,
        address: IpAddr,
    ) -> Result<Response, Problem> {
        let reader = Reader::Wall(wall);
        self.open_by(Watching::Everything, known, OpenedBy::Wall(wall), reader, address).await
    }

    async fn open_by(
        &self,
        watching: Watching,
        known: Option<i64>,
        opened_by: OpenedBy,
        reader: Reader,
        address: IpAddr,
    ) -> Result<Response, Problem> {
        let place = self.limits.open_page(reader, address)?;
        Ok(stream(&self.core, &self.hub, watching, known, opened_by, self.shutdown.clone(), place).await?)
    }
}

/// The board's stream for a lead, one's own for a responder.
pub(crate) async fn events(
    State(streams): State<Streams>,
    visit: Visit,
    Address(address): Address,
    Query(After { after }): Query<After>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let watching = if visit.caller.may(Permission::Command) {
        Watching::Everything
    } else {
        Watching::JobsOf(visit.person_id()?)
    };
    let reader = Reader::Person(visit.person_id()?);
    streams.open(watching, known(&headers, after.as_deref()), visit.caller.person, reader, address).await
}

/// What the client says it knows: the browser's own header when it comes back, else what its page was made with. What
/// cannot be read counts as knowing nothing of the log, which costs one more fetch.
pub(crate) fn known(headers: &HeaderMap, after: Option<&str>) -> Option<i64> {
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()).or(after)?;
    Some(last.parse().unwrap_or(0))
}
