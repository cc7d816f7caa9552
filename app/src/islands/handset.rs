//! What only the device in the hand can do: sound, vibration, and alerts while no page is open.

use leptos::prelude::*;

/// The sound switch and the alerts switch, each shown where there is something to switch.
#[island]
pub fn Handset(
    /// The key to subscribe with; none if the server sends no alerts.
    vapid_key: Option<String>,
) -> impl IntoView {
    let muted = RwSignal::new(false);
    let can_turn_on = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    let key = StoredValue::new(vapid_key);
    #[cfg(feature = "hydrate")]
    // After the island has taken over what the server rendered, where all is hidden.
    set_timeout(
        move || {
            crate::browser::watch_sound(muted);
            crate::browser::watch_alerts(key.get_value(), can_turn_on, trouble);
        },
        std::time::Duration::ZERO,
    );
    #[cfg(not(feature = "hydrate"))]
    let _ = key;
    let unlock = move |_| {
        #[cfg(feature = "hydrate")]
        crate::browser::try_sound(muted);
    };
    let turn_on = move |_| {
        #[cfg(feature = "hydrate")]
        crate::browser::turn_alerts_on(key.get_value(), can_turn_on, trouble);
    };
    view! {
        <p class="app-health" hidden=move || !muted.get()>
            "Sound is off until you tap. "
            <button type="button" class="app-small" on:click=unlock>"Turn sound on"</button>
        </p>
        <p class="app-warning" hidden=move || trouble.with(Option::is_none)>{move || trouble.get()}</p>
        <button type="button" class="nhsuk-button" hidden=move || !can_turn_on.get() on:click=turn_on>
            "Turn alerts on"
        </button>
    }
}
