//! A small hospital to tell stories about.
//!
//! Main building: wards 1 to 4 on the ground floor, 30 m apart, wards 11 to 14 on the first floor above them and so on.

use std::{sync::Arc, time::Duration};

use dispatch::{Plan, Policy, Snapshot, TravelTable, travel::Survey};
use domain::{
    Code, Duty, OfferId, PersonId, Priority, Responder, ResponderKind, Tag, TagId, Ticket, TicketId,
    Timestamp, Ward, WardId, Whereabouts, ZoneMode,
    ticket::{Actor, AskedBy, Command, LiveOffer, ReleaseReason, Request, TakenBack, When},
};
use rustc_hash::{FxHashMap, FxHashSet};
use uuid::Uuid;

/// The middle of a night, some time ago.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

pub(crate) const EPMA: u128 = 1;
pub(crate) const ORDER_COMMS: u128 = 2;
pub(crate) const THEATRES: u128 = 3;
pub(crate) const SOMETHING_ELSE: u128 = 9;

/// The zones: the ground floor, and all above it.
pub(crate) const LOW: u128 = 100;
pub(crate) const HIGH: u128 = 200;

pub(crate) fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

pub(crate) const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

pub(crate) fn ward(number: i16) -> Ward {
    Ward {
        id: id(number.unsigned_abs().into()),
        code: format!("W{number:02}"),
        name: format!("Ward {number}"),
        site: id(1),
        zone: Some(id(if number < 10 { LOW } else { HIGH })),
        building: Some("Main".to_owned()),
        level: Some(number / 10),
        position: Some((f64::from(number % 10) * 30.0, 0.0)),
        phone: None,
    }
}

pub(crate) fn wards(levels: i16) -> Vec<Ward> {
    (0..levels).flat_map(|level| (1..=4).map(move |east| ward(level * 10 + east))).collect()
}

pub(crate) fn tag(number: u128, name: &str) -> Tag {
    Tag { id: id(number), slug: name.to_lowercase(), name: name.to_owned(), anyone: number == SOMETHING_ELSE }
}

pub(crate) fn hospital(responders: Vec<Responder>, tickets: Vec<Ticket>) -> Snapshot {
    let wards = wards(4);
    let travel =
        TravelTable::build(Survey { wards: &wards, ..Survey::default() }, &Policy::default().walking);
    let tags = [
        tag(EPMA, "ePMA"),
        tag(ORDER_COMMS, "Order comms"),
        tag(THEATRES, "Theatres"),
        tag(SOMETHING_ELSE, "Something else"),
    ];
    Snapshot {
        tickets,
        responders,
        tags: tags.to_vec(),
        wards,
        travel: Arc::new(travel),
        answers: FxHashMap::default(),
        signed_out: FxHashSet::default(),
        waves: FxHashMap::default(),
    }
}

/// On shift, at a ward since just now, knowing the given tags.
pub(crate) fn floorwalker(number: u128, name: &str, at: u128, tags: &[u128]) -> Responder {
    Responder {
        id: id(number),
        name: name.to_owned(),
        kind: ResponderKind::Floorwalker,
        tags: tags.iter().map(|tag| id(*tag)).collect(),
        home_ward: None,
        zone: None,
        zone_mode: ZoneMode::All,
        phone: None,
        duty: Duty::OnShift,
        duty_since: NOW - seconds(3600),
        whereabouts: Some(Whereabouts { ward: id(at), at: NOW }),
        unanswered: 0,
        closed_this_shift: 0,
        alerts_tested_at: None,
    }
}

pub(crate) fn super_user(number: u128, name: &str, of: u128, tags: &[u128]) -> Responder {
    Responder {
        kind: ResponderKind::SuperUser,
        home_ward: Some(id(of)),
        whereabouts: None,
        ..floorwalker(number, name, of, tags)
    }
}

/// Asked `ago` seconds before [`NOW`].
pub(crate) fn ticket(number: u128, ward: u128, tag: u128, priority: Priority, ago: u64) -> Ticket {
    let request = Request {
        id: id::<TicketId>(number),
        code: "K7P".parse::<Code>().unwrap(),
        ward: id::<WardId>(ward),
        tag: id::<TagId>(tag),
        priority,
        stuck: None,
        spot: None,
        note: None,
        asker: None,
        asked_by: AskedBy::WardLink,
    };
    Ticket::ask(request, None, NOW - seconds(ago), &Policy::default().deadlines).ticket
}

