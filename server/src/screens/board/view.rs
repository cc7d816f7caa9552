//! The board.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use app::{
    screens::board::{
        Arrival, BoardActions, BoardCounts, BoardFilter, BoardPage, BoardPerson, BoardTicket, BoardWard,
        BoardWave, CameBack, Flood, FreeByTag, HurtLine, NotSorted, TicketHurt,
    },
    words::{self, isolated},
};
use dispatch::{Why, shortfall_sentence};
use domain::{
    Attention, Duty, PersonId, Responder, Ticket, TicketId, Timestamp, Ward, WardId, Wave, Zone, ZoneId,
    known_issue::CAME_BACK_FOR,
    ticket::{Actor, AskedBy, Happening, Measure, Phase, lead_order},
    wave::{slug_of, standing, wave_of},
};
use ground::clock::days_between;
use store::{Alert, Call, LoggedEvent, Subject, Tx, if_readable};
use texts::texts;

use super::zones::tiles;
use crate::{
    kept::Directory,
    limits,
    screens::{known_issues::links::titles, surges::view::surge_cards},
    view::{
        Sources,
        arrival::{arrival_words, is_unreached, unreached_words},
        choices,
        moment::{clock, moment},
        timeline::measure,
    },
};

/// A board is about this shift: what is not sorted, though it was closed longer ago, is in the analysis.
const NOT_SORTED_FOR: Duration = Duration::from_hours(12);
const NOT_SORTED_AT_MOST: u32 = 20;

/// What boards say that is not in the database.
pub(crate) struct Troubles {
    pub(crate) alarms: Vec<String>,
    /// When the first alarm was found.
    pub(crate) since: Option<Timestamp>,
    pub(crate) floods: Vec<(WardId, limits::Flood)>,
}

/// The whole of it: a filter is the reader's.
pub(crate) async fn board_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    troubles: Troubles,
) -> Result<BoardPage, store::Error> {
    let now = sources.core.now();
    let sequence = tx.latest_sequence().await?;
    let directory = sources.directory(tx).await?;
    let (open, responders) = (tx.list_open_tickets().await?, tx.list_responders().await?);
    let accounts = Accounts::load(tx).await?;
    let mut tickets: Vec<BoardTicket> =
        open.iter().map(|ticket| board_ticket(sources, &directory, &accounts, ticket)).collect();
    tickets.sort_by_key(|ticket| {
        lead_order(ticket.phase, ticket.priority, ticket.waits_since().at, ticket.came_back)
    });
    let busy: HashMap<PersonId, &Ticket> =
        open.iter().filter_map(|ticket| Some((ticket.holder()?, ticket))).collect();
    let unreached: HashSet<PersonId> = accounts.unreached().collect();
    let signed_out: HashSet<PersonId> =
        tx.list_signed_out(now, sources.core.sessions_used_since(now)).await?.into_iter().collect();
    let people: Vec<BoardPerson> = responders
        .iter()
        .filter(|responder| responder.duty != Duty::OffShift)
        .map(|responder| {
            let busy_with = busy.get(&responder.id).copied();
            let person =
                board_person(sources, &directory, responder, busy_with, unreached.contains(&responder.id));
            BoardPerson { signed_out: signed_out.contains(&responder.id), ..person }
        })
        .collect();
    let on_shift: Vec<&Responder> = responders
        .iter()
        .filter(|responder| responder.duty == Duty::OnShift && !signed_out.contains(&responder.id))
        .collect();
    let not_sorted = tx.list_not_sorted(now - NOT_SORTED_FOR, NOT_SORTED_AT_MOST).await?;
    let came_back = came_back(sources, tx).await?;
    let actions = tx.count_open_follow_ups(now).await?;
    let surges = surge_cards(sources, tx, &directory, &open, &responders).await?;
    let canary = if sources.trust.canary { tx.last_canary_back_at().await? } else { None };
    Ok(BoardPage {
        now,
        now_clock: clock(sources, now),
        sequence,
        counts: BoardCounts::of(&tickets, &people),
        hurts: HurtLine::of(&tickets),
        zones: tiles(&directory, &tickets, &people, &on_shift),
        waves: board_waves(sources, &directory, &accounts.waves, &tickets),
        wards: directory.wards_in_order().iter().map(|ward| board_ward(&directory, &open, ward)).collect(),
        tickets,
        not_sorted: not_sorted
            .iter()
            .filter_map(|ticket| still_not_sorted(sources, &directory, &accounts.waves, ticket))
            .collect(),
        came_back,
        people,
        free: free_by_tag(&directory, &on_shift, &busy),
        tags: choices::tags(&directory.tags),
        filter: BoardFilter::default(),
        address: paths::BOARD.to_owned(),
        all_tickets: None,
        found_elsewhere: None,
        may_decide: false,
        actions: BoardActions { open: actions.open, overdue: actions.overdue },
        surges,
        alarms: troubles.alarms,
        alarms_since: troubles.since.map(|since| moment(sources, since)),
        floods: troubles
            .floods
            .into_iter()
            .map(|(ward, flood)| Flood {
                ward: ward.to_string(),
                name: directory.ward_name(ward),
                since: moment(sources, flood.since),
                refused: flood.refused,
            })
            .collect(),
        canary: canary.map(|at| moment(sources, at)),
        handsets_on_retired_keys: push::handsets_on_retired_keys(tx).await?,
    })
}

