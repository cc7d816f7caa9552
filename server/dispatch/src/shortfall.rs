//! Why nobody: for each ticket that waits without anyone who might come, the rung of the ladder that is empty.

use domain::{Duty, PersonId, Responder, Shortfall, ShortfallReason, TagId, TicketId};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    Policy, ProposedOffer, Snapshot,
    endings::{Endings, Waiting},
    pool::Pool,
    why::{Names, Occasion, knows},
};

/// Plain English for leads: "Everyone on shift who knows ePMA is busy. 3 people."
pub fn shortfall_sentence(shortfall: &Shortfall, names: &dyn Names) -> String {
    let knows = knows(names, shortfall.tag);
    let on_break = match shortfall.on_break {
        0 => String::new(),
        1 => " 1 person is on a break.".to_owned(),
        people => format!(" {people} people are on a break."),
    };
    let signed_out = match shortfall.signed_out {
        0 => String::new(),
        1 => " 1 person is signed out.".to_owned(),
        people => format!(" {people} people are signed out."),
    };
    let aside = if shortfall.reason == ShortfallReason::SignedOut {
        &on_break
    } else {
        &format!("{on_break}{signed_out}")
    };
    let on_shift = people(shortfall.on_shift);
    match shortfall.reason {
        ShortfallReason::NobodyOnShift => {
            format!("Nobody on shift {knows}.{aside}")
        }
        ShortfallReason::SignedOut if shortfall.signed_out == 1 => {
            format!("The only person on shift who {knows} is signed out.{aside}")
        }
        ShortfallReason::SignedOut => {
            format!("Everyone on shift who {knows} is signed out. {}.{aside}", people(shortfall.signed_out))
        }
        ShortfallReason::AllBusy if shortfall.on_shift == 1 => {
            format!("The only person on shift who {knows} is busy.{aside}")
        }
        ShortfallReason::AllBusy => {
            format!("Everyone on shift who {knows} is busy. {on_shift}.{aside}")
        }
        ShortfallReason::AllDeclined if shortfall.on_shift == 1 => {
            format!("The only person on shift who {knows} can’t take it.{aside}")
        }
        ShortfallReason::AllDeclined => {
            format!("Everyone on shift who {knows} has said they can’t take it. {on_shift}.{aside}")
        }
        ShortfallReason::BusyOrDeclined => format!(
            "Everyone on shift who {knows} is busy or has said they can’t take it. {on_shift}: {} busy, {} can’t.{aside}",
            shortfall.busy, shortfall.declined
        ),
        ShortfallReason::OutOfZone if shortfall.out_of_zone == shortfall.on_shift => {
            format!("Everyone on shift who {knows} keeps to another zone. {on_shift}.{aside}")
        }
        ShortfallReason::OutOfZone => format!(
            "Everyone free who {knows} keeps to another zone. {on_shift} on shift: {} in other zones, {} busy, {} can’t take it.{aside}",
            shortfall.out_of_zone, shortfall.busy, shortfall.declined
        ),
        ShortfallReason::OutOfReach => {
            format!(
                "Only people who did not answer their last alerts can be asked: no one else who {knows} is free.{aside}"
            )
        }
    }
}

/// The same for whoever asked, as a heading, without who does what: "Everyone who knows ePMA is busy".
pub fn shortfall_to_requester(shortfall: &Shortfall, names: &dyn Names) -> String {
    let knows = knows(names, shortfall.tag);
    match shortfall.reason {
        ShortfallReason::NobodyOnShift => format!("No one who {knows} is on shift"),
        ShortfallReason::SignedOut => format!("No one who {knows} can be reached"),
        ShortfallReason::AllBusy => format!("Everyone who {knows} is busy"),
        ShortfallReason::AllDeclined | ShortfallReason::BusyOrDeclined => {
            format!("No one who {knows} can come now")
        }
        ShortfallReason::OutOfZone => format!("No one who {knows} is free nearby"),
        ShortfallReason::OutOfReach => format!("No answer yet from anyone who {knows}"),
    }
}

fn people(count: u32) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

