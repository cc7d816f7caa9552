//! What machines ask: whether the program lives, whether it is ready, and how things stand.
//!
//! `/livez` and `/readyz` are for anyone. `/health` and `/metrics` say more, and are answered to whoever shows the token of
//! the configuration; where the site is plain http on this machine, to whoever is on it.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Json,
    extract::{ConnectInfo, FromRef, FromRequestParts, State},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use ground::links;
use serde_json::json;
use store::{Follower, TicketFacts};
use tokio_util::sync::CancellationToken;

use super::{Door, Problem};
use crate::{
    core::Core,
    live::Hub,
    observed::{Figures, Observed},
    trust::Trust,
};

/// The engine looks every 5 seconds if nobody calls it.
const SILENT_AFTER: Duration = Duration::from_secs(15);
/// A database that is slower than this is of no use to a ward.
const ANSWERS_WITHIN: Duration = Duration::from_secs(2);
const METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

pub(crate) async fn live() -> &'static str {
    "ok"
}

pub(crate) async fn ready(
    State(core): State<Core>,
    State(observed): State<Arc<Observed>>,
    State(shutdown): State<CancellationToken>,
) -> Response {
    let reasons = why_not_ready(&core, &observed, &shutdown).await;
    if reasons.is_empty() { "ready".into_response() } else { not_ready(reasons.join("\n")) }
}

fn not_ready(body: impl IntoResponse) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")], body).into_response()
}

pub(crate) async fn health(
    _: MayLook,
    State(core): State<Core>,
    State(trust): State<Arc<Trust>>,
    State(observed): State<Arc<Observed>>,
    State(hub): State<Hub>,
    State(shutdown): State<CancellationToken>,
) -> Result<Response, Problem> {
    let reasons = why_not_ready(&core, &observed, &shutdown).await;
    let mut tx = core.store.read().await?;
    let back = tx.last_canary_back_at().await?;
    let body = json!({
        "version": crate::VERSION,
        "ready": reasons.is_empty(),
        "why_not_ready": reasons,
        "alarms": observed.alarms.list(),
        "open_tickets": tx.list_open_tickets().await?.len(),
        "alerts_waiting": tx.count_unfinished_alerts().await?,
        "live_pages": hub.streams(),
        "canary": {
            "on": trust.canary,
            "seconds_since_it_got_through": back.map(|at| core.now().since(at).as_secs()),
        },
    });
    Ok(if reasons.is_empty() { Json(body).into_response() } else { not_ready(Json(body)) })
}

pub(crate) async fn metrics(
    _: MayLook,
    State(core): State<Core>,
    State(observed): State<Arc<Observed>>,
    State(hub): State<Hub>,
) -> Result<Response, Problem> {
    let mut tx = core.store.read().await?;
    let facts = tx.lookup_cursor(TicketFacts.name()).await?.map_or(0, |facts| facts.sequence);
    let figures = Figures {
        now: core.now(),
        open: tx.list_open_tickets().await?,
        alerts_waiting: tx.count_unfinished_alerts().await?,
        streams: hub.streams(),
        alarms: observed.alarms.list().len(),
        behind: tx.latest_sequence().await?.saturating_sub(facts),
        canary_back_at: tx.last_canary_back_at().await?,
    };
    Ok(([(header::CONTENT_TYPE, METRICS)], observed.metrics.text(&figures)).into_response())
}

/// Sentences; none if requests for help are answered and dispatched.
async fn why_not_ready(core: &Core, observed: &Observed, shutdown: &CancellationToken) -> Vec<String> {
    let mut reasons = Vec::new();
    if shutdown.is_cancelled() {
        reasons.push("The program is stopping.".to_owned());
    }
    match tokio::time::timeout(ANSWERS_WITHIN, core.store.is_migrated()).await {
        Ok(Ok(true)) => {}
        Ok(Ok(false)) => reasons.push("The database was made for another version of Elbow.".to_owned()),
        Ok(Err(_)) | Err(_) => reasons.push("The database is not answering.".to_owned()),
    }
    if reasons.is_empty() {
        reasons.extend(observed.saving.why_not(core.store.as_ref(), core.now()).await.map(str::to_owned));
    }
    match observed.pulse.last() {
        None => reasons.push("Dispatch has not looked yet.".to_owned()),
        Some(silence) if silence > SILENT_AFTER => {
            reasons.push(format!("Dispatch has not looked for {} seconds.", silence.as_secs()));
        }
        Some(_) => {}
    }
    reasons
}

/// Who shows the token, or is on this machine. Everyone else finds no page here.
#[derive(Debug)]
pub(crate) struct MayLook;

impl<S> FromRequestParts<S> for MayLook
where
    Arc<Door>: FromRef<S>,
    Arc<Trust>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let (door, trust) = (Arc::<Door>::from_ref(state), Arc::<Trust>::from_ref(state));
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        let shown = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let shown = shown.and_then(|value| value.strip_prefix("Bearer "));
        let allowed = if let (Some(token), Some(shown)) = (&door.metrics_token, shown) {
            // By hash, so that the time it takes does not tell how much of a guess was right.
            links::hash(token) == links::hash(shown)
        } else {
            // With https there is a proxy, and one on this machine can look like somebody on it.
            let has_proxy = trust.is_https() || door.behind_proxy;
            let is_here = peer.is_some_and(|peer| peer.to_canonical().is_loopback());
            !has_proxy && is_here && !came_through_a_proxy(&parts.headers)
        };
        if allowed { Ok(Self) } else { Err(Problem::NotFound) }
    }
}

/// A proxy says for whom it asks, or at least asks for the name that people know.
fn came_through_a_proxy(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let is_local = matches!(name, "localhost" | "127.0.0.1" | "[::1]");
    !is_local
        || ["x-forwarded-for", "forwarded", "via", "x-real-ip"].iter().any(|name| headers.contains_key(*name))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_proxy_on_this_machine_is_told_from_somebody_on_it() {
        let headers = |list: &[(&'static str, &'static str)]| {
            let named =
                list.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)));
            named.collect::<HeaderMap>()
        };
        for host in ["localhost:3000", "127.0.0.1:3000", "[::1]:3000", "localhost"] {
            assert!(!came_through_a_proxy(&headers(&[("host", host)])), "{host}");
        }
        assert!(came_through_a_proxy(&headers(&[("host", "elbow.trust.example")])));
        assert!(came_through_a_proxy(&headers(&[("host", "localhost"), ("x-forwarded-for", "10.0.0.7")])));
        assert!(came_through_a_proxy(&headers(&[])));
    }
}
