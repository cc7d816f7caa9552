//! Where exactly, and the note, once it is asked: the next nurse knows more, or it was the other bay.

use leptos::prelude::*;
use texts::texts;

use super::{CorrectForm, CorrectPage};
use crate::{
    components::{Tap, Tone, button, fact, facts, note, rich, spot, summed_up, written},
    model::Shell,
    shell::{Head, document},
    words::isolated,
};

#[component]
pub fn Correct(shell: Shell, page: CorrectPage) -> impl IntoView {
    let CorrectPage { secret, version, code, ward_name, tag, form, meanwhile, errors, warnings } = page;
    let summary = summed_up(&errors, &warnings);
    let head = Head { errors: &summary, keeps_taps: true, ..Head::still(texts().correct_title()) };
    let request = paths::request(&secret);
    let fields = view! {
        {spot(&form.spot, &errors, &warnings)}
        {note(&texts().ask_note(), &form.note, &errors, &warnings)}
        {button(Tone::Primary, &texts().shared_save())}
    };
    let about = format!("{} · {}", isolated(&tag), isolated(&ward_name));
    let form =
        Tap::new(paths::correct(&secret), &about).on(&request, version).class("").to_fill_in().form(fields);
    let caption =
        rich(|[tag, ward]| texts().correct_request(tag, ward, code), [written(&tag), written(&ward_name)]);
    let content = view! {
        <a class="app-back" href=request>{texts().correct_back()}</a>
        <p class="nhsuk-caption-m">{caption}</p>
        <h1 class="nhsuk-heading-l">{texts().correct_title()}</h1>
        {meanwhile.as_ref().map(stands_by_now)}
        <p>{texts().correct_who_reads()}</p>
        {form}
    };
    document(shell, head, content)
}

/// What somebody else has said meanwhile, which saving takes the place of.
fn stands_by_now(saved: &CorrectForm) -> AnyView {
    let text = |text: &str| match text {
        "" => texts().correct_nothing().into_any(),
        text => written(text).into_any(),
    };
    view! {
        <div class="app-warning" role="alert">
            <p>{texts().correct_changed_meanwhile()}</p>
            {facts(view! {
                {fact(&texts().shared_spot(), text(&saved.spot))}
                {fact(&texts().shared_note(), text(&saved.note))}
            })}
        </div>
    }
    .into_any()
}
