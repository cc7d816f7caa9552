//! One ticket in full: what happened, whom the engine asked and why, and what a lead can do.

use domain::{
    Priority,
    ticket::{Phase, WithdrawReason},
};
use leptos::prelude::*;
use texts::texts;

use super::{Assignable, CandidateRow, OfferRow, SendQuestion, TicketPage, Unalerted};
use crate::{
    components::{
        TextInput, Tone, button, column, details, error_for, fact, facts, figures, filters, grouped_select,
        hidden, link_button, live_head, moment, next_page, phase_tag, post, priority_tag, rich, select,
        since, table, tag, text_input, timeline, wide, written,
    },
    model::{Choice, Shell},
    shell::{Head, Life, announcement, document, phone},
    words::{self, isolated},
};

#[component]
pub fn TicketDetail(shell: Shell, page: TicketPage) -> impl IntoView {
    let t = texts();
    // What it is about may change; where it is does not.
    let title = isolated(&page.ticket.ward).into_owned();
    let head = Head {
        here: paths::BOARD,
        wide: true,
        life: Life::Followed(None),
        errors: &page.errors,
        ..Head::still(t.ticket_title(title.as_str(), page.ticket.code.as_str()))
    };
    let (path, may_decide) = (paths::ticket(&page.ticket.id), shell.decides());
    let as_at = t.shared_page_as_at(page.now_clock.as_str());
    let content = view! {
        <a class="app-back" href=paths::BOARD>{t.shared_back_to_board()}</a>
        <p class="nhsuk-caption-m">{t.ticket_code(page.ticket.code.as_str())}</p>
        <h1 class="nhsuk-heading-l">{title}</h1>
        {announcement(page.notice.as_deref())}
        {page.question.as_ref().map(|question| send_question(&page, question))}
        {live_head(&paths::ticket_events(&page.ticket.id), &path, &path, as_at, false)}
        <div id="live" data-now=page.now.as_millis() data-sequence=page.sequence>
            <div class="app-columns">
                <div>
                    {known(&page)}
                    <h2 class="nhsuk-heading-m">{t.ticket_what_happened()}</h2>
                    {timeline(&page.timeline)}
                </div>
                {if page.is_open { step_in(&page, may_decide) } else { closed_cards(&page, may_decide) }}
            </div>
            <h2 class="nhsuk-heading-m">{t.ticket_who_was_asked()}</h2>
            {offers(&page.offers)}
        </div>
    };
    document(shell, head, content)
}

fn known(page: &TicketPage) -> AnyView {
    let (t, ticket) = (texts(), &page.ticket);
    let state = view! {
        {phase_tag(ticket.phase)}
        {(page.is_open && ticket.escalation > 0).then(|| view! { " " {tag("red", &t.shared_escalated())} })}
        {page.held.as_ref().map(|until| view! { " " {tag("yellow", &t.shared_on_hold_until(until.clock.as_str()))} })}
        {ticket.reopened.then(|| view! { " " {tag("yellow", &t.shared_reopened())} })}
    };
    let who = match ticket.who.as_slice() {
        [] if page.is_open => t.shared_nobody_yet(),
        [] => t.ticket_nobody(),
        who => words::list_of_names(who),
    };
    let who_is = if ticket.phase == Phase::Offered { t.ticket_being_asked() } else { t.ticket_who() };
    let beside = (!ticket.asked_beside.is_empty())
        .then(|| fact(&t.ticket_also_asked(), words::list_of_names(&ticket.asked_beside)));
    let urgency = view! { {priority_tag(ticket.priority)} " " {words::urgency(ticket.priority, page.stuck)} };
    let optional: Vec<_> = [
        (t.shared_spot(), &page.spot),
        (t.shared_note(), &page.note),
        (t.ticket_closed_as(), &page.closed_as),
        (t.ticket_helped_at_once(), &page.helped),
        (t.ticket_closing_note(), &page.closing_note),
    ]
    .into_iter()
    .filter_map(|(name, text)| text.as_deref().map(|text| fact(&name, written(text))))
    .collect();
    facts(view! {
        {fact(&t.shared_about(), written(&ticket.tag))}
        {fact(&t.ticket_state(), state)}
        {(!page.in_passing).then(|| view! { {fact(&t.ticket_priority(), urgency)} {fact(&who_is, who)} {beside} })}
        {fact(&t.shared_asked(), view! { {moment(&ticket.asked)} ", " {since(&ticket.asked, page.now)} })}
        {page.asker.as_deref().map(|asker| fact(&t.shared_asked_by(), written(asker)))}
        {fact(&t.ticket_how_it_came(), page.asked_by.clone())}
        {optional}
        {page.known_issue.as_ref().map(|(id, title)| {
            fact(&t.ticket_known_issue(), view! { <a href=paths::known_issue(id)>{written(title)}</a> })
        })}
        {ticket.why.clone().map(|why| fact(&t.ticket_why(), why))}
        {(!page.zone_leads.is_empty()).then(|| fact(&t.ticket_zone_lead(), lines(&page.zone_leads)))}
        {(!page.phones.is_empty()).then(|| fact(&t.ticket_ring(), ring(&page.phones)))}
        {page.ward_phone.as_deref().map(|number| fact(&t.ticket_ward_phone(), phone(number)))}
    })
    .into_any()
}

