//! One ticket in full: what happened, whom the engine asked and why, and what a lead can do.

use domain::{
    Priority,
    ticket::{Phase, WithdrawReason},
};
use leptos::prelude::*;

use super::{Assignable, CandidateRow, OfferRow, SendQuestion, TicketPage, Unalerted};
use crate::{
    components::{
        TextInput, Tone, button, column, details, error_for, fact, facts, figures, filters, grouped_select,
        hidden, link_button, live_head, moment, next_page, phase_tag, priority_tag, select, since, table,
        tag, text_input, timeline, written,
    },
    model::{Choice, Shell},
    shell::{Head, Life, announcement, document, phone},
    words::{self, isolated},
};

#[component]
pub fn TicketDetail(shell: Shell, page: TicketPage) -> impl IntoView {
    // What it is about may change; where it is does not.
    let title = isolated(&page.ticket.ward).into_owned();
    let head = Head {
        here: paths::BOARD,
        wide: true,
        life: Life::Followed(None),
        errors: &page.errors,
        ..Head::still(format!("{title}, code {}", page.ticket.code))
    };
    let path = paths::ticket(&page.ticket.id);
    let as_at = format!("As at {}.", page.now_clock);
    let content = view! {
        <a class="app-back" href=paths::BOARD>"Back to the board"</a>
        <p class="nhsuk-caption-m">"Code " {page.ticket.code.clone()}</p>
        <h1 class="nhsuk-heading-l">{title}</h1>
        {announcement(page.notice.as_deref())}
        {page.question.as_ref().map(|question| send_question(&page, question))}
        {live_head(&paths::ticket_events(&page.ticket.id), &path, &path, as_at, false)}
        <div id="live" data-now=page.now.as_millis() data-sequence=page.sequence>
            <div class="app-columns">
                <div>
                    {known(&page)}
                    <h2 class="nhsuk-heading-m">"What happened"</h2>
                    {timeline(&page.timeline)}
                </div>
                {page.is_open.then(|| lead_actions(&page))}
            </div>
            <h2 class="nhsuk-heading-m">"Who Elbow asked"</h2>
            {offers(&page.offers)}
        </div>
    };
    document(shell, head, content)
}

fn known(page: &TicketPage) -> AnyView {
    let ticket = &page.ticket;
    let state = view! {
        {phase_tag(ticket.phase)}
        {(page.is_open && ticket.escalation > 0).then(|| view! { " " {tag("red", "Escalated")} })}
        {ticket.reopened.then(|| view! { " " {tag("yellow", "Reopened")} })}
    };
    let who = match ticket.who.as_slice() {
        [] if page.is_open => "Nobody yet".to_owned(),
        [] => "Nobody".to_owned(),
        who => words::list_of_names(who),
    };
    let who_is = if ticket.phase == Phase::Offered { "Being asked" } else { "Who" };
    let beside = (!ticket.asked_beside.is_empty())
        .then(|| fact("Also asked, as they are nearer", words::list_of_names(&ticket.asked_beside)));
    let urgency = view! { {priority_tag(ticket.priority)} " " {words::urgency(ticket.priority, page.stuck)} };
    let optional: Vec<_> = [
        ("Note", &page.note),
        ("Closed as", &page.closed_as),
        ("Helped at once", &page.helped),
        ("Known issue", &page.known_issue),
        ("Note after closing", &page.closing_note),
    ]
    .into_iter()
    .filter_map(|(name, text)| text.as_deref().map(|text| fact(name, written(text))))
    .collect();
    facts(view! {
        {fact("About", written(&ticket.tag))}
        {fact("State", state)}
        {(!page.in_passing).then(|| view! { {fact("Priority", urgency)} {fact(who_is, who)} {beside} })}
        {fact("Asked", view! { {moment(&ticket.asked)} ", " {since(&ticket.asked, page.now)} })}
        {page.asker.as_deref().map(|asker| fact("Asked by", written(asker)))}
        {fact("How it came", page.asked_by.clone())}
        {optional}
        {ticket.why.clone().map(|why| fact("Why", why))}
        {(!page.phones.is_empty()).then(|| fact("Ring", ring(&page.phones)))}
        {page.ward_phone.as_deref().map(|number| fact("Ward’s phone", phone(number)))}
    })
    .into_any()
}

