//! Where one is signed in, and for administrators where others are.

use leptos::prelude::*;
use texts::texts;

use super::{AccountPage, GrantRow, PersonPage, RoleForm, SignInRow};
use crate::{
    components::{
        TextInput, Tone, button, column, fact, facts, link_button, moment, new_password, post, rich, select,
        table, tag, text_input, whose_password, written,
    },
    model::{Choice, FieldError, Shell},
    shell::{Head, announcement, document},
    words::{self, isolated},
};

#[component]
pub fn Account(shell: Shell, page: AccountPage) -> impl IntoView {
    let AccountPage { sign_ins, responds_from, username, errors, notice } = page;
    let others = sign_ins.iter().filter(|row| !row.is_this).count();
    let content = view! {
        <h1 class="nhsuk-heading-l">{texts().account_yours()}</h1>
        {announcement(notice.as_deref())}
        {responds_from.map(|day| view! { <p>{texts().account_responds_from(day)}</p> })}
        <p>{texts().account_you_are_here()}</p>
        {sign_ins_table(sign_ins, "post", paths::end_sign_in)}
        {(others > 0).then(|| post(Tone::Secondary, paths::END_OTHER_SIGN_INS, &texts().account_end_others(), None))}
        {username.map(|username| own_password(&username, &errors))}
    };
    document(
        shell,
        Head { wide: true, here: paths::ACCOUNT, errors: &errors, ..Head::still(texts().account_yours()) },
        content,
    )
}

fn own_password(username: &str, errors: &[FieldError]) -> AnyView {
    let t = texts();
    let label = t.account_password_now();
    let now = TextInput {
        kind: "password",
        autocomplete: "current-password",
        class: "nhsuk-input--width-20",
        ..TextInput::new("password_now", &label)
    };
    view! {
        <h2 class="nhsuk-heading-m">{t.account_change_password()}</h2>
        <p>{t.account_change_password_then()}</p>
        <form method="post" action=paths::OWN_PASSWORD novalidate>
            {whose_password(username)}
            {text_input(now, errors)}
            {new_password(errors)}
            {button(Tone::Secondary, &t.account_change_password())}
        </form>
    }
    .into_any()
}

/// How somebody comes by a password.
fn password_link(person: &str, is_set: bool) -> AnyView {
    let t = texts();
    let state = if is_set { t.account_password_set() } else { t.account_password_not_set() };
    view! {
        <p>{state}</p>
        {post(
            if is_set { Tone::Secondary } else { Tone::Primary },
            &paths::password_link(person),
            &t.account_make_password_link(),
            None,
        )}
    }
    .into_any()
}

/// How a responder comes in.
fn handset_code(person: &str, tone: Tone) -> AnyView {
    let t = texts();
    view! {
        <p>{t.people_handset_code()}</p>
        {post(tone, &paths::person_code(person), &t.people_make_code(), None)}
    }
    .into_any()
}

#[component]
pub fn Person(shell: Shell, page: PersonPage) -> impl IntoView {
    let PersonPage {
        id,
        name,
        username,
        has_password,
        about,
        responds,
        has_shifts,
        grants,
        roles,
        role_form,
        zones,
        sign_ins,
        handsets,
        cannot_end,
        ended,
        errors,
        notice,
    } = page;
    let t = texts();
    let some = !sign_ins.is_empty();
    let handsets_are_none = handsets.is_empty();
    let handsets: AnyView = if handsets_are_none {
        t.account_no_handsets().into_any()
    } else {
        let set_up = |since| rich(|[time]| t.account_handset_set_up(time), [moment(since)]);
        let each: Vec<_> = handsets.iter().map(|since| view! { <li>{set_up(since)}</li> }).collect();
        view! { <ul class="nhsuk-list">{each}</ul> }.into_any()
    };
    let tone = if handsets_are_none { Tone::Primary } else { Tone::Secondary };
    let ways_in = (responds || has_password.is_some()).then(|| {
        view! {
            <h2 class="nhsuk-heading-m">{t.people_ways_in()}</h2>
            {responds.then(|| handset_code(&id, tone))}
            {has_password.map(|is_set| password_link(&id, is_set))}
        }
    });
    let about: Vec<_> = about.iter().map(|(name, value)| fact(name, written(value))).collect();
    let username = username.map_or_else(|| t.account_no_username().into_any(), |username| written(&username));
    let content = view! {
        <a class="app-back" href=paths::PEOPLE>{t.people_back()}</a>
        <h1 class="nhsuk-heading-l">{written(&name)}</h1>
        {announcement(notice.as_deref())}
        {facts(view! {
            {fact(&t.account_username(), username)}
            {about}
            {fact(&t.account_handsets(), handsets)}
        })}
        <p><a href=format!("{}?person={id}", paths::AUDIT)>{t.account_audit()}</a></p>
        <div class="app-actions">
            {ended.is_none().then(|| link_button(Tone::Secondary, &paths::change_person(&id), &t.people_change()))}
            {has_shifts.then(|| link_button(Tone::Secondary, &paths::shifts(&id), &t.roster_shifts()))}
        </div>
        {ways_in}
        <h2 class="nhsuk-heading-m">{t.account_roles()}</h2>
        {grants_table(&id, grants)}
        {ended.is_none().then(|| give_role(&id, &roles, &zones, &role_form, &errors))}
        <h2 class="nhsuk-heading-m">{t.account_sign_ins()}</h2>
        {sign_ins_table(sign_ins, "get", |sign_in| paths::end_sign_in_of(&id, sign_in))}
        {some.then(|| link_button(Tone::Secondary, &paths::end_sign_ins_of(&id), &t.account_end_all()))}
        <h2 class="nhsuk-heading-m">{t.account_account()}</h2>
        {account(&id, cannot_end, ended.map(|ended| ended.clock))}
    };
    document(
        shell,
        Head { wide: true, here: paths::ADMIN, errors: &errors, ..Head::still(isolated(&name)) },
        content,
    )
}

