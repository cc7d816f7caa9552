//! Setting a password by a link, and the link itself.

use leptos::prelude::*;
use texts::texts;

use super::{InvitePage, JoinPage, Joining};
use crate::{
    components::{
        TextInput, Tone, button, cookies_given, fact, facts, link_button, moment, new_password, qr, rich,
        text_input, whose_password, written,
    },
    model::Shell,
    shell::{Head, document},
    words::isolated,
};

#[component]
pub fn Join(shell: Shell, page: JoinPage) -> impl IntoView {
    let JoinPage { action, who, errors } = page;
    let t = texts();
    let (title, about, fields) = match who {
        Joining::Owner { name, username } => {
            let about = facts(view! {
                {fact(&t.join_name(), written(&name))}
                {fact(&t.join_username(), written(&username))}
            });
            (t.join_set_password(), about, Some(whose_password(&username)))
        }
        Joining::FirstAdministrator { name, username } => {
            let about = rich(|[trust]| t.join_first_about(trust), [written(&shell.trust)]);
            let (name_label, user_label, hint) =
                (t.join_your_name(), t.join_username(), t.join_username_hint());
            let name = TextInput {
                value: &name,
                autocomplete: "name",
                class: "nhsuk-input--width-20",
                ..TextInput::new("name", &name_label)
            };
            let user = TextInput {
                value: &username,
                hint: Some(&hint),
                autocomplete: "username",
                class: "nhsuk-input--width-20",
                ..TextInput::new("username", &user_label)
            };
            let fields = view! { {text_input(name, &errors)} {text_input(user, &errors)} };
            (t.join_first(), view! { <p>{about}</p> }.into_any(), Some(fields.into_any()))
        }
    };
    let head = Head { errors: &errors, ..Head::still(title.clone()) };
    let content = view! {
        <h1 class="nhsuk-heading-l">{title}</h1>
        {about}
        <form method="post" action=action novalidate>
            {cookies_given()}
            {fields}
            {new_password(&errors)}
            {button(Tone::Primary, &t.join_save())}
        </form>
    };
    document(shell, head, content)
}

#[component]
pub fn Invite(shell: Shell, page: InvitePage) -> impl IntoView {
    let InvitePage { name, url, qr: drawn, expires, back } = page;
    let t = texts();
    let title = t.join_link_for(isolated(&name));
    let head = Head { here: paths::ADMIN, ..Head::still(title.clone()) };
    let content = view! {
        <a class="app-back" href=back.clone()>{t.join_back_to_person()}</a>
        <h1 class="nhsuk-heading-l">{title}</h1>
        <p>{rich(|[time]| t.join_hand_over(time), [moment(&expires)])}</p>
        <div class="app-qr">{qr(&drawn, &t.join_qr())}</div>
        <div class="nhsuk-form-group">
            <label class="nhsuk-label" for="link">{t.join_link()}</label>
            <input class="nhsuk-input" id="link" type="text" readonly value=url/>
        </div>
        <p>{t.join_keep_to_yourself()}</p>
        {link_button(Tone::Secondary, &back, &t.join_done())}
    };
    document(shell, head, content)
}
