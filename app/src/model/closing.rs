//! What is said about work that is done.

use serde::{Deserialize, Serialize};

use super::{Choice, FieldError, Moment};

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

/// `/me/helped`: help in passing. Posts there (`key`, `tag` slug, `ward` code or id, `category` slug).
#[derive(Debug, Clone)]
pub struct HelpedPage {
    /// Of this page, so that the same one sent twice counts once.
    pub key: String,
    /// Those that the responder knows come first; the value is the slug.
    pub tags: Vec<Choice>,
    pub tag: String,
    /// The value is the ward's code.
    pub wards: Vec<Choice>,
    /// Where the responder is, or what was chosen; empty if that is not known.
    pub ward: String,
    /// In order of use; the value is the slug.
    pub categories: Vec<Choice>,
    pub errors: Vec<FieldError>,
}
