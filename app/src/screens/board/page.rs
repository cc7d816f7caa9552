//! The board: open tickets by age, people by zone.

use domain::{Duty, Timestamp, ticket::Phase};
use leptos::prelude::*;
use texts::texts;

use super::{
    Arrival, BoardActions, BoardCounts, BoardFilter, BoardPage, BoardPerson, BoardTicket, Flood, FreeByTag,
    NotSorted,
};
use crate::{
    components::{
        Tone, details, filters, link_button, live_head, phase_tag, priority_tag, rich, select, since, tag,
        waited, written,
    },
    model::{Choice, Moment, Shell},
    screens::surges::surge_cards,
    shell::{Head, Life, document},
    words::{self, isolated},
};

#[component]
pub fn Board(shell: Shell, page: BoardPage) -> impl IntoView {
    let life = Life::Followed(Some(paths::BOARD.to_owned()));
    let head = Head { life, wide: true, here: paths::BOARD, ..Head::still(texts().board_title()) };
    let as_at = texts().shared_page_as_at(page.now_clock.as_str());
    let filters = ticket_filters(&page);
    let part = board_part(&page);
    let content = view! {
        <h1 class="nhsuk-heading-l">{texts().board_title()}</h1>
        {filters}
        {live_head(paths::EVENTS, paths::BOARD, paths::BOARD_PART, as_at, true)}
        {part}
    };
    document(shell, head, content)
}

/// What changes by itself: the page without its surroundings and filters.
pub fn board_part(page: &BoardPage) -> AnyView {
    let now = page.now;
    view! {
        <div id="live" data-now=now.as_millis() data-sequence=page.sequence>
            {alarm_list(&page.alarms)}
            {flood_list(&page.floods)}
            {surge_cards(&page.surges, now)}
            <div class="app-board__top">
                {link_button(Tone::Secondary, paths::LOG_DECISION, &texts().decisions_log())}
                {actions(page.actions)}
                {canary(page.canary.as_ref(), now)}
            </div>
            {numbers(page)}
            {free_by_tag(&page.free)}
            <div class="app-board">
                <div class="app-board__tickets">{tickets(&page.tickets, now)} {not_sorted(&page.not_sorted, now)}</div>
                {people(&page.people, page.handsets_on_retired_keys)}
            </div>
        </div>
    }
    .into_any()
}

fn ticket_filters(page: &BoardPage) -> AnyView {
    let BoardFilter { zone, tag, phase } = &page.filter;
    let phases: Vec<Choice> = [Phase::Waiting, Phase::Offered, Phase::OnTheWay, Phase::WithYou]
        .into_iter()
        .map(|phase| Choice { value: phase.as_str().to_owned(), label: words::phase(phase) })
        .collect();
    let filtered = page.filter != BoardFilter::default();
    let t = texts();
    let fields = view! {
        {select("zone", &t.board_zone(), &page.zones, zone, Some(&t.board_all_zones()), &[])}
        {select("tag", &t.shared_about(), &page.tags, tag, Some(&t.board_everything()), &[])}
        {select("phase", &t.board_state(), &phases, phase, Some(&t.board_all_states()), &[])}
    };
    let (title, all) = (t.board_filter(), filtered.then_some(paths::BOARD));
    let form = filters(paths::BOARD, &title, fields, &t.board_filter_now(), all);
    details("filters", &title, filtered, form)
}

fn alarm_list(alarms: &[String]) -> Option<AnyView> {
    (!alarms.is_empty()).then(|| {
        let items: Vec<_> = alarms.iter().map(|alarm| view! { <li>{alarm.clone()}</li> }).collect();
        view! {
            <div class="app-alarm">
                <h2 class="nhsuk-heading-s">{texts().board_self_check_failed()}</h2>
                <ul>{items}</ul>
            </div>
        }
        .into_any()
    })
}

/// Links that somebody floods, and how to close them.
fn flood_list(floods: &[Flood]) -> Option<AnyView> {
    (!floods.is_empty()).then(|| {
        let items: Vec<_> = floods
            .iter()
            .map(|flood| {
                let words =
                    texts().board_flood(isolated(&flood.name), flood.since.clock.as_str(), flood.refused);
                let address = paths::rotate_link(&flood.ward);
                let close = texts().board_change_link(isolated(&flood.name));
                view! { <li>{words} " " <a href=address>{close}</a></li> }
            })
            .collect();
        view! {
            <div class="app-alarm">
                <h2 class="nhsuk-heading-s">{texts().board_floods()}</h2>
                <ul>{items}</ul>
            </div>
        }
        .into_any()
    })
}

