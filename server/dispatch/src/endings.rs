//! What has already ended by itself: offers that ran out, people who may no longer be asked, silence that lasted too
//! long. The rest of a plan starts from the tickets as they will stand afterwards.

use std::time::Duration;

use domain::{
    Duty, OfferId, PersonId, Responder, Ticket, TicketId, Timestamp,
    ticket::{LiveOffer, State},
};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Occasion, Policy, ProposedOffer, Snapshot, TravelTable, policy::Policies};

/// What a plan has decided so far, when it is made in more than one step.
#[derive(Debug, Default)]
pub(crate) struct Decided<'a> {
    /// Live offers that end now for the sake of more urgent tickets.
    pub(crate) taken_back: FxHashSet<OfferId>,
    /// As if these lived already.
    pub(crate) made: &'a [ProposedOffer],
}

/// No deadline of a policy within its bounds is so far ahead.
const NO_DEADLINE_BEYOND: Duration = Duration::from_hours(24);

/// What tickets say about a person.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "plain facts about a person; flags would hide them")]
pub(crate) struct Mention<'a> {
    pub(crate) responder: Option<&'a Responder>,
    pub(crate) holds: bool,
    /// Has an offer that lives on.
    pub(crate) is_asked: bool,
    /// Offers that expire with this plan.
    pub(crate) expired: u8,
    /// Loses a ticket with this plan after going silent on the way.
    pub(crate) went_silent: bool,
    /// Nothing reaches them.
    is_signed_out: bool,
}

impl Mention<'_> {
    pub(crate) fn is_busy(&self) -> bool {
        self.holds || self.is_asked
    }

    fn may_be_asked(&self) -> bool {
        let is_on_shift = self.responder.is_some_and(|responder| responder.duty == Duty::OnShift);
        is_on_shift && !self.holds && !self.is_signed_out
    }

    fn is_reachable(&self) -> bool {
        self.responder.is_some_and(Responder::is_reachable)
    }
}

/// A ticket that waits, as it stands after the endings.
#[derive(Debug)]
pub(crate) struct Waiting<'a> {
    pub(crate) ticket: &'a Ticket,
    /// Steps of the ladder taken.
    pub(crate) escalation: u8,
    pub(crate) live: usize,
    /// Live offers too young to be hedged.
    pub(crate) fresh: usize,
    /// Some live offer went to a person who does answer.
    pub(crate) may_be_heard: bool,
    /// Not to be asked.
    pub(crate) turned_down: &'a [PersonId],
    pub(crate) released: Option<PersonId>,
    /// Said that somebody else is needed, and do not know what it is about now: not to be asked, whatever the ladder says.
    cannot_help: Vec<PersonId>,
    /// Asked before without success; to be asked again only after everyone else.
    pub(crate) asked_before: Vec<PersonId>,
}

impl Waiting<'_> {
    /// Nobody has said no or kept silent.
    pub(crate) fn is_untried(&self) -> bool {
        self.turned_down.is_empty()
            && self.released.is_none()
            && self.cannot_help.is_empty()
            && self.asked_before.is_empty()
    }

    /// Offers that this plan owes the ticket.
    pub(crate) fn offers_to_make(&self, policy: &Policies<'_>) -> usize {
        let policy = policy.of(self.ticket.id);
        let in_force = policy.in_force(self.ticket.priority, self.escalation);
        policy.offers_to_make(self.ticket.priority, in_force.more, self.live, self.fresh)
    }

    pub(crate) fn excludes(&self, person: PersonId) -> bool {
        self.turned_down.contains(&person)
            || self.released == Some(person)
            || self.cannot_help.contains(&person)
    }

    /// Whether someone who answers belongs to the first tier.
    pub(crate) fn is_first_choice(&self, person: PersonId, went_silent: bool) -> bool {
        !went_silent && !self.asked_before.contains(&person) && !self.excludes(person)
    }
}

/// A ticket whose holder is on the way, and which somebody nearer may still be asked about.
#[derive(Debug)]
pub(crate) struct OnTheWay<'a> {
    pub(crate) ticket: &'a Ticket,
    holder: &'a Responder,
    /// Not to be asked.
    pub(crate) turned_down: &'a [PersonId],
}

impl OnTheWay<'_> {
    /// How many seconds the holder has yet to walk, if that leaves room for somebody to come sooner.
    pub(crate) fn may_be_shortened(
        &self,
        travel: &TravelTable,
        policy: &Policy,
        now: Timestamp,
    ) -> Option<u16> {
        let sooner = policy.take_over_if_sooner_by_seconds;
        self.still_to_walk(travel, now).filter(|left| sooner > 0 && *left > sooner)
    }

    /// None if nobody knows where they came from.
    fn still_to_walk(&self, travel: &TravelTable, now: Timestamp) -> Option<u16> {
        let seen = self.holder.whereabouts?;
        let set_out = self.ticket.accepted_at?.max(seen.at);
        let walked = u16::try_from(now.since(set_out).as_secs()).unwrap_or(u16::MAX);
        let way = travel.seconds(seen.ward, self.ticket.ward);
        (!seen.is_old(set_out)).then(|| way.saturating_sub(walked))
    }
}

