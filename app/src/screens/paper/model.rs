//! Slips of paper that came back.

use domain::ticket::Phase;

use crate::model::{Choice, FieldError, Moment};

/// `/board/paper`: posts the form to itself, and `printed_at` to `/board/paper/unused`.
#[derive(Debug, Clone)]
pub struct PaperPage {
    pub form: SlipForm,
    pub tags: Vec<Choice>,
    pub urgencies: Vec<Choice>,
    pub categories: Vec<Choice>,
    /// Responders, by their ids.
    pub helpers: Vec<Choice>,
    pub wards: Vec<Choice>,
    /// Those that were entered last, the latest first.
    pub entered: Vec<EnteredSlip>,
    /// Packs of which slips came back, the latest first.
    pub packs: Vec<SlipsOfPack>,
    /// Slips that nobody has entered, although a later one of the same ward is.
    pub missing: Vec<MissingSlip>,
    /// The ticket of the slip that was entered already: its code and address.
    pub entered_before: Option<(String, String)>,
    pub errors: Vec<FieldError>,
    /// Texts that may hold patient details: each asks for a tick.
    pub warnings: Vec<FieldError>,
    pub notice: Option<String>,
}

/// As typed.
#[derive(Debug, Clone, Default)]
pub struct SlipForm {
    /// Random.
    pub key: String,
    pub slip: String,
    pub day: String,
    pub asked: String,
    pub tag: String,
    pub urgency: String,
    pub done: String,
    pub category: String,
    pub helper: String,
    pub there: String,
    pub asker: String,
    pub spot: String,
    pub note: String,
    /// Empty: the ward of the slip.
    pub ward: String,
    /// Whether to ask if another ward's slip was used.
    pub asks_whether_borrowed: bool,
}

#[derive(Debug, Clone)]
pub struct EnteredSlip {
    pub slip: String,
    pub ward: String,
    pub tag: String,
    pub asked: Moment,
    pub phase: Phase,
    /// Of the ticket: its code and address.
    pub ticket: (String, String),
}

#[derive(Debug, Clone)]
pub struct SlipsOfPack {
    pub printed: Moment,
    /// Posted back, in milliseconds.
    pub printed_at: i64,
    pub count: u32,
    pub entered: u32,
    pub unused: u32,
    pub unaccounted: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingSlip {
    pub slip: String,
    pub ward: String,
}
