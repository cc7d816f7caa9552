//! The open tickets, a line each.

use domain::{Timestamp, ticket::Phase};
use leptos::prelude::*;
use texts::texts;

use super::{Arrival, BoardPage, BoardTicket, NotSorted};
use crate::{
    components::{details, phase_tag, priority_tag, rich, since, tag, waited, written},
    model::Moment,
    words::{self, isolated},
};

pub(super) fn tickets(page: &BoardPage) -> AnyView {
    let t = texts();
    // They stand in this order.
    let (nobody, somebody): (Vec<_>, Vec<_>) = page.tickets.iter().partition(|ticket| ticket.is_waiting());
    let groups: Vec<_> = [
        ("nobody", nobody, t.board_nobody_coming()),
        ("somebody", somebody, t.board_somebody_coming()),
    ]
    .into_iter()
    .filter(|(_, tickets, _)| !tickets.is_empty())
    .map(|(key, tickets, name)| {
        let rows: Vec<_> = tickets.iter().map(|ticket| ticket_row(ticket, page.now)).collect();
        // One table body, so that a row which goes from one group to the other stays itself.
        view! {
            <tr data-key=key class="app-group"><td colspan="5">{t.board_group(name, rows.len())}</td></tr>
            {rows}
        }
    })
    .collect();
    let list = if groups.is_empty() {
        let none = match page.filter.find.as_str() {
            "" => t.board_none_open(),
            find => t.board_none_found(isolated(find)),
        };
        (!page.is_of_ended_zone()).then(|| view! { <p>{none}</p> }).into_any()
    } else {
        view! {
            <table class="app-table app-table--board">
                <thead>
                    <tr>
                        <th scope="col">{t.board_priority()}</th>
                        <th scope="col">{t.board_asked()}</th>
                        <th scope="col">{t.board_where_and_what()}</th>
                        <th scope="col">{t.board_state()}</th>
                        <th scope="col">{t.board_who()}</th>
                    </tr>
                </thead>
                <tbody>{groups}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="tickets-title">
            <h2 class="nhsuk-heading-s" id="tickets-title">{t.board_open_tickets()}</h2>
            {list}
        </section>
    }
    .into_any()
}

fn ticket_row(ticket: &BoardTicket, now: Timestamp) -> AnyView {
    let t = texts();
    view! {
        <tr data-key=ticket.code.clone()>
            <td>{priority_tag(ticket.priority)}</td>
            <td>{waited(&ticket.asked, now)} {ticket.entered.as_ref().map(|at| entered(at, now))} {ticket.waits_again.as_ref().map(|since| waits_again(since, now))}</td>
            <th scope="row">
                <a href=paths::ticket(&ticket.id)>{written(&ticket.ward)}</a> " "
                <span class="app-what">{written(&ticket.tag)} " " <span class="app-muted">{ticket.code.clone()}</span></span>
            </th>
            <td>
                {phase_tag(ticket.phase)}
                {(ticket.escalation > 0).then(|| tag("red", &t.shared_escalated()))}
                {ticket.reopened.then(|| tag("yellow", &t.shared_reopened()))}
            </td>
            <td>{who(ticket)}</td>
        </tr>
    }
    .into_any()
}

/// Asked on paper: nobody could be asked before it was entered.
fn entered(at: &Moment, now: Timestamp) -> AnyView {
    let words = rich(|[time]| texts().board_entered(time), [waited(at, now)]);
    view! { " " <span class="app-why">{words}</span> }.into_any()
}

/// Given back or opened again: whoever decides sees both times.
fn waits_again(since: &Moment, now: Timestamp) -> AnyView {
    let words = rich(|[time]| texts().board_waits_again(time), [waited(since, now)]);
    view! { " " <span class="app-why">{words}</span> }.into_any()
}

/// Who has it, or is asked and whether they know it, or why nobody is. What there is more of is on the ticket's own page.
fn who(ticket: &BoardTicket) -> AnyView {
    let t = texts();
    let names = words::list_of_names(&ticket.who);
    let (first, why) = match (names.is_empty(), ticket.phase) {
        (true, _) => (None, Some(ticket.why.clone().unwrap_or_else(|| t.shared_nobody_yet()))),
        (false, Phase::Offered) => (Some(t.board_asking(names)), None),
        (false, _) => (Some(names), None),
    };
    let beside = (!ticket.asked_beside.is_empty()).then(|| {
        let names = words::list_of_names(&ticket.asked_beside);
        view! { " " <span class="app-why">{t.board_also_asking(names)}</span> }
    });
    view! {
        {first}
        {beside}
        {arrivals(ticket)}
        {why.map(|why| view! { <span class="app-why">{why}</span> })}
    }
    .into_any()
}

/// Whether those who are asked know it. That somebody does not comes first, and with their name.
fn arrivals(ticket: &BoardTicket) -> AnyView {
    let (not_reached, known): (Vec<_>, Vec<_>) =
        ticket.arrivals.iter().partition(|arrival| arrival.not_reached);
    // Of one it is said already who that is, where nobody else is named.
    let is_alone = ticket.phase == Phase::Offered && ticket.who.len() == 1;
    let line = |arrival: &Arrival| {
        let name = (!is_alone).then(|| view! { {written(&arrival.name)} ": " });
        view! { " " <span class="app-why">{name} {arrival.words.clone()}</span> }
    };
    let not_reached: Vec<_> = not_reached
        .into_iter()
        .map(|arrival| view! { " " {tag("red", &texts().board_not_reached())} {line(arrival)} })
        .collect();
    let known: Vec<_> = known.into_iter().map(line).collect();
    view! { {not_reached} {known} }.into_any()
}

/// Closed, and still somebody's trouble: folded, since nobody waits.
pub(super) fn not_sorted(tickets: &[NotSorted], now: Timestamp) -> Option<AnyView> {
    let rows: Vec<_> = tickets
        .iter()
        .map(|ticket| {
            let (code, closed) = (ticket.code.as_str(), since(&ticket.closed, now));
            let closed = match &ticket.closed_by {
                Some(name) => {
                    rich(|[time, name]| texts().board_closed_by(code, time, name), [closed, written(name)])
                }
                None => rich(|[time]| texts().board_closed(code, time), [closed]),
            };
            view! {
                <li data-key=ticket.id.clone()>
                    {tag("yellow", &words::sorted(Some(ticket.answer)))} " "
                    <a href=paths::ticket(&ticket.id)>{written(&ticket.ward)}</a> " – " {written(&ticket.tag)} " "
                    <span class="app-muted">{closed}</span>
                </li>
            }
        })
        .collect();
    let title = texts().board_not_sorted(tickets.len());
    (!tickets.is_empty())
        .then(|| details("not-sorted", &title, false, view! { <ul class="nhsuk-list">{rows}</ul> }))
}
