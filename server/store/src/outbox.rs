//! Alerts that must leave the building: written in the transaction that causes them, sent afterwards by a worker.

use std::time::Duration;

use async_trait::async_trait;
use domain::{OfferId, PersonId, TicketId, Timestamp};

use crate::Result;

/// A message that was in hand at so many silences is handed out alone, so that the one at fault is told from those that were
/// only near.
pub const ALONE_AFTER: u32 = 2;

/// For so long a message that was set aside is an alarm.
pub const SET_ASIDE_SHOWN_FOR: Duration = Duration::from_hours(24);

/// What an alert says. The stored name is the snake-case name of the variant ([`AlertKind::as_str`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AlertKind {
    /// A new offer.
    Offer,
    /// Somebody else has the ticket; replaces the alert on the handset.
    Taken,
    /// A lead sent this person.
    Assigned,
    /// The requester or a lead took the request back while this person was on the way.
    Withdrawn,
    /// … while this person was being asked; replaces the alert on the handset.
    NotNeeded,
    /// This person is asked about a more urgent ticket instead.
    MoreUrgent,
    /// This person may not be asked any more: on a break, off shift, signed out.
    Unasked,
    /// This person did not answer in time; replaces the alert on the handset.
    RanOut,
    /// This person was not heard from on the way, and somebody else is looked for.
    NoWord,
    /// Somebody else has ended this person's shift, with a job in hand: it goes to others.
    TakenAway,
    /// Nobody is on the way in the zone that this person leads.
    LeadNeeded,
    /// … and now somebody is, or it is over; replaces the alert on the handset.
    LeadNotNeeded,
    /// "Are you still on your way?"
    Nudge,
    /// The requester has said something else, or that it is more urgent, while this person is on the way.
    Changed,
    /// The test at the start of a shift.
    Test,
    /// The command centre has said a word about something that is known to be wrong.
    Word,
    /// A communications drill.
    Drill,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAlert {
    pub person: PersonId,
    pub kind: AlertKind,
    /// What the alert is about; none for a test.
    pub ticket: Option<TicketId>,
    pub offer: Option<OfferId>,
    pub made_at: Timestamp,
    /// Pointless after this.
    pub expires_at: Timestamp,
}

/// A stored alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    pub id: i64,
    pub person: PersonId,
    pub kind: AlertKind,
    pub ticket: Option<TicketId>,
    pub offer: Option<OfferId>,
    pub made_at: Timestamp,
    pub expires_at: Timestamp,
    /// From 1 with the first claim.
    pub attempts: u32,
    /// Claims that ran out: whoever made them fell silent.
    pub lost: u32,
    pub outcome: Option<Outcome>,
    /// Receipts of the handset.
    pub shown_at: Option<Timestamp>,
    pub opened_at: Option<Timestamp>,
    /// When a page of this person first showed the offer.
    pub seen_at: Option<Timestamp>,
    /// When it was given up that anything would show that the offer arrived.
    pub unreached_at: Option<Timestamp>,
}

impl Alert {
    /// Something shows that it arrived.
    pub const fn is_confirmed(&self) -> bool {
        self.shown_at.is_some() || self.opened_at.is_some() || self.seen_at.is_some()
    }
}

/// How an alert ended. The stored name is the snake-case name of the variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Accepted by at least one push service.
    Sent,
    /// The person has no handset that can be alerted.
    NoSubscription,
    /// The person has gone off shift since.
    OffShift,
    /// Not accepted before it expired.
    Expired,
    /// Refused for good: our key, our message.
    Refused,
}

/// A message that could not be sent, by a fault of our own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    pub id: i64,
    pub at: Timestamp,
    /// For whoever looks for the fault; nobody's name.
    pub why: String,
}

/// What a worker took on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed<T> {
    pub taken: Vec<T>,
    /// How many others were given up instead, since they are too late.
    pub expired: u64,
}

#[async_trait]
pub trait Outbox {
    async fn add_alert(&mut self, alert: &NewAlert) -> Result<i64>;
    /// Takes up to `limit` alerts that are due and not claimed, oldest first; each is this worker's until
    /// `now + lease`. Besides, one of those that are handed out alone ([`ALONE_AFTER`]), if none is in hand: the one with
    /// the fewest silences, so that the one at fault comes last. Alerts past their expiry are not handed out: they get
    /// [`Outcome::Expired`], once no claim holds them.
    async fn claim_alerts(&mut self, now: Timestamp, lease: Duration, limit: u32) -> Result<Claimed<Alert>>;
    /// The first outcome counts.
    async fn finish_alert(&mut self, id: i64, outcome: Outcome, now: Timestamp) -> Result<()>;
    /// Ends the alert with [`Outcome::Refused`], and keeps why.
    async fn set_alert_aside(&mut self, id: i64, why: &str, now: Timestamp) -> Result<()>;
    /// Alerts set aside at or after `since`, latest first.
    async fn list_alerts_set_aside(&mut self, since: Timestamp) -> Result<Vec<SetAside>>;
    /// How many alerts have no outcome yet.
    async fn count_unfinished_alerts(&mut self) -> Result<u32>;
    /// Gives the alert back, not to be claimed before `due_at`.
    async fn retry_alert(&mut self, id: i64, due_at: Timestamp) -> Result<()>;
    /// When the next unfinished alert is due, expires or comes back from a claim.
    async fn next_alert_due(&mut self) -> Result<Option<Timestamp>>;
    async fn lookup_alert(&mut self, id: i64) -> Result<Option<Alert>>;
    /// All alerts about a ticket, oldest first.
    /// Whose last alert about a ticket is of a kind.
    async fn list_last_told(&mut self, ticket: TicketId, kind: AlertKind) -> Result<Vec<PersonId>>;
    async fn list_alerts_of(&mut self, ticket: TicketId) -> Result<Vec<Alert>>;
    /// Alerts to a person, made at or after `since`, oldest first.
    async fn list_alerts_to(&mut self, person: PersonId, since: Timestamp) -> Result<Vec<Alert>>;
    /// Alerts about offers that wait for an answer, oldest first.
    async fn list_alerts_of_live_offers(&mut self) -> Result<Vec<Alert>>;
    /// First receipt counts; later ones change nothing.
    async fn mark_alert_shown(&mut self, id: i64, at: Timestamp) -> Result<()>;
    async fn mark_alert_opened(&mut self, id: i64, at: Timestamp) -> Result<()>;
    async fn mark_alert_seen(&mut self, id: i64, at: Timestamp) -> Result<()>;
    async fn mark_alert_unreached(&mut self, id: i64, at: Timestamp) -> Result<()>;
    /// Alerts about offers to a person that have not expired and that no page of theirs has shown.
    async fn list_unseen_offers(&mut self, person: PersonId, now: Timestamp) -> Result<Vec<Alert>>;
    /// Alerts about live offers, made at or before `made_by` and not expired, of which nothing shows that they arrived
    /// and which were not given up yet; oldest first.
    async fn list_unconfirmed_offers(&mut self, now: Timestamp, made_by: Timestamp) -> Result<Vec<Alert>>;
    /// When the oldest of those was made, however young.
    async fn next_unconfirmed_offer(&mut self, now: Timestamp) -> Result<Option<Timestamp>>;
}
