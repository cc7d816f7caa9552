//! What the islands ask of the browser: a page that changes, sound, alerts.

mod alerts;
mod live;
mod morph;
mod sound;
mod ticking;

pub(crate) use self::{
    alerts::{turn_on as turn_alerts_on, watch as watch_alerts},
    live::keep_live,
    sound::{try_sound, watch_sound},
};

use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// Milliseconds since the page was made, from a clock that nobody can set.
fn elapsed() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Nothing can be done about it here, but somebody may look at the console.
fn log(error: &JsValue) {
    leptos::logging::warn!("{error:?}");
}
