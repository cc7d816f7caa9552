//! The board: what hurts, the figures, the zones, the tickets, the people.

use domain::{Timestamp, ticket::Phase};
use leptos::prelude::*;
use texts::texts;

use super::{
    BoardActions, BoardFilter, BoardPage, BoardWard, CameBack,
    hurts::hurts,
    people::{free_by_tag, people},
    tickets::{not_sorted, tickets},
    tiles::{numbers, waves, zones},
};
use crate::{
    components::{
        TextInput, Tone, button, details, link_button, live_head, rich, select, since, text_input, written,
    },
    model::{Choice, Moment, Shell},
    shell::{Head, Life, document, phone},
    words::{self, isolated},
};

#[component]
pub fn Board(shell: Shell, page: BoardPage) -> impl IntoView {
    let life = Life::Followed(Some(page.address.clone()));
    let head = Head { life, wide: true, here: paths::BOARD, ..Head::still(texts().board_title()) };
    let as_at = texts().shared_page_as_at(page.now_clock.as_str());
    let part = board_part(&page);
    let content = view! {
        <div class="app-board__bar">
            <h1 class="nhsuk-heading-m">{texts().board_title()}</h1>
            {live_head(paths::EVENTS, paths::BOARD, paths::BOARD_PART, as_at, true)}
            {find(&page)}
            {shell.decides().then(|| link_button(Tone::Secondary, paths::LOG_DECISION, &texts().decisions_log()))}
        </div>
        {part}
    };
    document(shell, head, content)
}

