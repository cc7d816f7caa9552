//! What would be closed together, before it is.

use leptos::prelude::*;
use texts::texts;

use super::{
    ClosePage, OpenTicket, StaysOpen,
    linking::closed_as,
    page::{open_cells, open_headings},
};
use crate::{
    components::{Tone, button, column, error_message, hidden, link_button, table, written},
    model::Shell,
    shell::{Head, document},
    words::isolated,
};

#[component]
pub fn CloseTogether(shell: Shell, page: ClosePage) -> impl IntoView {
    let ClosePage { id, title, workaround, key, closes, stays, later, closing, errors } = page;
    let t = texts();
    let head = Head {
        errors: &errors,
        here: paths::KNOWN_ISSUES,
        wide: true,
        ..Head::still(t.known_issues_close_title(isolated(&title)))
    };
    let form = (!closes.is_empty()).then(|| {
        let tickets: Vec<_> = closes
            .iter()
            .map(|ticket| view! { <input type="hidden" name=format!("t_{}", ticket.code) value=ticket.version.to_string() /> })
            .collect();
        view! {
            <h2 class="nhsuk-heading-m">{t.known_issues_closes(closes.len())}</h2>
            {table(None, headings(&t.known_issues_ticket()), closes.iter().map(closes_now).collect::<Vec<_>>())}
            {(later > 0).then(|| view! { <p>{t.known_issues_close_later(later)}</p> })}
            <p>{t.known_issues_close_tells(isolated(&workaround))}</p>
            <form method="post" action=paths::close_known_issue(&id) novalidate>
                {hidden("key", &key)}
                {tickets}
                {closed_as(&closing, &errors)}
                {button(Tone::Warning, &t.known_issues_close_now(closes.len()))}
            </form>
        }
    });
    let nothing = closes.is_empty().then(|| view! { <p id="nothing">{t.known_issues_close_nothing()}</p> });
    let left = (!stays.is_empty()).then(|| {
        let headings = headings(&t.known_issues_ticket())
            .chain([column(t.known_issues_stays_why())])
            .collect::<Vec<_>>();
        view! {
            <h2 class="nhsuk-heading-m">{t.known_issues_stays(stays.len())}</h2>
            {table(None, headings, stays.iter().map(staying).collect::<Vec<_>>())}
        }
    });
    let content = view! {
        <a class="app-back" href=paths::known_issue(&id)>{t.known_issues_back_to_one()}</a>
        <h1 class="nhsuk-heading-l">{t.known_issues_close_title(isolated(&title))}</h1>
        {error_message(&errors, "tickets")}
        {nothing}
        {form}
        {left}
        {link_button(Tone::Secondary, &paths::known_issue(&id), &t.shared_cancel())}
    };
    document(shell, head, content)
}

fn headings(first: &str) -> impl Iterator<Item = crate::components::Heading> + use<> {
    [column(first)].into_iter().chain(open_headings())
}

fn code(ticket: &OpenTicket) -> AnyView {
    view! { <th scope="row"><a href=paths::ticket(&ticket.ticket)>{ticket.code.clone()}</a></th> }.into_any()
}

fn closes_now(ticket: &OpenTicket) -> AnyView {
    view! { <tr>{code(ticket)} {open_cells(ticket)}</tr> }.into_any()
}

fn staying(StaysOpen { ticket, why }: &StaysOpen) -> AnyView {
    view! {
        <tr>
            {code(ticket)} {open_cells(ticket)}
            <td data-label=texts().known_issues_stays_why()>{written(why)}</td>
        </tr>
    }
    .into_any()
}
