//! Known issues: each as it is now, and every version of it.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::{
    KnownIssue, KnownIssueId, PersonId, Ticket, TicketId, Timestamp,
    known_issue::{ComeBack, IssueLink, Said, Unlinked},
};

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::query,
    tickets::ticket,
};
use crate::{Error, KnownIssueFilter, KnownIssues, Page, Part, Place, Result};

#[async_trait]
impl KnownIssues for SqlSession {
    async fn list_known_issues(&mut self) -> Result<Vec<KnownIssue>> {
        let sql = query("select * from known_issue order by since desc, id desc");
        self.rows(sql, |row| known_issue(row, "id")).await
    }

    async fn find_known_issues(
        &mut self,
        KnownIssueFilter { words, ended }: &KnownIssueFilter,
        page: &Page<Place<KnownIssueId>>,
    ) -> Result<Part<KnownIssue, Place<KnownIssueId>>> {
        let sql = query("select * from known_issue where (ended_at is not null) = $1").with(ended);
        let place = |row: &Row| {
            let issue = known_issue(row, "id")?;
            let said = [issue.said.title.as_str(), issue.said.workaround.as_str()];
            Ok((Place { at: issue.since, id: issue.id }, words.are_in(&said)))
        };
        self.part_by_time(sql, page, place, |row| known_issue(row, "id")).await
    }

    async fn lookup_known_issue(&mut self, id: KnownIssueId) -> Result<Option<KnownIssue>> {
        let sql = query("select * from known_issue where id = $1").with(&id);
        self.row(sql, |row| known_issue(row, "id")).await
    }