fn ring(phones: &[(String, String)]) -> AnyView {
    let lines: Vec<_> =
        phones.iter().map(|(name, number)| view! { <li>{written(name)} ", " {phone(number)}</li> }).collect();
    view! { <ul class="nhsuk-list">{lines}</ul> }.into_any()
}

/// Somebody who is not free is sent only once it has been said what that means.
fn send_question(page: &TicketPage, question: &SendQuestion) -> AnyView {
    let path = paths::ticket(&page.ticket.id);
    let words: Vec<_> = question.words.iter().map(|words| view! { <p>{words.clone()}</p> }).collect();
    view! {
        <section class="app-warning" role="alert" aria-label="Before you send them">
            {words}
            <form method="post" action=paths::assign(&page.ticket.id)>
                {hidden("version", &page.version.to_string())}
                {hidden("person", &question.person)}
                {hidden("told", &question.told)}
                {button(Tone::Warning, &question.button)}
            </form>
            {link_button(Tone::Secondary, &path, "Cancel")}
        </section>
    }
    .into_any()
}

/// Among many people whoever is looked for is found by their name, or by what they know and where; a few are all in sight.
fn search(path: &str, people: &Assignable) -> Option<AnyView> {
    let Assignable { find, groups, before, found, more } = people;
    if find.is_empty() && *before == 0 && more.is_none() {
        return None;
    }
    let field = TextInput {
        hint: Some("Part of a name, topic or zone"),
        value: find,
        max_length: Some(100),
        ..TextInput::new("find", "Find someone to send")
    };
    let shown = groups.iter().map(|group| group.choices.len()).sum::<usize>();
    let said = match (shown, *found) {
        (0, _) => format!("Nobody on shift matches “{}”.", isolated(find)),
        (shown, found) if shown == found => words::people(found),
        (shown, found) => format!("People {} to {} of {found}, best first", before + 1, before + shown),
    };
    let here = format!("{path}#step-in");
    let all = (!find.is_empty()).then_some(here.as_str());
    Some(
        view! {
            {filters(&here, "Find someone to send", text_input(field, &[]), "Find", all)}
            <p class="nhsuk-body-s">{said}</p>
        }
        .into_any(),
    )
}

fn lead_actions(page: &TicketPage) -> AnyView {
    let path = paths::ticket(&page.ticket.id);
    let version = || hidden("version", &page.version.to_string());
    let assign = page.can_assign.then(|| {
        let label = if page.ticket.who.is_empty() { "Send someone" } else { "Send someone else" };
        let nobody = (page.assignable.found == 0 && page.assignable.find.is_empty())
            .then(|| view! { <p>"Nobody else is on shift to send. Ring someone who could come in."</p> });
        let send = (page.assignable.found > 0).then(|| {
            view! {
                <form method="post" action=paths::assign(&page.ticket.id)>
                    {version()}
                    {grouped_select("person", label, &page.assignable.groups, "Choose a person", &page.errors)}
                    {button(Tone::Primary, "Assign")}
                </form>
            }
        });
        view! {
            {search(&path, &page.assignable)}
            {nobody}
            {send}
            {next_page(page.assignable.more.as_deref(), "More people")}
        }
    });
    let priorities: Vec<Choice> = Priority::ALL
        .into_iter()
        .map(|priority| Choice { value: priority.to_string(), label: words::priority(priority) })
        .collect();
    let reasons: Vec<Choice> = WithdrawReason::ALL
        .into_iter()
        .map(|why| Choice { value: why.as_str().to_owned(), label: words::withdrawn_by_them(why) })
        .collect();
    view! {
        <section class="app-card" id="step-in" aria-labelledby="lead-title">
            <h2 class="nhsuk-heading-m" id="lead-title">"Step in"</h2>
            {assign}
            <form method="post" action=paths::priority(&page.ticket.id)>
                {version()}
                {select("priority", "How urgent", &priorities, &page.ticket.priority.to_string(), None, &page.errors)}
                {button(Tone::Secondary, "Change priority")}
            </form>
            {escalate(page)}
            {details(
                "withdraw",
                "Cancel this ticket",
                error_for(&page.errors, "why").is_some(),
                view! {
                    <form method="post" action=paths::withdraw(&page.ticket.id)>
                        {version()}
                        {select("why", "Why?", &reasons, "", Some("Choose a reason"), &page.errors)}
                        {button(Tone::Warning, "Cancel the ticket")}
                    </form>
                },
            )}
        </section>
    }
    .into_any()
}

