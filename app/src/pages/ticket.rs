//! One ticket in full: what happened, whom the engine asked and why, and what a lead can do.

use domain::{Priority, ticket::WithdrawReason};
use leptos::prelude::*;

use crate::{
    components::{
        Tone, button, details, fact, facts, moment, phase_tag, post, priority_tag, select, since, tag,
        timeline,
    },
    model::{CandidateRow, Choice, OfferRow, Shell, TicketPage},
    shell::{Head, announcement, document, phone},
    words,
};

#[component]
pub fn TicketDetail(shell: Shell, page: TicketPage) -> impl IntoView {
    let title = format!("{} – {}", page.ticket.ward, page.ticket.tag);
    let head =
        Head { here: "Board", wide: true, ..Head::still(format!("{title}, code {}", page.ticket.code)) };
    let content = view! {
        <a class="app-back" href="/board">"Back to the board"</a>
        <p class="nhsuk-caption-m">"Code " {page.ticket.code.clone()}</p>
        <h1 class="nhsuk-heading-l">{title}</h1>
        {announcement(page.notice.as_deref())}
        <div class="app-columns">
            <div>
                {known(&page)}
                <h2 class="nhsuk-heading-m">"What happened"</h2>
                {timeline(&page.timeline)}
            </div>
            {page.is_open.then(|| lead_actions(&page))}
        </div>
        <h2 class="nhsuk-heading-m">"Whom Elbow asked"</h2>
        {offers(&page.offers)}
    };
    document(shell, head, content)
}

fn known(page: &TicketPage) -> AnyView {
    let ticket = &page.ticket;
    let state = view! {
        {phase_tag(ticket.phase)}
        {(ticket.escalation > 0).then(|| view! { " " {tag("red", "Escalated")} })}
        {ticket.reopened.then(|| view! { " " {tag("yellow", "Reopened")} })}
    };
    let who = if ticket.who.is_empty() { "Nobody yet".to_owned() } else { words::list(&ticket.who) };
    let urgency = view! { {priority_tag(ticket.priority)} " " {words::sentence(ticket.priority.in_words())} };
    let optional: Vec<_> = [
        ("Name or bleep", &page.asker),
        ("Note", &page.note),
        ("Closed as", &page.closed_as),
        ("Helped at once", &page.helped),
        ("Known issue", &page.known_issue),
        ("Note after closing", &page.closing_note),
        ("Why", &ticket.why),
    ]
    .into_iter()
    .filter_map(|(name, text)| text.clone().map(|text| fact(name, text)))
    .collect();
    facts(view! {
        {fact("State", state)}
        {(!page.in_passing).then(|| view! { {fact("Priority", urgency)} {fact("Who", who)} })}
        {fact("Asked", view! { {moment(&ticket.asked)} ", " {since(&ticket.asked, page.now)} })}
        {fact("Asked by", page.asked_by.clone())}
        {optional}
        {page.ward_phone.as_deref().map(|number| fact("Ward’s phone", phone(number)))}
    })
    .into_any()
}

fn lead_actions(page: &TicketPage) -> AnyView {
    let path = format!("/board/tickets/{}", page.ticket.id);
    let assign = page.can_assign.then(|| {
        let label = if page.ticket.who.is_empty() { "Send someone" } else { "Send someone else" };
        view! {
            <form method="post" action=format!("{path}/assign")>
                {select("person", label, &page.assignable, "", Some("Choose a person"), &[])}
                {button(Tone::Primary, "Assign")}
            </form>
        }
    });
    let priorities: Vec<Choice> = Priority::ALL
        .into_iter()
        .map(|priority| Choice { value: priority.to_string(), label: words::priority(priority) })
        .collect();
    let reasons: Vec<Choice> = WithdrawReason::ALL
        .into_iter()
        .map(|why| Choice { value: why.as_str().to_owned(), label: words::withdrawn(why).to_owned() })
        .collect();
    view! {
        <section class="app-card" aria-labelledby="lead-title">
            <h2 class="nhsuk-heading-m" id="lead-title">"Step in"</h2>
            {assign}
            <form method="post" action=format!("{path}/priority")>
                {select("priority", "How urgent", &priorities, &page.ticket.priority.to_string(), None, &[])}
                {button(Tone::Secondary, "Change priority")}
            </form>
            {post(Tone::Secondary, &format!("{path}/escalate"), "Escalate", None)}
            {details(
                "withdraw",
                "Withdraw this ticket",
                false,
                view! {
                    <form method="post" action=format!("{path}/withdraw")>
                        {select("why", "Why?", &reasons, WithdrawReason::Other.as_str(), None, &[])}
                        {button(Tone::Warning, "Withdraw")}
                    </form>
                },
            )}
        </section>
    }
    .into_any()
}

fn offers(offers: &[OfferRow]) -> AnyView {
    if offers.is_empty() {
        return view! { <p>"Nobody yet."</p> }.into_any();
    }
    let items: Vec<_> = offers
        .iter()
        .map(|offer| {
            view! {
                <li class="app-card">
                    <h3 class="nhsuk-heading-s">{offer.to.clone()}</h3>
                    <p>
                        "Asked at " {moment(&offer.made)} ", " {offer.outcome.clone()} "; "
                        {offer.alert.clone()} "."
                    </p>
                    <p>{offer.why.clone()}</p>
                    {(!offer.candidates.is_empty()).then(|| candidates(&offer.candidates))}
                </li>
            }
        })
        .collect();
    view! { <ol class="app-offers">{items}</ol> }.into_any()
}

/// Every candidate with the terms of their cost. Candidates may lack terms that others have.
fn candidates(rows: &[CandidateRow]) -> AnyView {
    let mut terms: Vec<&str> = Vec::new();
    for (name, _) in rows.iter().flat_map(|row| &row.terms) {
        if !terms.contains(&name.as_str()) {
            terms.push(name);
        }
    }
    let heads: Vec<_> = terms
        .iter()
        .map(|term| view! { <th scope="col" class="app-figure">{words::sentence(term)}</th> })
        .collect();
    let lines: Vec<_> = rows
        .iter()
        .map(|row| {
            let cells: Vec<_> = terms
                .iter()
                .map(|term| {
                    let seconds = row.terms.iter().find(|(name, _)| name == term).map(|(_, seconds)| *seconds);
                    let text = seconds.map_or_else(|| "–".to_owned(), |seconds| format!("{seconds} s"));
                    view! { <td class="app-figure" data-label=words::sentence(term)>{text}</td> }
                })
                .collect();
            view! {
                <tr>
                    <th scope="row">{row.name.clone()} {row.chosen.then(|| view! { " " {tag("green", "Chosen")} })}</th>
                    {cells}
                    <td class="app-figure" data-label="Total"><strong>{format!("{} s", row.total_seconds)}</strong></td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="app-table">
            <caption class="nhsuk-u-visually-hidden">"Candidates and what counted, in seconds; the least total wins"</caption>
            <thead>
                <tr>
                    <th scope="col">"Candidate"</th>
                    {heads}
                    <th scope="col" class="app-figure">"Total"</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
    .into_any()
}