#[derive(Debug, Default)]
pub(crate) struct Endings<'a> {
    pub(crate) expiries: Vec<(TicketId, OfferId)>,
    pub(crate) withdrawals: Vec<(TicketId, OfferId)>,
    pub(crate) preemptions: Vec<(TicketId, OfferId)>,
    pub(crate) escalations: Vec<TicketId>,
    pub(crate) releases: Vec<(TicketId, PersonId)>,
    /// By (priority, age, id).
    pub(crate) waiting: Vec<Waiting<'a>>,
    /// By (priority, age, id).
    pub(crate) on_the_way: Vec<OnTheWay<'a>>,
    pub(crate) mentions: FxHashMap<PersonId, Mention<'a>>,
    pub(crate) look_again: LookAgain,
}

/// The earliest future time at which something is due.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct LookAgain(pub(crate) Option<Timestamp>);

impl LookAgain {
    pub(crate) fn by(&mut self, at: Timestamp) {
        self.0 = Some(self.0.map_or(at, |earliest| earliest.min(at)));
    }
}

impl<'a> Endings<'a> {
    pub(crate) fn of(
        snapshot: &'a Snapshot,
        policy: &Policies<'_>,
        now: Timestamp,
        decided: &Decided<'_>,
    ) -> Self {
        let mut endings = Self { mentions: mentions(snapshot, decided, now), ..Self::default() };
        let mut tickets: Vec<&Ticket> = snapshot.tickets.iter().filter(|ticket| ticket.is_open()).collect();
        tickets.sort_unstable_by_key(|ticket| (ticket.priority, ticket.asked_at, ticket.id));
        for ticket in tickets {
            endings.add(ticket, policy, now, decided);
        }
        endings
    }

    /// Whether anybody is to be asked, or to be named as the reason why nobody is.
    pub(crate) fn call_for_people(
        &self,
        travel: &TravelTable,
        policy: &Policies<'_>,
        now: Timestamp,
    ) -> bool {
        self.waiting.iter().any(|waiting| !waiting.may_be_heard || waiting.offers_to_make(policy) > 0)
            || self.on_the_way.iter().any(|way| way.may_be_shortened(travel, policy, now).is_some())
    }

    fn add(&mut self, ticket: &'a Ticket, policies: &Policies<'_>, now: Timestamp, decided: &Decided<'_>) {
        let policy = policies.of(ticket.id);
        let deadlines = &policy.deadlines;
        // A deadline that far ahead was set by a policy without bounds: silence does not wait for it.
        let escalates = ticket.escalate_at <= now || ticket.escalate_at.since(now) > NO_DEADLINE_BEYOND;
        let ladder = deadlines.ladder(ticket.priority);
        match ticket.state {
            // Nobody is asked; its time is looked at as silence is, and ends in a round of its own.
            State::Waiting if ticket.held_until().is_some() => {
                self.end_silence(ticket, escalates, Ticket::HOLD_LOOK, now);
                // None is made; one of an older program ends as any.
                let mut waits = self.waiting(ticket);
                self.look_at_offers(&mut waits, policy, now, decided);
            }
            State::Waiting => {
                self.end_silence(ticket, escalates, ladder.pause(ticket.escalation.saturating_add(1)), now);
                self.wait(ticket, escalates, policy, now, decided);
            }
            State::OnTheWay { holder } if is_given_up(ticket, now) => {
                self.releases.push((ticket.id, holder));
                self.look_again.by(now + ladder.pause(0));
                let mut waits = Waiting { escalation: 0, released: Some(holder), ..self.waiting(ticket) };
                self.look_at_offers(&mut waits, policy, now, decided);
                self.waiting.push(waits);
            }
            State::OnTheWay { holder } => {
                self.end_silence(ticket, escalates, deadlines.arrive_within, now);
                let mut waits = self.waiting(ticket);
                self.look_at_offers(&mut waits, policy, now, decided);
                let holder = self.mentions.get(&holder).and_then(|mention| mention.responder);
                if let Some(holder) = holder.filter(|_| !ticket.settled) {
                    // A nudge wipes the slate too.
                    let turned_down = if escalates { &[] } else { ticket.turned_down.as_slice() };
                    self.on_the_way.push(OnTheWay { ticket, holder, turned_down });
                }
            }
            State::WithYou { .. } => self.end_silence(ticket, escalates, deadlines.finish_within, now),
            State::Resolved { .. } | State::Withdrawn { .. } | State::HandedOff { .. } => {}
        }
    }

