//! The alerts switch: subscribes this handset to web push and tells the server where to send.

use std::{cell::Cell, rc::Rc};

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Headers, Notification, NotificationPermission, PushManager, PushSubscription,
    PushSubscriptionOptionsInit, RequestInit, Response, ServiceWorkerRegistration,
};

use super::live::{TAKEN_OVER, listen};

/// Looks at the start, and whenever the page comes to say that alerts are off, whether this handset gets alerts: tells the
/// server what it has, and subscribes again where the server has another key, cannot reach what it had, or knows that the
/// push service has forgotten it.
pub(crate) fn watch(key: Option<String>, can_turn_on: RwSignal<bool>, trouble: RwSignal<Option<String>>) {
    let Some(key) = key else { return };
    if !is_supported() {
        trouble.set(Some(
            "This browser cannot show alerts. On an iPhone, add Elbow to the home screen first.".into(),
        ));
        return;
    }
    let is_looking = Rc::new(Cell::new(false));
    let look = move || match Notification::permission() {
        NotificationPermission::Granted if is_looking.replace(true) => {}
        NotificationPermission::Granted => {
            let (key, is_looking) = (key.clone(), Rc::clone(&is_looking));
            spawn_local(async move {
                let on = subscribe(&key).await.unwrap_or(false);
                can_turn_on.set(!on);
                is_looking.set(false);
            });
        }
        NotificationPermission::Denied => trouble.set(Some(DENIED.to_owned())),
        _ => can_turn_on.set(true),
    };
    look();
    listen(&document(), TAKEN_OVER, move |_| {
        if says_off() {
            look();
        }
    });
}

/// Whether the server, by what the page says, knows of no handset to alert.
fn says_off() -> bool {
    document().query_selector("#live [data-alerts=off]").is_ok_and(|found| found.is_some())
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
        if let Ok(true) = subscribe(&key).await {
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

/// Subscribes with `key` unless that is how it already is, and tells the server. Whether it will alert this handset.
async fn subscribe(key: &str) -> Result<bool, JsValue> {
    let workers = window().navigator().service_worker();
    JsFuture::from(workers.register("/sw.js")).await?;
    let worker: ServiceWorkerRegistration = JsFuture::from(workers.ready()?).await?.dyn_into()?;
    let push = worker.push_manager()?;
    let mut present = JsFuture::from(push.get_subscription()?).await?.dyn_into::<PushSubscription>().ok();
    if let Some(kept) = present.take_if(|kept| key_of(kept).as_deref() == Some(key)) {
        match tell(&kept, key).await? {
            CONFLICT => present = Some(kept),
            status => return Ok(is_taken(status)),
        }
    }
    if let Some(old) = present {
        JsFuture::from(old.unsubscribe()?).await?;
    }
    let new = make(&push, key).await?;
    Ok(is_taken(tell(&new, key).await?))
}

/// The server wants this handset to subscribe again.
const CONFLICT: u16 = 409;

const fn is_taken(status: u16) -> bool {
    status == 204
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

/// Tells the server where this handset can be alerted; answers with the status.
async fn tell(subscription: &PushSubscription, key: &str) -> Result<u16, JsValue> {
    // Its own JSON form has the endpoint and both keys.
    let body = subscription.to_json()?;
    js_sys::Reflect::set(&body, &"vapid_key".into(), &key.into())?;
    let body = js_sys::JSON::stringify(&body)?;
    let headers = Headers::new()?;
    headers.set("content-type", "application/json")?;
    let options = RequestInit::new();
    options.set_method("POST");
    options.set_headers(&headers);
    options.set_body(&body);
    let response: Response =
        JsFuture::from(window().fetch_with_str_and_init("/me/alerts", &options)).await?.dyn_into()?;
    // As in `public/parts/answer.js`: what stands between here and Elbow answers too.
    if response.headers().has("x-elbow")? {
        Ok(response.status())
    } else {
        Err("not an answer of Elbow".into())
    }
}
