//! The hospital: what is known of it, and setting it up from files.

use leptos::prelude::*;
use texts::texts;

use super::{AdminList, AdminPage, ListPage};
use crate::{
    components::{column, figures, part_of, search, table, written},
    model::Shell,
    screens::import::upload,
    shell::{Head, announcement, document},
};

#[component]
pub fn Admin(shell: Shell, page: AdminPage) -> impl IntoView {
    let AdminPage { lists, missing, megabytes, last_import, headings, errors, notice } = page;
    let t = texts();
    let head = Head { errors: &errors, wide: true, here: paths::ADMIN, ..Head::still(t.admin_title()) };
    let rows: Vec<_> = lists.into_iter().map(list_row).collect();
    let lists = table(
        Some(&t.admin_data()),
        [
            column(t.admin_list()),
            figures(t.admin_entries()),
            column(t.admin_what_for()),
            column(t.admin_as_csv()),
            column(t.admin_start_from_template()),
        ],
        rows,
    );
    let (words, class) =
        if missing == 0 { (t.start_from_admin_ready(), "") } else { (t.start_from_admin(), "app-notice") };
    let ready = view! { <p class=class><a href=paths::START>{words}</a></p> };
    let content = view! {
        <h1 class="nhsuk-heading-l">{t.admin_title()}</h1>
        {announcement(notice.as_deref())}
        {ready}
        {lists}
        <p>
            {t.admin_to_entries()} " " <a href=paths::PEOPLE>{t.people_title()}</a> ", "
            <a href=paths::entries("wards")>{t.admin_wards()}</a> ", "
            <a href=paths::entries("zones")>{t.places_zones()}</a> ", "
            <a href=paths::entries("tags")>{t.admin_tags()}</a> ", "
            <a href=paths::entries("categories")>{t.places_categories()}</a> ", "
            <a href=paths::entries("ways")>{t.places_ways()}</a>
        </p>
        <ul class="nhsuk-list">
            <li><a href=paths::DOCTOR>{t.start_to_doctor()}</a></li>
            <li><a href=paths::POLICY>{t.admin_to_policy()}</a></li>
            <li><a href=paths::SETTINGS>{t.admin_to_settings()}</a></li>
            <li><a href=paths::AUDIT>{t.admin_to_audit()}</a></li>
            <li><a href=paths::WALKS>{t.admin_to_walks()}</a></li>
        </ul>
        <h2 class="nhsuk-heading-m">{t.admin_import()}</h2>
        {upload(megabytes, &errors)}
        <ul class="nhsuk-list">
            {last_import.map(|at| view! { <li><a href=paths::UNDO_IMPORT>{t.admin_undo_import(at)}</a></li> })}
            <li><a href=paths::IMPORT_HEADINGS>{t.admin_to_import_headings(headings)}</a></li>
        </ul>
    };
    document(shell, head, content)
}

fn list_row(list: AdminList) -> impl IntoView {
    let AdminList { name, page, slug, about, entries } = list;
    let t = texts();
    let file = format!("{slug}.csv");
    let of_file = t.admin_of_file(file.as_str());
    view! {
        <tr>
            <th scope="row"><a href=page>{name}</a></th>
            <td class="app-figure" data-label=t.admin_entries()>{entries}</td>
            <td>{about}</td>
            <td><a href=paths::list_file(&file) download="">{file.clone()}</a></td>
            <td>
                <a href=paths::template(&file) download="">
                    {t.admin_template()} <span class="nhsuk-u-visually-hidden">" " {of_file}</span>
                </a>
            </td>
        </tr>
    }
}

#[component]
pub fn List(shell: Shell, page: ListPage) -> impl IntoView {
    let ListPage { title, about, columns, rows, found, path, csv } = page;
    let t = texts();
    let head = Head { wide: true, here: paths::ADMIN, ..Head::still(title.clone()) };
    let rows = (!rows.is_empty()).then(|| list_table(columns, rows));
    let content = view! {
        <a class="app-back" href=paths::ADMIN>{t.shared_back_to_hospital()}</a>
        <h1 class="nhsuk-heading-l">{title}</h1>
        <p>{about}</p>
        {csv.map(|csv| view! { <p><a href=csv download="">{t.shared_download_csv()}</a></p> })}
        {search(&path, &t.admin_find(), &found.find, &path)}
        {part_of(&found, &t.admin_nothing_yet(), rows)}
    };
    document(shell, head, content)
}

fn list_table(columns: Vec<String>, rows: Vec<Vec<String>>) -> AnyView {
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let mut cells = columns.iter().cloned().zip(row);
            let first = cells.next().map(|(_, name)| view! { <th scope="row">{written(&name)}</th> });
            let rest: Vec<_> =
                cells.map(|(column, cell)| view! { <td data-label=column>{written(&cell)}</td> }).collect();
            view! { <tr>{first} {rest}</tr> }
        })
        .collect();
    table(None, columns.into_iter().map(column), rows)
}
