//! Everybody, and the form about one of them.

use domain::text::{Name, Phone};
use leptos::prelude::*;
use texts::texts;

use super::{Namesake, PeoplePage, PersonForm, PersonFormPage, PersonRow, SignsIn};
use crate::{
    components::{
        ANOTHER, TextInput, Tiles, Tone, button, column, filters, hidden, is_another, link_button, part_of,
        rich, select, table, tag, text_input, tick, ticks, tiles, written,
    },
    model::{Choice, FieldError, Shell},
    shell::{Head, announcement, document},
    words::isolated,
};

#[component]
pub fn People(shell: Shell, page: PeoplePage) -> impl IntoView {
    let PeoplePage { rows, found, kinds, does, not_yet, csv } = page;
    let t = texts();
    let head = Head { wide: true, here: paths::ADMIN, ..Head::still(t.people_title()) };
    let (find_label, does_label, everyone) = (t.people_find(), t.people_does(), t.people_everyone());
    let find = TextInput {
        value: &found.find,
        kind: "search",
        class: "nhsuk-input--width-20",
        ..TextInput::new("find", &find_label)
    };
    let is_narrowed = !found.find.is_empty() || !does.is_empty() || not_yet.is_set;
    let fields = view! {
        {text_input(find, &[])}
        {select("does", &does_label, &kinds, &does, Some(&everyone), &[])}
        {tick("signs_in", &not_yet.label, None, not_yet.is_set, &[])}
    };
    let content = view! {
        <a class="app-back" href=paths::ADMIN>{t.shared_back_to_hospital()}</a>
        <h1 class="nhsuk-heading-l">{t.people_title()}</h1>
        {link_button(Tone::Primary, paths::NEW_PERSON, &t.people_add())}
        {filters(
            paths::PEOPLE,
            &t.lists_search(),
            fields,
            &t.lists_search(),
            is_narrowed.then_some(paths::PEOPLE),
        )}
        {part_of(&found, &t.people_nobody(), people_table(rows))}
        <p><a href=csv download="">{t.shared_download_csv()}</a></p>
        <p><a href=format!("{}#files", paths::ADMIN)>{t.people_many()}</a></p>
    };
    document(shell, head, content)
}

fn people_table(rows: Vec<PersonRow>) -> Option<AnyView> {
    if rows.is_empty() {
        return None;
    }
    let t = texts();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let PersonRow { page, name, does, place, knows, username, signs_in } = row;
            let state = match signs_in {
                SignsIn::Yes => None,
                SignsIn::NotYet => Some(tag("yellow", &t.people_not_yet())),
                SignsIn::Ended => Some(tag("grey", &t.people_ended())),
            };
            view! {
                <tr>
                    <th scope="row"><a href=page>{written(&name)}</a></th>
                    <td data-label=t.people_does()>{does}</td>
                    <td data-label=t.people_place()>{written(&place)}</td>
                    <td data-label=t.people_knows()>{written(&knows)}</td>
                    <td data-label=t.people_signs_in_as()>
                        {username.map(|username| written(&username))} " " {state}
                    </td>
                </tr>
            }
        })
        .collect();
    let columns =
        [t.people_name(), t.people_does(), t.people_place(), t.people_knows(), t.people_signs_in_as()];
    Some(table(Some(&t.people_title()), columns.map(column), rows))
}

