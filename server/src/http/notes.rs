//! Free texts as they are typed, under the patient-data guard: what is wrong with one is said beside it, and what was typed stays.

use super::forms::Posted;
use app::model::FieldError;
use domain::note::{self, GuardedText, Suspicion};

/// The field of every note.
pub(super) const FIELD: &str = "note";

/// Reads a text of a form; what is wrong with it is added to `errors`.
pub(super) fn read<const MOST: usize>(
    form: &Posted,
    field: &str,
    errors: &mut Vec<FieldError>,
) -> Option<GuardedText<MOST>> {
    GuardedText::parse(form.get(field)).unwrap_or_else(|problem| {
        errors.push(FieldError::new(field, problem.to_string()));
        None
    })
}

/// A sentence if the note may hold patient details and nobody has ticked that it does not.
pub(super) fn warning(form: &Posted) -> Option<String> {
    if form.get("note_checked") == "yes" { None } else { suspicion(form.get(FIELD)) }
}

/// A sentence if the text may hold patient details.
pub(super) fn suspicion(text: &str) -> Option<String> {
    let found = match note::suspicions(text).first()? {
        Suspicion::DateOfBirth => "a date of birth",
        Suspicion::PersonName => "somebody’s name",
    };
    Some(format!("Your note may hold {found}. Remove it, or tick the box if it is not a patient’s."))
}

pub(super) fn error(message: String) -> FieldError {
    FieldError::new(FIELD, message)
}