fn lines(lines: &[String]) -> AnyView {
    let lines: Vec<_> = lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect();
    view! { <ul class="nhsuk-list">{lines}</ul> }.into_any()
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
        <section class="app-warning" role="alert" aria-label=texts().ticket_before_you_send()>
            {words}
            <form method="post" action=paths::assign(&page.ticket.id)>
                {hidden("version", &page.version.to_string())}
                {hidden("person", &question.person)}
                {hidden("told", &question.told)}
                {button(Tone::Warning, &question.button)}
            </form>
            {link_button(Tone::Secondary, &path, &texts().shared_cancel())}
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
    let t = texts();
    let (label, hint) = (t.ticket_find(), t.ticket_find_hint());
    let field =
        TextInput { hint: Some(&hint), value: find, max_length: Some(100), ..TextInput::new("find", &label) };
    let shown = groups.iter().map(|group| group.choices.len()).sum::<usize>();
    let said = match (shown, *found) {
        (0, _) => t.ticket_none_found(isolated(find)),
        (shown, found) if shown == found => words::people(found),
        (shown, found) => t.ticket_found(before + 1, before + shown, found),
    };
    let here = format!("{path}#step-in");
    let all = (!find.is_empty()).then_some(here.as_str());
    Some(
        view! {
            {filters(&here, &label, text_input(field, &[]), &t.ticket_find_now(), all)}
            <p class="nhsuk-body-s">{said}</p>
        }
        .into_any(),
    )
}

fn step_in(page: &TicketPage, may_decide: bool) -> AnyView {
    match &page.elsewhere {
        None => lead_actions(page, may_decide),
        Some(words) => crate::components::notice(words),
    }
}