    fn waiting(&self, ticket: &'a Ticket) -> Waiting<'a> {
        let responder = |person: &PersonId| self.mentions.get(person).and_then(|mention| mention.responder);
        let may_help = |person: &PersonId| responder(person).is_some_and(|who| ticket.can_be_helped_by(who));
        Waiting {
            ticket,
            escalation: ticket.escalation,
            live: 0,
            fresh: 0,
            may_be_heard: false,
            turned_down: &ticket.turned_down,
            released: None,
            cannot_help: ticket.cannot_help.iter().copied().filter(|person| !may_help(person)).collect(),
            asked_before: Vec::new(),
        }
    }

    fn end_silence(&mut self, ticket: &Ticket, escalates: bool, next_after: Duration, now: Timestamp) {
        if escalates {
            self.escalations.push(ticket.id);
            self.look_again.by(now + next_after);
        } else {
            self.look_again.by(ticket.escalate_at);
        }
    }

    fn wait(
        &mut self,
        ticket: &'a Ticket,
        escalates: bool,
        policy: &Policy,
        now: Timestamp,
        decided: &Decided<'_>,
    ) {
        let mut waits = self.waiting(ticket);
        if escalates {
            // Escalating wipes the slate: a second round beats none.
            waits.escalation = waits.escalation.saturating_add(1);
            waits.turned_down = &[];
            waits.asked_before.extend_from_slice(&ticket.turned_down);
        }
        self.look_at_offers(&mut waits, policy, now, decided);
        self.waiting.push(waits);
    }

    fn look_at_offers(
        &mut self,
        waits: &mut Waiting<'a>,
        policy: &Policy,
        now: Timestamp,
        decided: &Decided<'_>,
    ) {
        for offer in &waits.ticket.offers {
            if decided.taken_back.contains(&offer.id) {
                self.preemptions.push((waits.ticket.id, offer.id));
            } else {
                self.look_at(offer, waits, policy, now);
            }
        }
        for offer in decided.made.iter().filter(|offer| offer.ticket == waits.ticket.id) {
            self.mentions.entry(offer.to).or_default().is_asked = true;
            waits.live += 1;
            waits.fresh += 1;
            waits.may_be_heard |= offer.why.occasion != Occasion::LastResort;
            self.look_again.by(now + policy.hedge_after().min(policy.offer_lifetime()));
        }
    }

    fn look_at(&mut self, offer: &LiveOffer, waits: &mut Waiting<'a>, policy: &Policy, now: Timestamp) {
        let person = self.mentions.entry(offer.to).or_default();
        if !person.may_be_asked() {
            self.withdrawals.push((waits.ticket.id, offer.id));
        } else if offer.expires_at <= now {
            person.expired = person.expired.saturating_add(1);
            self.expiries.push((waits.ticket.id, offer.id));
            waits.asked_before.push(offer.to);
        } else {
            person.is_asked = true;
            waits.live += 1;
            waits.may_be_heard |= person.is_reachable();
            self.look_again.by(offer.expires_at);
            let hedged_at = offer.made_at + policy.hedge_after();
            if now < hedged_at {
                waits.fresh += 1;
                self.look_again.by(hedged_at);
            }
        }
    }
}

/// Whom a ticket names besides its holder.
pub(crate) fn asked_or_declined(ticket: &Ticket) -> impl Iterator<Item = PersonId> {
    let asked = ticket.offers.iter().map(|offer| offer.to);
    asked.chain(ticket.turned_down.iter().chain(&ticket.cannot_help).copied())
}

/// The holder has been nudged, and the time to arrive has passed once more.
fn is_given_up(ticket: &Ticket, now: Timestamp) -> bool {
    matches!(ticket.state, State::OnTheWay { .. }) && ticket.escalation >= 1 && ticket.escalate_at <= now
}

/// Everyone whom a ticket names, with their row of the snapshot.
fn mentions<'a>(
    snapshot: &'a Snapshot,
    decided: &Decided<'_>,
    now: Timestamp,
) -> FxHashMap<PersonId, Mention<'a>> {
    let mut mentions: FxHashMap<PersonId, Mention<'a>> = FxHashMap::default();
    for ticket in &snapshot.tickets {
        if let Some(holder) = ticket.holder() {
            let person = mentions.entry(holder).or_default();
            if is_given_up(ticket, now) {
                person.went_silent = true;
            } else {
                person.holds = true;
            }
        }
        for person in asked_or_declined(ticket) {
            mentions.entry(person).or_default();
        }
    }
    for offer in decided.made {
        mentions.entry(offer.to).or_default();
    }
    if !mentions.is_empty() {
        for responder in &snapshot.responders {
            if let Some(mention) = mentions.get_mut(&responder.id) {
                mention.responder = Some(responder);
                mention.is_signed_out = snapshot.signed_out.contains(&responder.id);
            }
        }
    }
    mentions
}
