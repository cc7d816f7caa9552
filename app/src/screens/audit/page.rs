//! What an auditor looks through: who did what, apart from the steps of requests.

use leptos::prelude::*;

use super::{AuditPage, AuditRow};
use crate::{
    components::{
        TextInput, column, figures, filters, moment, next_page, select, table, text_input, written,
    },
    model::Shell,
    shell::{Head, document},
};

#[component]
pub fn Audit(shell: Shell, page: AuditPage) -> impl IntoView {
    let AuditPage { person, kind, from, to, people, kinds, rows, older, csv, errors } = page;
    let day = |name, label, value| {
        let field = TextInput { value, class: "nhsuk-input--width-10", ..TextInput::new(name, label) };
        text_input(TextInput { hint: Some("Such as 20/11/2026"), ..field }, &errors)
    };
    let found: AnyView = if rows.is_empty() {
        view! { <p>"Nothing was recorded on these days."</p> }.into_any()
    } else {
        let rows: Vec<_> = rows.into_iter().map(row).collect();
        table(None, [column("When"), column("Who"), column("What"), figures("Log number")], rows)
    };
    let asked = view! {
        {select("person", "Person", &people, &person, Some("Everyone"), &errors)}
        {select("kind", "What", &kinds, &kind, Some("All but shifts and places"), &errors)}
        {day("from", "First day", &from)}
        {day("to", "Last day", &to)}
    };
    let content = view! {
        <a class="app-back" href=paths::ADMIN>"Back to the hospital"</a>
        <h1 class="nhsuk-heading-l">"Audit"</h1>
        <p>
            "Who signed in, what was changed, what was exported and what was refused, latest first. What happened to a request \
             is on its own page."
        </p>
        {filters(paths::AUDIT, "Filter the audit", asked, "Show", None)}
        {found}
        {next_page(older.as_deref(), "Older")}
        <p><a href=csv download="">"Download as CSV"</a> " Times in the file are local times, with the offset from UTC."</p>
    };
    document(shell, Head { errors: &errors, wide: true, here: paths::ADMIN, ..Head::still("Audit") }, content)
}

fn row(row: AuditRow) -> impl IntoView {
    let AuditRow { sequence, when, who, what } = row;
    view! {
        <tr>
            <th scope="row">{moment(&when)}</th>
            <td data-label="Who">{written(&who)}</td>
            <td data-label="What">{what}</td>
            <td class="app-figure" data-label="Log number">{sequence}</td>
        </tr>
    }
}
