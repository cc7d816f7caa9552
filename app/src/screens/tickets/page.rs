//! Tickets of any hour: somebody rings about this morning, and has a code, a ward or a name.

use leptos::prelude::*;
use texts::texts;

use super::{FoundTicket, TicketsPage, WhichOne};
use crate::{
    components::{
        TextInput, column, filters, moment, part_of, phase_tag, priority_tag, select, table, tag, text_input,
        written,
    },
    model::Shell,
    shell::{Head, document},
    words,
};

#[component]
pub fn Tickets(shell: Shell, page: TicketsPage) -> impl IntoView {
    let TicketsPage {
        find,
        tag,
        wave,
        state,
        from,
        to,
        tags,
        waves,
        states,
        which,
        by_code,
        rows,
        found,
        errors,
    } = page;
    let t = texts();
    let (find_label, find_hint) = (t.tickets_find(), t.tickets_find_hint());
    let (hint, first_day, last_day) = (t.audit_date_hint(), t.audit_first_day(), t.audit_last_day());
    let day = |name, label, value| {
        let field = TextInput { value, class: "nhsuk-input--width-10", ..TextInput::new(name, label) };
        text_input(TextInput { hint: Some(&hint), ..field }, &errors)
    };
    let what = TextInput {
        hint: Some(&find_hint),
        value: &find,
        kind: "search",
        max_length: Some(100),
        ..TextInput::new("find", &find_label)
    };
    let asked = view! {
        {text_input(what, &errors)}
        {select("tag", &t.shared_about(), &tags, &tag, Some(&t.board_everything()), &errors)}
        {(!waves.is_empty()).then(|| {
            select("wave", &t.waves_wave(), &waves, &wave, Some(&t.board_all_waves()), &errors)
        })}
        {select("state", &t.board_state(), &states, &state, Some(&t.board_all_states()), &errors)}
        {day("from", &first_day, &from)}
        {day("to", &last_day, &to)}
    };
    let headings = [
        column(t.shared_asked()),
        column(t.board_where_and_what()),
        column(t.board_priority()),
        column(t.board_state()),
        column(t.board_who()),
    ];
    let is_choice = !which.is_empty();
    let which: Vec<_> = which.into_iter().map(which_one).collect();
    let lines: Vec<_> = rows.iter().map(row).collect();
    let rows = (!lines.is_empty()).then(|| table(Some(&t.tickets_title()), headings, lines));
    let list = if is_choice {
        view! { <h2 class="nhsuk-heading-s">{t.tickets_which()}</h2> <ul class="nhsuk-list">{which}</ul> }
            .into_any()
    } else if errors.is_empty() {
        part_of(&found, &t.tickets_none(), rows)
    } else {
        ().into_any()
    };
    let content = view! {
        <a class="app-back" href=paths::BOARD>{t.shared_back_to_board()}</a>
        <h1 class="nhsuk-heading-l">{t.tickets_title()}</h1>
        {filters(paths::TICKETS, &t.tickets_search(), asked, &t.lists_search(), Some(paths::TICKETS))}
        {by_code.then(|| view! { <p class="app-muted">{t.tickets_by_code()}</p> })}
        {list}
    };
    let head = Head { errors: &errors, wide: true, here: paths::BOARD, ..Head::still(t.tickets_title()) };
    document(shell, head, content)
}

fn which_one(one: WhichOne) -> impl IntoView {
    view! { <li><a href=one.href>{written(&one.name)}</a></li> }
}

fn row(ticket: &FoundTicket) -> AnyView {
    let t = texts();
    let ended = ticket.closed.as_ref().map(|closed| view! { " " {moment(closed)} });
    let priority = (!ticket.in_passing).then(|| priority_tag(ticket.priority));
    view! {
        <tr>
            <td data-label=t.shared_asked()>{moment(&ticket.asked)}</td>
            <th scope="row">
                <a href=paths::ticket(&ticket.id)>{written(&ticket.ward)}</a> " – " {written(&ticket.tag)} " "
                <span class="app-muted">{ticket.code.clone()}</span>
            </th>
            <td data-label=t.board_priority()>{priority}</td>
            <td data-label=t.board_state()>
                {phase_tag(ticket.phase)} {ended}
                {ticket.why.map(|why| view! { " " <span class="app-muted">{words::withdrawn_by_them(why)}</span> })}
                {ticket.reopened.then(|| view! { " " {tag("yellow", &t.shared_reopened())} })}
            </td>
            <td data-label=t.board_who()>{ticket.who.as_deref().map(written)}</td>
        </tr>
    }
    .into_any()
}
