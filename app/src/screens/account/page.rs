//! Where one is signed in, and for administrators where others are.

use leptos::prelude::*;

use super::{AccountPage, GrantRow, PersonPage, RoleForm, SignInRow};
use crate::{
    components::{
        TextInput, Tone, button, column, fact, facts, link_button, moment, post, select, table, tag,
        text_input, written,
    },
    model::{Choice, FieldError, Shell},
    shell::{Head, announcement, document},
    words::{self, isolated},
};

#[component]
pub fn Account(shell: Shell, page: AccountPage) -> impl IntoView {
    let AccountPage { sign_ins, responds_from, notice } = page;
    let others = sign_ins.iter().filter(|row| !row.is_this).count();
    let content = view! {
        <h1 class="nhsuk-heading-l">"Your sign-ins"</h1>
        {announcement(notice.as_deref())}
        {responds_from.map(|day| view! { <p>{format!("You can respond from {day}. Sign in on your handset then.")}</p> })}
        <p>"You are signed in here. If you do not recognise one of these, end it and tell the desk."</p>
        {sign_ins_table(sign_ins, "post", paths::end_sign_in)}
        {(others > 0).then(|| post(Tone::Secondary, paths::END_OTHER_SIGN_INS, "End all other sign-ins", None))}
    };
    document(shell, Head { wide: true, here: paths::ACCOUNT, ..Head::still("Your sign-ins") }, content)
}

#[component]
pub fn Person(shell: Shell, page: PersonPage) -> impl IntoView {
    let PersonPage {
        id,
        name,
        username,
        grants,
        roles,
        role_form,
        sign_ins,
        handsets,
        cannot_end,
        ended,
        errors,
        notice,
    } = page;
    let some = !sign_ins.is_empty();
    let handsets: AnyView = if handsets.is_empty() {
        view! { "None" }.into_any()
    } else {
        let each: Vec<_> =
            handsets.iter().map(|since| view! { <li>"Set up " {moment(since)}</li> }).collect();
        view! { <ul class="nhsuk-list">{each}</ul> }.into_any()
    };
    let content = view! {
        <a class="app-back" href=paths::SETUP>"Back to set-up"</a>
        <h1 class="nhsuk-heading-l">{written(&name)}</h1>
        {announcement(notice.as_deref())}
        {facts(view! {
            {fact("Username", username.map_or_else(|| "None".into_any(), |username| written(&username)))}
            {fact("Handsets", handsets)}
        })}
        <h2 class="nhsuk-heading-m">"Roles"</h2>
        {grants_table(&id, grants)}
        {ended.is_none().then(|| give_role(&id, &roles, &role_form, &errors))}
        <h2 class="nhsuk-heading-m">"Sign-ins"</h2>
        {sign_ins_table(sign_ins, "get", |sign_in| paths::end_sign_in_of(&id, sign_in))}
        {some.then(|| link_button(Tone::Secondary, &paths::end_sign_ins_of(&id), "End all sign-ins"))}
        <h2 class="nhsuk-heading-m">"Account"</h2>
        {account(&id, cannot_end, ended.map(|ended| ended.clock))}
    };
    document(
        shell,
        Head { wide: true, here: paths::SETUP, errors: &errors, ..Head::still(isolated(&name)) },
        content,
    )
}

fn grants_table(person: &str, rows: Vec<GrantRow>) -> AnyView {
    if rows.is_empty() {
        return view! { <p>"None."</p> }.into_any();
    }
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let GrantRow { id, role, from, until, has_begun, cannot_end } = row;
            let end = match cannot_end {
                Some(reason) => reason.into_any(),
                None => {
                    let spoken =
                        format!(" the role {role}{}", words::days(from.as_deref(), until.as_deref()));
                    view! {
                        <form method="get" action=paths::end_role(person, &id) class="app-post app-post--row">
                            <button class="app-small">
                                "End" <span class="nhsuk-u-visually-hidden">{spoken}</span>
                            </button>
                        </form>
                    }
                    .into_any()
                }
            };
            let later = (!has_begun).then(|| tag("grey", "Not yet"));
            view! {
                <tr>
                    <th scope="row">{role} " " {later}</th>
                    <td data-label="First day">{from.unwrap_or_else(|| "–".to_owned())}</td>
                    <td data-label="Last day">{until.unwrap_or_else(|| "No end".to_owned())}</td>
                    <td>{end}</td>
                </tr>
            }
        })
        .collect();
    table(Some("Roles"), [column("Role"), column("First day"), column("Last day"), column("Actions")], rows)
}

fn give_role(person: &str, roles: &[Choice], typed: &RoleForm, errors: &[FieldError]) -> AnyView {
    let day = |name, label, hint, value| {
        let field = TextInput { value, class: "nhsuk-input--width-10", ..TextInput::new(name, label) };
        text_input(TextInput { hint: Some(hint), ..field }, errors)
    };
    view! {
        <form method="post" action=paths::give_role(person) class="app-post">
            {select("role", "Role to give", roles, &typed.role, Some("Choose a role"), errors)}
            {day("from", "First day (optional)", "Such as 20/11/2026. Without it the role begins at once.", &typed.from)}
            {day("until", "Last day (optional)", "Such as 27/11/2026. Without it the role has no end.", &typed.until)}
            {button(Tone::Secondary, "Give the role")}
        </form>
    }
    .into_any()
}

fn account(id: &str, cannot_end: Option<String>, ended: Option<String>) -> AnyView {
    if let Some(ended) = ended {
        return view! {
            <p>{format!("This account ended {ended}. Their name stays on what they did before.")}</p>
            {post(Tone::Secondary, &paths::open_account(id), "Open the account again", None)}
        }
        .into_any();
    }
    if let Some(reason) = cannot_end {
        return view! { <p>{reason}</p> }.into_any();
    }
    link_button(Tone::Warning, &paths::end_account(id), "End the account").into_any()
}

/// `end`: the address that ends a sign-in, by its id; with `get` it asks first.
fn sign_ins_table(rows: Vec<SignInRow>, method: &'static str, end: impl Fn(&str) -> String) -> AnyView {
    if rows.is_empty() {
        return view! { <p>"None."</p> }.into_any();
    }
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let SignInRow { id, browser, how, since, last_seen, is_this } = row;
            let ends = if is_this {
                tag("blue", "This one")
            } else {
                let spoken = format!(" the sign-in on {} since {}", isolated(&browser), since.clock);
                view! {
                    <form method=method action=end(&id) class="app-post app-post--row">
                        <button class="app-small">
                            "End" <span class="nhsuk-u-visually-hidden">{spoken}</span>
                        </button>
                    </form>
                }
                .into_any()
            };
            view! {
                <tr>
                    <th scope="row">{written(&browser)}</th>
                    <td data-label="How">{how}</td>
                    <td data-label="Since">{moment(&since)}</td>
                    <td data-label="Last seen">{moment(&last_seen)}</td>
                    <td>{ends}</td>
                </tr>
            }
        })
        .collect();
    table(
        Some("Sign-ins"),
        [column("Browser"), column("How"), column("Since"), column("Last seen"), column("Actions")],
        rows,
    )
}
