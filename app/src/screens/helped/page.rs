//! Help given in passing: what about, where, and one tap on what it was.

use leptos::prelude::*;

use super::HelpedPage;
use crate::{
    components::{Tap, Tiles, asked_meanwhile, category_tiles, error_message, select, tiles},
    model::Shell,
    shell::{Head, Life, document},
};

#[component]
pub fn Helped(shell: Shell, page: HelpedPage) -> impl IntoView {
    let HelpedPage { key, tags, tag, wards, ward, categories, errors } = page;
    let head = Head {
        errors: &errors,
        here: "My jobs",
        keeps_taps: true,
        life: Life::Aside,
        ..Head::still("I helped someone")
    };
    let about = Tiles { name: "tag", legend: "What was it about?", choices: &tags, chosen: &tag, class: "" };
    let fields = view! {
        // The page's script makes a key for each tap; without script it is the page's.
        <noscript>
            <input type="hidden" name="key" value=key/>
        </noscript>
        {tiles(about, &errors)}
        {select("ward", "Where?", &wards, &ward, ward.is_empty().then_some("Choose a ward"), &errors)}
        <fieldset class="nhsuk-fieldset">
            <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">"What was the problem? One tap saves it."</legend>
            {error_message(&errors, "category")}
            <div class="app-choices">{category_tiles(&categories, Some("category"))}</div>
        </fieldset>
    };
    let content = view! {
        {asked_meanwhile()}
        <a class="app-back" href=paths::MY_JOBS>"Back to my jobs"</a>
        <h1 class="nhsuk-heading-l">"I helped someone"</h1>
        <p>"For help that was not requested in Elbow. You can undo it for a few seconds."</p>
        {Tap::new(paths::HELPED, "I helped someone").class("app-helped").to_fill_in().form(fields)}
    };
    document(shell, head, content)
}
