//! What was said of columns with other names.

use leptos::prelude::*;
use texts::texts;

use super::{HeadingRow, HeadingsPage};
use crate::{
    components::{Tone, button, column, hidden, moment, table, written},
    model::Shell,
    shell::{Head, announcement, document},
    words::isolated,
};

#[component]
pub fn Headings(shell: Shell, page: HeadingsPage) -> impl IntoView {
    let HeadingsPage { rows, errors, notice } = page;
    let t = texts();
    let head =
        Head { errors: &errors, wide: true, here: paths::ADMIN, ..Head::still(t.import_headings_title()) };
    let list = if rows.is_empty() {
        view! { <p>{t.import_headings_none()}</p> }.into_any()
    } else {
        let headings = [
            column(t.import_heading_name()),
            column(t.import_heading_list()),
            column(t.import_heading_means()),
            column(t.import_heading_said()),
            column(t.import_heading_forget()),
        ];
        table(Some(&t.import_headings_title()), headings, rows.into_iter().map(row).collect::<Vec<_>>())
    };
    let content = view! {
        <a class="app-back" href=paths::ADMIN>{t.shared_back_to_hospital()}</a>
        <h1 class="nhsuk-heading-l">{t.import_headings_title()}</h1>
        {announcement(notice.as_deref())}
        <p>{t.import_headings_about()}</p>
        {list}
    };
    document(shell, head, content)
}

fn row(HeadingRow { list, name, column, said, told }: HeadingRow) -> impl IntoView {
    let t = texts();
    let said = match said {
        Some((who, at)) => view! { {written(&who)} ", " {moment(&at)} }.into_any(),
        None => view! { <span class="app-muted">{t.import_heading_not_known()}</span> }.into_any(),
    };
    let column = match column {
        Some(column) => column.into_any(),
        None => view! { <span class="app-muted">{t.import_heading_left_out()}</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{written(&name)}</th>
            <td data-label=t.import_heading_list()>{list}</td>
            <td data-label=t.import_heading_means()>{column}</td>
            <td data-label=t.import_heading_said()>{said}</td>
            <td>
                <form method="post" action=paths::FORGET_IMPORT_HEADING class="app-post">
                    {told.map(|(name, value)| hidden(name, &value)).into_iter().collect::<Vec<_>>()}
                    {button(Tone::Secondary, &t.import_heading_forget_it(isolated(&name)))}
                </form>
            </td>
        </tr>
    }
}
