//! Ways in: landing, enrolling a device, PIN, password.

use domain::Duty;
use leptos::prelude::*;
use texts::texts;

use super::{AgainPage, EnrolPage, LandingPage, PinPage, SignInPage, StaffSignInPage};
use crate::{
    components::{
        TextInput, Tone, button, cookies_given, facts, hidden, link_button, rich, text_input, written,
    },
    model::{FieldError, Shell},
    shell::{Head, document, phone},
};

/// `/` on a device that nobody has enrolled.
#[component]
pub fn Landing(shell: Shell, page: LandingPage) -> impl IntoView {
    let desk = shell.desk_phone.clone();
    let head = Head { errors: &page.errors, ..Head::still(texts().sign_in_get_help()) };
    let content = view! {
        <h1 class="nhsuk-heading-l">{texts().sign_in_get_help_at_elbow()}</h1>
        <p class="nhsuk-body-l">{texts().sign_in_poster()}</p>
        <p>{rich(|[phone]| texts().sign_in_no_poster(phone), [phone(&desk)])}</p>
        <h2 class="nhsuk-heading-m">{texts().sign_in_have_code()}</h2>
        <p>{texts().sign_in_who_gives_code()}</p>
        {code_form("", &texts().sign_in_go_on(), &page.errors)}
        <h2 class="nhsuk-heading-m">{texts().sign_in_work_with_elbow()}</h2>
        <ul class="nhsuk-list">
            <li><a href=paths::SIGN_IN>{texts().sign_in_as_responder()}</a></li>
            <li><a href=paths::STAFF>{texts().sign_in_as_staff()}</a></li>
        </ul>
    };
    document(shell, head, content)
}

/// `/enrol`: takes a single-use code.
#[component]
pub fn Enrol(shell: Shell, page: EnrolPage) -> impl IntoView {
    let head = Head { errors: &page.errors, ..Head::still(texts().sign_in_set_up()) };
    let content = view! {
        <h1 class="nhsuk-heading-l">{texts().sign_in_set_up()}</h1>
        <p>{texts().sign_in_code_works_once()}</p>
        {code_form(&page.code, &texts().sign_in_set_up(), &page.errors)}
    };
    document(shell, head, content)
}

fn code_form(code: &str, go_on: &str, errors: &[FieldError]) -> AnyView {
    let (label, hint) = (texts().sign_in_code(), texts().sign_in_code_hint());
    let field = TextInput {
        hint: Some(&hint),
        value: code,
        class: "nhsuk-input--width-10 app-code-input",
        max_length: Some(20),
        ..TextInput::new("code", &label)
    };
    view! {
        <form method="post" action=paths::ENROL novalidate>
            {cookies_given()}
            {text_input(field, errors)}
            // The style sheet shows it where it is so, before the code is used up.
            <div class="app-warning app-apple">
                <p>{texts().sign_in_home_screen()}</p>
            </div>
            {button(Tone::Primary, go_on)}
        </form>
    }
    .into_any()
}

/// Enters a PIN on an enrolled handset, or chooses one right after enrolling.
#[component]
pub fn Pin(shell: Shell, page: PinPage) -> impl IntoView {
    let PinPage { name, is_new, action, duty, grant, errors } = page;
    let (title, label, done) = if is_new {
        (texts().sign_in_choose_pin(), texts().sign_in_new_pin(), texts().sign_in_save_pin())
    } else {
        (texts().sign_in_enter_pin(), texts().sign_in_pin(), texts().sign_in_now())
    };
    let hint = is_new.then(|| texts().sign_in_pin_hint());
    let digits = TextInput {
        kind: "password",
        keyboard: Some("numeric"),
        max_length: Some(6),
        class: "nhsuk-input--width-5",
        autocomplete: if is_new { "new-password" } else { "current-password" },
        ..TextInput::new("pin", &label)
    };
    let label_again = texts().sign_in_new_pin_again();
    let again = TextInput { name: "pin_again", label: &label_again, ..digits };
    let head = Head { errors: &errors, ..Head::still(title.clone()) };
    let content = view! {
        <p class="nhsuk-caption-m">{written(&name)}</p>
        <h1 class="nhsuk-heading-l">{title}</h1>
        {duty.filter(|_| errors.is_empty()).map(|duty| view! { <p>{signed_out(duty)}</p> })}
        <form method="post" action=action novalidate>
            {grant.map(|grant| hidden("grant", &grant))}
            {text_input(TextInput { hint: hint.as_deref(), ..digits }, &errors)}
            {is_new.then(|| text_input(again, &errors))}
            {button(Tone::Primary, &done)}
        </form>
        {(!is_new).then(|| view! { <p>{texts().sign_in_pin_forgotten()}</p> })}
    };
    document(shell, head, content)
}

