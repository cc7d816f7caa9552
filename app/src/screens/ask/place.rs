//! Help for another ward, asked for on a ward's own computer: somebody was called away, or a patient was moved.

use leptos::prelude::*;
use texts::texts;

use super::{AskPlace, AskPlacePage};
use crate::{
    components::{part_of, search, written},
    model::Shell,
    shell::{Head, document},
    words::isolated,
};

#[component]
pub fn ChoosePlace(shell: Shell, page: AskPlacePage) -> impl IntoView {
    let AskPlacePage { ward_name, places, found } = page;
    let t = texts();
    let rows: Vec<_> = places.iter().map(row).collect();
    let rows = (!rows.is_empty()).then(|| view! { <ul class="app-places">{rows}</ul> }.into_any());
    let content = view! {
        <a class="app-back" href=paths::HOME>{t.ask_place_back(isolated(&ward_name))}</a>
        <h1 class="nhsuk-heading-l">{t.ask_place_title()}</h1>
        <p>{t.ask_place_once()}</p>
        {search(paths::ASK_PLACE, &t.ask_place_find(), &found.find, paths::ASK_PLACE)}
        {part_of(&found, &t.ask_place_none(), rows)}
    };
    document(shell, Head::still(t.ask_place_title()), content)
}

fn row(place: &AskPlace) -> impl IntoView + use<> {
    let location = place.location.clone().map(|location| view! { <span class="app-muted">{location}</span> });
    view! {
        <li>
            <a href=place.href.clone()>{written(&place.name)}</a>
            {location}
        </li>
    }
}
