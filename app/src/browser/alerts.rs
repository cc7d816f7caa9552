//! The alerts switch: subscribes this handset to web push and tells the server where to send.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Headers, Notification, NotificationPermission, PushManager, PushSubscription,
    PushSubscriptionOptionsInit, RequestInit, Response, ServiceWorkerRegistration,
};

/// Looks once, at the start, whether this handset gets alerts. A lost subscription, or one made with a key that the
/// server no longer uses, is made again where that needs no question.
pub(crate) fn check(
    key: Option<String>,
    subscribed: bool,
    can_turn_on: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
) {
    let Some(key) = key else { return };
    if !is_supported() {
        trouble.set(Some(
            "This browser cannot show alerts. On an iPhone, add Elbow to the home screen first.".into(),
        ));
        return;
    }
    match Notification::permission() {
        NotificationPermission::Granted => spawn_local(async move {
            let on = subscribe(&key, !subscribed).await.unwrap_or(false);
            can_turn_on.set(!on);
        }),
        NotificationPermission::Denied => trouble.set(Some(DENIED.to_owned())),
        _ => can_turn_on.set(true),
    }
}

const DENIED: &str = "Alerts are blocked for this page. Allow notifications in the browser’s settings.";

/// Asks for permission, subscribes and tells the server.
pub(crate) fn turn_on(key: Option<String>, can_turn_on: RwSignal<bool>, trouble: RwSignal<Option<String>>) {
    let Some(key) = key else { return };
    spawn_local(async move {
        match ask().await {
            Ok(true) => {}
            _ => return trouble.set(Some(DENIED.to_owned())),
        }
        if let Ok(true) = subscribe(&key, true).await {
            trouble.set(None);
            can_turn_on.set(false);
            // The health line is the server's to say.
            if let Err(error) = location().replace("/me") {
                super::log(&error);
            }
        } else {
            trouble.set(Some(
                "Alerts could not be turned on. Keep this page open, and try again later.".to_owned(),
            ));
        }
    });
}

fn is_supported() -> bool {
    let window = window();
    ["Notification", "PushManager"]
        .iter()
        .all(|name| js_sys::Reflect::has(&window, &(*name).into()).unwrap_or(false))
        && js_sys::Reflect::has(&window.navigator(), &"serviceWorker".into()).unwrap_or(false)
}

async fn ask() -> Result<bool, JsValue> {
    let answer = JsFuture::from(Notification::request_permission()?).await?;
    Ok(answer.as_string().as_deref() == Some("granted"))
}

/// Subscribes with `key` unless that is how it already is; tells the server if the subscription is new or `tell` is
/// set. Whether the server knows.
async fn subscribe(key: &str, tell: bool) -> Result<bool, JsValue> {
    let workers = window().navigator().service_worker();
    JsFuture::from(workers.register("/sw.js")).await?;
    let worker: ServiceWorkerRegistration = JsFuture::from(workers.ready()?).await?.dyn_into()?;
    let push = worker.push_manager()?;
    let present = JsFuture::from(push.get_subscription()?).await?.dyn_into::<PushSubscription>().ok();
    let subscription = match present {
        Some(present) if key_of(&present).as_deref() == Some(key) => {
            if !tell {
                return Ok(true);
            }
            present
        }
        Some(old) => {
            JsFuture::from(old.unsubscribe()?).await?;
            make(&push, key).await?
        }
        None => make(&push, key).await?,
    };
    // Its own JSON form has the endpoint and both keys.
    let body = subscription.to_json()?;
    js_sys::Reflect::set(&body, &"vapid_key".into(), &key.into())?;
    let body = js_sys::JSON::stringify(&body)?;
    post(&body).await
}

async fn make(push: &PushManager, key: &str) -> Result<PushSubscription, JsValue> {
    let options = PushSubscriptionOptionsInit::new();
    options.set_user_visible_only(true);
    options.set_application_server_key(&key.into());
    JsFuture::from(push.subscribe_with_options(&options)?).await?.dyn_into()
}

/// The key that a subscription was made with, as the server writes it: base64url without padding.
fn key_of(subscription: &PushSubscription) -> Option<String> {
    let key = subscription.options().application_server_key().ok().flatten()?;
    let bytes = js_sys::Uint8Array::new(&key).to_vec();
    let binary: String = bytes.into_iter().map(char::from).collect();
    let text = window().btoa(&binary).ok()?;
    Some(text.replace('+', "-").replace('/', "_").trim_end_matches('=').to_owned())
}

/// Whether the server took it.
async fn post(body: &JsValue) -> Result<bool, JsValue> {
    let headers = Headers::new()?;
    headers.set("content-type", "application/json")?;
    let options = RequestInit::new();
    options.set_method("POST");
    options.set_headers(&headers);
    options.set_body(body);
    let response: Response =
        JsFuture::from(window().fetch_with_str_and_init("/me/alerts", &options)).await?.dyn_into()?;
    Ok(response.ok() && !response.redirected())
}
