//! What an auditor looks through.

use crate::model::{Choice, FieldError, Found, Moment};

/// `/admin/audit`. The form is a query: `who` (words of a name), `person` (which of those), `kind`, `from`, `to`. Without a choice
/// of people, `person` stays theirs as long as `who` is still what it was, which `named` says.
#[derive(Debug, Clone)]
pub struct AuditPage {
    /// As it was asked for.
    pub who: String,
    pub person: String,
    pub kind: String,
    /// `2026-11-20`.
    pub from: String,
    pub to: String,
    /// Those who are called so, if it is not one.
    pub people: Vec<Choice>,
    pub kinds: Vec<Choice>,
    /// Latest first.
    pub rows: Vec<AuditRow>,
    pub found: Found,
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
