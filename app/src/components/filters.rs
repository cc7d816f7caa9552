//! Long lists: a form that leaves some of it out, and a link to what comes next.

use leptos::prelude::*;
use texts::texts;

use super::button::{Tone, button, link_button};

/// A form that asks for a page again, with what to show in its address: it works without script. `action` may name the place on
/// the page. `all`: where nothing is left out, if something is.
pub fn filters(
    action: &str,
    label: &str,
    fields: impl IntoView + 'static,
    submit: &str,
    all: Option<&str>,
) -> AnyView {
    view! {
        <form method="get" action=action.to_owned() class="app-filters" aria-label=label.to_owned() novalidate>
            {fields.into_any()}
            {button(Tone::Secondary, submit)}
            {all.map(|href| view! { <a href=href.to_owned()>{texts().shared_show_all()}</a> })}
        </form>
    }
    .into_any()
}

/// To the next page of a list, if there is one.
pub fn next_page(href: Option<&str>, label: &str) -> Option<AnyView> {
    href.map(|href| view! { <p>{link_button(Tone::Secondary, href, label)}</p> }.into_any())
}
