//! Follows the live stream: says when it is silent, and takes over the page as the server has it when something changed.
//!
//! The device's clock is never trusted: time is the server's, plus what has passed on this page since.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use domain::Timestamp;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DomParser, Element, Event, EventSource, EventTarget, Response, SupportedType};

use super::{elapsed, log, morph, sound, ticking};
use crate::islands::Live;

/// Silence after which a page says that it is not live, in milliseconds. The stream sends a beat every 5 seconds.
const SILENCE: f64 = 10_000.0;

/// How often a silent stream is opened anew, in ticks of a second.
const RETRY: u32 = 10;

/// Changes come in bursts; one fetch serves those that come this close together.
const BURST: Duration = Duration::from_millis(100);

/// The element that is kept up to date. It says the server's time and the last event that it knows of.
const REGION: &str = "#live";

/// What the document hears after each change of the region.
pub(super) const TAKEN_OVER: &str = "elbow:taken-over";

type Listener = Closure<dyn Fn(Event)>;

struct Follower {
    address: String,
    part: String,
    live: Live,
    source: RefCell<Option<EventSource>>,
    on_event: RefCell<Option<Listener>>,
    sequence: Cell<i64>,
    /// When the stream was last heard, by [`elapsed`].
    heard: Cell<f64>,
    /// Server time at a moment of [`elapsed`].
    anchor: Cell<(Timestamp, f64)>,
    fetch: Cell<Fetch>,
    /// Something came while the reader had stopped the updates.
    missed: Cell<bool>,
    ticks: Cell<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fetch {
    Idle,
    Planned,
    Running,
    /// Something changed while a fetch ran: it may have come too late.
    RunningAgain,
}

/// Keeps the region up to date for as long as the document lives.
pub(crate) fn follow(address: String, part: String, now: Timestamp, sequence: i64, live: Live) {
    let follower = Rc::new(Follower {
        address,
        part,
        live,
        source: RefCell::new(None),
        on_event: RefCell::new(None),
        sequence: Cell::new(sequence),
        heard: Cell::new(elapsed()),
        anchor: Cell::new((now, elapsed())),
        fetch: Cell::new(Fetch::Idle),
        missed: Cell::new(false),
        ticks: Cell::new(0),
    });
    let me = Rc::clone(&follower);
    *follower.on_event.borrow_mut() = Some(Closure::new(move |event: Event| {
        me.hear();
        if event.type_() != "beat" {
            me.plan();
        }
    }));
    // A phone kills sockets without a word while the page sleeps.
    let me = Rc::clone(&follower);
    let wake = move |_| me.wake();
    listen(&document(), "visibilitychange", wake.clone());
    listen(&window(), "online", wake.clone());
    listen(&window(), "pageshow", move |event| {
        // Only a page that was kept is old; one that has just been loaded is not.
        let kept = js_sys::Reflect::get(&event, &"persisted".into());
        if kept.is_ok_and(|kept| kept.is_truthy()) {
            wake(event);
        }
    });
    let me = Rc::clone(&follower);
    listen(&window(), "pagehide", move |_| me.close());
    let me = Rc::clone(&follower);
    if let Err(error) = set_interval_with_handle(move || me.tick(), Duration::from_secs(1)) {
        log(&error);
    }
    Effect::new(move || {
        if let Some(body) = document().body()
            && let Err(error) = body.class_list().toggle_with_force("app-is-old", live.is_old())
        {
            log(&error);
        }
    });
    follower.open();
    // After the island has taken over what the server rendered: until then it believes that all is as it would have it.
    set_timeout(move || live.running.set(true), Duration::ZERO);
}

/// Stops or goes on changing the page under the reader's eyes. The stream stays open.
pub(crate) fn toggle_pause(live: Live) {
    let paused = live.paused_since.with_untracked(Option::is_some);
    live.paused_since.set((!paused).then(|| clock(live.now.get_untracked())));
}

pub(super) fn listen(target: &EventTarget, name: &str, handler: impl Fn(Event) + 'static) {
    let handler = Closure::<dyn Fn(Event)>::new(handler).into_js_value();
    if let Err(error) = target.add_event_listener_with_callback(name, handler.unchecked_ref()) {
        log(&error);
    }
}

/// The time of day where the device is, of a time that the server told: `10:42:07`.
fn clock(at: Timestamp) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of this century fit a double")]
    let date = js_sys::Date::new(&(at.as_millis() as f64).into());
    date.to_locale_time_string("en-GB").into()
}

