//! Everybody, and the form about one of them.

use crate::model::{Choice, FieldError, Found, Tick};

/// `/admin/people` (`find`, `does`, `signs_in`).
#[derive(Debug, Clone)]
pub struct PeoplePage {
    pub rows: Vec<PersonRow>,
    pub found: Found,
    /// What can be asked for, and what is.
    pub kinds: Vec<Choice>,
    pub does: String,
    /// Only those who cannot sign in yet.
    pub not_yet: Tick,
    /// Address of all of them as CSV.
    pub csv: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Address of their page.
    pub page: String,
    pub name: String,
    /// `Floorwalker, lead`.
    pub does: String,
    /// Their zone or ward; empty if they have none.
    pub place: String,
    pub knows: String,
    pub username: Option<String>,
    pub signs_in: SignsIn,
}

/// Whether somebody has anything to sign in with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignsIn {
    Yes,
    NotYet,
    /// Their account has ended.
    Ended,
}

/// `/admin/people/new`, which posts to `/admin/people`; and `/admin/people/{person}/change`.
#[derive(Debug, Clone)]
pub struct PersonFormPage {
    pub action: String,
    /// Where nothing is changed.
    pub back: String,
    /// Who they are so far; none for somebody new.
    pub who: Option<String>,
    pub form: PersonForm,
    pub wards: Vec<Choice>,
    pub zones: Vec<Choice>,
    /// Those who are called nearly so, about whom is asked first.
    pub namesakes: Vec<Namesake>,
    /// Says of which of them its reader was told.
    pub told: String,
    pub errors: Vec<FieldError>,
    pub notice: Option<String>,
}

/// What is known of somebody, or was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonForm {
    pub name: String,
    /// `floorwalker`, `super-user`, or empty.
    pub responds: String,
    /// The role to respond is theirs for a time, which is said on their page.
    pub helps_for_a_time: bool,
    pub roles: Vec<Tick>,
    pub username: String,
    pub tags: Vec<Tick>,
    /// The short names of all of these, between semicolons.
    pub offered: String,
    pub home_ward: String,
    pub zone: String,
    pub zone_mode: String,
    pub phone: String,
    /// Random.
    pub key: String,
    /// What the form showed before anything was typed; empty for somebody new.
    pub shown: String,
}

/// Somebody whose name is nearly the one that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Namesake {
    /// Address of their page.
    pub page: String,
    pub name: String,
    pub has_ended: bool,
}
