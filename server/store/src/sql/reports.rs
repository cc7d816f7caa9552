//! Huddle packs and sitreps, and what they are counted from.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::{
    KnownIssue, KnownIssueId, Report, ReportKind, Timestamp, canary,
    report::{Approval, IssueThen, Said, Span, Written},
};

use super::{
    Sql, SqlSession,
    events::logged_event,
    known_issues::known_issue,
    row::{Fields, Row, to_json},
    statement::query,
};
use crate::{LoggedEvent, Page, Part, Reports, Result};

#[async_trait]
impl Reports for SqlSession {
    async fn add_report(&mut self, report: &Written) -> Result<u32> {
        let sql = query(
            "insert into report (number, kind, due_at, written_at, from_at, to_at, after_sequence, sequence, next_due_at,
                                 figures)
             select coalesce(max(number), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9 from report
             returning number",
        )
        .with(&report.kind)
        .with(&report.due_at)
        .with(&report.written_at)
        .with(&report.span.from)
        .with(&report.span.to)
        .with(&report.span.after)
        .with(&report.span.sequence)
        .with(&report.next_due_at)
        .bind(to_json(&report.figures)?);
        Fields::new("report", "number", &self.one(sql).await?).get("number")
    }

    async fn add_report_approval(&mut self, number: u32, approval: &Approval) -> Result<u32> {
        let Approval { said: Said { went_well, comes_next }, why, at, by } = approval;
        let sql = query(
            "insert into report_approval (report, version, went_well, comes_next, why, approved_at, approved_by)
             select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6 from report_approval where report = $1
             returning version",
        );
        let sql = sql.with(&number).with(went_well).with(comes_next).with(why).with(at).with(by);
        Fields::new("report_approval", "report", &self.one(sql).await?).get("version")
    }

    async fn lookup_report(&mut self, number: u32) -> Result<Option<Report>> {
        self.report(query("select * from report where number = $1").with(&number)).await
    }

    async fn lookup_report_before(&mut self, kind: ReportKind, due_at: Timestamp) -> Result<Option<Report>> {
        // One that is damaged holds up none after it.
        let sql = query("select * from report where kind = $1 and due_at < $2 order by due_at desc limit 8");
        let reports = self.rows(sql.with(&kind).with(&due_at), report).await?;
        match reports.into_iter().next() {
            Some(report) => Ok(Some(self.with_approvals(report).await?)),
            None => Ok(None),
        }
    }

    async fn find_reports(&mut self, page: &Page<u32>) -> Result<Part<Report, u32>> {
        let sql = query("select * from report where number < $1 order by number desc limit $2");
        let sql = sql.with(&page.after.map_or(i64::MAX, i64::from)).with(&page.with_one_more());
        let number = |row: &Row| Fields::new("report", "number", row).get("number");
        let mut part = self.part_by_index(sql, page, number, report).await?;
        let (first, last) = (part.rows.last(), part.rows.first());
        if let (Some(first), Some(last)) = (first, last) {
            let sql = query(
                "select * from report_approval where report between $1 and $2 order by report, version",
            );
            let mut approvals: HashMap<u32, Vec<Approval>> = HashMap::new();
            for (number, approval) in self.rows(sql.with(&first.number).with(&last.number), approval).await? {
                approvals.entry(number).or_default().push(approval);
            }
            for report in &mut part.rows {
                report.approvals = approvals.remove(&report.number).unwrap_or_default();
            }
        }
        Ok(part)
    }

    async fn sequence_before(&mut self, at: Timestamp) -> Result<i64> {
        // From the end of the log, where it is looked for: times rise with the sequence, or nearly.
        let sql =
            query("select sequence from event where sequence > 0 and at < $1 order by sequence desc limit 1");
        let row = self.optional(sql.with(&at)).await?;
        row.map_or(Ok(0), |row| Fields::new("event", "sequence", &row).get("sequence"))
    }

