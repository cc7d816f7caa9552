//! The hospital: what is known of it, and setting it up from files.

use leptos::prelude::*;

use super::{AdminList, AdminPage, ImportChanges, ImportLine, ImportPage, ListPage};
use crate::{
    components::{Tone, button, column, details, figures, file_input, hidden, link_button, table, written},
    model::Shell,
    shell::{Head, announcement, document},
    words,
};

const HERE: &str = "Hospital";

#[component]
pub fn Admin(shell: Shell, page: AdminPage) -> impl IntoView {
    let AdminPage { lists, megabytes, errors, notice } = page;
    let head = Head { errors: &errors, wide: true, here: paths::ADMIN, ..Head::still(HERE) };
    let hint = format!(
        "CSV files with names that begin with wards, links, overrides, tags, people or shifts. At most {megabytes} MB. \
         You will see what will change before anything is saved."
    );
    let rows: Vec<_> = lists.into_iter().map(list_row).collect();
    let lists = table(
        Some("Hospital data"),
        [
            column("List"),
            figures("Entries"),
            column("What it is for"),
            column("As CSV"),
            column("Start from a template"),
        ],
        rows,
    );
    let content = view! {
        <h1 class="nhsuk-heading-l">{HERE}</h1>
        {announcement(notice.as_deref())}
        {lists}
        <ul class="nhsuk-list">
            <li><a href=paths::POLICY>"Policy: who is asked, how, and how long before a request escalates"</a></li>
            <li><a href=paths::AUDIT>"Audit: who signed in, changed something or exported data"</a></li>
            <li><a href=paths::WALKS>"Walking times learned from arrivals"</a></li>
        </ul>
        <h2 class="nhsuk-heading-m">"Import"</h2>
        <form method="post" action=paths::IMPORT enctype="multipart/form-data" novalidate>
            {file_input("files", "Files", &hint, ".csv,text/csv", &errors)}
            {button(Tone::Primary, "Check the files")}
        </form>
    };
    document(shell, head, content)
}

fn list_row(list: AdminList) -> impl IntoView {
    let AdminList { name, slug, about, entries } = list;
    view! {
        <tr>
            <th scope="row"><a href=paths::list(&slug)>{name}</a></th>
            <td class="app-figure" data-label="Entries">{entries}</td>
            <td>{about}</td>
            <td><a href=paths::list_file(&format!("{slug}.csv")) download="">{format!("{slug}.csv")}</a></td>
            <td>
                <a href=paths::template(&format!("{slug}.csv")) download="">
                    "Template" <span class="nhsuk-u-visually-hidden">{format!(" of {slug}.csv")}</span>
                </a>
            </td>
        </tr>
    }
}

#[component]
pub fn Import(shell: Shell, page: ImportPage) -> impl IntoView {
    let ImportPage { problems, notes, changes, key } = page;
    let title = match (problems.len(), &key) {
        (0, Some(_)) => "What will change".to_owned(),
        (0, None) => "Nothing will change".to_owned(),
        (some, _) => format!("{} to correct", words::count(some as u64, "problem")),
    };
    let head = Head { wide: true, here: paths::ADMIN, ..Head::still(title.clone()) };
    let lead = if problems.is_empty() {
        None
    } else {
        Some("Nothing was saved. Correct the files and upload them again.")
    };
    let sections: Vec<_> = changes.into_iter().map(changes_of_file).collect();
    let content = view! {
        <a class="app-back" href=paths::ADMIN>"Back to the hospital"</a>
        <h1 class="nhsuk-heading-l">{title}</h1>
        {lead.map(|words| view! { <p>{words}</p> })}
        {lines("What is wrong", problems)}
        {lines("Good to know", notes)}
        {sections}
        {key.map(|key| {
            view! {
                <form method="post" action=paths::CONFIRM_IMPORT class="app-post">
                    {hidden("key", &key)}
                    {button(Tone::Primary, "Save this")}
                </form>
                {link_button(Tone::Secondary, paths::ADMIN, "Cancel")}
            }
        })}
    };
    document(shell, head, content)
}

/// A table of what is said about lines; nothing if nothing is.
fn lines(caption: &'static str, lines: Vec<ImportLine>) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    let rows: Vec<_> = lines
        .into_iter()
        .map(|ImportLine { file, line, what, to_do }| {
            let line = line.map_or_else(|| "all".to_owned(), |line| line.to_string());
            view! {
                <tr>
                    <th scope="row">{written(&file)}</th>
                    <td class="app-figure" data-label="Line">{line}</td>
                    <td>{what}"."</td>
                    <td data-label="What to do">{to_do}</td>
                </tr>
            }
        })
        .collect();
    let table = view! {
        <h2 class="nhsuk-heading-m">{caption}</h2>
        {table(None, [column("File"), figures("Line"), column("What"), column("What to do")], rows)}
    };
    Some(table.into_any())
}

fn changes_of_file(changes: ImportChanges) -> AnyView {
    let ImportChanges { name, added, changed, removed, unchanged, missing } = changes;
    view! {
        <h2 class="nhsuk-heading-m">{name}</h2>
        {names(name, "Added", added)}
        {names(name, "Changed", changed)}
        {names(name, "Removed", removed)}
        {names(name, "Not in the file, kept", missing)}
        {(unchanged > 0).then(|| view! { <p class="app-muted">{format!("{unchanged} unchanged")}</p> })}
    }
    .into_any()
}

/// How many, and which when opened.
fn names(file: &str, what: &str, names: Vec<String>) -> Option<AnyView> {
    if names.is_empty() {
        return None;
    }
    let id = format!("{file}-{what}").to_lowercase().replace([' ', ','], "-");
    let summary = format!("{what}: {}", names.len());
    let open = names.len() <= 10;
    let items: Vec<_> = names.into_iter().map(|name| view! { <li>{written(&name)}</li> }).collect();
    Some(details(id, &summary, open, view! { <ul class="nhsuk-list nhsuk-list--bullet">{items}</ul> }))
}

#[component]
pub fn List(shell: Shell, page: ListPage) -> impl IntoView {
    let ListPage { title, about, columns, rows, csv } = page;
    let head = Head { wide: true, here: paths::ADMIN, ..Head::still(title) };
    let table =
        if rows.is_empty() { view! { <p>"Nothing yet."</p> }.into_any() } else { list_table(columns, rows) };
    let content = view! {
        <a class="app-back" href=paths::ADMIN>"Back to the hospital"</a>
        <h1 class="nhsuk-heading-l">{title}</h1>
        <p>{about}</p>
        {csv.map(|csv| view! { <p><a href=csv download="">"Download as CSV"</a></p> })}
        {table}
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
