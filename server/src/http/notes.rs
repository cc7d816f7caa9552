//! Free texts as they are typed, under the patient-data guard: what is wrong with one is said beside it, and what was typed stays.

use super::forms::Posted;
use app::model::FieldError;
use domain::text::{self, GuardedText, TextProblem};

/// The field of every note.
pub(super) const FIELD: &str = "note";

/// Reads a text of a form; what is wrong with it is added to `errors`.
pub(super) fn read<const MOST: usize>(
    form: &Posted,
    field: &str,
    errors: &mut Vec<FieldError>,
) -> Option<GuardedText<MOST>> {
    said(GuardedText::parse(form.get(field)), field, errors)
}

/// Reads a text of one line.
pub(super) fn read_line<const MOST: usize>(
    form: &Posted,
    field: &str,
    errors: &mut Vec<FieldError>,
) -> Option<GuardedText<MOST>> {
    said(GuardedText::parse_line(form.get(field)), field, errors)
}

fn said<T>(read: Result<Option<T>, TextProblem>, field: &str, errors: &mut Vec<FieldError>) -> Option<T> {
    read.unwrap_or_else(|problem| {
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
    Some(text::suspicions(text).first()?.question())
}

pub(super) fn error(message: String) -> FieldError {
    FieldError::new(FIELD, message)
}