/// Says beforehand what it does; where that is nothing, it is not there.
fn escalate(page: &TicketPage) -> Option<AnyView> {
    (!page.escalating.is_empty()).then(|| {
        view! {
            <form method="post" action=paths::escalate(&page.ticket.id)>
                {hidden("version", &page.version.to_string())}
                <p class="nhsuk-body-s" id="escalating">
                    {format!("Escalating {}.", words::list(&page.escalating))} {page.unalerted.as_ref().map(unalerted)}
                </p>
                <button class="nhsuk-button nhsuk-button--secondary" aria-describedby="escalating">"Escalate"</button>
            </form>
        }
        .into_any()
    })
}

fn unalerted(holder: &Unalerted) -> AnyView {
    let name = isolated(&holder.name);
    let ring = holder.phone.as_deref().map(|number| view! { " Ring " {phone(number)} "." });
    view! { {format!(" {name} has alerts off: only a page that is open shows it.")} {ring} }.into_any()
}

fn offers(offers: &[OfferRow]) -> AnyView {
    if offers.is_empty() {
        return view! { <p>"Nobody yet."</p> }.into_any();
    }
    let items: Vec<_> = offers
        .iter()
        .enumerate()
        .map(|(place, offer)| {
            view! {
                <li class="app-card">
                    <h3 class="nhsuk-heading-s">{written(&offer.to)}</h3>
                    <p>
                        "Asked at " {moment(&offer.made)} ", " {offer.outcome.clone()} "; "
                        {offer.alert.clone()} "."
                    </p>
                    <p>{offer.why.clone()}</p>
                    {(!offer.candidates.is_empty()).then(|| {
                        let people = words::people(offer.candidates.len());
                        let said = format!("{people} compared: what counted");
                        details(format!("compared-{place}"), &said, false, candidates(&offer.candidates))
                    })}
                </li>
            }
        })
        .collect();
    view! { <ol class="app-offers">{items}</ol> }.into_any()
}

/// Every candidate with what counted, so that each row adds up. A term that is nought for everyone is left out.
fn candidates(rows: &[CandidateRow]) -> AnyView {
    let mut terms: Vec<&str> = Vec::new();
    for (name, seconds) in rows.iter().flat_map(|row| &row.terms) {
        if *seconds != 0 && !terms.contains(&name.as_str()) {
            terms.push(name);
        }
    }
    let has_own_ward = rows.iter().any(|row| row.own_ward_seconds != 0);
    let headings = [column("Candidate")]
        .into_iter()
        .chain(terms.iter().copied().map(figures))
        .chain([figures(SUM), figures(CHANCE)])
        .chain(has_own_ward.then(|| figures(OWN_WARD)))
        .chain([figures(TOTAL)]);
    let lines: Vec<_> = rows.iter().map(|row| candidate(row, &terms, has_own_ward)).collect();
    let table =
        table(Some("Candidates and what counted, in seconds; the lowest total wins"), headings, lines);
    view! { <div class="app-scroll">{table}</div> }.into_any()
}

const SUM: &str = "Sum";
const CHANCE: &str = "Divided by how likely they are to say yes";
const OWN_WARD: &str = "Own ward";
const TOTAL: &str = "Total";

fn candidate(row: &CandidateRow, terms: &[&str], has_own_ward: bool) -> AnyView {
    let cell = |name: &str, text: String| {
        view! { <td class="app-figure" data-label=name.to_owned()>{text}</td> }
    };
    let in_seconds = |seconds: i64| format!("{seconds} s");
    let cells: Vec<_> = terms
        .iter()
        .map(|term| {
            let known = row.terms.iter().find(|(name, _)| name == term);
            cell(term, in_seconds(known.map_or(0, |(_, seconds)| *seconds)))
        })
        .collect();
    let (whole, hundredths) = (row.chance_percent / 100, row.chance_percent % 100);
    view! {
        <tr>
            <th scope="row">{written(&row.name)} {row.chosen.then(|| view! { " " {tag("green", "Chosen")} })}</th>
            {cells}
            {cell(SUM, in_seconds(row.sum_seconds))}
            {cell(CHANCE, format!("÷ {whole}.{hundredths:02}"))}
            {has_own_ward.then(|| cell(OWN_WARD, in_seconds(-row.own_ward_seconds)))}
            <td class="app-figure" data-label=TOTAL><strong>{in_seconds(row.total_seconds)}</strong></td>
        </tr>
    }
    .into_any()
}
