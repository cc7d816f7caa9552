//! Ways in: landing, enrolling a device, PIN, password.

use domain::Duty;
use leptos::prelude::*;

use super::{AgainPage, EnrolPage, LandingPage, PinPage, SignInPage, StaffSignInPage};
use crate::{
    components::{TextInput, Tone, button, facts, hidden, link_button, text_input, written},
    model::{FieldError, Shell},
    shell::{Head, document, phone},
};

/// `/` on a device that nobody has enrolled.
#[component]
pub fn Landing(shell: Shell, page: LandingPage) -> impl IntoView {
    let desk = shell.desk_phone.clone();
    let head = Head { errors: &page.errors, ..Head::still("Get EPR help") };
    let content = view! {
        <h1 class="nhsuk-heading-l">"Get EPR help at your elbow"</h1>
        <p class="nhsuk-body-l">
            "To ask for help, scan the code on the Elbow poster on your ward, or use the ward’s computer."
        </p>
        <p>"No poster near you? Ring the desk on " {phone(&desk)} "."</p>
        <h2 class="nhsuk-heading-m">"If you have a code for this device"</h2>
        <p>"A lead gives you a code for a ward’s computer or for your handset."</p>
        {code_form("", &page.errors)}
        <h2 class="nhsuk-heading-m">"If you work with Elbow"</h2>
        <ul class="nhsuk-list">
            <li><a href=paths::SIGN_IN>"Sign in as a responder"</a></li>
            <li><a href=paths::STAFF>"Sign in as a lead, analyst or administrator"</a></li>
        </ul>
    };
    document(shell, head, content)
}

/// `/enrol`: takes a single-use code.
#[component]
pub fn Enrol(shell: Shell, page: EnrolPage) -> impl IntoView {
    let head = Head { errors: &page.errors, ..Head::still("Set up this device") };
    let content = view! {
        <h1 class="nhsuk-heading-l">"Set up this device"</h1>
        <p>"A code works once, for 10 minutes. Ask a lead for another if yours has run out."</p>
        {code_form(&page.code, &page.errors)}
    };
    document(shell, head, content)
}

fn code_form(code: &str, errors: &[FieldError]) -> AnyView {
    let field = TextInput {
        hint: Some("8 letters and digits, for example K7P3 QX9M"),
        value: code,
        class: "nhsuk-input--width-10 app-code-input",
        max_length: Some(20),
        ..TextInput::new("code", "Code")
    };
    view! {
        <form method="post" action=paths::ENROL novalidate>
            {cookies_given()}
            {text_input(field, errors)}
            // The style sheet shows it where it is so, before the code is used up.
            <div class="app-warning app-apple">
                <p>
                    "On an iPhone or iPad, first tap Share, then “Add to Home Screen”. Open Elbow from there and type the \
                     code: it can only alert you from the Home Screen, and setting it up in the browser does not count. The code works once."
                </p>
            </div>
            {button(Tone::Primary, "Set up this device")}
        </form>
    }
    .into_any()
}

/// Says that the page came with a cookie, or to a browser that has one.
fn cookies_given() -> impl IntoView + use<> {
    hidden("cookies", "given")
}

/// Enters a PIN on an enrolled handset, or chooses one right after enrolling.
#[component]
pub fn Pin(shell: Shell, page: PinPage) -> impl IntoView {
    let PinPage { name, is_new, action, duty, grant, errors } = page;
    let (title, label, done) = if is_new {
        ("Choose a PIN", "New PIN", "Save PIN and sign in")
    } else {
        ("Enter your PIN", "PIN", "Sign in")
    };
    let hint = is_new.then_some("6 digits that nobody can guess. You use it to sign in on this handset.");
    let digits = TextInput {
        kind: "password",
        keyboard: Some("numeric"),
        max_length: Some(6),
        class: "nhsuk-input--width-5",
        autocomplete: if is_new { "new-password" } else { "current-password" },
        ..TextInput::new("pin", label)
    };
    let again = TextInput { name: "pin_again", label: "New PIN again", ..digits };
    let head = Head { errors: &errors, ..Head::still(title) };
    let content = view! {
        <p class="nhsuk-caption-m">{written(&name)}</p>
        <h1 class="nhsuk-heading-l">{title}</h1>
        {duty.filter(|_| errors.is_empty()).map(|duty| view! { <p>{signed_out(duty)}</p> })}
        <form method="post" action=action novalidate>
            {grant.map(|grant| hidden("grant", &grant))}
            {text_input(TextInput { hint, ..digits }, &errors)}
            {is_new.then(|| text_input(again, &errors))}
            {button(Tone::Primary, done)}
        </form>
        {(!is_new).then(|| view! { <p>"Forgotten it, or not your handset? Ask a lead for a new code."</p> })}
    };
    document(shell, head, content)
}

