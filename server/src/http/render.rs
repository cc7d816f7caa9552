//! Turning a page into a response.

use app::render::{to_html, without_markers};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderValue, Request, StatusCode, header},
    response::{IntoResponse, Response},
};
use leptos::{
    nonce::Nonce,
    prelude::{IntoView, provide_context},
};

use super::headers;

pub(crate) const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// Renders `page`, a function of a model that has been loaded already, so it neither waits nor fails. It carries
/// nothing of the framework.
pub(crate) fn page<V: IntoView + 'static>(
    status: StatusCode,
    headers::Nonce(nonce): &headers::Nonce,
    page: impl FnOnce() -> V,
) -> Response {
    let html = to_html(Nonce::from_value(nonce.as_str()), page);
    (status, [(header::CONTENT_TYPE, HTML)], html).into_response()
}

/// Renders a page that changes by itself, through `leptos_axum`. To a browser it is like any other.
pub(crate) async fn live_page<V: IntoView + 'static>(
    status: StatusCode,
    headers::Nonce(nonce): &headers::Nonce,
    page: impl Fn() -> V + Clone + Send + Sync + 'static,
) -> Response {
    let nonce = Nonce::from_value(nonce.as_str());
    let render = leptos_axum::render_app_async_with_context(move || provide_context(nonce.clone()), page);
    // It has been drawn whole; a stream of one piece cannot fail.
    let drawn = to_bytes(render(Request::new(Body::empty())).await.into_body(), usize::MAX).await;
    let html = without_markers(&String::from_utf8_lossy(&drawn.unwrap_or_default()));
    (status, [(header::CONTENT_TYPE, HTML)], html).into_response()
}