fn board_ward(directory: &Directory, open: &[Ticket], ward: &Ward) -> BoardWard {
    BoardWard {
        code: ward.code.clone(),
        name: ward.name.clone(),
        zone: ward.zone.map_or_else(String::new, |zone| zone.to_string()),
        zone_name: ward.zone.and_then(|zone| directory.zone_name(zone)),
        phone: ward.phone.clone(),
        open: open.iter().filter(|ticket| ticket.ward == ward.id).count(),
    }
}

/// Known issues that are not fixed after all, as far as somebody has to look.
async fn came_back(sources: &Sources, tx: &mut dyn Tx) -> Result<Vec<CameBack>, store::Error> {
    let back = tx.count_come_back(sources.core.now() - CAME_BACK_FOR).await?;
    let mut shown = Vec::new();
    for (issue, back) in back.into_iter().filter(|(_, back)| back.needs_a_look()) {
        if let Some(issue) = if_readable(tx.lookup_known_issue(issue).await)? {
            let title = issue.said.title.as_str().to_owned();
            let (not_solved, closed) = (back.not_solved, back.closed);
            shown.push(CameBack { id: issue.id.to_string(), title, not_solved, closed });
        }
    }
    shown.sort_by(|one, other| one.title.cmp(&other.title));
    Ok(shown)
}

/// All that there are, and beside them what is in none if something is.
fn board_waves(
    sources: &Sources,
    directory: &Directory,
    waves: &[Wave],
    tickets: &[BoardTicket],
) -> Vec<BoardWave> {
    let now = sources.core.now();
    let named = waves.iter().map(|wave| BoardWave {
        id: wave.id.to_string(),
        name: wave.name.as_str().to_owned(),
        day: Some(words::wave_day(days_between(wave.cutover_at, now, &sources.trust.time_zone))),
        waiting: 0,
    });
    let none = BoardWave {
        id: BoardFilter::NO_WAVE.to_owned(),
        name: texts().board_in_no_wave(),
        day: None,
        waiting: 0,
    };
    let is_in_none = |ward: &Ward| standing(waves, ward.id, now).is_none();
    let is_something = directory.wards_in_order().iter().any(is_in_none)
        || tickets.iter().any(|ticket| ticket.wave.is_empty());
    let all = named.chain((!waves.is_empty() && is_something).then_some(none));
    all.map(|wave| wave.counting(tickets)).collect()
}

/// As the board has it.
fn wave_id(waves: &[Wave], ticket: &Ticket) -> String {
    wave_of(waves, ticket).map_or_else(String::new, |wave| wave.to_string())
}

