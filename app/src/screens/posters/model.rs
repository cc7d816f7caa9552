//! Posters and cards with the links of wards.

use domain::PosterKind;

use crate::model::{Choice, FieldError, Moment, Qr};

/// `/setup/posters`: what is to be printed. Leads to `/setup/posters/print?wards=…&what=…`.
#[derive(Debug, Clone)]
pub struct PostersPage {
    /// All wards (`all`), each zone and each ward by its id.
    pub wards: Vec<Choice>,
    /// What was chosen of `wards`; empty if nothing was.
    pub chosen: String,
    /// The [`PosterKind`] that was chosen.
    pub what: String,
    /// What says something that is not so any more.
    pub reprints: Vec<Reprint>,
    /// What was counted last, the latest first.
    pub counts: Vec<CountRow>,
    pub errors: Vec<FieldError>,
    pub notice: Option<String>,
}

/// What somebody has counted at once. Posted to `/setup/posters/uncount` if it was wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountRow {
    /// For the form.
    pub count: String,
    pub when: Moment,
    pub who: String,
    /// `14 posters`.
    pub copies: String,
    /// The ward, or how many.
    pub wards: String,
}

/// Posters, or cards of one kind, of a ward that have to be printed again, or taken down. Posted to `/setup/posters/{ward}/replaced` once that is
/// done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reprint {
    pub ward_id: String,
    pub ward_name: String,
    /// `14 posters`.
    pub copies: String,
    /// What has changed since they were printed.
    pub why: String,
    /// Where new ones are printed; none if the ward has closed, and they only have to come down.
    pub print: Option<String>,
    /// Which they are, for the form.
    pub shown: String,
}

/// `/setup/posters/print`: a sheet of A4 for each ward. Posted to the same address: how many were printed.
#[derive(Debug, Clone)]
pub struct PrintPage {
    pub kind: PosterKind,
    pub sheets: Vec<Sheet>,
    /// Names of wards of which there is none, since their link cannot be read.
    pub left_out: Vec<String>,
    /// Elbow's address, if no other computer or phone can open it.
    pub here_only: Option<String>,
    /// Where something else is chosen.
    pub back: String,
    /// When it was made: `3 Mar 2026`.
    pub day: String,
    pub form: PrintedForm,
    pub errors: Vec<FieldError>,
    pub notice: Option<String>,
}

/// Says that the sheets were printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintedForm {
    /// Made with the page; the same key twice counts once.
    pub key: String,
    /// As the address has them.
    pub wards: String,
    pub what: String,
    /// What was on the sheets.
    pub seen: String,
    /// How many of each sheet, as it was typed.
    pub copies: String,
}

/// What is on one sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub ward_name: String,
    /// Leads to the ward's page.
    pub qr: Qr,
    /// What is typed where there is no camera: `elbow.example.nhs.uk/w/K7P3-QX9M`.
    pub address: String,
}
