//! What is known to be wrong, and what to do meanwhile.

use serde::{Deserialize, Serialize};

use crate::model::{Choice, FieldError, Found, Moment};

/// As responders read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownIssue {
    pub title: String,
    pub workaround: String,
}

/// `/known-issues`. Adding posts there (`title`, `workaround`, `tag` slug, `title_checked`, `workaround_checked` = `yes`).
#[derive(Debug, Clone)]
pub struct KnownIssuesPage {
    /// Those that have not ended, the latest first.
    pub live: Vec<KnownIssueRow>,
    pub live_found: Found,
    pub ended: Vec<KnownIssueRow>,
    pub ended_found: Found,
    pub form: KnownIssueForm,
    /// What has just been done.
    pub notice: Option<String>,
}

#[derive(Debug, Clone)]
pub struct KnownIssueRow {
    pub id: String,
    pub title: String,
    pub workaround: String,
    pub tag: String,
    pub since: Moment,
    pub ended: Option<Moment>,
    /// Closed tickets that were about it.
    pub tickets: u32,
}

/// `/known-issues/{id}`. Posts there, as above; ending it posts to `/known-issues/{id}/end`.
#[derive(Debug, Clone)]
pub struct KnownIssuePage {
    pub issue: KnownIssueRow,
    pub form: KnownIssueForm,
    /// The last closed first.
    pub tickets: Vec<LinkedTicket>,
    pub tickets_found: Found,
    /// What was said before, oldest first, and the last change too.
    pub versions: Vec<IssueVersion>,
    /// What has just been done.
    pub notice: Option<String>,
}

#[derive(Debug, Clone)]
pub struct LinkedTicket {
    pub ticket: String,
    pub code: String,
    pub ward: String,
    pub closed: Option<Moment>,
    pub helped: u8,
}

#[derive(Debug, Clone)]
pub struct IssueVersion {
    pub when: Moment,
    pub who: String,
    pub did: IssueStep,
    pub title: String,
    pub workaround: String,
}

/// What somebody did to a known issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssueStep {
    Wrote,
    Changed,
    Ended,
}

/// As typed.
#[derive(Debug, Clone, Default)]
pub struct KnownIssueForm {
    pub title: String,
    pub workaround: String,
    /// Slug.
    pub tag: String,
    /// Random; empty where one is changed.
    pub key: String,
    /// The version that is changed; none for a new one.
    pub version: Option<u32>,
    pub tags: Vec<Choice>,
    pub errors: Vec<FieldError>,
    /// Texts that may hold patient details: each asks for a tick.
    pub warnings: Vec<FieldError>,
}
