//! Follows the live stream: says when it is silent, and fetches the page's model again when something changed.
//!
//! The device's clock is never trusted: time is the server's, plus what has passed on this page since.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use domain::Timestamp;
use leptos::{ev, leptos_dom::helpers::window_event_listener_untyped, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, EventSource};

use super::{elapsed, log, request};
use crate::islands::{Live, Snapshot};

/// Silence after which a page says that it is not live, in milliseconds. The stream sends a beat every 5 seconds.
const SILENCE: f64 = 10_000.0;

/// How often a silent stream is opened anew, in ticks of a second.
const RETRY: u32 = 10;

/// How often relative times are said anew, in ticks of a second.
const RELATIVE: u32 = 10;

/// Changes come in bursts; one fetch serves those that come this close together.
const BURST: Duration = Duration::from_millis(100);

struct Follower<T: 'static> {
    snapshot: &'static str,
    page: RwSignal<T>,
    live: Live,
    /// Called with the old and the new model.
    changed: fn(&T, &T),
    source: RefCell<Option<EventSource>>,
    on_event: RefCell<Option<Closure<dyn Fn(Event)>>>,
    /// When the stream was last heard, by [`elapsed`].
    heard: Cell<f64>,
    /// Something came while the reader had stopped the updates.
    missed: Cell<bool>,
    /// Server time at a moment of [`elapsed`].
    anchor: Cell<(Timestamp, f64)>,
    state: Cell<Fetch>,
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

/// Keeps `page` up to date for as long as the document lives. `changed` is told the old and the new model.
pub(crate) fn follow<T: Snapshot>(
    snapshot: &'static str,
    page: RwSignal<T>,
    live: Live,
    changed: fn(&T, &T),
) {
    let now = page.with_untracked(Snapshot::now);
    let follower = Rc::new(Follower {
        snapshot,
        page,
        live,
        changed,
        source: RefCell::new(None),
        on_event: RefCell::new(None),
        heard: Cell::new(elapsed()),
        missed: Cell::new(false),
        anchor: Cell::new((now, elapsed())),
        state: Cell::new(Fetch::Idle),
        ticks: Cell::new(0),
    });
    let me = Rc::clone(&follower);
    *follower.on_event.borrow_mut() = Some(Closure::new(move |event: Event| {
        me.hear();
        if event.type_() != "beat" {
            me.plan();
        }
    }));
    for name in ["visibilitychange", "pageshow", "online"] {
        let me = Rc::clone(&follower);
        // A phone kills sockets without a word while the page sleeps.
        let wake = move |_| {
            if !document().hidden() {
                me.open();
                me.fetch();
            }
        };
        if name == "visibilitychange" {
            let handler = Closure::<dyn Fn(Event)>::new(wake).into_js_value();
            let added = document().add_event_listener_with_callback(name, handler.unchecked_ref());
            if let Err(error) = added {
                log(&error);
            }
        } else {
            window_event_listener_untyped(name, wake);
        }
    }
    let me = Rc::clone(&follower);
    window_event_listener(ev::pagehide, move |_| me.close());
    let me = Rc::clone(&follower);
    if let Err(error) = set_interval_with_handle(move || me.tick(), Duration::from_secs(1)) {
        log(&error);
    }
    follower.open();
    // After the views have taken over what the server rendered: until then they believe that it is as they would have it.
    set_timeout(move || live.running.set(true), Duration::ZERO);
}

/// Stops or goes on changing the page under the reader's eyes. The stream stays open.
pub(crate) fn toggle_pause(live: Live) {
    if live.paused_since.with_untracked(Option::is_some) {
        live.paused_since.set(None);
    } else {
        live.paused_since.set(Some(clock(live.second.get_untracked())));
    }
}

/// The time of day where the device is, of a time that the server told: `10:42:07`.
fn clock(at: Timestamp) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of this century fit a double")]
    let date = js_sys::Date::new(&(at.as_millis() as f64).into());
    date.to_locale_time_string("en-GB").into()
}

impl<T: Snapshot> Follower<T> {
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
        let after = self.page.with_untracked(Snapshot::sequence);
        let source = match EventSource::new(&format!("/events?after={after}")) {
            Ok(source) => source,
            Err(error) => return log(&error),
        };
        if let Some(handler) = self.on_event.borrow().as_ref() {
            for name in ["change", "beat", "reset"] {
                if let Err(error) =
                    source.add_event_listener_with_callback(name, handler.as_ref().unchecked_ref())
                {
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

    fn tick(self: &Rc<Self>) {
        let ticks = self.ticks.get() + 1;
        self.ticks.set(ticks);
        let now = self.now();
        self.live.second.set(now);
        if ticks.is_multiple_of(RELATIVE) {
            self.live.now.set(now);
        }
        if self.live.paused_since.with_untracked(Option::is_none) && self.missed.take() {
            self.fetch();
        }
        let silence = elapsed() - self.heard.get();
        if silence <= SILENCE {
            return;
        }
        if self.live.silent_since.with_untracked(Option::is_none) {
            let heard = now - Duration::from_secs_f64(silence / 1000.0);
            self.live.silent_since.set(Some(clock(heard)));
        }
        if ticks.is_multiple_of(RETRY) && !document().hidden() {
            self.open();
            self.fetch();
        }
    }

    /// Fetches soon, once for everything that changes until then.
    fn plan(self: &Rc<Self>) {
        match self.state.get() {
            Fetch::Idle => {
                self.state.set(Fetch::Planned);
                let me = Rc::clone(self);
                set_timeout(move || me.run(), BURST);
            }
            Fetch::Running => self.state.set(Fetch::RunningAgain),
            Fetch::Planned | Fetch::RunningAgain => {}
        }
    }

    /// Fetches now, unless a fetch is under way: then once more after it.
    fn fetch(self: &Rc<Self>) {
        match self.state.get() {
            Fetch::Idle => self.run(),
            Fetch::Running => self.state.set(Fetch::RunningAgain),
            Fetch::Planned | Fetch::RunningAgain => {}
        }
    }

    fn run(self: &Rc<Self>) {
        self.state.set(Fetch::Running);
        let me = Rc::clone(self);
        spawn_local(async move {
            match request::get::<T>(&format!("{}{}", me.snapshot, request::query())).await {
                Ok(page) => me.show(page),
                // The page that the server sends instead says what to do.
                Err(request::Missing::NotAllowed) => super::reload(),
                Err(request::Missing::Trouble) => {}
            }
            let again = me.state.replace(Fetch::Idle) == Fetch::RunningAgain;
            if again {
                me.plan();
            }
        });
    }

    fn show(&self, page: T) {
        if self.live.paused_since.with_untracked(Option::is_some) {
            self.missed.set(true);
            return;
        }
        let now = page.now();
        self.anchor.set((now, elapsed()));
        self.page.with_untracked(|before| (self.changed)(before, &page));
        self.page.set(page);
        self.live.now.set(now);
        self.live.second.set(now);
    }
}
