//! From a page to HTML.

use leptos::{nonce::Nonce, prelude::*};

/// Renders a page at once: it awaits nothing. `nonce` goes on every script and belongs in the response's
/// `Content-Security-Policy`.
pub fn to_html<V: IntoView + 'static>(nonce: Nonce, page: impl FnOnce() -> V) -> String {
    part_to_html(|| {
        provide_context(nonce);
        page()
    })
}

/// Renders a part of a page that has no script, as [`to_html`] does.
pub fn part_to_html<V: IntoView + 'static>(part: impl FnOnce() -> V) -> String {
    Owner::new().with(|| part().into_view().to_html())
}
