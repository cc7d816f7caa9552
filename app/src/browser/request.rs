//! Requests to our own server.

use leptos::prelude::{location, window};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, RequestRedirect, Response};

/// Why a snapshot did not come.
pub(super) enum Missing {
    /// The session has ended, or this person may no longer look.
    NotAllowed,
    /// The server is away, or says something else than expected.
    Trouble,
}

async fn fetch(address: &str, options: &RequestInit) -> Result<Response, JsValue> {
    options.set_redirect(RequestRedirect::Manual);
    JsFuture::from(window().fetch_with_str_and_init(address, options)).await?.dyn_into()
}

pub(super) async fn get<T: DeserializeOwned>(address: &str) -> Result<T, Missing> {
    let options = RequestInit::new();
    let headers = Headers::new().map_err(|_| Missing::Trouble)?;
    headers.set("accept", "application/json").map_err(|_| Missing::Trouble)?;
    options.set_headers(&headers);
    let response = fetch(address, &options).await.map_err(|_| Missing::Trouble)?;
    // 0 is a redirect that was not followed: to the sign-in.
    if matches!(response.status(), 0 | 401 | 403) {
        return Err(Missing::NotAllowed);
    }
    let text = JsFuture::from(response.text().map_err(|_| Missing::Trouble)?).await;
    let text = text.ok().and_then(|text| text.as_string()).ok_or(Missing::Trouble)?;
    serde_json::from_str(&text).map_err(|_| Missing::Trouble)
}

/// Whether the server took it.
pub(super) async fn post_json(address: &str, body: &JsValue) -> bool {
    let options = RequestInit::new();
    options.set_method("POST");
    options.set_body(body);
    let Ok(headers) = Headers::new() else { return false };
    let typed = headers.set("content-type", "application/json");
    options.set_headers(&headers);
    typed.is_ok() && fetch(address, &options).await.is_ok_and(|response| response.ok())
}

/// The query of this page, with its question mark.
pub(super) fn query() -> String {
    location().search().unwrap_or_default()
}
