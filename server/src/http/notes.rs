//! Notes as they are typed, under the patient-data guard: what is wrong with one is said beside it, and what was typed stays.

use super::forms::Posted;
use app::model::FieldError;
use domain::{
    Note,
    note::{self, Suspicion},
};

/// The field of every note.
const FIELD: &str = "note";

/// Reads the note of a form; what is wrong with it is added to `errors`.
pub(super) fn read(form: &Posted, errors: &mut Vec<FieldError>) -> Option<Note> {
    Note::parse(form.get(FIELD)).unwrap_or_else(|problem| {
        errors.push(error(problem.to_string()));
        None
    })
}

/// A sentence if the note may hold patient details and nobody has ticked that it does not.
pub(super) fn warning(form: &Posted) -> Option<String> {
    if form.get("note_checked") == "yes" {
        return None;
    }
    let found = match note::suspicions(form.get(FIELD)).first()? {
        Suspicion::DateOfBirth => "a date of birth",
        Suspicion::PersonName => "somebody’s name",
    };
    Some(format!("Your note may hold {found}. Remove it, or tick the box if it is not a patient’s."))
}

pub(super) fn error(message: String) -> FieldError {
    FieldError { field: FIELD.to_owned(), message }
}