/// What changes by itself: the page without its bar, in which somebody types.
pub fn board_part(page: &BoardPage) -> AnyView {
    let now = page.now;
    view! {
        <div id="live" data-now=now.as_millis() data-sequence=page.sequence>
            {hurts(page)}
            {came_back(&page.came_back)}
            {numbers(page)}
            {zones(page)}
            {waves(page)}
            {found(page)}
            <div class="app-board">
                <div class="app-board__tickets">
                    {tickets(page)} {not_sorted(&page.not_sorted, now)}
                    <p><a href=paths::TICKETS>{texts().board_all_tickets()}</a></p>
                </div>
                <div class="app-board__people">
                    {people(page)}
                    {free_by_tag(page)}
                    {actions(page.actions)}
                    {canary(page.canary.as_ref(), now)}
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// One box for a code, a ward, a topic or a name; beside it, folded, what else may be left out.
fn find(page: &BoardPage) -> AnyView {
    let BoardFilter { zone, wave, tag, phase, find, .. } = &page.filter;
    let t = texts();
    let nobody = Choice { value: BoardFilter::NOBODY_COMING.to_owned(), label: t.board_nobody_coming() };
    let phases: Vec<Choice> = [Phase::Waiting, Phase::Offered, Phase::OnTheWay, Phase::WithYou]
        .into_iter()
        .map(|phase| Choice { value: phase.as_str().to_owned(), label: words::phase(phase) })
        .collect();
    let phases = [vec![nobody], phases].concat();
    let all = Choice { value: BoardFilter::ALL_ZONES.to_owned(), label: t.board_all_zones() };
    let zones = page.zones.iter().map(|zone| Choice { value: zone.id.clone(), label: zone.name.clone() });
    let zones: Vec<Choice> = [all].into_iter().chain(zones).collect();
    let waves = page.waves.iter().map(|wave| Choice { value: wave.id.clone(), label: wave.name.clone() });
    let waves: Vec<Choice> = waves.collect();
    let label = t.board_find();
    let box_ =
        TextInput { value: find, kind: "search", max_length: Some(100), ..TextInput::new("find", &label) };
    let fields = view! {
        {select("zone", &t.board_zone(), &zones, zone, None, &[])}
        {(!waves.is_empty()).then(|| {
            select("wave", &t.waves_wave(), &waves, wave, Some(&t.board_all_waves()), &[])
        })}
        {select("tag", &t.shared_about(), &page.tags, tag, Some(&t.board_everything()), &[])}
        {select("phase", &t.board_state(), &phases, phase, Some(&t.board_all_states()), &[])}
        {button(Tone::Secondary, &t.board_filter_now())}
    };
    let is_open = !(tag.is_empty() && phase.is_empty());
    view! {
        <form method="get" action=paths::BOARD class="app-board__find" role="search" novalidate>
            {text_input(box_, &[])}
            <button class="nhsuk-button nhsuk-button--secondary">{t.board_find_now()}</button>
            {details("filters", &t.board_filter(), is_open, fields)}
        </form>
    }
    .into_any()
}

/// What was left out, and the wards that were looked for.
fn found(page: &BoardPage) -> Option<AnyView> {
    let filter = &page.filter;
    let t = texts();
    let wards: Vec<_> = page.wards.iter().map(found_ward).collect();
    filter.leaves_out().then(|| {
        let said = match filter.find.as_str() {
            "" => t.board_some_left_out(page.tickets.len()),
            find => t.board_found(isolated(find), page.tickets.len(), page.people.len(), page.wards.len()),
        };
        let all = format!("{}?{}", paths::BOARD, filter.part());
        let closed_too = page.all_tickets.clone().map(|address| {
            view! { " " <a href=address>{t.board_closed_too()}</a> }
        });
        let elsewhere = page.found_elsewhere.clone().map(|(count, address)| {
            let shows = if filter.wave.is_empty() {
                t.board_found_elsewhere(count)
            } else {
                t.board_found_in_other_parts(count)
            };
            view! { " " <a href=address>{shows}</a> }
        });
        view! {
            <div class="app-notice app-board__found">
                <p>{said} {elsewhere} " " <a href=all>{t.shared_show_all()}</a> {closed_too}</p>
                {(!wards.is_empty()).then(|| view! { <ul class="nhsuk-list">{wards}</ul> })}
            </div>
        }
        .into_any()
    })
}

fn found_ward(ward: &BoardWard) -> AnyView {
    let t = texts();
    view! {
        <li>
            <strong>{written(&ward.name)}</strong>
            {ward.zone_name.as_deref().map(|zone| view! { ", " {written(zone)} })}
            ": " {t.board_ward_open(ward.open)} ". "
            {ward.phone.as_deref().map(|number| rich(|[phone]| t.shared_ring(phone), [phone(number)]))}
        </li>
    }
    .into_any()
}

/// What is to be done of what was decided: no alarm.
fn actions(BoardActions { open, overdue }: BoardActions) -> Option<AnyView> {
    (open > 0).then(|| {
        let words = texts().actions_on_board(open, overdue);
        let address = format!("{}#actions", paths::DECISIONS);
        view! { <p class="app-reach"><a href=address>{words}</a></p> }.into_any()
    })
}

/// That everything works, from a request that nobody made.
fn canary(back: Option<&Moment>, now: Timestamp) -> Option<AnyView> {
    back.map(|back| {
        let passed = rich(|[time]| texts().board_self_test_passed(time), [since(back, now)]);
        view! { <p class="nhsuk-body-s app-muted">{passed}</p> }.into_any()
    })
}

/// Closed together, and not fixed after all.
fn came_back(issues: &[CameBack]) -> AnyView {
    let said = |issue: &CameBack| {
        let words = texts().board_came_back(issue.not_solved, issue.closed, isolated(&issue.title));
        view! { <p class="app-warning" data-key=issue.id.clone()><a href=paths::known_issue(&issue.id)>{words}</a></p> }
    };
    issues.iter().map(said).collect::<Vec<_>>().into_any()
}

#[cfg(test)]
mod tests {
    use domain::{Duty, Priority, ResponderKind};

    use super::*;
    use crate::{
        render::part_to_html,
        screens::{
            board::{BoardCounts, BoardPerson, BoardTicket, ZoneTile},
            surges::SurgeCard,
        },
    };

    /// Of which no more is on a page than is read.
    const MOST_BYTES: usize = 120_000;

    /// A page has this around the part that changes: head, menu, the box to find things with 30 zones and topics.
    const AROUND: usize = 12_000;

    fn moment(minute: i64) -> Moment {
        Moment { at: Timestamp::from_millis(minute * 60_000), clock: "10:42".to_owned() }
    }

    fn id(number: usize) -> String {
        format!("01900000-0000-7000-8000-{number:012}")
    }

    fn ticket(number: usize) -> BoardTicket {
        let phase = [Phase::Waiting, Phase::Offered, Phase::OnTheWay, Phase::WithYou][number % 4];
        BoardTicket {
            id: id(number),
            code: format!("K{number:02}P"),
            priority: Priority::ALL[number % 4],
            ward: format!("Ward {number} Respiratory"),
            zone: id(number % 10),
            wave: String::new(),
            tag: "Discharge summary".to_owned(),
            tag_slug: "discharge-summary".to_owned(),
            phase,
            who: if phase == Phase::Waiting { Vec::new() } else { vec!["Alexandra Nonesuch".to_owned()] },
            asked_beside: Vec::new(),
            arrivals: Vec::new(),
            asked: moment(10),
            entered: None,
            waits_again: None,
            came_back: false,
            hurt: None,
            why: Some("Everyone on shift who knows Discharge summary is busy. 12 people.".to_owned()),
            escalation: 1,
            done: vec!["Command centre told 10:42".to_owned()],
            reopened: false,
        }
    }

    fn person(number: usize) -> BoardPerson {
        BoardPerson {
            id: id(number),
            name: format!("Alexandra Nonesuch {number}"),
            kind: ResponderKind::Floorwalker,
            duty: Duty::OnShift,
            zone: Some(format!("Zone {}", number % 10)),
            zone_id: id(number % 10),
            place: Some(format!("Ward {number} Respiratory")),
            place_is_old: number.is_multiple_of(2),
            busy_with: number.is_multiple_of(3).then(|| ("K17P".to_owned(), Phase::OnTheWay)),
            is_reachable: true,
            signed_out: false,
            not_reached: false,
            tags: vec!["Discharge summary".to_owned(); 6],
        }
    }

    fn board(tickets: usize, people: usize) -> BoardPage {
        let tickets: Vec<BoardTicket> = (0..tickets).map(ticket).collect();
        let people: Vec<BoardPerson> = (0..people).map(person).collect();
        let zone = |number: usize| ZoneTile {
            id: id(number),
            name: format!("Zone {number}"),
            waiting: 3,
            urgent: 1,
            oldest: Some(moment(10)),
            free: 0,
            uncovered: vec!["Discharge summary".to_owned(); 12],
        };
        BoardPage {
            now: moment(30).at,
            now_clock: "10:42:07".to_owned(),
            sequence: 1,
            counts: BoardCounts::of(&tickets, &people),
            hurts: Vec::new(),
            tickets,
            not_sorted: Vec::new(),
            came_back: Vec::new(),
            people,
            free: Vec::new(),
            zones: (0..10).map(zone).collect(),
            waves: Vec::new(),
            wards: Vec::new(),
            tags: Vec::new(),
            filter: BoardFilter::default(),
            address: paths::BOARD.to_owned(),
            all_tickets: None,
            found_elsewhere: None,
            may_decide: false,
            actions: BoardActions::default(),
            alarms: Vec::new(),
            alarms_since: None,
            surges: Vec::new(),
            floods: Vec::new(),
            canary: None,
            handsets_on_retired_keys: 0,
        }
    }

    #[test]
    fn five_hundred_people_and_sixty_tickets_are_a_page_of_120_kilobytes() {
        let html = part_to_html(|| board_part(&board(60, 500)));
        assert!(html.len() + AROUND <= MOST_BYTES, "{} bytes", html.len());
    }

    #[test]
    fn whoever_does_not_decide_for_all_reads_of_surges_and_is_asked_nothing_about_them() {
        let surge = SurgeCard {
            id: id(1),
            sentence: "ePMA: 12 requests from 6 wards in 20 minutes.".to_owned(),
            waits: "5 wait.".to_owned(),
            opened: moment(5),
            verdict: None,
            make_issue: paths::NEW_KNOWN_ISSUE.to_owned(),
            link_all: Some(paths::link_known_issue(&id(2))),
            send_word: Some(paths::send_word(&id(2))),
        };
        let drawn = |may_decide| {
            let board = BoardPage { surges: vec![surge.clone()], may_decide, ..board(0, 0) };
            part_to_html(|| board_part(&board))
        };
        let (all, zone) = (drawn(true), drawn(false));
        for theirs in ["<form", "Make a known issue", "Link its tickets", "Send word"] {
            assert!(all.contains(theirs) && !zone.contains(theirs), "{theirs}: {zone}");
        }
        assert!(zone.contains("12 requests from 6 wards"), "{zone}");
    }

    #[test]
    fn whom_nobody_is_coming_to_stands_under_a_heading_of_its_own() {
        let html = part_to_html(|| board_part(&board(4, 0)));
        let at = |words: &str| html.find(words).unwrap_or_else(|| panic!("{words} is not in {html}"));
        assert!(
            at("No one is coming: 2") < at(">K00P<")
                && at(">K01P<") < at("Someone is on the way or there: 2")
        );
        assert!(at("Someone is on the way or there: 2") < at(">K02P<"));
        let none = part_to_html(|| board_part(&board(0, 0)));
        assert!(none.contains("Nothing needs you now") && !none.contains("No one is coming:"), "{none}");
    }
}
