//! The event log: one truth that audit, live pages and analysis read.

use async_trait::async_trait;
use domain::{DeviceId, PersonId, TicketId, Timestamp, ticket::Actor};

use crate::Result;

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Ticket(TicketId),
    Person(PersonId),
    Device(DeviceId),
    /// All of it: what was set, exported or refused for everybody.
    Hospital,
}

/// An event that is not a ticket's transition: a shift started, a place chosen, a device enrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    pub subject: Subject,
    pub at: Timestamp,
    pub device_at: Option<Timestamp>,
    pub actor: Actor,
    /// Snake case: `duty_changed`, `place_changed`, `signed_in`, `device_enrolled`, `device_revoked` …
    pub kind: &'static str,
    /// A JSON object.
    pub body: serde_json::Value,
}

/// A row of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedEvent {
    /// From 1, without gaps, in commit order.
    pub sequence: i64,
    pub subject: Subject,
    pub at: Timestamp,
    pub device_at: Option<Timestamp>,
    pub actor: Actor,
    pub kind: String,
    /// A JSON object; for a ticket's transition the serialised `Happening`.
    pub body: serde_json::Value,
}

/// An event whose subject or actor is a word of a newer program is left out, here and in every list.
#[async_trait]
pub trait Events {
    async fn append_event(&mut self, event: &NewEvent) -> Result<i64>;
    /// Events with a sequence greater than `after`, in order, at most `limit`.
    async fn list_events_after(&mut self, after: i64, limit: u32) -> Result<Vec<LoggedEvent>>;
    /// 0 when there is none.
    async fn latest_sequence(&mut self) -> Result<i64>;
    /// A ticket's whole history, in order.
    async fn list_events_of(&mut self, ticket: TicketId) -> Result<Vec<LoggedEvent>>;
}
