//! Security headers, and the nonce that a page's own scripts carry.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use crate::view::Sources;

/// On every answer of ours, and on nobody else's. What stands between a browser and Elbow (a proxy, a filter, the sign-in page
/// of a network) answers too: our scripts take an answer without it for none.
const OURS: (HeaderName, HeaderValue) = (HeaderName::from_static("x-elbow"), HeaderValue::from_static("1"));

/// Random per response; scripts without it do not run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Nonce(pub String);

/// Nobody else's page shows ours, or a picture or file of ours.
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Beside its policy, on every page and on what programs read.
const FIXED: [(HeaderName, &str); 5] = [
    (header::X_FRAME_OPTIONS, "DENY"),
    // Links are secrets, for the log of a proxy before us too: nobody is told more than the host. `no-referrer` would blank the
    // Origin of our own forms.
    (header::REFERRER_POLICY, "strict-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (RESOURCE_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// On the answer that signs somebody out: the browser forgets what was kept for them, the service worker included. The
/// cookie that says whose handset it is stays.
pub(crate) const FORGET_PERSON: (HeaderName, HeaderValue) =
    (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"storage\""));

/// For a picture that is opened by itself: it does nothing.
const PICTURE_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// For the service worker, which runs files of ours, asks us, and shows nothing but alerts.
pub(crate) const WORKER_POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'");

pub(crate) async fn add(State(sources): State<Sources>, mut request: Request, next: Next) -> Response {
    let nonce = Nonce(sources.core.random.secret());
    request.extensions_mut().insert(nonce.clone());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let (ours, yes) = OURS;
    headers.insert(ours, yes);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if is_picture(headers) {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PICTURE_POLICY));
        headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    } else if is_never_a_document(headers) {
        headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    } else if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        for (name, value) in FIXED {
            headers.insert(name, HeaderValue::from_static(value));
        }
        if let Ok(policy) = HeaderValue::from_str(&page_policy(&nonce.0)) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    if sources.trust.is_https() {
        // What lies below this name belongs to others.
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    // What may be kept says so itself; a page that shows the state of things may not.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Style sheets, scripts of pages, wasm and streams are neither documents nor workers: what governs those would only make the first
/// visit heavier.
fn is_never_a_document(headers: &HeaderMap) -> bool {
    is(headers, &header::CACHE_CONTROL, |kept| kept.ends_with(b"immutable"))
        || is(headers, &header::CONTENT_TYPE, |kind| kind.starts_with(b"text/event-stream"))
}

fn is_picture(headers: &HeaderMap) -> bool {
    is(headers, &header::CONTENT_TYPE, |kind| kind.starts_with(b"image/"))
}

fn is(headers: &HeaderMap, name: &HeaderName, expected: fn(&[u8]) -> bool) -> bool {
    headers.get(name).is_some_and(|value| expected(value.as_bytes()))
}

/// For a page whose scripts carry this nonce.
pub(crate) fn page_policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'"
    )
}
