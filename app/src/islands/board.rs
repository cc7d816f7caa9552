//! Screen 8: open tickets by age, people by zone.

use domain::{Duty, Timestamp, ticket::Phase};
use leptos::prelude::*;

use super::Live;
use crate::{
    components::{Erase, phase_tag, priority_tag, since, tag},
    model::{BoardPage, BoardPerson, BoardTicket},
    words,
};

#[cfg(feature = "hydrate")]
impl super::Snapshot for BoardPage {
    fn now(&self) -> Timestamp {
        self.now
    }

    fn sequence(&self) -> i64 {
        self.sequence
    }
}

#[island]
pub fn BoardLive(page: BoardPage) -> impl IntoView {
    let live = Live::new(page.now);
    let clock = page.now_clock.clone();
    let page = RwSignal::new(page);
    #[cfg(feature = "hydrate")]
    crate::browser::follow("/board.json", page, live, |_, _| ());
    view! {
        <div class="app-live" class:app-live--old=move || live.is_old()>
            <div class="app-board__head">
                <p class="app-live__state" role="status">
                    {move || match live.in_words() {
                        words if words.is_empty() => format!("As at {clock}."),
                        words => words,
                    }}
                </p>
                {pause(live)}
            </div>
            {move || page.with(|page| alarm_list(&page.alarms))}
            {move || page.with(|page| numbers(page, live.now.get()))}
            <div class="app-board">
                {tickets(page, live)}
                {people(page)}
            </div>
        </div>
    }
}

/// Stops the page under the reader's eyes; only where the program runs.
fn pause(live: Live) -> impl IntoView {
    let toggle = move |_| {
        #[cfg(feature = "hydrate")]
        crate::browser::toggle_pause(live);
    };
    view! {
        <button
            type="button"
            class="app-small"
            hidden=move || !live.running.get()
            aria-pressed=move || live.paused_since.with(Option::is_some).to_string()
            on:click=toggle
        >
            "Pause updates"
        </button>
    }
    .erase()
}

fn alarm_list(alarms: &[String]) -> Option<impl IntoView + use<>> {
    (!alarms.is_empty()).then(|| {
        let items: Vec<_> = alarms.iter().map(|alarm| view! { <li>{alarm.clone()}</li> }).collect();
        view! {
            <div class="app-alarm">
                <h2 class="nhsuk-heading-s">"Something is wrong with Elbow itself"</h2>
                <ul>{items}</ul>
            </div>
        }
        .erase()
    })
}

/// The figures on top.
fn numbers(page: &BoardPage, now: Timestamp) -> impl IntoView + use<> {
    let waits = |ticket: &&BoardTicket| matches!(ticket.phase, Phase::Waiting | Phase::Offered);
    let in_phase = |phase| page.tickets.iter().filter(|ticket| ticket.phase == phase).count();
    let waiting = page.tickets.iter().filter(waits).count();
    let oldest = page.tickets.iter().filter(waits).map(|ticket| ticket.asked.at).min();
    let oldest = oldest.map_or_else(|| "None".to_owned(), |asked| words::lasted(now.since(asked)));
    let free = page.people.iter().filter(|person| is_free(person)).count();
    let by_tag: Vec<_> = page
        .free
        .iter()
        .map(|row| {
            let class = if row.free == 0 { "app-free app-free--none" } else { "app-free" };
            let words = if row.free == 0 {
                format!("none free of {}", row.on_shift)
            } else {
                format!("{} free of {}", row.free, row.on_shift)
            };
            view! { <li class=class><strong>{row.tag.clone()}</strong> " " <span>{words}</span></li> }
        })
        .collect();
    view! {
        <dl class="app-numbers">
            <div><dt>"Waiting"</dt><dd>{waiting}</dd></div>
            <div><dt>"Oldest wait"</dt><dd>{oldest}</dd></div>
            <div><dt>"On the way"</dt><dd>{in_phase(Phase::OnTheWay)}</dd></div>
            <div><dt>"At the elbow"</dt><dd>{in_phase(Phase::WithYou)}</dd></div>
            <div><dt>"Responders free"</dt><dd>{free}</dd></div>
        </dl>
        <details class="nhsuk-details app-board__free" id="free">
            <summary class="nhsuk-details__summary">
                <span class="nhsuk-details__summary-text">"Free responders by tag"</span>
            </summary>
            <ul class="nhsuk-details__text">{by_tag}</ul>
        </details>
    }
    .erase()
}

fn is_free(person: &BoardPerson) -> bool {
    person.duty == Duty::OnShift && person.busy_with.is_none() && person.is_reachable
}