fn signed_out(duty: Duty) -> String {
    match duty {
        Duty::OffShift => texts().sign_in_signed_out_off_shift(),
        Duty::OnBreak => texts().sign_in_signed_out_on_break(),
        Duty::OnShift => texts().sign_in_signed_out_on_shift(),
    }
}

/// `/sign-in` on a handset that is not enrolled.
#[component]
pub fn SignIn(shell: Shell, page: SignInPage) -> impl IntoView {
    let desk = shell.desk_phone.clone();
    let head = Head { errors: &page.errors, ..Head::still(texts().sign_in_as_responder()) };
    let content = view! {
        <h1 class="nhsuk-heading-l">{texts().sign_in_as_responder()}</h1>
        <p>{rich(|[phone]| texts().sign_in_not_set_up(phone), [phone(&desk)])}</p>
        <p>{texts().sign_in_scan()}</p>
        {code_form("", &texts().sign_in_set_up(), &page.errors)}
        <p><a href=paths::STAFF>{texts().sign_in_as_staff()}</a></p>
    };
    document(shell, head, content)
}

/// `/staff`: leads, analysts and administrators.
#[component]
pub fn StaffSignIn(shell: Shell, page: StaffSignInPage) -> impl IntoView {
    let StaffSignInPage { username, next, errors } = page;
    let (user_label, secret_label) = (texts().sign_in_username(), texts().sign_in_password());
    let user = TextInput {
        value: &username,
        autocomplete: "username",
        class: "nhsuk-input--width-20",
        ..TextInput::new("username", &user_label)
    };
    let secret = TextInput {
        kind: "password",
        autocomplete: "current-password",
        class: "nhsuk-input--width-20",
        ..TextInput::new("password", &secret_label)
    };
    let head = Head { errors: &errors, ..Head::still(texts().sign_in_now()) };
    let content = view! {
        <h1 class="nhsuk-heading-l">{texts().sign_in_now()}</h1>
        <p>{texts().sign_in_for_staff()}</p>
        <form method="post" action=paths::STAFF novalidate>
            {cookies_given()}
            {hidden("next", &next)}
            {text_input(user, &errors)}
            {text_input(secret, &errors)}
            {button(Tone::Primary, &texts().sign_in_now())}
        </form>
        <p>{texts().sign_in_password_forgotten()}</p>
        <p>{link_button(Tone::Secondary, paths::SIGN_IN, &texts().sign_in_i_am_responder())}</p>
    };
    document(shell, head, content)
}

/// `/again`: what was typed before signing in.
#[component]
pub fn Again(shell: Shell, page: AgainPage) -> impl IntoView {
    let AgainPage { action, fields, shown } = page;
    let head = Head::still(texts().sign_in_send_it());
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
        <h1 class="nhsuk-heading-l">{texts().sign_in_send_it()}</h1>
        <p>{texts().sign_in_not_sent()}</p>
        {facts(shown)}
        <form method="post" action=action>
            {fields}
            {button(Tone::Primary, &texts().sign_in_send_now())}
        </form>
        <p><a href=paths::HOME>{texts().sign_in_do_not_send()}</a></p>
    };
    document(shell, head, content)
}