const fn signed_out(duty: Duty) -> &'static str {
    match duty {
        Duty::OffShift => "You are signed out and off shift.",
        Duty::OnBreak => "You are signed out, and on a break.",
        Duty::OnShift => "You are signed out, but still on shift. Sign in, so that you can be asked.",
    }
}

/// `/sign-in` on a handset that is not enrolled.
#[component]
pub fn SignIn(shell: Shell, page: SignInPage) -> impl IntoView {
    let desk = shell.desk_phone.clone();
    let head = Head { errors: &page.errors, ..Head::still("Sign in as a responder") };
    let content = view! {
        <h1 class="nhsuk-heading-l">"Sign in as a responder"</h1>
        <p>"This handset is not set up yet. Ask a lead, or ring the desk on " {phone(&desk)} ", for a code."</p>
        <p>"Open the camera and scan the code that they show you, or type it here."</p>
        {code_form("", &page.errors)}
        <p><a href=paths::STAFF>"Sign in as a lead, analyst or administrator"</a></p>
    };
    document(shell, head, content)
}

/// `/staff`: leads, analysts and administrators.
#[component]
pub fn StaffSignIn(shell: Shell, page: StaffSignInPage) -> impl IntoView {
    let StaffSignInPage { username, next, errors } = page;
    let user = TextInput {
        value: &username,
        autocomplete: "username",
        class: "nhsuk-input--width-20",
        ..TextInput::new("username", "Username")
    };
    let secret = TextInput {
        kind: "password",
        autocomplete: "current-password",
        class: "nhsuk-input--width-20",
        ..TextInput::new("password", "Password")
    };
    let head = Head { errors: &errors, ..Head::still("Sign in") };
    let content = view! {
        <h1 class="nhsuk-heading-l">"Sign in"</h1>
        <p>"For leads, analysts and administrators."</p>
        <form method="post" action=paths::STAFF novalidate>
            {cookies_given()}
            {hidden("next", &next)}
            {text_input(user, &errors)}
            {text_input(secret, &errors)}
            {button(Tone::Primary, "Sign in")}
        </form>
        <p>"Forgotten your password? Ask an administrator."</p>
        <p>{link_button(Tone::Secondary, paths::SIGN_IN, "I am a responder")}</p>
    };
    document(shell, head, content)
}

/// `/again`: what was typed before signing in.
#[component]
pub fn Again(shell: Shell, page: AgainPage) -> impl IntoView {
    let AgainPage { action, fields, shown } = page;
    let head = Head::still("Send it now?");
    let shown = shown
        .into_iter()
        .map(|(name, text)| {
            let name = name.replace('_', " ");
            view! {
                <div class="nhsuk-summary-list__row">
                    <dt class="nhsuk-summary-list__key">{name}</dt>
                    <dd class="nhsuk-summary-list__value">{written(&text)}</dd>
                </div>
            }
        })
        .collect_view();
    let fields: Vec<_> = fields
        .into_iter()
        .map(|(name, text)| view! { <input type="hidden" name=name value=text/> })
        .collect();
    let content = view! {
        <h1 class="nhsuk-heading-l">"Send it now?"</h1>
        <p>"You were signed out before this was sent. Nothing has been sent yet."</p>
        {facts(shown)}
        <form method="post" action=action>
            {fields}
            {button(Tone::Primary, "Send it now")}
        </form>
        <p><a href=paths::HOME>"Do not send it"</a></p>
    };
    document(shell, head, content)
}
