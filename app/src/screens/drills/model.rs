//! Communications drills.

use crate::model::{Choice, FieldError, Found, Moment};

/// `/board/drills`: start one, and those before. Form: `/board/drills` (`team`, `sure`, `key`).
#[derive(Debug, Clone)]
pub struct DrillsPage {
    /// `all`, `zone:` and a zone's id, or `tag:` and a slug.
    pub teams: Vec<Choice>,
    pub chosen: String,
    /// Whom it would reach, to be read before it starts.
    pub question: Option<String>,
    /// Random: what is sent twice starts one.
    pub key: String,
    /// Latest first.
    pub drills: Vec<DrillRow>,
    pub found: Found,
    pub errors: Vec<FieldError>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrillRow {
    /// Links to `/board/drills/{id}`.
    pub id: String,
    pub team: String,
    pub started: Moment,
    pub alerted: usize,
    pub answered: usize,
    /// Within which half of the answers came.
    pub median_seconds: Option<u64>,
}

/// `/board/drills/{id}`; `.csv` after it for the same as a table.
#[derive(Debug, Clone)]
pub struct DrillPage {
    pub drill: DrillRow,
    pub started_by: String,
    /// Answers still count.
    pub is_underway: bool,
    /// Alerted, and no answer yet: why, as far as is known.
    pub missing: Vec<DrillMissing>,
    /// Quickest first.
    pub answers: Vec<DrillAnswer>,
    /// On a break or off shift when it began: not alerted.
    pub left_alone: Vec<DrillMissing>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrillMissing {
    pub name: String,
    pub why: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrillAnswer {
    pub name: String,
    pub seconds: u64,
    /// When the handset showed the alert, if it said so.
    pub shown_seconds: Option<u64>,
}
