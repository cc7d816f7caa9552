//! The shifts of one person that are not over.

use crate::model::FieldError;

/// `/admin/people/{person}/shifts`, and with one of them to change `/admin/people/{person}/shifts/{starts}`.
#[derive(Debug, Clone)]
pub struct ShiftsPage {
    pub name: String,
    /// Address of the person's page.
    pub person: String,
    /// Address of this page.
    pub shifts: String,
    /// By their start.
    pub rows: Vec<ShiftRow>,
    /// The shift that is changed; none to add one.
    pub changes: Option<String>,
    /// Where the form is posted.
    pub action: String,
    /// Random, for each of the forms.
    pub key: String,
    /// None if they respond no more: what is to come can be removed only.
    pub form: Option<ShiftForm>,
    pub errors: Vec<FieldError>,
    pub notice: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftRow {
    /// `Fri 20 Nov, 07:30 to 15:30`.
    pub when: String,
    /// It is history, and stays.
    pub has_begun: bool,
    pub change: String,
    pub remove: String,
    /// What is sent with it: which shift was seen.
    pub seen: String,
}

/// What was typed, on the trust's clock.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShiftForm {
    pub day: String,
    pub starts: String,
    pub ends: String,
    /// Which shift is changed, as it was seen; empty for a new one.
    pub seen: String,
}