pub(crate) fn does(ticket: &Ticket, command: Command, at: Timestamp) -> Ticket {
    ticket.apply(command, Actor::Engine, When::at(at), &Policy::default().deadlines).unwrap().ticket
}

/// With a live offer made `ago` seconds before [`NOW`].
pub(crate) fn offered(ticket: &Ticket, offer: u128, to: u128, ago: u64) -> Ticket {
    let made_at = NOW - seconds(ago);
    let offer = LiveOffer { id: id(offer), to: id(to), made_at, expires_at: made_at + seconds(50) };
    does(ticket, Command::Offer { offer }, made_at)
}

pub(crate) fn taken(ticket: &Ticket, by: u128, ago: u64) -> Ticket {
    let asked = offered(ticket, 800 + by, by, ago);
    does(&asked, Command::Accept { offer: id(800 + by), by: id(by) }, NOW - seconds(ago))
}

pub(crate) fn declined(ticket: &Ticket, by: u128, ago: u64) -> Ticket {
    let asked = offered(ticket, 900 + by, by, ago + 5);
    does(&asked, Command::Decline { offer: id(900 + by), by: id(by) }, NOW - seconds(ago))
}

pub(crate) fn plan(hospital: &Snapshot) -> Plan {
    dispatch::plan(hospital, &Policy::default(), NOW)
}

/// Who is asked about what, by number, sorted.
pub(crate) fn asked(plan: &Plan) -> Vec<(u128, u128)> {
    let mut asked: Vec<_> =
        plan.offers.iter().map(|offer| (number(offer.ticket.as_bytes()), person(offer.to))).collect();
    asked.sort_unstable();
    asked
}

pub(crate) fn person(id: PersonId) -> u128 {
    number(id.as_bytes())
}

pub(crate) fn number(id: &[u8; 16]) -> u128 {
    u128::from_be_bytes(*id)
}

/// Everything the plan says, done: as the server does it.
pub(crate) fn apply(hospital: &Snapshot, plan: &Plan, now: Timestamp) -> Snapshot {
    let mut next = hospital.clone();
    for (ticket, offer) in &plan.expiries {
        let to = find(&mut next, *ticket).offers.iter().find(|live| live.id == *offer).unwrap().to;
        change(&mut next, *ticket, Command::Expire { offer: *offer }, now);
        let silent = next.responders.iter_mut().find(|responder| responder.id == to).unwrap();
        silent.unanswered += 1;
    }
    for (ticket, offer) in &plan.withdrawals {
        let why = TakenBack::NotFree;
        change(&mut next, *ticket, Command::WithdrawOffer { offer: *offer, why }, now);
    }
    for (ticket, offer) in &plan.preemptions {
        let why = TakenBack::MoreUrgent;
        change(&mut next, *ticket, Command::WithdrawOffer { offer: *offer, why }, now);
    }
    for ticket in &plan.escalations {
        change(&mut next, *ticket, Command::Escalate, now);
    }
    for (ticket, from) in &plan.releases {
        change(&mut next, *ticket, Command::Release { from: *from, why: ReleaseReason::Silent }, now);
    }
    for (made, offer) in (1_000_000..).zip(&plan.offers) {
        let millis = u128::try_from(now.as_millis()).unwrap();
        let offer_id: OfferId = id(millis << 32 | made);
        let live = LiveOffer { id: offer_id, to: offer.to, made_at: now, expires_at: offer.expires_at };
        change(&mut next, offer.ticket, Command::Offer { offer: live }, now);
    }
    next
}

fn find(hospital: &mut Snapshot, ticket: TicketId) -> &mut Ticket {
    hospital.tickets.iter_mut().find(|open| open.id == ticket).unwrap()
}

fn change(hospital: &mut Snapshot, ticket: TicketId, command: Command, now: Timestamp) {
    let ticket = find(hospital, ticket);
    *ticket = does(ticket, command, now);
}