    async fn list_courses(&mut self, since: Timestamp, sequence: i64) -> Result<(Vec<LoggedEvent>, u32)> {
        let sql = query(
            "select * from event
             where subject = 'ticket' and sequence <= $2 and subject_id in (
                 select id from ticket where closed_at is null and ward <> $3
                 union all
                 select id from ticket where closed_at is not null and closed_at >= $1 and ward <> $3
                 union all
                 select ticket from paper_slip where entered_at >= $1
                 union all
                 select ticket from stray_slip where entered_at >= $1)
             order by subject_id, sequence",
        );
        let rows = self.all(sql.with(&since).with(&sequence).with(&canary::ward())).await?;
        let events = self.readable(&rows, logged_event)?;
        let left_out = u32::try_from(rows.len() - events.len()).unwrap_or(u32::MAX);
        Ok((events, left_out))
    }

    async fn list_events_beside_tickets(&mut self, after: i64, until: i64) -> Result<Vec<LoggedEvent>> {
        let sql = query(
            "select * from event where sequence > $1 and sequence <= $2 and subject <> 'ticket' order by sequence",
        );
        self.rows(sql.with(&after).with(&until), logged_event).await
    }

    async fn list_issue_versions(&mut self) -> Result<Vec<(IssueThen, bool)>> {
        let sql = query(
            // A cross join, so that SQLite begins with the known issues and goes to the versions of each by their index.
            "select known_issue_version.* from known_issue cross join known_issue_version
             where known_issue_version.known_issue = known_issue.id
             order by known_issue_version.known_issue, known_issue_version.version",
        );
        let versions = self.rows(sql, |row| known_issue(row, "known_issue")).await?;
        let version = |issue: KnownIssue| {
            (IssueThen { issue: issue.id, version: issue.version }, issue.ended_at.is_some())
        };
        Ok(versions.into_iter().map(version).collect())
    }

    async fn lookup_issue_title(&mut self, issue: KnownIssueId, version: u32) -> Result<Option<String>> {
        let sql = query("select * from known_issue_version where known_issue = $1 and version = $2");
        let issue = self.row(sql.with(&issue).with(&version), |row| known_issue(row, "known_issue")).await?;
        Ok(issue.map(|issue| issue.said.title.into_string()))
    }
}

impl SqlSession {
    /// With its approvals.
    async fn report(&mut self, sql: Sql) -> Result<Option<Report>> {
        let Some(report) = self.row(sql, report).await? else { return Ok(None) };
        Ok(Some(self.with_approvals(report).await?))
    }

    async fn with_approvals(&mut self, mut report: Report) -> Result<Report> {
        let sql = query("select * from report_approval where report = $1 order by version");
        let approvals = self.rows(sql.with(&report.number), approval).await?;
        report.approvals = approvals.into_iter().map(|(_, approval)| approval).collect();
        Ok(report)
    }
}

/// Without its approvals.
pub(super) fn report(row: &Row) -> Result<Report> {
    let fields = Fields::new("report", "number", row);
    Ok(Report {
        number: fields.get("number")?,
        written: Written {
            kind: fields.get("kind")?,
            due_at: fields.get("due_at")?,
            written_at: fields.get("written_at")?,
            span: Span {
                from: fields.get("from_at")?,
                to: fields.get("to_at")?,
                after: fields.get("after_sequence")?,
                sequence: fields.get("sequence")?,
            },
            next_due_at: fields.get("next_due_at")?,
            figures: fields.json("figures")?,
        },
        approvals: Vec::new(),
    })
}

pub(super) fn approval(row: &Row) -> Result<(u32, Approval)> {
    let fields = Fields::new("report_approval", "report", row);
    let approval = Approval {
        said: Said { went_well: fields.get("went_well")?, comes_next: fields.get("comes_next")? },
        why: fields.get("why")?,
        at: fields.get("approved_at")?,
        by: fields.get("approved_by")?,
    };
    Ok((fields.get("report")?, approval))
}
