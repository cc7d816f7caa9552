//! Screen 1: asking, in two taps.

use leptos::prelude::*;

use crate::{
    components::{
        TextInput, Tiles, Tone, button, details, error_for, hidden, moment, note, phase_tag, select,
        text_input, tiles,
    },
    model::{AskForm, AskPage, Choice, FieldError, OpenRequest, Shell},
    shell::{Head, document, phone},
};

#[component]
pub fn Ask(shell: Shell, page: AskPage) -> impl IntoView {
    let AskPage { ward_name, action, tags, wards, form, errors, note_warning, here: scanned, open } = page;
    let at_desk = !wards.is_empty();
    let heading = match ward_name.as_str() {
        "" => "Get EPR help for a ward".to_owned(),
        name => format!("Get EPR help – {name}"),
    };
    let choose_ward =
        at_desk.then(|| select("ward", "Which ward?", &wards, &form.ward, Some("Choose a ward"), &errors));
    let about = tiles(
        Tiles { name: "tag", legend: "What is it about?", choices: &tags, chosen: &form.tag, class: "" },
        &errors,
    );
    let emergency = shell.emergency_phone.clone();
    let here = if at_desk { "Ask for a ward" } else { "" };
    let head = Head { errors: &errors, here, keeps_taps: true, ..Head::still(heading.clone()) };
    let about_place = ward_name.clone();
    let content = view! {
        {scanned.map(|code| i_am_here(&ward_name, &code))}
        {(!open.is_empty()).then(|| open_requests(&open))}
        <h1 class="nhsuk-heading-l">{heading}</h1>
        <form method="post" action=action class="app-ask" data-tap=about_place novalidate>
            {hidden("key", &form.key)}
            {(!at_desk && !form.ward.is_empty()).then(|| hidden("ward", &form.ward))}
            {choose_ward}
            {about}
            {urgency(&form, &errors)}
            {more(&form, &errors, note_warning)}
            {(!at_desk).then(|| change_place(&ward_name, &shell.desk_phone))}
            <div class="app-ask__send">
                {button(Tone::Huge, "I need help")}
                <p class="app-ask__emergency">
                    "In a clinical emergency ring " {phone(&emergency)} "."
                </p>
            </div>
        </form>
    };
    document(shell, head, content)
}

/// Two plain questions, already answered the usual way, so that asking is two taps.
fn urgency(form: &AskForm, errors: &[FieldError]) -> AnyView {
    let choice = |value: &str, label: &str| Choice { value: value.to_owned(), label: label.to_owned() };
    let stuck = [
        choice("cannot_go_on", "I can’t go on"),
        choice("can_work_around", "I can work around it"),
        choice("just_asking", "I only have a question"),
    ];
    let patient = [
        choice("could_come_to_harm", "Could come to harm"),
        choice("waiting", "A patient is waiting"),
        choice("not_affected", "No"),
    ];
    let or =
        |given: &str, usual: &'static str| if given.is_empty() { usual.to_owned() } else { given.to_owned() };
    let stuck_now = or(&form.stuck, "can_work_around");
    let patient_now = or(&form.patient, "not_affected");
    view! {
        {tiles(
            Tiles { name: "stuck", legend: "How stuck are you?", choices: &stuck, chosen: &stuck_now, class: "app-tiles--row" },
            errors,
        )}
        {tiles(
            Tiles {
                name: "patient",
                legend: "Is a patient affected now?",
                choices: &patient,
                chosen: &patient_now,
                class: "app-tiles--row",
            },
            errors,
        )}
    }
    .into_any()
}

/// What may be told but need not be.
fn more(form: &AskForm, errors: &[FieldError], warning: Option<String>) -> AnyView {
    let needs_a_look = warning.is_some()
        || !form.asker.is_empty()
        || !form.note.is_empty()
        || ["asker", "note"].iter().any(|field| error_for(errors, field).is_some());
    let asker = TextInput {
        value: &form.asker,
        max_length: Some(60),
        ..TextInput::new("asker", "Your name or bleep")
    };
    let content = view! { {text_input(asker, errors)} {note("A note", &form.note, errors, warning)} };
    details("more", "Add your name or a note (optional)", needs_a_look, content).into_any()
}

fn change_place(ward: &str, desk: &str) -> AnyView {
    let content = view! {
        <p>"Scan the code on the Elbow poster of the place you are in, or ring the desk on " {phone(desk)} "."</p>
    };
    details("place", &format!("You are on {ward}. Change place"), false, content).into_any()
}

/// A responder scans the poster to say where they are.
fn i_am_here(ward: &str, code: &str) -> AnyView {
    view! {
        <section class="app-card" aria-labelledby="here-title">
            <h2 class="nhsuk-heading-s" id="here-title">{format!("Are you on {ward}?")}</h2>
            <form method="post" action="/me/place" class="app-post">
                {hidden("ward", code)}
                {button(Tone::Secondary, "I am here")}
            </form>
        </section>
    }
    .into_any()
}

fn open_requests(open: &[OpenRequest]) -> AnyView {
    let items: Vec<_> = open
        .iter()
        .map(|request| {
            view! {
                <li>
                    <a href=request.href.clone()>
                        <strong>{request.tag.clone()}</strong>
                        " "
                        <span>"asked at " {moment(&request.asked)} ", code " {request.code.clone()}</span>
                    </a>
                    {phase_tag(request.phase)}
                </li>
            }
        })
        .collect();
    view! {
        <section class="app-open" aria-labelledby="open-title">
            <h2 class="nhsuk-heading-s" id="open-title">"Your open requests"</h2>
            <ul>{items}</ul>
        </section>
    }
    .into_any()
}
