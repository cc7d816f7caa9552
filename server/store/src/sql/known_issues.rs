//! Known issues: each as it is now, and every version of it.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::{KnownIssue, KnownIssueId, PersonId, Ticket, TicketId, Timestamp, known_issue::Said};

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
                "insert into known_issue (id, version, title, workaround, tag, since, ended_at)
                 values ($1, $2, $3, $4, $5, $6, $7)",
            )
        } else {
            query(
                "update known_issue
                 set version = $2, title = $3, workaround = $4, tag = $5, since = $6, ended_at = $7
                 where id = $1 and version = $2 - 1",
            )
        };
        let Said { title, workaround, tag } = &issue.said;
        let written = |sql: super::Sql| {
            sql.with(&issue.id)
                .with(&issue.version)
                .with(title)
                .with(workaround)
                .with(tag)
                .with(&issue.since)
                .with(&issue.ended_at)
        };
        if self.run(written(sql)).await? == 0 {
            return Err(Error::Stale);
        }
        let sql = query(
            "insert into known_issue_version
                 (known_issue, version, title, workaround, tag, since, ended_at, set_by, set_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
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
            "select known_issue, count(*) as tickets from ticket
             where known_issue is not null group by known_issue",
        );
        self.rows(sql, |row| {
            let fields = Fields::new("ticket", "known_issue", row);
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
            "select * from ticket where known_issue = $1 and (closed_at, id) < ($2, $3)
             order by closed_at desc, id desc limit $4",
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
        },
        since: fields.get("since")?,
        ended_at: fields.get("ended_at")?,
        version: fields.get("version")?,
    })
}