/// What is to be done, beside the button for what is decided: no alarm.
fn actions(BoardActions { open, overdue }: BoardActions) -> Option<AnyView> {
    (open > 0).then(|| {
        let words = texts().actions_on_board(open, overdue);
        let address = format!("{}#actions", paths::DECISIONS);
        view! { <p><a href=address>{words}</a></p> }.into_any()
    })
}

/// That everything works, from a request that nobody made.
fn canary(back: Option<&Moment>, now: Timestamp) -> Option<AnyView> {
    back.map(|back| {
        let passed = rich(|[time]| texts().board_self_test_passed(time), [since(back, now)]);
        view! { <p class="nhsuk-body-s app-muted">{passed}</p> }.into_any()
    })
}

/// The figures on top.
fn numbers(page: &BoardPage) -> AnyView {
    let BoardCounts { waiting, urgent, oldest, on_the_way, with_them } = &page.counts;
    let oldest = oldest.as_ref().map_or_else(|| "–".into_any(), |asked| waited(asked, page.now));
    let free = page.people.iter().filter(|person| person.is_free()).count();
    let alarm = |is_one: bool| is_one.then_some("app-numbers__alarm");
    let t = texts();
    view! {
        <dl class="app-numbers">
            <div class=alarm(*urgent > 0)><dt>{t.board_p1_unassigned()}</dt><dd>{*urgent}</dd></div>
            <div><dt>{t.board_waiting()}</dt><dd>{*waiting}</dd></div>
            <div><dt>{t.board_oldest_wait()}</dt><dd>{oldest}</dd></div>
            <div><dt>{t.board_on_the_way()}</dt><dd>{*on_the_way}</dd></div>
            <div><dt>{words::phase(Phase::WithYou)}</dt><dd>{*with_them}</dd></div>
            <div class=alarm(free == 0 && *waiting > 0)><dt>{t.board_responders_free()}</dt><dd>{free}</dd></div>
        </dl>
    }
    .into_any()
}

fn free_by_tag(rows: &[FreeByTag]) -> AnyView {
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            let class = if row.free == 0 { "app-free app-free--none" } else { "app-free" };
            let words = texts().board_free_of(row.free, row.on_shift);
            view! { <li class=class><strong>{written(&row.tag)}</strong> " " <span>{words}</span></li> }
        })
        .collect();
    let title = texts().board_free_by_topic();
    details("free", &title, false, view! { <ul class="app-board__free">{rows}</ul> })
}

