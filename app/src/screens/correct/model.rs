//! What whoever asked corrects of an open request.

use crate::model::FieldError;

/// `/r/{secret}/correct`, of a request that is open. Posts there (`spot`, `note`, `spot_checked` = `yes`, `note_checked` = `yes`,
/// `version`).
#[derive(Debug, Clone)]
pub struct CorrectPage {
    /// Of the link to the request.
    pub secret: String,
    pub version: u32,
    pub code: String,
    pub ward_name: String,
    pub tag: String,
    pub form: CorrectForm,
    /// What stands there by now, if somebody else has changed it since the form was shown.
    pub meanwhile: Option<CorrectForm>,
    pub errors: Vec<FieldError>,
    /// Texts that may hold patient details: each asks for a tick.
    pub warnings: Vec<FieldError>,
}

/// As typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectForm {
    /// Where on the ward, at most 60 characters.
    pub spot: String,
    /// At most 140 characters.
    pub note: String,
}
