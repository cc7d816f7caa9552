//! Takes over a part of the page as the server has it, counts the times in it, and sounds for a new offer.
//!
//! The page's script follows the stream and says whether the page is live; it asks by events. What fails in here fails there
//! alone: a browser lets no listener harm whoever dispatched the event, and the script replaces what was not taken over.
//!
//! The device's clock is never trusted: time is the server's, plus what has passed on this page since.

use std::{cell::Cell, rc::Rc, time::Duration};

use domain::Timestamp;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{CustomEvent, Element, Event, EventTarget};

use super::{elapsed, log, morph, sound, ticking};

/// The element that is kept up to date. It says the server's time.
const REGION: &str = "#live";

/// The script has fetched the region anew and wishes that it be taken over; it is done where the default is prevented.
const TAKE_OVER: &str = "elbow:take-over";

/// What the document hears after each change of the region.
pub(super) const TAKEN_OVER: &str = "elbow:taken-over";

/// What the document hears when there is an offer that was not there before.
const NEW_OFFER: &str = "elbow:new-offer";

/// Keeps the region for as long as the document lives.
pub(crate) fn keep_live(now: Timestamp) {
    // Server time at a moment of `elapsed`.
    let anchor = Rc::new(Cell::new((now, elapsed())));
    listen(&document(), TAKE_OVER, |event| match take_over(&event) {
        Ok(()) => event.prevent_default(),
        Err(error) => log(&error),
    });
    let told = Rc::clone(&anchor);
    listen(&document(), TAKEN_OVER, move |_| {
        if let Some(now) = time_of_region() {
            told.set((now, elapsed()));
        }
    });
    listen(&document(), NEW_OFFER, |_| sound::call_attention());
    let tick = move || {
        let (server, then) = anchor.get();
        ticking::say_anew(server + Duration::from_secs_f64(((elapsed() - then) / 1000.0).max(0.0)));
    };
    if let Err(error) = set_interval_with_handle(tick, Duration::from_secs(1)) {
        log(&error);
    }
}

pub(super) fn listen(target: &EventTarget, name: &str, handler: impl Fn(Event) + 'static) {
    let handler = Closure::<dyn Fn(Event)>::new(handler).into_js_value();
    if let Err(error) = target.add_event_listener_with_callback(name, handler.unchecked_ref()) {
        log(&error);
    }
}

fn take_over(event: &Event) -> Result<(), JsValue> {
    let next: Element = event.unchecked_ref::<CustomEvent>().detail().dyn_into()?;
    let region = document().query_selector(REGION)?.ok_or("no region")?;
    morph::take_over(&region, &next)
}

fn time_of_region() -> Option<Timestamp> {
    let region = document().query_selector(REGION).ok()??;
    region.get_attribute("data-now")?.parse().ok().map(Timestamp::from_millis)
}
