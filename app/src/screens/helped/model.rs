//! Help that nobody had asked for.

use crate::model::{Choice, FieldError};

/// `/me/helped`: help in passing. Posts there (`key`, `tag` slug, `ward` code or id, `category` slug).
#[derive(Debug, Clone)]
pub struct HelpedPage {
    /// Of this page, so that the same one sent twice counts once.
    pub key: String,
    /// Those that the responder knows come first; the value is the slug.
    pub tags: Vec<Choice>,
    pub tag: String,
    /// The value is the ward's id.
    pub wards: Vec<Choice>,
    /// Where the responder is, or what was chosen; empty if that is not known.
    pub ward: String,
    /// In order of use; the value is the slug.
    pub categories: Vec<Choice>,
    pub errors: Vec<FieldError>,
}