fn grants_table(person: &str, rows: Vec<GrantRow>) -> AnyView {
    if rows.is_empty() {
        return view! { <p>{texts().account_none()}</p> }.into_any();
    }
    let t = texts();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let GrantRow { id, role, from, until, has_begun, cannot_end } = row;
            let end = if let Some(reason) = cannot_end {
                reason.into_any()
            } else {
                let days = words::days(from.as_deref(), until.as_deref());
                let spoken = t.account_end_role_spoken(role.as_str(), days);
                view! {
                    <form method="get" action=paths::end_role(person, &id) class="app-post app-post--row">
                        <button class="app-small">
                            {t.account_end()} <span class="nhsuk-u-visually-hidden">{spoken}</span>
                        </button>
                    </form>
                }
                .into_any()
            };
            let later = (!has_begun).then(|| tag("grey", &t.account_not_yet()));
            view! {
                <tr>
                    <th scope="row">{role} " " {later}</th>
                    <td data-label=t.account_first_day()>{from.unwrap_or_else(|| "–".to_owned())}</td>
                    <td data-label=t.account_last_day()>{until.unwrap_or_else(|| t.account_no_end())}</td>
                    <td>{end}</td>
                </tr>
            }
        })
        .collect();
    let columns = [t.account_role(), t.account_first_day(), t.account_last_day(), t.shared_actions()];
    table(Some(&t.account_roles()), columns.map(column), rows)
}

fn give_role(
    person: &str,
    roles: &[Choice],
    zones: &[Choice],
    typed: &RoleForm,
    errors: &[FieldError],
) -> AnyView {
    let t = texts();
    let day = |name, label: &str, hint: &str, value| {
        let field = TextInput { value, class: "nhsuk-input--width-10", ..TextInput::new(name, label) };
        text_input(TextInput { hint: Some(hint), ..field }, errors)
    };
    let unset = t.account_choose_role();
    view! {
        <form method="post" action=paths::give_role(person) class="app-post">
            {select("role", &t.account_role_to_give(), roles, &typed.role, Some(&unset), errors)}
            {(!zones.is_empty()).then(|| {
                select("zone", &t.account_zone_of_lead(), zones, &typed.zone, Some(&t.account_everywhere()), errors)
            })}
            {day("from", &t.account_first_day_optional(), &t.account_first_day_hint(), &typed.from)}
            {day("until", &t.account_last_day_optional(), &t.account_last_day_hint(), &typed.until)}
            {button(Tone::Secondary, &t.account_give_role())}
        </form>
    }
    .into_any()
}

fn account(id: &str, cannot_end: Option<String>, ended: Option<String>) -> AnyView {
    if let Some(ended) = ended {
        return view! {
            <p>{texts().account_ended_since(ended)}</p>
            {post(Tone::Secondary, &paths::open_account(id), &texts().account_open_again(), None)}
        }
        .into_any();
    }
    if let Some(reason) = cannot_end {
        return view! { <p>{reason}</p> }.into_any();
    }
    link_button(Tone::Warning, &paths::end_account(id), &texts().account_end_account()).into_any()
}

/// `end`: the address that ends a sign-in, by its id; with `get` it asks first.
fn sign_ins_table(rows: Vec<SignInRow>, method: &'static str, end: impl Fn(&str) -> String) -> AnyView {
    if rows.is_empty() {
        return view! { <p>{texts().account_none()}</p> }.into_any();
    }
    let t = texts();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let SignInRow { id, browser, how, since, last_seen, is_this } = row;
            let ends = if is_this {
                tag("blue", &t.account_this_one())
            } else {
                let spoken = t.account_end_sign_in_spoken(isolated(&browser), since.clock.as_str());
                view! {
                    <form method=method action=end(&id) class="app-post app-post--row">
                        <button class="app-small">
                            {t.account_end()} <span class="nhsuk-u-visually-hidden">{spoken}</span>
                        </button>
                    </form>
                }
                .into_any()
            };
            view! {
                <tr>
                    <th scope="row">{written(&browser)}</th>
                    <td data-label=t.account_how()>{how}</td>
                    <td data-label=t.shared_since()>{moment(&since)}</td>
                    <td data-label=t.shared_last_seen()>{moment(&last_seen)}</td>
                    <td>{ends}</td>
                </tr>
            }
        })
        .collect();
    let columns =
        [t.account_browser(), t.account_how(), t.shared_since(), t.shared_last_seen(), t.shared_actions()];
    table(Some(&t.account_sign_ins()), columns.map(column), rows)
}
