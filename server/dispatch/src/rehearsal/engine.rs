//! What is compared: Elbow's own plan, and simpler ways to choose whom to send.
//!
//! The simpler ways share everything but the choice: who is qualified and free, walking times, how long an offer lives,
//! that a decline or an expiry moves on at once, that silence escalates. What ends by itself is even decided by the
//! same [`crate::plan()`]; only its offers are replaced. Nobody is sent in place of somebody on the way except by Elbow.

use domain::{Duty, PersonId, Responder, ResponderKind, Tag, Ticket, TicketId, Timestamp, ticket::State};

use crate::{Policy, Snapshot};

/// A way to dispatch, with a name for the report.
#[derive(Debug, Clone)]
pub struct Engine {
    pub name: String,
    pub policy: Policy,
    pub method: Method,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// [`crate::plan()`], as it runs live.
    Elbow,
    /// The same, but offers are made only every so many seconds.
    Batched { seconds: u32 },
    /// One ticket after the other, each to whoever comes first by a rule.
    Rule(Rule),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// By priority, then age. Otherwise by age alone.
    pub urgent_first: bool,
    /// Only people of the ward's own zone, unless nobody on shift there knows the tag.
    pub own_zone_only: bool,
    pub choice: Choice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    Nearest,
    /// Whoever has been free for longest.
    LongestIdle,
}

impl Engine {
    pub fn elbow(policy: Policy) -> Self {
        Self { name: "Elbow".to_owned(), policy, method: Method::Elbow }
    }

    /// The oldest ticket first, the nearest free person who knows the tag, one offer at a time: what the differences of
    /// a report are measured against.
    pub fn nearest_free(policy: &Policy) -> Self {
        Self::rule("nearest free", one_at_a_time(policy), Rule::NEAREST)
    }

    /// Elbow's matching and Elbow's protocol taken apart, and ways that hospitals use.
    pub fn others(policy: &Policy) -> Vec<Self> {
        let single = || one_at_a_time(policy);
        vec![
            Self::rule("nearest + protocol", policy.clone(), Rule { urgent_first: true, ..Rule::NEAREST }),
            Self { name: "one offer".to_owned(), policy: single(), method: Method::Elbow },
            Self {
                name: "batch 15 s".to_owned(),
                policy: policy.clone(),
                method: Method::Batched { seconds: 15 },
            },
            Self::rule("longest idle", single(), Rule { choice: Choice::LongestIdle, ..Rule::NEAREST }),
            Self::rule("fixed zones", single(), Rule { own_zone_only: true, ..Rule::NEAREST }),
        ]
    }

    /// Only the baseline whose place Elbow takes in most hospitals.
    pub fn fixed_zones(policy: &Policy) -> Self {
        Self::rule("fixed zones", one_at_a_time(policy), Rule { own_zone_only: true, ..Rule::NEAREST })
    }

    fn rule(name: &str, policy: Policy, rule: Rule) -> Self {
        Self { name: name.to_owned(), policy, method: Method::Rule(rule) }
    }
}

/// The same expiry, but nobody is asked beside somebody else.
fn one_at_a_time(policy: &Policy) -> Policy {
    Policy { parallel_offers: [1; 4], live_offers_at_most: [1; 4], ..policy.clone() }
}

impl Rule {
    const NEAREST: Self = Self { urgent_first: false, own_zone_only: false, choice: Choice::Nearest };

    /// The offers to make once everything that has ended is applied. `free_since` is by place among the responders;
    /// those in `unanswered` have just let an offer of that ticket expire, and come after everyone else.
    pub(super) fn offers(
        self,
        snapshot: &Snapshot,
        policy: &Policy,
        now: Timestamp,
        free_since: &[Timestamp],
        unanswered: &[(TicketId, PersonId)],
    ) -> Vec<(TicketId, PersonId)> {
        let mut waiting: Vec<&Ticket> =
            snapshot.tickets.iter().filter(|ticket| ticket.state == State::Waiting).collect();
        waiting.sort_unstable_by_key(|ticket| {
            (self.urgent_first.then_some(ticket.priority), ticket.asked_at, ticket.id)
        });
        let mut busy: Vec<PersonId> = snapshot.tickets.iter().flat_map(mentioned).collect();
        let mut offers = Vec::new();
        let mut beside = Vec::new();
        for &ticket in &waiting {
            let fresh =
                ticket.offers.iter().filter(|offer| now < offer.made_at + policy.hedge_after()).count();
            let in_force = policy.in_force(ticket.priority, ticket.escalation);
            let wanted = policy.offers_to_make(ticket.priority, in_force.more, ticket.offers.len(), fresh);
            let any = in_force.any_floorwalker;
            if wanted > 0 && fresh == 0 {
                let chosen = self.choose(ticket, any, snapshot, free_since, &busy, unanswered);
                busy.extend(chosen);
                offers.extend(chosen.map(|person| (ticket.id, person)));
            }
            if wanted > usize::from(fresh == 0) {
                beside.push((ticket, any));
            }
        }
        // As in the plan: a second person at once only from who is left.
        for (ticket, any) in beside {
            let chosen = self.choose(ticket, any, snapshot, free_since, &busy, unanswered);
            busy.extend(chosen);
            offers.extend(chosen.map(|person| (ticket.id, person)));
        }
        offers
    }

    fn choose(
        self,
        ticket: &Ticket,
        any_floorwalker: bool,
        snapshot: &Snapshot,
        free_since: &[Timestamp],
        busy: &[PersonId],
        unanswered: &[(TicketId, PersonId)],
    ) -> Option<PersonId> {
        let is_for_anyone = snapshot.tags.iter().any(|tag: &Tag| tag.id == ticket.tag && tag.anyone);
        let knows = |responder: &Responder| is_for_anyone || responder.tags.contains(&ticket.tag);
        let widened = |responder: &Responder| any_floorwalker && responder.kind == ResponderKind::Floorwalker;
        let qualifies = |responder: &Responder| {
            responder.duty == Duty::OnShift && (knows(responder) || widened(responder))
        };
        let zone = snapshot.wards.iter().find(|ward| ward.id == ticket.ward).and_then(|ward| ward.zone);
        let is_local = |responder: &Responder| zone.is_some() && responder.zone == zone;
        let only_local = self.own_zone_only
            && snapshot.responders.iter().any(|responder| is_local(responder) && qualifies(responder));
        let candidates = snapshot.responders.iter().zip(free_since).filter(|(responder, _)| {
            qualifies(responder)
                && (!only_local || is_local(responder))
                && !busy.contains(&responder.id)
                && !ticket.turned_down.contains(&responder.id)
                && ticket.can_be_helped_by(responder)
        });
        let chosen = candidates.min_by_key(|(responder, free_since)| {
            let comes_last = (!responder.is_reachable(), unanswered.contains(&(ticket.id, responder.id)));
            let seconds = responder
                .whereabouts
                .map_or(u16::MAX, |seen| snapshot.travel.seconds(seen.ward, ticket.ward));
            let by = match self.choice {
                Choice::Nearest => i64::from(seconds),
                Choice::LongestIdle => free_since.as_millis(),
            };
            (comes_last, by, responder.id)
        });
        chosen.map(|(responder, _)| responder.id)
    }
}

/// Who holds a ticket or is being asked about it.
fn mentioned(ticket: &Ticket) -> impl Iterator<Item = PersonId> {
    ticket.holder().into_iter().chain(ticket.offers.iter().map(|offer| offer.to))
}
