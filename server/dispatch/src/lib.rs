//! Who should go where, and why.
//!
//! [`plan()`] looks at everything that is open ([`Snapshot`]), at the trust's [`Policy`] and at the time, and says what
//! is due: offers to end, tickets to escalate, people to ask. It is a pure function, so the live engine, the tests and
//! a benchmark run the very same decisions, and a decision can be replayed from its inputs. It knows no database, no
//! network, no clock and no randomness.
//!
//! Two levels decide. *Which* tickets are served is strict: by priority, then age; a less urgent ticket never costs a
//! more urgent one its person. *Who* serves them is the assignment with the least total cost in seconds. One soft
//! score for both made a surge worse in the study behind the design.

mod candidates;
mod costs;
mod cover;
mod endings;
mod matching;
mod plan;
mod policy;
mod pool;
mod preempt;
pub mod rehearsal;
mod round;
mod shortfall;
pub mod travel;
mod why;

use std::sync::Arc;

use domain::{
    Answers, Duty, OfferId, PersonId, Responder, Shortfall, Tag, Ticket, TicketId, Timestamp, Ward,
};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

pub use self::{
    costs::cost_matrix,
    cover::{Cover, CoverCell, Move, cover},
    plan::plan,
    policy::{Acceptance, Change, Policy, Walking, WavePolicy, Weights},
    shortfall::{shortfall_sentence, shortfall_to_requester},
    travel::TravelTable,
    why::{Candidate, Names, Occasion, Why},
};

/// Everything a plan depends on, besides policy and time.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The open ones; closed tickets change nothing.
    pub tickets: Vec<Ticket>,
    pub responders: Vec<Responder>,
    pub tags: Vec<Tag>,
    pub wards: Vec<Ward>,
    pub travel: Arc<TravelTable>,
    /// How people answered the offers of the last [`Answers::COUNT_FOR`]; nobody without any needs to be here.
    pub answers: FxHashMap<PersonId, Answers>,
    /// People on shift or on a break whom nothing reaches: no session lives, and no handset could be alerted. They are not
    /// asked.
    pub signed_out: FxHashSet<PersonId>,
    /// By the slug of which wave of the go-live tickets go, where the policy has one for it.
    pub waves: FxHashMap<TicketId, String>,
}

impl Snapshot {
    /// The same for every plan, without what no plan looks at: people off shift whom no ticket names, and what requesters
    /// wrote.
    #[must_use]
    pub fn relevant(&self) -> Self {
        let mut named = FxHashSet::default();
        for ticket in &self.tickets {
            named.extend(ticket.holder());
            named.extend(endings::asked_or_declined(ticket));
        }
        let is_relevant = |person: &&Responder| person.duty != Duty::OffShift || named.contains(&person.id);
        let responders: Vec<Responder> = self.responders.iter().filter(is_relevant).cloned().collect();
        let answers =
            responders.iter().filter_map(|person| Some((person.id, *self.answers.get(&person.id)?)));
        Self {
            answers: answers.collect(),
            signed_out: responders
                .iter()
                .map(|person| person.id)
                .filter(|id| self.signed_out.contains(id))
                .collect(),
            tickets: self
                .tickets
                .iter()
                .map(|ticket| Ticket { spot: None, note: None, asker: None, ..ticket.clone() })
                .collect(),
            tags: self.tags.clone(),
            wards: self.wards.clone(),
            travel: Arc::clone(&self.travel),
            waves: self.waves.clone(),
            responders,
        }
    }
}

/// What is due now. Apply the lists in the order of the fields; each entry is one [`domain::ticket::Command`].
///
/// Whoever applies an expiry counts it in [`Responder::unanswered`]; the plan has already done so for its own offers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Live offers whose time has come.
    pub expiries: Vec<(TicketId, OfferId)>,
    /// Offers to people who may no longer be asked: off shift, on a break, signed out, or helping someone else by now.
    pub withdrawals: Vec<(TicketId, OfferId)>,
    /// Offers taken back because a strictly more urgent ticket needs the person, and nobody else could be asked about it.
    #[serde(default)]
    pub preemptions: Vec<(TicketId, OfferId)>,
    /// Tickets about which silence has lasted too long.
    pub escalations: Vec<TicketId>,
    /// Holders who went silent on the way: they were nudged, and the second deadline has passed too.
    pub releases: Vec<(TicketId, PersonId)>,
    pub offers: Vec<ProposedOffer>,
    /// Waiting tickets that nobody, or nobody who answers, can be asked about. A state, not an action: a ticket stays
    /// in this list for as long as it is so.
    pub shortfalls: Vec<Shortfall>,
    /// When the next plan is due if nothing happens before: the earliest expiry, hedge or escalation once this plan is
    /// applied. None when nothing is open.
    pub look_again_at: Option<Timestamp>,
}

impl Plan {
    /// Nothing to do. Shortfalls may be there all the same.
    pub fn is_empty(&self) -> bool {
        self.expiries.is_empty()
            && self.withdrawals.is_empty()
            && self.preemptions.is_empty()
            && self.escalations.is_empty()
            && self.releases.is_empty()
            && self.offers.is_empty()
    }
}

/// Ask this person about this ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedOffer {
    pub ticket: TicketId,
    pub to: PersonId,
    pub expires_at: Timestamp,
    pub why: Why,
}