fn still_not_sorted(
    sources: &Sources,
    directory: &Directory,
    waves: &[Wave],
    ticket: &Ticket,
) -> Option<NotSorted> {
    Some(NotSorted {
        id: ticket.id.to_string(),
        code: ticket.code.to_string(),
        ward: directory.ward_name(ticket.ward),
        zone: zone_of(directory, ticket.ward).map_or_else(String::new, |zone| zone.id.to_string()),
        wave: wave_id(waves, ticket),
        tag: directory.tag_name(ticket.tag),
        answer: ticket.sorted?,
        closed_by: ticket.closed_by().map(|person| directory.person_name(person)),
        closed: moment(sources, ticket.closed_at()?),
    })
}

/// What has been said about the open tickets: read for all of them at once, however many there are.
pub(crate) struct Accounts {
    shortfalls: HashMap<TicketId, String>,
    reasons: HashMap<TicketId, String>,
    /// What became of those that wait, oldest first.
    waits: HashMap<TicketId, Vec<LoggedEvent>>,
    /// Of tickets that somebody was sent to, by whom.
    sent: HashMap<TicketId, Actor>,
    /// Those about offers that wait for an answer.
    alerts: Vec<Alert>,
    calls: Vec<Call>,
    /// Titles of what open tickets are linked to.
    issues: HashMap<TicketId, String>,
    waves: Vec<Wave>,
}

impl Accounts {
    pub(crate) async fn load(tx: &mut dyn Tx) -> Result<Self, store::Error> {
        let mut waits: HashMap<TicketId, Vec<LoggedEvent>> = HashMap::new();
        for event in tx.list_waits().await? {
            if let Subject::Ticket(ticket) = event.subject {
                waits.entry(ticket).or_default().push(event);
            }
        }
        let mut sent = HashMap::new();
        for event in tx.list_takings().await? {
            let Subject::Ticket(ticket) = event.subject else { continue };
            match event.what.step() {
                Some(Happening::Assigned { .. }) => sent.insert(ticket, event.actor),
                _ => sent.remove(&ticket),
            };
        }
        let links = tx.list_issues_of_open_tickets().await?;
        let titles = if links.is_empty() { HashMap::new() } else { titles(tx).await? };
        let issues =
            links.into_iter().filter_map(|(ticket, issue)| Some((ticket, titles.get(&issue)?.clone())));
        Ok(Self {
            issues: issues.collect(),
            waves: tx.list_waves().await?,
            sent,
            shortfalls: tx.list_shortfalls().await?,
            reasons: tx.list_reasons().await?,
            waits,
            alerts: tx.list_alerts_of_live_offers().await?,
            calls: tx.list_calls_of_open_tickets().await?,
        })
    }

    /// Whom nothing shows to have been reached.
    fn unreached(&self) -> impl Iterator<Item = PersonId> {
        self.alerts.iter().filter(|alert| is_unreached(alert)).map(|alert| alert.person)
    }

    /// From when on the alert of one of its live offers counted as not arrived.
    fn unreached_since(&self, ticket: TicketId) -> Option<Timestamp> {
        let alerts = self.alerts.iter().filter(|alert| alert.ticket == Some(ticket) && is_unreached(alert));
        alerts.filter_map(|alert| alert.unreached_at).min()
    }

    fn arrivals(&self, directory: &Directory, ticket: &Ticket) -> Vec<Arrival> {
        let alerts = self.alerts.iter().filter(|alert| alert.ticket == Some(ticket.id));
        // That somebody was not reached is said already.
        let words = |alert: &Alert| {
            let tell = if is_unreached(alert) { unreached_words } else { arrival_words };
            tell(alert, &self.calls)
        };
        let arrival = |alert: &Alert| Arrival {
            name: directory.person_name(alert.person),
            words: words(alert),
            not_reached: is_unreached(alert),
        };
        alerts.map(arrival).collect()
    }

    /// What the ladder has done since the ticket began to wait.
    fn done(&self, sources: &Sources, ticket: &Ticket) -> Vec<String> {
        let mut steps: Vec<Vec<String>> = Vec::new();
        for event in self.waits_of(ticket.id).iter().rev() {
            match event.what.step() {
                Some(step @ (Happening::Escalated { .. } | Happening::PriorityChanged { .. })) => {
                    let at = moment(sources, event.at).clock;
                    let done = |done: &Measure| texts().board_done_at(measure(*done), at.as_str());
                    steps.push(step.measures().iter().map(done).collect());
                }
                Some(Happening::Released { .. } | Happening::Reopened) => break,
                _ => {}
            }
        }
        steps.into_iter().rev().flatten().collect()
    }

