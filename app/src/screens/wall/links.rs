//! The links that open the screen: who made them, when they were last open, and how to take one back.

use domain::wall::WallName;
use leptos::prelude::*;
use texts::texts;

use super::{WallForm, WallRow, WallsPage};
use crate::{
    components::{
        TextInput, Tone, button, column, details, hidden, moment, post, rich, select, table, text_input,
        tick, written,
    },
    model::Shell,
    shell::{Head, announcement, document},
    words::isolated,
};

#[component]
pub fn Walls(shell: Shell, page: WallsPage) -> impl IntoView {
    let WallsPage { live, revoked, form, notice } = page;
    let t = texts();
    let (errors, decides) = (form.errors.clone(), shell.decides());
    let head = Head { here: paths::BOARD, errors: &errors, ..Head::still(t.walls_title()) };
    let is_open = live.is_empty() || !errors.is_empty();
    let rows: Vec<_> = live.iter().map(|wall| one(wall, decides)).collect();
    let list = if rows.is_empty() {
        view! { <p>{t.walls_none()}</p> }.into_any()
    } else {
        view! { <ul class="app-todo">{rows}</ul> }.into_any()
    };
    let over = (!revoked.is_empty())
        .then(|| details("revoked", &t.walls_revoked_ones(revoked.len()), false, revoked_table(&revoked)));
    let content = view! {
        <a class="app-back" href=paths::BOARD>{t.shared_back_to_board()}</a>
        <h1 class="nhsuk-heading-l">{t.walls_title()}</h1>
        {announcement(notice.as_deref())}
        <p>{t.walls_about()}</p>
        {list}
        {decides.then(|| details("add", &t.walls_add(), is_open, fields(form)))}
        {over}
    };
    document(shell, head, content)
}

fn one(wall: &WallRow, decides: bool) -> AnyView {
    let t = texts();
    let where_ =
        wall.zone.as_deref().map_or_else(|| t.walls_whole_hospital(), |zone| isolated(zone).into_owned());
    let wards = if wall.hides_wards { t.walls_without_wards() } else { t.walls_with_wards() };
    let made = rich(|[name, time]| t.walls_made(name, time), [written(&wall.made_by), moment(&wall.made)]);
    let seen = wall.seen_on.as_deref().map_or_else(|| t.walls_never_open(), |day| t.walls_last_open(day));
    let address = wall.address.as_ref().map(|address| {
        view! { <p class="app-walls__address"><a href=address.clone()>{address.clone()}</a></p> }
    });
    let revoke = t.walls_revoke(isolated(&wall.name));
    view! {
        <li data-key=wall.id.clone()>
            <p class="app-todo__what">{written(&wall.name)}</p>
            {address}
            <p class="app-muted">{where_} ". " {wards} " " {made} " " {seen}</p>
            {decides.then(|| post(Tone::Warning, &paths::revoke_wall(&wall.id), &revoke, None))}
        </li>
    }
    .into_any()
}

fn revoked_table(walls: &[WallRow]) -> AnyView {
    let t = texts();
    let rows: Vec<_> = walls
        .iter()
        .map(|wall| {
            view! {
                <tr>
                    <th scope="row">{written(&wall.name)}</th>
                    <td data-label=t.walls_taken_back()>{wall.revoked.as_ref().map(moment)}</td>
                    <td data-label=t.walls_open_until()>{wall.seen_on.clone()}</td>
                </tr>
            }
        })
        .collect();
    table(None, [column(t.walls_where()), column(t.walls_taken_back()), column(t.walls_open_until())], rows)
}

fn fields(form: WallForm) -> AnyView {
    let t = texts();
    let WallForm { name, zone, hides_wards, key, zones, errors } = form;
    let (label, hint) = (t.walls_where(), t.walls_where_hint());
    let name = TextInput {
        hint: Some(&hint),
        value: &name,
        max_length: u16::try_from(WallName::MAX_CHARS).ok(),
        ..TextInput::new("name", &label)
    };
    view! {
        <form method="post" action=paths::WALLS novalidate>
            {hidden("key", &key)}
            {text_input(name, &errors)}
            {select("zone", &t.walls_what(), &zones, &zone, Some(&t.walls_whole_hospital()), &errors)}
            {tick("hides_wards", &t.walls_hide_wards(), None, hides_wards, &errors)}
            {button(Tone::Primary, &t.walls_make())}
        </form>
    }
    .into_any()
}
