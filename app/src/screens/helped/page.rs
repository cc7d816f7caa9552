//! Help given in passing: what about, where, and one tap on what it was.

use leptos::prelude::*;
use texts::texts;

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
        here: paths::MY_JOBS,
        keeps_taps: true,
        life: Life::Aside,
        ..Head::still(texts().helped_title())
    };
    let unset = ward.is_empty().then(|| texts().shared_choose_ward());
    let legend = texts().helped_about();
    let about = Tiles { name: "tag", legend: &legend, choices: &tags, chosen: &tag, class: "" };
    let fields = view! {
        // The page's script makes a key for each tap; without script it is the page's.
        <noscript>
            <input type="hidden" name="key" value=key/>
        </noscript>
        {tiles(about, &errors)}
        {select("ward", &texts().helped_where(), &wards, &ward, unset.as_deref(), &errors)}
        <fieldset class="nhsuk-fieldset">
            <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{texts().helped_problem()}</legend>
            {error_message(&errors, "category")}
            <div class="app-choices">{category_tiles(&categories, Some("category"))}</div>
        </fieldset>
    };
    let content = view! {
        {asked_meanwhile()}
        <a class="app-back" href=paths::MY_JOBS>{texts().shared_back_to_my_jobs()}</a>
        <h1 class="nhsuk-heading-l">{texts().helped_title()}</h1>
        <p>{texts().helped_what_for()}</p>
        {Tap::new(paths::HELPED, &texts().helped_title()).class("app-helped").to_fill_in().form(fields)}
    };
    document(shell, head, content)
}