    fn waits_of(&self, ticket: TicketId) -> &[LoggedEvent] {
        self.waits.get(&ticket).map_or(&[], Vec::as_slice)
    }

    /// Since when it waits again, and whether it came back of those that were closed together; none if it waits since it was asked. Whoever
    /// was promised somebody who never came has waited all the time.
    fn waits_again(&self, ticket: TicketId) -> Option<(Timestamp, bool)> {
        let (mut again, mut is_closed_together, mut was_there) = (None, false, false);
        for event in self.waits_of(ticket) {
            match event.what.step() {
                Some(Happening::Resolved { known_issue, .. }) => is_closed_together = known_issue.is_some(),
                Some(Happening::Arrived { .. }) => was_there = true,
                Some(Happening::ArrivalUndone) => was_there = false,
                Some(Happening::Released { .. }) if was_there => again = Some((event.at, false)),
                Some(Happening::Reopened) => {
                    again = Some((event.at, std::mem::take(&mut is_closed_together)));
                }
                _ => {}
            }
        }
        again
    }
}

/// One that has ended is none.
fn living_zone(directory: &Directory, id: ZoneId) -> Option<&Zone> {
    directory.zones.iter().find(|zone| zone.id == id)
}

fn zone_of(directory: &Directory, ward: WardId) -> Option<&Zone> {
    directory.wards.get(&ward).and_then(|ward| ward.zone).and_then(|zone| living_zone(directory, zone))
}

