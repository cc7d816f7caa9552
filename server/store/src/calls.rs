//! Calls through the trust's own gateway (bleep, SMS): to a responder whom no alert reached, and to the command centre.
//! An outbox like that of alerts: a call is written in the transaction that causes it and made afterwards.

use std::time::Duration;

use async_trait::async_trait;
use domain::{PersonId, TicketId, Timestamp};

use crate::{Claimed, Result, SetAside};

/// Whom a call is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallFor {
    /// Somebody who was offered the ticket and whom no alert reached.
    Responder(PersonId),
    /// The command centre, when silence has gone so far.
    CommandCentre,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCall {
    pub whom: CallFor,
    pub ticket: TicketId,
    pub made_at: Timestamp,
    /// Pointless after this.
    pub expires_at: Timestamp,
}

/// A stored call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub id: i64,
    pub whom: CallFor,
    pub ticket: TicketId,
    pub made_at: Timestamp,
    pub expires_at: Timestamp,
    /// From 1 with the first claim.
    pub attempts: u32,
    /// Claims that ran out: whoever made them fell silent.
    pub lost: u32,
    pub outcome: Option<CallOutcome>,
    pub finished_at: Option<Timestamp>,
}

/// How a call ended. The stored name is the snake-case name of the variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallOutcome {
    /// The gateway has it.
    Sent,
    /// The trust has no gateway.
    NoGateway,
    /// Nothing is known under which the gateway could reach them.
    NoNumber,
    /// Not accepted before it expired.
    Expired,
    /// The gateway refused it for good.
    Refused,
}

#[async_trait]
pub trait Calls {
    async fn add_call(&mut self, call: &NewCall) -> Result<i64>;
    /// As [`crate::Outbox::claim_alerts`], of calls.
    async fn claim_calls(&mut self, now: Timestamp, lease: Duration, limit: u32) -> Result<Claimed<Call>>;
    /// The first outcome counts.
    async fn finish_call(&mut self, id: i64, outcome: CallOutcome, now: Timestamp) -> Result<()>;
    /// Ends the call with [`CallOutcome::Refused`], and keeps why.
    async fn set_call_aside(&mut self, id: i64, why: &str, now: Timestamp) -> Result<()>;
    /// Calls set aside at or after `since`, latest first.
    async fn list_calls_set_aside(&mut self, since: Timestamp) -> Result<Vec<SetAside>>;
    /// Gives the call back, not to be claimed before `due_at`.
    async fn retry_call(&mut self, id: i64, due_at: Timestamp) -> Result<()>;
    /// When the next unfinished call is due, expires or comes back from a claim.
    async fn next_call_due(&mut self) -> Result<Option<Timestamp>>;
    /// All calls about a ticket, oldest first.
    async fn list_calls_of(&mut self, ticket: TicketId) -> Result<Vec<Call>>;
    /// The same for every open ticket.
    async fn list_calls_of_open_tickets(&mut self) -> Result<Vec<Call>>;
}
