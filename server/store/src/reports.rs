//! Huddle packs and sitreps. They only grow: the database refuses to change or delete any of it.

use async_trait::async_trait;
use domain::{
    KnownIssueId, Report, ReportKind, Timestamp,
    report::{Approval, IssueThen, Written},
};

use crate::{LoggedEvent, Page, Part, Result};

#[async_trait]
pub trait Reports {
    /// Writes it under the next number, and answers with that.
    async fn add_report(&mut self, report: &Written) -> Result<u32>;

    /// Writes down the approval, or the next correction of it; answers with how many there are.
    async fn add_report_approval(&mut self, number: u32, approval: &Approval) -> Result<u32>;

    async fn lookup_report(&mut self, number: u32) -> Result<Option<Report>>;

    /// The last of a kind that was due before then and can be read.
    async fn lookup_report_before(&mut self, kind: ReportKind, due_at: Timestamp) -> Result<Option<Report>>;

    /// The latest first; a page comes after a number.
    async fn find_reports(&mut self, page: &Page<u32>) -> Result<Part<Report, u32>>;

    /// The last event of the log before then; 0 if there is none.
    async fn sequence_before(&mut self, at: Timestamp) -> Result<i64>;

    /// All steps, up to an event, of tickets that were asked by it and were not closed before `since`; of each in order. The canary's are
    /// not among them. With how many there are besides that cannot be read, or are of a newer program.
    async fn list_courses(&mut self, since: Timestamp, sequence: i64) -> Result<(Vec<LoggedEvent>, u32)>;

    /// What happened beside tickets after one event, up to another.
    async fn list_events_beside_tickets(&mut self, after: i64, until: i64) -> Result<Vec<LoggedEvent>>;

    /// All versions of known issues, in order, and whether it had ended in each.
    async fn list_issue_versions(&mut self) -> Result<Vec<(IssueThen, bool)>>;

    /// How a known issue was called in one of its versions.
    async fn lookup_issue_title(&mut self, issue: KnownIssueId, version: u32) -> Result<Option<String>>;
}
