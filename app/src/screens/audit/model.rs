//! What an auditor looks through.

use crate::model::{Choice, FieldError, Moment};

/// `/admin/audit`. The form is a query: `person`, `kind`, `from`, `to`.
#[derive(Debug, Clone)]
pub struct AuditPage {
    /// As it was asked for.
    pub person: String,
    pub kind: String,
    /// `2026-11-20`.
    pub from: String,
    pub to: String,
    pub people: Vec<Choice>,
    pub kinds: Vec<Choice>,
    /// Latest first.
    pub rows: Vec<AuditRow>,
    /// Address of the rows before these.
    pub older: Option<String>,
    /// Address of all of them as CSV.
    pub csv: String,
    pub errors: Vec<FieldError>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Its place in the log.
    pub sequence: i64,
    /// With the date and seconds.
    pub when: Moment,
    /// `Lou Example`, `Elbow`, `Command line (system user 1000)`.
    pub who: String,
    /// `Made a code for Asha Example's handset`.
    pub what: String,
}
