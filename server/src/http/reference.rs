//! A reference for each request: in the log, in `X-Request-Id` and on a page that tells of a problem, so that what
//! somebody reads out on the telephone is found again.

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use domain::Code;
use tracing::Instrument;

use crate::core::Core;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Ours, never what a client sends: eight characters that can be read out.
#[derive(Debug, Clone)]
pub(crate) struct Reference(pub(crate) Code);

/// The span names the route, never the address: that may hold a secret.
pub(crate) async fn give(State(core): State<Core>, mut request: Request, next: Next) -> Response {
    let reference = core.random.code::<8>();
    request.extensions_mut().insert(Reference(reference.clone()));
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str);
    let span = tracing::info_span!("request", %reference, method = %request.method(), route);
    let mut response = async {
        let response = next.run(request).await;
        tracing::debug!(status = response.status().as_u16(), "answered");
        response
    }
    .instrument(span)
    .await;
    if let Ok(value) = HeaderValue::from_str(reference.as_str()) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}
