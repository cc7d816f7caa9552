//! Which open tickets are about something that is known to be wrong.

use leptos::prelude::*;
use texts::texts;

use super::{
    ClosedAs, LinkPage, LinkRow,
    page::{open_cells, open_headings},
};
use crate::{
    components::{
        Tiles, Tone, button, error_message, filters, hidden, link_button, select, table, tiles, written,
    },
    model::{Choice, FieldError, Shell},
    shell::{Head, announcement, document},
    words::isolated,
};

#[component]
pub fn LinkTickets(shell: Shell, page: LinkPage) -> impl IntoView {
    let LinkPage {
        id,
        title,
        ended,
        holds,
        filter,
        tags,
        wards,
        zones,
        waves,
        tickets,
        chosen,
        closing,
        from_surge,
        surge,
        errors,
        notice,
    } = page;
    let t = texts();
    let head = Head {
        errors: &errors,
        here: paths::KNOWN_ISSUES,
        wide: true,
        ..Head::still(t.known_issues_link_title(isolated(&title)))
    };
    let path = paths::link_known_issue(&id);
    let any = t.known_issues_any();
    let fields = view! {
        {select("tag", &t.shared_about(), &tags, &filter.tag, Some(&any), &[])}
        {select("zone", &t.known_issues_zone(), &zones, &filter.zone, Some(&any), &[])}
        {(!waves.is_empty()).then(|| {
            select("wave", &t.waves_wave(), &waves, &filter.wave, Some(&any), &[])
        })}
        {select("ward", &t.shared_where(), &wards, &filter.ward, Some(&any), &[])}
    };
    let question = ended.then(|| view! { {when_ended(&chosen, &errors)} {closed_as(&closing, &errors)} });
    let what_follows =
        if holds && !ended { t.known_issues_link_holds() } else { t.known_issues_link_about() };
    let list = if tickets.is_empty() {
        view! { <p>{t.known_issues_link_none()}</p> }.into_any()
    } else {
        view! {
            <form method="post" action=path.clone() novalidate>
                {hidden("tag", &filter.tag)}
                {hidden("zone", &filter.zone)}
                {hidden("wave", &filter.wave)}
                {hidden("ward", &filter.ward)}
                {(!filter.code.is_empty()).then(|| hidden("code", &filter.code))}
                {from_surge.then(|| hidden("from", "surge"))}
                {(!surge.is_empty()).then(|| hidden("surge", &surge))}
                {question}
                {error_message(&errors, "tickets")}
                {rows(&tickets)}
                <div class="app-actions">
                    {button(Tone::Primary, &t.known_issues_link_ticked())}
                    <button class="nhsuk-button nhsuk-button--secondary" name="all" value="yes">
                        {t.known_issues_link_all(tickets.len())}
                    </button>
                </div>
            </form>
        }
        .into_any()
    };
    let content = view! {
        <a class="app-back" href=paths::known_issue(&id)>{t.known_issues_back_to_one()}</a>
        <h1 class="nhsuk-heading-l">{t.known_issues_link_title(isolated(&title))}</h1>
        {announcement(notice.as_deref())}
        <p>{what_follows}</p>
        {filters(&path, &t.known_issues_link_which(), fields, &t.known_issues_link_show(), None)}
        {list}
        {link_button(Tone::Secondary, &paths::known_issue(&id), &t.shared_cancel())}
    };
    document(shell, head, content)
}

/// Nothing that is linked to something that has ended goes on by itself.
fn when_ended(chosen: &str, errors: &[FieldError]) -> AnyView {
    let t = texts();
    let choice = |value: &str, label| Choice { value: value.to_owned(), label };
    let choices = [
        choice("leave", t.known_issues_ended_leave()),
        choice("close", t.known_issues_ended_close()),
        choice("reopen", t.known_issues_ended_reopen()),
    ];
    let legend = t.known_issues_ended_question();
    tiles(Tiles { name: "ended", legend: &legend, choices: &choices, chosen, class: "" }, errors)
}

/// What they are closed as, if they are.
pub(super) fn closed_as(closing: &ClosedAs, errors: &[FieldError]) -> AnyView {
    let t = texts();
    let ClosedAs { chosen, categories } = closing;
    select("category", &t.known_issues_close_as(), categories, chosen, Some(&t.shared_choose()), errors)
        .into_any()
}

fn rows(tickets: &[LinkRow]) -> AnyView {
    let t = texts();
    let rows: Vec<_> = tickets
        .iter()
        .enumerate()
        .map(|(place, LinkRow { ticket, is_ticked, note, linked_to })| {
            let id = if place == 0 { "tickets".to_owned() } else { format!("t-{}", ticket.code) };
            let linked = linked_to.as_deref().map(|title| {
                view! { <br /> <span class="app-muted">{t.known_issues_linked_to(isolated(title))}</span> }
            });
            view! {
                <tr>
                    <td data-label=t.known_issues_link_tick()>
                        <label class="app-tick">
                            <input type="checkbox" id=id name=format!("t_{}", ticket.code) value="yes" checked=*is_ticked />
                            <span>{ticket.code.clone()}</span>
                        </label>
                        <input type="hidden" name=format!("s_{}", ticket.code) value="yes" />
                        {linked}
                    </td>
                    <td data-label=t.shared_about()>
                        <a href=paths::ticket(&ticket.ticket)>{written(&ticket.tag)}</a>
                        {note.as_deref().map(|note| view! { <br /> <span class="app-muted">{written(note)}</span> })}
                    </td>
                    {open_cells(ticket)}
                </tr>
            }
        })
        .collect();
    let headings = [t.known_issues_link_tick(), t.shared_about()].map(crate::components::column);
    table(None, headings.into_iter().chain(open_headings()), rows)
}