fn tickets(tickets: &[BoardTicket], now: Timestamp) -> AnyView {
    let t = texts();
    let rows: Vec<_> = tickets.iter().map(|ticket| ticket_row(ticket, now)).collect();
    let list = if rows.is_empty() {
        view! { <p>{t.board_none_open()}</p> }.into_any()
    } else {
        view! {
            <table class="app-table app-table--board">
                <thead>
                    <tr>
                        <th scope="col">{t.board_priority()}</th>
                        <th scope="col">{t.board_where_and_what()}</th>
                        <th scope="col">{t.board_state()}</th>
                        <th scope="col">{t.board_who()}</th>
                        <th scope="col">{t.board_asked()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="tickets-title">
            <h2 class="nhsuk-heading-m" id="tickets-title">{t.board_open_tickets()}</h2>
            {list}
        </section>
    }
    .into_any()
}

/// Closed, and still somebody's trouble: folded, since nobody waits.
fn not_sorted(tickets: &[NotSorted], now: Timestamp) -> Option<AnyView> {
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

fn ticket_row(ticket: &BoardTicket, now: Timestamp) -> AnyView {
    let t = texts();
    let who = match (words::list_of_names(&ticket.who), ticket.phase) {
        (none, _) if none.is_empty() => t.shared_nobody_yet(),
        (asked, Phase::Offered) => t.board_asking(asked),
        (holder, _) => holder,
    };
    let beside = (!ticket.asked_beside.is_empty()).then(|| {
        let names = words::list_of_names(&ticket.asked_beside);
        view! { <span class="app-why">{t.board_also_asking(names)}</span> }
    });
    view! {
        <tr data-key=ticket.id.clone()>
        <td>{priority_tag(ticket.priority)}</td>
        <th scope="row">
            <a href=paths::ticket(&ticket.id)>{written(&ticket.ward)}</a>
            <span class="app-what">{written(&ticket.tag)} " " <span class="app-muted">{ticket.code.clone()}</span></span>
        </th>
        <td data-label=t.board_state()>
            {phase_tag(ticket.phase)}
            {(ticket.escalation > 0).then(|| tag("red", &t.shared_escalated()))}
            {(!ticket.done.is_empty()).then(|| view! { <p class="nhsuk-body-s">{ticket.done.join(". ")} "."</p> })}
            {ticket.reopened.then(|| tag("yellow", &t.shared_reopened()))}
        </td>
        <td data-label=t.board_who()>
            {who} {beside} {arrivals(&ticket.arrivals)} {ticket.why.clone().map(|why| view! { <span class="app-why">{why}</span> })}
        </td>
        <td data-label=t.board_asked()>{since(&ticket.asked, now)}</td>
        </tr>
    }
    .into_any()
}

/// Whether those who are asked know it.
fn arrivals(arrivals: &[Arrival]) -> AnyView {
    let lines: Vec<_> = arrivals
        .iter()
        .map(|arrival| {
            let flag = arrival.not_reached.then(|| view! { {tag("red", &texts().board_not_reached())} " " });
            view! { <span class="app-why">{flag} {written(&arrival.name)} ": " {arrival.words.clone()}</span> }
        })
        .collect();
    lines.into_any()
}

/// Zone by zone; those without one come last.
fn people(people: &[BoardPerson], handsets_on_retired_keys: u32) -> AnyView {
    let t = texts();
    let mut zones: Vec<Option<&str>> = people.iter().map(|person| person.zone.as_deref()).collect();
    zones.sort_by_key(|zone| (zone.is_none(), *zone));
    zones.dedup();
    let zones: Vec<_> = zones
        .into_iter()
        .map(|zone| {
            let rows: Vec<_> =
                people.iter().filter(|person| person.zone.as_deref() == zone).map(person_row).collect();
            let name = zone.map_or_else(|| t.shared_no_zone(), str::to_owned);
            view! {
                <div data-key=name.clone()>
                    <h3 class="nhsuk-heading-s">{written(&name)}</h3>
                    <ul class="app-people">{rows}</ul>
                </div>
            }
        })
        .collect();
    let old_keys = (handsets_on_retired_keys > 0).then(|| {
        view! { <p class="nhsuk-body-s">{t.board_retired_key(handsets_on_retired_keys)}</p> }
    });
    let none = zones.is_empty().then(|| view! { <p>{t.board_nobody_on_shift()}</p> });
    view! {
        <section class="app-board__people" aria-labelledby="people-title">
            <h2 class="nhsuk-heading-m" id="people-title">{t.board_people()}</h2>
            <ul class="app-jump">
                <li><a href=paths::SURGES>{t.surges_title()}</a></li>
                <li><a href=paths::WALLS>{t.walls_title()}</a></li>
                <li><a href=paths::COVER>{t.board_cover()}</a></li>
                <li><a href=paths::DRILLS>{t.board_drill()}</a></li>
            </ul>
            {none}
            {old_keys}
            {zones}
        </section>
    }
    .into_any()
}

fn person_row(person: &BoardPerson) -> AnyView {
    let t = texts();
    let (colour, state) = match (&person.busy_with, person.duty) {
        (Some((code, phase)), _) => ("blue", t.board_busy(words::phase(*phase), code.as_str())),
        (None, Duty::OnShift) if person.signed_out => ("red", t.board_signed_out()),
        (None, Duty::OnShift) if person.not_reached => ("red", t.board_not_reached()),
        (None, Duty::OnShift) if !person.is_reachable => ("red", t.board_not_reachable()),
        (None, Duty::OnShift) => ("green", t.board_free()),
        (None, duty) => ("grey", words::duty(duty)),
    };
    let place = match &person.place {
        Some(place) if person.place_is_old => t.board_place_old(isolated(place)),
        Some(place) => isolated(place).into_owned(),
        None => t.board_place_unknown(),
    };
    let tags: Vec<_> = person.tags.iter().map(isolated).collect();
    view! {
        <li data-key=person.id.clone()>
        <span class="app-people__name">{written(&person.name)}</span>
        <span class="app-people__state">{tag(colour, &state)}</span>
        <span class="app-muted">{words::kind(person.kind)} ", " {place}</span>
        <span class="app-muted">{tags.join(", ")}</span>
        </li>
    }
    .into_any()
}
