//! What the command centre reads at its huddles and sends up.

use domain::ReportKind;

use crate::{
    model::{FieldError, Found, Moment},
    screens::decisions::Told,
};

/// `/reports`: the latest first.
#[derive(Debug, Clone)]
pub struct ReportsPage {
    pub rows: Vec<ReportRow>,
    pub found: Found,
    /// When the next of each kind is written; kinds that are not written by themselves are not among them.
    pub next: Vec<(ReportKind, Moment)>,
}

#[derive(Debug, Clone)]
pub struct ReportRow {
    pub number: u32,
    pub kind: ReportKind,
    pub due: Moment,
    pub is_late: bool,
    pub headline: String,
    pub stands: ReportStands,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportStands {
    Written,
    Approved,
    Corrected,
}

/// `/reports/{number}`, and `/reports/{number}/shared`.
#[derive(Debug, Clone)]
pub struct ReportPage {
    pub number: u32,
    pub kind: ReportKind,
    pub due: Moment,
    pub from: Moment,
    pub to: Moment,
    pub written: Moment,
    pub is_late: bool,
    /// Of the last event that is in it.
    pub sequence: i64,
    /// As it may be handed on: without what could be taken apart.
    pub is_shared: bool,
    pub next_due: Option<Moment>,
    pub headline: String,
    /// How far each was at the end, if there was more than one.
    pub waves: Vec<String>,
    /// Why counts are not compared with those of the report before.
    pub not_compared: Option<String>,
    pub requests: Vec<Figure>,
    pub waits: Vec<Figure>,
    pub urgent: Vec<Figure>,
    pub answers: Vec<Figure>,
    pub cover: Coverage,
    /// Titles.
    pub issues: Vec<String>,
    pub top: Vec<TopPlace>,
    /// How many places and topics more there were.
    pub more_places: usize,
    pub decisions: Vec<u32>,
    pub actions: Vec<Figure>,
    pub went_well: Told,
    pub comes_next: Told,
    /// The approval, then its corrections.
    pub approved: Vec<Approved>,
    /// How many events could not be read when it was written.
    pub left_out: u32,
    /// Open requests of a dress rehearsal.
    pub rehearsed_open: u32,
    /// None for whoever only reads.
    pub form: Option<ReportForm>,
    /// What has just been done.
    pub notice: Option<String>,
}

/// Something counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    pub name: String,
    pub value: String,
    /// Against the report before: `+3`.
    pub change: Option<String>,
}

/// What is known of who was there and who was to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coverage {
    /// It was written too late to look.
    CannotTell,
    Known {
        on_shift: u32,
        /// Topics that nobody on shift knew.
        nobody_knows: Vec<String>,
        /// What the roster said of the next 24 hours, as sentences.
        roster: Vec<String>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopPlace {
    pub ward: String,
    pub tag: String,
    pub figure: String,
    pub change: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Approved {
    pub when: Moment,
    pub is_correction: bool,
    /// None where it may be handed on.
    pub who: Option<String>,
    /// There in corrections, but not where it may be handed on.
    pub why: Option<String>,
}

/// As typed; posts to `/reports/{number}/approve`.
#[derive(Debug, Clone, Default)]
pub struct ReportForm {
    /// Random.
    pub key: String,
    /// Counts the approval and its corrections.
    pub version: u32,
    pub went_well: String,
    pub comes_next: String,
    pub why: String,
    pub errors: Vec<FieldError>,
    /// Texts that may hold patient details: each asks for a tick.
    pub warnings: Vec<FieldError>,
}
