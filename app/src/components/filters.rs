//! Long lists: a form that leaves some of it out, and a link to what comes next.

use leptos::prelude::*;
use texts::texts;

use super::{
    button::{Tone, button, link_button},
    field::{TextInput, text_input},
};
use crate::{model::Found, words::isolated};

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

/// A search box for a list. `label` says what is searched, such as `Name or username`.
pub fn search(action: &str, label: &str, find: &str, all: &str) -> AnyView {
    let field = TextInput {
        value: find,
        kind: "search",
        class: "nhsuk-input--width-20",
        ..TextInput::new("find", label)
    };
    let all = (!find.is_empty()).then_some(all);
    let search = texts().lists_search();
    filters(action, &search, text_input(field, &[]), &search, all)
}

/// A part of a list, how many rows were found, and links to the rest. `none` is shown for an empty list without a search.
pub fn part_of(found: &Found, none: &str, rows: Option<AnyView>) -> AnyView {
    let Found { find, count, first, next } = found;
    let is_empty = rows.is_none();
    let shown = rows.unwrap_or_else(|| {
        let words = match (find.as_str(), first) {
            ("", None) => none.to_owned(),
            ("", Some(_)) => texts().lists_no_more(),
            (find, _) => texts().lists_nothing(isolated(find)),
        };
        view! { <p>{words}</p> }.into_any()
    });
    let count = count.filter(|_| !find.is_empty() && !is_empty).map(|count| {
        view! { <p class="app-muted">{texts().lists_found(count)}</p> }
    });
    let next = next_page(next.as_deref(), &texts().lists_next());
    let first = next_page(first.as_deref(), &texts().lists_first());
    view! { {count} {shown} {next} {first} }.into_any()
}

/// To the next page of a list, if there is one.
pub fn next_page(href: Option<&str>, label: &str) -> Option<AnyView> {
    href.map(|href| view! { <p>{link_button(Tone::Secondary, href, label)}</p> }.into_any())
}
