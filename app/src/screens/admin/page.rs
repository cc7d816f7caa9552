//! The hospital: what is known of it, and setting it up from files.

use leptos::prelude::*;
use texts::texts;

use super::{AdminList, AdminPage, ImportChanges, ImportLine, ImportPage, ListPage};
use crate::{
    components::{
        Tone, button, column, details, figures, file_input, hidden, link_button, part_of, search, table,
        written,
    },
    model::Shell,
    shell::{Head, announcement, document},
};

#[component]
pub fn Admin(shell: Shell, page: AdminPage) -> impl IntoView {
    let AdminPage { lists, megabytes, errors, notice } = page;
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
    let content = view! {
        <h1 class="nhsuk-heading-l">{t.admin_title()}</h1>
        {announcement(notice.as_deref())}
        {lists}
        <ul class="nhsuk-list">
            <li><a href=paths::POLICY>{t.admin_to_policy()}</a></li>
            <li><a href=paths::AUDIT>{t.admin_to_audit()}</a></li>
            <li><a href=paths::WALKS>{t.admin_to_walks()}</a></li>
        </ul>
        <h2 class="nhsuk-heading-m">{t.admin_import()}</h2>
        <form method="post" action=paths::IMPORT enctype="multipart/form-data" novalidate>
            {file_input("files", &t.admin_files(), &t.admin_files_hint(megabytes), ".csv,text/csv", &errors)}
            {button(Tone::Primary, &t.admin_check())}
        </form>
    };
    document(shell, head, content)
}

fn list_row(list: AdminList) -> impl IntoView {
    let AdminList { name, slug, about, entries } = list;
    let t = texts();
    let file = format!("{slug}.csv");
    let of_file = t.admin_of_file(file.as_str());
    view! {
        <tr>
            <th scope="row"><a href=paths::list(&slug)>{name}</a></th>
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
pub fn Import(shell: Shell, page: ImportPage) -> impl IntoView {
    let ImportPage { problems, notes, changes, key } = page;
    let t = texts();
    let title = match (problems.len(), &key) {
        (0, Some(_)) => t.admin_will_change(),
        (0, None) => t.admin_no_change(),
        (some, _) => t.admin_to_correct(some),
    };
    let head = Head { wide: true, here: paths::ADMIN, ..Head::still(title.clone()) };
    let lead = (!problems.is_empty()).then(|| t.admin_nothing_saved());
    let sections: Vec<_> = changes.into_iter().map(changes_of_file).collect();
    let content = view! {
        <a class="app-back" href=paths::ADMIN>{t.shared_back_to_hospital()}</a>
        <h1 class="nhsuk-heading-l">{title}</h1>
        {lead.map(|words| view! { <p>{words}</p> })}
        {lines(t.admin_wrong(), problems)}
        {lines(t.admin_good_to_know(), notes)}
        {sections}
        {key.map(|key| {
            view! {
                <form method="post" action=paths::CONFIRM_IMPORT class="app-post">
                    {hidden("key", &key)}
                    {button(Tone::Primary, &t.admin_save())}
                </form>
                {link_button(Tone::Secondary, paths::ADMIN, &t.shared_cancel())}
            }
        })}
    };
    document(shell, head, content)
}

/// A table of what is said about lines; nothing if nothing is.
fn lines(caption: String, lines: Vec<ImportLine>) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    let t = texts();
    let rows: Vec<_> = lines
        .into_iter()
        .map(|ImportLine { file, line, what, to_do }| {
            let line = line.map_or_else(|| t.admin_all_lines(), |line| line.to_string());
            view! {
                <tr>
                    <th scope="row">{written(&file)}</th>
                    <td class="app-figure" data-label=t.admin_line()>{line}</td>
                    <td>{what}"."</td>
                    <td data-label=t.admin_what_to_do()>{to_do}</td>
                </tr>
            }
        })
        .collect();
    let headings = [
        column(t.admin_file()),
        figures(t.admin_line()),
        column(t.admin_what()),
        column(t.admin_what_to_do()),
    ];
    let table = view! {
        <h2 class="nhsuk-heading-m">{caption}</h2>
        {table(None, headings, rows)}
    };
    Some(table.into_any())
}

fn changes_of_file(changes: ImportChanges) -> AnyView {
    let ImportChanges { name, added, changed, removed, unchanged, missing } = changes;
    let t = texts();
    let id = |what: &str| format!("{name}-{what}").to_lowercase().replace(' ', "-");
    view! {
        <h2 class="nhsuk-heading-m">{name.clone()}</h2>
        {names(id("added"), &t.admin_added(added.len()), added)}
        {names(id("changed"), &t.admin_changed(changed.len()), changed)}
        {names(id("removed"), &t.admin_removed(removed.len()), removed)}
        {names(id("missing"), &t.admin_missing(missing.len()), missing)}
        {(unchanged > 0).then(|| view! { <p class="app-muted">{t.admin_unchanged(unchanged)}</p> })}
    }
    .into_any()
}

/// How many, and which when opened.
fn names(id: String, summary: &str, names: Vec<String>) -> Option<AnyView> {
    if names.is_empty() {
        return None;
    }
    let open = names.len() <= 10;
    let items: Vec<_> = names.into_iter().map(|name| view! { <li>{written(&name)}</li> }).collect();
    Some(details(id, summary, open, view! { <ul class="nhsuk-list nhsuk-list--bullet">{items}</ul> }))
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
