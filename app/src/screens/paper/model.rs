//! Slips of paper that came back.

use domain::ticket::Phase;

use crate::model::{Choice, FieldError, Moment};

/// `/board/paper`: posts the form to itself; `printed_at` to `/board/paper/unused`, with `rest` and `missing` as they were read and `sure`, or the
/// number of one `slip`; `printed_at` to `/board/paper/unused/undo`; and `ticket` to `/board/paper/duplicate`.
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
    /// The request of the slip that was entered already.
    pub entered_before: Option<EnteredBefore>,
    /// Open requests that what was just entered may be the same as.
    pub duplicates: Option<Duplicates>,
    /// Asked before slips are said to be empty.
    pub question: Option<UnusedQuestion>,
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
    pub ward: String,
    /// What has to be said yes to.
    pub ticks: Vec<SlipTick>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipTick {
    /// Of the field.
    pub name: &'static str,
    pub label: String,
    pub is_ticked: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnteredBefore {
    /// Of the ticket: its code and address.
    pub ticket: (String, String),
    pub ward: String,
    pub is_cancelled: bool,
}

/// Requests of the same ward about the same.
#[derive(Debug, Clone)]
pub struct Duplicates {
    pub slip: String,
    /// What the slip has become.
    pub id: String,
    pub version: u32,
    pub ward: String,
    pub tag: String,
    /// The others: code, address, and when they were asked.
    pub others: Vec<(String, String, Moment)>,
}

#[derive(Debug, Clone)]
pub struct UnusedQuestion {
    pub printed: Moment,
    /// Posted back, in milliseconds.
    pub printed_at: i64,
    /// These are said to be empty.
    pub rest: u32,
    /// These stay to be looked for.
    pub missing: u32,
    /// The pack is still good.
    pub in_use_until: Option<Moment>,
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
    /// Of these nothing says that anything was written on them.
    pub rest: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingSlip {
    pub slip: String,
    pub ward: String,
}