    async fn put_known_issue(&mut self, issue: &KnownIssue, by: PersonId, at: Timestamp) -> Result<()> {
        let sql = if issue.version == 0 {
            query(
                "insert into known_issue
                     (id, version, title, workaround, tag, since, ended_at, ward, holds, next_word_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            )
        } else {
            query(
                "update known_issue
                 set version = $2, title = $3, workaround = $4, tag = $5, since = $6, ended_at = $7, ward = $8,
                     holds = $9, next_word_at = $10
                 where id = $1 and version = $2 - 1",
            )
        };
        let Said { title, workaround, tag, ward, holds, next_word_at } = &issue.said;
        let written = |sql: super::Sql| {
            sql.with(&issue.id)
                .with(&issue.version)
                .with(title)
                .with(workaround)
                .with(tag)
                .with(&issue.since)
                .with(&issue.ended_at)
                .with(ward)
                .with(holds)
                .with(next_word_at)
        };
        if self.run(written(sql)).await? == 0 {
            return Err(Error::Stale);
        }
        let sql = query(
            "insert into known_issue_version
                 (known_issue, version, title, workaround, tag, since, ended_at, ward, holds, next_word_at,
                  set_by, set_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        );
        self.run(written(sql).with(&by).with(&at)).await.map(drop)
    }

    async fn list_known_issue_versions(
        &mut self,
        id: KnownIssueId,
    ) -> Result<Vec<(KnownIssue, PersonId, Timestamp)>> {
        let sql = query("select * from known_issue_version where known_issue = $1 order by version");
        self.rows(sql.with(&id), |row| {
            let fields = Fields::new("known_issue_version", "known_issue", row);
            Ok((known_issue(row, "known_issue")?, fields.get("set_by")?, fields.get("set_at")?))
        })
        .await
    }

    async fn count_tickets_of_known_issues(&mut self) -> Result<HashMap<KnownIssueId, u32>> {
        let sql = query(
            "select known_issue, count(*) as tickets from ticket_issue
             where unlinked_at is null group by known_issue",
        );
        self.rows(sql, |row| {
            let fields = Fields::new("ticket_issue", "known_issue", row);
            Ok((fields.get("known_issue")?, fields.get("tickets")?))
        })
        .await
        .map(HashMap::from_iter)
    }

    async fn list_tickets_of_known_issue(
        &mut self,
        id: KnownIssueId,
        page: &Page<Place<TicketId>>,
    ) -> Result<Part<Ticket, Place<TicketId>>> {
        let after = page.after.unwrap_or_else(Place::latest);
        let sql = query(
            "select ticket.* from ticket_issue join ticket on ticket.id = ticket_issue.ticket
             where ticket_issue.known_issue = $1 and ticket_issue.unlinked_at is null
             and (ticket.closed_at, ticket.id) < ($2, $3)
             order by ticket.closed_at desc, ticket.id desc limit $4",
        )
        .with(&id)
        .with(&after.at)
        .with(&after.id)
        .with(&page.with_one_more());
        let place = |row: &Row| {
            let fields = Fields::new("ticket", "id", row);
            Ok(Place { at: fields.get("closed_at")?, id: fields.get("id")? })
        };
        self.part_by_index(sql, page, place, ticket).await
    }

    async fn list_open_tickets_of_known_issue(&mut self, id: KnownIssueId) -> Result<Vec<Ticket>> {
        let sql = query(
            "select ticket.* from ticket join ticket_issue on ticket_issue.ticket = ticket.id
             where ticket.closed_at is null and ticket_issue.unlinked_at is null and ticket_issue.known_issue = $1
             order by ticket.priority, ticket.asked_at, ticket.id",
        );
        self.tickets(sql.with(&id)).await
    }

    async fn list_issues_of_open_tickets(&mut self) -> Result<HashMap<TicketId, KnownIssueId>> {
        let sql = query(
            "select ticket_issue.ticket, ticket_issue.known_issue from ticket
             join ticket_issue on ticket_issue.ticket = ticket.id
             where ticket.closed_at is null and ticket_issue.unlinked_at is null",
        );
        self.rows(sql, |row| {
            let fields = Fields::new("ticket_issue", "ticket", row);
            Ok((fields.get("ticket")?, fields.get("known_issue")?))
        })
        .await
        .map(HashMap::from_iter)
    }

    async fn lookup_issue_link(&mut self, ticket: TicketId) -> Result<Option<IssueLink>> {
        let sql = query("select * from ticket_issue where ticket = $1 and unlinked_at is null");
        self.row(sql.with(&ticket), issue_link).await
    }

    async fn list_issue_links_of(&mut self, ticket: TicketId) -> Result<Vec<IssueLink>> {
        let sql = query("select * from ticket_issue where ticket = $1 order by number");
        self.rows(sql.with(&ticket), issue_link).await
    }

    async fn link_issue(&mut self, link: &IssueLink) -> Result<()> {
        let sql = query(
            "insert into ticket_issue (ticket, number, known_issue, linked_at, linked_by, why)
             select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5 from ticket_issue where ticket = $1",
        )
        .with(&link.ticket)
        .with(&link.known_issue)
        .with(&link.linked_at)
        .with(&link.linked_by)
        .with(&link.why);
        self.run(sql).await.map(drop)
    }

    async fn unlink_issue(&mut self, ticket: TicketId, unlinked: Unlinked) -> Result<Option<IssueLink>> {
        let sql = query(
            "update ticket_issue set unlinked_at = $2, unlinked_by = $3, unlinked_why = $4
             where ticket = $1 and unlinked_at is null
             returning *",
        );
        let Unlinked { at, by, why } = unlinked;
        self.row(sql.with(&ticket).with(&at).with(&by).with(&why), issue_link).await
    }

    async fn count_come_back(&mut self, since: Timestamp) -> Result<HashMap<KnownIssueId, ComeBack>> {
        let sql = query(
            "select known_issue, count(*) as not_solved,
                    count(*) + (select count(*) from ticket
                                where ticket.closed_with = ticket_issue.known_issue
                                and ticket.closed_at >= $1) as closed
             from ticket_issue where unlinked_why = 'not_solved' and unlinked_at >= $1 group by known_issue",
        );
        self.rows(sql.with(&since), |row| {
            let fields = Fields::new("ticket_issue", "known_issue", row);
            let back = ComeBack { closed: fields.get("closed")?, not_solved: fields.get("not_solved")? };
            Ok((fields.get("known_issue")?, back))
        })
        .await
        .map(HashMap::from_iter)
    }
}

pub(super) fn issue_link(row: &Row) -> Result<IssueLink> {
    let fields = Fields::new("ticket_issue", "ticket", row);
    let ended: Option<(Timestamp, _)> = fields.pair("unlinked_at", "unlinked_why")?;
    let by = fields.get("unlinked_by")?;
    Ok(IssueLink {
        ticket: fields.get("ticket")?,
        known_issue: fields.get("known_issue")?,
        linked_at: fields.get("linked_at")?,
        linked_by: fields.get("linked_by")?,
        why: fields.get("why")?,
        unlinked: ended.map(|(at, why)| Unlinked { at, by, why }),
    })
}

/// `id`: the column that names it.
pub(super) fn known_issue(row: &Row, id: &'static str) -> Result<KnownIssue> {
    let table = if id == "id" { "known_issue" } else { "known_issue_version" };
    let fields = Fields::new(table, id, row);
    Ok(KnownIssue {
        id: fields.get(id)?,
        said: Said {
            title: fields.get("title")?,
            workaround: fields.get("workaround")?,
            tag: fields.get("tag")?,
            ward: fields.get("ward")?,
            holds: fields.get("holds")?,
            next_word_at: fields.get("next_word_at")?,
        },
        since: fields.get("since")?,
        ended_at: fields.get("ended_at")?,
        version: fields.get("version")?,
    })
}
