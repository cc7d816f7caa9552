//! Turning a page into a response.

use axum::{
    body::Body,
    http::{HeaderValue, Request, StatusCode, header},
    response::Response,
};
use leptos::prelude::{IntoView, provide_context};

use super::headers;

/// Renders `page`, a function of a model that has been loaded already, so it neither waits nor fails.
pub(super) async fn page<V: IntoView + 'static>(
    status: StatusCode,
    nonce: &headers::Nonce,
    page: impl Fn() -> V + Clone + Send + Sync + 'static,
) -> Response {
    let nonce = leptos::nonce::Nonce::from_value(nonce.0.as_str());
    let render = leptos_axum::render_app_async_with_context(move || provide_context(nonce.clone()), page);
    let mut response = render(Request::new(Body::empty())).await;
    *response.status_mut() = status;
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, html);
    response
}
