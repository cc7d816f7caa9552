//! Taking the last import back: what that would do, or why it stays.

use leptos::prelude::*;
use texts::texts;

use super::{
    Stays, UndoPage,
    page::{Done, SHOWN, changes_of_file, more},
};
use crate::{
    components::{Tone, button, column, hidden, link_button, table, written},
    model::Shell,
    shell::{Head, document},
    words::isolated,
};

#[component]
pub fn Undo(shell: Shell, page: UndoPage) -> impl IntoView {
    let UndoPage { time, until, who, changes, stays, import, errors } = page;
    let t = texts();
    let can = stays.is_empty();
    let title = if can { t.import_undo(time.as_str()) } else { t.import_undo_not(time.as_str()) };
    let head = Head { errors: &errors, wide: true, here: paths::ADMIN, ..Head::still(title.clone()) };
    let changes: Vec<_> =
        changes.into_iter().map(|changes| changes_of_file(changes, Done::TakenBack)).collect();
    let reasons = (!can).then(|| {
        view! {
            <p>{t.import_undo_not_why()}</p>
            {reasons(stays)}
            <p>
                {t.import_undo_instead()} " " <a href=paths::entries("wards")>{t.admin_wards()}</a> ", "
                <a href=paths::entries("zones")>{t.places_zones()}</a> ", "
                <a href=paths::entries("tags")>{t.admin_tags()}</a> ", "
                <a href=paths::entries("ways")>{t.places_ways()}</a>
            </p>
        }
    });
    let would = if can { t.import_undo_why() } else { t.import_undo_would() };
    let would = (!changes.is_empty()).then(|| view! { <p>{would}</p> {changes} });
    let form = can.then(|| {
        view! {
            <form method="post" action=paths::UNDO_IMPORT class="app-post">
                <p>{t.import_undo_until(until)}</p>
                {hidden("import", &import)}
                {button(Tone::Warning, &t.import_undo_do())}
            </form>
            {link_button(Tone::Secondary, paths::ADMIN, &t.shared_cancel())}
        }
    });
    let content = view! {
        <a class="app-back" href=paths::ADMIN>{t.shared_back_to_hospital()}</a>
        <h1 class="nhsuk-heading-l">{title}</h1>
        <p>{t.import_undo_whose(isolated(&who))}</p>
        {reasons}
        {would}
        {form}
    };
    document(shell, head, content)
}

fn reasons(stays: Vec<Stays>) -> AnyView {
    let t = texts();
    let more = more(stays.len());
    let rows: Vec<_> = stays
        .into_iter()
        .take(SHOWN)
        .map(|Stays { name, why }| {
            let name = if name.is_empty() { t.import_undo_whole().into_any() } else { written(&name) };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td data-label=t.import_undo_stays()>{why}</td>
                </tr>
            }
        })
        .collect();
    let caption = t.import_undo_stays();
    let table = table(Some(&caption), [column(t.import_which()), column(caption.clone())], rows);
    view! { {table} {more} }.into_any()
}
