//! What is said about work that is done.

use serde::{Deserialize, Serialize};

use super::{FieldError, Moment};

/// A ticket that one has closed lately, on one's own page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedJob {
    pub ticket: String,
    pub code: String,
    pub ward: String,
    pub tag: String,
    pub closed: Moment,
    pub has_details: bool,
}

/// `/me/jobs/{ticket}/details`, of a ticket that one has closed. Posts there (`people`, `note`, `note_checked` = `yes`).
#[derive(Debug, Clone)]
pub struct DetailsPage {
    pub ticket: String,
    pub version: u32,
    pub code: String,
    pub ward: String,
    pub tag: String,
    pub category: String,
    pub form: DetailsForm,
    pub errors: Vec<FieldError>,
    /// The note may hold patient details: asks for a tick.
    pub note_warning: Option<String>,
}

/// As typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DetailsForm {
    /// How many people were helped at once.
    pub people: String,
    pub note: String,
}
