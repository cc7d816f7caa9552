//! Why nobody: for each ticket that waits without anyone who might come, the rung of the ladder that is empty.

use domain::{Duty, PersonId, Responder, Shortfall, ShortfallReason, TagId, TicketId};
use rustc_hash::{FxHashMap, FxHashSet};
use texts::texts;

use crate::{
    ProposedOffer, Snapshot,
    endings::{Endings, Waiting},
    policy::Policies,
    pool::Pool,
    why::{Names, Occasion, known},
};

/// Plain English for leads: "Everyone on shift who knows ePMA is busy. 3 people."
pub fn shortfall_sentence(shortfall: &Shortfall, names: &dyn Names) -> String {
    let Shortfall { reason, on_shift, busy, declined, out_of_zone, on_break, signed_out, .. } = *shortfall;
    let t = texts();
    let (anyone, tag) = known(names, shortfall.tag);
    let (said, people) = match reason {
        ShortfallReason::NobodyOnShift => (t.shortfall_nobody_on_shift(anyone, tag), None),
        ShortfallReason::SignedOut if signed_out == 1 => (t.shortfall_only_one_signed_out(anyone, tag), None),
        ShortfallReason::SignedOut => {
            (t.shortfall_signed_out(anyone, tag), Some(t.shortfall_people(signed_out)))
        }
        ShortfallReason::AllBusy if on_shift == 1 => (t.shortfall_only_one_busy(anyone, tag), None),
        ShortfallReason::AllBusy => (t.shortfall_busy(anyone, tag), Some(t.shortfall_people(on_shift))),
        ShortfallReason::AllDeclined if on_shift == 1 => (t.shortfall_only_one_declined(anyone, tag), None),
        ShortfallReason::AllDeclined => {
            (t.shortfall_declined(anyone, tag), Some(t.shortfall_people(on_shift)))
        }
        ShortfallReason::BusyOrDeclined => (
            t.shortfall_busy_or_declined(anyone, tag),
            Some(t.shortfall_people_busy_or_declined(on_shift, busy, declined)),
        ),
        ShortfallReason::OutOfZone if out_of_zone == on_shift => {
            (t.shortfall_all_in_other_zones(anyone, tag), Some(t.shortfall_people(on_shift)))
        }
        ShortfallReason::OutOfZone => (
            t.shortfall_free_in_other_zones(anyone, tag),
            Some(t.shortfall_people_in_other_zones(on_shift, out_of_zone, busy, declined)),
        ),
        ShortfallReason::OutOfReach => (t.shortfall_out_of_reach(anyone, tag), None),
    };
    let on_break = (on_break > 0).then(|| t.shortfall_on_break(on_break));
    let signed_out = (signed_out > 0 && reason != ShortfallReason::SignedOut)
        .then(|| t.shortfall_also_signed_out(signed_out));
    let sentences: Vec<String> = [Some(said), people, on_break, signed_out].into_iter().flatten().collect();
    sentences.join(" ")
}

/// The same for whoever asked, as a heading, without who does what: "Everyone who knows ePMA is busy".
pub fn shortfall_to_requester(shortfall: &Shortfall, names: &dyn Names) -> String {
    let t = texts();
    let (anyone, tag) = known(names, shortfall.tag);
    match shortfall.reason {
        ShortfallReason::NobodyOnShift => t.shortfall_heading_not_on_shift(anyone, tag),
        ShortfallReason::SignedOut => t.shortfall_heading_out_of_reach(anyone, tag),
        ShortfallReason::AllBusy => t.shortfall_heading_busy(anyone, tag),
        ShortfallReason::AllDeclined | ShortfallReason::BusyOrDeclined => {
            t.shortfall_heading_cannot_come(anyone, tag)
        }
        ShortfallReason::OutOfZone => t.shortfall_heading_not_nearby(anyone, tag),
        ShortfallReason::OutOfReach => t.shortfall_heading_no_answer(anyone, tag),
    }
}

/// By (priority, age, id) of the ticket.
pub(crate) fn shortfalls(
    snapshot: &Snapshot,
    pool: &Pool<'_>,
    endings: &Endings<'_>,
    offers: &[ProposedOffer],
    policy: &Policies<'_>,
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
        let in_force = policy.of(ticket.id).in_force(ticket.priority, waiting.escalation);
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
