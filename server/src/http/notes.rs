//! Free texts as they are typed, under the patient-data guard: what is wrong with one is said beside it, and what was typed stays.

use app::model::FieldError;
use domain::text::{self, GuardedText, TextProblem};
use texts::texts;

use super::forms::Posted;
use crate::trust::Trust;

/// The field of every note.
pub(crate) const FIELD: &str = "note";

/// The field that says where on a ward somebody is.
pub(crate) const SPOT: &str = "spot";

/// The field for the name of whoever asks, in which a name is no surprise.
pub(crate) const ASKER: &str = "asker";

/// Reads a text of a form; what is wrong with it is added to `errors`.
pub(crate) fn read<const MOST: usize>(
    form: &Posted,
    field: &str,
    errors: &mut Vec<FieldError>,
) -> Option<GuardedText<MOST>> {
    said(GuardedText::parse(form.get(field)), field, errors)
}

/// Reads a text of one line.
pub(crate) fn read_line<const MOST: usize>(
    form: &Posted,
    field: &str,
    errors: &mut Vec<FieldError>,
) -> Option<GuardedText<MOST>> {
    said(GuardedText::parse_line(form.get(field)), field, errors)
}

fn said<T>(read: Result<Option<T>, TextProblem>, field: &str, errors: &mut Vec<FieldError>) -> Option<T> {
    read.unwrap_or_else(|problem| {
        let words = match problem {
            TextProblem::NhsNumber => problem.to_string(),
            TextProblem::TooLong { most } => texts().shared_too_long(most),
        };
        errors.push(FieldError::new(field, words));
        None
    })
}

/// A question about each of the texts that may hold patient details, unless somebody has ticked of all of them that they do not.
/// What was ticked is asked again with the others: the page that asks has no ticks yet.
pub(crate) fn warnings(trust: &Trust, form: &Posted, fields: &[&str]) -> Vec<FieldError> {
    let masks = &trust.now().values.hospital_numbers;
    let about = |field: &&str| {
        text::question(form.get(field), *field != ASKER, masks).map(|words| FieldError::new(field, words))
    };
    let warnings: Vec<FieldError> = fields.iter().filter_map(about).collect();
    let is_ticked = |warning: &FieldError| form.get(&format!("{}_checked", warning.field)) == "yes";
    if warnings.iter().all(is_ticked) { Vec::new() } else { warnings }
}
