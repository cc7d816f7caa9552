//! From a page to HTML.

use leptos::{nonce::Nonce, prelude::*};

/// What the framework puts between pieces of a page, for its program to find them again. Outside an island there is no
/// program, and after the end of the document no comment may stand. What people type has no `<` of its own by then.
const MARKER: &str = "<!>";

/// Renders a page at once: it awaits nothing. `nonce` goes on every script and belongs in the response's
/// `Content-Security-Policy`.
pub fn to_html<V: IntoView + 'static>(nonce: Nonce, page: impl FnOnce() -> V) -> String {
    part_to_html(|| {
        provide_context(nonce);
        page()
    })
}

/// The page without the framework's markers, but for those in its islands.
pub fn without_markers(html: &str) -> String {
    const ISLAND: (&str, &str) = ("<leptos-island", "</leptos-island>");
    let mut rest = html;
    let mut clean = String::with_capacity(html.len());
    while let Some(start) = rest.find(ISLAND.0) {
        let end = rest[start..].find(ISLAND.1).map_or(rest.len(), |length| start + length);
        clean.push_str(&rest[..start].replace(MARKER, ""));
        clean.push_str(&rest[start..end]);
        rest = &rest[end..];
    }
    clean.push_str(&rest.replace(MARKER, ""));
    clean
}

/// Renders a part of a page that has no script, as [`to_html`] does.
pub fn part_to_html<V: IntoView + 'static>(part: impl FnOnce() -> V) -> String {
    without_markers(&Owner::new().with(|| part().into_view().to_html()))
}
