//! No other site may act through a visitor's browser.
//!
//! Browsers say where a request comes from (`Sec-Fetch-Site`, or `Origin` in older ones) and no page can forge it. A
//! request with neither is not from a browser that holds our cookies across sites: those are SameSite=Lax.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::Response,
};
use url::Url;

use super::Problem;
use crate::trust::Trust;

pub(crate) async fn check(
    State(trust): State<Arc<Trust>>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    if request.method().is_safe() || is_ours(request.headers(), &trust.public_url) {
        Ok(next.run(request).await)
    } else {
        Err(Problem::OtherSite)
    }
}

fn is_ours(headers: &HeaderMap, public_url: &Url) -> bool {
    let header = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if let Some(site) = header("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = header("origin") else { return true };
    let Ok(origin) = Url::parse(origin) else { return false };
    // Anybody on the way may have changed a page that came by http.
    if origin.scheme() != public_url.scheme() {
        return false;
    }
    let same_host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).is_some_and(|host| {
        origin.as_str().strip_prefix(&format!("{}://", origin.scheme())) == Some(&format!("{host}/"))
    });
    same_host || origin.origin() == public_url.origin()
}

/// Where to go after signing in: a page of ours, never an address somebody slipped in.
pub(crate) fn own_page(next: &str) -> &str {
    let is_plain = next.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    let is_ours = next.starts_with('/') && !next.starts_with("//") && is_plain;
    if is_ours { next } else { paths::HOME }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn signing_in_leads_only_to_our_own_pages() {
        assert_eq!(own_page("/board?zone=2"), "/board?zone=2");
        for elsewhere in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "",
            "board",
            "/board\u{0}",
            "/\tboard",
            "/board\u{7f}",
            "/board\u{85}",
            "/bo ard",
            "/\u{202e}board",
        ] {
            assert_eq!(own_page(elsewhere), "/", "{elsewhere}");
        }
    }

    fn ours(headers: &[(&'static str, &'static str)]) -> bool {
        ours_at("https://elbow.example", headers)
    }

    fn ours_at(public_url: &str, headers: &[(&'static str, &'static str)]) -> bool {
        let headers =
            headers.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)));
        is_ours(&headers.collect(), &Url::parse(public_url).unwrap())
    }

    #[test]
    fn another_site_cannot_post() {
        assert!(!ours(&[("sec-fetch-site", "cross-site")]));
        assert!(!ours(&[("sec-fetch-site", "same-site"), ("origin", "https://elbow.example")]));
        assert!(!ours(&[("origin", "https://evil.example"), ("host", "elbow.example")]));
        assert!(!ours(&[("origin", "null"), ("host", "elbow.example")]));
        assert!(!ours(&[("origin", "http://elbow.example"), ("host", "elbow.example")]), "not by https");
    }

    #[test]
    fn our_own_pages_and_plain_clients_can() {
        assert!(ours(&[("sec-fetch-site", "same-origin")]));
        assert!(ours(&[("sec-fetch-site", "none")]));
        assert!(ours(&[("origin", "https://elbow.example")]));
        assert!(ours(&[("origin", "https://10.0.0.7"), ("host", "10.0.0.7")]));
        let local = [("origin", "http://127.0.0.1:3000"), ("host", "127.0.0.1:3000")];
        assert!(ours_at("http://localhost:3000", &local));
        assert!(ours(&[]));
    }
}
