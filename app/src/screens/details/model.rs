//! What is said about work that is done.

use crate::model::{Choice, FieldError};

/// `/me/jobs/{ticket}/details`, of a ticket that one has closed. Posts there (`people`, `note`, `note_checked` = `yes`,
/// `known_issue` id).
#[derive(Debug, Clone)]
pub struct DetailsPage {
    pub ticket: String,
    pub version: u32,
    pub code: String,
    pub ward: String,
    pub tag: String,
    pub category: String,
    /// What it may have been about, the latest first; the value is the id.
    pub issues: Vec<Choice>,
    pub form: DetailsForm,
    pub errors: Vec<FieldError>,
    /// The note may hold patient details: asks for a tick.
    pub warnings: Vec<FieldError>,
}

/// As typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DetailsForm {
    /// How many people were helped at once.
    pub people: String,
    pub note: String,
    /// Id; empty if it was about none.
    pub known_issue: String,
}
