//! Streams of changes.

use axum::{extract::State, http::HeaderMap, response::Response};
use domain::Permission;
use serde::Deserialize;

use super::{Problem, Web, address::Address, extract::Query, limits::Reader, visit::Visit};
use crate::live::{Watching, stream};

#[derive(Debug, Deserialize)]
pub(super) struct After {
    /// The last sequence the page was made with.
    #[serde(default)]
    pub(super) after: Option<String>,
}

/// The board's stream for a lead, one's own for a responder.
pub(super) async fn events(
    State(web): State<Web>,
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
    let place = web.elbow.limits.pages.open(Reader::Person(visit.person_id()?), address)?;
    let known = known(&headers, after.as_deref());
    Ok(stream(&web.elbow, watching, known, visit.caller.person, web.shutdown.clone(), place).await?)
}

/// What the client says it knows: the browser's own header when it comes back, else what its page was made with. What
/// cannot be read counts as knowing nothing of the log, which costs one more fetch.
pub(super) fn known(headers: &HeaderMap, after: Option<&str>) -> Option<i64> {
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()).or(after)?;
    Some(last.parse().unwrap_or(0))
}
