//! Asking, in two taps.

use domain::priority::Stuck;
use leptos::prelude::*;

use super::{AskForm, AskPage, AskedAlreadyPage, AskedRequest};
use crate::{
    components::{
        Guard, TextInput, Tiles, Tone, button, details, error_for, hidden, link_button, moment, note, select,
        summed_up, text_input, tiles, written,
    },
    model::{Choice, FieldError, Moment, Shell},
    shell::{Head, Life, document, phone},
    words::{self, isolated},
};

#[component]
pub fn Ask(shell: Shell, page: AskPage) -> impl IntoView {
    let AskPage { ward_name, action, tags, wards, form, errors, warnings, here: scanned, asked, now } = page;
    let at_desk = !wards.is_empty();
    let heading = match ward_name.as_str() {
        "" => "Log a request for a ward".to_owned(),
        name => format!("Get EPR help – {}", isolated(name)),
    };
    let choose_ward =
        at_desk.then(|| select("ward", "Which ward?", &wards, &form.ward, Some("Choose a ward"), &errors));
    let about = tiles(
        Tiles { name: "tag", legend: "What is it about?", choices: &tags, chosen: &form.tag, class: "" },
        &errors,
    );
    let emergency = shell.emergency_phone.clone();
    let here = if at_desk { "Log a request for a ward" } else { "" };
    let life = if asked.is_empty() { Life::Still } else { Life::Aside };
    let summary = summed_up(&errors, &warnings);
    let head = Head { errors: &summary, here, keeps_taps: true, life, ..Head::still(heading.clone()) };
    let about_place = isolated(&ward_name).into_owned();
    let content = view! {
        {scanned.map(|code| i_am_here(&ward_name, &code))}
        {(!asked.is_empty()).then(|| asked_before(&asked, &action, &now))}
        <h1 class="nhsuk-heading-l">{heading}</h1>
        <form method="post" action=action class="app-ask" data-asks="" data-tap=about_place novalidate>
            {hidden("key", &form.key)}
            {(!at_desk && !form.ward.is_empty()).then(|| hidden("ward", &form.ward))}
            {choose_ward}
            {about}
            {urgency(&form, at_desk, &errors)}
            {more(&form, at_desk, &errors, &warnings)}
            {(!at_desk).then(|| change_place(&ward_name, &shell.desk_phone))}
            <div class="app-ask__send">
                {(!at_desk).then(said)}
                {button(Tone::Huge, if at_desk { "Log the request" } else { "I need help" })}
                <p class="app-ask__emergency">
                    "In a clinical emergency ring " {phone(&emergency)} "."
                </p>
            </div>
        </form>
    };
    document(shell, head, content)
}

/// The answers to "How stuck?": what is sent, as whoever asks says it, and as it is said about them.
const STUCK: [(&str, &str, &str); 3] = [
    (Stuck::CannotGoOn.as_str(), "I can’t go on", words::stuck(Stuck::CannotGoOn)),
    (Stuck::CanWorkAround.as_str(), "I can work around it", words::stuck(Stuck::CanWorkAround)),
    (Stuck::JustAsking.as_str(), "I only have a question", words::stuck(Stuck::JustAsking)),
];

/// The answers to "Is a patient affected?": what is sent, the answer, and the same as part of a sentence.
const PATIENT: [(&str, &str, &str); 3] = [
    ("could_come_to_harm", "Could come to harm", "a patient could come to harm"),
    ("waiting", "A patient is waiting", "a patient is waiting"),
    ("not_affected", "No", "no patient affected"),
];

/// What will be sent, beside the button that sends it. The style sheet shows the one that is chosen, so it is true without
/// script too; a browser whose style sheets cannot tell shows none.
fn said() -> AnyView {
    let part = |name: &str, place: usize, words: &'static str| {
        let id = if place == 0 { name.to_owned() } else { format!("{name}-{}", place + 1) };
        view! { <span data-said=id>{words}</span> }
    };
    let stuck: Vec<_> = (0..).zip(STUCK).map(|(place, (.., words))| part("stuck", place, words)).collect();
    let patient: Vec<_> =
        (0..).zip(PATIENT).map(|(place, (.., words))| part("patient", place, words)).collect();
    view! {
        <p class="app-ask__said">
            {stuck} " · " {patient} " – " <a href="#stuck">"change" <span class="nhsuk-u-visually-hidden">" how urgent it is"</span></a>
        </p>
    }
    .into_any()
}