pub(crate) fn board_ticket(
    sources: &Sources,
    directory: &Directory,
    accounts: &Accounts,
    ticket: &Ticket,
) -> BoardTicket {
    let held = ticket.held_until().map(|until| held_words(sources, accounts, ticket, until));
    let why = match ticket.phase() {
        _ if held.is_some() => held,
        Phase::Waiting => {
            accounts.shortfalls.get(&ticket.id).and_then(|json| shortfall_words(directory, json))
        }
        Phase::Offered | Phase::OnTheWay | Phase::WithYou => match accounts.sent.get(&ticket.id) {
            Some(by) => Some(sent_words(directory, *by)),
            None => accounts.reasons.get(&ticket.id).and_then(|json| why_words(directory, json)),
        },
        Phase::Resolved | Phase::Withdrawn | Phase::HandedOff => None,
    };
    let why = [why, cannot_help(directory, ticket)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let zone = zone_of(directory, ticket.ward).map(|zone| zone.id);
    let again = accounts.waits_again(ticket.id);
    let attention = Attention::of(
        ticket,
        zone,
        again.map_or_else(|| ticket.known_since(), |(since, _)| since),
        &sources.core.policy().for_wave(slug_of(&accounts.waves, ticket.ward, ticket.asked_at)).deadlines,
        accounts.shortfalls.contains_key(&ticket.id),
        accounts.unreached_since(ticket.id),
    );
    let asked: Vec<String> = ticket.offers.iter().map(|offer| directory.person_name(offer.to)).collect();
    BoardTicket {
        id: ticket.id.to_string(),
        code: ticket.code.to_string(),
        priority: ticket.priority,
        ward: directory.ward_name(ticket.ward),
        zone: zone.map_or_else(String::new, |zone| zone.to_string()),
        wave: wave_id(&accounts.waves, ticket),
        tag: directory.tag_name(ticket.tag),
        tag_slug: directory.find_tag(ticket.tag).map_or_else(String::new, |tag| tag.slug.clone()),
        phase: ticket.phase(),
        who: ticket.holder().map_or_else(|| asked.clone(), |holder| vec![directory.person_name(holder)]),
        asked_beside: ticket.holder().map_or_else(Vec::new, |_| asked.clone()),
        arrivals: accounts.arrivals(directory, ticket),
        asked: moment(sources, ticket.asked_at),
        entered: matches!(ticket.asked_by, AskedBy::Paper(_)).then(|| moment(sources, ticket.known_since())),
        waits_again: again.map(|(since, _)| moment(sources, since)),
        came_back: again.is_some_and(|(_, came_back)| came_back),
        hurt: attention
            .map(|Attention { kind, since, .. }| TicketHurt { kind, since: moment(sources, since) }),
        why: (!why.is_empty()).then_some(why),
        escalation: ticket.escalation,
        done: accounts.done(sources, ticket),
        reopened: ticket.reopened > 0,
    }
}

/// Why nobody is sent for now, and until when.
fn held_words(sources: &Sources, accounts: &Accounts, ticket: &Ticket, until: Timestamp) -> String {
    let until = moment(sources, until).clock;
    match accounts.issues.get(&ticket.id) {
        Some(title) => texts().board_on_hold_for(until, isolated(title)),
        None => texts().board_on_hold(until),
    }
}

/// Not Elbow's reason: somebody decided.
pub(crate) fn sent_words(directory: &Directory, by: Actor) -> String {
    match by {
        Actor::Responder(person) => texts().board_handed_over_by(isolated(directory.person_name(person))),
        Actor::Lead(person) => texts().board_sent_by(isolated(directory.person_name(person))),
        _ => texts().board_sent_by_command_centre(),
    }
}

/// Who is not asked again while nobody is on the way.
fn cannot_help(directory: &Directory, ticket: &Ticket) -> Option<String> {
    let names: Vec<String> = ticket.cannot_help.iter().map(|person| directory.person_name(*person)).collect();
    let waits = matches!(ticket.phase(), Phase::Waiting | Phase::Offered) && !names.is_empty();
    waits.then(|| {
        let names = words::list_of_names(&names);
        match directory.find_tag(ticket.tag) {
            Some(tag) if !tag.anyone => texts().board_asked_for_someone_who_knows(names, isolated(&tag.name)),
            _ => texts().board_asked_for_someone_else(names),
        }
    })
}

/// Why this person, from what was kept with the offer; none if an older build wrote it differently.
pub(crate) fn why_words(directory: &Directory, json: &str) -> Option<String> {
    serde_json::from_str::<Why>(json).ok().map(|why| why.sentence(directory))
}

/// Why nobody, from what was kept with the ticket.
pub(crate) fn shortfall_words(directory: &Directory, json: &str) -> Option<String> {
    serde_json::from_str(json).ok().map(|shortfall| shortfall_sentence(&shortfall, directory))
}

fn board_person(
    sources: &Sources,
    directory: &Directory,
    responder: &Responder,
    busy_with: Option<&Ticket>,
    not_reached: bool,
) -> BoardPerson {
    let zone = directory.zone_of(responder).and_then(|zone| living_zone(directory, zone));
    BoardPerson {
        id: responder.id.to_string(),
        name: responder.name.clone(),
        kind: responder.kind,
        duty: responder.duty,
        zone: zone.map(|zone| zone.name.clone()),
        zone_id: zone.map_or_else(String::new, |zone| zone.id.to_string()),
        place: responder.whereabouts.map(|place| directory.ward_name(place.ward)),
        place_is_old: responder.whereabouts.is_some_and(|place| place.is_old(sources.core.now())),
        busy_with: busy_with.map(|ticket| (ticket.code.to_string(), ticket.phase())),
        is_reachable: responder.is_reachable(),
        signed_out: false,
        not_reached,
        tags: responder.tags.iter().map(|tag| directory.tag_name(*tag)).collect(),
    }
}

/// The tags with the fewest free people first: where the next request would wait.
fn free_by_tag(
    directory: &Directory,
    on_shift: &[&Responder],
    busy: &HashMap<PersonId, &Ticket>,
) -> Vec<FreeByTag> {
    let mut free: Vec<FreeByTag> = directory
        .tags
        .iter()
        .filter(|tag| !tag.anyone)
        .map(|tag| {
            let knows: Vec<_> =
                on_shift.iter().filter(|responder| responder.tags.contains(&tag.id)).collect();
            let free = knows.iter().filter(|responder| !busy.contains_key(&responder.id)).count();
            FreeByTag { tag: tag.name.clone(), free, on_shift: knows.len() }
        })
        .collect();
    free.sort_by_key(|tag| (tag.free, tag.on_shift));
    free
}