fn tickets(page: RwSignal<BoardPage>, live: Live) -> impl IntoView {
    let none = move || page.with(|page| page.tickets.is_empty());
    let ids =
        move || page.with(|page| page.tickets.iter().map(|ticket| ticket.id.clone()).collect::<Vec<_>>());
    let row = move |id: String| {
        let row = move || {
            page.with(|page| {
                let ticket = page.tickets.iter().find(|ticket| ticket.id == id);
                ticket.map(|ticket| cells(ticket, live.now.get()))
            })
        };
        view! { <tr>{row}</tr> }.erase()
    };
    view! {
        <section class="app-board__tickets" aria-labelledby="tickets-title">
            <h2 class="nhsuk-heading-m" id="tickets-title">"Open tickets"</h2>
            <p hidden=move || !none()>"No open tickets here. Nobody is waiting."</p>
            <table class="app-table app-table--board" hidden=none>
                <thead>
                    <tr>
                        <th scope="col">"Priority"</th>
                        <th scope="col">"Where and what"</th>
                        <th scope="col">"State"</th>
                        <th scope="col">"Who"</th>
                        <th scope="col">"Asked"</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=ids key=String::clone children=row/>
                </tbody>
            </table>
        </section>
    }
    .erase()
}

fn cells(ticket: &BoardTicket, now: Timestamp) -> impl IntoView + use<> {
    let who = if ticket.who.is_empty() { "Nobody yet".to_owned() } else { words::list(&ticket.who) };
    view! {
        <td>{priority_tag(ticket.priority)}</td>
        <th scope="row">
            <a href=format!("/board/tickets/{}", ticket.id)>{ticket.ward.clone()}</a>
            <span class="app-what">{ticket.tag.clone()} " " <span class="app-muted">{ticket.code.clone()}</span></span>
        </th>
        <td data-label="State">
            {phase_tag(ticket.phase)}
            {(ticket.escalation > 0).then(|| tag("red", "Escalated"))}
            {ticket.reopened.then(|| tag("yellow", "Reopened"))}
        </td>
        <td data-label="Who">
            {who} {ticket.why.clone().map(|why| view! { <span class="app-why">{why}</span> })}
        </td>
        <td data-label="Asked">{since(&ticket.asked, now)}</td>
    }
    .erase()
}

fn people(page: RwSignal<BoardPage>) -> impl IntoView {
    let zones = move || {
        page.with(|page| {
            let mut zones: Vec<Option<String>> =
                page.people.iter().map(|person| person.zone.clone()).collect();
            // Those without a zone come last.
            zones.sort_by_key(|zone| (zone.is_none(), zone.clone()));
            zones.dedup();
            zones
        })
    };
    let zone = move |zone: Option<String>| {
        let name = zone.clone().unwrap_or_else(|| "No zone".to_owned());
        let ids = move || {
            page.with(|page| {
                let here = page.people.iter().filter(|person| person.zone == zone);
                here.map(|person| person.id.clone()).collect::<Vec<_>>()
            })
        };
        let item = move |id: String| {
            let row =
                move || page.with(|page| page.people.iter().find(|person| person.id == id).map(person_row));
            view! { <li>{row}</li> }.erase()
        };
        view! {
            <h3 class="nhsuk-heading-s">{name}</h3>
            <ul class="app-people">
                <For each=ids key=String::clone children=item/>
            </ul>
        }
        .erase()
    };
    let none = move || page.with(|page| page.people.is_empty());
    view! {
        <section class="app-board__people" aria-labelledby="people-title">
            <h2 class="nhsuk-heading-m" id="people-title">"People"</h2>
            <p hidden=move || !none()>"Nobody is on shift."</p>
            <For each=zones key=Option::clone children=zone/>
        </section>
    }
    .erase()
}

fn person_row(person: &BoardPerson) -> impl IntoView + use<> {
    let (colour, state) = match (&person.busy_with, person.duty) {
        (Some((code, phase)), _) => ("blue", format!("{} {code}", words::phase(*phase))),
        (None, Duty::OnShift) if !person.is_reachable => ("red", "Not reachable".to_owned()),
        (None, Duty::OnShift) => ("green", "Free".to_owned()),
        (None, duty) => ("grey", words::duty(duty).to_owned()),
    };
    let place = match &person.place {
        Some(place) if person.place_is_old => format!("{place} (a while ago)"),
        Some(place) => place.clone(),
        None => "place unknown".to_owned(),
    };
    view! {
        <span class="app-people__name">{person.name.clone()}</span>
        <span class="app-people__state">{tag(colour, &state)}</span>
        <span class="app-muted">{words::kind(person.kind)} ", " {place}</span>
        <span class="app-muted">{person.tags.join(", ")}</span>
    }
    .erase()
}