/// By (priority, age, id) of the ticket.
pub(crate) fn shortfalls(
    snapshot: &Snapshot,
    pool: &Pool<'_>,
    endings: &Endings<'_>,
    offers: &[ProposedOffer],
    policy: &Policy,
) -> Vec<Shortfall> {
    let answering = offers.iter().filter(|offer| offer.why.occasion != Occasion::LastResort);
    let heard: FxHashSet<TicketId> = answering.map(|offer| offer.ticket).collect();
    let unheard =
        endings.waiting.iter().filter(|waiting| !waiting.may_be_heard && !heard.contains(&waiting.ticket.id));
    let mut unheard = unheard.peekable();
    if unheard.peek().is_none() {
        return Vec::new();
    }
    let asked: FxHashMap<PersonId, TicketId> = offers.iter().map(|offer| (offer.to, offer.ticket)).collect();
    let offered: FxHashSet<TicketId> = offers.iter().map(|offer| offer.ticket).collect();
    let mut by_tag: FxHashMap<TagId, OnDuty> = FxHashMap::default();
    let shortfall = |waiting: &Waiting<'_>| {
        let ticket = waiting.ticket;
        let is_for_anyone = pool.is_for_anyone(ticket.tag);
        let knows = |responder: &Responder| is_for_anyone || responder.tags.contains(&ticket.tag);
        let OnDuty { on_shift, on_break, signed_out } =
            *by_tag.entry(ticket.tag).or_insert_with(|| OnDuty::count(snapshot, knows));
        // Someone in the pool whom this plan asks about nothing is free.
        let is_free = |person: &PersonId| pool.position_of(*person).is_some() && !asked.contains_key(person);
        let is_asked_to_know = |person: &PersonId| {
            endings.mentions.get(person).and_then(|mention| mention.responder).is_some_and(knows)
        };
        let no = waiting.turned_down.iter().chain(&waiting.released);
        let no: FxHashSet<&PersonId> =
            no.filter(|person| is_free(person) && is_asked_to_know(person)).collect();
        let declined = count(no.len());
        let in_force = policy.in_force(ticket.priority, waiting.escalation);
        let need = pool.need(ticket.ward, ticket.tag, in_force);
        let elsewhere = (0..pool.len()).filter(|&position| {
            let id = pool.person(position).responder.id;
            !pool.keeps_in_zone(position, need)
                && pool.knows(position, need.tag)
                && !asked.contains_key(&id)
                && !no.contains(&id)
        });
        let out_of_zone = if need.is_bound_to_zone() { count(elsewhere.count()) } else { 0 };
        let busy = on_shift.saturating_sub(declined).saturating_sub(out_of_zone);
        let reason = match (on_shift, busy, declined) {
            _ if waiting.live > 0 || offered.contains(&ticket.id) => ShortfallReason::OutOfReach,
            (0, ..) if signed_out > 0 => ShortfallReason::SignedOut,
            (0, ..) => ShortfallReason::NobodyOnShift,
            _ if out_of_zone > 0 => ShortfallReason::OutOfZone,
            (_, _, 0) => ShortfallReason::AllBusy,
            (_, 0, _) => ShortfallReason::AllDeclined,
            _ => ShortfallReason::BusyOrDeclined,
        };
        Shortfall {
            ticket: ticket.id,
            tag: ticket.tag,
            reason,
            on_shift,
            busy,
            declined,
            out_of_zone,
            on_break,
            signed_out,
        }
    };
    unheard.map(shortfall).collect()
}

fn count(people: usize) -> u32 {
    u32::try_from(people).unwrap_or(u32::MAX)
}

/// People who know a tag.
#[derive(Debug, Clone, Copy, Default)]
struct OnDuty {
    on_shift: u32,
    on_break: u32,
    signed_out: u32,
}

impl OnDuty {
    fn count(snapshot: &Snapshot, knows: impl Fn(&Responder) -> bool) -> Self {
        let mut count = Self::default();
        for responder in snapshot.responders.iter().filter(|responder| knows(responder)) {
            match responder.duty {
                Duty::OnShift if snapshot.signed_out.contains(&responder.id) => count.signed_out += 1,
                Duty::OnShift => count.on_shift += 1,
                Duty::OnBreak => count.on_break += 1,
                Duty::OffShift => {}
            }
        }
        count
    }
}
