//! The pages of Elbow.
use leptos::prelude::*;

#[island]
pub fn Probe(start: u32) -> impl IntoView {
    let (n, set) = signal(start);
    view! { <button on:click=move |_| set.update(|n| *n += 1)>{n}</button> }
}

#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
