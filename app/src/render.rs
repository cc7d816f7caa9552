//! From a page to HTML.

use leptos::{nonce::Nonce, prelude::*};

/// Renders a page at once: it awaits nothing. `nonce` goes on every script and belongs in the response's
/// `Content-Security-Policy`.
pub fn to_html<V: IntoView + 'static>(nonce: Nonce, page: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    owner.with(|| {
        provide_context(nonce);
        page().into_view().to_html()
    })
}
