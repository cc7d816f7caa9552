//! What is known to be wrong, and the tickets that were about it. Nothing of it is ever deleted.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::{KnownIssue, KnownIssueId, PersonId, Ticket, TicketId, Timestamp};

use crate::{KnownIssueFilter, Page, Part, Place, Result};

#[async_trait]
pub trait KnownIssues {
    /// The latest first, ended ones too.
    async fn list_known_issues(&mut self) -> Result<Vec<KnownIssue>>;

    /// The latest first.
    async fn find_known_issues(
        &mut self,
        filter: &KnownIssueFilter,
        page: &Page<Place<KnownIssueId>>,
    ) -> Result<Part<KnownIssue, Place<KnownIssueId>>>;

    async fn lookup_known_issue(&mut self, id: KnownIssueId) -> Result<Option<KnownIssue>>;

    /// Writes it as it is from now on, and keeps every version of it beside: who said so, and when.
    /// [`crate::Error::Stale`] unless it is new or the stored version is one less.
    async fn put_known_issue(&mut self, issue: &KnownIssue, by: PersonId, at: Timestamp) -> Result<()>;

    /// Every version of one, the first one first: as it was, who said so, and when.
    async fn list_known_issue_versions(
        &mut self,
        id: KnownIssueId,
    ) -> Result<Vec<(KnownIssue, PersonId, Timestamp)>>;

    /// How many closed tickets were about each; those without any are left out.
    async fn count_tickets_of_known_issues(&mut self) -> Result<HashMap<KnownIssueId, u32>>;

    /// Closed tickets that were about one, the last closed first.
    async fn list_tickets_of_known_issue(
        &mut self,
        id: KnownIssueId,
        page: &Page<Place<TicketId>>,
    ) -> Result<Part<Ticket, Place<TicketId>>>;
}
