//! After closing, for those who want to say more: it costs nobody a tap who does not.

use domain::ticket::PeopleHelped;
use leptos::prelude::*;

use super::DetailsPage;
use crate::{
    components::{
        Tap, TextInput, Tiles, Tone, asked_meanwhile, button, note, summed_up, text_input, tiles, written,
    },
    model::{Choice, Shell},
    shell::{Head, Life, document},
};

#[component]
pub fn Details(shell: Shell, page: DetailsPage) -> impl IntoView {
    let DetailsPage { ticket, version, code, ward, tag, category, mut issues, form, errors, warnings } = page;
    let summary = summed_up(&errors, &warnings);
    let head = Head {
        errors: &summary,
        here: "My jobs",
        keeps_taps: true,
        life: Life::Aside,
        ..Head::still("Add details")
    };
    let hint = format!("From 1 to {}", PeopleHelped::MAX);
    let people = TextInput {
        hint: Some(&hint),
        value: &form.people,
        keyboard: Some("numeric"),
        max_length: Some(2),
        class: "app-count",
        ..TextInput::new("people", "How many people did you help at once?")
    };
    let known_issue = (!issues.is_empty()).then(|| {
        issues.push(Choice { value: String::new(), label: "None of these".to_owned() });
        let legend = "Was it one of the known issues?";
        let about =
            Tiles { name: "known_issue", legend, choices: &issues, chosen: &form.known_issue, class: "" };
        tiles(about, &errors)
    });
    let fields = view! {
        {text_input(people, &errors)}
        {known_issue}
        {note("A note for the desk", &form.note, &errors, &warnings)}
        {button(Tone::Primary, "Save")}
    };
    let form = Tap::new(paths::details(&ticket), &format!("details of {code}"))
        .on(&ticket, version)
        .class("app-details")
        .to_fill_in()
        .form(fields);
    let content = view! {
        {asked_meanwhile()}
        <a class="app-back" href=paths::MY_JOBS>"Back to my jobs"</a>
        <p class="nhsuk-caption-m">{written(&tag)} " – " {written(&ward)} {format!(", code {code}: ")} {written(&category)}</p>
        <h1 class="nhsuk-heading-l">"Add details"</h1>
        <p>"The job is closed. All of this is optional."</p>
        {form}
    };
    document(shell, head, content)
}