impl Follower {
    fn now(&self) -> Timestamp {
        let (server, then) = self.anchor.get();
        server + Duration::from_secs_f64(((elapsed() - then) / 1000.0).max(0.0))
    }

    fn hear(&self) {
        self.heard.set(elapsed());
        if self.live.silent_since.with_untracked(Option::is_some) {
            self.live.silent_since.set(None);
        }
    }

    fn open(&self) {
        self.close();
        let source = match EventSource::new(&format!("/events?after={}", self.sequence.get())) {
            Ok(source) => source,
            Err(error) => return log(&error),
        };
        if let Some(handler) = self.on_event.borrow().as_ref() {
            for name in ["change", "beat", "reset"] {
                let added = source.add_event_listener_with_callback(name, handler.as_ref().unchecked_ref());
                if let Err(error) = added {
                    log(&error);
                }
            }
        }
        *self.source.borrow_mut() = Some(source);
    }

    fn close(&self) {
        if let Some(source) = self.source.borrow_mut().take() {
            source.close();
        }
    }

    fn wake(self: &Rc<Self>) {
        if !document().hidden() {
            self.open();
            self.plan();
        }
    }

    fn tick(self: &Rc<Self>) {
        let ticks = self.ticks.get() + 1;
        self.ticks.set(ticks);
        let now = self.now();
        self.live.now.set(now);
        ticking::say_anew(now);
        if self.missed.get() && self.live.paused_since.with_untracked(Option::is_none) {
            self.missed.set(false);
            self.plan();
        }
        let silence = elapsed() - self.heard.get();
        if silence <= SILENCE {
            return;
        }
        if self.live.silent_since.with_untracked(Option::is_none) {
            let heard = now - Duration::from_secs_f64(silence / 1000.0);
            self.live.silent_since.set(Some(clock(heard)));
        }
        if ticks.is_multiple_of(RETRY) {
            self.wake();
        }
    }

    /// Fetches soon, once for everything that changes until then.
    fn plan(self: &Rc<Self>) {
        match self.fetch.get() {
            Fetch::Idle => {
                self.fetch.set(Fetch::Planned);
                let me = Rc::clone(self);
                set_timeout(move || spawn_local(me.update()), BURST);
            }
            Fetch::Running => self.fetch.set(Fetch::RunningAgain),
            Fetch::Planned | Fetch::RunningAgain => {}
        }
    }

    async fn update(self: Rc<Self>) {
        self.fetch.set(Fetch::Running);
        // Without a connection the stream is silent too, and the page says so.
        if let Err(error) = self.take_over().await {
            log(&error);
        }
        if self.fetch.replace(Fetch::Idle) == Fetch::RunningAgain {
            self.plan();
        }
    }

    async fn take_over(&self) -> Result<(), JsValue> {
        let address = format!("{}{}", self.part, location().search()?);
        let response: Response = JsFuture::from(window().fetch_with_str(&address)).await?.dyn_into()?;
        if response.status() >= 500 {
            return Ok(());
        }
        let html = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
        let page = DomParser::new()?.parse_from_string(&html, SupportedType::TextHtml)?;
        let (Some(next), Some(region)) = (page.query_selector(REGION)?, document().query_selector(REGION)?)
        else {
            // The session has ended, or this person may no longer look: that page says what to do.
            return location().replace(&self.address);
        };
        if self.live.paused_since.with_untracked(Option::is_some) {
            self.missed.set(true);
            return Ok(());
        }
        let told = |name: &str| next.get_attribute(name).and_then(|text| text.parse::<i64>().ok());
        if let Some(now) = told("data-now") {
            self.anchor.set((Timestamp::from_millis(now), elapsed()));
        }
        if let Some(sequence) = told("data-sequence") {
            self.sequence.set(sequence);
        }
        let is_new = has_new_offer(&region, &next)?;
        morph::take_over(&region, &next)?;
        document().dispatch_event(&Event::new(TAKEN_OVER)?)?;
        if is_new {
            sound::call_attention();
        }
        Ok(())
    }
}

fn has_new_offer(region: &Element, next: &Element) -> Result<bool, JsValue> {
    let offers = next.query_selector_all("[data-offer]")?;
    for index in 0..offers.length() {
        let Some(offer) = offers.get(index).and_then(|node| node.dyn_into::<Element>().ok()) else {
            continue;
        };
        let id = offer.get_attribute("data-offer").unwrap_or_default();
        if region.query_selector(&format!("[data-offer=\"{id}\"]"))?.is_none() {
            return Ok(true);
        }
    }
    Ok(false)
}
