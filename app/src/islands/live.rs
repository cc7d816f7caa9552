//! Keeps a part of a page up to date, and says when it is not.

use domain::Timestamp;
use leptos::prelude::*;

/// Signals that the stream drives. On the server they keep their first value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Live {
    /// Server time, to the second.
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only in a browser does time pass"))]
    pub(crate) now: RwSignal<Timestamp>,
    /// Wall-clock time of the last sign of life, when that is too long ago.
    pub(crate) silent_since: RwSignal<Option<String>>,
    /// Wall-clock time at which the reader stopped the updates.
    pub(crate) paused_since: RwSignal<Option<String>>,
    /// The program runs; before that, what needs it stays hidden.
    pub(crate) running: RwSignal<bool>,
}

impl Live {
    fn new(now: Timestamp) -> Self {
        Self {
            now: RwSignal::new(now),
            silent_since: RwSignal::new(None),
            paused_since: RwSignal::new(None),
            running: RwSignal::new(false),
        }
    }

    /// Whether what is shown may be out of date.
    #[cfg(feature = "hydrate")]
    pub(crate) fn is_old(&self) -> bool {
        self.silent_since.with(Option::is_some) || self.paused_since.with(Option::is_some)
    }

    /// The sentence on top: when the page was last live, or that it is. Before the program runs, `otherwise`.
    fn in_words(&self, otherwise: &str) -> String {
        match (self.silent_since.get(), self.paused_since.get()) {
            (Some(clock), _) => format!("Not live since {clock}. Trying again."),
            (None, Some(clock)) => format!("Updates paused at {clock}."),
            (None, None) if self.running.get() => "Live.".to_owned(),
            (None, None) => otherwise.to_owned(),
        }
    }
}

/// Says whether the page's `#live` part is up to date, and keeps it so. `address` is where the page comes from, as the
/// address bar may show that of a form, and `part` where at least the part does; `sequence` is the last event that the
/// page knows of.
#[island]
pub fn LiveRegion(
    address: String,
    part: String,
    now: Timestamp,
    sequence: i64,
    /// Said until the program runs: `As at 10:42:07.`
    as_at: String,
    can_pause: bool,
) -> impl IntoView {
    let live = Live::new(now);
    #[cfg(feature = "hydrate")]
    crate::browser::follow(address, part, now, sequence, live);
    #[cfg(not(feature = "hydrate"))]
    let _ = (address, part, sequence);
    let toggle = move |_| {
        #[cfg(feature = "hydrate")]
        crate::browser::toggle_pause(live);
    };
    view! {
            <div class="app-live__head">
                <p class="app-live__state" role="status">{move || live.in_words(&as_at)}</p>
                <button
                    type="button"
                    class="app-small"
                    hidden=move || !(can_pause && live.running.get())
                    aria-pressed=move || live.paused_since.with(Option::is_some).to_string()
                    on:click=toggle
                >
                    "Pause updates"
                </button>
            </div>
    }
}
