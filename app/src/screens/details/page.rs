//! After closing, for those who want to say more: it costs nobody a tap who does not.

use domain::ticket::PeopleHelped;
use leptos::prelude::*;
use texts::texts;

use super::DetailsPage;
use crate::{
    components::{
        Tap, TextInput, Tiles, Tone, asked_meanwhile, button, note, rich, summed_up, text_input, tiles,
        written,
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
        here: paths::MY_JOBS,
        keeps_taps: true,
        life: Life::Aside,
        ..Head::still(texts().details_title())
    };
    let (hint, label) = (texts().details_people_from_to(PeopleHelped::MAX), texts().details_people());
    let people = TextInput {
        hint: Some(&hint),
        value: &form.people,
        keyboard: Some("numeric"),
        max_length: Some(2),
        class: "app-count",
        ..TextInput::new("people", &label)
    };
    let known_issue = (!issues.is_empty()).then(|| {
        issues.push(Choice { value: String::new(), label: texts().details_no_known_issue() });
        let legend = texts().details_known_issue();
        let about = Tiles {
            name: "known_issue",
            legend: &legend,
            choices: &issues,
            chosen: &form.known_issue,
            class: "",
        };
        tiles(about, &errors)
    });
    let fields = view! {
        {text_input(people, &errors)}
        {known_issue}
        {note(&texts().details_note(), &form.note, &errors, &warnings)}
        {button(Tone::Primary, &texts().shared_save())}
    };
    let form = Tap::new(paths::details(&ticket), &texts().details_about(code.as_str()))
        .on(&ticket, version)
        .class("app-details")
        .to_fill_in()
        .form(fields);
    let caption = rich(
        |[tag, ward, category]| texts().details_job(tag, ward, code, category),
        [written(&tag), written(&ward), written(&category)],
    );
    let content = view! {
        {asked_meanwhile()}
        <a class="app-back" href=paths::MY_JOBS>{texts().shared_back_to_my_jobs()}</a>
        <p class="nhsuk-caption-m">{caption}</p>
        <h1 class="nhsuk-heading-l">{texts().details_title()}</h1>
        <p>{texts().details_optional()}</p>
        {form}
    };
    document(shell, head, content)
}
