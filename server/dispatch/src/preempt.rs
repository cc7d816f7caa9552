//! A new emergency must not wait for somebody to answer a question about something that can wait.
//!
//! Whoever is being asked is not free, so a plan would leave a more urgent ticket with nobody although the right person
//! has an unanswered offer in hand. Such an offer is taken back, if that gives a strictly more urgent ticket somebody who
//! answers, or anybody at all, and nobody who is free could be asked about it. Since only the more urgent ever gains, no two
//! tickets can take a person from each other in turn.

use domain::{OfferId, PersonId, Priority, ShortfallReason, Ticket, TicketId};
use rustc_hash::FxHashSet;

use crate::{Plan, ProposedOffer, Snapshot, endings::Decided};

/// The least urgent first: their offers give way before others. None is more urgent than `P1`.
const GIVE_WAY: [Priority; 3] = [Priority::P4, Priority::P3, Priority::P2];

/// `go_on` plans what is left to do once so much has been decided.
pub(crate) fn plan(snapshot: &Snapshot, go_on: impl Fn(&Decided<'_>) -> Plan) -> Plan {
    let mut plan = go_on(&Decided::default());
    let mut taken_back = FxHashSet::default();
    // Who is free has been given out by now. Each round helps somebody more urgent.
    while let Some(Kept { taken_back: more, made }) = give_way(snapshot, &plan, &taken_back, &go_on) {
        plan = go_on(&Decided { taken_back: more.clone(), made: &made });
        plan.offers.splice(0..0, made);
        taken_back = more;
    }
    for (ticket, offer) in &plan.preemptions {
        let ended =
            find(snapshot, *ticket).and_then(|ticket| ticket.offers.iter().find(|live| live.id == *offer));
        let instead = plan.offers.iter_mut().find(|made| ended.is_some_and(|ended| ended.to == made.to));
        if let Some(instead) = instead {
            instead.why.instead_of = Some(*ticket);
        }
    }
    plan
}

/// Somebody who is asked, or is to be asked by this plan, about a ticket that can wait.
#[derive(Debug, Clone, Copy)]
struct Asked {
    to: PersonId,
    /// None for an offer that is not made yet.
    live: Option<OfferId>,
}

/// What remains of the plan once some have given way.
struct Kept {
    taken_back: FxHashSet<OfferId>,
    made: Vec<ProposedOffer>,
}

impl Kept {
    fn without(plan: &Plan, taken_back: &FxHashSet<OfferId>, asked: &[Asked]) -> Self {
        let gives_way =
            |made: &ProposedOffer| asked.iter().any(|one| one.live.is_none() && one.to == made.to);
        Self {
            taken_back: taken_back.iter().copied().chain(asked.iter().filter_map(|one| one.live)).collect(),
            made: plan.offers.iter().filter(|made| !gives_way(made)).cloned().collect(),
        }
    }
}

/// What is kept when a few more give way, none of whom could be spared; none if that helps nobody.
fn give_way(
    snapshot: &Snapshot,
    plan: &Plan,
    taken_back: &FxHashSet<OfferId>,
    go_on: impl Fn(&Decided<'_>) -> Plan,
) -> Option<Kept> {
    let short: Vec<&Ticket> =
        plan.shortfalls.iter().filter_map(|shortfall| find(snapshot, shortfall.ticket)).collect();
    GIVE_WAY.into_iter().find_map(|priority| {
        let short: Vec<TicketId> =
            short.iter().filter(|ticket| ticket.priority < priority).map(|ticket| ticket.id).collect();
        let asked = if short.is_empty() { Vec::new() } else { asked_about(snapshot, plan, priority) };
        if asked.is_empty() {
            return None;
        }
        let without = |asked: &[Asked]| {
            let Kept { taken_back, made } = Kept::without(plan, taken_back, asked);
            go_on(&Decided { taken_back, made: &made })
        };
        let trial = without(&asked);
        let gained: Vec<(TicketId, Heard)> = short
            .into_iter()
            .map(|ticket| (ticket, heard(&trial, ticket)))
            .filter(|(ticket, by)| *by > heard(plan, *ticket))
            .collect();
        if gained.is_empty() {
            return None;
        }
        let is_enough = |asked: &[Asked]| {
            let plan = without(asked);
            gained.iter().all(|(ticket, by)| heard(&plan, *ticket) >= *by)
        };
        // Seldom are others needed than those whom the trial asks about something else.
        let is_used = |one: &&Asked| trial.offers.iter().any(|made| made.to == one.to);
        let used: Vec<Asked> = asked.iter().filter(is_used).copied().collect();
        let mut needed = if is_enough(&used) { used } else { asked };
        for index in (0..needed.len()).rev() {
            let spared = needed.remove(index);
            if !is_enough(&needed) {
                needed.insert(index, spared);
            }
        }
        Some(Kept::without(plan, taken_back, &needed))
    })
}

/// Whom the plan leaves or makes busy with tickets of this priority, by person.
fn asked_about(snapshot: &Snapshot, plan: &Plan, priority: Priority) -> Vec<Asked> {
    let ended: FxHashSet<OfferId> = [&plan.expiries, &plan.withdrawals, &plan.preemptions]
        .into_iter()
        .flatten()
        .map(|(_, offer)| *offer)
        .collect();
    let is_meant = |ticket: &&Ticket| ticket.is_open() && ticket.priority == priority;
    let live = snapshot.tickets.iter().filter(is_meant).flat_map(|ticket| &ticket.offers);
    let live = live
        .filter(|offer| !ended.contains(&offer.id))
        .map(|offer| Asked { to: offer.to, live: Some(offer.id) });
    let made = plan.offers.iter().filter(|made| find(snapshot, made.ticket).as_ref().is_some_and(is_meant));
    let mut asked: Vec<Asked> = live.chain(made.map(|made| Asked { to: made.to, live: None })).collect();
    asked.sort_unstable_by_key(|one| (one.to, one.live));
    asked
}

/// By whom a ticket is heard of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Heard {
    Nobody,
    /// They left their last offers unanswered.
    Silent,
    WhoAnswers,
}

fn heard(plan: &Plan, ticket: TicketId) -> Heard {
    match plan.shortfalls.iter().find(|shortfall| shortfall.ticket == ticket) {
        None => Heard::WhoAnswers,
        Some(shortfall) if shortfall.reason == ShortfallReason::OutOfReach => Heard::Silent,
        Some(_) => Heard::Nobody,
    }
}

fn find(snapshot: &Snapshot, id: TicketId) -> Option<&Ticket> {
    snapshot.tickets.iter().find(|ticket| ticket.id == id)
}
