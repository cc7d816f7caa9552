//! What is known to be wrong, and the tickets that were about it. Nothing of it is ever deleted.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::{
    KnownIssue, KnownIssueId, PersonId, Ticket, TicketId, Timestamp,
    known_issue::{ComeBack, IssueLink, Unlinked},
};

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

    /// How many tickets are linked to each; those without any are left out.
    async fn count_tickets_of_known_issues(&mut self) -> Result<HashMap<KnownIssueId, u32>>;

    /// Closed tickets that are linked to one, the last closed first.
    async fn list_tickets_of_known_issue(
        &mut self,
        id: KnownIssueId,
        page: &Page<Place<TicketId>>,
    ) -> Result<Part<Ticket, Place<TicketId>>>;

    /// Open tickets that are linked to one, in the order of the board.
    async fn list_open_tickets_of_known_issue(&mut self, id: KnownIssueId) -> Result<Vec<Ticket>>;

    /// Which known issue each open ticket is linked to; those without are left out.
    async fn list_issues_of_open_tickets(&mut self) -> Result<HashMap<TicketId, KnownIssueId>>;

    /// What the ticket is linked to now.
    async fn lookup_issue_link(&mut self, ticket: TicketId) -> Result<Option<IssueLink>>;

    /// Every link there ever was of a ticket, the first one first.
    async fn list_issue_links_of(&mut self, ticket: TicketId) -> Result<Vec<IssueLink>>;

    /// Links a ticket that is not linked: a ticket is about one known issue at a time.
    async fn link_issue(&mut self, link: &IssueLink) -> Result<()>;

    /// Ends the link of a ticket, for good; answers with it, none if there is none.
    async fn unlink_issue(&mut self, ticket: TicketId, unlinked: Unlinked) -> Result<Option<IssueLink>>;

    /// Of those of which whoever asked said at or after `since` that it is not solved: how many that are, of how many that were closed
    /// with each known issue.
    async fn count_come_back(&mut self, since: Timestamp) -> Result<HashMap<KnownIssueId, ComeBack>>;
}