fn lead_actions(page: &TicketPage, may_decide: bool) -> AnyView {
    let (t, path) = (texts(), paths::ticket(&page.ticket.id));
    let version = || hidden("version", &page.version.to_string());
    let assign = page.can_assign.then(|| {
        let label = if page.ticket.who.is_empty() { t.ticket_send() } else { t.ticket_send_other() };
        let nobody = (page.assignable.found == 0 && page.assignable.find.is_empty())
            .then(|| view! { <p>{t.ticket_nobody_to_send()}</p> });
        let send = (page.assignable.found > 0).then(|| {
            view! {
                <form method="post" action=paths::assign(&page.ticket.id)>
                    {version()}
                    {grouped_select("person", &label, &page.assignable.groups, &t.ticket_choose_person(), &page.errors)}
                    {button(Tone::Primary, &t.ticket_assign())}
                </form>
            }
        });
        view! {
            {search(&path, &page.assignable)}
            {nobody}
            {send}
            {next_page(page.assignable.more.as_deref(), &t.ticket_more_people())}
        }
    });
    let priorities: Vec<Choice> = Priority::ALL
        .into_iter()
        .map(|priority| Choice { value: priority.to_string(), label: words::priority(priority) })
        .collect();
    view! {
        <section class="app-card" id="step-in" aria-labelledby="lead-title">
            <h2 class="nhsuk-heading-m" id="lead-title">{t.ticket_step_in()}</h2>
            {assign}
            <form method="post" action=paths::priority(&page.ticket.id)>
                {version()}
                {select("priority", &t.shared_how_urgent(), &priorities, &page.ticket.priority.to_string(), None, &page.errors)}
                {button(Tone::Secondary, &t.ticket_change_priority())}
            </form>
            {escalate(page)}
            {page.held.as_ref().map(|until| held(page, &until.clock))}
            {details("issue", &t.ticket_link_issue(), error_for(&page.errors, "known_issue").is_some(), link_issue(page, may_decide))}
            {details(
                "withdraw",
                &t.ticket_cancel(),
                error_for(&page.errors, "why").is_some(),
                cancel(page),
            )}
        </section>
    }
    .into_any()
}

fn cancel(page: &TicketPage) -> AnyView {
    let t = texts();
    let reasons: Vec<Choice> = WithdrawReason::ALL
        .into_iter()
        .map(|why| Choice { value: why.as_str().to_owned(), label: words::withdrawn_by_them(why) })
        .collect();
    view! {
        <form method="post" action=paths::withdraw(&page.ticket.id)>
            {hidden("version", &page.version.to_string())}
            {select("why", &t.ticket_cancel_why(), &reasons, "", Some(&t.ticket_choose_reason()), &page.errors)}
            {button(Tone::Warning, &t.ticket_cancel_now())}
        </form>
    }
    .into_any()
}

fn closed_cards(page: &TicketPage, may_decide: bool) -> AnyView {
    let t = texts();
    let entered_wrongly = (page.entered_wrongly && page.elsewhere.is_none()).then(|| {
        view! {
            <section class="app-card" aria-labelledby="wrongly-title">
                <h2 class="nhsuk-heading-m" id="wrongly-title">{t.ticket_entered_wrongly()}</h2>
                <p>{t.ticket_entered_wrongly_about()}</p>
                {cancel(page)}
            </section>
        }
    });
    view! { <div>{entered_wrongly} {issue_card(page, may_decide)}</div> }.into_any()
}

/// A closed ticket may turn out to be about something, too, as whoever leads there says.
fn issue_card(page: &TicketPage, may_decide: bool) -> Option<AnyView> {
    page.elsewhere.is_none().then(|| {
        view! {
            <section class="app-card" aria-labelledby="issue-title">
                <h2 class="nhsuk-heading-m" id="issue-title">{texts().ticket_link_issue()}</h2>
                {link_issue(page, may_decide)}
            </section>
        }
        .into_any()
    })
}

/// `may_decide`: only those for the whole hospital write down what is wrong.
fn link_issue(page: &TicketPage, may_decide: bool) -> AnyView {
    let t = texts();
    let unlink = page.known_issue.as_ref().map(|(_, title)| {
        view! {
            <p>{t.ticket_is_linked(isolated(title))}</p>
            {post(Tone::Secondary, &paths::unlink_ticket(&page.ticket.id), &t.ticket_unlink_issue(), None)}
        }
    });
    let link = if page.issues.is_empty() && !may_decide {
        view! { <p>{t.ticket_no_issue()}</p> }.into_any()
    } else if page.issues.is_empty() {
        view! { <p><a href=paths::NEW_KNOWN_ISSUE>{t.ticket_new_issue()}</a></p> }.into_any()
    } else {
        view! {
            <form method="post" action=paths::link_ticket(&page.ticket.id)>
                {grouped_select("known_issue", &t.ticket_which_issue(), &page.issues, &t.shared_choose(), &page.errors)}
                {button(Tone::Secondary, &t.ticket_link_now())}
            </form>
        }
        .into_any()
    };
    view! { {unlink} {link} }.into_any()
}

