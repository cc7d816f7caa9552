//! What the closed tickets say.

use async_trait::async_trait;
use domain::{CategoryId, Code, Priority, Timestamp, ticket::PeopleHelped};

use crate::Result;

/// One bar of the Pareto chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryCount {
    pub category: CategoryId,
    pub tickets: u32,
    /// Those of them that nobody had asked for.
    pub in_passing: u32,
    /// People helped: one a ticket unless more were said to be.
    pub helped: u32,
}

/// One row of the export: no free text, no names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedTicket {
    pub code: Code,
    pub ward_code: String,
    pub ward_name: String,
    pub tag: String,
    pub priority: Priority,
    pub asked_at: Timestamp,
    pub accepted_at: Option<Timestamp>,
    pub arrived_at: Option<Timestamp>,
    pub closed_at: Timestamp,
    /// `resolved`, `withdrawn` or `handed_off`.
    pub ended: String,
    /// The category's slug, or the withdrawal's reason.
    pub category: String,
    pub offers: u32,
    pub reopened: u8,
    /// None if nobody was, since the request was withdrawn.
    pub helped: Option<PeopleHelped>,
    /// The title of the known issue that it was about.
    pub known_issue: Option<String>,
    /// Nobody had asked: `priority` and `asked_at` say nothing.
    pub in_passing: bool,
}

#[async_trait]
pub trait Insight {
    /// Tickets asked in `from..to` and closed with a category, help in passing too, by count, most first; categories without
    /// tickets too.
    async fn count_categories(&mut self, from: Timestamp, to: Timestamp) -> Result<Vec<CategoryCount>>;
    /// Tickets asked in `from..to` that were withdrawn, by count and reason (`WithdrawReason::as_str`).
    async fn count_withdrawn(&mut self, from: Timestamp, to: Timestamp) -> Result<Vec<(String, u32)>>;
    /// Tickets asked in `from..to` that are closed, oldest first; without help in passing that was taken back.
    async fn list_closed(&mut self, from: Timestamp, to: Timestamp) -> Result<Vec<ClosedTicket>>;
    /// All tickets asked in `from..to`; help in passing was not.
    async fn count_asked(&mut self, from: Timestamp, to: Timestamp) -> Result<u32>;
}
