//! Finds patient data in what people type.
//!
//! An NHS number is certain enough to be refused ([`contains_nhs_number`]); what only looks like a date of birth or a
//! patient's name is worth a question ([`suspicions`]). This crate has no dependencies and no large tables, so that a page can
//! run it too.

mod calendar;
mod invisible;
mod name;
mod number;
mod symbol;
mod telephone;

pub use self::{invisible::is_invisible, number::contains_nhs_number};

/// What is said beside a text with an NHS number.
pub const NHS_NUMBER: &str = "This looks like an NHS number. Remove it.";

/// What looks like patient data but may not be: worth asking, not refusing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suspicion {
    DateOfBirth,
    PersonName,
}

impl Suspicion {
    /// What is asked beside the text.
    pub fn question(self) -> String {
        let found = match self {
            Self::DateOfBirth => "a date of birth",
            Self::PersonName => "somebody’s name",
        };
        format!("Your note may hold {found}. Remove it, or tick the box if it is not a patient’s.")
    }
}

/// What a text may be warned about: a day, month and year; the words for a date of birth; a title before a name.
pub fn suspicions(text: &str) -> Vec<Suspicion> {
    let symbols = symbol::read(text);
    let mut found = Vec::new();
    if calendar::mentions_birth(&symbols) {
        found.push(Suspicion::DateOfBirth);
    }
    if name::has_title(&symbols) {
        found.push(Suspicion::PersonName);
    }
    found
}
