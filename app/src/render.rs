//! From a page to HTML.

use leptos::{nonce::Nonce, prelude::*};

/// What the framework puts between pieces of a page, for a program in the browser to find them again. There is none, and after the
/// end of the document no comment may stand. What people type has no `<` of its own by then.
const MARKER: &str = "<!>";

/// Renders a page at once: it awaits nothing. `nonce` goes on every script and belongs in the response's
/// `Content-Security-Policy`.
pub fn to_html<V: IntoView + 'static>(nonce: Nonce, page: impl FnOnce() -> V) -> String {
    part_to_html(|| {
        provide_context(nonce);
        page()
    })
}

/// The page without the framework's markers.
pub fn without_markers(html: &str) -> String {
    html.replace(MARKER, "")
}

/// Renders a part of a page that has no script, as [`to_html`] does.
pub fn part_to_html<V: IntoView + 'static>(part: impl FnOnce() -> V) -> String {
    without_markers(&Owner::new().with(|| part().into_view().to_html()))
}