#[component]
pub fn PersonEntry(shell: Shell, page: PersonFormPage) -> impl IntoView {
    let PersonFormPage { action, back, who, form, wards, zones, namesakes, told, errors, notice } = page;
    let t = texts();
    let is_new = who.is_none();
    let title = who.map_or_else(|| t.people_add(), |name| t.people_change_of(isolated(name)));
    let (back_label, save) =
        if is_new { (t.people_back(), t.people_add()) } else { (t.join_back_to_person(), t.shared_save()) };
    let asked = same_person(namesakes, &told);
    let asked_first = asked.iter().map(|_| FieldError::new(ANOTHER, t.people_not_added_yet()));
    let summary = if errors.is_empty() { asked_first.collect() } else { errors.clone() };
    let head = Head { here: paths::ADMIN, errors: &summary, ..Head::still(title.clone()) };
    let content = view! {
        <a class="app-back" href=back.clone()>{back_label}</a>
        <h1 class="nhsuk-heading-l">{title}</h1>
        {announcement(notice.as_deref())}
        <form method="post" action=action novalidate>
            {hidden("key", &form.key)}
            {hidden("offered", &form.offered)}
            {(!form.shown.is_empty()).then(|| hidden("shown", &form.shown))}
            {asked}
            {fields(&form, &wards, &zones, &errors)}
            {button(Tone::Primary, &save)}
        </form>
        <p><a href=back>{t.shared_cancel()}</a></p>
    };
    document(shell, head, content)
}

/// Asks whether somebody is here already, with a tick that says no.
fn same_person(namesakes: Vec<Namesake>, told: &str) -> Option<AnyView> {
    let t = texts();
    let asked: Vec<_> = namesakes
        .into_iter()
        .map(|Namesake { page, name, has_ended }| {
            let ended = has_ended.then(|| tag("grey", &t.people_ended()));
            let link = view! { <a href=page>{written(&name)}</a> }.into_any();
            view! { {rich(|[person]| t.people_is_here(person), [link])} " " {ended} }.into_any()
        })
        .collect();
    (!asked.is_empty()).then(|| is_another(asked, told, &t.people_another_person()))
}

fn fields(form: &PersonForm, wards: &[Choice], zones: &[Choice], errors: &[FieldError]) -> AnyView {
    let t = texts();
    let choice = |value: &str, label: String| Choice { value: value.to_owned(), label };
    let kinds = [
        choice("floorwalker", t.shared_floorwalker()),
        choice("super-user", t.shared_super_user()),
        choice(
            "",
            if form.helps_for_a_time { t.people_responds_for_a_time() } else { t.people_does_not_respond() },
        ),
    ];
    let modes = [
        choice("all", t.people_zone_all()),
        choice("preferred", t.people_zone_preferred()),
        choice("exclusive", t.people_zone_exclusive()),
    ];
    let (name_label, user_label, phone_label) = (t.people_name(), t.people_username(), t.people_phone());
    let (user_hint, phone_hint, responds) =
        (t.people_username_hint(), t.people_phone_hint(), t.people_responds());
    let name = TextInput {
        value: &form.name,
        max_length: u16::try_from(Name::MAX_CHARS).ok(),
        ..TextInput::new("name", &name_label)
    };
    let username = TextInput {
        value: &form.username,
        hint: Some(&user_hint),
        class: "nhsuk-input--width-20",
        ..TextInput::new("username", &user_label)
    };
    let phone = TextInput {
        value: &form.phone,
        hint: Some(&phone_hint),
        kind: "tel",
        max_length: u16::try_from(Phone::MAX_CHARS).ok(),
        class: "nhsuk-input--width-20",
        ..TextInput::new("phone", &phone_label)
    };
    let kind =
        Tiles { name: "responds", legend: &responds, choices: &kinds, chosen: &form.responds, class: "" };
    let none = t.people_none();
    view! {
        {text_input(name, errors)}
        {tiles(kind, errors)}
        {ticks("roles", &t.people_roles(), &form.roles, errors)}
        {text_input(username, errors)}
        <h2 class="nhsuk-heading-m">{t.people_if_they_respond()}</h2>
        {(!form.tags.is_empty()).then(|| ticks("tags", &t.people_tags(), &form.tags, errors))}
        {select("zone", &t.people_zone(), zones, &form.zone, Some(&none), errors)}
        {select("zone_mode", &t.people_zone_mode(), &modes, &form.zone_mode, None, errors)}
        {select("home_ward", &t.people_home_ward(), wards, &form.home_ward, Some(&none), errors)}
        {text_input(phone, errors)}
    }
    .into_any()
}
