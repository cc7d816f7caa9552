//! Streams of changes.

use std::sync::Arc;

use axum::{extract::State, http::HeaderMap, response::Response};
use domain::Permission;
use serde::Deserialize;
use tokio_util::sync::CancellationToken;

use super::{Problem, address::Address, extract::Query, visit::Visit};
use crate::{
    core::Core,
    limits::{Limits, Reader},
    live::{Hub, Watching, stream},
};

#[derive(Debug, Deserialize)]
pub(super) struct After {
    /// The last sequence the page was made with.
    #[serde(default)]
    pub(super) after: Option<String>,
}

/// The board's stream for a lead, one's own for a responder.
pub(super) async fn events(
    State(core): State<Core>,
    State(hub): State<Hub>,
    State(limits): State<Arc<Limits>>,
    State(shutdown): State<CancellationToken>,
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
    let place = limits.pages.open(Reader::Person(visit.person_id()?), address)?;
    let known = known(&headers, after.as_deref());
    Ok(stream(&core, &hub, watching, known, visit.caller.person, shutdown, place).await?)
}

/// What the client says it knows: the browser's own header when it comes back, else what its page was made with. What
/// cannot be read counts as knowing nothing of the log, which costs one more fetch.
pub(super) fn known(headers: &HeaderMap, after: Option<&str>) -> Option<i64> {
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()).or(after)?;
    Some(last.parse().unwrap_or(0))
}
