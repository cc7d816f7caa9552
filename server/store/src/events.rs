//! The event log: one truth that audit, live pages and analysis read.

use std::{fmt, str::FromStr};

use async_trait::async_trait;
use domain::{DeviceId, Logged, PersonId, TicketId, Timestamp, ticket::Actor};

use crate::{Hash, Page, Part, Result};

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
    pub what: Logged,
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
    pub what: Logged,
}

/// Some rows of the log, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogSlice {
    /// In order, without those that are left out.
    pub events: Vec<LoggedEvent>,
    /// The sequence of the last row, whether it is among them or not; where the slice begins if there is none.
    pub last: i64,
}

/// Which events an auditor looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditFilter {
    pub from: Timestamp,
    /// Only those before it.
    pub to: Timestamp,
    /// Who did it, or to whom it was done.
    pub person: Option<PersonId>,
    pub kind: Option<String>,
    /// With who came on shift and went, and where they were: of every two rows one.
    pub routine: bool,
}

/// What the log was at one row, in the form `<sequence>:<64 hexadecimal digits>`. Kept where the database cannot be written,
/// it shows later whether that row, and all before it, are still what they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogMark {
    pub sequence: i64,
    pub hash: Hash,
}

impl NewEvent {
    /// What no device tells the time of.
    pub const fn new(subject: Subject, actor: Actor, at: Timestamp, what: Logged) -> Self {
        Self { subject, at, device_at: None, actor, what }
    }
}

impl fmt::Display for LogMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.sequence)?;
        self.hash.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The text is no mark of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a mark of the log is a sequence number, a colon and 64 hexadecimal digits")]
pub struct NoLogMark;

impl FromStr for LogMark {
    type Err = NoLogMark;

    fn from_str(text: &str) -> Result<Self, NoLogMark> {
        let (sequence, digits) = text.trim().split_once(':').ok_or(NoLogMark)?;
        if digits.len() != 64 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(NoLogMark);
        }
        let mut hash = [0; 32];
        for (byte, digits) in hash.iter_mut().zip(digits.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(digits).map_err(|_| NoLogMark)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| NoLogMark)?;
        }
        Ok(Self { sequence: sequence.parse().map_err(|_| NoLogMark)?, hash: Hash(hash) })
    }
}

/// An event whose subject, actor or kind is a word of a newer program is left out, here and in every list.
#[async_trait]
pub trait Events {
    async fn append_event(&mut self, event: &NewEvent) -> Result<i64>;
    /// Events with a sequence greater than `after`, in order, at most `limit`.
    async fn list_events_after(&mut self, after: i64, limit: u32) -> Result<Vec<LoggedEvent>>;
    /// The next `limit` rows after a sequence.
    async fn read_log(&mut self, after: i64, limit: u32) -> Result<LogSlice>;
    /// 0 when there is none.
    async fn latest_sequence(&mut self) -> Result<i64>;
    /// What is not about tickets, latest first; a page comes after a sequence.
    async fn list_audit(&mut self, filter: &AuditFilter, page: &Page<i64>) -> Result<Part<LoggedEvent, i64>>;
    /// The last row that has a hash; none in a log without.
    async fn log_mark(&mut self) -> Result<Option<LogMark>>;
    /// Whether that row still has that hash.
    async fn has_log_mark(&mut self, mark: &LogMark) -> Result<bool>;
    /// A ticket's whole history, in order.
    async fn list_events_of(&mut self, ticket: TicketId) -> Result<Vec<LoggedEvent>>;
}