fn held(page: &TicketPage, until: &str) -> AnyView {
    view! {
        <form method="post" action=paths::send_to_held(&page.ticket.id)>
            {hidden("version", &page.version.to_string())}
            <p class="nhsuk-body-s">{texts().ticket_on_hold(until)}</p>
            {button(Tone::Secondary, &texts().ticket_send_someone())}
        </form>
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
                    {texts().ticket_escalating(words::list(&page.escalating))} {page.unalerted.as_ref().map(unalerted)}
                </p>
                <button class="nhsuk-button nhsuk-button--secondary" aria-describedby="escalating">{texts().ticket_escalate()}</button>
            </form>
        }
        .into_any()
    })
}

fn unalerted(holder: &Unalerted) -> AnyView {
    let ring = holder.phone.as_deref().map(|number| {
        view! { " " {rich(|[phone]| texts().shared_ring(phone), [phone(number)])} }
    });
    view! { " " {texts().ticket_alerts_off(isolated(&holder.name))} {ring} }.into_any()
}

fn offers(offers: &[OfferRow]) -> AnyView {
    if offers.is_empty() {
        return view! { <p>{texts().ticket_nobody_asked()}</p> }.into_any();
    }
    let items: Vec<_> = offers
        .iter()
        .enumerate()
        .map(|(place, offer)| {
            let (outcome, alert) = (offer.outcome.as_str(), offer.alert.as_str());
            let asked = rich(|[time]| texts().ticket_offer(time, outcome, alert), [moment(&offer.made)]);
            view! {
                <li class="app-card">
                    <h3 class="nhsuk-heading-s">{written(&offer.to)}</h3>
                    <p>{asked}</p>
                    <p>{offer.why.clone()}</p>
                    {(!offer.candidates.is_empty()).then(|| {
                        let people = words::people(offer.candidates.len());
                        let said = texts().ticket_compared(people);
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
    let t = texts();
    let has_own_ward = rows.iter().any(|row| row.own_ward_seconds != 0);
    let headings = [column(t.ticket_candidate())]
        .into_iter()
        .chain(terms.iter().copied().map(figures))
        .chain([figures(t.ticket_sum()), figures(t.ticket_chance())])
        .chain(has_own_ward.then(|| figures(t.ticket_own_ward())))
        .chain([figures(t.ticket_total())]);
    let lines: Vec<_> = rows.iter().map(|row| candidate(row, &terms, has_own_ward)).collect();
    let name = t.ticket_candidates();
    wide(&name, table(Some(&name), headings, lines))
}

fn candidate(row: &CandidateRow, terms: &[&str], has_own_ward: bool) -> AnyView {
    let t = texts();
    let cell = |name: String, text: String| {
        view! { <td class="app-figure" data-label=name>{text}</td> }
    };
    let in_seconds = |seconds: i64| t.shared_s(seconds);
    let cells: Vec<_> = terms
        .iter()
        .map(|term| {
            let known = row.terms.iter().find(|(name, _)| name == term);
            cell((*term).to_owned(), in_seconds(known.map_or(0, |(_, seconds)| *seconds)))
        })
        .collect();
    let (whole, hundredths) = (row.chance_percent / 100, row.chance_percent % 100);
    view! {
        <tr>
            <th scope="row">{written(&row.name)} {row.chosen.then(|| view! { " " {tag("green", &t.ticket_chosen())} })}</th>
            {cells}
            {cell(t.ticket_sum(), in_seconds(row.sum_seconds))}
            {cell(t.ticket_chance(), format!("÷ {whole}.{hundredths:02}"))}
            {has_own_ward.then(|| cell(t.ticket_own_ward(), in_seconds(-row.own_ward_seconds)))}
            <td class="app-figure" data-label=t.ticket_total()><strong>{in_seconds(row.total_seconds)}</strong></td>
        </tr>
    }
    .into_any()
}