/// Two plain questions, already answered the usual way, so that asking is two taps. A lead who logs what somebody says on the
/// phone has to ask them.
fn urgency(form: &AskForm, at_desk: bool, errors: &[FieldError]) -> AnyView {
    let choice = |value: &str, label: &str| Choice { value: value.to_owned(), label: label.to_owned() };
    let stuck = STUCK.map(|(value, own, about)| choice(value, if at_desk { about } else { own }));
    let patient = PATIENT.map(|(value, answer, _)| choice(value, answer));
    let how_stuck = if at_desk { "How stuck are they?" } else { "How stuck are you?" };
    let or = |given: &str, usual: &'static str| {
        if given.is_empty() && !at_desk { usual } else { given }.to_owned()
    };
    let stuck_now = or(&form.stuck, "can_work_around");
    let patient_now = or(&form.patient, "not_affected");
    view! {
        <div class="app-ask__urgency">
        {tiles(
            Tiles { name: "stuck", legend: how_stuck, choices: &stuck, chosen: &stuck_now, class: "app-tiles--row" },
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
        </div>
    }
    .into_any()
}

/// What may be told but need not be.
fn more(form: &AskForm, at_desk: bool, errors: &[FieldError], warnings: &[FieldError]) -> AnyView {
    let needs_a_look = !warnings.is_empty()
        || !form.asker.is_empty()
        || !form.note.is_empty()
        || ["asker", "note"].iter().any(|field| error_for(errors, field).is_some());
    let (label, summary) = if at_desk {
        ("Their name or bleep", "Add their name or a note (optional)")
    } else {
        ("Your name or bleep", "Add your name or a note (optional)")
    };
    let asker = TextInput {
        value: &form.asker,
        max_length: Some(60),
        guard: Some(Guard::of_name(warnings)),
        ..TextInput::new("asker", label)
    };
    let content = view! { {text_input(asker, errors)} {note("A note", &form.note, errors, warnings)} };
    details("more", summary, needs_a_look, content).into_any()
}

fn change_place(ward: &str, desk: &str) -> AnyView {
    let content = view! {
        <p>
            "Help will come to " {written(ward)} ". To ask for help somewhere else, open Elbow on that place’s own computer, scan the "
            "Elbow poster there with a phone, or ring the desk on " {phone(desk)} "."
        </p>
        <p>"In a particular bay or room? Say which in the note."</p>
    };
    details("place", &format!("Ward: {}. Somewhere else?", isolated(ward)), false, content).into_any()
}

/// A responder scans the poster to say where they are.
fn i_am_here(ward: &str, code: &str) -> AnyView {
    view! {
        <section class="app-card" aria-labelledby="here-title">
            <h2 class="nhsuk-heading-s" id="here-title">{format!("Are you at {}?", isolated(ward))}</h2>
            <form method="post" action=paths::PLACE class="app-post">
                {hidden("ward", code)}
                {button(Tone::Secondary, "I am here")}
            </form>
        </section>
    }
    .into_any()
}

/// What this browser asked; nobody else's.
fn asked_before(asked: &[AskedRequest], page: &str, now: &Moment) -> AnyView {
    let items: Vec<_> = asked
        .iter()
        .map(|request| {
            let elsewhere = request.elsewhere.as_deref().map(|ward| view! { " · " {written(ward)} });
            view! {
                <li>
                    <a href=request.href.clone()>
                        <strong>{request.code.clone()}</strong>
                        " · " {written(&request.tag)} {elsewhere} " · " {stands(request)}
                    </a>
                </li>
            }
        })
        .collect();
    // The address of an enrolled device's form shows no page.
    let page = if page == paths::ASK { paths::HOME } else { page }.to_owned();
    view! {
        <section class="app-open" id="open" data-renew=page aria-labelledby="open-title">
            <h2 class="nhsuk-heading-s" id="open-title">"Asked from this device"</h2>
            <p class="app-muted">"As at " {moment(now)}</p>
            <ul>{items}</ul>
        </section>
    }
    .into_any()
}

fn stands(request: &AskedRequest) -> String {
    words::stands(request.phase, request.holder.as_deref())
}

/// Before a second request about the same is made: one tap more, and only then.
#[component]
pub fn AskedAlready(shell: Shell, page: AskedAlreadyPage) -> impl IntoView {
    let AskedAlreadyPage { ward_name, action, form, asked, ago } = page;
    let ward = isolated(&ward_name).into_owned();
    let heading = format!("{ward} asked about {} {ago} ({})", isolated(&asked.tag), asked.code);
    let checked: Vec<_> = form.checked.iter().map(|tick| hidden(tick, "yes")).collect();
    let emergency = shell.emergency_phone.clone();
    let head = Head { keeps_taps: true, ..Head::still(heading.clone()) };
    let content = view! {
        <h1 class="nhsuk-heading-l">{heading}</h1>
        <p class="nhsuk-body-l">{stands(&asked)} "."</p>
        <p>"Nothing has been sent yet. Is this the same problem?"</p>
        <div class="app-actions">
            {link_button(Tone::Primary, &asked.href, "Yes: see that request")}
            <form method="post" action=action class="app-post" data-asks="" data-tap=ward novalidate>
                {hidden("key", &form.key)}
                {(!form.ward.is_empty()).then(|| hidden("ward", &form.ward))}
                {hidden("tag", &form.tag)}
                {hidden("stuck", &form.stuck)}
                {hidden("patient", &form.patient)}
                {hidden("asker", &form.asker)}
                {hidden("note", &form.note)}
                {checked}
                {hidden("another", "yes")}
                {button(Tone::Secondary, "No, it is something else: send mine too")}
            </form>
        </div>
        <p>"In a clinical emergency ring " {phone(&emergency)} "."</p>
    };
    document(shell, head, content)
}
