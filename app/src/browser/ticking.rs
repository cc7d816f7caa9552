//! Times that pass while nothing else happens: each element says what it counts, and is said anew every second.

use domain::Timestamp;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::words;

/// Says every relative time on the page as of `now`.
pub(super) fn say_anew(now: Timestamp) {
    say("data-ago", |at| words::ago(now, at));
    say("data-waited", |at| words::lasted(now.since(at)));
    say("data-until", |end| words::left(now, end));
}

fn say(name: &str, words: impl Fn(Timestamp) -> String) {
    let Ok(found) = document().query_selector_all(&format!("[{name}]")) else { return };
    for index in 0..found.length() {
        let Some(element) = found.get(index).and_then(|node| node.dyn_into::<Element>().ok()) else {
            continue;
        };
        let Some(at) = element.get_attribute(name).and_then(|text| text.parse().ok()) else { continue };
        let words = words(Timestamp::from_millis(at));
        if element.text_content().as_deref() != Some(&words) {
            element.set_text_content(Some(&words));
        }
    }
}
