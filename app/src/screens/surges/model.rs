//! Where more is asked than usual.

use domain::{Priority, ticket::Phase};
use serde::{Deserialize, Serialize};

use crate::model::{Choice, FieldError, Found, Moment};

/// A surge as one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurgeCard {
    /// Links to `/board/surges/{id}`.
    pub id: String,
    /// `ePMA: 12 requests from 6 wards in 20 minutes, about 2 expected. Began 09:10 on Ward 7.`
    pub sentence: String,
    /// `5 wait, no one free knows it.`
    pub waits: String,
    pub opened: Moment,
    pub verdict: Option<SurgeVerdict>,
    /// The form for a known issue, with its topic filled in.
    pub make_issue: String,
    /// Of one that is a live known issue: where its open tickets are linked to that, if some are not.
    #[serde(default)]
    pub link_all: Option<String>,
    /// … and the form for a word about it to the wards from which is asked.
    #[serde(default)]
    pub send_word: Option<String>,
}

/// What a lead said of a surge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurgeVerdict {
    /// `Verdict::as_str`.
    pub word: String,
    pub who: String,
    pub when: Moment,
    /// Id and title of the known issue that it is.
    pub issue: Option<(String, String)>,
}

/// `/board/surges`.
#[derive(Debug, Clone)]
pub struct SurgesPage {
    /// What today's thresholds come from.
    pub thresholds: String,
    /// Which are shown.
    pub choices: Vec<Choice>,
    pub shown: String,
    pub rows: Vec<SurgeRow>,
    pub found: Found,
}

#[derive(Debug, Clone)]
pub struct SurgeRow {
    pub card: SurgeCard,
    pub is_open: bool,
    /// Minutes of each bar.
    pub bar_minutes: u32,
    pub bars: Vec<SurgeBar>,
}

/// Requests of a surge in some minutes.
#[derive(Debug, Clone)]
pub struct SurgeBar {
    pub from: Moment,
    pub requests: u32,
}

/// `/board/surges/{id}`. Posts there (`verdict`, `known_issue`, `seen`).
#[derive(Debug, Clone)]
pub struct SurgePage {
    pub row: SurgeRow,
    pub tickets: Vec<SurgeTicketRow>,
    pub form: VerdictForm,
    /// What has just been done.
    pub notice: Option<String>,
}

#[derive(Debug, Clone)]
pub struct SurgeTicketRow {
    /// Links to `/board/tickets/{id}`.
    pub id: String,
    pub code: String,
    pub priority: Priority,
    pub ward: String,
    pub tag: String,
    pub phase: Phase,
    pub asked: Moment,
}

#[derive(Debug, Clone, Default)]
pub struct VerdictForm {
    /// Those that have not ended, and the one that it is.
    pub issues: Vec<Choice>,
    pub issue: String,
    pub errors: Vec<FieldError>,
}
